"""Numbers with their bounds, units and what they count. Knows neither dates nor names."""

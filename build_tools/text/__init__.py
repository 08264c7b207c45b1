"""Language craft: sentences, spans, dates, quantities, names. Knows neither actors nor records."""

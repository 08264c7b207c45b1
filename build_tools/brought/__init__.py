"""Claims that come from elsewhere than our own reader: what files of them say, and where their words stand. No disk."""

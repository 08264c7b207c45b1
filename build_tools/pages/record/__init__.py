"""What every page of a record ends with: its history, how to correct it, how to cite it."""

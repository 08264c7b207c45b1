"""Claims gathered into draft entries, with the records that they need."""

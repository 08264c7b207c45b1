"""Pages of entries, and entries in lists: each claim and its chain, how its date came about."""

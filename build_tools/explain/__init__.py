"""``claimline explain``: where every value of a record came from, in plain words. Reads all, writes nothing."""

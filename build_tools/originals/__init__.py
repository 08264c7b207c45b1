"""Originals: files as received in seeds/ that are no plain text, turned into articles. Knows no records and no disk."""

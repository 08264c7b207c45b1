"""Proposals of the reader into records: a printable plan, then its application. Knows neither pages nor MkDocs."""

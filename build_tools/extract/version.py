"""The version of the reader: to be raised by one whenever a rule or table changes what is proposed from a seed."""

READER_VERSION: int = 6

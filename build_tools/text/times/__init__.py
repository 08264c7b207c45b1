"""Time expressions: found, and resolved to TIMEX3 and EDTF. Knows no names."""

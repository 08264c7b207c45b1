"""Exports: the corpus as files that other programs read, one module per format. Quotes only, never a source's text."""

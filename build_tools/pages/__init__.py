"""Corpus → pages: templates, styles, scripts and drawings. Knows neither MkDocs nor disk."""

"""Saved pages: from the bytes of a browser's file to the words of one article. Knows no dossier and no network."""

"""Shows what was read in one seed: one module per format. Knows readings and proposals; writes no file."""

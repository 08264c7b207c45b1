"""Search: the corpus as index files that a page loads by need, the same hosted and on ``file://``."""

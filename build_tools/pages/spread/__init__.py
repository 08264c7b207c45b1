"""How what is too much for one page is spread over several, so that people find it again."""

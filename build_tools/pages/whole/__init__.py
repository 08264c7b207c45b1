"""Pages of the dossier as a whole: home, all claims, who says what, what was known when, method, data, about."""

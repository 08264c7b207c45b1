"""Pages of a PDF: from letters at places to the paragraphs that a reader sees. Knows no dossier."""

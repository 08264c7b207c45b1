"""A selection of the dossier as a document for briefings and court files: Markdown, DOCX or PDF, every claim with its footnote."""

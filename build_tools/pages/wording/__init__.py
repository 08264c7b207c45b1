"""The words of pages: sentences in pieces, how an entry stands, labels, dates, languages, prose. Knows no page."""

"""What readers are told, in words: sentences in pieces, how an entry stands, labels, dates, languages. Knows no page."""

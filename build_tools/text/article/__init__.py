"""The shape of an article: lines, headings, sentences, what stands around it, when it was published."""

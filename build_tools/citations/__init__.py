"""Works to cite → plain words, BibTeX, CSL-JSON, RIS. Knows no pages, no disk; invents no date and no address."""

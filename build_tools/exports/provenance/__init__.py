"""Where everything comes from, in the words of PROV-O: texts, words and who passed them on, records and who made them."""

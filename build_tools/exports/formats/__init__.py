"""One module for each format: it is told the entries one by one and makes its files of them."""

"""What hostile input is made of: mutations, growing families, attacks on regular expressions. Knows no promise."""

"""The addresses in records that lead outside: which there are, whether they still answer, how that is told."""

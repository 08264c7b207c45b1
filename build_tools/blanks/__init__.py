"""What the forms for people without Git ask, and the forms as text to fill in. Knows no answer and no record."""

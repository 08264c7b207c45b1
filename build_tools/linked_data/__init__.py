"""What each page of the site says to machines, in the words of schema.org."""

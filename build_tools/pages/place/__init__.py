"""Pages of places: where each lies, how precisely that is known, what is said to have happened there."""

"""Pages of actors: what they said and did, what is said of them, and how their words reach us."""

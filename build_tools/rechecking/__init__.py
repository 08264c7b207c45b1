"""A dossier checked again after a few files have changed: what nothing of the change concerns is taken from the last time."""

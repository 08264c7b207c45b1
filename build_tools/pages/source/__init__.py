"""Pages of sources: what a text carries, who speaks in it, how much of it the dossier holds."""

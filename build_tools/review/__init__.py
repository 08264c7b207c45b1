"""What a change means: two states of a dossier compared, and told to people and programs. No disk, network or token."""

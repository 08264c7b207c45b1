"""The commands by what people want to do. Thin: each opens a dossier, calls one room and prints."""

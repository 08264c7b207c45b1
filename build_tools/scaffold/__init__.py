"""A dossier of somebody's own: the files that it begins with, and how a newer program brings them up to date.

Knows templates, answers and hashes of what it wrote. Knows no claim; never writes over what a person has changed.
"""

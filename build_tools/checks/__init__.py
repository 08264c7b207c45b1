"""The rules of a dossier, one file each. They know the corpus; they do not know how problems are printed.

A rule file has a docstring (the rule, in a sentence), ``CODE``, ``TIP`` and ``find(case)``; a rule whose problems can
be mended by a program has ``mend(case)`` too.
"""

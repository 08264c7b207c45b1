"""The rules of a dossier, one file each. They know the corpus; they do not know how problems are printed.

A rule is a module of ``rules/``: its docstring is the rule in a sentence; ``CODE``, ``LEVEL``, ``SCOPE``, ``WAIVABLE`` and
``TIP`` say the rest (``catalogue.Rule`` tells what they mean); ``find(case)`` tells where it is broken; a rule whose
problems a program can mend has ``mend(case)`` too. The page beside it (``rule_page`` tells its form) explains the rule
to people, with examples that a test runs.
"""

"""The rules, one a file: its docstring is the rule, ``find`` tells where it is broken, ``mend`` what can be mended."""

"""``claimline``: every command of ``commands/`` under one name."""

from build_tools.commands import (
    beginning,
    checking,
    comparing,
    creating,
    curating,
    editing,
    forms,
    outside,
    publishing,
    reading,
    reports,
)
from build_tools.commands.group import main

__all__ = [
    "beginning",
    "checking",
    "comparing",
    "creating",
    "curating",
    "editing",
    "forms",
    "main",
    "outside",
    "publishing",
    "reading",
    "reports",
]

if __name__ == "__main__":
    main()

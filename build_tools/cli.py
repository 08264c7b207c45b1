"""``claimline``: every command of ``commands/`` under one name."""

from build_tools.commands import checking, curating, forms, publishing, reading
from build_tools.commands.group import main

__all__ = ["checking", "curating", "forms", "main", "publishing", "reading"]

if __name__ == "__main__":
    main()

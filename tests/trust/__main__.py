"""`make trust`: the long proofs, each with how much was tried and what was found.

`python -m tests.trust [PART…] [--minutes N]`; nothing named means all. A part is a module of this folder with
``proofs(minutes)``, which gives each proof when it is known. Ends with 1 where anything was found.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
import time
from pathlib import Path

from tests.trust.proof import as_lines

_HERE = Path(__file__).parent


def parts() -> list[str]:
    """The names of all parts, by their files."""
    names = [one.name for one in pkgutil.iter_modules([str(_HERE)]) if not one.ispkg and one.name != "__main__"]
    return [name for name in names if "\ndef proofs(" in (_HERE / f"{name}.py").read_text(encoding="utf-8")]


def main() -> int:
    """Run the parts that were asked for; 1 if anything was found."""
    reader = argparse.ArgumentParser(
        prog="python -m tests.trust", description="Long proofs of what SECURITY.md promises."
    )
    reader.add_argument("part", nargs="*", choices=[[], *parts()], help="none means all")
    reader.add_argument("--minutes", type=float, default=10, help="about how long each part may take (default: 10)")
    asked = reader.parse_args()
    found = 0
    for name in asked.part or parts():
        print(f"\n{name}", flush=True)
        begun = time.monotonic()
        for proof in importlib.import_module(f"tests.trust.{name}").proofs(asked.minutes):
            print("\n".join(as_lines(proof, time.monotonic() - begun)), flush=True)
            begun, found = time.monotonic(), found + len(proof.found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

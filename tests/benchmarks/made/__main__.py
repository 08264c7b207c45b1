"""`python -m tests.benchmarks.made DIR --entries N [--seed S]`: writes a large dossier into a new folder."""

from __future__ import annotations

import argparse
from pathlib import Path

from tests.benchmarks.made.dossier import write_dossier

asked = argparse.ArgumentParser(description=__doc__)
asked.add_argument("folder", type=Path)
asked.add_argument("--entries", type=int, default=10_000)
asked.add_argument("--seed", type=int, default=7)
given = asked.parse_args()
write_dossier(given.folder, given.entries, seed=given.seed)

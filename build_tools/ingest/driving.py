"""Drives an import whose articles are read by an engine for many machines: Dask, Ray, Spark or a pool of processes.

Knows no engine: of one it needs a ``map`` that calls a function with each of some items, anywhere, and gives the answers.
Every machine sees the dossier and the folder for parts, such as on a shared disk, and has this program installed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from build_tools.ingest.apply import apply_plans, made_ready
from build_tools.ingest.import_plan import ImportPlan
from build_tools.ingest.library import forget_readings, library_of
from build_tools.ingest.run import plan_import
from build_tools.ingest.shards import READ_HERE, Share, bring_articles, next_round, read_round, read_share, write_round


@dataclass(frozen=True)
class Part:
    """One share of a round's articles, to be read by whoever gets it."""

    root: str
    share: Share
    round: str
    out: str


def read_part(part: Part) -> str:
    """Read a part by one process; the file that now holds it. Raises ProblemsFound."""
    round = read_round(Path(part.round))
    read_share(Path(part.root), part.share, Path(part.out), round=round, latest=round.latest, jobs=1)
    return part.out


Map = Callable[[Callable[[Part], str], Sequence[Part]], Sequence[str]]


def import_by(
    each: Map, root: Path, folder: Path, *, parts: int, latest: dt.date, read_here: int = READ_HERE
) -> ImportPlan:
    """Import all new articles, read in so many parts a round by ``each``, and write the records. Raises ProblemsFound.

    ``folder`` holds the parts while it lasts; ``read_here``: articles up to which a round is not handed out.
    """
    made_ready(root)
    files: list[Path] = []
    before: tuple[str, ...] = ()
    while round := next_round(root, files, latest=latest, read_here=read_here):
        if round.seeds == before:  # whatever keeps readings from being taken, the rest is read here
            break
        before, number = round.seeds, len(files)
        path = folder / f"{number}.round"
        write_round(path, round)
        shares = (Share(at + 1, parts) for at in range(parts))
        out = [Part(str(root), share, str(path), str(folder / f"{number}-{share.number}.part")) for share in shares]
        files += map(Path, each(read_part, out))
    return merged(root, files, latest=latest)


def merged(root: Path, files: Sequence[Path], *, latest: dt.date) -> ImportPlan:
    """Import all new articles with the readings of files, and write the records. Raises ProblemsFound."""
    bring_articles(root, files)
    library = library_of(root, files)
    plan = plan_import(root, latest=latest, library=library)
    library.close()
    apply_plans(root, plan.plans, plan.unpacked.texts, plan.corrected, there=plan.there)
    forget_readings(root)
    return plan

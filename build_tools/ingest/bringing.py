"""Importing claims that come from elsewhere than our own reader: files read, held against the dossier, planned. Writes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from build_tools.brought.brought_claim import BROKEN, PARTLY, SHAPE, BroughtEntry, BroughtFile
from build_tools.brought.located_json import LARGEST_FILE
from build_tools.brought.reading import read
from build_tools.corpus import Corpus
from build_tools.dossier import SEEDS, TAKEN_SUFFIX
from build_tools.ingest.brought_desk import Desk
from build_tools.ingest.brought_memory import taken_text
from build_tools.ingest.brought_plan import BroughtPlan, plan_brought
from build_tools.ingest.brought_settling import Settling
from build_tools.ingest.standing import hash_of
from build_tools.model import SENSITIVITIES
from build_tools.problems import Level, Location, Problem, ProblemsFound, errors_among, in_reading_order


@dataclass(frozen=True)
class Bringing:
    """What importing one file would do. ``problems``: what of it is refused (errors) or left out (warnings).

    ``files``: further files to be written, by path; ``seen``: the hash of every file that the plan was made from.
    """

    file: BroughtFile
    plan: BroughtPlan
    again: int
    files: Mapping[str, str]
    seen: Mapping[str, str]

    @property
    def problems(self) -> list[Problem]:
        """In the order of the file."""
        return in_reading_order(self.file.problems)

    @property
    def refused(self) -> int:
        """How many things of the file are not taken."""
        return len(errors_among(self.file.problems))


@dataclass(frozen=True)
class Opened:
    """A file from elsewhere, read: where it lies, what it brings, its hash, and whether it lies in seeds/."""

    path: Path
    file: BroughtFile
    sha256: str
    in_seeds: bool


def opened(root: Path, path: Path) -> Opened:
    """Read one file of claims. Raises ProblemsFound where it cannot be read at all."""
    data = _bytes_of(path)
    file = read(data, _name(root, path))
    if not (file.claims or file.entries or file.problems or file.left_out):
        tip = "Look whether it is the right file, and whether the tool that made it found anything."
        file.note([Problem(Location(file.name), SHAPE, "the file holds no claims", tip)])
    return Opened(path, file, hashlib.sha256(data).hexdigest(), _is_in_seeds(root, path))


def entries_told(files: Iterable[Opened]) -> dict[str, BroughtEntry]:
    """What several files tell of entries: claims of one may be of entries that another tells of."""
    told = [entry for one in files for entry in one.file.entries.values()]
    return {entry.id: entry for entry in sorted(told, key=lambda entry: entry.is_whole)}


def bring(
    root: Path, one: Opened, told: Mapping[str, BroughtEntry], *, latest: date, restore: bool = False
) -> Bringing:
    """Plan the import of one file of claims. ``told``: what is told of entries, there or in other files; ``restore``: what
    a person deleted too. Raises ProblemsFound where records cannot be read.
    """
    desk, file, name = Desk(root, latest), one.file, one.path.name
    settling = Settling(file, desk.sources, desk.known_here)
    settled = settling.all()
    fitting = {claim.entry: told[claim.entry] for claim in file.claims if claim.entry in told}
    plan = plan_brought(settled, _fitting(fitting, file, desk.corpus), name, desk.ground(restore=restore))
    files = dict(desk.remembered(plan, settled, name))
    if one.in_seeds:
        text = taken_text(one.sha256, claims=len(settled), refused=len(errors_among(file.problems)))
        files[f"{SEEDS}/{name}{TAKEN_SUFFIX}"] = text
    seen = {
        **desk.standing.seen,
        **{one.path: hash_of(one.text) for one in desk.memories.values() if one.path in files},
    }
    return Bringing(file, plan, settling.again, files, seen)


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            tip = f"Split it: {LARGEST_FILE // 1_000_000} MB are read at once."
            raise ProblemsFound([Problem(Location(str(path)), BROKEN, "the file is too large", tip)])
        return path.read_bytes()
    except OSError as error:
        tip = "Look at the name, and at the file's permissions."
        raise ProblemsFound([Problem(Location(str(path)), BROKEN, str(error.strerror), tip)]) from None


def _name(root: Path, path: Path) -> str:
    """How problems call the file: as the user did, or by its place in the dossier."""
    return f"{SEEDS}/{path.name}" if _is_in_seeds(root, path) else str(path)


def _is_in_seeds(root: Path, path: Path) -> bool:
    return path.resolve().parent == (root / SEEDS).resolve()


def _fitting(told: Mapping[str, BroughtEntry], file: BroughtFile, corpus: Corpus) -> dict[str, BroughtEntry]:
    """What is told of entries, as far as this dossier has words for it."""
    return {id: _fitting_entry(entry, file, corpus) for id, entry in told.items()}


def _fitting_entry(entry: BroughtEntry, file: BroughtFile, corpus: Corpus) -> BroughtEntry:
    if entry.type and corpus.types and entry.type not in corpus.types:
        tip = "The draft gets the type that its words suggest; or add the type to content/vocabulary.yml and import again."
        message = f"entry “{entry.id}” is of a type that this dossier does not have: “{entry.type[:60]}”"
        file.note([Problem(Location(file.name), PARTLY, message, tip, Level.WARNING)])
        entry = replace(entry, type="")
    return entry if entry.sensitivity in SENSITIVITIES else replace(entry, sensitivity="")

"""An import whose articles are read in parts, on any machines, and put together in one place, as one import would.

A part leaves a file: the readings, and the articles they were made from. An article is read with the names that those
before it have brought, so an archive is read in rounds, each about as long as all before it: the names known by then and
the articles to be read next make a file too, which goes to those who read.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from build_tools.dossier import open_dossier
from build_tools.extract.reading import KnownName
from build_tools.ingest.drafting import Circumstances, Waiting
from build_tools.ingest.kept_readings import SEED, Writing, articles_in, is_file_of_readings, key_of
from build_tools.ingest.known import Known
from build_tools.ingest.library import Library, library_of
from build_tools.ingest.run import Progress, plan_import
from build_tools.ingest.sifting import sift
from build_tools.ingest.workers import readers
from build_tools.problems import Location, Problem, ProblemsFound
from build_tools.records.layout import SEEDS
from build_tools.records.note import WAITING
from build_tools.records.settling import settle_files
from build_tools.records.sidecar import path_beside
from build_tools.records.write import one_writer, write_all, write_one

READ_HERE = 256  # articles of a round that is too short to be handed out
_ENDINGS = (".txt", ".yml")


@dataclass(frozen=True)
class Round:
    """The articles to be read next, by their paths, all names that are known by then, and the day of the import."""

    seeds: tuple[str, ...]
    names: tuple[KnownName, ...]
    latest: dt.date

    def as_text(self) -> str:
        """As a file holds it."""
        names = [[one.id, one.kind, one.country, *one.names] for one in self.names]
        return json.dumps({"latest": str(self.latest), "seeds": self.seeds, "names": names}, ensure_ascii=False)


def read_round(path: Path) -> Round:
    """The round of a file. Raises ProblemsFound with ``not-a-round``."""
    try:
        held = json.loads(path.read_bytes())
        names = (KnownName(id, kind, tuple(forms), country) for id, kind, country, *forms in held["names"])
        return Round(tuple(held["seeds"]), tuple(names), dt.date.fromisoformat(held["latest"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        tip = "Give the file that `claimline import --merge … --next FILE` has written."
        raise ProblemsFound(
            [Problem(Location(str(path)), "not-a-round", f"no round of an import: {error}", tip)]
        ) from None


def write_round(path: Path, round: Round) -> None:
    """Write down what is to be read next. Raises ProblemsFound."""
    write_one(path, round.as_text())


@dataclass(frozen=True)
class Share:
    """The ``number``-th of ``of`` parts (counted from 1), every so many-th article: ``3/8``."""

    number: int = 1
    of: int = 1

    @classmethod
    def parse(cls, written: str) -> Share:
        """From ``3/8``. Raises ValueError."""
        number, _, of = written.partition("/")
        share = cls(int(number), int(of))
        if not 1 <= share.number <= share.of:
            raise ValueError(f"there is no part {written}")
        return share


def read_share(
    root: Path,
    share: Share,
    out: Path,
    *,
    only: Sequence[Path] = (),
    round: Round | None = None,
    latest: dt.date,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> int:
    """Read a share of the articles that an import of the dossier would read next, into a new file; how many there were.

    ``only``: a share of these; ``round``: of those. Raises ProblemsFound.
    """
    corpus = open_dossier(root, with_texts=False).corpus
    known = Known(corpus)
    found = sift(root, only or None, known, again=bool(only))
    if found.problems:
        raise ProblemsFound(found.problems)
    around = Circumstances(root, round.latest if round else latest, tuple(corpus.types.values()))
    if round:
        known.names[:] = round.names
    meant = [one for one in found.waiting if round is None or one.name in set(round.seeds)]
    mine = meant[share.number - 1 :: share.of]
    with _made_whole(out) as draft:
        library = Library(writing=Writing(draft), may_stop_keeping=False)
        with readers(len(mine), known, library, jobs=jobs) as reader, closing(library):
            read = reader.readings(mine, around)
            for one, _ in zip(mine, progress(read, len(mine), "Reading seeds") if progress else read, strict=True):
                _put_article(root, one, library)
            library.close(even_empty=True)
    return len(mine)


@contextmanager
def _made_whole(out: Path) -> Iterator[Path]:
    """Where a file is written until it is whole and takes its place. Raises ProblemsFound where the disk does not take it."""
    draft = out.with_name(f".{out.name}{WAITING}")
    try:
        draft.unlink(missing_ok=True)
        try:
            yield draft
            settle_files([str(draft)])
            draft.replace(out)
        except BaseException:
            with suppress(OSError):
                draft.unlink()
            raise
    except OSError as error:
        tip = "Make room or allow writing there, and run the command again: only the file of this part is concerned."
        where = Location(str(error.filename or out))
        raise ProblemsFound([Problem(where, "cannot-write", str(error.strerror or error), tip)]) from None


def _put_article(root: Path, one: Waiting, library: Library) -> None:
    """The article itself and what is told of it, so that the file needs nothing else."""
    assert library.writing
    for path in (one.name, path_beside(one.name)):
        if (root / path).is_file():
            name = PurePosixPath(path).name
            library.writing.add(SEED, key_of(name, ""), name.encode() + b"\0" + (root / path).read_bytes())


def next_round(
    root: Path, files: Iterable[Path], *, latest: dt.date, read_here: int = READ_HERE, jobs: int | None = None
) -> Round | None:
    """What is to be read next, after all that the files hold; None where nothing is. Short rounds are read here."""
    with closing(library_of(root, files)) as library:
        library.reads_at_most = read_here
        plan = plan_import(root, latest=latest, jobs=jobs, library=library)
    seeds = tuple(one.name for one in library.lacking)
    return Round(seeds, tuple(plan.names_known), latest) if seeds else None


def bring_articles(root: Path, files: Sequence[Path]) -> int:
    """Have the articles of files lie in the dossier that are not there yet; how many came. Raises ProblemsFound."""
    foreign = [_not_readings(path) for path in files if not is_file_of_readings(path)]
    if foreign:
        raise ProblemsFound(foreign)
    brought: dict[str, str] = {}
    for name, data in _articles(files):
        path = f"{SEEDS}/{name}"
        if not (root / path).exists() and not (root / path).is_symlink():
            brought.setdefault(path, data.decode("utf-8", "surrogateescape"))
    if brought:
        with one_writer(root):
            write_all(root, brought)
    return sum(path.endswith(".txt") for path in brought)


def _articles(files: Iterable[Path]) -> Iterator[tuple[str, bytes]]:
    """By plain names only: a file from elsewhere can name whatever it likes."""
    for path in files:
        for name, data in articles_in(path):
            if name == PurePosixPath(name).name and not name.startswith(".") and name.endswith(_ENDINGS):
                yield name, data


def _not_readings(path: Path) -> Problem:
    tip = "Give files that `claimline import --shard … --out FILE` of this version has written."
    return Problem(Location(str(path)), "not-a-shard", "no file of readings of this version", tip)

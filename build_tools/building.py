"""From an opened dossier to a finished site or folder of files. Runs MkDocs as a program of its own."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from build_tools.accelerate import serving
from build_tools.accounting import accounts, imbalances
from build_tools.checks.catalogue import rules
from build_tools.dossier import SEEDS, Dossier, open_dossier
from build_tools.exports import all as exports
from build_tools.exports import downloads, record_schemas
from build_tools.exports.writing import write
from build_tools.history import read_history, state_of
from build_tools.mailmap import read_mailmap
from build_tools.moment import Moment, standing_still
from build_tools.pages.page import Site
from build_tools.placing.lock import holding
from build_tools.placing.place import Place
from build_tools.placing.right import put_right
from build_tools.placing.swap import begin, take_place
from build_tools.problems import Location, Problem, ProblemsFound, errors_among
from build_tools.processes import apart, default_jobs
from build_tools.publication import Publication, program_version
from build_tools.rechecking.check import open_checked, open_to_publish
from build_tools.records.site_settings import SiteSettings, read_settings
from build_tools.records.write import write_one
from build_tools.remaking.outputs import looks
from build_tools.remaking.quick import Became, remade
from build_tools.site_in_place import Looks, from_mkdocs, from_ours, place_of, require_hook, run_mkdocs
from build_tools.terminal import say
from build_tools.verification.verify import not_ours
from build_tools.written_report.making import made

STAMP = ".cache/claimline/site.digest"


def build_site(root: Path, *, force: bool = False, strict: bool = False, plain: bool = False) -> str:
    """Check, then build ``site/``; does nothing when nothing has changed. Returns what to tell the user. ``strict``: a
    warning of MkDocs' stops it too. ``plain``: MkDocs alone makes the site, page by page, with the same outcome.

    What is not finished never takes the place of a site that is. Raises ProblemsFound where the dossier has errors, MkDocs
    fails, the disk refuses, or another build of the site is at work; the site is then as it was.
    """
    with built_site(root, force=force, strict=strict, plain=plain) as told:
        return told


@contextmanager
def built_site(root: Path, *, force: bool = False, strict: bool = False, plain: bool = False) -> Iterator[str]:
    """The same; nobody else builds the site as long as somebody needs it inside."""
    settings = read_settings(root)
    require_hook(root, settings)
    place = place_of(root, settings)
    with holding(place, _tell) as lock:
        with standing_still(root) as moment:
            told = _built(root, settings, _Site(place, lock, moment), force=force, strict=strict, plain=plain)
        yield told


@dataclass(frozen=True, slots=True)
class _Site:
    """Where a site goes, the handle of the lock of that place, and the moment as of which it is built."""

    place: Place
    lock: int
    moment: Moment


def _built(root: Path, settings: SiteSettings, site: _Site, *, force: bool, strict: bool, plain: bool) -> str:
    index = root / settings.site_dir / "index.html"
    if not force and not plain and (became := remade(root, index.parent)):
        return f"Nothing has changed. Open {index}" if became is Became.SAME else f"Open {index}"
    digest, stamp = _digest(root, site.moment), root / STAMP
    if not force and _is_stamped(stamp, digest, index) and not not_ours(index.parent):
        return f"Nothing has changed. Open {index}"
    stamp.unlink(missing_ok=True)
    put_right(site.place)  # where an edit that was to be brought in met a fault that it could not be taken back from
    told: list[str] = []

    def opened() -> Publication:
        publication = _to_publish(root)
        told.extend(_accounted(publication.dossier))
        return publication

    if plain:
        opened()
        found = from_mkdocs(root, site.place, site.lock, strict=strict)
    else:
        found = from_ours(root, site.place, opened, strict=strict)
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(_stamped(digest, found))
    return "\n".join([*told, f"Open {index}"])


def settled(folder: Path) -> None:
    """What was killed while it made a folder is put right before anybody looks at that. Raises ProblemsFound."""
    place = Place.of(folder)
    if os.path.lexists(place.work):
        with holding(place, _tell):
            pass


def _tell(words: str) -> None:
    say(words, err=True)


def _accounted(dossier: Dossier) -> Sequence[str]:
    """What came in and what becomes of it, in lines; worked out by a copy, which takes with it what it had to read for that.
    Raises ProblemsFound where it does not add up.
    """
    told, problems = apart(partial(_accounts, dossier))
    if problems:
        raise ProblemsFound(problems)
    return told


def _accounts(dossier: Dossier) -> tuple[list[str], list[Problem]]:
    found = accounts(dossier)
    return [str(one) for one in found], imbalances(found)


def _is_stamped(stamp: Path, digest: str, index: Path) -> bool:
    return stamp.is_file() and index.is_file() and stamp.read_text() == _stamped(digest, looks(index.parent))


def _stamped(digest: str, found: Looks) -> str:
    """What a site was made of and how it lies on the disk, in few words."""
    return f"{digest} {hashlib.sha256(repr(sorted(found.items())).encode()).hexdigest()}"


def serve_site(root: Path, address: str, *, plain: bool = False) -> int:
    """Serve the site at ``host:port`` until interrupted, as the records are at any time. Returns an exit code. ``plain``:
    MkDocs alone does it, which is also the way where it has to run what is not Claimline's; it builds all anew each time.

    Raises ProblemsFound where the dossier has errors to begin with, or MkDocs would serve the records as they are.
    """
    require_hook(root, read_settings(root))
    if not plain and serving.serve(root, _checked(root), address):
        return 0
    return run_mkdocs(root, "serve", "--dev-addr", address)


def _digest(root: Path, moment: Moment) -> str:
    """A hash over everything the site is made of: the dossier, its history, its settings, its day and this program."""
    program = Path(__file__).parent
    parts = hashlib.sha256(f"{state_of(root)}{str(moment)[:10]}\0".encode() + read_mailmap(root))
    for base, path in _inputs(root, program):
        parts.update(f"{path.relative_to(base).as_posix()}\0".encode())
        parts.update(hashlib.sha256(path.read_bytes()).digest())
    return parts.hexdigest()


def _inputs(root: Path, program: Path) -> Iterator[tuple[Path, Path]]:
    for base, folders in ((root, (root / "content", root / SEEDS)), (program, (program,))):
        for folder in folders:
            for path in sorted(folder.rglob("*")):
                if path.is_file() and "__pycache__" not in path.parts:
                    yield base, path
    yield root, root / "mkdocs.yml"


def _checked(root: Path) -> Publication:
    return _without_errors(root, open_checked(root, jobs=default_jobs()))


def _to_publish(root: Path) -> Publication:
    return _without_errors(root, open_to_publish(root, jobs=default_jobs()))


def _without_errors(root: Path, opened: tuple[Dossier, tuple[Problem, ...]]) -> Publication:
    dossier, problems = opened
    settings = read_settings(root)
    if errors := errors_among(problems):
        raise ProblemsFound(errors)
    told = (settings.name, settings.description, settings.url, settings.repository)
    site = Site(*told, rights=settings.rights, corrections=settings.corrections)
    return Publication(dossier, site, read_history(root))


def write_pages(root: Path, out: Path) -> int:
    """Write pages and assets as the folder ``out``, which appears whole or not at all. Returns how many files.

    Raises ProblemsFound.
    """
    publication = _to_publish(root)
    files = chain(publication.contents(), publication.downloads.items())
    return _appearing(out, lambda draft: _write_into(draft, files))


def write_exports(root: Path, out: Path, *, only: Collection[str] = ()) -> int:
    """Write the downloads, or ``only`` those of some formats or names, as the folder ``out``, which appears whole or not at
    all. Returns how many files. Raises ProblemsFound.
    """
    offer = exports.Downloads(_to_publish(root).telling, only=only)
    return _appearing(out, lambda draft: len(write(offer, draft, jobs=default_jobs())))


def _appearing(out: Path, fill: Callable[[Path], int]) -> int:
    """A new folder that is filled out of sight, and how many files there are in it."""
    place = Place.of(out)
    with holding(place, _tell):
        _require_empty(out)
        count = fill(begin(place))
        take_place(place)
    return count


def write_report(
    root: Path, asked: Mapping[str, Any], *, form: str, title: str, fonts: Sequence[Path]
) -> tuple[bytes, str]:
    """A report of a selection (``written_report.making``) as ``md``, ``docx`` or ``pdf``, and what there is in it in words.

    Raises ProblemsFound; ValueError where there is no such record or date.
    """
    made_with = f"Claimline {program_version()}".strip()
    return made(_to_publish(root).telling, asked, form=form, title=title, fonts=fonts, made_with=made_with)


def is_export(word: str) -> bool:
    """Whether there is a format, a file or a pattern of files of that name."""
    return exports.is_known(word)


def list_exports() -> str:
    """The downloads that there are: the word of the format, the file, what it holds."""
    rows = [(row.made_by, row.name, f"{row.what} ({row.format})") for row in downloads.known()]
    widths = [max(len(row[at]) for row in rows) for at in (0, 1)]
    return "\n".join(f"{word:{widths[0]}}  {name:{widths[1]}}  {what}" for word, name, what in rows)


def write_schemas(root: Path, out: Path) -> list[str]:
    """Write the JSON Schemas of records under ``out``, with all ids that there are now. Returns the paths that changed.

    A record that cannot be read is left out: the others are to be edited all the same. Raises ProblemsFound.
    """
    corpus = open_dossier(root, with_texts=False).corpus
    made = record_schemas.files(corpus, with_drafts=True, rules=[rule.code for rule in rules() if rule.waivable])
    texts = {path.rpartition("/")[2]: content.decode() for path, content in made.items()}
    new = {name: text for name, text in texts.items() if not _holds(out / name, text)}
    for name, text in new.items():
        write_one(out / name, text)
    return [str(out / name) for name in new]


def _holds(path: Path, text: str) -> bool:
    return path.is_file() and path.read_bytes() == text.encode()


def _require_empty(out: Path) -> None:
    if out.exists() and any(out.iterdir()):
        tip = "Name a new folder: files that are no longer made would stay behind in this one."
        raise ProblemsFound([Problem(Location(f"{out}/"), "folder-not-empty", "there are files in it already", tip)])


def _write_into(out: Path, files: Iterable[tuple[str, str | bytes]]) -> int:
    count = 0
    for count, (path, content) in enumerate(files, start=1):
        target = out / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
    return count


def require_unpublished(root: Path, out: Path) -> None:
    """Raises ProblemsFound where a file is to go into what is curated or published."""
    settings = read_settings(root) if (root / "mkdocs.yml").is_file() else None
    folders = ("content", SEEDS, settings.site_dir if settings else "site")
    inside = next((name for name in folders if out.resolve().is_relative_to((root / name).resolve())), "")
    if inside:
        tip = "It would hold the full text of an article, which is not published: name a file in another folder."
        raise ProblemsFound([Problem(Location(str(out)), "not-published", f"nothing is written into {inside}/", tip)])


def write_working_file(root: Path, out: Path, text: str) -> str:
    """Write what holds a seed's full text, for work on this machine. Returns what to tell the user.

    Raises ProblemsFound where that would publish it, or nothing can be written there.
    """
    require_unpublished(root, out)
    write_one(out, text)
    return f"{out}: {len(text.encode()) / 1e6:.1f} MB. It holds the article's full text: not to be published."

"""From an opened dossier to a finished site or folder of files. Runs MkDocs as a program of its own."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Any

from build_tools.accelerate import inside, serving
from build_tools.accelerate.inside import PLAIN
from build_tools.accounting import accounts, imbalances
from build_tools.checks.catalogue import rules
from build_tools.dossier import SEEDS, Dossier, open_dossier
from build_tools.exports import all as exports
from build_tools.exports import downloads, record_schemas
from build_tools.exports.writing import write
from build_tools.history import read_history, state_of
from build_tools.moment import Moment, standing_still
from build_tools.pages.page import Site
from build_tools.problems import Location, Problem, ProblemsFound, errors_among
from build_tools.processes import apart, default_jobs
from build_tools.publication import Publication, program_version
from build_tools.rechecking.check import open_checked, open_to_publish
from build_tools.records.site_settings import SiteSettings, read_settings
from build_tools.records.write import write_all
from build_tools.remaking.full import remembering
from build_tools.remaking.outputs import looks
from build_tools.remaking.quick import Became, remade
from build_tools.verification.verify import not_ours
from build_tools.written_report.making import made

STAMP = ".cache/claimline/site.digest"
_NOTHING: Mapping[str, str] = MappingProxyType({})


def build_site(root: Path, *, force: bool = False, strict: bool = False, plain: bool = False) -> str:
    """Check, then build ``site/``; does nothing when nothing has changed. Returns what to tell the user. ``strict``: a
    warning of MkDocs' stops it too. ``plain``: MkDocs alone makes the site, page by page, with the same outcome.

    Raises ProblemsFound where the dossier has errors or MkDocs fails.
    """
    with standing_still(root) as moment:
        return _built(root, moment, force=force, strict=strict, plain=plain)


def _built(root: Path, moment: Moment, *, force: bool, strict: bool, plain: bool) -> str:
    settings = read_settings(root)
    _require_hook(root, settings)
    index = root / settings.site_dir / "index.html"
    if not force and not plain and (became := remade(root, index.parent)):
        return f"Nothing has changed. Open {index}" if became is Became.SAME else f"Open {index}"
    digest = _digest(root, moment)
    stamp = root / STAMP
    if not force and stamp.is_file() and stamp.read_text() == _stamped(digest, index) and not not_ours(index.parent):
        return f"Nothing has changed. Open {index}"
    stamp.unlink(missing_ok=True)
    written: Collection[str] = ()
    if plain:
        told = _accounted(_to_publish(root).dossier)  # MkDocs reads the dossier itself
        _run_mkdocs(root, strict=strict)
    else:
        with remembering(root) as outcome:
            publication = _to_publish(root)
            told = _accounted(publication.dossier)
            publication = _anew(publication)
            if not inside.build(root, publication, strict=strict, outcome=outcome):
                raise ProblemsFound([_mkdocs_failed()])
            written = outcome.pages if outcome else ()
    _require_our_pages(index.parent, written)
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(_stamped(digest, index))
    return "\n".join([*told, f"Open {index}"])


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


def _stamped(digest: str, index: Path) -> str:
    """What a site was made of and how it lies on the disk, in few words; empty where there is none."""
    lying = sorted(looks(index.parent).items()) if index.is_file() else ()
    return f"{digest} {hashlib.sha256(repr(lying).encode()).hexdigest()}" if lying else ""


def serve_site(root: Path, address: str, *, plain: bool = False) -> int:
    """Serve the site at ``host:port`` until interrupted, as the records are at any time. Returns an exit code. ``plain``:
    MkDocs alone does it, which is also the way where it has to run what is not Claimline's; it builds all anew each time.

    Raises ProblemsFound where the dossier has errors to begin with, or MkDocs would serve the records as they are.
    """
    _require_hook(root, read_settings(root))
    if not plain and serving.serve(root, _checked(root), address):
        return 0
    return _mkdocs(root, "serve", "--dev-addr", address)


def _require_hook(root: Path, settings: SiteSettings) -> None:
    """Without it MkDocs would publish the records raw: what is withheld, drafts of questions, and HTML as it was written."""
    if not any(_is_ours(root / name) for name in settings.hooks):
        raise ProblemsFound([_hook_missing()])


def _hook_missing() -> Problem:
    tip = "Add the line “hooks: [.claimline/hooks.py]” (`claimline new --update` restores the file), and build again."
    what = "“hooks” does not name Claimline's: MkDocs alone would publish every record as it stands, withheld ones too"
    return Problem(Location("mkdocs.yml"), "hook-missing", what, tip)


def _require_our_pages(site: Path, written: Collection[str]) -> None:
    """A hook may be named that is not Claimline's, or only a part of it: such a site does not stay on the disk."""
    if not_ours(site, known=written):
        shutil.rmtree(site)
        raise ProblemsFound([_hook_missing()])


def _is_ours(hook: Path) -> bool:
    return hook.is_file() and b"build_tools" in (text := hook.read_bytes()) and b"on_files" in text


def _mkdocs(root: Path, *words: str, told: Mapping[str, str] = _NOTHING) -> int:
    command = [sys.executable, "-m", "mkdocs", *words]
    environment = {**os.environ, **told, "NO_MKDOCS_2_WARNING": "1"}  # an advertisement, not about the dossier
    return subprocess.run(command, cwd=root, check=False, env=environment).returncode


def _run_mkdocs(root: Path, *, strict: bool) -> None:
    if _mkdocs(root, "build", "--quiet", *(["--strict"] if strict else []), told={PLAIN: "1"}):
        raise ProblemsFound([_mkdocs_failed()])


def _mkdocs_failed() -> Problem:
    tip = "Its own message is above; `mkdocs build --verbose` says more."
    return Problem(Location("mkdocs.yml"), "mkdocs-failed", "MkDocs could not build the site", tip)


def _digest(root: Path, moment: Moment) -> str:
    """A hash over everything the site is made of: the dossier, its history, its settings, its day and this program."""
    program = Path(__file__).parent
    parts = hashlib.sha256(f"{state_of(root)}{str(moment)[:10]}\0".encode())
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


def _anew(publication: Publication) -> Publication:
    """The same without what the rules have worked out in it, which readers get nothing of."""
    dossier = publication.dossier
    return replace(publication, dossier=replace(dossier, corpus=replace(dossier.corpus)))


def write_pages(root: Path, out: Path) -> int:
    """Write pages and assets under ``out``. Returns how many files. Raises ProblemsFound."""
    publication = _to_publish(root)
    return _write_into(out, chain(publication.contents(), publication.downloads.items()))


def write_exports(root: Path, out: Path, *, only: Collection[str] = ()) -> int:
    """Write the downloads, or ``only`` those of some formats or names, under ``out``. Returns how many files.

    Raises ProblemsFound.
    """
    publication = _to_publish(root)
    _require_empty(out)
    return len(write(exports.Downloads(publication.telling, only=only), out, jobs=default_jobs()))


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
    write_all(out, new)
    return [str(out / name) for name in new]


def _holds(path: Path, text: str) -> bool:
    return path.is_file() and path.read_bytes() == text.encode()


def _require_empty(out: Path) -> None:
    if out.exists() and any(out.iterdir()):
        tip = "Name a new folder: files that are no longer made would stay behind in this one."
        raise ProblemsFound([Problem(Location(str(out)), "folder-not-empty", "there are files in it already", tip)])


def _write_into(out: Path, files: Iterable[tuple[str, str | bytes]]) -> int:
    _require_empty(out)
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
    write_all(out.parent, {out.name: text})
    return f"{out}: {len(text.encode()) / 1e6:.1f} MB. It holds the article's full text: not to be published."

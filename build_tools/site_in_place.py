"""The whole site made anew beside the one that is there, looked through, and put in its place. Runs MkDocs, here or as a
program of its own; knows no record.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from build_tools.accelerate import inside
from build_tools.accelerate.in_place import DRAFTED
from build_tools.accelerate.inside import PLAIN
from build_tools.placing.place import Place
from build_tools.placing.swap import begin, take_place
from build_tools.problems import Location, Problem, ProblemsFound
from build_tools.publication import Publication
from build_tools.records.site_settings import SiteSettings
from build_tools.remaking.full import remembering
from build_tools.remaking.outputs import Look, looks
from build_tools.verification.verify import not_ours

Looks = Mapping[str, Look]
_FOLDERS = (".", "content", "seeds")
_NOTHING: Mapping[str, Any] = MappingProxyType({})


def from_ours(root: Path, place: Place, opened: Callable[[], Publication], *, strict: bool) -> Looks:
    """All of the site is made by this program. ``opened``: the dossier, read and checked when all is noted of it. Returns how the
    files look. Raises ProblemsFound.
    """
    with remembering(root) as outcome:
        publication = _anew(opened())
        draft = begin(place)
        if not inside.build(root, publication, site=draft, strict=strict, outcome=outcome):
            raise ProblemsFound([_mkdocs_failed()])
        found = _checked_draft(draft, outcome.sizes if outcome else {}, outcome.pages if outcome else ())
        take_place(place)
        if outcome:
            outcome.placed(place.target, found)
    return found


def _anew(publication: Publication) -> Publication:
    """The same without what the rules have worked out in it, which readers get nothing of."""
    dossier = publication.dossier
    return replace(publication, dossier=replace(dossier, corpus=replace(dossier.corpus)))


def from_mkdocs(root: Path, place: Place, lock: int, *, strict: bool) -> Looks:
    """The same by MkDocs alone, which reads the dossier itself. ``lock``: the handle of the lock of the place."""
    draft = begin(place)
    words = ("build", "--quiet", "--site-dir", str(draft), *(["--strict"] if strict else []))
    if run_mkdocs(root, *words, told={PLAIN: "1", DRAFTED: "1"}, lock=lock):
        raise ProblemsFound([_mkdocs_failed()])
    found = _checked_draft(draft)
    take_place(place)
    return found


def _checked_draft(draft: Path, sizes: Mapping[str, int | None] = _NOTHING, ours: Collection[str] = ()) -> Looks:
    """How the files of a draft look, if it is fit to be published: all that was made is there, of its ``sizes`` where they are
    known, and nobody else made a page.

    A hook may be named that is not Claimline's, or only a part of it: such a site does not take the place of one.
    """
    found = looks(draft)
    wanted = {"index.html": None, **sizes}
    if lost := [path for path, size in wanted.items() if path not in found or size not in (None, found[path][0])]:
        tip = "Look whether something else writes beside the site, and build again; the former site is as it was."
        what = "this file of the new site is not as it was made"
        raise ProblemsFound([Problem(Location(lost[0]), "mkdocs-failed", what, tip)])
    if not_ours(draft, known=ours):
        raise ProblemsFound([_hook_missing()])
    return found


def place_of(root: Path, settings: SiteSettings) -> Place:
    """Where the site goes: never a folder that holds something of the dossier, since all that is in it is replaced.

    Raises ProblemsFound.
    """
    place = Place.of(root / settings.site_dir)
    own = [(root / name).resolve() for name in _FOLDERS]
    if any(one.is_relative_to(place.target) for one in own) or any(map(place.target.is_relative_to, own[1:])):
        tip = "Name a folder that holds nothing else, such as “site_dir: site”."
        what = "“site_dir” names a folder in which records or seeds lie: a build would replace them"
        raise ProblemsFound([Problem(Location("mkdocs.yml"), "mkdocs-failed", what, tip)])
    return place


def require_hook(root: Path, settings: SiteSettings) -> None:
    """Without it MkDocs would publish the records raw: what is withheld, drafts of questions, and HTML as it was written."""
    if not any(_is_ours(root / name) for name in settings.hooks):
        raise ProblemsFound([_hook_lost(lost) if (lost := _not_there(root, settings)) else _hook_missing()])


def _not_there(root: Path, settings: SiteSettings) -> str:
    """The first hook that is named and is no file."""
    return next((str(name) for name in settings.hooks if not (root / name).is_file()), "")


def _hook_lost(name: str) -> Problem:
    tip = f"Bring {name} along from where the dossier was begun, or have `claimline new --update` write .claimline/hooks.py and name that."
    what = f"“hooks” names {name}, which is not here: MkDocs alone would publish every record as it stands, withheld ones too"
    return Problem(Location("mkdocs.yml"), "hook-missing", what, tip)


def _hook_missing() -> Problem:
    tip = "Add the line “hooks: [.claimline/hooks.py]” (`claimline new --update` restores the file), and build again."
    what = "“hooks” does not name Claimline's: MkDocs alone would publish every record as it stands, withheld ones too"
    return Problem(Location("mkdocs.yml"), "hook-missing", what, tip)


def _is_ours(hook: Path) -> bool:
    return hook.is_file() and b"build_tools" in (text := hook.read_bytes()) and b"on_files" in text


def run_mkdocs(root: Path, *words: str, told: Mapping[str, str] = _NOTHING, lock: int | None = None) -> int:
    """Run MkDocs; its exit code. ``lock``: a handle that it holds too, so that nobody comes in its way if this program is killed."""
    command = [sys.executable, "-m", "mkdocs", *words]
    environment = {**os.environ, **told, "NO_MKDOCS_2_WARNING": "1"}  # an advertisement, not about the dossier
    handles = () if lock is None or os.name == "nt" else (lock,)
    return subprocess.run(command, cwd=root, check=False, env=environment, pass_fds=handles).returncode


def _mkdocs_failed() -> Problem:
    tip = "Its own message is above; `mkdocs build --verbose` says more."
    return Problem(Location("mkdocs.yml"), "mkdocs-failed", "MkDocs could not build the site", tip)

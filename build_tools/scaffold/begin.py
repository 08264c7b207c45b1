"""A dossier begun in a folder, and brought up to date later. The conductor: asks the rooms, writes all files or none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from build_tools.dossier import open_dossier
from build_tools.problems import Location, Problem, ProblemsFound
from build_tools.records.note import noted
from build_tools.records.write import finish_interrupted, one_writer, write_all
from build_tools.scaffold import installed, manifest, rendering
from build_tools.scaffold.answers import Answers
from build_tools.scaffold.manifest import Manifest, digest_of
from build_tools.scaffold.plan import Fate, Step, plan
from build_tools.scaffold.rendering import Made

HERE = ".claimline/here"
_NO_MATTER = frozenset({".git", ".venv", ".DS_Store"})  # what may lie in a folder that counts as empty
_NO_TEXT = "\0"  # stands for what is there and is no plain file: never written over, never compared
_SHOWN = 8
# Stay as they are where this program came from a folder of this computer: it cannot say where others get it.
_FOR_PIP = ("requirements.txt", "constraints.txt")


@dataclass(frozen=True)
class Begun:
    """What was done, or would be: the fate of each file. ``requirement``: how others get the program, and ``chosen``: if
    somebody has said so; both lines for pip. ``told``: what became of a command that was interrupted here.
    """

    root: Path
    answers: Answers
    steps: tuple[Step, ...]
    requirement: str
    chosen: str = ""
    told: tuple[Problem, ...] = ()

    def paths(self, fate: Fate) -> list[str]:
        """The files of one fate."""
        return [step.path for step in self.steps if step.fate is fate]


def begin(root: Path, answers: Answers, *, requirement: str = "", keep: bool = False, dry_run: bool = False) -> Begun:
    """Write a new dossier. ``requirement``: a line for pip, if not as this program was installed. ``keep``: what lies in
    the folder stays, and only what is not there is written.

    Raises ProblemsFound: ``folder-not-empty``, ``cannot-write``.
    """
    asked = requirement or installed.requirement()
    made = rendering.files(answers, requirement=asked, pins=installed.pins())
    own = _own_paths(made)
    is_interrupted = any(step.path == manifest.PATH and not step.before for step in noted(str(root)))
    told = finish_interrupted(root, also=own) if root.is_dir() and not dry_run else ()
    try:
        _require_room(root, made, keep=keep or is_interrupted)
    except ProblemsFound as found:
        raise ProblemsFound([*told, *found.problems]) from None
    there = _there(root, (one.path for one in made))
    steps = tuple(_first_step(one, there) for one in made)
    begun = Begun(root, answers, steps, asked, requirement, told)
    if not dry_run:
        _make_folder(root)
        with one_writer(root, also=own):
            kept_up = {one.path for one in made if one.kept_up}
            _write(root, begun, {step.path: step.digest for step in steps if step.path in kept_up})
    return begun


def update(root: Path, changes: Mapping[str, str], *, requirement: str = "", dry_run: bool = False) -> Begun:
    """Bring a dossier's files up to date, on its answers with ``changes``; nothing in content/ and seeds/ is touched.

    Raises ProblemsFound: ``scaffold-unknown``, ``scaffold-unreadable``, ``busy``, ``cannot-write``.
    """
    known = _manifest(root).hashes
    if dry_run:
        return _planned(root, changes, requirement)[0]
    with one_writer(root, also=_own_paths([*rendering.kept_up_paths(), *known])) as told:
        begun, hashes = _planned(root, changes, requirement)
        _write(root, begun, hashes)
    return replace(begun, told=told)


def _own_paths(made: Iterable[Made | str]) -> frozenset[str]:
    """What beginning a dossier, or bringing it up to date, may write."""
    paths = (one if isinstance(one, str) else one.path for one in made)
    return frozenset({manifest.PATH, HERE, *(path for path in paths if not path.startswith(".git/"))})


def _planned(root: Path, changes: Mapping[str, str], requirement: str) -> tuple[Begun, Mapping[str, str]]:
    before = _manifest(root)
    answers = replace(before.answers, **changes)
    chosen = requirement or before.requirement
    asked = chosen or installed.requirement()
    types = [one.label for one in open_dossier(root, with_texts=False).corpus.types.values()]
    made = rendering.files(answers, requirement=asked, pins=installed.pins(), event_types=types)
    left = () if asked else _FOR_PIP
    known = {path: digest for path, digest in before.hashes.items() if path not in left}
    made = tuple(one for one in made if one.path not in left)
    there = _there(root, {*known, *(one.path for one in made)})
    steps = plan(made, there, known, ever=[path for path in rendering.kept_up_paths() if path not in left])
    removed = {step.path for step in steps if step.fate is Fate.REMOVED}
    hashes = {**before.hashes, **{step.path: step.digest for step in steps}}
    return Begun(root, answers, steps, asked, chosen), {path: hashes[path] for path in hashes.keys() - removed}


def _manifest(root: Path) -> Manifest:
    path = root / manifest.PATH
    if path.is_file() and not path.is_symlink():
        return manifest.read(path.read_text(encoding="utf-8", errors="replace"))
    message = f"there is no {manifest.PATH}: nothing tells which files are the program's"
    tip = "It goes with a dossier that `claimline new` began. For another one: `claimline new DIR --keep` writes what is not there."
    raise ProblemsFound([Problem(Location(str(root)), "scaffold-unknown", message, tip)])


def _first_step(made: Made, there: Mapping[str, str]) -> Step:
    fate = Fate.WRITTEN if made.path not in there else Fate.KEPT
    if there.get(made.path) == made.text:
        fate = Fate.AS_IT_IS
    return Step(made.path, fate, made.text, digest_of(made.text), there.get(made.path, ""))


def _there(root: Path, paths: Iterable[str]) -> dict[str, str]:
    return {path: _text_of(root, path) for path in paths if _is_there(root / path)}


def _is_there(path: Path) -> bool:
    return path.is_symlink() or path.exists()


def _text_of(root: Path, path: str) -> str:
    """A file's text, any bytes; what is no plain file inside the folder has none."""
    place = root / path
    inside = place.resolve().is_relative_to(root.resolve())
    if not inside or place.is_symlink() or not place.is_file():
        return _NO_TEXT
    return place.read_bytes().decode("utf-8", "surrogateescape")


def _require_room(root: Path, made: Iterable[Made], *, keep: bool) -> None:
    if root.exists() and not root.is_dir():
        raise ProblemsFound([_occupied(root, "this is a file", "Name a folder that is new or empty.")])
    if keep or not root.exists():
        return
    inside = sorted(path.name for path in root.iterdir() if path.name not in _NO_MATTER and not _is_bare(path))
    if (root / manifest.PATH).is_file():
        tip = "To bring its files up to date: `claimline new DIR --update`. Records are made with `claimline new entry` and the like."
        raise ProblemsFound([_occupied(root, "a dossier has been begun here already", tip)])
    if inside:
        collide = [one.path for one in made if _is_there(root / one.path)]
        message = f"there is something in it already: {_listed(inside)}"
        tip = f"In the way: {_listed(collide)}. " if collide else "Nothing of it is in the way. "
        tip += "With --keep all of it stays as it is, and only what is not there is written; or name a new folder."
        raise ProblemsFound([_occupied(root, message, tip)])


def _is_bare(path: Path) -> bool:
    """Whether there is nothing but folders: what a command leaves that could not go on."""
    return (
        path.is_dir()
        and not path.is_symlink()
        and all(one.is_dir() and not one.is_symlink() for one in path.rglob("*"))
    )


def _occupied(root: Path, message: str, tip: str) -> Problem:
    return Problem(Location(str(root)), "folder-not-empty", message, tip)


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more


def _make_folder(root: Path) -> None:
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        tip = "Allow writing there, or name another folder."
        raise ProblemsFound([Problem(Location(str(root)), "cannot-write", str(error.strerror), tip)]) from None


def _write(root: Path, begun: Begun, hashes: Mapping[str, str]) -> None:
    texts = {step.path: step.text for step in begun.steps if step.fate in (Fate.WRITTEN, Fate.UPDATED)}
    texts |= dict(_own_files(root, Manifest(begun.answers, installed.version(), begun.chosen, hashes)))
    write_all(root, texts, delete=begun.paths(Fate.REMOVED))


def _own_files(root: Path, told: Manifest) -> Iterator[tuple[str, str]]:
    """The manifest, and where on this computer the program is; each only where it says something new."""
    for path, text in ((manifest.PATH, told.as_text()), (HERE, f"{installed.command()}\n")):
        if text.strip() and (not _is_there(root / path) or _text_of(root, path) != text):
            yield path, text

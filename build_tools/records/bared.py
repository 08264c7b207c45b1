"""The pictures and PDFs that readers get as they are: which of them tell more than is seen, and how they are without it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from build_tools.papers.bare import bare as bare_paper
from build_tools.pictures.bare import Bare
from build_tools.pictures.bare import bare as bare_picture
from build_tools.pictures.parts import NotReadable
from build_tools.problems import Location, Problem
from build_tools.records import layout
from build_tools.records.files import Files

_HISTORY = "keep the original outside of the dossier; if it was pushed already, it stays in the history until that is rewritten."


@dataclass(frozen=True, slots=True)
class _Kind:
    bare: Callable[[bytes], Bare]
    tells: str
    tip_tells: str
    unreadable: str
    tip_unreadable: str


_PICTURE = _Kind(
    bare_picture,
    "picture-tells",
    f"`claimline fix` takes it out and leaves every point of the picture as it is. If what it tells is evidence, {_HISTORY}",
    "picture-unreadable",
    "Save it anew from the program that made it, or delete it: nobody can say what else it tells.",
)
_PAPER = _Kind(
    bare_paper,
    "pdf-tells",
    f"`claimline fix` takes it out and leaves every page as it is. If what it tells is evidence, {_HISTORY}",
    "pdf-unreadable",
    "Print it into a new PDF, which leaves such things behind, or delete it: nobody can say what else it tells.",
)


def is_looked_into(path: str) -> bool:
    """Whether it is of a kind that can tell more than is seen."""
    return layout.is_picture(path) or layout.is_paper(path)


def _kind(path: str) -> _Kind:
    return _PAPER if layout.is_paper(path) else _PICTURE


def problem_of_asset(files: Files, path: str) -> Problem | None:
    """Of one that tells more than is seen, or of which that cannot be known."""
    kind = _kind(path)
    what = "PDF" if kind is _PAPER else "picture"
    try:
        told = kind.bare(files.read(path)).told
    except NotReadable as reason:
        message = f"this {what} cannot be {'published' if kind is _PAPER else 'read'}: {reason}"
        return Problem(Location(path), kind.unreadable, message, kind.tip_unreadable)
    except OSError as error:
        return Problem(Location(path), "unreadable", str(error.strerror))
    if not told:
        return None
    return Problem(Location(path), kind.tells, f"the file tells more than is seen: {', '.join(told)}", kind.tip_tells)


def bared(files: Files) -> Iterator[tuple[str, bytes, tuple[str, ...]]]:
    """Each such file as it is without what it told, and that; those that cannot be read are left as they are."""
    for path in filter(is_looked_into, files.below(layout.ASSETS)):
        try:
            found = _kind(path).bare(files.read(path)) if not files.is_link(path) else None
        except (NotReadable, OSError):
            continue
        if found and found.told:
            yield path, found.content, found.told

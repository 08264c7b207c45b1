"""The pictures that readers get as they are: which of them tell more than is seen, and how they are without it."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.pictures.bare import bare
from build_tools.pictures.parts import NotReadable
from build_tools.problems import Location, Problem
from build_tools.records import layout
from build_tools.records.files import Files

_TIP_TELLS = (
    "`claimline fix` takes it out and leaves every point of the picture as it is. If what it tells is evidence, keep the "
    "original outside of the dossier; if it was pushed already, it stays in the history until that is rewritten."
)
_TIP_UNREADABLE = "Save it anew from the program that made it, or delete it: nobody can say what else it tells."


def problem_of_picture(files: Files, path: str) -> Problem | None:
    """Of one that tells more than is seen, or of which that cannot be known."""
    try:
        told = bare(files.read(path)).told
    except NotReadable as reason:
        return Problem(Location(path), "picture-unreadable", f"this picture cannot be read: {reason}", _TIP_UNREADABLE)
    except OSError as error:
        return Problem(Location(path), "unreadable", str(error.strerror))
    if not told:
        return None
    return Problem(Location(path), "picture-tells", f"the file tells more than is seen: {', '.join(told)}", _TIP_TELLS)


def bared(files: Files) -> Iterator[tuple[str, bytes, tuple[str, ...]]]:
    """Each such picture as it is without what it told, and that; those that cannot be read are left as they are."""
    for path in filter(layout.is_picture, files.below(layout.ASSETS)):
        try:
            found = bare(files.read(path)) if not files.is_link(path) else None
        except (NotReadable, OSError):
            continue
        if found and found.told:
            yield path, found.picture, found.told

"""What becomes of each file when a newer program brings its own up to date. Pure.

Unchanged by people: updated. Changed: kept, and the difference shown once. Deleted: stays deleted. Never: content/, seeds/.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from build_tools.scaffold.manifest import digest_of
from build_tools.scaffold.rendering import Made


class Fate(Enum):
    """What becomes of a file."""

    WRITTEN = "+"
    UPDATED = "~"
    REMOVED = "-"  # no longer part of a dossier, and nobody has changed it
    KEPT = "="  # a person has changed it, and there is something new to tell
    AS_IT_IS = ""


@dataclass(frozen=True, slots=True)
class Step:
    """The fate of one file: ``text`` what is written, or would have been; ``digest`` what the manifest notes."""

    path: str
    fate: Fate
    text: str
    digest: str
    there: str = ""

    @property
    def difference(self) -> str:
        """From the file as it is to the file as the program would have it, as a unified diff."""
        old, new = self.there.splitlines(), self.text.splitlines()
        return "\n".join(difflib.unified_diff(old, new, self.path, f"{self.path} (as claimline has it)", lineterm=""))


def plan(made: Iterable[Made], there: Mapping[str, str], known: Mapping[str, str]) -> tuple[Step, ...]:
    """The step for each file that the program keeps up. ``there``: texts on disk by path; ``known``: the manifest's hashes."""
    wanted = {one.path: one for one in made if one.kept_up}
    steps = [_step(one.path, one.text, there, known) for one in wanted.values()]
    return (*steps, *_dropped(wanted, there, known))


def _step(path: str, text: str, there: Mapping[str, str], known: Mapping[str, str]) -> Step:
    new = digest_of(text)
    if path not in there:
        deleted = path in known
        return Step(path, Fate.AS_IT_IS if deleted else Fate.WRITTEN, text, known.get(path, new))
    old = there[path]
    now = digest_of(old)
    if now == new:
        return Step(path, Fate.AS_IT_IS, text, new, old)
    if now == known.get(path):
        return Step(path, Fate.UPDATED, _with_newlines_of(old, text), new, old)
    return Step(path, Fate.AS_IT_IS if known.get(path) == new else Fate.KEPT, text, new, old)


def _with_newlines_of(old: str, new: str) -> str:
    return new.replace("\n", "\r\n") if "\r\n" in old else new


def _dropped(wanted: Mapping[str, Made], there: Mapping[str, str], known: Mapping[str, str]) -> Iterator[Step]:
    """Files that were the program's and are no longer part of a dossier."""
    for path, digest in known.items():
        if path not in wanted and is_the_program_s(path) and path in there and digest_of(there[path]) == digest:
            yield Step(path, Fate.REMOVED, "", "", there[path])


def is_the_program_s(path: str) -> bool:
    """Whether a manifest may speak of a path at all: one inside the dossier, neither of records nor of articles."""
    parts = path.split("/")
    return (
        bool(path)
        and not {"", ".", "..", ".git"} & set(parts)
        and "\\" not in path
        and parts[0] not in ("content", "seeds")
    )

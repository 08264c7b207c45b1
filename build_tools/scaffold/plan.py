"""What becomes of each file when a newer program brings its own up to date. Pure.

Unchanged by people: updated. Changed: kept, and the difference shown once. Deleted: stays deleted. Never: content/, seeds/.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Iterator, Mapping
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


def plan(
    made: Iterable[Made], there: Mapping[str, str], known: Mapping[str, str], *, ever: Collection[str]
) -> tuple[Step, ...]:
    """The step for each file that the program keeps up. ``there``: texts on disk by path; ``known``: the manifest's hashes,
    which anybody could have written; ``ever``: the only paths that can be removed, since the program has a template for them.
    """
    wanted = {one.path: one for one in made if one.kept_up}
    steps = [_step(one.path, one.text, there, known) for one in wanted.values()]
    return (*steps, *_dropped(wanted, there, known, ever))


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


def _dropped(
    wanted: Mapping[str, Made], there: Mapping[str, str], known: Mapping[str, str], ever: Collection[str]
) -> Iterator[Step]:
    """Files that were the program's and are no longer part of this dossier, such as another forge's workflows."""
    for path in (path for path in ever if path not in wanted and path in there and path in known):
        if digest_of(there[path]) == known[path]:
            yield Step(path, Fate.REMOVED, "", "", there[path])

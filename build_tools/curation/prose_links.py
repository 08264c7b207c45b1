"""Links between records in their prose, such as ``[NATO](../actors/nato.md)``: where they stand, written anew."""

from __future__ import annotations

import re

from build_tools.records import front_matter

# A destination in round or angle brackets, or behind the colon of a definition; the page's address or the record's file.
_DESTINATION = re.compile(
    r"(?P<before>\]\(\s*<?|^ {0,3}\[[^\[\]\n]+\]:[ \t]*<?)"
    r"(?P<way>(?:[^\s()<>\[\]#?:]*/)?)(?P<folder>timeline|sources|actors|places|questions)/(?P<year>[0-9a-z]+/)?"
    r"(?P<id>[a-z0-9-]+)(?P<suffix>\.md|\.html)(?=[#?)>\s\"]|$)",
    re.MULTILINE,
)
_BESIDE = re.compile(
    r"(?P<before>\]\(\s*<?(?:\./)?|^ {0,3}\[[^\[\]\n]+\]:[ \t]*<?)(?P<id>[a-z0-9-]+)(?P<suffix>\.md|\.html)(?=[#?)>\s\"]|$)",
    re.MULTILINE,
)


def redirected(text: str, *, folder: str, old: str, new: str, from_folder: str = "") -> str:
    """A record's whole text in which links to one record lead to another; ``from_folder``: the kind that it is itself."""
    body_start = front_matter.split(text, "").body_start

    def far(found: re.Match[str]) -> str:
        if (found["folder"], found["id"]) != (folder, old):
            return found[0]
        return f"{found['before']}{found['way']}{folder}/{found['year'] or ''}{new}{found['suffix']}"

    def near(found: re.Match[str]) -> str:
        return f"{found['before']}{new}{found['suffix']}" if found["id"] == old else found[0]

    body = _DESTINATION.sub(far, text[body_start:])
    return text[:body_start] + (_BESIDE.sub(near, body) if from_folder == folder else body)

"""What the first job hands over, read as the hostile data that it is: a contributor's code has written it.

Nothing is unpacked onto disk: four known names are read from the zip in memory, each up to a limit.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from build_tools.forge.calls import Refused

FORMAT = 1
REQUEST, DIFF, DIFF_JSON, FIXES = "request.json", "diff.md", "diff.json", "fixes.json"
LIMITS: Mapping[str, int] = {REQUEST: 4_000, DIFF: 2_000_000, FIXES: 2_000_000, DIFF_JSON: 50_000_000}
ZIP_LIMIT = 20_000_000

_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_MOST_FIXES = 10_000


@dataclass(frozen=True)
class Fix:
    """Lines of a file and what they would become. Lines count from 1, both ends included."""

    path: str
    start_line: int
    end_line: int
    replacement: str
    rule: str
    message: str


@dataclass(frozen=True)
class Handover:
    """What a run says of a pull request. ``changes``: how many changes of meaning the text of ``diff`` tells."""

    number: int
    head: str
    base: str
    changes: int
    diff: str
    fixes: tuple[Fix, ...] = ()


def read(data: bytes) -> Handover:
    """Read the zip. Raises Refused with the reason."""
    files = _files(data)
    request = _json(files, REQUEST)
    if not isinstance(request, dict) or request.get("format") != FORMAT:
        raise Refused(f"{REQUEST} is not in format {FORMAT}")
    return Handover(
        number=_count(request, "number", least=1),
        head=_commit(request, "head"),
        base=_commit(request, "base"),
        changes=_count(request, "changes", least=0),
        diff=_text(files, DIFF),
        fixes=_fixes(_json(files, FIXES)),
    )


def _files(data: bytes) -> dict[str, bytes]:
    if len(data) > ZIP_LIMIT:
        raise Refused(f"the artifact has more than {ZIP_LIMIT:,} bytes")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _require_known([member.filename for member in members])
            return {member.filename: _content(archive, member) for member in members if member.filename != DIFF_JSON}
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise Refused(f"the artifact is no zip that can be read: {error}") from None


def _require_known(names: list[str]) -> None:
    strange = [name for name in names if name not in LIMITS]
    if strange:
        raise Refused(f"the artifact holds {strange[0][:100]!r}, which is none of {', '.join(LIMITS)}")
    if len(set(names)) < len(names):
        raise Refused("the artifact holds a file twice")


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    limit = LIMITS[member.filename]
    if member.flag_bits & 1:
        raise Refused(f"{member.filename} is encrypted")
    with archive.open(member) as stream:
        content = stream.read(limit + 1)  # what the zip says of a size is not believed
    if len(content) > limit:
        raise Refused(f"{member.filename} has more than {limit:,} bytes")
    return content


def _text(files: Mapping[str, bytes], name: str) -> str:
    if name not in files:
        raise Refused(f"the artifact lacks {name}")
    try:
        return files[name].decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(f"{name} is not UTF-8") from None


def _json(files: Mapping[str, bytes], name: str) -> Any:
    try:
        return json.loads(_text(files, name))
    except (ValueError, RecursionError):
        raise Refused(f"{name} is no JSON that can be read") from None


def _count(request: Mapping[str, Any], key: str, *, least: int) -> int:
    value = request.get(key)
    if type(value) is not int or not least <= value <= 10**9:
        raise Refused(f"{REQUEST}: “{key}” is no number that can be right")
    return value


def _commit(request: Mapping[str, Any], key: str) -> str:
    value = request.get(key)
    if not isinstance(value, str) or not _COMMIT.fullmatch(value):
        raise Refused(f"{REQUEST}: “{key}” is no commit")
    return value


def _fixes(told: Any) -> tuple[Fix, ...]:
    if not isinstance(told, list) or len(told) > _MOST_FIXES:
        raise Refused(f"{FIXES} is no list of at most {_MOST_FIXES:,} fixes")
    return tuple(_fix(one) for one in told)


def _fix(told: Any) -> Fix:
    fields = {"path": str, "start_line": int, "end_line": int, "replacement": str, "rule": str, "message": str}
    if not isinstance(told, dict) or any(type(told.get(key)) is not kind for key, kind in fields.items()):
        raise Refused(f"{FIXES}: a fix lacks one of {', '.join(fields)}")
    return Fix(**{key: told[key] for key in fields})

"""``seeds/<name>.capture.json``: how the text beside it was made of an original, and what the file says of itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from build_tools.model import Capture
from build_tools.originals.article import FIELDS, Article
from build_tools.originals.written import as_line, in_records_form
from build_tools.problems import Location, Problem, ProblemsFound

if TYPE_CHECKING:
    from build_tools.originals.read import Original

SUFFIX = ".capture.json"
FORMAT = 1


def path_beside(seed: str) -> str:
    """``seeds/a.capture.json`` for ``seeds/a.txt``."""
    path = PurePosixPath(seed)
    return str(path.with_name(path.stem + SUFFIX))


def capture_of(original: Original, article: Article, *, seed: str, sha256: str) -> Capture:
    """What is to be remembered of one article; ``seed``: the file name of its text, ``sha256``: the hash of that."""
    return Capture(
        seed=seed,
        sha256=sha256,
        original=PurePosixPath(original.name).name,
        original_sha256=original.sha256,
        format=original.format.label,
        part=article.part,
        reader=original.reader,
        found={key: value for key in FIELDS if (value := getattr(article, key))},
        told_by=dict(article.told_by),
    )


def as_text(capture: Capture) -> str:
    """The file's text: one thing a line, so that Git shows what changed."""
    part = {"part": capture.part} if capture.part else {}
    original = {"file": capture.original, "format": capture.format, "sha256": capture.original_sha256, **part}
    held = {
        "format": FORMAT,
        "seed": capture.seed,
        "sha256": capture.sha256,
        **({"corrected": capture.corrected} if capture.corrected else {}),
        "original": original,
        "reader": capture.reader,
        "found": {key: _found(key, capture) for key in FIELDS if capture.found.get(key)},
    }
    return json.dumps(held, ensure_ascii=False, indent=1) + "\n"


def _found(key: str, capture: Capture) -> dict[str, Any]:
    value = capture.found[key]
    return {"value": list(value) if isinstance(value, tuple) else value, "from": capture.told_by.get(key, "")}


def read_capture(data: bytes, path: str) -> Capture:
    """The capture that a file holds. Raises ProblemsFound with ``capture-broken``."""
    try:
        held = json.loads(data.decode("utf-8-sig"))
        if held["format"] != FORMAT:
            raise ValueError(f"format {held['format']!r} is not {FORMAT}")
        return _capture(held)
    except json.JSONDecodeError as error:
        raise ProblemsFound([_broken(Location(path, error.lineno, error.colno), error.msg)]) from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ProblemsFound([_broken(Location(path), f"{type(error).__name__}: {error}")]) from None


def _capture(held: Mapping[str, Any]) -> Capture:
    original, found = held["original"], {key: held["found"][key] for key in FIELDS if key in held["found"]}
    return Capture(
        seed=PurePosixPath(_text(held["seed"])).name,
        sha256=_text(held["sha256"]),
        original=PurePosixPath(_text(original["file"])).name,
        original_sha256=_text(original["sha256"]),
        format=_text(original.get("format", "")),
        part=_text(original.get("part", "")),
        reader=_text(held.get("reader", "")),
        corrected=_text(held.get("corrected", "")),
        found=in_records_form({key: one["value"] for key, one in found.items()}),
        told_by={key: as_line(_text(one.get("from", ""))) for key, one in found.items()},
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _broken(where: Location, what: str) -> Problem:
    tip = "Restore the file from Git; or delete it with its text, and import the original again."
    return Problem(where, "capture-broken", what, tip)

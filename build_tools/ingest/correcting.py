"""Texts made of originals that a person has corrected: their captures note it, so that nobody takes the words for the file's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from build_tools.captures import capture_of
from build_tools.ingest.drafting import Waiting
from build_tools.originals.capture import as_text, path_beside
from build_tools.records.files import Folder


def corrections(root: Path, waiting: Iterable[Waiting], hashes: Mapping[str, str]) -> dict[str, str]:
    """The new texts of captures, by path. A text that has changed waits only if somebody asked for it by name.

    ``hashes``: of the texts as they are now, by file name. Raises ProblemsFound with ``capture-broken``.
    """
    changed = {}
    for one in waiting:
        capture = None if one.capture else capture_of(Folder(root), one.name)
        if capture and hashes[one.path.name] not in (capture.sha256, capture.corrected):
            changed[path_beside(one.name)] = as_text(replace(capture, corrected=hashes[one.path.name]))
    return changed

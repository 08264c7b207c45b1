"""Which file holds which record. Knows paths, not contents."""

from __future__ import annotations

import re
from collections.abc import Collection

from build_tools.model import Actor, Entry, Place, Question, Record, Source
from build_tools.papers.bare import ENDINGS as PAPERS
from build_tools.pictures.bare import ENDINGS
from build_tools.text import edtf
from build_tools.text.names import DEVICES

CONTENT = "content"
SEEDS = "seeds"
VOCABULARY = "content/vocabulary.yml"
HOME = "content/index.md"
ABOUT = "content/about.md"
ASSETS = "content/assets"
TEMPLATES = "content/templates"  # records to be copied by people: nothing reads them
ASSET_SUFFIXES = ENDINGS | PAPERS | {".csv"}  # nothing that a browser runs
UNDATED = "undated"  # where an entry with an unreadable date would go
FOLDERS: dict[type[Record], str] = {
    Source: "content/sources",
    Actor: "content/actors",
    Place: "content/places",
    Question: "content/questions",
    Entry: "content/timeline",
}
SUFFIX = ".md"
_KINDS = {folder: kind for kind, folder in FOLDERS.items() if kind is not Entry}
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def is_id(text: str) -> bool:
    """Whether ``text`` may be an id: small letters, digits and single hyphens between them; no name of a device."""
    return bool(_ID.fullmatch(text)) and text not in DEVICES


def is_hidden(path: str) -> bool:
    """Whether a file's name begins with a dot: nothing reads it and it comes into no site."""
    return path.rpartition("/")[2].startswith(".")


def is_asset(path: str) -> bool:
    """Whether a file is of a kind that readers may get as it is."""
    _, dot, ending = path.rpartition("/")[2].rpartition(".")
    return f"{dot}{ending.casefold()}" in ASSET_SUFFIXES


def is_picture(path: str) -> bool:
    """Whether a file among the assets is called as pictures are."""
    return _is_asset_of(ENDINGS, path)


def is_paper(path: str) -> bool:
    """Whether it is called as PDFs are."""
    return _is_asset_of(PAPERS, path)


def _is_asset_of(endings: Collection[str], path: str) -> bool:
    return path.startswith(f"{ASSETS}/") and path[path.rfind(".") :].casefold() in endings and not is_hidden(path)


def kind_at(path: str) -> type[Record] | None:
    """The kind of record that lives at a path (relative to the root, with slashes), None for a stray file."""
    folder, _, name = path.rpartition("/")
    if not name.endswith(SUFFIX) or name == SUFFIX:
        return None
    return _KINDS.get(folder) or (Entry if folder.rpartition("/")[0] == FOLDERS[Entry] else None)


def id_at(path: str) -> str:
    """The id of the record that lives at a path: the file's name without its suffix."""
    return path.rpartition("/")[2].removesuffix(SUFFIX)


def path_for(record: Record) -> str:
    """Where a record belongs: its kind's folder; an entry in the folder of the first year its date may mean."""
    return f"{folder_for(record)}/{record.id}.md"


def folder_for(record: Record) -> str:
    """The folder of ``path_for``."""
    folder = FOLDERS[type(record)]
    return f"{folder}/{year_of(record.date)}" if isinstance(record, Entry) else folder


def year_of(date: str) -> str:
    """The first year that an EDTF date may mean (its last, where it has no beginning); UNDATED if unreadable."""
    try:
        span = edtf.parse(date)
    except edtf.NotEdtf:
        return UNDATED
    day = span.earliest or span.latest
    return f"{day.year:04}" if day else UNDATED

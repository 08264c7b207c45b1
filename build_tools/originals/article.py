"""What a reader of originals finds: one article, its metadata, and where in the file each of them stands.

A reader is a module of this room with ``articles(data: bytes, name: str) -> tuple[Article, ...]``. It is pure, raises
ProblemsFound where the file as a whole cannot be read, and returns what it can of the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from build_tools.problems import Problem

FIELDS = ("title", "authors", "publisher", "published", "language", "url", "archived", "retrieved")


@dataclass(frozen=True, slots=True)
class Article:
    """One article of an original.

    ``text``: its body as plain text, paragraphs parted by an empty line, without markup; with or without the title on
    top (``composed`` sees to that). ``publisher`` is a name as written, no id. ``published`` and ``retrieved``: EDTF,
    ``language``: BCP 47, ``url``: the canonical address, ``archived``: an address of an archive's copy. ``part`` names
    the article within an original that can hold several (message id, WARC record id, row); empty in one that cannot.
    ``told_by``: for each field of FIELDS that is given, where in the file it was found (“JSON-LD datePublished”).

    ``problems`` are what is wrong with this article alone: with an error among them it is reported and left out, and
    the others of its original go in; warnings are told.
    """

    text: str
    title: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    published: str = ""
    language: str = ""
    url: str = ""
    archived: str = ""
    retrieved: str = ""
    part: str = ""
    told_by: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

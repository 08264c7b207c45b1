"""Which files are originals, by their names, and which reader their first bytes ask for. Reads no file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

from build_tools.text.tables import rows

_OF_CLAIMS = ({"id", "address"}, {"quote", "source"})  # columns of tables that hold claims or entries, and no articles
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|rdf)[\s>]", re.IGNORECASE)
_LOOKED_AT = 4096
# What browsers and systems add to the name of a second copy: “x (1)”; “x - Copy (2)”, “x copy 2”, “Copy of x”.
_NUMBERED = re.compile(r"(?<=\w)\s?\([1-9]\)\Z")
_COPY = r"(?:cop(?:y|ie|ia)|cópia|kopi[ea]|копия)"
_OF_A_COPY = re.compile(rf"(?<=\w)\s+(?:[-–]\s+)?{_COPY}(?: \d+)?\Z|\A{_COPY} (?:of|de|di|von|van) ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of original: the reader's module, the libraries that it works with, and its name for people."""

    ending: str
    module: str
    libraries: tuple[str, ...]
    label: str


@cache
def formats() -> dict[str, Format]:
    """Every kind by the ending of its files."""
    table = rows(Path(__file__).with_name("formats.tsv"))
    return {
        ending: Format(ending, module, tuple(filter(None, libraries.split(", "))), label)
        for ending, module, libraries, label in table
    }


def ending_of(name: str) -> str:
    """The ending that makes a file an original (``.warc.gz``), as in the table; empty for any other file."""
    lowered = PurePosixPath(name).name.lower()
    found = (end for end in formats() if lowered.endswith(end) and lowered != end)
    return "" if lowered.startswith(".") or is_note(name) else max(found, key=len, default="")


def is_note(name: str) -> bool:
    """Whether a file is a note to the people who put articles into the folder, and no article."""
    return PurePosixPath(name).name.lower() == "readme.md"


def stem_of(name: str) -> str:
    """The file's name without folder and ending: what the texts made of it are called after."""
    file = PurePosixPath(name).name
    ending = ending_of(name)
    return file[: -len(ending)] if ending else PurePosixPath(file).stem


def without_number(stem: str) -> str:
    """A name without the number that a browser gives to a second file of one name: “x” for “x (1)”."""
    return _NUMBERED.sub("", stem)


def copies_last(name: str) -> tuple[bool, str]:
    """The order in which files are read: where two hold one article, what is called a copy is the one that is left out."""
    plain = without_number(stem_of(name))
    return plain != stem_of(name) or bool(_OF_A_COPY.search(plain)), name


def is_table_of_claims(data: bytes) -> bool:
    """Whether a CSV file holds claims or entries, such as those that this program exports: they are no articles."""
    first = data[:_LOOKED_AT].decode("utf-8-sig", errors="replace").partition("\n")[0]
    columns = {cell.strip().strip("\"'").strip().lower() for cell in re.split("[,;\t]", first)}
    return any(wanted <= columns for wanted in _OF_CLAIMS)


def format_for(data: bytes, name: str) -> Format:
    """The kind that the bytes are, where they tell; else the one that the name says. The name has an ending of the table."""
    named, start = formats()[ending_of(name)], data[:_LOOKED_AT].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"%PDF-"):
        return formats()[".pdf"]
    if named.module in ("html_page", "feeds") and (told := _marked_up(start)):
        return named if told == named.module else formats()[".xml" if told == "feeds" else ".html"]
    if named.module == "pdf_file" and _marked_up(start) == "html_page":
        return formats()[".html"]
    return named


def _marked_up(start: bytes) -> str:
    page, feed = _PAGE.search(start), _FEED.search(start)
    if page and feed:
        return "html_page" if page.start() < feed.start() else "feeds"
    return "html_page" if page else "feeds" if feed else ""

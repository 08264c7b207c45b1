"""Bytes of a text whose encoding nobody vouches for → words. Never fails; says where it guessed."""

from __future__ import annotations

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WITH_ZEROS = ("utf-16", "utf-32")
_OTHER_USE_OF_ASCII = ("iso2022", "hz", "utf-7", *_WITH_ZEROS)


def words_of(data: bytes, said: str = "") -> str:
    """The text, by its byte order mark, else as UTF-8, else in the encoding ``said``, else as Windows-1252.

    UTF-8 comes before what is said: text in another encoding hardly ever is valid UTF-8 with a letter beyond ASCII in it;
    but for encodings that write everything in bytes of ASCII. Of these UTF-16 and UTF-32 have a zero in every Latin letter.
    """
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "")
    known = _known(said)
    is_believable = b"\0" in data or not known.startswith(_WITH_ZEROS)
    first = known if known.startswith(_OTHER_USE_OF_ASCII) and is_believable else ""
    for encoding in filter(None, (marked, first, "utf-8", known)):
        try:
            return data.decode(encoding)
        except UnicodeError:
            continue
    return data.decode("windows-1252", errors="replace")


def _known(name: str) -> str:
    """The encoding's name, empty where Python knows no text encoding of that name."""
    try:
        found = codecs.lookup(name.strip().strip("\"'"))
    except (LookupError, ValueError, UnicodeError):
        return ""
    return found.name if found._is_text_encoding else ""

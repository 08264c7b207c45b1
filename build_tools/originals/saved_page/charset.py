"""Bytes of a page → its text: by its marks, its declaration and, where that lies, by the bytes themselves."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from build_tools.problems import Level, Location, Problem

_BEGINNING = 8000
_DECLARED = re.compile(
    rb"<meta\b[^>]{0,300}?\bcharset\s*=\s*[\"']?\s*([\w:.()-]{2,40})|<\?xml\b[^>]{0,100}?\bencoding\s*=\s*[\"']([\w.-]+)",
    re.IGNORECASE,
)
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# What browsers take for these names (WHATWG Encoding Standard), where Python's codec of the name is a narrower one.
_WIDER = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "tis-620": "cp874", "iso8859-11": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs",
}  # fmt: skip
_HIGH = re.compile(rb"[\x80-\xff]+")
_CYRILLIC_READ_AS_LATIN = re.compile("[À-ÿ]{4,}")
_SEVEN_BIT = ("iso2022_jp", "hz")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a page, the encoding it was read in, and what was wrong (warnings)."""

    text: str
    encoding: str
    problems: tuple[Problem, ...] = ()


def decoded(data: bytes, name: str, declared: str = "") -> Decoded:
    """The text of a page. ``declared``: what a header beside the page says, where there is one.

    UTF-8 that is valid is UTF-8 whatever the page declares. Warning: ``original-encoding``, where it was guessed and where bytes cannot be read.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _read(data, encoding, name)
    told = _known(declared) or _declared(data)
    if told in _SEVEN_BIT:
        return _read(data, told, name)
    if _is_utf8(data):
        return Decoded(data.decode("utf-8"), "utf-8")
    if _is_nearly_utf8(data) or told == "utf-8":
        return _read(data, "utf-8", name) if _is_nearly_utf8(data) else _guessed(data, name)
    if told:
        return _read(data, _if_true(data, told), name)
    return _guessed(data, name)


def _declared(data: bytes) -> str:
    found = _DECLARED.search(data[:_BEGINNING])
    return _known((found[1] or found[2]).decode("ascii", "ignore")) if found else ""


def _known(name: str) -> str:
    """The codec that reads what browsers read under this name; empty for a name that nobody knows."""
    name = (
        name.strip().lower().replace("x-sjis", "shift_jis").replace("ks_c_5601-1987", "euc_kr").replace("x-gbk", "gbk")
    )
    try:
        codec = codecs.lookup(name)
    except (LookupError, ValueError):
        return ""
    if not getattr(codec, "_is_text_encoding", True) or codec.name in (
        "utf-7",
        "idna",
        "punycode",
        "raw-unicode-escape",
        "unicode-escape",
    ):
        return ""
    return _WIDER.get(codec.name, codec.name)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_nearly_utf8(data: bytes) -> bool:
    """Whether all but a few of the bytes beyond ASCII are UTF-8: a page cut off within a letter, a comment pasted in."""
    runs = _HIGH.findall(data)
    wrong = sum(not _is_utf8(run) for run in runs)
    return len(runs) >= 5 and wrong <= len(runs) / 10


def _if_true(data: bytes, told: str) -> str:
    """The declared encoding, unless it is Latin and the words it gives are those of Cyrillic text read wrongly."""
    if told not in ("cp1252", "iso8859-15"):
        return told
    text = data.decode(told, "replace")
    words = re.findall(r"[^\W\d_]{4,}", re.sub(r"<[^<>]*>", " ", text))
    strange = sum(bool(_CYRILLIC_READ_AS_LATIN.fullmatch(word)) for word in words)
    return "cp1251" if strange > 20 and strange > len(words) / 4 else told


def _read(data: bytes, encoding: str, name: str) -> Decoded:
    """The text in this encoding; what cannot be read becomes U+FFFD and is told with the place of the first."""
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        text = data.decode(encoding, "replace")
        return Decoded(text, encoding, (_undecodable(data, error, name, text.count("\ufffd")),))


def _guessed(data: bytes, name: str) -> Decoded:
    """The text in the encoding that fits best: a guess, and told as one."""
    from charset_normalizer import from_bytes

    words = b" ".join(_text_bytes(data))[:60_000]
    best = from_bytes(words).best()
    got = _read(data, _WIDER.get(best.encoding, best.encoding) if best else "cp1252", name)
    message = f"the page does not say truly in which encoding it is written; it was read as {got.encoding}"
    tip = "Look at letters with accents in the text; if they are wrong, save the page again from a browser (it writes UTF-8)"
    return Decoded(
        got.text,
        got.encoding,
        (*got.problems, Problem(Location(name), "original-encoding", message, tip, Level.WARNING)),
    )


def _text_bytes(data: bytes) -> Iterator[bytes]:
    return (found[0] for found in re.finditer(rb"[^<>\x00-\x1f]+", data) if _HIGH.search(found[0]))


def _undecodable(data: bytes, error: UnicodeDecodeError, name: str, count: int) -> Problem:
    before = data[: error.start]
    line = before.count(b"\n") + 1
    column = error.start - (before.rfind(b"\n") + 1) + 1
    places = "one place" if count == 1 else f"{count} places"
    message = (
        f"{places} of the page cannot be read as {error.encoding}; the first is the byte 0x{data[error.start]:02x}"
    )
    tip = "Compare the text with the page in a browser; where � stands in it, the file is damaged"
    return Problem(Location(name, line, column), "original-encoding", message, tip, Level.WARNING)

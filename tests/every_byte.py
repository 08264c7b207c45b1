"""Finds a sign in every byte of files, however it is written there and into whatever it is packed.

What must not get out is marked with one rare stem: a search for it finds all marks at once, and tells which by what follows.
"""

from __future__ import annotations

import base64
import gzip
import io
import lzma
import re
import sqlite3
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path

STEM = "zwyxqu"  # in no language, and in no file by chance
_AROUND = 40
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_DEEPEST = 4
Layer = tuple[str, bytes]


def marks_in(files: Iterable[Layer]) -> Iterator[str]:
    """Where it stands in files given by name and bytes: the file, the layer, and some letters around it."""
    for name, data in files:
        if STEM in name.lower():
            yield f"{name}: in the name"
        for layer, held in _layers(name, data, _DEEPEST):
            yield from (f"{layer}: {told}" for told in _in_bytes(held))


def files_below(folder: Path) -> Iterator[Layer]:
    """Every file of a folder, hidden ones too."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def _in_bytes(data: bytes) -> Iterator[str]:
    for how, pattern in _FORMS.items():
        if found := pattern.search(data):
            around = data[max(0, found.start() - _AROUND) : found.end() + _AROUND]
            yield f"{how}: …{around.decode('utf-8', 'replace')}…"


def _forms() -> Iterator[tuple[str, re.Pattern[bytes]]]:
    """The stem as it may be spelt. What is only written otherwise around it (accents taken apart, escaped) holds it still."""
    plain = STEM.encode()
    yield "as it is", re.compile(re.escape(plain), re.IGNORECASE)
    yield "backwards", re.compile(re.escape(plain[::-1]), re.IGNORECASE)
    yield "in two bytes a letter", re.compile(b"\0".join(plain[at : at + 1] for at in range(len(plain))), re.IGNORECASE)
    codes = "".join(rf"(?:\\u00|\\x|%|&#x){ord(letter):02x};?" for letter in STEM)
    numbers = "".join(f"&#{ord(letter)};" for letter in STEM)
    yield "in codes", re.compile(f"{codes}|{numbers}".encode(), re.IGNORECASE)
    yield "in hexadecimal", re.compile(plain.hex().encode(), re.IGNORECASE)
    yield "in Base64", re.compile(b"|".join(re.escape(one) for one in sorted(set(_in_base64()))))


def _in_base64() -> Iterator[bytes]:
    """What it makes of the stem at each of three places, without the letters that depend on what stands beside it."""
    for words in (STEM, STEM.capitalize(), STEM.upper()):
        for before in range(3):
            packed = base64.b64encode(b"\0" * before + words.encode())
            first, last = -(-before * 8 // 6), (before + len(words)) * 8 // 6
            yield packed[first:last]
            yield packed[first:last].translate(bytes.maketrans(b"+/", b"-_"))


_FORMS = dict(_forms())


# ── what is packed ──────────────────────────────────────────────────────────────────────────────────────────


def _layers(name: str, data: bytes, deepest: int) -> Iterator[Layer]:
    yield name, data
    if deepest:
        for inner, held in _inside(name, data):
            yield from _layers(inner, held, deepest - 1)


def _inside(name: str, data: bytes) -> Iterator[Layer]:
    if data.startswith(b"\x1f\x8b"):
        yield f"{name} unpacked", gzip.decompress(data)
    elif data.startswith(b"\xfd7zXZ"):
        yield f"{name} unpacked", lzma.decompress(data)
    elif data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            yield from ((f"{name}/{one.filename}", packed.read(one)) for one in packed.infolist())
            yield from ((f"{name}/{one.filename} (its name)", one.filename.encode()) for one in packed.infolist())
    elif data.startswith(b"SQLite format 3"):
        yield f"{name} as SQL", _as_sql(data)
    elif data.startswith(b"%PDF"):
        yield from ((f"{name} stream {at}", held) for at, held in enumerate(_streams(data)))


def _as_sql(data: bytes) -> bytes:
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(data)
        return "\n".join(database.iterdump()).encode()


def _streams(data: bytes) -> Iterator[bytes]:
    for found in _STREAM.finditer(data):
        with suppress(zlib.error):
            yield zlib.decompress(found[1])

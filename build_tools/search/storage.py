"""How the index lies on disk: numbers as letters, ordered words cut into files. Knows no record.

Every file is a script that hands its data over (``__claimline_search__.part(key, data)``), since a page on
``file://`` may load scripts from beside it and nothing else.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Iterator

FOLDER = "assets/search/"

# 90 printable letters that JSON writes as they are: the lower half ends a number, the upper half goes on.
_LETTERS = [chr(code) for code in range(35, 126) if chr(code) != "\\"]
HALF = len(_LETTERS) // 2
ENDS, GOES_ON = "".join(_LETTERS[:HALF]), "".join(_LETTERS[HALF:])

LEAST_FILE, MOST_FILE = 14_000, 32_000  # letters in a file of words, about
_MARKED = 24  # one word in so many may begin a file
_LONGEST_NAME = 40  # of a word that names a file
_UNNAMEABLE = re.compile(r"[^a-z0-9-]")

Listed = tuple[str, str]  # a word, and what belongs to it


def spell(numbers: Iterable[int]) -> str:
    """Numbers in any order as letters, one after the other, in base 45: smaller ones take fewer letters."""
    return "".join(_SHORT[number] if number < len(_SHORT) else _spelt(number) for number in numbers)


def _spelt(number: int) -> str:
    last = ENDS[number % HALF]
    while number := number // HALF:
        last = GOES_ON[number % HALF] + last
    return last


_SHORT = tuple(_spelt(number) for number in range(HALF * HALF))


def steps(numbers: Iterable[int]) -> Iterator[int]:
    """Numbers as their differences, made positive: even for a step up, odd for a step down."""
    before = 0
    for number in numbers:
        step, before = number - before, number
        yield 2 * step if step >= 0 else -2 * step - 1


def as_json(data: object) -> str:
    """Data as a script may hold it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # Line separators are no letters in the scripts of older browsers.
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def script(key: str, text: str) -> bytes:
    """A script file that hands over data, given as JSON, under ``key``. What UTF-8 cannot hold is spelt out."""
    return f"__claimline_search__.part({json.dumps(key)},{text});\n".encode(errors="backslashreplace")


def data_of(file: bytes) -> object:
    """What a script file hands over."""
    return json.loads(file[file.index(b",") + 1 : -3])


def browser_order(text: str) -> bytes:
    """Sort key: the order in which JavaScript compares strings (by UTF-16 units)."""
    return text.encode("utf-16-be", "surrogatepass")


def stretches(listed: Iterable[Listed]) -> Iterator[list[Listed]]:
    """Ordered words cut into files. Where a cut may fall is seen from the words themselves, so that one word more or less
    changes the file that it stands in, and seldom the next one.
    """
    group: list[Listed] = []
    weight = 0
    for item in listed:
        own = len(item[0]) + len(item[1]) + 4
        if group and _is_cut(item[0], weight, own):
            yield group
            group, weight = [], 0
        group.append(item)
        weight += own
    if group:
        yield group


def _is_cut(word: str, weight: int, own: int) -> bool:
    full = weight + own > MOST_FILE
    return len(word) <= _LONGEST_NAME and (full or (weight >= LEAST_FILE and checksum(word) % _MARKED == 0))


def checksum(text: str) -> int:
    """A number that the browser works out alike (CRC-32 of the text in UTF-8)."""
    return zlib.crc32(text.encode(errors="surrogatepass"))


def file_key(kind: str, first: str) -> str:
    """The name of a file of words, after its first word."""
    return kind + "-" + _UNNAMEABLE.sub(lambda letter: f"_{ord(letter[0]):x}", first)

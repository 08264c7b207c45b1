"""Promises of the readers of originals: what they give stands in the file, and nothing within a line of it is lost or made up.

Twice over: words laid into a sound file come out again (``words_arrive``); and of a broken file, every line that is taken is
somewhere in it, seen by other means than the reader's (``original_is_read``).
"""

from __future__ import annotations

import csv
import io
import logging
import re
import unicodedata
import zlib
from collections.abc import Iterator
from contextlib import suppress
from email import message_from_bytes
from email.policy import default
from html import unescape

from pypdf import PdfReader

from build_tools import seeds
from build_tools.originals.read import read_original
from build_tools.originals.saved_page import charset, tree
from build_tools.problems import ProblemsFound
from tests.trust.inputs.carried import CARRIERS, TITLE, as_paper_has_it, packed, paragraphs, unescaped_json, visible
from tests.trust.inputs.clear import require_clear

_ENCODINGS = (
    "utf-8", "cp1252", "latin-1", "utf-16", "utf-16-be", "utf-16-le", "cp1251", "koi8-r", "koi8-u", "cp866", "iso8859-5", "cp1250", "iso8859-2", "iso8859-4", "iso8859-10", "iso8859-13", "iso8859-3", "iso8859-7", "cp775", "cp1258", "cp874", "cp1253", "cp1254",
    "cp1255", "cp1256", "cp1257", "euc-kr", "shift-jis", "euc-jp", "iso2022-jp", "gb18030", "big5", "hz", "utf-7", "utf-32", "mac-roman", "mac-latin2", "iso8859-15", "hp-roman8", "cp437",
)  # fmt: skip
CAPTURED = "https://harbourwatch.example/board-leaves-open"  # by the archive among the cases
_MARK = re.compile(r"\A(?:[-•] |\d{1,9}\. )+")  # of a list: the renderer's own
_LONGEST_NOTE = 300  # letters that a page has within a line and that are none of it: a note, an address
_MOST_TRIED = 40
_OF_PROSE = 40  # letters of a line on paper that nobody takes for a table or the name of a page
_ALL_TAKEN = frozenset(("a mail", "a feed", "a JSON feed", "a table", "Markdown"))


def words_arrive(data: bytes, kind: str) -> bool:
    """An article laid into a file of a kind: every line that comes out is a whole line that went in, and where nothing
    around the article has to be told from it, every line that went in comes out, in its order.
    """
    try:
        lines = paragraphs(seeds.normalise(data, "seeds/x.txt"))
    except ProblemsFound:
        return False
    ending, carry = CARRIERS[kind]
    lines = (
        [line for line in map(as_paper_has_it, lines) if len(visible(line)) >= _OF_PROSE] if kind == "a PDF" else lines
    )
    try:
        found = read_original(carry(lines), f"seeds/x{ending}")
    except ProblemsFound as refusal:
        require_clear(refusal.problems)
        return False
    given = [_seen(line, kind) for line in (TITLE, *lines)]
    taken = [seen for one in found.articles for line in one.text.split("\n") if (seen := _seen(line, kind))]
    whole = "\n".join(given) if kind != "a PDF" else "".join(given)
    for line in taken:
        assert line in given or (kind == "a PDF" and line in whole), f"made up: {line[:200]!r}"
    if kind in _ALL_TAKEN:
        assert taken == [line for line in given if line], f"lost: {[one for one in given if one not in taken][:2]!r}"
    elif kind == "a PDF":
        assert "".join(taken) == whole, "lost"
    return True


def _seen(line: str, kind: str) -> str:
    """What is compared: of Markdown without the signs by which a writer keeps others from being read as markup; of a PDF
    without hyphens, since one at the end of a line may have been there before it was printed or not.
    """
    return visible(line).replace({"Markdown": "\\", "a PDF": "-"}.get(kind, "\0"), "")


# ── broken files ────────────────────────────────────────────────────────────────────────────────────────────


def original_is_read(data: bytes, ending: str) -> bool:
    """A file gives articles whose texts are seeds that normalising does not change, or a clear problem. The letters and
    digits of each line stand in the file one after the other.
    """
    try:
        found = read_original(data, f"seeds/x{ending}")
    except ProblemsFound as refusal:
        require_clear(refusal.problems)
        return False
    require_clear(found.problems)
    views = _Views(data, ending)
    for article in found.articles:
        assert seeds.normalise(article.text.encode(), "seeds/x.txt") == article.text
        for line in article.text.split("\n"):
            assert views.show(_MARK.sub("", line)), f"not in the file: {line[:300]!r}"
    return True


def package_is_read(data: bytes) -> bool:
    """The same of a package (WACZ) that is sound but for the archive in it."""
    return original_is_read(packed(data, CAPTURED), ".wacz")


class _Views:
    """What can be seen in a file, looked at one after the other as long as a line is not seen."""

    def __init__(self, data: bytes, ending: str) -> None:
        self._more = map(_letters, _views(data, ending))
        self._seen: list[str] = []

    def show(self, line: str) -> bool:
        """Whether one of them has the letters of a line; or its words in their order, with no more between than a note or an address."""
        letters, words = _letters(line), [letters for word in line.split() if (letters := _letters(word))]
        if any(letters in view for view in self._seen):
            return True
        for view in self._more:
            self._seen.append(view)
            if letters in view:
                return True
        return any(_in_order(words, view) or _in_pieces(letters, view, len(words) + 3) for view in self._seen)


def _in_order(words: list[str], view: str) -> bool:
    first = -1
    for _ in range(_MOST_TRIED):
        first = view.find(words[0], first + 1)
        end = first
        for word in words if first >= 0 else ():
            at = view.find(word, end, end + len(word) + _LONGEST_NOTE)
            if at < 0:
                break
            end = at + len(word)
        else:
            return first >= 0
    return False


def _in_pieces(letters: str, view: str, most: int) -> bool:
    """The same where a note or a broken tag cuts words: so many pieces, each as long as can be."""
    at, end = 0, max(0, view.find(letters[:4]))
    for _ in range(most):
        size = len(letters) - at
        while size and view.find(letters[at : at + size], end, end + size + _LONGEST_NOTE) < 0:
            size //= 2
        if not size:
            return False
        while (
            at + size < len(letters)
            and view.find(letters[at : at + size + 1], end, end + size + 1 + _LONGEST_NOTE) >= 0
        ):
            size += 1
        end = view.find(letters[at : at + size], end) + size
        at += size
        if at == len(letters):
            return True
    return False


def _letters(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKC", text) if sign.isalnum())


def _views(data: bytes, ending: str) -> Iterator[str]:
    """What can be seen in a file by simple means: it suffices that one of them shows a line."""
    if ending == ".pdf":
        yield from _of_paper(data)
    for text in _texts(_unpacked(data, ending), ending):
        yield text
        if ending == ".md":
            yield re.sub(r"\[\^[^\[\]\s]*\]", "", text)  # a note can stand within a word
        for more in (text, unescaped_json(text)):
            for plain in (more, unescape(more)):
                bare = _without_tags(plain)
                yield from (plain, bare, unescape(bare), _without_tags(unescape(bare)))
    if ending == ".html":
        yield from _of_page(charset.decoded(data, "x.html").text)


def _of_paper(data: bytes) -> Iterator[str]:
    """All that the library finds on each page, and on all of them."""
    pages: list[str] = []
    logging.disable(logging.CRITICAL)
    with suppress(Exception):  # whatever is wrong with it, what was read is a view
        for page in PdfReader(io.BytesIO(data)).pages:
            pages.append(page.extract_text())
    logging.disable(logging.NOTSET)
    yield from ("\n".join(pages), *pages)


def _of_page(text: str) -> Iterator[str]:
    """As the library repairs what no browser would show."""
    yield text
    root = tree.parsed(text, "x.html")
    yield "".join(root.itertext())


def _without_tags(text: str) -> str:
    text = re.sub(
        r"(?is)<(script|style|template|noscript|svg|math|iframe|select|textarea)\b.*?</\1\s*>|<!--.*?-->", " ", text
    )
    return re.sub(r"<[!/?a-zA-Z][^<>]*>", " ", text)


def _unpacked(data: bytes, ending: str) -> list[bytes]:
    pieces = [data]
    for start in [found.start() for found in re.finditer(b"\x1f\x8b\x08|PK\x03\x04", data)][:20]:
        try:
            pieces.append(zlib.decompressobj(31 if data[start] == 31 else -15).decompress(data[start:], 1 << 22))
        except zlib.error:
            continue
    return pieces


def _texts(pieces: list[bytes], ending: str) -> Iterator[str]:
    for encoding in _ENCODINGS:
        for piece in pieces:
            yield piece.decode(encoding, "ignore")
            if ending in (".eml", ".mbox"):
                yield from _of_mail(piece, encoding)
            elif ending == ".csv":
                yield from _of_table(piece.decode(encoding, "replace"))


def _of_mail(data: bytes, encoding: str) -> Iterator[str]:
    for part in message_from_bytes(data, policy=default).walk():
        held = part.get_payload(decode=True)
        yield held.decode(encoding, "ignore") if isinstance(held, bytes) else ""
        yield str(part["Subject"])


def _of_table(text: str) -> Iterator[str]:
    for delimiter in ",;\t":
        try:
            yield "\n".join(
                cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) for cell in row
            )
        except csv.Error:
            continue

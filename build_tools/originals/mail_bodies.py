"""The words of a message's parts: plain text, a newsletter's page, a page saved as MHTML. Knows no sender and no mailbox."""

from __future__ import annotations

import re
from dataclasses import replace
from email.message import EmailMessage

from build_tools.originals import html_page
from build_tools.originals.article import Article
from build_tools.originals.encoded import words_of
from build_tools.originals.mail_headers import header, of_kind
from build_tools.originals.rendered import plain_words
from build_tools.originals.saved_page.charset import Decoded
from build_tools.originals.written import as_edtf
from build_tools.problems import ProblemsFound
from build_tools.text.names import fold

_SIGNATURE = re.compile(r"^-- \n(?:.*\n){0,11}+.*\n?\Z", re.MULTILINE)
_WORTH_A_TEXT = 0.25  # of a page's words that its article has at least; where it has fewer, all of them are taken
_LONGEST_FOOTER = 40  # words


def bytes_of(one: EmailMessage) -> bytes:
    """A part's bytes, as they were before they were written for transport."""
    held = one.get_payload(decode=True)
    return held if isinstance(held, bytes) else b""


def words_in(one: EmailMessage) -> str:
    """A part's text, whatever it says of its encoding."""
    return words_of(bytes_of(one), str(one.get_content_charset() or ""))


def plain_text(one: EmailMessage) -> str:
    """A part of plain text: lines that flow joined, without the signature."""
    text = words_in(one).replace("\r\n", "\n").replace("\r", "\n")
    if one.get_param("format", "") == "flowed":
        text = _unfolded(text, joined=one.get_param("delsp", "") == "yes")
    return _SIGNATURE.sub("", text)


def _unfolded(text: str, *, joined: bool) -> str:
    """Lines that end with a blank go on in the next one (RFC 3676)."""
    lines: list[str] = []
    goes_on = False
    for line in text.split("\n"):
        plain = line.removeprefix(" ")
        if goes_on and lines:
            lines[-1] = (lines[-1][:-1] if joined else lines[-1]) + plain
        else:
            lines.append(plain)
        goes_on = plain.endswith(" ") and plain != "-- "
    return "\n".join(lines)


def of_page(pages: list[EmailMessage], name: str) -> Article:
    """The article of a message that is a page: what the reader of pages finds, all words where it finds too few."""
    markup = words_in(pages[0])
    everything = plain_words(markup)
    try:
        found = html_page.article(Decoded(markup, "utf-8"), name)
    except ProblemsFound:
        found = Article(everything)
    enough = len(found.text.split()) >= _WORTH_A_TEXT * len(everything.split())
    text = found.text if enough else everything
    if fold(found.title) not in fold(text):  # the subject will be the title: the page's own stays among the words
        text = f"{found.title}\n\n{text}"
    return replace(found, text=_without_footer(text))


def _without_footer(text: str) -> str:
    """Without the paragraphs about the sending, above and below."""
    paragraphs = [one for one in text.split("\n\n") if one.strip()]
    while paragraphs and _is_footer(paragraphs[-1]):
        paragraphs.pop()
    while paragraphs and _is_footer(paragraphs[0]):
        paragraphs.pop(0)
    return "\n\n".join(paragraphs)


def _is_footer(paragraph: str) -> bool:
    words = paragraph.casefold()
    return len(words.split()) <= _LONGEST_FOOTER and any(one in words for one in of_kind("footer"))


def is_saved_page(message: EmailMessage) -> bool:
    """Whether it is a page that a browser saved as MHTML (RFC 2557), and no message."""
    return bool(header(message, "Snapshot-Content-Location")) or "<saved by " in header(message, "From").lower()


def saved_page(message: EmailMessage, page: EmailMessage, name: str) -> Article:
    """The article of a page saved as MHTML: the date above it is that of the saving. Raises ProblemsFound."""
    address = header(message, "Snapshot-Content-Location") or header(page, "Content-Location")
    found = html_page.article(Decoded(words_in(page), "utf-8"), name, saved_from=address)
    known = {"retrieved": (as_edtf(header(message, "Date")), "header Date")}
    known["title"] = (header(message, "Subject"), "header Subject")
    lacking = {key: one for key, one in known.items() if one[0] and not getattr(found, key)}
    told_by = {**found.told_by, **{key: where for key, (_, where) in lacking.items()}}
    return replace(found, told_by=told_by, **{key: value for key, (value, _) in lacking.items()})  # type: ignore[arg-type]

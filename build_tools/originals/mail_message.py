"""E-mails, mailboxes and pages saved as MHTML: each message an article, and each page or PDF that is attached to one.

Built on Python's own parser. A message that nobody can read is reported and does not hinder the others.
"""

from __future__ import annotations

import email
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from email.message import EmailMessage

from build_tools.originals import html_page, pdf_file
from build_tools.originals.article import Article
from build_tools.originals.mail_bodies import bytes_of, is_saved_page, of_page, plain_text, saved_page, words_in
from build_tools.originals.mail_headers import BROKEN, Bounded, Found, header, metadata, who
from build_tools.originals.passed_on import passed_on
from build_tools.originals.rendered import plain_words
from build_tools.problems import Location, Problem, ProblemsFound, errors_among

LARGEST = 300_000_000  # bytes
_MOST_MESSAGES, _MOST_PARTS, _DEEPEST = 50_000, 300, 6
_OPENING = re.compile(rb"^From (?=[^\r\n]*\d\d:\d\d)[^\r\n]*\r?\n", re.MULTILINE)
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)
_HEADERS = ("From", "Subject", "Date", "Message-ID", "Received", "To", "MIME-Version", "Content-Type")
_WORTH_READING = 25  # words above what is passed on or attached: from there they are an article of their own

Reader = Callable[[bytes, str], tuple[Article, ...]]


def articles(data: bytes, name: str) -> tuple[Article, ...]:
    """The articles of one message or of all messages of a mailbox, in order."""
    if len(data) > LARGEST:
        tip = "Export the messages that you need on their own."
        message = f"the file is larger than {LARGEST // 1_000_000} MB"
        raise ProblemsFound([Problem(Location(name), "original-too-large", message, tip)])
    messages = _messages(data)
    if len(messages) > _MOST_MESSAGES:
        tip = "Cut the mailbox into several."
        message = f"the mailbox holds {len(messages):,} messages"
        raise ProblemsFound([Problem(Location(name), "original-too-large", message, tip)])
    first = int(len(messages) > 1)  # 0: it is the file
    found = [article for number, one in enumerate(messages, first) for article in _safely(one, name, number)]
    if len(messages) == 1 and len(found) == 1 and " / " not in found[0].part:
        return (replace(found[0], part=""),)
    return tuple(found)


def _messages(data: bytes) -> list[bytes]:
    """The messages of a mailbox (RFC 4155 and its dialects), or the one that the file is."""
    starts = [one for one in _OPENING.finditer(data) if one.start() == 0 or _is_after_gap(data, one.start())]
    if not starts or starts[0].start():
        return [data]
    ends = [*(one.start() for one in starts[1:]), len(data)]
    return [_ESCAPED.sub(rb"\1", data[one.end() : end]) for one, end in zip(starts, ends, strict=True)]


def _is_after_gap(data: bytes, at: int) -> bool:
    return data[max(0, at - 4) : at].replace(b"\r", b"").endswith(b"\n\n")


def _safely(data: bytes, name: str, number: int) -> list[Article]:
    """The articles of one message; what hinders reading it is its own problem."""
    try:
        if data.lower().count(b"multipart/") > _MOST_PARTS:  # the parser takes time that grows with their square
            raise ProblemsFound([_no_mail(name, number, f"has more than {_MOST_PARTS} parts within parts")])
        message: EmailMessage = email.message_from_bytes(data, policy=Bounded())  # type: ignore[arg-type]
        if not any(header(message, known) for known in _HEADERS):
            raise ProblemsFound([_no_mail(name, number, "has no header of an e-mail")])
        return list(_of_message(message, name, _id_of(message, number), depth=0))  # type: ignore[arg-type]
    except ProblemsFound as found:
        return [Article("", part=str(number), problems=found.problems)]
    except (*BROKEN, RecursionError) as error:  # one message of thousands
        why = f"{type(error).__name__}: {error}"
        why = "its parts are nested beyond all measure" if isinstance(error, RecursionError) else why
        what = f"{_called(number)} cannot be read: {why}"
        tip = "Open it in a mail program and save its text as a .txt file in seeds/."
        return [
            Article("", part=str(number), problems=(Problem(Location(name), "original-unreadable", what[:300], tip),))
        ]


def _no_mail(name: str, number: int, what: str) -> Problem:
    tip = "Save it from the mail program again (“Save as”, “Show original”); else put its text into seeds/ as a .txt file."
    return Problem(Location(name), "original-unreadable", f"{_called(number)} {what}", tip)


def _called(number: int) -> str:
    return f"message {number}" if number else "the file"


def _id_of(message: EmailMessage, number: int) -> str:
    return header(message, "Message-ID").strip("<>") or _called(number)


# ── one message ─────────────────────────────────────────────────────────────────────────────────────────────


def _of_message(message: EmailMessage, name: str, part: str, *, depth: int) -> Iterator[Article]:
    pieces = list(_pieces(message))[:_MOST_PARTS]
    plain = [one for one in pieces if _is_body(one, "text/plain")]
    pages = [one for one in pieces if _is_body(one, "text/html")]
    rest = [one for one in pieces if one not in plain and one not in pages]
    inner = [one for one in rest if one.get_content_type() == "message/rfc822"]
    own = list(_body(message, plain, pages, name, part))
    others = [one for one in rest if one not in inner]
    attached = [article for number, one in enumerate(others, 1) for article in _attached(one, name, part, number)]
    for number, one in enumerate(inner, 1):
        if depth < _DEEPEST and (passed := _inside(one)):
            attached += _of_message(passed, name, f"{part} / {_id_of(passed, number)}", depth=depth + 1)
    if any(not errors_among(one.problems) for one in attached):  # words that only go with it are no article
        own = [one for one in own if len(one.text.split()) >= _WORTH_READING]
    yield from own or ([] if attached else [_nothing(message, name, part)])
    yield from attached


def _pieces(message: EmailMessage) -> Iterator[EmailMessage]:
    """The leaves of a message; a message within it is one of them and is not entered."""
    waiting = [message]
    while waiting:
        one = waiting.pop(0)
        inside = one.get_payload()
        if one.get_content_maintype() == "multipart" and isinstance(inside, list):
            waiting[:0] = inside  # type: ignore[assignment]
        else:
            yield one


def _inside(one: EmailMessage) -> EmailMessage | None:
    inside = one.get_payload()
    return inside[0] if isinstance(inside, list) and inside else None  # type: ignore[return-value]


def _is_body(one: EmailMessage, kind: str) -> bool:
    return one.get_content_type() == kind and one.get_content_disposition() != "attachment" and not _file_name(one)


def _file_name(one: EmailMessage) -> str:
    try:
        return str(one.get_filename() or "")
    except BROKEN:
        return ""


def _body(
    message: EmailMessage, plain: list[EmailMessage], pages: list[EmailMessage], name: str, part: str
) -> Iterator[Article]:
    """The article that the message itself is; where it only passes one on, that."""
    if pages and is_saved_page(message):
        yield saved_page(message, pages[0], name)
        return
    found = metadata(message)
    text = "\n\n".join(map(plain_text, plain)).strip()
    page = of_page(pages, name) if pages and (not text or _is_sent_to_many(message)) else None
    whole = text or "\n\n".join(plain_words(words_in(one)) for one in pages)
    forwarded = passed_on(whole)
    if forwarded is None:
        if page or text:
            yield _article(page or Article(text), found, part)
        return
    inner: Found = {"title": (forwarded.title, "Subject of the message passed on")}
    inner |= who(forwarded.author, forwarded.address, "From of the message passed on")
    inner |= {"published": (forwarded.published, "Date of the message passed on")}
    inner = {key: value for key, value in inner.items() if value[0]}
    yield _article(Article(forwarded.text), {**({"title": found["title"]} if "title" in found else {}), **inner}, part)
    if len(forwarded.before.split()) >= _WORTH_READING:
        yield _article(Article(forwarded.before), found, f"{part} / above the message passed on")


def _article(article: Article, found: Found, part: str) -> Article:
    """The article with what the headers say where it says nothing itself; its title and day are the headers'."""
    taken = {key: one for key, one in found.items() if key in ("title", "published") or not getattr(article, key)}
    values = {key: value for key, (value, _) in taken.items()}
    told_by = {**article.told_by, **{key: where for key, (_, where) in taken.items()}}
    return replace(article, part=part, told_by=told_by, **values)


def _nothing(message: EmailMessage, name: str, part: str) -> Article:
    title = header(message, "Subject")
    tip = "Open it in a mail program; if its words are a picture, type them into a .txt file in seeds/."
    what = f"the message “{title[:80]}” holds no text" if title else f"{part} holds no text"
    return Article("", title=title, part=part, problems=(Problem(Location(name), "original-empty", what, tip),))


def _is_sent_to_many(message: EmailMessage) -> bool:
    """Whether it is a newsletter: their plain text is often a stub or full of addresses."""
    return any(header(message, mark) for mark in ("List-Id", "List-Unsubscribe", "List-Post"))


# ── what is attached ──────────────────────────────────────────────────────────────────────────────────────────


def _attached(one: EmailMessage, name: str, part: str, number: int) -> Iterator[Article]:
    """The articles of a page or PDF that is attached; others and pictures are passed over."""
    file = _file_name(one)
    reader = _reader_for(one, file.lower())
    if reader is None:
        return
    where = f"{part} / {file or f'attachment {number}'}"
    try:
        for article in reader(bytes_of(one), name):
            yield replace(article, part=f"{where} {article.part}".strip())
    except ProblemsFound as found:
        problems = tuple(replace(one, message=f"{file or 'an attachment'}: {one.message}") for one in found.problems)
        yield Article("", part=where, problems=problems)


def _reader_for(one: EmailMessage, file: str) -> Reader | None:
    kind = one.get_content_type()
    if kind == "application/pdf" or file.endswith(".pdf"):
        return pdf_file.articles
    if one.get_content_disposition() == "attachment" and (kind == "text/html" or file.endswith((".html", ".htm"))):
        return html_page.articles
    return None

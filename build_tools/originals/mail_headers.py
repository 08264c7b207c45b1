"""What the headers of a message say of it, as metadata of an article. Headers lie and break: what cannot be read is absent."""

from __future__ import annotations

import email.errors
import email.policy
import email.utils
import re
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from typing import Any

from build_tools.originals.written import as_edtf, as_language, as_line
from build_tools.text.tables import words

Found = dict[str, tuple[Any, str]]  # by field: the value, and where it was found

# The ways in which the library's parser fails on broken headers and bodies.
BROKEN = (ValueError, LookupError, TypeError, AttributeError, AssertionError, email.errors.MessageError)
_LONGEST = 4000  # characters of one header: the parser takes time and memory that grow with their square
_LIST_MARKS = ("List-Id", "List-Unsubscribe", "List-Post")
_LIST_NAME = re.compile(r"\s*+\"?+(?P<name>[^<\"]*+)\"?+\s*+<")
_OF_A_MACHINE = re.compile(r"\d{3,}|[0-9a-f]{8,}|\blist$", re.IGNORECASE)
_PERSON_AT_BODY = re.compile(r"(?P<person>.{2,60}?)(?: at | from | via | for |, | [|–—-] )(?P<body>.{2,80})")
_ADDRESS = re.compile(r"<[^<>\s]+>")


class Bounded(email.policy.EmailPolicy):
    """Python's own way to read messages, in which no header of any part is read further than one that people write is long."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """The name and the value of a header as it stands in the message."""
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_LONGEST]


def header(message: EmailMessage, name: str) -> str:
    """A header's words on one line; empty where it is absent or nobody can read it."""
    try:
        return as_line(str(message[name] or ""))
    except BROKEN:
        return ""


def metadata(message: EmailMessage) -> Found:
    """Title, author or publisher, day, language and address as the headers give them."""
    found = {
        "title": (without_prefix(header(message, "Subject")), "header Subject"),
        "published": (as_edtf(header(message, "Date")), "header Date"),
        "language": (as_language(header(message, "Content-Language").partition(",")[0]), "header Content-Language"),
        "url": (header(message, "Archived-At").strip("<>"), "header Archived-At"),
        **_senders(message),
    }
    return {key: value for key, value in found.items() if value[0]}


def without_prefix(subject: str) -> str:
    """A subject without “Re:”, “Fwd:” and the like."""
    return _prefixes().sub("", subject).strip()


@cache
def _prefixes() -> re.Pattern[str]:
    marks = "|".join(map(re.escape, of_kind("prefix")))
    return re.compile(rf"^(?:\s*(?:{marks})\.?(?:\[\d+\])?\s*[:：]\s*)+", re.IGNORECASE)


def of_kind(kind: str) -> tuple[str, ...]:
    """The words of mail programs for something, from ``mail_words.tsv``."""
    return words(Path(__file__).parent / "tables" / "mail_words.tsv", kind)


def sender(written: str) -> tuple[str, str]:
    """The name and the address in “Ida Moss <ida@example.org>”; either may be empty."""
    name, address = email.utils.parseaddr(written)
    if not address and not name:
        name = _ADDRESS.sub("", written)
    return as_line(name).strip("\"' "), address.lower()


def _senders(message: EmailMessage) -> Found:
    name, address = sender(header(message, "From"))
    listed = _list_name(message)
    is_list = any(header(message, mark) for mark in _LIST_MARKS)
    found: Found = {}
    if organisation := header(message, "Organization"):
        found["publisher"] = (organisation, "header Organization")
    both = _PERSON_AT_BODY.fullmatch(name) if is_list else None
    if both:
        return {"authors": ((both["person"],), "header From"), "publisher": (both["body"], "header From"), **found}
    if listed and listed.casefold() != name.casefold():
        found["publisher"] = (listed, "header List-Id")
    elif is_list:
        return {"publisher": (name, "header From"), **found}
    return {**who(name, address, "header From"), **found}


def who(name: str, address: str, where: str) -> Found:
    """A sender as publisher, where the address is a body's (``press@``), else as author."""
    if address.partition("@")[0] in of_kind("mailbox"):
        return {"publisher": (name, where)}
    return {"authors": ((name,) if name else (), where)}


def _list_name(message: EmailMessage) -> str:
    """The list's name in words, as its owner wrote it; not what a mailing service numbers its lists by."""
    found = _LIST_NAME.match(header(message, "List-Id"))
    name = as_line(found["name"]) if found else ""
    return "" if _OF_A_MACHINE.search(name) else name

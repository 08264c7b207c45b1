"""What is asked about a new dossier, what an answer may be, and what is taken where nobody answers. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from urllib.parse import urlsplit

from build_tools.text import tables

VOCABULARIES = ("conflict", "disaster", "court-case", "policy", "company")
FORGES = ("github", "gitlab", "none")
_LICENCES = {row[0]: row[1:] for row in tables.rows(Path(__file__).with_name("licences.tsv"))}
LICENCES = tuple(_LICENCES)
_LONGEST = 300
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_HANDLE = re.compile(r"@[A-Za-z0-9][A-Za-z0-9-]*(?:/[\w.-]+)?", re.ASCII)
_ADDRESSES = ("repository", "site_url")


@dataclass(frozen=True, slots=True)
class Answers:
    """What a dossier is called and is about, whose it is, and where it will live. Empty: not known."""

    name: str
    about: str
    owner: str
    vocabulary: str = VOCABULARIES[0]
    languages: str = "English"
    licence: str = "cc-by"
    repository: str = ""
    site_url: str = ""
    contact: str = ""
    forge: str = FORGES[0]

    @property
    def licence_label(self) -> str:
        """The licence of the owner's own words, as readers are told."""
        return _LICENCES[self.licence][0]

    @property
    def licence_url(self) -> str:
        """Where its text can be read; empty where all rights are reserved."""
        address = _LICENCES[self.licence][1]
        return "" if address == "-" else address

    @property
    def contact_is_mail(self) -> bool:
        """Whether the contact is an e-mail address, which also takes what is not to be told in public."""
        return bool(_MAIL.fullmatch(self.contact))

    @property
    def code_owner(self) -> str:
        """Who a forge can ask for reviews: the owner as a handle, else the contact's e-mail address; empty if neither."""
        known = (one for one in (self.owner, self.contact) if _HANDLE.fullmatch(one) or _MAIL.fullmatch(one))
        return next(known, "")

    def as_mapping(self) -> Mapping[str, str]:
        """The answers by their names."""
        return asdict(self)


NAMES = tuple(field.name for field in fields(Answers))
CHOICES: Mapping[str, tuple[str, ...]] = {"vocabulary": VOCABULARIES, "licence": LICENCES, "forge": FORGES}


def default(name: str, given: Mapping[str, str], *, folder: str, person: str) -> str:
    """What is taken where nobody answers: made of the folder's name, of who Git says is at work, and of other answers."""
    made = {
        "name": _as_title(folder),
        "about": "What was reported on this matter: who said it, through whom it reached us, and where accounts differ.",
        "owner": person or "the curators of this dossier",
        "languages": "English",
        "forge": _forge_of(given.get("repository", "")),
    }
    return made.get(name) or next(iter(CHOICES.get(name, ("",))))


def complaint(name: str, answer: str) -> str:
    """What is wrong with an answer; empty if nothing is."""
    if name in CHOICES:
        return "" if answer in CHOICES[name] else f"one of: {', '.join(CHOICES[name])}"
    if not answer:
        return "something has to stand there" if name in ("name", "about", "owner") else ""
    if len(answer) > _LONGEST or not answer.isprintable() or not answer.strip():
        return f"one line of at most {_LONGEST} characters, without control characters"
    if name in _ADDRESSES and not _is_address(answer):
        return "a web address that begins with https://, without a password in it"
    if name == "contact" and not (_MAIL.fullmatch(answer) or _is_address(answer)):
        return "an e-mail address, or a web address that begins with https://"
    return ""


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("https", "http") and bool(parts.hostname) and "@" not in parts.netloc and " " not in text


def _forge_of(repository: str) -> str:
    host = urlsplit(repository).hostname or "" if _is_address(repository) else ""
    return next((forge for forge in ("gitlab", "github") if forge in host), "none" if host else FORGES[0])


def _as_title(folder: str) -> str:
    words = " ".join(re.findall(r"[^\W_]+", folder))[:_LONGEST]
    return words[:1].upper() + words[1:] or "A dossier"

"""What a correction speaks of: by the address of a page, by an id, by the words of a quote. Only ever looks ids up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from build_tools.checks.rule import Case
from build_tools.corpus import Corpus
from build_tools.forms.read import Filled
from build_tools.model import Entry, Record
from build_tools.problems import ProblemsFound
from build_tools.records.layout import FOLDERS

_KINDS = {folder.rpartition("/")[2]: kind for kind, folder in FOLDERS.items()}
_ADDRESS = re.compile(
    rf"(?P<kind>{'|'.join(_KINDS)})/(?:\d{{4}}/)?(?P<id>[a-z0-9-]+)(?:\.html|\.md)?/?"
    r"(?:\?[^#\s]*)?(?:#(?:claim-(?P<claim>[0-9a-f]{8}))?\S*)?"
)
_CLAIM = re.compile(r"(?P<source>[a-z0-9-]+)#(?P<claim>[0-9a-f]{8})")
_TYPOGRAPHY = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": " "})
_SHORTEST = 12  # fewer letters than this in common are no sign that a quote is meant
_SHORTEST_WITHIN = 2  # within one entry a number is enough
_MOST_WORDS, _CLEARLY = 0.6, 0.2  # shares of the words that a form cites from a page


@dataclass(frozen=True)
class Target:
    """The record that is meant and, where it is an entry and that is clear, the position of the claim."""

    record: Record
    position: int | None = None


def target_of(filled: Filled, corpus: Corpus, key: str = "page") -> Target:
    """What an answer names. Raises ProblemsFound with ``form-target``. Withheld entries are never found."""
    words = filled.line(key)
    found = list(_named(words, corpus)) or list(_quoted(filled, corpus, key))
    if not found:
        tip = "Give the address of the page as your browser shows it, or the id of the record or claim."
        raise ProblemsFound(
            [filled.problem(key, "form-target", f"nothing in this dossier is called “{_short(words)}”", tip)]
        )
    if len({record.path for record, _ in found}) > 1:
        names = ", ".join(sorted(f"{_folder(record)}/{record.id}" for record, _ in found)[:6])
        tip = f"Say which one you mean: {names}."
        raise ProblemsFound([filled.problem(key, "form-target", f"“{_short(words)}” can mean several records", tip)])
    record, claim = found[0]
    return Target(record, _position(filled, record, claim) if isinstance(record, Entry) else None)


def record_called(words: str, kind: type[Record], corpus: Corpus) -> Record | None:
    """The record of a kind that an address or id names."""
    return next((record for record, _ in _named(words, corpus) if type(record) is kind), None)


def _short(words: str) -> str:
    return words if len(words) <= 80 else words[:77] + "…"


def _folder(record: Record) -> str:
    return FOLDERS[type(record)].rpartition("/")[2]


def _records(corpus: Corpus) -> Iterator[Record]:
    hidden = corpus.withheld
    return (one for one in Case(corpus).records() if type(one) in FOLDERS and one is not hidden.get(one.id))


def _named(words: str, corpus: Corpus) -> Iterator[tuple[Record, str]]:
    """The records that an address, path or id names, each with the hash of the claim, where one is named."""
    if claim := _CLAIM.fullmatch(words):
        for entry in corpus.entries.values():
            if any(one.id == words for one in entry.claims):
                yield entry, claim["claim"]
        return
    address = _ADDRESS.search(words)
    kind, id = (_KINDS[address["kind"]], address["id"]) if address else (None, words)
    for record in _records(corpus):
        if (record.id == id or id in record.was) and kind in (None, type(record)):
            yield record, (address["claim"] or "") if address else ""


def _quoted(filled: Filled, corpus: Corpus, key: str) -> Iterator[tuple[Record, str]]:
    """The entries one of whose quotes is in an answer, or holds it: of the first answer that leads anywhere."""
    for asked in (key, "site", "quote"):
        words = _plain(filled.get(asked))
        entries = [entry for entry in corpus.entries.values() if any(_fits(words, one.quote) for one in entry.claims)]
        if entries:
            yield from ((entry, "") for entry in entries)
            return


def _position(filled: Filled, entry: Entry, claim: str) -> int | None:
    """The claim that is meant: named, the only one, or the only one whose quote is in what the form says."""
    named = [at for at, one in enumerate(entry.claims) if claim and one.id.endswith(f"#{claim}")]
    if named or len(entry.claims) == 1:
        return named[0] if named else 0
    for asked in ("site", "page", "quote"):
        words = _plain(filled.get(asked))
        fitting = [at for at, one in enumerate(entry.claims) if _fits(words, one.quote, shortest=_SHORTEST_WITHIN)]
        if len(fitting) == 1:
            return fitting[0]
    return _nearest(_plain(filled.get("site")), entry)


def _nearest(words: str, entry: Entry) -> int | None:
    """The claim whose quote has most of the words, if it has clearly more of them than any other."""
    wanted = {word for word in words.split() if len(word) > 3 or word.isdigit()}
    shares = [len(wanted & set(_plain(one.quote).split())) / len(wanted) for one in entry.claims if len(wanted) > 1]
    ranked = sorted(shares, reverse=True)
    clear = len(ranked) > 1 and ranked[0] >= _MOST_WORDS and ranked[0] - ranked[1] >= _CLEARLY
    return shares.index(ranked[0]) if clear else None


def _fits(words: str, quote: str, *, shortest: int = _SHORTEST) -> bool:
    quote = _plain(quote)
    shorter = min(len(words), len(quote))
    return shorter >= shortest and (f" {quote} " in f" {words} " or f" {words} " in f" {quote} ")


def _plain(words: str) -> str:
    return re.sub(r"[\W_]+", " ", words.translate(_TYPOGRAPHY).casefold()).strip()

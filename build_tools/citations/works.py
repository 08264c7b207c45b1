"""Records → works to cite. Says of a claim whose word it is and in which source it stands; knows no format."""

from __future__ import annotations

import re
from dataclasses import dataclass

from build_tools import addresses
from build_tools.citations.work import Work
from build_tools.corpus import Corpus, PlacedClaim
from build_tools.model import Claim, Entry, Source, Unnamed
from build_tools.text import date_words

_TITLE_LENGTH = 110  # characters of a quote that stand for the whole of it


@dataclass(frozen=True)
class Citing:
    """The dossier as it is cited: its name, and its public address (empty where there is none)."""

    corpus: Corpus
    name: str
    url: str = ""

    def entry(self, entry: Entry, *, changed: str = "") -> Work:
        """An entry's page. ``changed``: the day its record was last changed (EDTF), where that is known."""
        address = addresses.address_of(entry)
        return Work(
            key=entry.id,
            kind="entry",
            title=str(entry.title or entry.id),
            container=(self.name,),
            issued=changed,
            url=self._url(address),
            path=address,
            remarks=(f"Event: {date_words.in_words(entry.date)}.",),
        )

    def claim(self, placed: PlacedClaim, *, changed: str = "") -> Work:
        """A claim on its entry's page, with its speaker and the source that it stands in."""
        claim, address = placed.claim, addresses.address_of_claim(placed)
        source = self.corpus.sources.get(claim.source)
        return Work(
            key=claim.id.replace("#", "-"),
            kind="claim",
            title=shortened(claim.quote),
            container=(str(placed.entry.title or placed.entry.id), self.name),
            issued=changed,
            url=self._url(address),
            path=address,
            language=str(claim.lang or (source.language if source else "")),
            remarks=tuple(remark for remark in (self._said_by(claim), self._stands_in(source)) if remark),
        )

    def source(self, source: Source) -> Work:
        """A source itself, as its publisher has it."""
        return Work(
            key=source.id,
            kind="source",
            title=str(source.title or source.id),
            authors=tuple(map(str, source.authors)),
            publisher=self._name(source.publisher),
            issued=str(source.published),
            url=_web(source.url),
            archived=_web(source.archived),
            accessed=str(source.retrieved),
            language=str(source.language),
            form=str(source.kind),
        )

    def _url(self, address: str) -> str:
        return f"{self.url.rstrip('/')}/{address}" if _web(self.url) else ""

    def _name(self, identity: str) -> str:
        actor = self.corpus.actors.get(identity)
        return str(actor.name if actor else identity)

    def _said_by(self, claim: Claim) -> str:
        via = f", passed on by {_listed([self._name(one) for one in claim.via])}" if claim.via else ""
        said = f", {date_words.in_words(claim.said)}" if claim.said else ""
        return f"{self._speaker(claim)}{said}{via}."

    def _speaker(self, claim: Claim) -> str:
        if isinstance(claim.speaker, Unnamed):
            within = f" within {self._name(claim.speaker.within)}" if claim.speaker.within else ""
            return f"Attributed to an unnamed speaker{within} (“{claim.speaker.words}”)"
        return f"Attributed to {self._name(claim.speaker)}" if claim.speaker else "In the source’s own voice"

    def _stands_in(self, source: Source | None) -> str:
        if source is None:
            return ""
        by = ", ".join(filter(None, [", ".join(map(str, source.authors)), self._name(source.publisher)]))
        told = [f"{by}: “{source.title or source.id}”" if by else f"“{source.title or source.id}”"]
        told += [date_words.in_words(source.published)] if source.published else []
        told += [_web(source.url)] if _web(source.url) else []
        return f"Source: {', '.join(told)}."


def shortened(quote: str) -> str:
    """The first words of a quote, on one line; the citation leads to the rest."""
    words = re.sub(r"\s+", " ", quote).strip()
    return words if len(words) <= _TITLE_LENGTH else words[:_TITLE_LENGTH].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def _listed(names: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _web(address: str) -> str:
    """An address that may be given to others: http or https."""
    return str(address) if re.match(r"https?://[^\s/]", str(address), re.IGNORECASE) else ""

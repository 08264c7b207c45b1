"""The conductor of the room: the page at an address in, its script element out. Knows no HTML but that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from build_tools.addresses import address_of
from build_tools.agreement import Agreement
from build_tools.corpus import Corpus
from build_tools.linked_data import dataset, things
from build_tools.linked_data.events import event
from build_tools.linked_data.script import script
from build_tools.linked_data.things import Here
from build_tools.model import Actor, Download, Entry, History, Place, Question, Record, Source
from build_tools.sparse import Json
from build_tools.text import tables
from build_tools.tracing.table import table

HOME, DATA = "index.html", "data.html"
_TRAILS = Path(__file__).with_name("trails.tsv")
_KINDS = {"about.html": "AboutPage", "search.html": "SearchResultsPage"}


@dataclass(frozen=True)
class LinkedData:
    """What the pages of one dossier say. ``url``: where the site is published, empty where that is not known; ``rights``
    under which licence its own words stand, as HTML or plain text.
    """

    corpus: Corpus
    agreement: Agreement
    name: str
    description: str = ""
    url: str = ""
    rights: str = ""
    history: History = field(default_factory=History)
    downloads: Sequence[Download] = ()

    def script(self, page: str, *, title: str, description: str) -> str:
        """The script element of the page at an address."""
        here = Here(self.corpus, self.url, page)
        return script([self._page(page, title, here), *self._inside(page, description, here)])

    def _page(self, page: str, title: str, here: Here) -> Json:
        """The page itself, as apart from what it is about."""
        record = self._records.get(page)
        return {
            "@type": _KINDS.get(page, "CollectionPage" if page.endswith("/index.html") else "WebPage"),
            "@id": here.at(f"{page}#page"),
            "name": title,
            "inLanguage": "en",
            "isPartOf": {"@id": here.at(dataset.SITE)},
            **(self._standing(record, here) if record else {}),
            **self._breadcrumb(page, title, here),
        }

    def _standing(self, record: Record, here: Here) -> Json:
        """What the page is about and how far it is: a draft, or withdrawn, and then about nothing any more."""
        changes = self.history.of(record)
        status = getattr(record, "status", "")
        told: Json = {"dateModified": changes[0].when} if changes else {}
        if status in ("draft", "retracted"):
            told["creativeWorkStatus"] = status.capitalize()
        if getattr(record, "sensitivity", "") == "graphic":
            told["isFamilyFriendly"] = False
        return told if status == "retracted" else {**told, "mainEntity": here.ref(record)}

    def _inside(self, page: str, description: str, here: Here) -> Iterator[Json]:
        """What the page is about."""
        if page in (HOME, DATA):
            yield from self._whole(page, here)
        match self._records.get(page):
            case Entry(status="retracted"):
                pass
            case Entry() as entry:
                disputed = entry.id in self.agreement.disputed_entries
                yield from event(entry, description, here, disputed=disputed)
            case Actor() as actor:
                yield from things.actor(actor, here)
            case Place() as place:
                yield from things.place(place, here)
            case Source() as source:
                yield from things.source(source, here)
            case Question() as question:
                yield from things.question(question, here, self.agreement)

    def _whole(self, page: str, here: Here) -> Iterator[Json]:
        files = dataset.distribution(self.downloads, here) if page == DATA else {}
        latest = (
            self.history.latest if page == DATA else None
        )  # the front page is dear, and would be another one at each commit
        changed = {"dateModified": latest.when} if latest else {}
        yield {**dataset.dataset(self.name, self.description, self.rights, here), **changed, **files}
        if page == HOME:
            yield dataset.website(self.name, self.description, here)

    # ── The way to a page ───────────────────────────────────────────────────────────────────────────────────

    def _breadcrumb(self, page: str, title: str, here: Here) -> Json:
        if page == HOME:
            return {}
        trail = [("Home", HOME), *self._above(page), (title, page)]
        steps = [
            {"@type": "ListItem", "position": number, "name": name, "item": {"@id": here.at(address)}}
            for number, (name, address) in enumerate(trail, 1)
        ]
        return {"breadcrumb": {"@type": "BreadcrumbList", "itemListElement": steps}}

    def _above(self, page: str) -> Iterator[tuple[str, str]]:
        """Label and address of the pages above one, the outermost first."""
        for beginning, *pairs in tables.rows(_TRAILS):
            if page.startswith(beginning):
                above = zip(pairs[::2], pairs[1::2], strict=True)
                yield from ((label, address) for label, address in above if address != page)
        parent = self._records.get(f"{page.rpartition('/')[0]}.html")
        if isinstance(parent, Actor):
            yield str(parent.name or parent.id), address_of(parent)

    @table
    def _records(self) -> Mapping[str, Record]:
        """By the address of its page."""
        corpus = self.corpus
        groups = (corpus.entries, corpus.actors, corpus.places, corpus.sources, corpus.questions)
        return {address_of(record): record for group in groups for record in group.values()}

"""Where pages are put together: the corpus at hand, the templates, and links from the page in the making."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from build_tools import addresses, offices, voicing
from build_tools.agreement import Agreement
from build_tools.chronicle.days import Chronicle, chronicle
from build_tools.citations.works import Citing
from build_tools.corpus import Corpus, PlacedClaim
from build_tools.coverage import Coverage, coverage
from build_tools.model import Actor, Entry, History, Record, Role
from build_tools.pages import odd_letters
from build_tools.pages.compiled import PartsAreShared, compiled
from build_tools.pages.lookups import mentions, speech
from build_tools.pages.lookups.maps import Maps
from build_tools.pages.page import Page, Site
from build_tools.pages.record import record_history
from build_tools.pages.record.citing import Citations
from build_tools.passages import Shared, shared_passages
from build_tools.related import Related, related
from build_tools.text import date_words, languages, tables
from build_tools.tracing.table import derived, single, table
from build_tools.wording import dates, prose, terms, words
from build_tools.wording.written import as_written

Noun = TypeVar("Noun", bound=Record)
Held = TypeVar("Held")

_CATALOGUES = Path(__file__).with_name("catalogues.tsv")


class Here:
    """The page in the making: all that tells one page from another to the parts of templates, which all pages share."""

    def __init__(self) -> None:
        self.page = ""

    def href(self, address: str) -> str:
        """An address of the site as a link from the page in the making."""
        return addresses.relative(address, page=self.page)


@dataclass(frozen=True)
class Desk:
    """Everything that a page may be made from."""

    corpus: Corpus
    agreement: Agreement
    site: Site
    history: History = field(default_factory=History)
    has_feeds: bool = False

    def page(
        self,
        address: str,
        template: str,
        *,
        title: str,
        description: str = "",
        beside: tuple[Entry | None, Entry | None] = (None, None),
        tells_as_of: bool = False,
        **context: object,
    ) -> Page:
        """The page that will stand at ``address``, from a template and what it shows. ``beside``: its neighbours on the
        timeline; ``tells_as_of``: whether it says when any record last changed.
        """
        html = odd_letters.marked(self.html(address, template, title=title, **context))
        path = address.removesuffix(".html") + ".md"
        record = self._records.get(address, "")
        return Page(
            path=path,
            title=str(title),
            description=str(description or title),
            html=html,
            record=record,
            record_address=self.site.edit_address(record),
            before=addresses.address_of(beside[0]) if beside[0] else "",
            after=addresses.address_of(beside[1]) if beside[1] else "",
            feeds=self.feeds.get(address, ()),
            as_of=record_history.as_of(self.history) if tells_as_of else "",
        )

    def html(self, address: str, template: str, **context: object) -> str:
        """What a template makes for the page at ``address``: its links are relative to it."""
        around, self._here.page = self._here.page, address
        try:
            return self.template(template).render(context)
        finally:
            self._here.page = around

    def template(self, name: str) -> Template:
        """A template, with all that templates may call."""
        return self._templates.get_template(name)

    @cached_property
    def _here(self) -> Here:
        return Here()

    @table
    def coverage(self) -> Mapping[str, Coverage]:
        """By source id: how much of its text the dossier accounts for."""
        return coverage(self.corpus, for_readers=True)

    @single
    def chronicle(self) -> Chronicle:
        """What was known on each day of publication."""
        return chronicle(self.corpus, self.agreement)

    @cached_property
    def citations(self) -> Citations:
        """How what the dossier holds is cited."""
        return Citations(Citing(self.corpus, self.site.name, self.site.url), self.history)

    @table
    def related(self) -> Mapping[str, tuple[Related, ...]]:
        """By entry id: the entries beside it."""
        return related(self.corpus)

    @table
    def shared_passages(self) -> Mapping[str, tuple[Shared, ...]]:
        """By source id: the sources that share sentences with it."""
        return shared_passages(self.corpus)

    @table
    def mentions(self) -> Mapping[str, list[PlacedClaim]]:
        """By actor id: the claims in which others name it."""
        return mentions.mentions(self.corpus)

    @cached_property
    def maps(self) -> Maps:
        """The maps of the dossier."""
        return Maps(self.corpus, self.agreement)

    @table
    def office_holders(self) -> Mapping[str, list[tuple[Actor, Role]]]:
        """By actor id: who holds which role in it."""
        held: dict[str, list[tuple[Actor, Role]]] = {}
        for actor in self.corpus.actors.values():
            for role in actor.roles:
                held.setdefault(role.of, []).append((actor, role))
        return held

    def bodies_within(self, actor: str) -> list[Actor]:
        """What is part of it, and of its parts, however deep; safe against loops. A citizen or firm of a state is no part."""
        found: dict[str, Actor] = {}
        waiting = [actor]
        while waiting:
            parts = [part for part in self.corpus.parts.get(waiting.pop(0), ()) if part.id not in {actor, *found}]
            found |= {part.id: part for part in parts}
            waiting += [part.id for part in parts]
        return list(found.values())

    @table
    def _records(self) -> Mapping[str, str]:
        """By address: the file of the record that is shown there."""
        corpus = self.corpus
        groups = (corpus.entries, corpus.actors, corpus.places, corpus.sources, corpus.questions)
        paths = {addresses.address_of(record): record.path for group in groups for record in group.values()}
        own = {"index.html": corpus.home, "about.html": corpus.about}
        return paths | {address: record.path for address, record in own.items() if record}

    @table
    def feeds(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """By address: the feeds that can be followed from there, each as its path without a suffix and its title."""
        if not self.has_feeds:
            return {}
        whole = (("data/feeds/entries", "New entries"), ("data/feeds/corrections", "Corrections"))
        records = [*self.corpus.actors.values(), *self.corpus.questions.values()]
        own = {addresses.address_of(one): ((addresses.feed_of(one), words.name_of(one)),) for one in records}
        return {"index.html": whole, "timeline/index.html": whole, **own}

    @table
    def neighbours(self) -> Mapping[str, tuple[Entry | None, Entry | None]]:
        """By entry id: the entries before and after it on the timeline."""
        line = (None, *self.corpus.timeline, None)
        return {entry.id: (line[at], line[at + 2]) for at, entry in enumerate(self.corpus.timeline)}

    def once(self, derive: Callable[[Desk], Held]) -> Held:
        """What is derived from the whole dossier and asked for by several pages: worked out when it is first asked for."""
        return derived(self, derive)

    @cached_property
    def _templates(self) -> Environment:
        environment = Environment(
            loader=PackageLoader("build_tools.pages"),
            bytecode_cache=compiled(),
            autoescape=True,
            undefined=StrictUndefined,
            auto_reload=False,  # else each use of a part asks the disk whether it has changed
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.context_class = PartsAreShared
        environment.filters.update(_filters())
        environment.globals.update(self._words())
        return environment

    def _words(self) -> dict[str, object]:
        """What templates may call: addresses, and words that need the corpus."""
        corpus = self.corpus
        return {
            "corpus": corpus,
            "site": self.site,
            "address_of": addresses.address_of,
            "address_of_claim": addresses.address_of_claim,
            "address_of_rule": addresses.address_of_rule,
            "anchor_of": addresses.anchor_of,
            "answers_in": partial(speech.answered, corpus=corpus, agreement=self.agreement),
            "catalogue_address": catalogue_address,
            "citation_of": self.citations.of_claim,
            "citation_of_source": self.citations.of_source,
            "correction_of": partial(record_history.correction, site=self.site),
            "coordinates": words.coordinates,
            "counted": terms.counted,
            "feeds_here": lambda: self.feeds.get(self._here.page, ()),
            "history_of": partial(record_history.view, history=self.history, site=self.site),
            "href": self._here.href,
            "is_foreign": languages.is_foreign,
            "language_name": languages.name_of_language,
            "maps": self.maps,
            "language_of": partial(words.language_of, corpus=corpus),
            "name_of": words.name_of,
            "named": partial(words.actor, corpus=corpus),
            "plain": words.plain,
            "published_of": partial(words.published_of, corpus=corpus),
            "quantity_words": words.quantity,
            "root": partial(words.root, corpus=corpus),
            "root_number": words.root_number,
            "root_range": words.root_range,
            "source_title": partial(words.source_title, corpus=corpus),
            "speaker": partial(words.speaker, corpus=corpus),
            "term": terms.term,
            "terms": terms.terms,
            "outlet": partial(words.outlet, corpus=corpus),
            "type_label": partial(words.event_type, corpus=corpus),
            "written_of": lambda answer, question: as_written(answer.claim, answer.written, question),
            "voicing_of": partial(voicing.voicing, corpus=corpus),
            "office": offices.title,
            "office_body": partial(words.office_body, corpus=corpus),
            "office_of": offices.leading,
            "value_of": lambda answer, question: words.value(answer.written, question, corpus),
        }


def _filters() -> dict[str, Callable[..., object]]:
    return {
        "date": dates.as_html,
        "date_words": date_words.in_words,
        "date_heading": dates.as_heading,
        "dates_in_words": dates.in_running_text,
        "prose": prose.html,
        "code_words": prose.with_code,
        "within_marks": voicing.within_marks,
        "without_marks": voicing.without_marks,
        "is_web": prose.is_web_address,
        "host": prose.host,
    }


def catalogue_address(catalogue: str, identifier: str) -> str:
    """The web address behind an entry of ``links``; empty where none can be made safely."""
    if prose.is_web_address(identifier):
        return str(identifier)
    pattern = {row[0]: row[1] for row in tables.rows(_CATALOGUES)}.get(str(catalogue))
    return pattern.replace("{}", quote(str(identifier), safe="/")) if pattern else ""


def known(identities: Iterable[str], records: Mapping[str, Noun]) -> list[Noun]:
    """The records of those ids that have one, in the order of the ids."""
    return [records[identity] for identity in identities if identity in records]

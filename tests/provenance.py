"""Looks on pages for statements about the world that do not show whose they are. Knows a corpus, reads built HTML.

A *statement* is anything that pages take out of a claim: its quote or part of it, the words of its sentence around
it, the words for an unnamed speaker, what a quantity counts. Curators' own words (titles, names, bodies, notes) stand
for themselves. A statement is *borne* where the block in which it stands links to the claim's permalink; on the page
of its entry the claim itself does, by a link to its source.
"""

from __future__ import annotations

import ast
import dataclasses
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from page_tree import Element, main_of, plain, read_tree

from build_tools import addresses
from build_tools.corpus import Corpus, PlacedClaim
from build_tools.model import Claim, Unnamed

PACKAGE = Path(__file__).parent.parent / "build_tools"
SHORTEST = 16  # characters of a quote that are told apart from chance
BEGINNING = 32  # characters by which a quote is found, as pages show the beginnings of long ones
# What curators wrote, what Git tells of who changed a record, and the names that a map's own source gives to countries.
_OWN = ("cl-prose", "cl-history", "country")
# Where words are written that pages show.
_ROOMS = ("atlas", "citations", "exports", "frame", "pages", "search", "text", "wording", "blanks")
_BLOCKS = frozenset({"article", "li", "tr", "figure", "p", "dd", "section", "details", "nav"})
_HASH = re.compile(r"\b[0-9a-f]{64}\b")  # of a file to take away
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")


@dataclass(frozen=True)
class Unborne:
    """A statement on a page without a link that tells whose it is."""

    page: str
    text: str
    why: str


@dataclass(frozen=True)
class Witness:
    """Judges the pages of one dossier."""

    corpus: Corpus

    def unborne(self, page: str, html: str) -> Iterator[Unborne]:
        """What the page at ``page`` states without showing whose it is."""
        tree = read_tree(html)
        main = main_of(tree)
        yield from self._in_head(page, tree)
        yield from self._marked_quotes(page, main)
        for element, piece in main.texts():
            text = plain(piece)
            if text and not _is_curated(element):
                yield from self._quoted(page, element, text)
                if not _is_citation(element):
                    yield from self._foreign(page, element, text)

    # ── Quotes ──────────────────────────────────────────────────────────────────────────────────────────────

    def _in_head(self, page: str, tree: Element) -> Iterator[Unborne]:
        for one in tree.elements():
            said = one.attributes.get("content" if one.tag == "meta" else "title", "")
            if one.tag in ("meta", "title") and self._claims_in(plain(said or one.text)):
                yield Unborne(page, said or one.text, "a quote in the head of the page, where nothing can be linked")

    def _marked_quotes(self, page: str, main: Element) -> Iterator[Unborne]:
        """All that is set as a quotation is words of a claim, or words that a source's page tells as set aside."""
        for one in main.elements():
            if one.tag not in ("q", "mark") or any(_is_curated(element) for element in one.outwards()):
                continue
            words = _unmarked(one.text)
            placed = [each for quote, each in self._quotes.items() if words in _unmarked(quote)]
            aside = any(words in _unmarked(item.quote) for item in self._set_aside(page))
            if not aside and not any(self._bears(one, each, page) for each in placed):
                yield Unborne(page, one.text, "quoted without a link to the claim" if placed else "no claim's words")

    def _quoted(self, page: str, element: Element, text: str) -> Iterator[Unborne]:
        """Verbatim words of a claim, whatever they are set as."""
        for placed in self._claims_in(text):
            if not self._bears(element, placed, page):
                yield Unborne(page, text, f"words of {placed.claim.id} without a link to it")

    def _claims_in(self, text: str) -> list[PlacedClaim]:
        """The claims whose words stand in a text, not counting a title or name that says the same."""
        bare = _bare(text)
        for title in self._like_quotes:
            bare = "" if len(bare) >= SHORTEST and title.startswith(bare) else bare.replace(title, "")
        if len(bare) < SHORTEST:
            return []
        return [placed for beginning, placed in self._beginnings.items() if beginning in bare]

    @cached_property
    def _like_quotes(self) -> list[str]:
        """What curators wrote with the very words of a claim in it."""
        return [text for text in self.curated if any(beginning in text for beginning in self._beginnings)]

    def _bears(self, element: Element, placed: PlacedClaim, page: str) -> bool:
        """Whether the claim's address, or at home its source, is linked in a block around the element."""
        anchor, permalink = addresses.anchor_of(placed), addresses.address_of_claim(placed)
        for block in _blocks(element):
            links = block.links(page)
            if permalink in links and page != addresses.address_of(placed.entry):
                return True
            if block.attributes.get("id", "").startswith("claim-") and self._says(links, placed.claim.quote):
                return True
            if permalink in links and block.attributes.get("id") != anchor and block.tag != "section":
                return True
        return False

    def _says(self, links: set[str], quote: str) -> bool:
        """Whether one of the linked sources has the words: a claim's sentence may hold those of its neighbours."""
        linked = (link.removeprefix("sources/").removesuffix(".html") for link in links if link.startswith("sources/"))
        return any(_bare(quote)[:BEGINNING].rstrip() in self._texts.get(source, "") for source in linked)

    @cached_property
    def _texts(self) -> Mapping[str, str]:
        return {source: plain(document.text) for source, document in self.corpus.documents.items()}

    def _set_aside(self, page: str) -> Iterable[object]:
        source = self.corpus.sources.get(page.removeprefix("sources/").removesuffix(".html"))
        return source.set_aside if source and page.startswith("sources/") else ()

    # ── Everything else ─────────────────────────────────────────────────────────────────────────────────────

    def _foreign(self, page: str, element: Element, text: str) -> Iterator[Unborne]:
        """Words that neither a template nor a curator wrote come from a claim: beside them lies a link to one."""
        foreign = {word for word in words_of(_HASH.sub("", text)) if word not in self.vocabulary}
        if foreign and not any(self._leads_on(block, page) for block in _blocks(element)):
            yield Unborne(
                page, text, f"{sorted(foreign)}: written by no template and no curator, and linked to nothing"
            )

    def _leads_on(self, block: Element, page: str) -> bool:
        """To a claim, or to a page that lists claims. What heads a page may count on the links of the whole page."""
        heads = block.classes & {"cl-head", "cl-standing"}
        leads = (next(one for one in block.outwards() if one.tag == "main") if heads else block).links(page)
        return any("#claim-" in link or re.match(r"(questions|sources|who-says-what)/.", link) for link in leads)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The words of templates, tables and code, and those of all that curators wrote."""
        written = {word for text in self.curated for word in words_of(text)}
        return frozenset(written | template_words())

    @cached_property
    def curated(self) -> frozenset[str]:
        """All that curators wrote, field by field."""
        corpus = self.corpus
        groups = (corpus.entries, corpus.actors, corpus.places, corpus.sources, corpus.questions, corpus.types)
        records = [record for group in groups for record in group.values()]
        return frozenset(plain(text) for text in _strings([*records, *filter(None, (corpus.home, corpus.about))]))

    @cached_property
    def _quotes(self) -> Mapping[str, PlacedClaim]:
        return {_bare(placed.claim.quote): placed for placed in self.corpus.claims}

    @cached_property
    def _beginnings(self) -> Mapping[str, PlacedClaim]:
        return {self._beginning(quote): placed for quote, placed in self._quotes.items() if len(quote) >= SHORTEST}

    def _beginning(self, quote: str) -> str:
        """What a quote is found by: longer where a name or title begins with the same words."""
        lengths = (BEGINNING, 2 * BEGINNING, 4 * BEGINNING)
        beginnings = [quote[:length].rstrip() for length in lengths]
        return next((one for one in beginnings if not any(one in text for text in self.curated)), beginnings[0])


def _is_curated(element: Element) -> bool:
    return any(one.classes & set(_OWN) for one in element.outwards())


def _is_citation(element: Element) -> bool:
    return any(one.tag == "pre" and "data-format" in one.attributes for one in element.outwards())


def _blocks(element: Element) -> Iterator[Element]:
    """The blocks around an element, the nearest first, up to one that is an item of the page for itself."""
    for one in element.outwards():
        if one.tag in _BLOCKS or "cl-head" in one.classes:
            yield one
        if one.tag in ("article", "tr", "figure", "section", "main"):
            return


def _bare(text: str) -> str:
    """Without the marks around it and the sign that something was left out."""
    return plain(text).strip("“”‘’\"'«»„… .,")


def _unmarked(text: str) -> str:
    """Without any quotation marks: pages turn those inside a quotation into single ones."""
    return re.sub("[“”‘’\"'«»„]", "", _bare(text))


def words_of(text: str) -> set[str]:
    """The words of a text in small letters: runs of letters."""
    return {match[0].casefold().replace("'", "’") for match in _WORD.finditer(text)}


def _strings(thing: object) -> Iterator[str]:
    """All that a curator wrote in a record. Of a claim only the notes and the name of its translator."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, Claim):
        yield from _strings([thing.note, thing.medium, thing.translation])
    elif isinstance(thing, Unnamed):
        return
    elif dataclasses.is_dataclass(thing):
        yield from _strings([getattr(thing, one.name) for one in dataclasses.fields(thing)])
    elif isinstance(thing, Mapping):
        yield from _strings([*thing, *thing.values()])
    elif isinstance(thing, Iterable):
        for one in thing:
            yield from _strings(one)


def template_words() -> frozenset[str]:
    """Every word in the templates, the tables of words, the guides and the strings of the code that makes pages."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for path in [
        path for room in _ROOMS for kind in ("html", "tsv", "md") for path in PACKAGE.glob(f"{room}/**/*.{kind}")
    ]:
        found["files"] |= words_of(path.read_text(encoding="utf-8"))
    for path in [path for room in _ROOMS for path in PACKAGE.glob(f"{room}/**/*.py")]:
        strings = (node.value for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if _is_text(node))
        found["code"] |= {word for text in strings for word in words_of(text)}
    return frozenset().union(*found.values())


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)

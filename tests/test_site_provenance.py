"""No page states anything about the world without showing whose claim it is: all pages of two sites are walked."""

from __future__ import annotations

import html
from collections.abc import Mapping
from pathlib import Path

import pytest
from built_sites import addresses_of
from page_tree import main_of, read_tree
from provenance import Unborne, Witness

from build_tools import addresses
from build_tools.corpus import Corpus, PlacedClaim

NAMES = ("first", "flood")


@pytest.fixture(scope="module")
def witnesses(corpora: Mapping[str, Corpus]) -> Mapping[str, Witness]:
    return {name: Witness(corpus) for name, corpus in corpora.items()}


@pytest.mark.parametrize("name", NAMES)
def test_every_statement_shows_whose_claim_it_is(
    witnesses: Mapping[str, Witness], sites: Mapping[str, Path], name: str
) -> None:
    found: list[Unborne] = []
    of_the_world = [address for address in addresses_of(sites[name]) if not address.startswith("rules/")]
    for address in of_the_world:  # the pages of the rules speak of the program, by an invented dossier
        found += witnesses[name].unborne(address, (sites[name] / address).read_text(encoding="utf-8"))
    assert found == []


def shown(corpus: Corpus) -> list[PlacedClaim]:
    return [placed for placed in corpus.claims if placed.entry.status != "retracted"]


@pytest.mark.parametrize("name", NAMES)
def test_on_its_entry_a_claim_leads_to_its_source_its_publisher_and_its_speaker(
    sites: Mapping[str, Path], corpora: Mapping[str, Corpus], name: str
) -> None:
    corpus = corpora[name]
    for placed in shown(corpus):
        page = addresses.address_of(placed.entry)
        main = main_of(read_tree((sites[name] / page).read_text(encoding="utf-8")))
        (article,) = (one for one in main.elements() if one.attributes.get("id") == addresses.anchor_of(placed))
        assert placed.claim.quote in article.text
        source, links = corpus.sources[placed.claim.source], article.links(page)
        expected = {f"sources/{source.id}.html", addresses.address_of_claim(placed)}
        expected |= {
            f"actors/{each}.html" for each in (source.publisher, placed.claim.named_speaker, *placed.claim.via)
        }
        assert expected - {"actors/.html"} <= links, placed.claim.id
        if source.url:
            assert any(link.startswith(source.url) for link in links), placed.claim.id


def stated(words: str) -> str:
    return f"<main><p>{html.escape(words)}</p></main>"


@pytest.mark.parametrize("name", NAMES)
def test_the_walk_would_see_a_claim_that_lost_its_link(
    witnesses: Mapping[str, Witness], corpora: Mapping[str, Corpus], name: str
) -> None:
    """Bare, within a sentence or as a quotation: each claim is found out, unless a title says the same."""
    witness = witnesses[name]
    telling = [
        placed for placed in shown(corpora[name]) if not any(placed.claim.quote in title for title in witness.curated)
    ]
    assert len(telling) > 0.9 * len(shown(corpora[name]))
    for placed in telling:
        quote = placed.claim.quote
        for words in (quote, f"It is known: {quote}.", f"“{quote[:90]}…”"):
            assert list(witness.unborne("index.html", stated(words))), words
        assert list(witness.unborne("index.html", f"<main><q>{html.escape(quote[:60])}…</q></main>")), quote


def test_words_of_a_source_that_are_no_claim_are_found_out(
    witnesses: Mapping[str, Witness], corpora: Mapping[str, Corpus]
) -> None:
    """Nearly every sentence of the texts has a word that neither a template nor a curator wrote."""
    sentences = [
        document.text[sentence.start : sentence.end]
        for document in corpora["first"].documents.values()
        for sentence in document.body_sentences
    ]
    seen = [text for text in sentences if any(witnesses["first"].unborne("index.html", stated(text)))]
    assert len(seen) > 0.9 * len(sentences)

"""What a draft entry is called and of which kind it is: headlines of the text, clear words, nothing generic."""

from __future__ import annotations

import pytest

from build_tools import seeds
from build_tools.extract.entries.event_types import event_type
from build_tools.extract.entries.headlines import tells_news
from build_tools.extract.propose import propose
from build_tools.extract.read import read

BRIEF = """Backgrounder on the harbour dispute

Key points

The harbour authority of Nordvik closed two quays on 3 May 2024, the mayor said.

How the strike began

Dockers walked off the job on 4 May 2024, the union said.

Storm delays the ferries to Nordvik

The ferries to Nordvik were delayed by a storm on 9 May 2024, the operator said.
"""


def test_the_name_of_a_part_is_no_title_and_a_headline_is() -> None:
    proposal = propose(read(seeds.read_document(BRIEF, "brief.txt"), published="2024-05-12"), source_id="brief")
    titles = [entry.title for entry in proposal.entries]
    assert "Storm delays the ferries to Nordvik" in titles
    assert not {"Key points", "How the strike began"}.intersection(titles)


@pytest.mark.parametrize(
    "heading",
    ["Key points", "What to watch:", "Why it matters", "How the talks failed", "Will it hold?", "At a glance"],
)
def test_a_heading_that_names_a_part_tells_no_news(heading: str) -> None:
    assert not tells_news(heading)


@pytest.mark.parametrize(
    "heading", ["Storm delays the ferries", "Bridge was closed for weeks", "Fatal crash on motorway"]
)
def test_a_headline_tells_news(heading: str) -> None:
    assert tells_news(heading)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Two girls were pulled out alive", "other"),
        ("Troops pulled out of the town", "troop-deployment"),
        ("The minister, who is at a summit in Nordvik, would not return early", "other"),
        ("The team advanced to the final round", "other"),
        ("She visited the injured in hospital", "casualties"),
        ("The army advanced on the town", "territorial-control"),
    ],
)
def test_a_kind_of_event_is_only_given_by_clear_words(text: str, kind: str) -> None:
    allowed = ("troop-deployment", "diplomatic-contact", "territorial-control", "casualties", "other")
    assert event_type([text], allowed)[0] == kind


def test_a_title_is_made_of_the_claims_that_are_left_and_of_no_heading_with_a_number_that_none_of_them_has() -> None:
    text = "Fire\n\nSome 60 people worked there\n\nSome 60 people worked there, the union said. It will call a strike on Monday, the union said.\n"
    proposal = propose(read(seeds.read_document(text, "fire.txt"), published="2024-05-12"), source_id="fire")
    (telling,) = [one for one in proposal.tellings if len(one.told) == 2]
    first, last = (one.item.claim for one in telling.told)
    assert "60" in telling.of([first]).title()[0]
    assert "60" not in telling.of([last]).title()[0]


def test_what_is_only_expected_dates_no_entry_of_what_has_been_done() -> None:
    text = "Inquiry\n\nPolice have opened an investigation into the cause. A judge is expected to hear the owners next week.\n"
    (entry,) = propose(read(seeds.read_document(text, "a.txt"), published="2025-02-12"), source_id="a").entries
    assert entry.date == "[..2025-02-12]"


def test_numbers_of_a_language_that_is_not_read_are_no_quantities() -> None:
    text = "Brand\n\nDer Mann wurde gegen eine Kaution von 200.000 Euro freigelassen, und die Staatsanwaltschaft ermittelt nun weiter gegen ihn und die Firma.\n"
    proposal = propose(read(seeds.read_document(text, "a.txt"), published="2025-02-12"), source_id="a")
    assert [claim.quantities for entry in proposal.entries for claim in entry.claims] == [()]

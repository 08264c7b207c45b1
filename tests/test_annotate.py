"""The standoff view: JSON for programs, text for people."""

from __future__ import annotations

import json

from build_tools import seeds
from build_tools.annotate.standoff import as_json
from build_tools.annotate.terminal import as_text
from build_tools.extract.propose import Proposal, propose
from build_tools.extract.read import Reading, read

TEXT = "“We lost 12 boats,” Mayor Ann Bell told the Harbour Times on Tuesday. The port of Elm Bay was hit."


def _read(text: str = TEXT) -> tuple[Reading, Proposal]:
    reading = read(seeds.read_document(text, "x.txt"), published="2025-05-14")
    return reading, propose(reading, source_id="elm")


DESIGN = ["text", "published", "sentences", "times", "names", "quantities", "attributions", "claims", "entries"]


def test_json_has_the_layout_of_the_design_and_adds_to_it_only() -> None:
    view = json.loads(as_json(*_read()))
    assert list(view) == [*DESIGN, "coverage", "published_why"]
    assert set(view["times"][0]) == {"start", "end", "text", "type", "value", "edtf", "anchor", "why"}
    assert set(view["names"][0]) == {"start", "end", "text", "kind", "id"} | {"known", "why"}
    assert set(view["quantities"][0]) == {"start", "end", "text", "value", "unit", "of"} | {"why"}
    designed = {"source", "cue", "content", "speaker", "via", "stance", "direct"}
    assert set(view["attributions"][0]) == designed | {"kind", "medium", "sentence", "why"}


def test_offsets_in_json_lead_back_to_the_words() -> None:
    view = json.loads(as_json(*_read()))
    for kind in ("times", "names", "quantities"):
        for found in view[kind]:
            assert view["text"][found["start"] : found["end"]] == found["text"]
    for claim in view["claims"]:
        assert view["text"][claim["start"] : claim["end"]] == claim["quote"]
    said = view["attributions"][0]
    ((start, end),) = said["cue"]
    assert view["text"][start:end] == "told"
    assert (said["speaker"], said["via"], said["direct"]) == ("ann-bell", ["harbour-times"], True)


def test_json_counts_the_sentences_that_no_claim_covers() -> None:
    reading, proposal = _read()
    assert json.loads(as_json(reading, proposal))["coverage"] == {"sentences": 2, "covered": 2, "uncovered": []}
    nothing = Proposal(proposal.source)
    assert json.loads(as_json(reading, nothing))["coverage"] == {"sentences": 2, "covered": 0, "uncovered": [0, 1]}


def test_the_text_view_shows_who_said_what_and_why() -> None:
    shown = as_text(*_read())
    assert "ann-bell → harbour-times · asserts · said 2025-05-13" in shown
    assert "because" in shown
    assert "12 = 12 boats" in shown


def test_the_text_view_names_the_place_of_all_that_was_read() -> None:
    shown = as_text(*_read())
    assert "1:10: 12 → 12 boats" in shown
    assert "1:1: ann-bell → harbour-times · asserts · speech · direct · told → “We lost 12 boats,”" in shown
    assert "1:62: Tuesday → 2025-05-13 (DATE 2025-05-13)" in shown
    assert "1:27: Ann Bell → ann-bell (person; new, to be recorded)" in shown


def test_the_text_view_lists_the_sentences_that_no_claim_covers() -> None:
    reading, proposal = _read("The ferry sank.\nNobody died.")
    assert "2 of 2 sentences covered by claims" in as_text(reading, proposal)
    shown = as_text(reading, Proposal(proposal.source))
    assert "0 of 2 sentences covered by claims" in shown
    assert "Sentences that no claim covers (2)\n  1:1: The ferry sank.\n  2:1: Nobody died." in shown


def test_letters_that_hide_or_reorder_are_spelt_out_on_a_terminal() -> None:
    shown = as_text(*_read("The mayor\u202e said\x9b2J 5 boats\u200b sank."))
    assert not set("\u202e\x9b\u200b") & set(shown)
    assert "‹U+202E›" in shown and "‹U+009B›" in shown

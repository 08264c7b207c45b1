"""The standoff view: JSON for programs, text for people."""

from __future__ import annotations

import json

from build_tools import annotate, seeds
from build_tools.extract.propose import Proposal, propose
from build_tools.extract.read import Reading, read

TEXT = "“We lost 12 boats,” Mayor Ann Bell told the Harbour Times on Tuesday. The port of Elm Bay was hit."


def _read() -> tuple[Reading, Proposal]:
    reading = read(seeds.read_document(TEXT, "x.txt"), published="2025-05-14")
    return reading, propose(reading, source_id="elm")


def test_json_has_the_layout_of_the_design() -> None:
    view = json.loads(annotate.as_json(*_read()))
    assert list(view) == [
        "text",
        "published",
        "sentences",
        "times",
        "names",
        "quantities",
        "attributions",
        "claims",
        "entries",
    ]
    assert set(view["times"][0]) == {"start", "end", "text", "type", "value", "edtf", "anchor", "why"}
    assert set(view["names"][0]) == {"start", "end", "text", "kind", "id"}
    assert set(view["quantities"][0]) == {"start", "end", "text", "value", "unit", "of"}
    assert set(view["attributions"][0]) == {"source", "cue", "content", "speaker", "via", "stance", "direct"}


def test_offsets_in_json_lead_back_to_the_words() -> None:
    view = json.loads(annotate.as_json(*_read()))
    for kind in ("times", "names", "quantities"):
        for found in view[kind]:
            assert view["text"][found["start"] : found["end"]] == found["text"]
    said = view["attributions"][0]
    ((start, end),) = said["cue"]
    assert view["text"][start:end] == "told"
    assert (said["speaker"], said["via"], said["direct"]) == ("ann-bell", ["harbour-times"], True)


def test_the_text_view_shows_who_said_what_and_why() -> None:
    shown = annotate.as_text(*_read())
    assert "ann-bell → harbour-times · asserts · said 2025-05-13" in shown
    assert "because" in shown
    assert "12 = 12  boats" in shown

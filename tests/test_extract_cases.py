"""What the reader makes of whole articles: each file of tests/cases is a text and what must be read out of it.

Above ``=====`` the seed (or ``@`` and the path of one), below it YAML; only what is listed there is held.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from build_tools import seeds
from build_tools.extract.propose import Proposal, propose
from build_tools.extract.read import Reading, read
from build_tools.model import Claim, Document, Unnamed
from build_tools.text.article.published import infer

ROOT = Path(__file__).parent.parent
CASES = sorted((Path(__file__).parent / "cases").glob("*.txt"))


@cache
def _expected(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8").partition("=====\n")[2])


@cache
def _case(path: Path) -> tuple[Document, Reading, Proposal, Any]:
    text = path.read_text(encoding="utf-8").partition("=====\n")[0]
    if text.startswith("@"):
        text = (ROOT / text[1:].strip()).read_text(encoding="utf-8")
    expected = _expected(path)
    document = seeds.read_document(seeds.normalise(text.encode(), path.name), path.name)
    reading = read(document, published=str(expected["published"]))
    return document, reading, propose(reading, source_id="src"), expected


def _claims(proposal: Proposal) -> list[Claim]:
    return [claim for entry in proposal.entries for claim in entry.claims]


def _expected_claims() -> list[Any]:
    return [
        pytest.param(path, wanted, id=f"{path.stem}: {wanted['words']}")
        for path in CASES
        for wanted in _expected(path)["claims"]
    ]


def _plain(claim: Claim) -> dict[str, Any]:
    speaker: Any = claim.speaker
    if isinstance(speaker, Unnamed):
        speaker = {"unnamed": speaker.words} | ({"within": speaker.within} if speaker.within else {})
    values = [quantity.value for quantity in claim.quantities]
    return {
        "speaker": speaker, "via": list(claim.via), "stance": claim.stance, "said": claim.said, "when": claim.when,
        "medium": claim.medium, "quantities": values,
    }  # fmt: skip


@pytest.mark.parametrize(("path", "wanted"), _expected_claims())
def test_a_claim_says_who_when_and_how_many(path: Path, wanted: dict[str, Any]) -> None:
    proposal = _case(path)[2]
    found = next((claim for claim in _claims(proposal) if wanted["words"] in claim.quote), None)
    assert found is not None, f"no claim holds “{wanted['words']}”"
    plain = _plain(found)
    assert {key: plain[key] for key in wanted if key != "words"} == {
        key: value for key, value in wanted.items() if key != "words"
    }


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
class TestEveryCase:
    def test_the_text_tells_about_itself(self, path: Path) -> None:
        document, _, _, expected = _case(path)
        told = {"title": document.title, "authors": list(document.authors), "publisher": document.publisher}
        assert {key: told[key] for key in told if key in expected} == {
            key: expected[key] for key in told if key in expected
        }

    def test_the_date_of_publication_is_inferred_or_left_open(self, path: Path) -> None:
        document, _, _, expected = _case(path)
        inferred = infer(document, dt.date(2026, 11, 22))
        assert (inferred.edtf if inferred else None) == expected.get("inferred")

    def test_names_lead_to_whom_they_mean(self, path: Path) -> None:
        _, reading, _, expected = _case(path)
        for written, identity in expected.get("names", {}).items():
            assert identity in {name.id for name in reading.names if name.text in written}

    def test_every_name_is_taken_for_what_it_names(self, path: Path) -> None:
        _, reading, _, expected = _case(path)
        for written, kind in expected.get("kinds", {}).items():
            assert {kind} == {name.kind for name in reading.names if name.text == written}, written

    def test_offices_become_roles_as_of_publication(self, path: Path) -> None:
        _, _, proposal, expected = _case(path)
        actors = {actor.id: actor for actor in proposal.actors}
        for identity, title in expected.get("roles", {}).items():
            held = {role.title: role.as_of for role in actors[identity].roles}
            assert held.get(title) == str(expected["published"])

    def test_places_are_proposed(self, path: Path) -> None:
        _, _, proposal, expected = _case(path)
        assert set(expected.get("places", [])) <= {place.id for place in proposal.places}

    def test_what_is_no_body_is_no_claim(self, path: Path) -> None:
        _, _, proposal, expected = _case(path)
        for words in expected.get("absent", []):
            assert not any(words in claim.quote for claim in _claims(proposal))

    def test_every_body_sentence_is_covered_by_a_claim(self, path: Path) -> None:
        document, _, proposal, _ = _case(path)
        quotes = [claim.quote for claim in _claims(proposal)]
        for sentence in document.body_sentences:
            words = document.text[sentence.start : sentence.end]
            assert any(quote in words for quote in quotes), words

    def test_every_quote_is_exact_and_decided(self, path: Path) -> None:
        document, _, proposal, _ = _case(path)
        for claim in _claims(proposal):
            assert claim.quote in document.text
            assert document.text.count(claim.quote) == 1 or claim.after

    def test_every_reference_leads_to_a_proposed_record(self, path: Path) -> None:
        _, _, proposal, _ = _case(path)
        actors, places = {actor.id for actor in proposal.actors}, {place.id for place in proposal.places}
        for entry in proposal.entries:
            assert set(entry.actors) <= actors
            assert set(entry.places) <= places
            for claim in entry.claims:
                assert {claim.named_speaker, *claim.via} - {""} <= actors
                assert (
                    not isinstance(claim.speaker, Unnamed) or not claim.speaker.within or claim.speaker.within in actors
                )
        assert {place.within for place in proposal.places} - {""} <= places
        for actor in proposal.actors:
            assert {actor.part_of, actor.country, *(role.of for role in actor.roles)} - {""} <= actors

    def test_everything_proposed_has_a_reason(self, path: Path) -> None:
        _, _, proposal, _ = _case(path)
        for claim in _claims(proposal):
            assert proposal.reasons[claim.id]
        for entry in proposal.entries:
            assert proposal.reasons[f"{entry.id}.type"]

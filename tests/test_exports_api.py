"""The static API: its description holds for every file, and a client that knows nothing but the description gets everywhere."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator
from small_corpus import small_corpus
from validation.static_api import opened

from build_tools.agreement import Agreement
from build_tools.corpus import Corpus
from build_tools.exports.all import files
from build_tools.exports.api import openapi, replies
from build_tools.exports.telling import SiteFacts, Telling
from build_tools.model import Entry

DOSSIERS = ("first", "flood", "ferry")
Exported = Mapping[str, Mapping[str, bytes]]
Tellings = Mapping[str, Telling]


def written(corpus: Corpus, site: SiteFacts | None = None) -> dict[str, Any]:
    told = Telling(corpus, Agreement(corpus), site or SiteFacts("A dossier"))
    return opened(files(told, only=["api"]))


@pytest.mark.parametrize("dossier", DOSSIERS)
def test_the_objects_are_those_of_the_dossier(dossier: str, exported: Exported) -> None:
    whole, files = json.loads(exported[dossier]["data/dossier.json"]), opened(exported[dossier])
    replies_by = {kind: [one for name, one in files.items() if name.startswith(f"{kind}/")] for kind in whole}
    assert [one["entry"] for one in replies_by["entries"]] == whole["entries"]
    assert [claim for one in replies_by["entries"] for claim in one["claims"]] == whole["claims"]
    for kind, name in (("actors", "actor"), ("places", "place"), ("questions", "question"), ("sources", "source")):
        assert [one[name] for one in replies_by[kind]] == whole[kind]


@pytest.mark.parametrize("dossier", DOSSIERS)
def test_an_entry_is_found_by_all_that_it_has_to_do_with(dossier: str, exported: Exported) -> None:
    files = opened(exported[dossier])
    listed = {
        (kind, name.split("/")[1].removesuffix(".json"), entry)
        for name, one in files.items()
        if "/" in name and (kind := name.split("/")[0]) in ("actors", "places", "questions")
        for entry in one["entries"]
    }
    for name, one in files.items():
        if name.startswith("entries/") and one["entry"]["status"] != "retracted":
            id = one["entry"]["id"]
            assert {("actors", actor, id) for actor in one["entry"]["actors"]} <= listed
            assert {("places", place, id) for place in one["entry"]["places"]} <= listed
            assert {("questions", question, id) for claim in one["claims"] for question in claim["answers"]} <= listed
            assert {("actors", via, id) for claim in one["claims"] for via in claim["via"]} <= listed


@pytest.mark.parametrize(
    ("date", "on", "certain"),
    [
        ("2024-11-06", ["2024-11-06"], True),
        ("[2024-11-06,2024-11-08]", ["2024-11-06", "2024-11-07", "2024-11-08"], False),
        ("2024-12-31/2025-01-01", ["2024-12-31", "2025-01-01"], False),
        ("2024", None, None),
        ("2024-11-06/..", None, None),
        ("some day", None, None),
    ],
)
def test_an_entry_is_on_every_day_that_its_date_may_mean_and_on_none_where_that_says_nothing(
    date: str, on: list[str] | None, certain: bool | None
) -> None:
    files = written(Corpus(entries={"flood": Entry("flood", title="A flood", date=date)}))
    days = {day: held for name, one in files.items() if name.startswith("days/") for day, held in one["days"].items()}
    assert sorted(days) == (on or [])
    assert all(held == [{"entry": "flood", "certain": certain}] for held in days.values())
    assert files["days.json"]["wider"] == ([] if on else ["flood"])
    assert files["index.json"]["lists"]["days"]["count"] == len(on or [])


def test_a_month_is_listed_on_each_of_its_days_and_no_longer_span_is() -> None:
    months, wider = replies.days([Entry("a", date="2024-12"), Entry("b", date="2024-12-01/2025-01-01")])
    assert len(months["2024-12"]) == 31 and len(months) == 1 and wider == ["b"]


def test_an_actor_s_claims_tell_in_which_part_it_stands_there() -> None:
    files = written(small_corpus())
    assert [one["as"] for one in files["actors/agency.json"]["claims"]] == ["speaker", "speaker", "within", "within"]
    assert [one["as"] for one in files["actors/evening-post.json"]["claims"]] == ["via"]
    assert files["actors/agency.json"]["entries"] == ["first-clash", "harbour-attacked"]


def test_what_was_taken_back_is_listed_as_such_and_nowhere_else() -> None:
    files = written(small_corpus())
    assert {one["id"]: one["status"] for one in files["entries.json"]["entries"]}["rumour"] == "retracted"
    assert files["entries/rumour.json"]["claims"] == []
    assert not [name for name, one in files.items() if name.startswith("days/") and "rumour" in json.dumps(one)]


@pytest.mark.parametrize(
    ("url", "server"), [("", "."), ("https://dam.example/dossier/", "https://dam.example/dossier/api/v2")]
)
def test_the_description_says_where_the_api_is(url: str, server: str) -> None:
    told = openapi.description(SiteFacts("A dossier", url=url, rights='<a href="x">CC BY 4.0</a>'))
    assert told["servers"] == [{"url": server}] and told["info"]["license"] == {"name": "CC BY 4.0"}
    assert "CORS" in told["info"]["description"]


def test_an_empty_dossier_has_an_api_that_says_so() -> None:
    files = written(Corpus())
    assert {told["count"] for told in files["index.json"]["lists"].values()} == {0}
    OpenAPIV31SpecValidator(files["openapi.json"]).validate()

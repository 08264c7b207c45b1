"""Events in the columns of ACLED and UCDP GED: their codes, their ranges, and nothing that the dossier does not know."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from build_tools.agreement import Agreement
from build_tools.corpus import Corpus
from build_tools.dossier import open_dossier
from build_tools.exports.all import files
from build_tools.exports.formats.events_csv import ACLED, UCDP
from build_tools.exports.telling import Telling
from build_tools.inspection import find_problems
from build_tools.model import Actor, Change, Claim, Entry, EventType, History, Place, Question, Source

PROJECT = Path(__file__).parent.parent


def exported(corpus: Corpus, history: History | None = None) -> Mapping[str, bytes]:
    return files(Telling(corpus, Agreement(corpus), history=history or History()), only=("events",))


def rows(made: Mapping[str, bytes], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(made[f"data/{name}.csv"].decode(), newline="")))


def world(*claims: Claim, questions: Sequence[Question] = (), **entry: object) -> Corpus:
    """A country, a region and two towns in it; an entry at one of them on a day, unless something else is said."""
    clash = {
        "title": "A clash",
        "date": "2031-03-04",
        "type": "clash",
        "places": ("weir",),
        "status": "reviewed",
    } | entry
    places = (
        Place("land", name="The Land", precision="country", coordinates=("10", "20")),
        Place("upland", name="Upland", within="land", precision="region", coordinates=("11", "21")),
        Place("weir", name="Weir", within="upland", precision="locality", coordinates=("11.5", "-21.5")),
        Place("ford", name="Ford", within="upland", precision="exact", coordinates=("11.6", "21.6")),
        Place("heath", name="Heath", within="weir"),
        Place("moor", name="Moor", within="upland", precision="district", coordinates=("11.7", "21.7")),
    )
    actors = [Actor(id, name=id.title()) for id in ("army", "rebels", "farmers", "herald")]
    return Corpus(
        entries={"clash": Entry("clash", claims=claims, **clash)},  # type: ignore[arg-type]
        sources={
            id: Source(id, title=f"The {id}", publisher="herald", published="2031-03-05") for id in ("one", "two")
        },
        actors={one.id: one for one in actors},
        places={one.id: one for one in places},
        questions={one.id: one for one in questions},
        types={"clash": EventType("clash", label="Clash")},
    )


def event(corpus: Corpus, name: str) -> dict[str, str]:
    (row,) = rows(exported(corpus), name)
    return row


@pytest.mark.parametrize(
    ("date", "day", "acled", "ucdp", "first", "last"),
    [
        ("2031-03-04", "2031-03-04", "1", "1", "2031-03-04", "2031-03-04"),
        ("2031-03-04?", "2031-03-04", "2", "2", "2031-03-04", "2031-03-04"),
        ("2031-03-04~", "2031-03-04", "2", "2", "2031-03-04", "2031-03-04"),
        ("[2031-03-04,2031-03-05]", "2031-03-04", "2", "2", "2031-03-04", "2031-03-05"),
        ("2031-03-03/2031-03-09", "2031-03-06", "2", "3", "2031-03-03", "2031-03-09"),
        ("[2031-03-03..2031-03-12]", "2031-03-07", "3", "4", "2031-03-03", "2031-03-12"),
        ("2031-03", "2031-03-16", "3", "4", "2031-03-01", "2031-03-31"),
        ("2031", "", "", "5", "2031-01-01", "2031-12-31"),
        ("2031-03-04/..", "", "", "", "2031-03-04", ""),
        ("[..2031-03-04]", "", "", "", "", "2031-03-04"),
    ],
)
def test_a_date_is_coded_by_the_days_it_may_mean(
    date: str, day: str, acled: str, ucdp: str, first: str, last: str
) -> None:
    corpus = world(date=date)
    told = event(corpus, ACLED)
    assert (told["event_date"], told["year"], told["time_precision"]) == (day, day[:4], acled)
    assert (told["date"], told["date_earliest"], told["date_latest"]) == (date, first, last)
    told = event(corpus, UCDP)
    assert (told["date_start"], told["date_end"], told["date_prec"]) == (first, last, ucdp)


@pytest.mark.parametrize(
    ("places", "name", "acled", "ucdp", "latitude", "country"),
    [
        (("weir",), "Weir", "1", "1", "11.5", "The Land"),
        (("ford",), "Ford", "1", "1", "11.6", "The Land"),
        (("moor",), "Moor", "2", "3", "11.7", "The Land"),
        (("upland",), "Upland", "3", "4", "11.0", "The Land"),
        (("heath",), "Heath", "1", "1", "11.5", "The Land"),
        (("weir", "ford"), "Upland", "3", "4", "11.0", "The Land"),
        (("weir", "upland"), "Upland", "3", "4", "11.0", "The Land"),
        ((), "", "", "", "", ""),
    ],
)
def test_a_place_is_coded_by_how_far_its_point_may_be_trusted(
    places: tuple[str, ...], name: str, acled: str, ucdp: str, latitude: str, country: str
) -> None:
    told = event(world(places=places), ACLED)
    assert (told["location"], told["geo_precision"], told["latitude"], told["country"]) == (
        name,
        acled,
        latitude,
        country,
    )
    told = event(world(places=places), UCDP)
    assert (told["where_description"], told["where_prec"], told["latitude"]) == (name, ucdp, latitude)


def test_the_middle_of_a_country_is_no_place_of_acled_s_and_has_its_code_with_ucdp() -> None:
    told = event(world(places=("land",)), ACLED)
    assert (told["country"], told["latitude"], told["geo_precision"]) == ("The Land", "", "")
    told = event(world(places=("land",)), UCDP)
    assert (told["where_prec"], told["geom_wkt"], told["where_coordinates"]) == ("6", "POINT (20.0 10.0)", "The Land")


def test_a_point_that_nobody_vouches_for_stays_out() -> None:
    corpus = world()
    weir = replace(corpus.places["weir"], precision="")
    told = event(replace(corpus, places={**corpus.places, "weir": weir}), ACLED)
    assert (told["location"], told["latitude"], told["geo_precision"]) == ("Weir", "", "")


@pytest.mark.parametrize(
    ("actors", "first", "second"),
    [
        ((), "", ""),
        (("army",), "Army", ""),
        (("army", "rebels"), "Army", "Rebels"),
        (("army", "rebels", "farmers"), "", ""),
    ],
)
def test_of_more_than_two_actors_nobody_is_put_on_a_side(actors: tuple[str, ...], first: str, second: str) -> None:
    told = event(world(actors=actors), ACLED)
    assert (told["actor1"], told["actor2"]) == (first, second)
    assert told["actors"] == "; ".join(name.title() for name in actors)
    assert event(world(actors=actors), UCDP)["side_a"] == ""


def test_kinds_of_event_are_the_dossier_s_own_until_its_vocabulary_names_those_of_a_codebook() -> None:
    told = event(world(), ACLED)
    assert (told["event_type"], told["sub_event_type"], told["disorder_type"]) == ("Clash", "", "")
    assert event(world(), UCDP)["type_of_violence"] == ""
    named = replace(world(), types={"clash": EventType("clash", label="Clash", acled="Mob violence", ucdp="non-state")})
    told = event(named, ACLED)
    assert (told["event_type"], told["sub_event_type"], told["disorder_type"]) == (
        "Riots",
        "Mob violence",
        "Political violence",
    )
    assert (told["type"], event(named, UCDP)["type_of_violence"]) == ("clash", "2")


COUNTED = Question("dead", title="How many died?", kind="quantity", unit="people", deaths_of="clash")


def dead(*answers: tuple[str, str], stance: str = "asserts") -> tuple[Claim, ...]:
    return tuple(
        Claim(f"{value} died, said {who}", "one", speaker=who, stance=stance, answers={"dead": value})
        for who, value in answers
    )


@pytest.mark.parametrize(
    ("answers", "low", "best", "high"),
    [
        ((("army", "12"),), "12", "12", "12"),
        ((("army", "12"), ("rebels", "12")), "12", "12", "12"),
        ((("army", "12"), ("rebels", "30")), "12", "", "30"),
        ((("army", "12"), ("rebels", "10..14")), "10", "", "14"),
        ((("army", "12"), ("rebels", ">=10")), "10", "", ""),
        ((("army", "<=12"),), "", "", "12"),
        ((("army", "0"),), "0", "0", "0"),
        ((("army", "1.5"),), "", "", ""),
        ((), "", "", ""),
    ],
)
def test_the_dead_are_those_of_the_answers_and_never_an_average(
    answers: tuple[tuple[str, str], ...], low: str, best: str, high: str
) -> None:
    corpus = world(*dead(*answers), questions=[COUNTED])
    told = event(corpus, UCDP)
    assert (told["low"], told["best"], told["high"]) == (low, best, high)
    told = event(corpus, ACLED)
    assert (told["fatalities_low"], told["fatalities"], told["fatalities_high"]) == (low, best, high)
    assert told["deaths_question"] == "dead"


def test_without_a_declaration_nothing_counts_the_dead() -> None:
    undeclared = replace(COUNTED, deaths_of="")
    twice = replace(COUNTED, id="again")
    for questions in ([undeclared], [COUNTED, twice]):
        told = event(world(*dead(("army", "12")), questions=questions), UCDP)
        assert (told["low"], told["best"], told["high"], told["deaths_question"]) == ("", "", "", "")


def test_an_expectation_counts_no_dead() -> None:
    told = event(world(*dead(("army", "500"), stance="expects"), questions=[COUNTED]), UCDP)
    assert (told["low"], told["best"], told["high"]) == ("", "", "")


def test_what_is_retracted_is_no_event_and_what_was_changed_says_when() -> None:
    assert rows(exported(world(status="retracted")), ACLED) == []
    corpus = world(path="content/timeline/2031/clash.md")
    change = Change("0" * 40, "2031-03-06", "editor", "Dated", at="2031-03-06T01:00:00+01:00")
    (told,) = rows(exported(corpus, History({"content/timeline/2031/clash.md": (change,)})), ACLED)
    assert told["timestamp"] == "1930521600"


def test_a_curator_s_mistake_in_what_is_declared_is_told(flood: Path) -> None:
    question, vocabulary = flood / "content/questions/people-rescued.md", flood / "content/vocabulary.yml"
    question.write_text(question.read_text().replace("unit: people", "unit: people\ndeaths_of: flod"))
    vocabulary.write_text(vocabulary.read_text() + "  acled: Clash\n")
    found = {(problem.code, problem.where.path) for problem in find_problems(open_dossier(flood))}
    assert ("unknown-reference", "content/questions/people-rescued.md") in found
    assert "content/vocabulary.yml" in {path for _, path in found}

"""Which city of the gazetteer a place is: only where the text decides it."""

from __future__ import annotations

import pytest

from build_tools import seeds
from build_tools.extract import gazetteer
from build_tools.extract.names import cities
from build_tools.extract.read import read
from build_tools.extract.reading import Entity
from build_tools.text.names import fold


def place(text: str, id: str) -> Entity:
    document = seeds.read_document(seeds.normalise(text.encode(), "t.txt"), "t.txt")
    return read(document, published="2030-05-07").entities[f"place:{id}"]


@pytest.mark.parametrize(
    ("text", "id", "country"),
    [
        ("Three people died in Kano, Nigeria, on Monday.", "kano", "nigeria"),
        ("Nigeria mourns. Three people died in Kano on Monday.", "kano", "nigeria"),
        ("Schools were closed in Iligan. The Philippines has seen many storms.", "iligan", "philippines"),
        ("The court in Valparaíso in Chile sentenced him.", "valparaiso", "chile"),
        ("A fire broke out in Birmingham on Monday. The United Kingdom sent help.", "birmingham", "united-kingdom"),
        ("The talks in Mumbai failed.", "mumbai", "india"),
    ],
)
def test_a_country_named_beside_it_decides_which_city_is_meant(text: str, id: str, country: str) -> None:
    found = place(text, id)
    assert (found.within, len(found.coordinates)) == (country, 2)
    assert "GeoNames" in found.why


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("A fire broke out in Birmingham on Monday.", "birmingham"),  # of several cities none
        ("An American student was found in Cambridge.", "cambridge"),  # an adjective says nothing of the place
        ("Shells fell in the Kursk region of Russia.", "kursk-region"),  # a region is not its capital city
        ("He was born in the village of Kano in Nigeria.", "kano"),  # nor a village the city of its name
        ("A fire broke out in Kano, Chile.", "kano"),  # the city of the name lies elsewhere
        ("Smoke rose in Zzyzxville in Chile.", "zzyzxville"),  # not in the gazetteer
    ],
)
def test_what_the_text_does_not_decide_stays_open(text: str, id: str) -> None:
    assert place(text, id).coordinates == ()


def test_a_city_far_from_the_others_of_its_sentence_is_not_taken() -> None:
    text = "The convoy went from Valencia through Maracay and on to Goma in two days. Venezuela and Spain were told."
    assert "Valencia" in text and place(text, "valencia").coordinates == ()


def test_a_capital_with_a_namesake_elsewhere_is_no_government_until_its_state_is_named() -> None:
    assert place("Police in Victoria said nobody was hurt.", "victoria").within == ""
    assert place("Police in Victoria said nobody was hurt. Seychelles is quiet.", "victoria").within == "seychelles"


def test_what_is_proposed_says_where_its_point_comes_from() -> None:
    from build_tools.extract.propose import propose

    text = "Three people died in Kano, Nigeria, on Monday, the police said."
    document = seeds.read_document(seeds.normalise(text.encode(), "t.txt"), "t.txt")
    proposal = propose(read(document, published="2030-05-07"), source_id="s")
    (kano,) = (one for one in proposal.places if one.id == "kano")
    assert kano.coordinates_from == "GeoNames (CC BY 4.0)" and not kano.links


def test_our_table_of_states_agrees_with_the_gazetteer() -> None:
    known = cities.countries()
    assert {state.code for state in gazetteer.states()} <= known.keys() | {"EU"}
    # Where the government sits elsewhere, the city bears the state's name, or the gazetteer is behind the times.
    ours = {state.code: {fold(name) for name in state.capitals} for state in gazetteer.states() if state.capitals}
    other = {code for code, names in ours.items() if fold(known[code]) not in names}
    assert other == {"BO", "BI", "CI", "GQ", "KZ", "MM", "NL", "PS"}

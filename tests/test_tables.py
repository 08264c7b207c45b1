"""The tables: every row of the dossier, its links without splitting a cell, and a package that Frictionless accepts."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from frictionless import Package
from small_corpus import small_corpus

from build_tools.agreement import Agreement
from build_tools.corpus import Corpus
from build_tools.exports.all import files
from build_tools.exports.csv_table import defuse, restore
from build_tools.exports.table_layout import layouts
from build_tools.exports.telling import SiteFacts, Telling
from build_tools.licence import licence_of
from build_tools.model import Claim, Place, Quantity
from build_tools.records.layout import is_id

PROJECT = Path(__file__).parent.parent
SITE = SiteFacts(
    "The dam", "What broke", "https://dam.example/", 'Words: <a href="https://lic.example/by/">CC BY 4.0</a>.'
)


DOSSIERS = {
    "hostile": small_corpus,
    "empty": Corpus,
}


def exported(corpus: Corpus, *only: str) -> Mapping[str, bytes]:
    return files(Telling(corpus, Agreement(corpus), SITE), only=only or ("csv",))


def written(made: Mapping[str, bytes], folder: Path) -> Package:
    for path, content in made.items():
        (folder / path.removeprefix("data/")).write_bytes(content)
    return Package(str(folder / "datapackage.json"))


def rows(made: Mapping[str, bytes], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(made[f"data/{name}.csv"].decode(), newline="")))


@pytest.mark.parametrize("name", DOSSIERS)
def test_frictionless_accepts_the_package_with_all_its_keys_and_hashes(name: str, tmp_path: Path) -> None:
    package = written(exported(DOSSIERS[name]()), tmp_path)
    report = package.validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldNumber", "type", "note"])
    assert {resource.name.replace("-", "_") for resource in package.resources} <= layouts().keys()
    keys = [key for resource in package.resources for key in resource.schema.foreign_keys]
    assert sum(key["reference"]["resource"] == "" for key in keys) == 5  # sources and actors twice, places


def test_what_is_wrong_with_a_table_is_found(tmp_path: Path) -> None:
    written(exported(small_corpus()), tmp_path)
    for file, old, new in (
        ("entry_places.csv", b"kaspiysk\r", b"nowhere\r"),
        ("actors.csv", b"evening-post,", b"agency,"),
        ("places.csv", b",42.8916,", b",far north,"),
        ("types.csv", b"Force used", b"Farce used"),
    ):
        content = (tmp_path / file).read_bytes()
        assert old in content
        (tmp_path / file).write_bytes(content.replace(old, new))
    without_hashes(tmp_path / "datapackage.json", but="types")
    report = Package(str(tmp_path / "datapackage.json")).validate()
    found = {(task.name, error.type) for task in report.tasks for error in task.errors}
    assert {("entry-places", "foreign-key"), ("actors", "primary-key"), ("places", "type-error")} <= found
    assert ("types", "hash-count") in found


def without_hashes(path: Path, *, but: str) -> None:
    package = json.loads(path.read_text())
    for resource in package["resources"]:
        if resource["name"] != but:
            del resource["hash"], resource["bytes"]
    path.write_text(json.dumps(package))


def test_the_package_says_whose_it_is_and_of_what_it_is_made() -> None:
    package = json.loads(exported(small_corpus())["data/datapackage.json"])
    assert (package["name"], package["title"], package["homepage"]) == ("the-dam", "The dam", "https://dam.example/")
    assert package["licenses"] == [
        {"name": "CC-BY-4.0", "title": "Words: CC BY 4.0.", "path": "https://lic.example/by/"}
    ]
    assert {"title": "Harbour attacked"} in package["sources"]
    (claims,) = (one for one in package["resources"] if one["name"] == "claims")
    assert "Quoted words remain their publishers’" in claims["description"]


@pytest.mark.parametrize(
    ("rights", "name", "address"),
    [
        ("", "", ""),
        ("All rights reserved.", "All-rights-reserved", ""),
        (
            "<a href='http://x.example/l'>Open <b>Licence</b> v1</a>, quotes apart",
            "Open-Licence-v1",
            "http://x.example/l",
        ),
        ('<a href="javascript:x">CC0</a>', "CC0", ""),
    ],
)
def test_the_licence_is_what_the_settings_link_to(rights: str, name: str, address: str) -> None:
    assert (licence_of(rights).name, licence_of(rights).address) == (name, address)


def test_a_part_of_the_tables_points_only_to_tables_that_are_there(tmp_path: Path) -> None:
    made = exported(small_corpus(), "answers.csv", "questions.csv", "datapackage.json")
    package = written(made, tmp_path)
    assert package.validate().valid
    (answers,) = (one for one in package.resources if one.name == "answers")
    assert {key["reference"]["resource"] for key in answers.schema.foreign_keys} == {"questions"}


def test_an_id_is_never_defused_and_so_always_joins() -> None:
    """Defusing looks at the first character; what is defused can begin no id, and so no id of a claim."""
    for sign in map(chr, range(0x10000)):
        if defuse(sign) != sign:
            assert not is_id(sign + "a") and not is_id(sign)
    assert defuse("001-brief#0123abcd") == "001-brief#0123abcd"


def test_a_number_below_nought_stays_a_number() -> None:
    south = Place("south", name="-South", coordinates=("-33.9", "-18.4"))
    corpus = replace(small_corpus(), places={"south": south})
    (row,) = rows(exported(corpus), "places")
    assert (row["latitude"], row["longitude"]) == ("-33.9", "-18.4")
    assert row["name"] == "'-South" and restore(row["name"]) == "-South"


def test_every_answer_is_a_row_with_its_bounds_and_whoever_declines_too() -> None:
    sent, about, declined = rows(exported(small_corpus()), "answers")
    assert (sent["low"], sent["high"], sent["root"], sent["root_who"]) == (
        "12000",
        "12000",
        "named",
        "volodymyr-zelensky",
    )
    assert (about["low"], about["root"], about["root_within"], about["root_source"]) == (
        "9000",
        "unnamed",
        "agency",
        "001-brief",
    )
    assert (declined["kind"], declined["written"], declined["low"]) == ("declined", "", "")


def test_links_come_one_to_a_line_in_their_order() -> None:
    made = exported(small_corpus())
    assert [(row["actor"], row["name"]) for row in rows(made, "actor_aliases")] == [
        ("ukraine", "Україна"),
        ("volodymyr-zelensky", "Volodymyr Zelenskyy"),
        ("volodymyr-zelensky", "Володимир Зеленський"),
    ]
    (via,) = rows(made, "claim_via")
    assert via["actor"] == "evening-post" and via["claim"] == rows(made, "claims")[0]["id"]
    (disputed,) = rows(made, "contradictions")
    assert {disputed["claim"], disputed["other_claim"]} == {row["claim"] for row in rows(made, "answers")[:2]}


@pytest.mark.parametrize(
    ("value", "low", "high", "about"),
    [
        ("~600", "600", "600", "true"),
        (">=0.5", "0.5", "", "false"),
        ("1" + 400 * "0", "", "", ""),
        ("1" + 400 * "0" + ".5", "", "", ""),
        ("many", "", "", ""),
    ],
)
def test_a_quantity_is_told_as_written_and_in_numbers(value: str, low: str, high: str, about: str) -> None:
    corpus = small_corpus()
    id, entry = next(iter(corpus.entries.items()))
    claim = Claim("so many", "001-brief", quantities=(Quantity("so many", value),))
    (row,) = rows(
        exported(replace(corpus, entries={id: replace(entry, claims=(claim,))}, questions={})), "claim_quantities"
    )
    assert (row["low"], row["high"], row["approximate"]) == (low, high, about)

"""What we hand out can be taken in again: each of our own layouts gives back the same claims, whichever dossier it came from."""

from __future__ import annotations

import csv
import json
import shutil
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path

import pytest
from validation.round_trips import differences, planned, taken_in, without_entries

from build_tools.agreement import Agreement
from build_tools.brought.anchoring import normalised
from build_tools.corpus import Corpus
from build_tools.dossier import open_dossier
from build_tools.exports.all import files
from build_tools.exports.telling import SiteFacts, Telling
from build_tools.ingest.apply import apply_brought
from build_tools.inspection import find_problems
from build_tools.model import Entry
from build_tools.problems import errors_among
from build_tools.published import for_readers

HERE = Path(__file__).parent
FERRY = HERE / "dossiers" / "ferry"

# What each layout does not bring back, by name; the README says the same. Of a claim: nothing. The words before a repeated
# quote are found again by where it stands, and may be fewer.
NEVER_OF_AN_ENTRY = {"status", "proposed_by", "reviewed_by", "was", "waivers"}
OF_THE_CLAIMS_ALONE = NEVER_OF_AN_ENTRY | {"places", "actors", "see_also", "sensitivity", "body"}
LAYOUTS: Mapping[tuple[str, ...], set[str]] = {
    ("claims.jsonl",): OF_THE_CLAIMS_ALONE,
    ("claims.csv",): OF_THE_CLAIMS_ALONE,
    ("annotations.jsonld",): (OF_THE_CLAIMS_ALONE | {"title", "date", "type"}) - {"sensitivity"},
    ("dossier.json",): NEVER_OF_AN_ENTRY,
    ("entries.jsonl", "claims.jsonl"): NEVER_OF_AN_ENTRY,
    ("claims.csv", "entries.csv"): NEVER_OF_AN_ENTRY | {"sensitivity", "body"},
}


@dataclass(frozen=True)
class Exported:
    """A dossier with its records as readers get them, and the folder of what it hands out."""

    root: Path
    corpus: Corpus
    out: Path


@pytest.fixture(scope="module")
def exported(dossiers: Mapping[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Exported]:
    made = {}
    for name, root in {**dossiers, "ferry": FERRY}.items():
        out = tmp_path_factory.mktemp("out")
        corpus = for_readers(open_dossier(root).corpus)
        telling = Telling(corpus, Agreement(corpus), SiteFacts("A dossier", url="https://dossier.example/"))
        for path, content in files(telling).items():
            (out / Path(path).name).write_bytes(content)
        made[name] = Exported(root, corpus, out)
    return made


@pytest.mark.parametrize("names", LAYOUTS, ids="+".join)
@pytest.mark.parametrize("dossier", ["first", "flood", "ferry"])
def test_a_dossier_without_its_timeline_gets_it_back_from_what_it_has_handed_out(
    dossier: str, names: tuple[str, ...], exported: Mapping[str, Exported], tmp_path: Path
) -> None:
    one = exported[dossier]
    root = without_entries(one.root, tmp_path / "copy")
    assert taken_in(root, [one.out / name for name in names]) == []
    back = open_dossier(root)
    assert errors_among(back.problems) == []
    assert list(differences(one.corpus, back.corpus)) == []
    assert lost(one.corpus, back.corpus) <= LAYOUTS[names]


def lost(before: Corpus, after: Corpus) -> set[str]:
    """The fields of entries that have not come back as they were."""
    names = [one.name for one in fields(Entry) if one.name not in ("id", "path", "body_line", "claims")]
    standing = {one.entry.id for one in before.claims}
    pairs = [(before.entries[id], after.entries[id]) for id in standing]
    found = {name for name in names for one, other in pairs if held(one, name) != held(other, name)}
    gone = set(before.entries) - standing
    points_to_gone = all(set(one.see_also) - set(other.see_also) <= gone for one, other in pairs)
    return found - ({"see_also"} if points_to_gone else set())


def held(entry: Entry, name: str) -> object:
    """A field; of prose nothing but its blank lines around it may differ."""
    return entry.body.strip() if name == "body" else getattr(entry, name)


@pytest.mark.parametrize("names", LAYOUTS, ids="+".join)
def test_taking_it_in_a_second_time_changes_nothing_and_tells_no_difference(
    names: tuple[str, ...], exported: Mapping[str, Exported]
) -> None:
    for one in exported.values():
        found = max(planned(one.root, *(one.out / name for name in names)), key=lambda found: found.plan.here)
        assert (found.plan.changes, found.plan.told, found.plan.deleted) == ([], [], [])
        assert found.plan.here == len(one.corpus.claims)


def test_what_comes_back_breaks_no_rule_that_it_did_not_break(exported: Mapping[str, Exported], tmp_path: Path) -> None:
    root = without_entries(exported["ferry"].root, tmp_path / "copy")
    assert taken_in(root, [exported["ferry"].out / "dossier.json"]) == []
    assert errors_among(find_problems(open_dossier(root))) == []


MUTATIONS: Mapping[str, Callable[[str], str]] = {
    "the first letter gone": lambda quote: quote[1:],
    "the last letter gone": lambda quote: quote[:-1],
    "a letter more": lambda quote: quote + "x",
    "two letters exchanged": lambda quote: quote[1] + quote[0] + quote[2:],
    "in capitals": str.upper,
    "straight quotation marks": lambda quote: quote.replace("“", '"').replace("”", '"').replace("’", "'"),
    "dots for words": lambda quote: quote[:10] + "…" + quote[-10:],
    "another blank": lambda quote: quote.replace(" ", "  ", 1),
    "a blank that does not break": lambda quote: quote.replace(" ", "\u00a0"),
    "decomposed letters": lambda quote: unicodedata.normalize("NFD", quote),
    "as it is": lambda quote: quote,
}


@pytest.mark.parametrize("dossier", ["first", "ferry"])
def test_words_that_are_not_quite_right_stand_exactly_there_or_are_refused(
    dossier: str, exported: Mapping[str, Exported], tmp_path: Path
) -> None:
    one = exported[dossier]
    claims = [json.loads(line) for line in (one.out / "claims.jsonl").read_text().splitlines()][::3]
    bent = [
        {
            **claim,
            "quote": bend(claim["quote"]),
            "position": {"start": position["start"] + by, "end": position["end"] + by},
        }
        for bend in MUTATIONS.values()
        for by in (-1, 0)
        for claim in claims
        if (position := claim["position"]) and position["start"] + by >= 0
    ]
    file = tmp_path / "bent.jsonl"
    file.write_text("\n".join(map(json.dumps, bent)))
    root = without_entries(one.root, tmp_path / "copy")
    (found,) = planned(root, file, restore=True)
    assert len(found.plan.homes) + found.again + found.refused == len(bent)
    assert len(found.plan.homes) > 2 * len(claims) < found.refused
    apply_brought(root, found)
    back = open_dossier(root).corpus
    assert {back.find(one.claim).outcome for one in back.claims} == {"exact"}
    assert {one.claim.quote for one in back.claims} <= {normalised(one["quote"]).strip() for one in bent}


def test_what_was_deleted_stays_deleted_unless_one_asks_for_it(
    exported: Mapping[str, Exported], tmp_path: Path
) -> None:
    one = exported["ferry"]
    root = without_entries(one.root, tmp_path / "copy")
    assert taken_in(root, [one.out / "claims.csv"]) == []
    shutil.rmtree(root / "content/timeline")
    (found,) = planned(root, one.out / "claims.jsonl")
    assert found.plan.changes == []
    assert len(found.plan.deleted) == len(one.corpus.claims)
    (found,) = planned(root, one.out / "claims.jsonl", restore=True)
    assert len(found.plan.homes) == len(one.corpus.claims)


@pytest.mark.parametrize("name", ["claims.csv", "claims.jsonl"])
def test_a_source_that_has_another_name_elsewhere_is_known_by_the_hash_of_its_text(
    name: str, exported: Mapping[str, Exported], tmp_path: Path
) -> None:
    one = exported["ferry"]
    root = without_entries(one.root, tmp_path / "copy")
    sources = root / "content/sources"
    (sources / "2025-10-14-courier-first.md").rename(sources / "the-first-report.md")
    (found,) = planned(root, one.out / name, restore=True)
    assert found.problems == []
    assert len(found.plan.homes) == len(one.corpus.claims)


def test_a_spreadsheet_may_have_saved_the_table_again(exported: Mapping[str, Exported], tmp_path: Path) -> None:
    one = exported["first"]
    with (one.out / "claims.csv").open(newline="", encoding="utf-8") as file:
        rows = [dict(reversed(row.items())) for row in csv.DictReader(file)]
    again = tmp_path / "Mappe1.csv"
    with again.open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    root = without_entries(one.root, tmp_path / "copy")
    (found,) = planned(root, again, restore=True)
    assert found.problems == []
    apply_brought(root, found)
    assert list(differences(one.corpus, open_dossier(root).corpus)) == []

"""The downloads, each read by another program than the one that wrote it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import replace

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_corpus import SEED, small_corpus

from build_tools.agreement import Agreement
from build_tools.corpus import Corpus
from build_tools.exports.all import files
from build_tools.exports.csv_table import columns, defuse, restore, table
from build_tools.exports.checksums import Finished
from build_tools.exports.downloads import described
from build_tools.exports.table_layout import layouts
from build_tools.exports.telling import Telling
from build_tools.model import Claim, Entry, Source, Waiver
from build_tools.seeds import read_document
from build_tools.voicing import voicing

DANGEROUS_STARTS = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return small_corpus()


@pytest.fixture(scope="module")
def made(corpus: Corpus) -> dict[str, bytes]:
    return dict(files(Telling(corpus, Agreement(corpus))))


def finished(made: Mapping[str, bytes]) -> dict[str, Finished]:
    return {path: Finished.of(content) for path, content in made.items()}


def rows(data: bytes) -> list[dict[str, str]]:
    read = csv.DictReader(io.StringIO(data.decode("utf-8"), newline=""), strict=True)
    return [{column: restore(cell) for column, cell in row.items()} for row in read]


def test_every_claim_is_a_row_with_its_words_unchanged(corpus: Corpus, made: dict[str, bytes]) -> None:
    claims = rows(made["data/claims.csv"])
    assert [row["id"] for row in claims] == [placed.id for placed in corpus.claims]
    assert [row["quote"] for row in claims] == [placed.claim.quote for placed in corpus.claims]
    assert [row["note"] for row in claims] == [placed.claim.note for placed in corpus.claims]


def test_a_claim_row_says_whose_word_it_is_and_how_it_came(made: dict[str, bytes]) -> None:
    named, unnamed, _, voice, *_ = rows(made["data/claims.csv"])
    assert (named["root"], named["speaker_name"], named["via"]) == ("named", "Volodymyr Zelensky", "evening-post")
    assert (unnamed["root"], unnamed["speaker_words"], unnamed["speaker_within"]) == ("unnamed", "officials", "agency")
    assert (voice["root"], voice["speaker"]) == ("voice", "")
    counted = {"written": "12,000", "value": "12000", "unit": "people", "of": "soldiers"}
    assert json.loads(named["quantities"]) == [counted]


def test_a_claim_row_says_whether_its_speaker_is_quoted_or_reported(made: dict[str, bytes], corpus: Corpus) -> None:
    told = [voicing(placed.claim, corpus) for placed in corpus.claims]
    assert [row["wording"] for row in rows(made["data/claims.csv"])] == told
    lines = made["data/claims.jsonl"].decode().splitlines()
    assert [json.loads(line)["wording"] for line in lines] == told and len({*told}) > 2


def test_dates_stay_edtf_with_their_strict_bounds_beside_them(made: dict[str, bytes]) -> None:
    claim, entry = rows(made["data/claims.csv"])[0], rows(made["data/entries.csv"])[0]
    assert (claim["when"], claim["when_earliest"], claim["when_latest"]) == ("../2024-11-04", "", "2024-11-04")
    assert (entry["date"], entry["date_earliest"], entry["date_latest"]) == (
        "2024-11-04/2024-11-05", "2024-11-04", "2024-11-05",
    )  # fmt: skip


def test_a_retracted_entry_is_listed_as_such_and_without_claims(made: dict[str, bytes]) -> None:
    entry = rows(made["data/entries.csv"])[1]
    assert (entry["status"], entry["claims"], entry["title"]) == ("retracted", "0", "=HYPERLINK(1) retracted rumour")


def test_no_cell_starts_a_formula(made: dict[str, bytes]) -> None:
    for name in layouts():
        for row in csv.reader(io.StringIO(made[f"data/{name}.csv"].decode(), newline="")):
            assert not [cell for cell in row if cell.startswith(tuple(DANGEROUS_STARTS))]


@given(st.one_of(st.text(), st.builds("".join, st.tuples(st.sampled_from([*DANGEROUS_STARTS, "'"]), st.text()))))
def test_a_defused_cell_gives_its_value_back(value: str) -> None:
    assert restore(defuse(value)) == value
    assert not defuse(value).startswith(tuple(DANGEROUS_STARTS))


def test_lines_end_and_cells_are_quoted_as_rfc_4180_has_it(made: dict[str, bytes]) -> None:
    data = made["data/claims.csv"]
    assert data.startswith(b"id,address,entry,") and data.endswith(b"\r\n")
    assert b'comma\nand a second line"' in data


def test_a_row_that_misses_a_column_is_refused() -> None:
    with pytest.raises(ValueError, match="columns differ"):
        table("claims.csv", [{"id": "x"}])


@pytest.mark.parametrize("name", [f"{name}.csv" for name in layouts()])
def test_every_column_is_documented_in_the_order_of_the_file(name: str, made: dict[str, bytes]) -> None:
    header = made[f"data/{name}"].decode().split("\r\n")[0].split(",")
    assert header == list(columns(name)) and all(columns(name).values())
    assert {one.name: one.columns for one in described(finished(made))}[name] == columns(name)


def validator(made: dict[str, bytes]) -> jsonschema.Draft202012Validator:
    schema = json.loads(made["data/dossier.schema.json"])
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())


def test_the_dossier_satisfies_its_schema(made: dict[str, bytes]) -> None:
    validator(made).validate(json.loads(made["data/dossier.json"]))


KINDS = {"entries": "entry", "claims": "claim", "sources": "source", "actors": "actor", "places": "place"}
KINDS |= {"questions": "question", "answers": "answer"}


def lines(data: bytes) -> list[dict[str, object]]:
    return [json.loads(line) for line in data.decode().splitlines()]


@pytest.mark.parametrize("kind", KINDS)
def test_every_line_is_an_object_of_the_dossier_and_satisfies_its_part_of_the_schema(
    kind: str, made: dict[str, bytes]
) -> None:
    schema = json.loads(made["data/dossier.schema.json"])
    part = {"$ref": f"#/$defs/{KINDS[kind]}", "$defs": schema["$defs"]}
    told = lines(made[f"data/{kind}.jsonl"])
    assert told
    for line in told:
        jsonschema.validate(line, part, jsonschema.Draft202012Validator)
    dossier = json.loads(made["data/dossier.json"])
    answers = [answer for question in dossier["questions"] for answer in question["finding"]["answers"]]
    assert told == (answers if kind == "answers" else dossier[kind])


def test_what_other_readers_take_for_a_line_break_breaks_no_line(corpus: Corpus) -> None:
    id, entry = next(iter(corpus.entries.items()))
    changed = replace(corpus, entries={**corpus.entries, id: replace(entry, body="one\x85two\u2028three\x1efour\n")})
    (told, *others) = lines(files(Telling(changed, Agreement(changed)))["data/entries.jsonl"])
    assert told["body"] == "one\x85two\u2028three\x1efour\n" and len(others) == len(corpus.entries) - 1


def test_a_claim_tells_the_words_before_a_repeated_quote_unless_a_withheld_claim_has_them() -> None:
    text = "The mayor came. Vera said: he lied. Anna said: he lied.\n"
    claim = Claim("he lied", "town", after="Anna said:")
    hidden = Entry("secret", claims=(Claim("Anna", "town"),))
    open_dossier = Corpus(
        entries={"lie": Entry("lie", title="A lie", date="2024", claims=(claim,))},
        sources={"town": Source("town")},
        documents={"town": read_document(text, "town.txt")},
    )
    for corpus, words in ((open_dossier, "Anna said:"), (replace(open_dossier, withheld={"secret": hidden}), "")):
        (told,) = lines(files(Telling(corpus, Agreement(corpus)))["data/claims.jsonl"])
        assert (told["after"], told["quote_found"]) == (words, "exact")


def test_the_same_words_of_two_sources_have_an_address_each() -> None:
    claims = (Claim("he lied", "wire"), Claim("he came", "wire"), Claim("he lied", "evening-post"))
    corpus = Corpus(
        entries={"lie": Entry("lie", title="A lie", date="2024", claims=claims)},
        sources={id: Source(id) for id in ("wire", "evening-post")},
    )
    told = lines(files(Telling(corpus, Agreement(corpus)))["data/claims.jsonl"])
    first, other, copy = (one["address"] for one in told)
    assert copy == f"{first}-evening-post" and first != other


def test_the_dossier_says_what_a_record_waives(corpus: Corpus) -> None:
    id, entry = next(iter(corpus.entries.items()))
    waived = replace(entry, waivers=(Waiver("date-order", "The paper is dated a day early.", "2031-03-07"),))
    changed = replace(corpus, entries={**corpus.entries, id: waived})
    made = dict(files(Telling(changed, Agreement(changed))))
    dossier = json.loads(made["data/dossier.json"])
    validator(made).validate(dossier)
    (told,) = next(one for one in dossier["entries"] if one["id"] == id)["waivers"]
    assert told == {
        "rule": "date-order",
        "reason": "The paper is dated a day early.",
        "date": "2031-03-07",
        "about": "",
    }


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("version",), "2.0"),
        (("entries", 0, "status"), "published"),
        (("entries", 0, "sensitivity"), "person-at-risk"),
        (("claims", 0, "id"), "no-hash"),
        (("claims", 0, "speaker"), {"actor": "x", "unnamed": "y"}),
        (("places", 1, "coordinates"), [142.0, 47.0]),
        (("questions", 0, "finding", "state"), "true"),
    ],
)
def test_the_schema_refuses_what_the_format_does_not_allow(
    made: dict[str, bytes], path: tuple[str | int, ...], value: object
) -> None:
    dossier = json.loads(made["data/dossier.json"])
    holder = dossier
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = value
    assert not validator(made).is_valid(dossier)


def test_the_dossier_holds_what_the_questions_come_to(corpus: Corpus, made: dict[str, bytes]) -> None:
    sent, ships = json.loads(made["data/dossier.json"])["questions"]
    assert sent["finding"]["state"] == "contradicted"
    assert [answer["value"]["low"] for answer in sent["finding"]["answers"]] == [12000, 9000]
    assert len(sent["finding"]["contradictions"]) == len(sent["finding"]["declined"]) == 1
    assert ships["finding"]["state"] == "open"


def test_positions_are_code_points_that_slice_the_quote_out_of_the_text(made: dict[str, bytes]) -> None:
    claims = json.loads(made["data/dossier.json"])["claims"]
    found = [claim for claim in claims if claim["quote_found"] == "exact"]
    assert len(found) == 4
    assert all(SEED[claim["position"]["start"] : claim["position"]["end"]] == claim["quote"] for claim in found)


def test_what_is_withheld_or_not_quoted_never_leaves(made: dict[str, bytes]) -> None:
    everything = b"".join(made.values())
    assert b"hidden" not in everything and b"No words of this line" not in everything


def test_the_same_corpus_gives_the_same_bytes(made: dict[str, bytes]) -> None:
    again = small_corpus()
    assert files(Telling(again, Agreement(again))) == made


def test_an_empty_dossier_has_empty_tables() -> None:
    made = dict(files(Telling(Corpus(), Agreement(Corpus()))))
    assert rows(made["data/claims.csv"]) == rows(made["data/entries.csv"]) == []
    validator(made).validate(json.loads(made["data/dossier.json"]))

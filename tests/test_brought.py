"""Files of claims from elsewhere, read without any dossier: what they say, and where their words stand."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.brought.anchoring import Anchor, Ground, NotAnchored, normalised
from build_tools.brought.brought_claim import BroughtClaim, BroughtFile, SourceHints, Speaker, Spot
from build_tools.brought.located_json import LONGEST_LINE
from build_tools.brought.reading import read
from build_tools.problems import Location

TEXT = (
    "The bridge is closed, police said. Nobody was hurt.\nThe mayor said the bridge is closed. "
    "Später sagte er: „Zwölf Häuser“ 🌊 sind leer. The bridge is closed until May."
)
CLOSED = "bridge is closed"
FIRST, SECOND, THIRD = 4, TEXT.find(CLOSED, 10), TEXT.rfind(CLOSED)
HERE = Spot(Location("x.jsonl"))


def claim(quote: str, **given: Any) -> BroughtClaim:
    return BroughtClaim(HERE, quote, given.pop("source", SourceHints(("article",))), **given)


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def span(start: int, count: Callable[[str], int] = len, text: str = TEXT, quote: str = CLOSED) -> tuple[int, int]:
    return count(text[:start]), count(text[: start + len(quote)])


# ── where words stand ───────────────────────────────────────────────────────────────────────────────────────

RECEIVED = "\ufeff" + unicodedata.normalize("NFD", TEXT.replace("\n", "\r\n").replace(" was ", "\u00a0was\u202f"))
MARKED = {"source": SourceHints((), RECEIVED)}


@dataclass(frozen=True)
class Case:
    claim: BroughtClaim
    found: int | str


CASES = {
    "words that stand there once need no place": Case(claim("Nobody was hurt"), TEXT.find("Nobody")),
    "nor does a wrong place harm them: it was told of another copy": Case(
        claim("Nobody was hurt", position=(3, 7)), TEXT.find("Nobody")
    ),
    "blanks around the words are none of them": Case(claim(" Nobody was hurt\n"), TEXT.find("Nobody")),
    "another letter is another word": Case(claim("Nobody was hurt!"), "missing"),
    "so are other capitals": Case(claim("nobody was hurt"), "missing"),
    "and other quotation marks": Case(claim("“Zwölf Häuser”"), "missing"),
    "composed letters and special blanks are as on import": Case(
        claim(unicodedata.normalize("NFD", "Später\u00a0sagte")), TEXT.find("Später")
    ),
    "no words at all stand nowhere": Case(claim(" \n"), "missing"),
    "words that stand there thrice need a place": Case(claim(CLOSED), "ambiguous"),
    "offsets tell it": Case(claim(CLOSED, position=span(SECOND)), SECOND),
    "offsets that miss by one tell nothing": Case(claim(CLOSED, position=(SECOND + 1, THIRD)), "contradicted"),
    "offsets with another end neither": Case(claim(CLOSED, position=(SECOND, SECOND + 3)), "contradicted"),
    "offsets may count UTF-16 units, as browsers do": Case(claim(CLOSED, position=span(THIRD, utf16)), THIRD),
    "or bytes": Case(claim(CLOSED, position=span(THIRD, lambda text: len(text.encode()))), THIRD),
    "words before tell it": Case(claim(CLOSED, prefix="mayor said the "), SECOND),
    "with other blanks in them too": Case(claim(CLOSED, prefix="hurt.   The mayor\n said the "), SECOND),
    "words behind tell it": Case(claim(CLOSED, suffix=" until May."), THIRD),
    "and may reach beyond the end": Case(claim(CLOSED, suffix=" until May. Read more: storms"), THIRD),
    "words that stand before none tell nothing": Case(claim(CLOSED, prefix="nowhere a "), "contradicted"),
    "two tellings have to agree": Case(claim(CLOSED, prefix="mayor said the ", suffix=" until"), "contradicted"),
    "a position of another copy gives way to words": Case(
        claim(CLOSED, position=(900, 916), suffix=" until May"), THIRD
    ),
    "words that all places share tell nothing": Case(claim(CLOSED, prefix="he "), "ambiguous"),
    "a file that carries the text counts in it": Case(
        claim(CLOSED, position=span(RECEIVED.rfind(CLOSED), text=RECEIVED), **MARKED), THIRD
    ),
    "and has to hold the words there": Case(
        claim("Nobody was hurt", position=span(RECEIVED.rfind(CLOSED), text=RECEIVED), **MARKED), "elsewhere"
    ),
    "unless its tool says itself that they are near at best": Case(
        claim("Nobody was hurt", position=(0, 3), is_rough=True, **MARKED), TEXT.find("Nobody")
    ),
    "then they still have to lead to one of several places": Case(
        claim(CLOSED, position=(0, 3), is_rough=True, **MARKED), "contradicted"
    ),
    "a piece of the text will do": Case(
        claim(CLOSED, position=(0, len(CLOSED)), source=SourceHints((), TEXT[THIRD:])), THIRD
    ),
    "another text counts for nothing": Case(
        claim("Nobody was hurt", position=(0, 3), source=SourceHints((), "Another text")), TEXT.find("Nobody")
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_words_stand_where_they_stand_or_nowhere(case: Case) -> None:
    found = Ground(TEXT).anchor(case.claim)
    assert (found.start if isinstance(found, Anchor) else found.why) == case.found


def test_offsets_may_count_in_the_file_as_it_was_received() -> None:
    raw = TEXT.replace("\n", "\r\n")
    found = Ground(TEXT, raw).anchor(claim(CLOSED, position=span(raw.rfind(CLOSED), text=raw)))
    assert found == Anchor(THIRD, THIRD + len(CLOSED))


WORDS = st.lists(st.sampled_from(["ja", "nein", "é", "🌊", "ja nein", "a\u00a0b", "\r\n", "\n", "x"]), max_size=25)
PLACES = st.tuples(st.integers(0, 60), st.integers(1, 12))


@given(
    WORDS.map(" ".join), PLACES, st.integers(-3, 3), st.integers(-3, 3), st.sampled_from(["NFC", "NFD"]), st.booleans()
)
def test_whatever_is_done_to_words_and_offsets_they_stand_exactly_there_or_are_refused(
    raw: str, place: tuple[int, int], first: int, last: int, form: str, carried: bool
) -> None:
    raw = unicodedata.normalize(form, raw)
    start, length = place
    quote = raw[start : start + length]
    position = (max(0, start + first), max(0, start + length + last))
    text = normalised(raw)
    brought = claim(quote, position=position, source=SourceHints((), raw if carried else None))
    found = Ground(text, raw if raw != text else "").anchor(brought)
    if isinstance(found, Anchor):
        assert text[found.start : found.end] == normalised(quote).strip() != ""
    elif not first and not last and normalised(quote).strip() and carried and found.why == "missing":
        assert normalised(quote).strip() not in text


@given(st.integers(0, 2), st.sampled_from([len, utf16, lambda text: len(text.encode())]))
def test_true_offsets_in_any_unit_lead_to_the_place_that_they_mean(which: int, count: Callable[[str], int]) -> None:
    start = (FIRST, SECOND, THIRD)[which]
    found = Ground(TEXT).anchor(claim(CLOSED, position=span(start, count)))
    assert found == Anchor(start, start + len(CLOSED)) or isinstance(found, NotAnchored) and found.why == "ambiguous"


# ── layouts ─────────────────────────────────────────────────────────────────────────────────────────────────


def lines(*held: object, name: str = "x.jsonl") -> BroughtFile:
    written = (one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in held)
    return read("\n".join(written).encode("utf-8", "surrogatepass"), name)


def extraction(text: str = CLOSED, kind: str = "claim", **given: Any) -> dict[str, Any]:
    return {"extraction_class": kind, "extraction_text": text, **given}


def document(*extractions: object, **given: Any) -> dict[str, Any]:
    return {"extractions": list(extractions), "text": TEXT, "document_id": "article", **given}


def test_langextract_s_lines_are_read() -> None:
    told = {"Speaker": "Jane Doe", "date": "2031-05-04T10:00:00Z", "stance": "Denied", "via": ["A", "B"], "mood": "sad"}
    made = lines(document(extraction(char_interval={"start_pos": 4, "end_pos": 20}, attributes=told)))
    (one,) = made.claims
    assert made.problems == []
    assert (one.quote, one.position, one.source) == (CLOSED, (4, 20), SourceHints(("article",), TEXT))
    assert (one.speaker, one.when, one.stance, one.via) == (
        Speaker(name="Jane Doe"),
        "2031-05-04",
        "denies",
        ("A", "B"),
    )
    assert (one.by, one.left) == ("LangExtract", {"mood": "sad"})


def test_an_extraction_that_was_not_aligned_has_no_place_and_one_without_attributes_is_a_claim_too() -> None:
    (one,) = lines(document(extraction(char_interval=None, alignment_status=None, attributes=None))).claims
    assert (one.position, one.speaker, one.left) == (None, None, {})


def test_names_and_numbers_are_no_claims_and_counted() -> None:
    made = lines(document(extraction("Jane", "Person"), extraction("May", "date"), extraction()))
    assert len(made.claims) == 1
    assert sum(made.left_out.values()) == 2


def test_who_names_the_event_groups_what_belongs_to_it() -> None:
    made = lines(document(*(extraction(attributes={"event": "Bridge closed"}) for _ in range(2))))
    assert {one.entry for one in made.claims} == {"bridge-closed"}
    assert made.entries["bridge-closed"].title == "Bridge closed"


@pytest.mark.parametrize("nobody", ["", "unknown", "None", "N/A"])
def test_an_attribute_that_says_nothing_is_none(nobody: str) -> None:
    (one,) = lines(document(extraction(attributes={"speaker": nobody, "stance": nobody}))).claims
    assert (one.speaker, one.stance, one.left) == (None, "asserts", {})


def test_a_date_that_is_none_is_left_out_and_a_stance_that_is_none_refuses_the_claim() -> None:
    made = lines(document(extraction(attributes={"date": "Wednesday"}), extraction(attributes={"stance": "wobbles"})))
    assert [(one.when, one.left) for one in made.claims] == [("", {"date": "Wednesday"})]
    assert [problem.code for problem in made.problems] == ["brought-shape"]


def annotation(**given: Any) -> dict[str, Any]:
    selector = [
        {"type": "RangeSelector", "startOffset": 1},
        {"type": "TextPositionSelector", "start": 4, "end": 20},
        {"type": "TextQuoteSelector", "exact": CLOSED, "prefix": "The ", "suffix": ", police"},
    ]
    return {"target": [{"source": "https://herald.example/a", "selector": selector}], **given}


ROW = annotation(
    uri="https://herald.example/a", user="acct:ana@hypothes.is", text="Odd.", tags=["stance: denies", "todo"]
)
SHAPES = {
    "the rows of a search": {"total": 1, "rows": [ROW]},
    "one a line": ROW,
    "a list": [ROW],
    "a page": {"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage", "items": [ROW]},
    "a collection": {"type": "AnnotationCollection", "total": 1, "first": {"type": "AnnotationPage", "items": [ROW]}},
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("name", ["x.jsonl", "x.json", "x.jsonld"])
def test_annotations_are_read_however_they_are_handed_out(shape: object, indent: int | None, name: str) -> None:
    made = lines(json.dumps(shape, indent=indent), name=name)
    (one,) = made.claims
    assert (one.quote, one.position, one.prefix, one.suffix) == (CLOSED, (4, 20), "The ", ", police")
    assert (one.stance, one.note, one.by, one.left) == ("denies", "Odd.", "ana", {"tags": ["todo"]})
    assert set(one.source.names) == {"https://herald.example/a"}


def test_a_w3c_annotation_with_bodies_is_read() -> None:
    bodies = [
        "https://example.org/more",
        {"type": "TextualBody", "purpose": "tagging", "value": "speaker: Jane Doe"},
        {"type": "TextualBody", "purpose": "commenting", "value": "See page 3."},
    ]
    target = {"source": {"id": "urn:sha256:" + "a" * 64}, "selector": {"type": "TextQuoteSelector", "exact": CLOSED}}
    (one,) = lines({"type": "Annotation", "creator": {"name": "Ana"}, "body": bodies, "target": target}).claims
    assert (one.speaker, one.note, one.by) == (Speaker(name="Jane Doe"), "See page 3.", "Ana")
    assert one.left == {"body": ["https://example.org/more"]}


def test_a_reply_or_a_note_on_a_page_is_no_claim() -> None:
    made = lines(annotation(references=["abc"]), {"target": [{"source": "https://herald.example/a"}]}, {"target": []})
    assert (made.claims, made.problems, sum(made.left_out.values())) == ([], [], 3)


OWN: dict[str, Any] = {"quote": CLOSED, "source": "article"}


@pytest.mark.parametrize(
    ("speaker", "meant"),
    [
        (None, None),
        ({"actor": "mayor"}, Speaker(id="mayor")),
        ("mayor", Speaker(id="mayor")),
        ({"unnamed": "a man", "within": "police"}, Speaker(words="a man", within="police")),
    ],
)
def test_the_speaker_of_a_line_of_ours_is_read(speaker: object, meant: Speaker | None) -> None:
    assert lines({**OWN, "speaker": speaker}).claims[0].speaker == meant


def test_lines_of_other_kinds_are_no_claims() -> None:
    made = lines({"id": "mayor", "aliases": []}, {"id": "herald", "publisher": "x", "title": "t"}, OWN)
    assert (len(made.claims), made.problems, sum(made.left_out.values())) == (1, [], 2)


# ── what is wrong with them ─────────────────────────────────────────────────────────────────────────────────

DEEP = "[" * 100_000
SPOILT: dict[str, tuple[object, str]] = {
    "no JSON": ('{"quote": "x", }', "brought-broken"),
    "half a line": ('{"quote": "x"', "brought-broken"),
    "two values": ('{"quote": "x", "source": "a"} {}', "brought-broken"),
    "a key twice": ('{"quote": "x", "quote": "y", "source": "a"}', "brought-broken"),
    "a number that is none": ('{"quote": "x", "source": "a", "position": NaN}', "brought-broken"),
    "a number without end": ('{"quote": "x", "source": ' + "9" * 6000 + "}", "brought-broken"),
    "nesting without end": (DEEP, "brought-broken"),
    "a word alone": ('"claims"', "brought-shape"),
    "an object of another kind": ({"hello": 1}, "brought-shape"),
    "no quote": ({**OWN, "quote": ""}, "brought-shape"),
    "a quote that is no text": ({**OWN, "quote": ["x"]}, "brought-shape"),
    "no source": ({"quote": "x"}, "brought-shape"),
    "half a surrogate": ('{"quote": "a \\ud800 b", "source": "a"}', "brought-shape"),
    "a control character": ({**OWN, "note": "a\x1b[31mb"}, "brought-shape"),
    "a mark that turns writing round": ({**OWN, "medium": "a\u202eb"}, "brought-shape"),
    "a stance that is none": ({**OWN, "stance": "Asserts"}, "brought-shape"),
    "a date that is none": ({**OWN, "when": "yesterday"}, "brought-shape"),
    "a date within an object that is none": ({**OWN, "said": {"edtf": "31.12.2031"}}, "brought-shape"),
    "a number that says nothing": ({**OWN, "quantities": [{"written": "x", "value": "many"}]}, "brought-shape"),
    "a quantity without words": ({**OWN, "quantities": [{"value": "12"}]}, "brought-shape"),
    "quantities that are no list": ({**OWN, "quantities": "12"}, "brought-shape"),
    "a quantity that is no object": ({**OWN, "quantities": [12]}, "brought-shape"),
    "a speaker who is both": ({**OWN, "speaker": {"actor": "a", "unnamed": "b"}}, "brought-shape"),
    "a speaker who is a number": ({**OWN, "speaker": 7}, "brought-shape"),
    "answers that are no object": ({**OWN, "answers": ["yes"]}, "brought-shape"),
    "a translation by nobody": ({**OWN, "translation": {"text": "x"}}, "brought-shape"),
    "offsets that are no numbers": ({**OWN, "position": {"start": "4", "end": "20"}}, "brought-shape"),
    "offsets that run backwards": ({**OWN, "position": {"start": 20, "end": 4}}, "brought-shape"),
    "half of the offsets": ({**OWN, "position": {"start": 4}}, "brought-shape"),
    "offsets that are true": ({**OWN, "position": {"start": True, "end": 4}}, "brought-shape"),
    "extractions that are no list": (document() | {"extractions": "x"}, "brought-shape"),
    "an extraction that is no object": (document("x"), "brought-shape"),
    "an extraction without text": (document({"extraction_class": "claim"}), "brought-shape"),
    "a text that is no text": (document(extraction()) | {"text": 7}, "brought-shape"),
    "attributes that are no object": (document(extraction(attributes=[1])), "brought-shape"),
    "an interval that is none": (document(extraction(char_interval=[1, 2])), "brought-shape"),
    "an annotation without words": (annotation(target={"source": "a", "selector": {"type": "X"}}), "brought-shape"),
    "a selector that is none": (annotation(target={"source": "a", "selector": ["x"]}), "brought-shape"),
}


@pytest.mark.parametrize(("spoilt", "code"), SPOILT.values(), ids=SPOILT)
def test_what_is_wrong_is_told_with_its_line_and_the_other_lines_count(spoilt: object, code: str) -> None:
    made = lines(OWN, "", spoilt, OWN)
    assert [(one.code, one.where.path, one.where.line) for one in made.problems] == [(code, "x.jsonl", 3)]
    assert all(one.tip and len(one.message) < 300 for one in made.problems)
    assert len(made.claims) == 2


def test_a_problem_names_the_column_and_the_way_to_the_value() -> None:
    held = document(extraction(), extraction(char_interval={"start_pos": "7", "end_pos": 9}))
    (problem,) = lines(held).problems
    line = json.dumps(held, ensure_ascii=False)
    assert problem.where.column == line.index('"7"') + 1
    assert problem.message.startswith("$.extractions[1].char_interval.start_pos: ")


def test_in_a_file_that_is_one_value_the_line_is_that_of_the_value() -> None:
    text = json.dumps({"rows": [ROW, annotation(target={"source": "a", "selector": {"type": "X"}})]}, indent=1)
    (problem,) = lines(text, name="x.json").problems
    before = text[: text.rindex('"type": "X"')].splitlines()
    assert problem.where.line == len(before) - 1
    assert "$.rows[1].target" in problem.message


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"\xff\xfe{\x00}\x00", "UTF-16"),
        (b'{"quote": "caf\xe9", "source": "a"}\n', "0xe9"),
        (b'{"quote": "' + b"x" * LONGEST_LINE + b'"}', "MB"),
    ],
)
def test_a_file_that_is_no_text_or_has_a_line_without_end_is_told(data: bytes, word: str) -> None:
    made = read(data + b"\n" + json.dumps(OWN).encode(), "x.jsonl")
    assert word in made.problems[0].message
    assert word == "UTF-16" or len(made.claims) == 1


def table(
    *rows: str, header: str = "quote,source,stance,when,quantities,speaker,speaker_words,start,end,note"
) -> BroughtFile:
    return read("\r\n".join([header, *rows]).encode(), "claims.csv")


def test_cells_are_given_back_as_they_were_before_they_were_defused() -> None:
    (one,) = table("'=1+1,article,,,,,,,,''quoted'").claims
    assert (one.quote, one.note) == ("=1+1", "'quoted'")


def test_a_row_names_its_text_by_its_hash_too() -> None:
    (one,) = table("x,article,asserts,ab12", header="quote,source,stance,source_sha256").claims
    assert one.source.names == ("article", "ab12")


CELLS = {
    "no quote": ",article,,,,,,,,",
    "no source": "x,,,,,,,,,",
    "a stance that is none": "x,article,maybe,,,,,,,",
    "a date that is none": "x,article,,31.12.2031,,,,,,",
    "no JSON": "x,article,,,[,,,,,",
    "JSON of another kind": "x,article,,,{},,,,,",
    "a named speaker without a name": "x,article,,,,mayor,a man,,,",
    "offsets that are none": "x,article,,,,,,4,x,",
    "too many cells": "x,article,,,,,,,,,,,,,",
    "a control character": "x,article,,,,,,,,\x1b",
}


@pytest.mark.parametrize("row", CELLS.values(), ids=CELLS)
def test_what_is_wrong_in_a_row_is_told_and_the_other_rows_count(row: str) -> None:
    made = table('"two', 'lines",article,,,,,,,,', row, "y,article,,,,,,,,")
    assert [(one.code, one.where.line) for one in made.problems] == [("brought-shape", 4)]
    assert [one.quote for one in made.claims] == ["two\nlines", "y"]


def test_a_quotation_mark_that_is_never_closed_is_told_with_its_row() -> None:
    made = table("x,article,,,,,,,,", '"y,article,,,,,,,,', "z,article,,,,,,,,")
    assert [(one.code, one.where.line) for one in made.problems] == [("brought-broken", 3)]
    assert len(made.claims) == 1


@given(st.binary(max_size=200) | st.text(max_size=100).map(str.encode), st.sampled_from(["x.jsonl", "x.json", "x.csv"]))
def test_any_bytes_are_read_or_told_of(data: bytes, name: str) -> None:
    made = read(data, name)
    assert all(problem.tip for problem in made.problems)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
KEYS = ["quote", "source", "speaker", "via", "stance", "said", "position", "quantities", "answers", "translation"]
OF_A_LAYOUT = st.one_of(
    st.dictionaries(st.sampled_from(KEYS), JSON).map(lambda given: {**OWN, **given}),
    st.dictionaries(st.sampled_from(["extractions", "text", "document_id", "model"]), JSON).map(
        lambda one: {"extractions": [], **one}
    ),
    JSON.map(lambda one: document(one, extraction(attributes=one), extraction(char_interval=one))),
    st.dictionaries(st.sampled_from(["target", "body", "tags", "text", "user", "creator", "uri"]), JSON).map(
        lambda one: annotation(**one)
    ),
    JSON.map(lambda one: {"format": "claimline-dossier", "claims": one, "entries": [one]}),
)


@given(OF_A_LAYOUT)
def test_whatever_stands_under_a_key_it_is_read_or_told_of(held: object) -> None:
    made = lines(held)
    assert all(problem.tip and "x.jsonl" == problem.where.path for problem in made.problems)

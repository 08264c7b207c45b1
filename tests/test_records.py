"""Records: located string-only YAML, the schema, and writing into a person's file."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from build_tools.model import Claim, Entry, Quantity, Unnamed
from build_tools.problems import Problem, ProblemsFound, Written
from build_tools.records import layout, splice
from build_tools.records.emit import plain, text_of
from build_tools.records.emit_yaml import OneLine, as_yaml, in_flow
from build_tools.records.load import load, parse
from build_tools.records.located_yaml import read

PATH = "content/timeline/2024/an-entry.md"


def problems_in(front_matter: str, path: str = PATH) -> list[str]:
    """Problems as ``line:column: code``."""
    found: list[Problem] = []
    try:
        parse(f"---\n{front_matter}---\n", path, found)
    except ProblemsFound as raised:
        found.extend(raised.problems)
    return [f"{problem.where.line}:{problem.where.column}: {problem.code}" for problem in found]


def test_every_value_stays_the_string_that_was_written() -> None:
    fields, problems = read("country: NO\ntime: 12:30\nyear: 2024\nflag: yes\nnothing: ~\nday: 2024-11-06\n", "x.md")
    assert not problems
    assert list(fields.values.values()) == ["NO", "12:30", "2024", "yes", "~", "2024-11-06"]


def test_every_value_knows_its_line_and_column() -> None:
    fields, _ = read("title: A\nplaces:\n  - kyiv\n", "x.md", first_line=2)
    title = fields.values["title"]
    assert isinstance(title, Written) and (title.line, title.column) == (2, 8)
    kyiv = fields.values["places"].values[0]  # type: ignore[union-attr]
    assert (kyiv.line, kyiv.column) == (4, 5)


BROKEN = {
    "title: A\ntitle: B\ndate: '2024'\ntype: x\nstatus: draft\n": ["3:1: duplicate-key"],
    "titel: A\ndate: '2024'\ntype: x\nstatus: draft\n": ["2:1: unknown-key", "2:1: missing-key"],
    "title: [A]\ndate: '2024'\ntype: x\nstatus: draft\n": ["2:8: wrong-shape"],
    "title:\ndate: '2024'\ntype: x\nstatus: draft\n": ["2:7: empty-value"],
    "title: A\ndate: '2024'\ntype: x\nstatus: done\n": ["5:9: not-one-of"],
    "title: A\ndate: '2024'\ntype: x\nstatus: draft\nplaces: kyiv\n": ["6:9: wrong-shape"],
    "title: A\ndate: '2024'\ntype: x\nstatus: draft\nclaims:\n  - quote: q\n    sorce: s\n": [
        "8:5: unknown-key",
        "7:5: missing-key",
    ],
    "title: A\ndate: '2024\ntype: x\n": ["3:7: yaml-syntax"],
    "title: A\n<<<<<<< HEAD\ntype: x\n": ["3:1: yaml-syntax"],
    "title: A: B\n": ["2:9: yaml-syntax"],
    "\ttitle: A\n": ["2:1: yaml-syntax"],
    "title: A\x07\n": ["2:9: yaml-syntax"],
    "a: &x [1]\nb: *x\n": ["3:4: yaml-feature"],
    "title: !!python/object:os.system A\ndate: '2024'\ntype: x\nstatus: draft\n": ["2:8: yaml-feature"],
    "- a\n- b\n": ["2:1: wrong-shape"],
    "a: " + "[" * 40 + "]" * 40 + "\n": ["2:16: yaml-feature"],
    "? [a, b]\n: c\n": ["2:3: yaml-feature", "2:1: missing-key", "2:1: missing-key", "2:1: missing-key", "2:1: missing-key"],
}  # fmt: skip


@pytest.mark.parametrize("front_matter", BROKEN)
def test_what_departs_from_the_schema_is_a_located_problem(front_matter: str) -> None:
    assert problems_in(front_matter) == BROKEN[front_matter]


@pytest.mark.parametrize("text", ["", "no front matter", "---\ntitle: A\n", "--- \n"])
def test_a_file_without_closed_front_matter_is_a_problem(text: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        parse(text, PATH, [])
    assert found.value.problems[0].code == "no-front-matter"


@given(st.binary(max_size=200))
def test_any_bytes_as_a_record_give_a_record_or_a_clear_problem(data: bytes) -> None:
    try:
        text = data.decode()
        parse(f"---\n{text}\n---\n", PATH, [])
    except (UnicodeDecodeError, ProblemsFound):
        pass


def test_a_broken_file_hides_no_other_problem(flood: Path) -> None:
    (flood / "content/actors/herald.md").write_text("---\nname: [\n---\n")
    (flood / "content/actors/Bad Name.md").write_text("---\nname: X\nkind: person\n---\n")
    (flood / "content/notes.txt").write_text("x")
    (flood / "content/places/latin1.md").write_bytes("---\nname: M\xfcnchen\nkind: city\n---\n".encode("latin-1"))
    codes = {(problem.where.path, problem.code) for problem in load(flood).problems}
    assert codes == {
        ("content/actors/herald.md", "yaml-syntax"),
        ("content/actors/Bad Name.md", "bad-id"),
        ("content/notes.txt", "stray-file"),
        ("content/places/latin1.md", "not-utf8"),
    }


# ── emitting ────────────────────────────────────────────────────────────────────────────────────────────────

words = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=30).filter(
    lambda text: text.strip() == text
)
claims = st.builds(
    Claim,
    quote=words,
    source=words,
    speaker=st.none() | words | st.builds(Unnamed, words=words, within=words),
    via=st.lists(words, max_size=3).map(tuple),
    stance=st.sampled_from(["asserts", "denies"]),
    quantities=st.lists(st.builds(Quantity, written=words, value=words), max_size=2).map(tuple),
    answers=st.dictionaries(words, words, max_size=2),
)


@given(words, st.lists(claims, max_size=3))
def test_a_new_record_is_read_back_as_it_was(title: str, held: list[Claim]) -> None:
    entry = Entry(id="an-entry", path=PATH, title=title, date="2024", type="x", status="draft", claims=tuple(held))
    problems: list[Problem] = []
    read_back = parse(text_of(entry), PATH, problems)
    assert not problems and isinstance(read_back, Entry)
    assert plain(read_back) == plain(entry)


@pytest.mark.parametrize(
    "value", ["yes", "NO", "12:30", "2024", "2024-11-06", "~", "null", "a: b", "# x", "- x", "it's"]
)
def test_what_other_yaml_readers_would_change_is_quoted(value: str) -> None:
    text = text_of(Entry(id="an-entry", title=value, date="2024", type="x"))
    assert yaml.safe_load(text.split("---")[1])["title"] == value


# ── splicing ────────────────────────────────────────────────────────────────────────────────────────────────

RECORD = """---
# a comment at the top
title:   Odd   # spaced as a person likes it
date: "2024-11-06"
type: strike
status: draft

claims:
  # the first
  - quote: |
      two
      lines
    source: a     # from a
    via: [x, y]
  - {quote: flow, source: b}
# at the end
---
Prose — with a “dash”.
"""


def test_setting_a_value_touches_nothing_else() -> None:
    assert splice.set_value(RECORD, ["date"], "2024") == RECORD.replace('"2024-11-06"', '"2024"')
    assert splice.set_value(RECORD, ["claims", 0, "source"], "c") == RECORD.replace("source: a ", "source: c ")
    assert splice.set_value(RECORD, ["claims", 1, "quote"], "x: y") == RECORD.replace("flow", '"x: y"')
    assert splice.set_value(RECORD, ["claims", 0, "via", 1], "z") == RECORD.replace("[x, y]", "[x, z]")


def test_a_new_key_stands_where_the_schema_has_it() -> None:
    edited = splice.set_value(RECORD, ["places"], ["kyiv"])
    assert edited == RECORD.replace("type: strike\n", "type: strike\nplaces: [kyiv]\n")


def test_an_appended_claim_comes_last_and_comments_stay() -> None:
    edited = splice.append_item(RECORD, ["claims"], {"quote": "new", "source": "c"})
    new = "  - quote: new\n    source: c\n"
    assert edited == RECORD.replace("source: b}\n", "source: b}\n" + new)


def test_newlines_stay_what_they_were() -> None:
    windows = RECORD.replace("\n", "\r\n")
    edited = splice.append_item(windows, ["claims"], {"quote": "new", "source": "c"})
    assert "\n" not in edited.replace("\r\n", "")


@given(words, st.sampled_from([["title"], ["date"], ["places"], ["claims", 0, "quote"], ["claims", 1, "note"]]))
def test_any_value_is_spliced_exactly_or_refused(value: str, path: list[str | int]) -> None:
    edited = splice.set_value(RECORD, path, value)
    assert splice.value_at(edited, path) == value
    assert edited.endswith(RECORD[RECORD.index("# at the end") :])


def test_an_entry_lives_in_the_year_of_its_first_day() -> None:
    assert layout.path_for(Entry(id="a", date="2023-08/..")) == "content/timeline/2023/a.md"
    assert layout.path_for(Entry(id="a", date="../2024-11-07")) == "content/timeline/2024/a.md"


# ── the quick writer of new records says what PyYAML would ───────────────────────────────────────────────────

tricky = st.sampled_from(
    ["yes", "No", "null", "~", "2024-11-06", "12:30", "a: b", "a #b", " x", "x ", "- x", "0x1f", "<<", "---", "5 tanks", "1,000 men",
     "“No,” he said: “never”", '"quoted"', "back\\slash", "line\u2028line", "two\nlines", "\u00a0", "😀 {x}", "Їжак", ""]
)  # fmt: skip
scalars = st.one_of(tricky, st.text(max_size=12), st.text(alphabet="aZ1 .,:#-[]{}?'\"“”é😀\n", max_size=12))
keys = st.sampled_from(["title", "a-b", "2024", "no", "yes", "x_1"])
one_line = st.dictionaries(keys, scalars, max_size=3).map(OneLine)
trees = st.recursive(
    st.one_of(scalars, one_line),
    lambda below: st.one_of(st.lists(below, max_size=3), st.dictionaries(keys, below, max_size=3)),
    max_leaves=8,
)


@given(st.dictionaries(keys, trees, min_size=1, max_size=4))
def test_what_is_written_is_read_as_it_was_meant(value: dict[str, object]) -> None:
    assert yaml.load(as_yaml(value), Loader=yaml.BaseLoader) == value
    assert yaml.load(in_flow(value), Loader=yaml.BaseLoader) == value


@given(scalars)
def test_a_scalar_is_quoted_only_where_yaml_needs_it(value: str) -> None:
    written = as_yaml({"key": value}).removeprefix("key: ").removesuffix("\n")
    assert written[0] == '"' or written == value
    by_pyyaml = yaml.safe_dump([value], allow_unicode=True, width=10**6, default_flow_style=False)[2:-1]
    assert (written[0] == '"') == (by_pyyaml[0] in "'\"")

"""Taking out, putting in and moving: nothing else in the file changes, however a person laid it out."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.records import splice
from build_tools.records import splice_items as items

RECORD = """---
# a comment at the top
title:   Odd   # spaced as a person likes it
date: "2024-11-06"
places: [kyiv,  'sumy' ,kursk]   # three

claims:
  # the first
  - quote: |
      two
      lines
    source: a     # from a
    via: [x, y]
  - {quote: flow, source: b, via: [z]}
  # the third,
  # in two lines
  - source: c
    # who it is
    speaker:
      unnamed: somebody
      within: d
    quote: "third"   # so it stands
# at the end
---
Prose — with a “dash”.
"""

REMOVALS = {
    ("places", 0): ("[kyiv,  'sumy' ,kursk]", "['sumy' ,kursk]"),
    ("places", 1): ("'sumy' ,kursk", "kursk"),
    ("places", 2): (" ,kursk", ""),
    ("places",): ("places: [kyiv,  'sumy' ,kursk]   # three\n", ""),
    ("title",): ("title:   Odd   # spaced as a person likes it\n", ""),
    ("claims", 0, "quote"): ("quote: |\n      two\n      lines\n    source: a", "source: a"),
    ("claims", 0, "via"): ("    via: [x, y]\n", ""),
    ("claims", 1): ("  - {quote: flow, source: b, via: [z]}\n", ""),
    ("claims", 1, "via"): (", via: [z]", ""),
    ("claims", 1, "via", 0): (", via: [z]", ""),
    ("claims", 1, "quote"): ("quote: flow, ", ""),
    ("claims", 2, "speaker"): ("    speaker:\n      unnamed: somebody\n      within: d\n", ""),
    ("claims", 2, "speaker", "unnamed"): ("      unnamed: somebody\n", ""),
}


@pytest.mark.parametrize(("path", "change"), REMOVALS.items(), ids=str)
def test_what_is_taken_out_leaves_every_other_byte(path: tuple[str | int, ...], change: tuple[str, str]) -> None:
    before, after = change
    assert RECORD.count(before) == 1
    assert items.remove(RECORD, path) == RECORD.replace(before, after)
    windows = RECORD.replace("\n", "\r\n")
    assert items.remove(windows, path) == RECORD.replace(before, after).replace("\n", "\r\n")


@pytest.mark.parametrize("path", [("places", 5), ("nothing",), ("claims", 0, "speaker"), ("title", 0)])
def test_what_is_not_there_is_not_taken_out(path: tuple[str | int, ...]) -> None:
    with pytest.raises(splice.CannotSplice):
        items.remove(RECORD, path)


def test_a_comment_that_would_go_with_its_neighbour_stops_the_writer() -> None:
    layout = RECORD.replace("[kyiv,  'sumy' ,kursk]", "[kyiv,  # the capital\n  sumy]")
    with pytest.raises(splice.CannotSplice, match="comment"):
        items.remove(layout, ("places", 0))
    with pytest.raises(splice.CannotSplice, match="comment"):
        items.remove(RECORD, ("claims", 2, "source"))


def test_an_item_is_put_in_before_another_and_its_comments() -> None:
    edited = items.insert_item(RECORD, ("claims",), 2, {"quote": "new", "source": "c"})
    new = "  - quote: new\n    source: c\n"
    assert edited == RECORD.replace("  # the third,\n", new + "  # the third,\n")
    assert items.insert_item(RECORD, ("places",), 1, "a, b") == RECORD.replace("'sumy'", "\"a, b\", 'sumy'")
    in_block = "---\nwas:\n- one\n---\n"
    assert items.insert_item(in_block, ("was",), 0, "no") == '---\nwas:\n- "no"\n- one\n---\n'
    assert splice.append_item(in_block, ("was",), "two") == "---\nwas:\n- one\n- two\n---\n"
    assert items.insert_item(RECORD, ("claims",), 9, "x") == splice.append_item(RECORD, ("claims",), "x")


def test_a_key_is_renamed_and_its_value_stays_as_it_is_written() -> None:
    edited = items.rename_key(RECORD, ("claims", 2, "speaker", "within"), "of")
    assert edited == RECORD.replace("within: d", "of: d")
    with pytest.raises(splice.CannotSplice, match="already"):
        items.rename_key(RECORD, ("claims", 2, "source"), "quote")


def test_a_moved_item_takes_its_comments_along() -> None:
    block = items.written_item(RECORD, ("claims", 2))
    assert block.startswith("# the third,\n# in two lines\n- source: c\n  # who it is\n  speaker:\n")
    wide = "---\nclaims:\n-   quote: one\n# the end\n---\n"
    moved = items.append_written(wide, ("claims",), block)
    assert moved == wide.replace("# the end\n", block + "# the end\n")
    assert splice.value_at(moved, ["claims", 1]) == splice.value_at(RECORD, ["claims", 2])
    first = items.append_written("---\r\ntitle: T\r\n---\r\n", ("claims",), items.written_item(RECORD, ("claims", 0)))
    assert first.startswith("---\r\ntitle: T\r\nclaims:\r\n  # the first\r\n  - quote: |\r\n      two\r\n")
    assert "\n" not in first.replace("\r\n", "")


# ── any layout ──────────────────────────────────────────────────────────────────────────────────────────────

words = st.sampled_from(
    ["plain", "'single # no comment'", '"double, [x]"', "“Ы” words: no", "|\n      text\n      # text too", "[a,  b]"]
)
comments = st.sampled_from(["", "   # a remark", " # “другое”"])


@st.composite
def layouts(draw: st.DrawFn) -> tuple[str, int]:
    """A list of claims with lines of comment before each, in one of several indents, and how many there are."""
    margin = " " * draw(st.integers(0, 4))
    count = draw(st.integers(2, 4))
    lines = ["---\ntitle: T\nclaims:\n"]
    for number in range(count):
        above = draw(st.sampled_from(["", "# above {}\n", "\n", "# one {}\n# two\n"]))
        lines += [margin + line + "\n" if line else "\n" for line in above.format(number).splitlines()]
        value = draw(words)
        value = value.replace("\n", "\n" + margin) if "|" in value else f"{value}{draw(comments)}"
        value = '"“Ы” words: no"' if value.startswith("“") else value
        lines.append(f"{margin}- quote: {value}\n{margin}  source: s{number}{draw(comments)}\n")
    text = "".join(lines) + f"{draw(st.sampled_from(['', '# end', 'status: draft']))}\n---\nProse.\n"
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"]))), count


def comments_of(text: str) -> list[str]:
    return re.findall(r"# (?:above|one|two|end)[^\r\n]*", text)


@given(layouts(), st.data())
def test_in_any_layout_the_lines_of_one_item_go_and_no_others(found: tuple[str, int], data: st.DataObject) -> None:
    text, count = found
    position = data.draw(st.integers(0, count - 1))
    before = splice.value_at(text, ["claims"])
    edited = items.remove(text, ("claims", position))
    assert splice.value_at(edited, ["claims"]) == before[:position] + before[position + 1 :]  # type: ignore[index]
    assert comments_of(edited) == comments_of(text)
    kept = iter(text.splitlines(keepends=True))
    assert all(line in kept for line in edited.splitlines(keepends=True)), "what stays, stays in its order"


@given(layouts(), layouts(), st.data())
def test_in_any_layout_an_item_moves_as_it_is_written(
    found: tuple[str, int], other: tuple[str, int], data: st.DataObject
) -> None:
    text, count = found
    position = data.draw(st.integers(0, count - 1))
    grown = items.append_written(other[0], ("claims",), items.written_item(text, ("claims", position)))
    moved = splice.value_at(text, ["claims", position])
    assert splice.value_at(grown, ["claims"]) == [*splice.value_at(other[0], ["claims"]), moved]  # type: ignore[misc]
    lines = iter(grown.splitlines(keepends=True))
    assert all(line in lines for line in other[0].splitlines(keepends=True)), "what was there stays in its order"

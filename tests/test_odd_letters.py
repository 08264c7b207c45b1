"""Letters that nobody sees, that turn others round, or that pass for another script's: shown on pages, and asked about."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from browser import Visitor
from framed_pages import write_framed
from page_tree import read_tree

from build_tools.corpus import Corpus
from build_tools.dossier import open_dossier
from build_tools.ingest.apply import apply_plans
from build_tools.ingest.run import plan_import
from build_tools.inspection import find_problems
from build_tools.model import Unnamed
from build_tools.pages.odd_letters import marked
from build_tools.pages.page import Page
from build_tools.pages.render import assets
from build_tools.problems import errors_among
from build_tools.text import hidden, lookalikes
from build_tools.text.quantities.find import find_quantities

SEEN = {
    "a right-to-left override": ("<p>a\u202ebc</p>", "U+202E: right-to-left override, which is not seen"),
    "a letter of no width": ("<p>a\u200bb</p>", "U+200B: zero width space, which is not seen"),
    "a tag": ("<p>a\U000e0068</p>", "U+E0068: tag latin small letter h, which is not seen"),
    "a control code": ("<p>a\x00b</p>", "U+0000: control code, which is not seen"),
    "a Cyrillic letter in a Latin word": ("<p>\u0420utin</p>", "U+0420: cyrillic capital letter er, among letters of another script"),
    "a Latin letter in a Cyrillic word": ("<p>Москвa</p>", "U+0061: latin small letter a, among letters of another script"),
    "a Greek letter in a Latin word": ("<p>Obam\u03b1</p>", "U+03B1: greek small letter alpha, among letters of another script"),
}  # fmt: skip


@pytest.mark.parametrize("case", SEEN)
def test_such_a_letter_bears_a_mark_that_names_it_and_stays_where_it_is(case: str) -> None:
    html, told = SEEN[case]
    tree = read_tree(marked(html))
    (mark,) = (one for one in tree.elements() if one.tag == "span")
    assert mark.attributes["title"] == told and mark.attributes["data-point"] == told.partition(":")[0]
    assert "".join(text for _, text in tree.texts()) == html[3:-4].replace("\x00", "")


HONEST = (
    "<p>Москва, Moscow, Αθήνα and «Су-57М»</p>", "<p>T-90М 3,5 µm, 5 μm, Ida Moss-Мосс</p>", "<p>می\u200cخواهم 👩\u200d🚒</p>", "<p>שלום\u200f 5</p>",
    "<p>A&nbsp;б &lt;Б&gt;</p>", "<p>É\u0301 Straße Łódź Đà Nẵng</p>",
)  # fmt: skip


@pytest.mark.parametrize("html", HONEST)
def test_honest_words_bear_none(html: str) -> None:
    assert marked(html) == html


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ('<a href="x" title="a\u202eb">c</a>', '<a href="x" title="a‹U+202E›b">c</a>'),
        ('<i data-x="a\u202eb"></i>', '<i data-x="a\u202eb"></i>'),
        ("<svg><text>a\u202eb</text></svg>", "<svg><text>a‹U+202E›b</text></svg>"),
        ("<option>a\u200bb</option>", "<option>a‹U+200B›b</option>"),
        ('<script type="application/ld+json">"a\u202eb"</script>', '<script type="application/ld+json">"a\u202eb"</script>'),
    ],
)  # fmt: skip
def test_where_no_element_may_stand_the_code_point_does(html: str, shown: str) -> None:
    assert marked(html) == shown


def test_the_scripts_of_search_know_the_same_letters() -> None:
    script = (Path(str(hidden.__file__)).parents[1] / "search" / "scripts" / "elements.js").read_text(encoding="utf-8")
    in_script = script.partition("/([")[2].partition("])/")[0]
    spelt = "".join(letter if letter == "-" else _spelt(letter) for letter in hidden.LETTERS)
    assert in_script == spelt


def _spelt(letter: str) -> str:
    number = ord(letter)
    return f"\\x{number:02x}" if number < 0xA0 else f"\\u{number:04x}" if number < 0x10000 else f"\\u{{{number:x}}}"


def test_only_words_of_two_scripts_hold_lookalikes() -> None:
    assert [*lookalikes.find("\u0420utin \u0420утин Putin")] == [0]
    assert not lookalikes.may_hold_any("Путин Putin") and lookalikes.may_hold_any("Putiн")


FACED = """Alder Gazette, March 5, 2031

“The numbers are \u202e000,21\u202c and gr\u200bowing,” P\u0430t Ryder said on Tuesday. Ryder added that 5 men had left.
"""


def imported(root: Path, *names: str) -> tuple[str, Corpus]:
    """The plan of an import of the text above, and what the dossier then has; ``names``: those of the one actor there was."""
    shown = "".join(f'  - "{one}"\n' for one in names[1:])
    for folder in ("content/actors", "seeds"):
        (root / folder).mkdir(parents=True)
    (root / "content/vocabulary.yml").write_text("statement: {label: Statement}\n")
    record = f"---\nname: {names[0]}\nkind: person\n" + (f"aliases:\n{shown}" if shown else "") + "---\n"
    (root / "content/actors/pat-ryder.md").write_text(record, encoding="utf-8")
    (root / "seeds/a.txt").write_text(FACED, encoding="utf-8")
    plan = plan_import(root, latest=date(2031, 12, 31))
    apply_plans(root, plan.plans)
    return plan.as_text(), open_dossier(root).corpus


def test_a_name_that_looks_like_a_recorded_one_is_given_to_nobody_and_the_plan_says_so(tmp_path: Path) -> None:
    plan, corpus = imported(tmp_path, "Pat Ryder", "Ryder")
    assert {claim.claim.speaker for claim in corpus.claims} == {Unnamed("P\u0430t Ryder"), Unnamed("Ryder")}
    (told,) = (line for line in plan.splitlines() if "mixes two scripts" in line)
    assert told.strip().startswith("? “P\u0430t Ryder” mixes") and told.endswith(
        "(U+0430): not taken for anybody of that name"
    )
    assert "gr‹U+200B›owing" in plan and not errors_among(find_problems(open_dossier(tmp_path)))


def test_what_a_curator_has_written_so_letter_by_letter_is_who_it_is(tmp_path: Path) -> None:
    _, corpus = imported(tmp_path, "Pat Ryder", "P\u0430t Ryder", "Ryder")
    assert {claim.claim.speaker for claim in corpus.claims} == {"pat-ryder"}


def test_a_number_that_is_seen_otherwise_than_it_stands_has_no_value(tmp_path: Path) -> None:
    _, corpus = imported(tmp_path, "Pat Ryder")
    assert [one.value for claim in corpus.claims for one in claim.claim.quantities] == ["5"]


@pytest.mark.parametrize(
    ("text", "values"),
    [("12\u200b000 men", []), ("\u202e000,21\u202c men and 5 boats", ["5"]), ("\u20665\u2069 men", ["5"]), ("\u200f5 men", ["5"])],
)  # fmt: skip
def test_only_letters_that_hide_or_turn_digits_take_a_value_away(text: str, values: list[str]) -> None:
    assert [one.value for one in find_quantities(text)] == values


TURNING = """<div class="cl-page"><p id="turned">said <q>\u202eabc</q> on 5 May</p>
<p id="hebrew"><a href="#">\u05d0\u05d1\u05d2</a> 123 (left)</p><p id="bare">name\u202egpj.exe on 5 May</p></div>"""
# From left to right as they are painted: where the words before and behind stand.
PLACES = """(id) => { const found = []; const walker = document.createTreeWalker(document.getElementById(id), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) for (const word of walker.currentNode.data.matchAll(/said|on|5|May|123|left|name/g)) {
    const range = document.createRange(); range.setStart(walker.currentNode, word.index); range.setEnd(walker.currentNode, word.index + word[0].length);
    found.push([range.getBoundingClientRect().left, word[0]]); }
  return found.sort(([a], [b]) => a - b).map(([, word]) => word).join(" "); }"""


def test_no_quote_and_no_name_turns_its_neighbours_round(visit: Visitor, tmp_path: Path) -> None:
    page = Page(path="x.md", title="x", description="x", html=marked(TURNING))
    opened = visit(write_framed(tmp_path, [page], assets()) + "x.html")
    assert opened.page.evaluate(PLACES, "turned") == "said on 5 May"
    assert opened.page.evaluate(PLACES, "bare") == "name on 5 May"
    assert opened.page.evaluate(PLACES, "hebrew") == "123 left"
    point = "() => getComputedStyle(document.querySelector('#bare .cl-unseen'), '::before').content"
    assert opened.page.evaluate(point) == '"U+202E"'

"""Markdown as an original: what notes apps, clippers and site generators write, as plain text with its metadata."""

from __future__ import annotations

from pathlib import Path

import pytest
from work import STEADY, grows_with

from build_tools.originals.article import Article
from build_tools.originals.read import read_original

CASES = sorted((Path(__file__).parent / "cases" / "originals").glob("*.md"))


def read(text: str | bytes) -> Article:
    (one,) = read_original(text if isinstance(text, bytes) else text.encode(), "seeds/a.md").articles
    return one


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_markup_goes_and_the_words_stay(path: Path, request: pytest.FixtureRequest) -> None:
    """The case: Markdown above the line, below it the text."""
    above, _, below = path.read_text(encoding="utf-8").partition("=====\n")
    found = read(above).text
    if request.config.getoption("--update-golden"):
        path.write_text(f"{above}=====\n{found}", encoding="utf-8")
    else:
        assert found == below


FRONT = [
    # what writes it, the front matter, and what it gives
    (
        "Obsidian Web Clipper",
        '---\ntitle: "Flood"\nsource: "https://g.example/a"\nauthor:\n  - "[[Ida Moss]]"\npublished: 2025-03-04\n'
        'created: 2025-03-06\ntags:\n  - "clippings"\n---\n',
        {"title": "Flood", "url": "https://g.example/a", "authors": ("Ida Moss",), "published": "2025-03-04"}
        | {"retrieved": "2025-03-06"},
    ),
    (
        "Hugo",
        '+++\ntitle = "Flood"\ndate = 2025-03-04T10:00:00+01:00\nauthors = ["Ida Moss", "Tom Reed"]\ndraft = false\n+++\n',
        {"title": "Flood", "published": "2025-03-04", "authors": ("Ida Moss", "Tom Reed")},
    ),
    (
        "Jekyll",
        "---\nlayout: post\ntitle:  Flood\ndate:   2025-03-04 10:00:00 +0100\nlang: de\nauthor: Ida Moss\n---\n",
        {"title": "Flood", "published": "2025-03-04", "authors": ("Ida Moss",), "language": "de"},
    ),
    (
        "Omnivore",
        "---\ntitle: Flood\nauthor: Ida Moss\ndate_saved: 2025-03-06\ndate_published: 2025-03-04\nurl: https://g.example/a\n"
        "---\n",
        {"title": "Flood", "published": "2025-03-04", "retrieved": "2025-03-06", "url": "https://g.example/a"},
    ),
    (
        "a person",
        "---\nTitle: Flood\nsource: Alder Gazette\nDate: 4 March 2025\nurl: javascript:alert(1)\n---\n",
        {"title": "Flood", "publisher": "Alder Gazette", "published": "", "url": ""},
    ),
    (
        "Pandoc",
        "---\ntitle: Flood\nauthor:\n- name: Ida Moss\n  affiliation: Gazette\n...\n",
        {"authors": ("Ida Moss",)},
    ),
    ("nobody", "# Flood\n\n", {"title": "Flood", "published": ""}),
    ("nobody, with a line under it", "Flood\n=====\n\n", {"title": "Flood"}),
    ("a rule and no front matter", "---\n\nWords\n\n---\n\n", {"title": ""}),
]


@pytest.mark.parametrize(("program", "front", "given"), FRONT, ids=[case[0] for case in FRONT])
def test_front_matter_is_metadata(program: str, front: str, given: dict[str, object]) -> None:
    one = read(f"{front}At least 40 people were taken to safety.\n")
    assert {key: getattr(one, key) for key in given} == given
    assert one.text.endswith("At least 40 people were taken to safety.\n")
    assert "title:" not in one.text and "---" not in one.text


@pytest.mark.parametrize(
    "front", ["---\ntitle: [unclosed\n---\n", "+++\ntitle = \n+++\n", "---\na: &x 1\nb: *x\n---\n"]
)
def test_front_matter_that_nobody_can_read_is_told_and_the_text_is_taken(front: str) -> None:
    found = read_original(f"{front}Some words.\n".encode(), "seeds/a.md")
    (one,) = found.articles
    assert one.text == "Some words.\n"
    assert [problem.level.value for problem in found.problems] in (["warning"], [])
    assert one.title == "" or found.problems == ()


HOSTILE = ["[", "![", "[a](", "[^1]", "[[", "> ", "*a **b ", "`", "<", "<div>", "<!--", "<![", "<![CDATA[", "<script>"]
HOSTILE += ["- \n  ", "|", "\\", "&#", "==", "%%", "{%", "a\n=\n"]


@pytest.mark.parametrize("piece", HOSTILE)
def test_no_markup_takes_longer_than_its_length_allows(piece: str) -> None:
    assert grows_with(150, lambda length: read(f"word {piece * length} word\n")) < STEADY * 4

"""What may put a person at risk: its words reach no page, no search, no download and no report, by whichever way."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path

import pytest
from git_work import commit_all, repository_of
from on_disk import edit
from test_curation import claimline, done, refused

from build_tools.building import build_site
from build_tools.coverage import coverage
from build_tools.dossier import open_dossier
from build_tools.history import read_history
from build_tools.inspection import find_problems
from build_tools.pages.page import Site
from build_tools.problems import Problem
from build_tools.publication import Publication

HERE = Path(__file__).parent
WITNESS = "content/timeline/2031/witness.md"
HERALD = "content/sources/herald.md"
FLOOD = "content/timeline/2031/millbrook-flood.md"
SEEN = "she had seen lorries carry sandbags away from the sluice before dawn"
SENTENCE = f"The dam keeper said {SEEN}, and that 300 houses stood empty."
PIECES = ("had seen lorries", "sandbags away", "before dawn", SEEN)


@pytest.fixture
def town(flood: Path) -> Path:
    """The small dossier with a sentence of a witness, which an entry marked as risky claims; in Git, on main."""
    seed = flood / "seeds/herald.txt"
    seed.write_text(f"{seed.read_text().rstrip()}\n{SENTENCE}\n")
    now = hashlib.sha256(seed.read_bytes()).hexdigest()
    edit(flood, HERALD, "5dc5d95cb0acd9a78d50362c6530a055a4743e7deed8fd78cff5492926a8cb57", now)
    (flood / WITNESS).write_text(
        '---\ntitle: Sluice left open\ndate: "2031-03-04"\ntype: disaster\nplaces: [millbrook]\nactors: [rescue-service]\n'
        f"status: draft\nsensitivity: person-at-risk\nclaims:\n  - quote: {SEEN}\n    source: herald\n"
        "    speaker: {unnamed: the dam keeper}\n---\n"
    )
    settings = (HERE / "dossiers/flood/mkdocs.yml").read_text()
    hooks = (HERE.parent / "build_tools/hooks.py").as_posix()
    (flood / "mkdocs.yml").write_text(settings.replace("../../../build_tools/hooks.py", hooks))
    return repository_of(flood)


def set_aside(root: Path, words: str) -> None:
    """As somebody writes it by hand, past the command that refuses it."""
    edit(root, HERALD, "\n---", f"\nset_aside:\n  - {{quote: {words}, reason: Could be found.}}\n---")


def found(root: Path) -> list[Problem]:
    return [one for one in find_problems(open_dossier(root)) if one.code == "person-at-risk"]


_PICTURES_AND_TYPE = (".svg", ".png", ".woff2", ".css")


def plain(path: str, content: bytes) -> bytes:
    return gzip.decompress(content) if path.endswith(".gz") else content


def published(root: Path) -> str:
    """Every page, the search index and every download."""
    made = Publication(open_dossier(root), Site("Flood", "An invented dossier"), read_history(root))
    files = {**made.assets(), **made.downloads}
    told = b"\n".join(plain(path, content) for path, content in files.items() if not path.endswith(_PICTURES_AND_TYPE))
    return "\n".join(page.html for page in made.pages()) + told.decode(errors="ignore")


def reports(root: Path, out: Path) -> str:
    """What the difference to main is told as: three forms of diff, and all files of the review."""
    forms = [done("diff", "HEAD", "--format", form, "--root", root) for form in ("text", "markdown", "json")]
    commit_all(root, "Proposed")
    done("review", "HEAD~1", "HEAD", "--out", out, "--root", root)
    return "\n".join([*forms, *(path.read_text() for path in sorted(out.iterdir()))])


def test_nothing_of_it_stands_in_the_whole_built_site(town: Path) -> None:
    edit(
        town,
        FLOOD,
        "claims:",
        "claims:\n  - quote: 300 houses stood empty\n    source: herald\n    speaker: rescue-service",
    )
    build_site(town)
    files = [path for path in (town / "site").rglob("*") if path.is_file()]
    text = b"\n".join(plain(path.name, path.read_bytes()) for path in files).decode(errors="ignore")
    assert "300 houses stood empty" in text, "the claim beside it, without the rest of its sentence"
    assert not [words for words in (*PIECES, "Sluice left open") if words in text]


def test_its_sentence_is_accounted_for_and_not_asked_for(town: Path) -> None:
    shown = claimline("check", "--root", town).output
    assert "1 withheld" in shown and "The dam keeper said" not in shown
    corpus = open_dossier(town).corpus
    assert coverage(corpus)["herald"].percent == 100
    assert coverage(corpus, for_readers=True)["herald"].withheld == 0


@pytest.mark.parametrize(
    "words", [SEEN, "she had seen lorries", "The dam keeper said she", "before dawn, and that 300"]
)
def test_words_that_share_letters_with_it_are_not_set_aside(town: Path, words: str) -> None:
    assert "puts a person at risk" in refused(
        "set-aside", "herald", words, "--reason", "Could be found.", "--root", town
    )
    set_aside(town, f'"{words}"')
    problems = found(town)
    assert {one.where.path for one in problems} == {HERALD}
    assert not [one for one in problems if words in one.message + one.tip]
    assert not [piece for piece in PIECES if piece in published(town)]


@pytest.mark.parametrize("words", [SEEN, "she had seen lorries", "away from"])
def test_no_report_repeats_what_was_set_aside_of_it(town: Path, tmp_path: Path, words: str) -> None:
    set_aside(town, words)
    told = reports(town, tmp_path / "out")
    assert words not in told and "not repeated here" in told


def test_without_the_text_of_the_source_the_words_alone_tell(town: Path) -> None:
    set_aside(town, "seen lorries carry")
    (town / "seeds/herald.txt").unlink()
    edit(town, HERALD, "seed: herald.txt\n", "")
    assert [problem.where.path for problem in found(town)] == [HERALD]
    assert "seen lorries carry" not in published(town)


WAYS = {
    "a note": (FLOOD, "note: Told to the Herald itself.", f"note: A keeper told it that {SEEN}."),
    "a title": (FLOOD, "title: The Alder floods Millbrook", f"title: Somebody says {SEEN}"),
    "prose over two lines": (FLOOD, "The river rose", f"It says {SEEN.replace('away', 'away' + chr(10), 1)}. The river rose"),
    "the scope of a question": ("content/questions/dam-failed.md", "kind: yes-no", f"kind: yes-no\nscope: Whether {SEEN}"),
    "the reason of something set aside": (HERALD, "\n---", f"\nset_aside:\n  - {{quote: and that 300 houses, reason: For {SEEN}}}\n---"),
    "another claim": (FLOOD, "claims:", f"claims:\n  - quote: The dam keeper said {SEEN}\n    source: herald\n    speaker: rescue-service"),
    "a waiver": (FLOOD, "claims:", f"waivers:\n  - {{rule: date-too-precise, reason: As {SEEN}, date: 2031-03-05}}\nclaims:"),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_whoever_repeats_it_is_told_where_and_no_report_does(town: Path, tmp_path: Path, way: str) -> None:
    path, old, new = WAYS[way]
    edit(town, path, old, new)
    assert path in {problem.where.path for problem in found(town)}
    told = reports(town, tmp_path / "out")
    assert not [words for words in ("seen lorries carry", "sandbags away from") if words in " ".join(told.split())]


def test_what_stands_in_the_same_article_may_be_told(town: Path) -> None:
    set_aside(town, "and that 300 houses stood empty")
    edit(town, FLOOD, "note: Told to the Herald itself.", "note: The council said more than this.")
    assert found(town) == []
    assert "said more than this" in reports(town, town / "out")


def test_the_json_of_a_diff_keeps_its_shape(town: Path) -> None:
    set_aside(town, SEEN)
    (record,) = json.loads(done("diff", "HEAD", "--format", "json", "--root", town))["records"]
    (field,) = record["fields"]
    assert record["kind"] == "source" and field["field"] == "set_aside"
    assert field["after"] == [{"quote": field["after"][0]["quote"], "reason": "Could be found."}]

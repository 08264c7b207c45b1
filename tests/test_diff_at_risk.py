"""What a review says where an entry puts a person at risk in one of the two states: nothing that leads to it, in any form."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import pytest
from git_work import commit_all, git, repository_of
from jsonschema import Draft202012Validator

from build_tools.comparing import compare_states
from build_tools.proposal import propose
from build_tools.review.as_json import as_json
from build_tools.review.markdown import as_markdown
from build_tools.review.review import Review
from build_tools.review.telling import report_on
from build_tools.review.terminal import as_text

SCHEMA = Path(__file__).parent.parent / "build_tools" / "review" / "review.schema.json"
ENTRY = "content/timeline/2031/entry-seven.md"
RENAMED = "content/timeline/2031/entry-eight.md"
FLOOD = "content/timeline/2031/millbrook-flood.md"
PLACE, ACTOR, BODY = "content/places/wexcombe.md", "content/actors/orlo-finch.md", "content/actors/tarnhollow.md"
SOURCE, SEED = "content/sources/tarnhollow-post.md", "seeds/tarnhollow-post.txt"
QUESTION, TYPES = "content/questions/lanterns-lit.md", "content/vocabulary.yml"
LED_TO = {
    PLACE: "---\nname: Wexcombe Sluice\nkind: locality\nwithin: alder-county\n---\n",
    ACTOR: "---\nname: Orlo Finchampsted\nkind: person\nroles: [{title: sluicewarden, of: tarnhollow}]\n---\n",
    BODY: "---\nname: Tarnhollow\nkind: outlet\n---\n",
    SOURCE: "---\ntitle: Gantrywort in the night\npublisher: tarnhollow\npublished: '2031-03-05'\nkind: news-report\n"
    "seed: tarnhollow-post.txt\n---\n",
    QUESTION: "---\ntitle: How many lanterns were lit at the brindle?\nkind: quantity\nunit: lanterns\n---\n",
    SEED: "Gantrywort in the night\nThey let fifty lanterns burn by the quillwater, Orlo Finchampsted said.\n",
}
WITHHELD = """---
title: Vellumtide keeper tells of the sluice
date: "2031-03-04"
type: quarrelfest
places: [wexcombe, millbrook]
actors: [residents]
status: draft
sensitivity: person-at-risk
waivers: [{rule: number-unborne, reason: Ottoline counted}]
claims:
  - quote: 25 people to safety in Millbrook
    source: herald
    speaker: {unnamed: Zelda Quixano, within: residents}
    note: A sluicekeeper of Mistlethwaite.
    answers: {people-rescued: "31317"}
  - quote: fifty lanterns burn by the quillwater
    source: tarnhollow-post
    speaker: orlo-finch
    answers: {lanterns-lit: "50505"}
---
Underbarrow hides her.
"""
NEVER = re.compile(
    "vellumtide|quarrelfest|wexcombe|ottoline|zelda|quixano|sluicekeeper|mistlethwaite|31317|50505|quillwater|orlo|"
    "finchampsted|sluicewarden|tarnhollow|gantrywort|underbarrow|25 people to safety|thistledown",
    re.IGNORECASE,
)
PUBLISHED = ("sensitivity: person-at-risk", "sensitivity: none")


def write(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")


def edit(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    write(root, path, text.replace(old, new))


def with_it(root: Path) -> None:
    for path, text in (*LED_TO.items(), (ENTRY, WITHHELD)):
        write(root, path, text)
    edit(root, TYPES, "disaster:", "quarrelfest:\n  label: Quarrelfest\ndisaster:")


def edited(root: Path) -> None:
    edit(root, ENTRY, *reversed(PUBLISHED))
    edit(root, ENTRY, "title: Vellumtide keeper", "title: Thistledown keeper")
    edit(root, ENTRY, "fifty lanterns burn by the quillwater", "lanterns burn by the quillwater")
    edit(root, ENTRY, '"31317"', '">=31317"')
    edit(root, PLACE, "Wexcombe Sluice", "Wexcombe Weir")
    edit(root, FLOOD, "The river rose at night", "Zelda Quixano lives there. The river rose at night")


def renamed(root: Path) -> None:
    edit(root, ENTRY, *PUBLISHED)
    (root / ENTRY).rename(root / RENAMED)


def deleted(root: Path) -> None:
    (root / RENAMED).unlink()


def all_deleted(root: Path) -> None:
    for path in LED_TO:
        (root / path).unlink()
    edit(root, TYPES, "quarrelfest:\n  label: Quarrelfest\n", "")


STATES: dict[str, Callable[[Path], None]] = {
    "never there": lambda root: None,
    "withheld": with_it,
    "published": lambda root: edit(root, ENTRY, *PUBLISHED),
    "withheld and edited": edited,
    "published under another id": renamed,
    "deleted": deleted,
    "deleted with all that it led to": all_deleted,
}
AT_RISK = ("withheld", "withheld and edited")


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory, flood_at: Callable[[Path], Path]) -> tuple[Path, dict[str, str]]:
    """A dossier with a commit for each state."""
    root = repository_of(flood_at(tmp_path_factory.mktemp("at-risk") / "flood"))
    commits = {}
    for name, change in STATES.items():
        change(root)
        commits[name] = commit_all(root, name)
    return root, commits


def forms(found: Review) -> dict[str, str]:
    report = report_on(found)
    made = {"text": as_text(report), "markdown": as_markdown(report), "json": as_json(found)}
    Draft202012Validator(json.loads(SCHEMA.read_text())).validate(json.loads(made["json"]))
    return made


def telling(texts: dict[str, str]) -> dict[str, list[str]]:
    """The lines that tell, by form."""
    lines = {name: [line for line in text.splitlines() if NEVER.search(line)] for name, text in texts.items()}
    return {name: found for name, found in lines.items() if found}


@pytest.mark.parametrize("pair", [pair for pair in permutations(STATES, 2) if {*pair} & {*AT_RISK}], ids=" to ".join)
def test_nothing_leads_to_it_in_any_form(pair: tuple[str, str], states: tuple[Path, dict[str, str]]) -> None:
    root, commits = states
    texts = forms(compare_states(root, *(commits[name] for name in pair)))
    assert not (found := telling(texts)), json.dumps(found, indent=1)
    if {*pair} & {"never there", "deleted with all that it led to"}:
        assert "brindle" not in "".join(texts.values()), "a question that the site does not ask in both states"
    assert "entry-" in texts["text"], "which entry it is has to be told: a reviewer must find it"


def test_its_publication_is_told(states: tuple[Path, dict[str, str]]) -> None:
    root, commits = states
    told = forms(compare_states(root, commits["withheld"], commits["published"]))
    assert "Attention: an entry withheld because it put a person at risk is published now: entry-seven" in told["text"]
    assert json.loads(told["json"])["consequences"]["published"] == ["entry-seven"]


def test_how_many_answer_and_what_it_comes_to_is_told(states: tuple[Path, dict[str, str]]) -> None:
    root, commits = states
    text = forms(compare_states(root, commits["published"], commits["withheld and edited"]))["text"]
    assert (
        "roots 2–3 → 1–2" in text
        and "who answers in an entry that puts a person at risk, and what, is not repeated here" in text
    )


def test_the_files_for_reviewers_lead_nowhere_either(states: tuple[Path, dict[str, str]]) -> None:
    root, commits = states
    for base, head in (("withheld", "published"), ("published", "withheld and edited"), ("never there", "withheld")):
        assert telling(propose(root, commits[base], commits[head], environment={}).files()) == {}


def test_neither_does_the_entry_that_takes_its_claims(states: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    root = Path(shutil.copytree(states[0], tmp_path / "flood"))
    shutil.rmtree(root / "content")
    git(root, "checkout", "-q", states[1]["withheld"], "--", "content", "seeds")
    claims = (root / ENTRY).read_text().partition("claims:\n")[2].partition("---\n")[0]
    (root / ENTRY).unlink()
    edit(root, FLOOD, "---\nThe river", f"{claims}---\nThe river")
    texts = forms(compare_states(root, states[1]["withheld"]))
    assert not (found := telling(texts)), json.dumps(found, indent=1)

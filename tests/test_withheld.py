"""What is withheld for a person's safety is given away neither by other records' words nor by messages of commits."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from on_disk import change
from test_checks import FLOOD
from test_history import commit, git

from build_tools.dossier import open_dossier
from build_tools.history import read_history
from build_tools.inspection import find_problems
from build_tools.pages.page import Site
from build_tools.publication import Publication
from build_tools.text.capitalised import runs
from build_tools.withheld import discreet, traces

IDA = "content/actors/ida-moss.md"
GAZETTE = "content/sources/gazette.md"
TOWN = "content/places/millbrook.md"
WITNESS = """---
title: Witness Petrova speaks out about the barracks
date: "2031-03-04"
type: disaster
actors: [county-council]
was: [petrova-speaks]
status: draft
sensitivity: person-at-risk
claims:
  - quote: the county council said
    source: gazette
    speaker: {unnamed: "Anna Petrova, a nurse of the Red Ward", within: county-council}
    note: She lives with Józef Kowal in Secretville.
---
She is afraid. Afraid of Colonel Hart.
"""


@pytest.fixture
def guarded(flood: Path) -> Path:
    """The flood with an entry that nobody may hear of."""
    (flood / "content/timeline/2031/witness-speaks-out.md").write_text(WITNESS)
    return flood


def found(root: Path) -> list[str]:
    return [
        f"{one.where.path}:{one.level.value}"
        for one in find_problems(open_dossier(root))
        if one.code == "person-at-risk"
    ]


def test_nothing_is_found_where_nothing_is_given_away(guarded: Path) -> None:
    assert found(guarded) == []


TELLING = {
    "the title in small letters": (FLOOD, "The river rose", "Witness petrova speaks out\nabout the  barracks. The river", "error"),
    "a former id": (FLOOD, "The river rose", "See petrova-speaks. The river", "error"),
    "the speaker's name": (FLOOD, "The river rose", "Ann thanks ANNA  Petrova. The river", "error"),
    "the speaker in full": (IDA, "title: head", "title: 'head, friend of Anna Petrova, a nurse of the Red Ward'", "error"),
    "the speaker's surname": (FLOOD, "The river rose", "As Petrova says, the river", "warning"),
    "a name in a note, without its accents": (FLOOD, "Told to", "Jozef Kowal told", "warning"),
    "a name in a note": (FLOOD, "Told to", "Józef Kowal told", "warning"),
    "a place in a note": (FLOOD, "The river rose", "In Secretville the river", "warning"),
    "a name in the prose": (FLOOD, "The river rose", "Thus Colonel Hart: the river", "warning"),
    "a role": (IDA, "title: head", "title: head and friend of Anna Petrova", "error"),
    "a link": (IDA, "kind: person", "kind: person\nlinks: {website: 'https://x.example/petrova-speaks'}", "error"),
    "what is counted": (FLOOD, "of: people taken to safety", "of: people whom Anna Petrova saw", "error"),
    "a medium": (FLOOD, "    said: \"2031-03-05\"", "    said: \"2031-03-05\"\n    medium: call with Anna Petrova", "error"),
    "a waiver": (FLOOD, "status: reviewed", "status: reviewed\nwaivers: [{rule: quoted-too-much, reason: for Anna Petrova, date: 2031-03-05}]", "error"),
    "a reviewer": (FLOOD, "reviewed_by: [editor]", "reviewed_by: [Anna Petrova]", "error"),
    "a former id of a record": (TOWN, "kind: town", "kind: town\nwas: [petrova-speaks]", "error"),
    "a kind of event": ("content/vocabulary.yml", "label: Disaster", "label: Disaster of Anna Petrova", "error"),
    "a common word of her description": (FLOOD, "The river rose", "Every nurse was on a ward. The river", "nothing"),
    "a first name that others bear": (FLOOD, "The river rose", "Anna was not there. The river", "nothing"),
    "the council, which all know": (FLOOD, "The river rose", "County Council of Alder County: the river", "nothing"),
}  # fmt: skip


@pytest.mark.parametrize("case", TELLING)
def test_no_field_of_another_record_gives_it_away(case: str, guarded: Path) -> None:
    path, before, after, level = TELLING[case]
    change(guarded, path, before, after)
    levels = {one.rpartition(":")[2] for one in found(guarded)}
    assert levels == (set() if level == "nothing" else {level}), found(guarded)


def test_an_organisation_that_only_the_withheld_entry_names_is_looked_for_too(guarded: Path) -> None:
    (guarded / "content/actors/quiet-shelter.md").write_text("---\nname: Quiet Shelter\nkind: organisation\n---\n")
    change(guarded, "content/timeline/2031/witness-speaks-out.md", "actors: [", "actors: [quiet-shelter, ")
    change(guarded, FLOOD, "The river rose", "The Quiet Shelter took in many. The river rose")
    assert found(guarded) == ["content/actors/quiet-shelter.md:error", f"{FLOOD}:warning"]


RUNS = {
    "Anna Petrova, a nurse": ["Anna Petrova", "Petrova"],
    "She is afraid. Of whom?": [],
    "told Anna Petrova and Józef Kowal": ["Anna Petrova", "Józef Kowal"],
    "The Red Ward": ["Red Ward"],
    "a nurse": [],
}


@pytest.mark.parametrize("text", RUNS)
def test_names_are_seen_by_their_capitals(text: str) -> None:
    assert [name for name, _ in runs(text)] == RUNS[text]


@pytest.fixture
def recorded(guarded: Path) -> Path:
    """The same in Git: first published, then hidden together with a change of Ida's record."""
    git(guarded, "init", "-q", "-b", "main")
    path = guarded / "content/timeline/2031/witness-speaks-out.md"
    path.write_text(WITNESS.replace("person-at-risk", "none"))
    commit(guarded, "Records of the flood", day="2031-03-04")
    change(guarded, IDA, "kind: person", "kind: person # head")
    path.write_text(WITNESS)
    commit(guarded, "Hide her", day="2031-03-05")
    change(guarded, IDA, "# head", "# still head")
    commit(guarded, "Ida is not anna petrova", day="2031-03-06")
    change(guarded, IDA, "# still head", "# yet head")
    commit(guarded, "Ida stays", day="2031-03-07")
    return guarded


def test_a_commit_that_hides_an_entry_has_no_message_on_any_page(recorded: Path) -> None:
    dossier = open_dossier(recorded)
    history = discreet(read_history(recorded), dossier.corpus)
    assert [one.message for one in history.changes[IDA]] == ["Ida stays", "", "", ""]
    pages = {page.path: page.html for page in Publication(dossier, Site("x"), read_history(recorded)).pages()}
    assert not [path for path, page in pages.items() if "Hide her" in page or "anna petrova" in page.lower()]
    telling = {one.commit[:7] for one in history.changes[IDA] if not one.message}
    assert "Ida stays" in pages["actors/ida-moss.md"]
    assert not [commit for commit in telling if commit in pages["actors/ida-moss.md"]]


def test_no_download_names_a_commit_whose_message_is_withheld(recorded: Path) -> None:
    made = Publication(open_dossier(recorded), Site("x"), read_history(recorded))
    changes = [one for found in made.published_history.changes.values() for one in found]
    unsaid, told = ({one.commit[:7].encode() for one in changes if bool(one.message) is said} for said in (False, True))
    words = b"".join(gzip.decompress(data) if path.endswith(".gz") else data for path, data in made.downloads.items())
    assert unsaid and all(commit in words for commit in told)
    assert not [commit for commit in unsaid if commit in words]


def test_what_was_deleted_after_it_had_been_withheld_stays_unsaid(recorded: Path) -> None:
    (recorded / "content/timeline/2031/witness-speaks-out.md").unlink()
    change(recorded, IDA, "# yet head", "")
    commit(recorded, "Delete her statement", day="2031-03-08")
    messages = [one.message for one in read_history(recorded).changes[IDA]]
    assert messages == ["", "Ida stays", "Ida is not anna petrova", "", ""]


def test_a_commit_of_a_withheld_entry_alone_is_not_when_the_dossier_last_changed(recorded: Path) -> None:
    change(recorded, "content/timeline/2031/witness-speaks-out.md", "---\n", "---\n# looked at again\n")
    commit(recorded, "Of her", day="2031-03-09")
    (recorded / "content/timeline/2031/another.md").write_text(WITNESS)
    commit(recorded, "Of another", day="2031-03-10")
    (recorded / "content/timeline/2031/another.md").unlink()
    commit(recorded, "Of another no more", day="2031-03-11")
    history = discreet(read_history(recorded), open_dossier(recorded).corpus)
    assert history.latest and history.latest.when == "2031-03-07"
    assert max(one.when for changes in history.changes.values() for one in changes) == "2031-03-07"


def test_where_nothing_is_withheld_every_message_stands(flood: Path) -> None:
    git(flood, "init", "-q", "-b", "main")
    commit(flood, "Records of Anna Petrova", day="2031-03-04")
    history = read_history(flood)
    assert discreet(history, open_dossier(flood).corpus) is history
    assert not traces(open_dossier(flood).corpus).traces
    assert history.changes[FLOOD][0].message == "Records of Anna Petrova"

"""Claims from elsewhere come into a dossier: as drafts, exactly anchored, and nothing that a person did is undone."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.cli import main
from build_tools.corpus import Corpus
from build_tools.dossier import open_dossier
from build_tools.ingest.apply import apply_brought
from build_tools.ingest.bringing import Bringing, bring, entries_told, opened
from build_tools.ingest.run import plan_import
from build_tools.inspection import find_problems
from build_tools.model import (
    Actor,
    Alias,
    Claim,
    Entry,
    Place,
    Quantity,
    Question,
    SetAside,
    Source,
    Translation,
    Unnamed,
)
from build_tools.problems import Level, errors_among
from build_tools.records.emit import text_of
from build_tools.records.layout import path_for
from build_tools.seeds import read_document

TODAY = date(2031, 12, 31)
MEMORY = "/dev/shm"
RECORDED = ("bridge-closed", "mistaken")
TEXT = """Bridge closed in Millbrook

By Ana Reyes, Brae Herald, May 3, 2031

The bridge is closed, Mayor Ida Moss said on Friday. Two cars fell into the river near Oldham, police said.

A man who saw it said the rail gave way. The mayor denied that the bridge was unsafe.

The bridge is closed until June, the council wrote. Rain goes on. “Nobody was hurt,” the police said later.
"""
LANGEXTRACT = Path(__file__).parent / "cases/brought/langextract.jsonl"
URL = "https://www.herald.example/2031/bridge"
CLOSED = "The bridge is closed"
ACTORS = (
    Actor("ida-moss", name="Ida Moss", kind="person", aliases=(Alias("Mayor Moss"),)),
    Actor("police", name="Police", kind="organisation"),
    Actor("herald", name="Brae Herald", kind="outlet"),
    Actor("smith-a", name="A. Smith", kind="person", aliases=(Alias("Smith"),)),
    Actor("smith-b", name="B. Smith", kind="person", aliases=(Alias("Smith"),)),
)
DRAFT = Entry(
    "cars-fell",
    title="Cars fall into the river",
    date="2031-05-02",
    type="accident",
    claims=(Claim("Two cars fell into the river", "bridge", speaker="police", note="Mine."),),
)
REVIEWED = Entry(
    "bridge-closed",
    title="A bridge is closed",
    date="2031-05-02",
    type="accident",
    status="reviewed",
    reviewed_by=("Ana",),
    claims=(Claim("The bridge is closed", "bridge", speaker="ida-moss", after="Herald, May 3, 2031"),),
)
RETRACTED = Entry(
    "mistaken",
    title="It rained",
    date="2031-05-02",
    type="accident",
    status="retracted",
    claims=(Claim("Rain goes on", "bridge"),),
    body="Retracted: it had stopped.",
)


def source() -> Source:
    return Source(
        "bridge",
        title="Bridge closed in Millbrook",
        publisher="herald",
        published="2031-05-03",
        url=URL,
        seed="bridge.txt",
        sha256=read_document(TEXT, "bridge.txt").sha256,
        set_aside=(SetAside("the council wrote", "Says nothing more."),),
    )


@dataclass(frozen=True)
class World:
    """A small dossier, and a file of claims beside it."""

    root: Path

    @property
    def file(self) -> Path:
        return self.root.parent / "claims.jsonl"

    @property
    def corpus(self) -> Corpus:
        return open_dossier(self.root).corpus

    def write(self, *held: object, name: str = "claims.jsonl") -> Path:
        path = self.root.parent / name
        path.write_text("\n".join(one if isinstance(one, str) else json.dumps(one) for one in held), encoding="utf-8")
        return path

    def planned(self, *held: object, restore: bool = False) -> Bringing:
        one = opened(self.root, self.write(*held))
        return bring(self.root, one, entries_told([one]), latest=TODAY, restore=restore)

    def imported(self, *held: object, restore: bool = False) -> Bringing:
        found = self.planned(*held, restore=restore)
        apply_brought(self.root, found)
        assert errors_among(open_dossier(self.root).problems) == []
        return found

    def claims(self) -> dict[str, Claim]:
        return {one.claim.quote: one.claim for one in self.corpus.claims}

    def home_of(self, quote: str) -> Entry:
        return next(one.entry for one in self.corpus.claims if one.claim.quote == quote)

    def run(self, *arguments: str) -> Result:
        return CliRunner().invoke(main, ["import", *arguments, "--root", str(self.root)])

    def tree(self) -> dict[str, bytes]:
        files = (path for path in self.root.rglob("*") if path.is_file())
        return {path.relative_to(self.root).as_posix(): path.read_bytes() for path in files}


@pytest.fixture
def world(tmp_path: Path) -> World:
    return made_in(tmp_path)


def made_in(folder: Path) -> World:
    root = folder / "dossier"
    (root / "seeds").mkdir(parents=True)
    (root / "content").mkdir()
    (root / "mkdocs.yml").write_text("site_name: x\n")
    (root / "content/vocabulary.yml").write_text("accident: {label: Accident}\nstatement: {label: Statement}\n")
    (root / "seeds/bridge.txt").write_text(TEXT)
    question = Question("how-many-cars", title="How many cars fell?", kind="quantity")
    for record in (source(), *ACTORS, DRAFT, REVIEWED, RETRACTED, question):
        path = root / path_for(record)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text_of(record))
    assert errors_among(open_dossier(root).problems) == []
    return World(root)


def own(quote: str, **given: Any) -> dict[str, Any]:
    return {"quote": quote, "source": "bridge", **given}


def extracted(*quotes: str, **attributes: Any) -> dict[str, Any]:
    held = [{"extraction_class": "claim", "extraction_text": one, "attributes": attributes} for one in quotes]
    return {"extractions": held, "document_id": "doc_1", "text": TEXT}


def codes(found: Bringing) -> list[str]:
    return [one.code for one in found.problems]


# ── what comes in ───────────────────────────────────────────────────────────────────────────────────────────


def test_every_field_of_a_claim_comes_in(world: World) -> None:
    told = own(
        "the rail gave way",
        entry="rail",
        entry_title="A rail gives way: “yes”",
        entry_date={"edtf": "2031-05"},
        entry_type="accident",
        speaker={"unnamed": "A man who saw it", "within": "police"},
        via=["police"],
        stance="hedges",
        said={"edtf": "2031-05-02"},
        when="2031-05-02?",
        medium="radio",
        quantities=[{"written": "the rail", "value": "1", "unit": "rails", "of": "rails"}],
        answers={"how-many-cars": "2"},
        note="---\nodd: [note]\n",
        lang="de",
        translation={"text": "x: y", "by": "Ana"},
    )
    found = world.imported(told)
    assert found.problems == []
    (claim,) = (one for one in world.claims().values() if one.quote == "the rail gave way")
    assert claim == Claim(
        "the rail gave way",
        "bridge",
        speaker=Unnamed("A man who saw it", "police"),
        via=("police",),
        stance="hedges",
        said="2031-05-02",
        when="2031-05-02?",
        medium="radio",
        quantities=(Quantity("the rail", "1", "rails", "rails"),),
        answers={"how-many-cars": "2"},
        note="---\nodd: [note]",
        lang="de",
        translation=Translation("x: y", "Ana"),
    )
    entry = world.home_of("the rail gave way")
    assert (entry.id, entry.title, entry.date, entry.type) == ("rail", "A rail gives way: “yes”", "2031-05", "accident")
    assert (entry.status, entry.proposed_by) == ("draft", ("claims.jsonl",))


@pytest.mark.parametrize(
    "named", ["bridge", "bridge.txt", "seeds/bridge.txt", URL, "http://herald.example/2031/bridge/?utm_source=x#top"]
)
def test_the_text_is_found_by_id_seed_or_address(named: str, world: World) -> None:
    assert codes(world.planned({**own("the rail gave way"), "source": named})) == []


def test_the_text_is_found_by_its_hash_and_by_itself(world: World) -> None:
    sha256 = source().sha256
    assert codes(world.planned({**own("the rail gave way"), "source": f"urn:sha256:{sha256.upper()}"})) == []
    assert codes(world.planned(extracted("the rail gave way"))) == []
    part = {**extracted("the rail gave way"), "text": TEXT[30:].replace("\n", "\r\n")}
    assert codes(world.planned(part)) == []


def test_a_quote_that_stands_twice_gets_the_words_before_it(world: World) -> None:
    (world.root / path_for(REVIEWED)).unlink()
    start = TEXT.rindex(CLOSED)
    world.imported(own(CLOSED, position={"start": start, "end": start + len(CLOSED)}))
    found = world.corpus.find(world.claims()[CLOSED])
    assert (found.outcome, found.start) == ("exact", start)


SPEAKERS: Iterable[tuple[str, object]] = [
    ("Ida Moss", "ida-moss"),
    ("mayor moss", "ida-moss"),
    ("police", "police"),
    ("Mayor Ida Moss", "ida-moss"),
    ("the mayor Ida Moss", "ida-moss"),
    ("Ida Moss, mayor of Millbrook", "ida-moss"),
    ("a man WHO saw it", Unnamed("A man who saw it")),
    ("the police", "police"),
    ("the Brae Herald", None),
    ("Brae Herald", None),
]


@pytest.mark.parametrize(("written", "speaker"), SPEAKERS)
def test_a_speaker_is_an_actor_or_unnamed_in_the_words_of_the_text(written: str, speaker: object, world: World) -> None:
    found = world.imported(extracted("the rail gave way", speaker=written))
    assert codes(found) == []
    assert world.claims()["the rail gave way"].speaker == speaker


def test_nobody_is_invented(world: World) -> None:
    found = world.imported(
        extracted("the rail gave way", speaker="Jane Doe"),
        extracted("Rain goes on", speaker="Smith"),
        own("Two cars fell", speaker={"actor": "sheriff"}),
        own("Two cars", via=["agency"]),
        own("cars fell", speaker={"unnamed": "a man", "within": "navy"}),
    )
    assert codes(found) == ["brought-name"] * 5
    assert [one.where.line for one in found.problems] == [1, 2, 3, 4, 5]
    assert "several actors" in found.problems[1].message
    assert set(world.corpus.actors) == {one.id for one in ACTORS}


def test_a_piece_of_a_word_that_people_quoted_is_taken_and_told(world: World) -> None:
    (told,) = world.imported(own("ail gave way")).problems
    assert "inside a word: “ail gave way”" in told.message and told.level.name == "WARNING"


def test_words_for_an_unnamed_speaker_that_the_text_does_not_have_are_told(world: World) -> None:
    (told,) = world.imported(own("the rail gave way", speaker={"unnamed": "a masked general"})).problems
    assert (told.code, told.level.name) == ("brought-partly", "WARNING")
    assert "not in the text: “a masked general”" in told.message or '"a masked general"' in told.message


def test_days_that_another_tool_has_wrong_are_left_out_and_told(world: World) -> None:
    found = world.imported(
        extracted("the rail gave way", said="2031-05-04", date="2032"),
        extracted("Nobody was hurt", date="2032", stance="expects"),
    )
    assert codes(found) == ["brought-partly"] * 2
    one, other = world.claims()["the rail gave way"], world.claims()["Nobody was hurt"]
    assert (one.said, one.when, other.when) == ("", "", "2032")


def test_who_proposed_it_is_recorded(world: World) -> None:
    world.imported({**extracted("the rail gave way"), "model_id": "gemini-2.5-flash"})
    assert world.home_of("the rail gave way").proposed_by == ("LangExtract (gemini-2.5-flash)",)


def test_what_no_field_takes_is_told_once_and_remembered(world: World) -> None:
    found = world.imported(extracted("the rail gave way", "Nobody was hurt", mood="sad"))
    assert codes(found) == ["brought-partly"]
    assert "twice" not in found.problems[0].message
    assert "2 times" in found.problems[0].message
    held = json.loads((world.root / "seeds/bridge.brought.json").read_text())
    assert [one["left"] for one in held["claims"]] == [{"mood": "sad"}] * 2


def test_a_file_that_langextract_itself_has_written_comes_in_as_far_as_its_words_are_exact(world: World) -> None:
    """cases/brought/langextract.jsonl: aligned and saved by langextract 1.7.1, from extractions of our own."""
    found = world.imported(LANGEXTRACT.read_text(encoding="utf-8"))
    assert [(one.code, one.message.rpartition(": ")[2]) for one in found.problems if one.level is Level.ERROR] == [
        ("brought-words", "“the bridge is closed”"),
        ("brought-words", "“Two cars fell in the river by Oldham”"),
        ("brought-words", "“A submarine was seen”"),
    ]
    assert found.file.left_out == {"extraction of class “person”": 1}
    claims = world.claims()
    assert claims["the rail gave way"].speaker == Unnamed("A man who saw it")
    denied = claims["The mayor denied that the bridge was unsafe"]
    assert (denied.speaker, denied.stance, denied.when) == ("ida-moss", "denies", "2031-05-02")
    assert claims["The bridge is closed until June"].via == ()  # the publisher is the end of the chain


# ── where it goes ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_claim_that_shares_words_with_one_of_a_draft_joins_it(world: World) -> None:
    before = (world.root / path_for(DRAFT)).read_text()
    world.imported(extracted("cars fell into the river near Oldham"))
    assert world.home_of("cars fell into the river near Oldham").id == "cars-fell"
    assert (world.root / path_for(DRAFT)).read_text().startswith(before[: before.rindex("---")])


def test_for_what_is_reviewed_a_draft_stands_beside_it_and_takes_the_next_ones_too(world: World) -> None:
    before = (world.root / path_for(REVIEWED)).read_bytes()
    world.imported(own("the rail gave way", entry="bridge-closed"))
    world.imported(own("Nobody was hurt", entry="bridge-closed"))
    assert (world.root / path_for(REVIEWED)).read_bytes() == before
    entry = world.home_of("the rail gave way")
    assert (entry.id, entry.see_also, len(entry.claims)) == ("bridge-closed-2", ("bridge-closed",), 2)


def test_into_what_is_retracted_nothing_goes(world: World) -> None:
    found = world.imported(own("the rail gave way", entry="mistaken"))
    assert [type(one).__name__ for one in found.plan.told] == ["NotAdded"]
    assert "the rail gave way" not in world.claims()


def test_claims_without_an_entry_are_grouped_as_the_reader_groups_and_a_later_file_goes_on(world: World) -> None:
    world.imported(extracted("the rail gave way"))
    home = world.home_of("the rail gave way")
    world.imported(extracted("the rail gave way", "The mayor denied that the bridge was unsafe"))
    assert world.home_of("The mayor denied that the bridge was unsafe").id == home.id


def test_what_another_article_tells_of_a_known_event_joins_its_draft(world: World) -> None:
    told = {
        "post": "The suspension footbridge at Oldham collapsed on May 2, 2031, after a barge struck its northern pylon",
        "gazette": "A barge struck the northern pylon of the suspension footbridge at Oldham on May 2, 2031",
    }
    records: list[Any] = [Place("oldham", name="Oldham", kind="town")]
    for id, words in told.items():
        (world.root / f"seeds/{id}.txt").write_text(f"News\n\n{words}, Mayor Ida Moss said.\n")
        records.append(Source(id, title=id, published="2031-05-03", seed=f"{id}.txt"))
    claim = Claim(told["post"], "post", speaker="ida-moss", when="2031-05-02")
    day = {"date": "2031-05-02", "type": "accident", "places": ("oldham",), "actors": ("ida-moss",)}
    records.append(Entry("footbridge-collapses", title="A footbridge collapses", claims=(claim,), **day))
    for record in records:
        (world.root / path_for(record)).parent.mkdir(parents=True, exist_ok=True)
        (world.root / path_for(record)).write_text(text_of(record))
    brought = {**own(told["gazette"], when="2031-05-02", speaker={"actor": "ida-moss"}), "source": "gazette"}
    assert "the same event: " in world.run(str(world.write(brought))).output
    assert world.home_of(told["gazette"]).id == "footbridge-collapses"


def test_words_of_a_person_at_risk_stay_where_they_are_kept(world: World) -> None:
    path = world.root / path_for(DRAFT)
    path.write_text(path.read_text().replace("status: draft\n", "status: draft\nsensitivity: person-at-risk\n"))
    world.imported(extracted("cars fell into the river near Oldham"), own("cars fell", entry="published"))
    assert [len(one.claims) for one in world.corpus.withheld.values()] == [3]


# ── what stays ──────────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_recorded_stays_and_the_plan_tells_what_the_file_says_otherwise(world: World) -> None:
    before = world.tree()
    found = world.imported(
        own("Two cars fell into the river", speaker={"actor": "ida-moss"}, note="Theirs.", stance="denies")
    )
    assert world.tree() == before
    assert {(one.keys[-1], one.yours, one.proposed) for one in found.plan.told} == {  # type: ignore[union-attr]
        ("speaker", "police", "ida-moss"),
        ("note", "Mine.", "Theirs."),
        ("stance", "asserts", "denies"),
    }


def test_what_another_tool_does_not_say_is_no_difference(world: World) -> None:
    assert world.planned(extracted("Two cars fell into the river")).plan.told == []


def test_importing_a_second_time_changes_no_byte(world: World) -> None:
    held = [extracted("the rail gave way", speaker="police", mood="sad"), own("Nobody was hurt", entry="unhurt")]
    world.imported(*held)
    before = world.tree()
    found = world.imported(*held)
    assert world.tree() == before
    assert found.plan.here == 2


def test_what_a_person_deletes_stays_deleted_for_this_file_and_for_the_reader(world: World) -> None:
    world.imported(extracted("the rail gave way"), own("Nobody was hurt", entry="unhurt"))
    (world.root / path_for(world.home_of("the rail gave way"))).unlink()
    (world.root / path_for(world.home_of("Nobody was hurt"))).unlink()
    found = world.imported(extracted("the rail gave way"), own("Nobody was hurt", entry="unhurt"))
    assert [one.quote for one in found.plan.deleted] == ["the rail gave way", "Nobody was hurt"]
    more = world.imported(own("Rain goes on", entry="unhurt"), restore=False)
    assert "unhurt" not in world.corpus.entries
    assert more.plan.here == 1
    world.imported(own("Nobody was hurt", entry="unhurt"), restore=True)
    assert world.home_of("Nobody was hurt").id == "unhurt"


def test_the_reader_does_not_bring_back_what_was_deleted(world: World) -> None:
    def proposed() -> set[str]:
        plan = plan_import(world.root, latest=TODAY)
        created = [change.record for one in plan.plans for change in one.changes if hasattr(change, "record")]
        return {claim.quote for record in created if isinstance(record, Entry) for claim in record.claims}

    quote = min(proposed())
    world.imported(own(quote, entry="mine"))
    assert quote not in proposed()
    (world.root / path_for(world.home_of(quote))).unlink()
    assert quote not in proposed()


def test_what_was_set_aside_stays_aside(world: World) -> None:
    found = world.imported(own("council wrote"))
    assert [(one.quote, one.why) for one in found.plan.deleted] == [("council wrote", "Says nothing more.")]


def test_a_record_under_a_new_id_is_meant_by_its_old_one_too(world: World) -> None:
    for record, new in ((ACTORS[0], "mayor-moss"), (DRAFT, "cars-in-the-river"), (source(), "bridge-article")):
        result = CliRunner().invoke(main, ["rename", record.id, new, "--root", str(world.root)])
        assert result.exit_code == 0, result.output
    world.imported(own("the rail gave way", entry="cars-fell", speaker={"actor": "ida-moss"}))
    assert world.home_of("the rail gave way").id == "cars-in-the-river"
    assert world.claims()["the rail gave way"].speaker == "mayor-moss"
    assert world.claims()["the rail gave way"].source == "bridge-article"


# ── what is refused ─────────────────────────────────────────────────────────────────────────────────────────

REFUSED: dict[str, tuple[object, str, str]] = {
    "a text that nobody has": ({**own("x"), "source": "gazette"}, "brought-source", "import"),
    "a seed that waits": ({**own("x"), "source": "seeds/new.txt"}, "brought-source", "claimline import"),
    "a seed that waits, by the hash of its text": (
        {**own("x"), "source": "elsewhere", "source_sha256": sha256(b"Not imported yet.\n").hexdigest()},
        "brought-source",
        "claimline import seeds/new.txt",
    ),
    "a text under another's name": (
        {**extracted("Rain goes on"), "document_id": "other"},
        "brought-source",
        "Correct the name",
    ),
    "words that are not there": (
        own("Two lorries fell into the river near Oldham"),
        "brought-words",
        "The nearest there",
    ),
    "words with other blanks": (
        own("Two cars  fell into\nthe river"),
        "brought-words",
        '"Two cars fell into the river"',
    ),
    "words that stand there twice": (own(CLOSED), "brought-words", "prefix"),
    "a piece of a word": (
        extracted("o cars fell into the riv"),
        "brought-words",
        "whole words: “Two cars fell into the river”",
    ),
    "an entry whose name is too long for a file": (
        own("Rain", entry="rain-" * 60 + "x"),
        "brought-shape",
        "letters at most",
    ),
    "a passage": (extracted(TEXT.strip()), "brought-words", "split"),
    "a mark without words": (extracted("“"), "brought-words", "words"),
    "an entry that can be none": (own("Rain", entry="../../x"), "brought-shape", "hyphens"),
    "other words of the same quote": (
        own("Two cars fell into the river", stance="denies"),
        "brought-twice",
        "first one",
    ),
}


@pytest.mark.parametrize(("held", "code", "tip"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_is_told_and_the_other_lines_go_in(held: object, code: str, tip: str, world: World) -> None:
    (world.root / "seeds/new.txt").write_text("Not imported yet.\n")
    other = Source("other", title="Other", publisher="herald", published="2031-05-03", seed="other.txt")
    (world.root / path_for(other)).write_text(text_of(other))
    (world.root / "seeds/other.txt").write_text("Quite another text.\n")
    found = world.imported(own("Two cars fell into the river"), held, own("the rail gave way"))
    assert [(one.code, one.where.line) for one in found.problems] == [(code, 2)]
    assert tip in found.problems[0].tip
    assert "the rail gave way" in world.claims()


def test_a_text_that_is_not_at_hand_or_has_changed_bears_no_claim(world: World) -> None:
    (world.root / "seeds/bridge.txt").write_text(TEXT + "More.\n")
    assert codes(world.planned(own("Rain goes on"))) == ["brought-words"]


def test_nothing_is_read_into_a_broken_dossier(world: World) -> None:
    (world.root / path_for(DRAFT)).write_text("---\ntitle: [\n---\n")
    result = world.run(str(world.write(own("the rail gave way"))))
    assert result.exit_code == 1
    assert "yaml-syntax" in result.output


def test_hostile_words_come_into_records_as_words(world: World) -> None:
    told = own(
        "the rail gave way",
        entry="rail",
        entry_title="---\ntitle: x\n--- # {{ 7*7 }} <script>alert(1)</script>",
        note="---\nstatus: reviewed\n---\n'\"\\ ${x} %s !!python/object:x",
        medium="&anchor *alias: [x",
        speaker={"unnamed": "- no: {such}\n---"},
    )
    world.imported(told)
    claim = world.claims()["the rail gave way"]
    assert claim.note == told["note"]
    assert claim.medium == told["medium"]
    assert world.home_of("the rail gave way").status == "draft"


# ── the command ─────────────────────────────────────────────────────────────────────────────────────────────


def test_the_command_writes_what_is_right_and_ends_with_what_is_wrong(world: World) -> None:
    result = world.run(str(world.write(own("the rail gave way"), "{", own("Nobody was hurt"))))
    assert result.exit_code == 1
    assert "claims.jsonl:2:2: brought-broken" in result.output
    assert "Claims: 2 new, 1 refused." in result.output
    assert {"the rail gave way", "Nobody was hurt"} <= world.claims().keys()


def test_all_or_nothing_writes_nothing_where_one_is_wrong(world: World) -> None:
    before = world.tree()
    result = world.run("--all-or-nothing", str(world.write(own("the rail gave way"), "{")))
    assert result.exit_code == 1
    assert f"Nothing of {world.file} is written" in result.output
    assert world.tree() == before


def test_a_dry_run_writes_nothing(world: World) -> None:
    before = world.tree()
    result = world.run("--dry-run", str(world.write(own("the rail gave way"))))
    assert (result.exit_code, world.tree()) == (0, before)
    assert "the rail gave way" in result.output


def test_a_file_in_seeds_is_taken_once_with_the_articles(world: World) -> None:
    world.run()
    file = world.root / "seeds/bridge.jsonl"
    file.write_text(json.dumps(own("the rail gave")) + "\n" + json.dumps(own("nowhere")))
    assert "Claims: " in world.run().output
    before = world.tree()
    again = world.run()
    assert "Claims: " not in again.output
    assert world.tree() == before
    assert "1 refused" in world.run("seeds/bridge.jsonl").output
    assert [one for one in find_problems(open_dossier(world.root)) if one.code == "stray-seed"] == []


def test_an_article_and_its_claims_may_come_together(world: World) -> None:
    text = "A tree fell\n\nA tree fell on the road to Oldham, the police said on Sunday. No car was hit.\n"
    (world.root / "seeds/tree.txt").write_text(text)
    held = [{"extraction_class": "claim", "extraction_text": "No car was hit", "attributes": {"speaker": "police"}}]
    (world.root / "seeds/tree.jsonl").write_text(json.dumps({"extractions": held, "text": text}))
    (world.root / "seeds/wood.jsonl").write_text(json.dumps({"extractions": held, "text": text}))
    before = world.tree()
    tried = world.run("--dry-run").output
    assert world.tree() == before
    output = world.run().output
    assert [line for line in tried.splitlines() if "laims" in line] == [
        line for line in output.splitlines() if "laims" in line
    ]
    assert "Claims: 0 new, 1 here already, 0 refused." in output
    assert "tree.jsonl says police" in output


def test_explain_tells_which_file_brought_a_claim_and_what_a_person_made_of_it(world: World) -> None:
    world.imported(extracted("the rail gave way", speaker="police", mood="sad"))
    path = world.root / path_for(world.home_of("the rail gave way"))
    path.write_text(path.read_text().replace("speaker: police", "speaker: ida-moss"))
    result = CliRunner().invoke(main, ["explain", world.claims()["the rail gave way"].id, "--root", str(world.root)])
    assert "as a file from elsewhere brought it" in result.output
    assert "changed by a person (claims.jsonl had proposed police)" in result.output
    assert 'brought by the file claims.jsonl (LangExtract), which also says {"mood": "sad"}' in result.output


def test_a_file_without_a_claim_is_told(world: World) -> None:
    result = world.run(str(world.write("")))
    assert result.exit_code == 1
    assert "the file holds no claims" in result.output


def test_what_is_refused_ends_the_command_with_an_error_whether_the_file_is_named_or_not(world: World) -> None:
    (world.root / "seeds/bridge.jsonl").write_text(json.dumps(own("the rail gave way")) + "\n{")
    held_back = world.run("--all-or-nothing")
    assert (held_back.exit_code, held_back.output.count("Written. Next")) == (
        1,
        1,
    )  # of the article, and told of it alone
    assert held_back.output.index("Nothing of seeds/bridge.jsonl is written") < held_back.output.index("Written. Next")
    assert world.run().exit_code == 1


def test_a_file_that_is_not_there_is_told(world: World) -> None:
    result = world.run("nowhere.jsonl")
    assert result.exit_code == 1
    assert "nowhere.jsonl:1:1: brought-broken" in result.output


def test_no_character_of_a_file_reaches_the_terminal_s_controls(world: World) -> None:
    held = own("the rail gave way", entry="rail", entry_title="a\x85b", note="x")
    assert "\x85" not in world.run("--dry-run", str(world.write(held))).output


# ── whatever a file holds ───────────────────────────────────────────────────────────────────────────────────

QUOTES = st.sampled_from(["the rail gave way", "Nobody was hurt", "Rain goes on", "Two cars fell", CLOSED])
ODD = st.sampled_from(
    [
        "police",
        "Ida Moss",
        "a\ud800b",
        "---\nx: y",
        "http://[x",
        "denies",
        "2031-05-01",
        "\x00",
        "../x",
        "unhurt",
        "x" * 300,
    ]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 500) | ODD,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(ODD, inner, max_size=2),
    max_leaves=4,
)
FIELDS = [
    "speaker",
    "via",
    "stance",
    "said",
    "date",
    "position",
    "quantities",
    "entry",
    "entry_title",
    "note",
    "lang",
    "mood",
]
GIVEN = st.dictionaries(st.sampled_from(FIELDS), VALUES | ODD, max_size=3)
HELD = st.lists(
    st.one_of(
        st.builds(lambda quote, given: {**own(quote), **given}, QUOTES, GIVEN),
        st.builds(lambda quote, given: extracted(quote, **given), QUOTES, GIVEN),
        st.builds(lambda quote: own(quote, entry="unhurt"), QUOTES),
        st.builds(lambda given: {"id": "unhurt", "title": "t", "date": "2031", "status": "draft", **given}, GIVEN),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=12)
@given(HELD)
def test_whatever_a_file_holds_records_stay_sound_and_a_second_import_does_nothing(held: list[object]) -> None:
    with tempfile.TemporaryDirectory(dir=MEMORY if os.path.isdir(MEMORY) else None) as folder:
        world = made_in(Path(folder))
        world.imported(*held)
        corpus = world.corpus
        assert {corpus.find(one.claim).outcome for one in corpus.claims} == {"exact"}
        assert all(entry.status == "draft" for entry in corpus.entries.values() if entry.id not in RECORDED)
        before = world.tree()
        assert world.imported(*held).plan.changes == []
        assert world.tree() == before

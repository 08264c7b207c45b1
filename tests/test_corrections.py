"""What is told as a correction: what readers had as reviewed and no longer holds. Read from real Git histories."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import feedparser
import pytest
from git_work import git

from build_tools.agreement import Agreement
from build_tools.corpus import Corpus
from build_tools.corrections.differences import became, differences
from build_tools.corrections.find import find
from build_tools.dossier import open_dossier
from build_tools.exports.all import files
from build_tools.exports.telling import SiteFacts, Telling
from build_tools.history import read_history
from build_tools.model import Actor, Claim, Correction, Entry, History, Place, Quantity, Question, Role, Source
from build_tools.published import for_readers
from build_tools.withheld import discreet

FLOOD = "content/timeline/2031/millbrook-flood.md"
DRAFT = "content/timeline/2031/dam-failure-disputed.md"
CLAIM = Claim("words", "herald", speaker="ann", said="2031-03-04", answers={"q": "12"}, via=("wire",))
ENTRY = Entry("e", title="T", date="2031-03-04", status="reviewed", actors=("ann",), claims=(CLAIM,))


# ── What no longer holds ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (replace(ENTRY, date="2031-03-05"), ["date: was 4 March 2031"]),
        (replace(ENTRY, title="Another"), ["title"]),
        (replace(ENTRY, actors=("ann", "bob")), []),
        (replace(ENTRY, actors=("bob",)), ["actors"]),
        (replace(ENTRY, body="More is known.", reviewed_by=("x", "y"), see_also=("f",)), []),
        (replace(ENTRY, claims=(CLAIM, replace(CLAIM, quote="more words"))), []),
        (replace(ENTRY, claims=()), ["1 claim taken out or quoted otherwise"]),
        (replace(ENTRY, claims=(replace(CLAIM, quote="other words"),)), ["1 claim taken out or quoted otherwise"]),
        (replace(ENTRY, claims=(replace(CLAIM, answers={"q": "13"}, stance="denies"),)), ["1 claim: stance, answers"]),
        (replace(ENTRY, claims=(replace(CLAIM, answers={"q": "12", "r": "1"}, when="2031"),)), []),
        (replace(ENTRY, claims=(replace(CLAIM, quantities=(Quantity("12", "12"),), note="n"),)), []),
        (replace(ENTRY, claims=(replace(CLAIM, speaker=None),)), ["1 claim: speaker"]),
    ],
)
def test_what_is_added_takes_nothing_back(changed: Entry, told: list[str]) -> None:
    assert list(differences(ENTRY, changed, {})) == told


def test_a_claim_that_was_the_source_s_own_voice_and_is_somebody_s_now_is_corrected() -> None:
    own = replace(ENTRY, claims=(replace(CLAIM, speaker=None),))
    assert list(differences(own, ENTRY, {})) == ["1 claim: speaker"]


def test_a_record_that_was_only_renamed_corrects_nothing_in_those_that_name_it() -> None:
    renamed = replace(ENTRY, actors=("ann-other",), claims=(replace(CLAIM, source="the-herald", speaker="ann-other"),))
    assert not list(differences(ENTRY, renamed, {"ann": "ann-other", "herald": "the-herald"}))


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (
            Source("s", published="2031-03"),
            Source("s", published="2031-03-04"),
            ["date of publication: was March 2031"],
        ),
        (Source("s"), Source("s", published="2031-03-04", url="https://x.example/"), []),
        (Place("p", coordinates=("1", "2")), Place("p", coordinates=("1", "3")), ["coordinates"]),
        (Place("p"), Place("p", coordinates=("1", "3"), precision="exact"), []),
        (Actor("a", roles=(Role("head"),)), Actor("a", roles=(Role("head"), Role("deputy"))), []),
        (Actor("a", roles=(Role("head"),)), Actor("a", roles=(Role("deputy"),)), ["roles"]),
        (Question("q", scope="Then."), Question("q", scope="By then.", tolerance="5 %"), ["scope"]),
    ],
)
def test_other_records_are_corrected_where_something_stood(before: Actor, after: Actor, told: list[str]) -> None:
    assert list(differences(before, after, {})) == told


@pytest.mark.parametrize(
    ("before", "after", "turn"),
    [
        ({"status": "reviewed"}, {"status": "retracted"}, "retracted"),
        ({"status": "draft"}, {"status": "retracted"}, "retracted"),
        ({"status": "retracted"}, {"status": "reviewed"}, "restored"),
        ({"status": "reviewed"}, {"status": "draft"}, "draft"),
        ({"status": "reviewed"}, {"status": "reviewed"}, "changed"),
        ({"status": "draft"}, {"status": "reviewed"}, ""),
        ({"status": "reviewed", "sensitivity": "person-at-risk"}, {"status": "retracted"}, ""),
    ],
)
def test_a_draft_and_what_nobody_could_read_are_not_corrected(
    before: dict[str, str], after: dict[str, str], turn: str
) -> None:
    assert became(replace(ENTRY, **before), replace(ENTRY, **after)) == turn  # type: ignore[arg-type]


# ── From Git ────────────────────────────────────────────────────────────────────────────────────────────────


def changed(root: Path, day: str, message: str, **edits: tuple[str, str]) -> None:
    """Commit after replacing words in files, by path with ``__`` for a slash."""
    for path, (old, new) in edits.items():
        file = root / (path.replace("__", "/").replace("_", "-") + ".md")
        text = file.read_text()
        assert old in text, path
        file.write_text(text.replace(old, new))
    git(root, "commit", "-qam", message, day=day)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory, flood_at: Callable[[Path], Path]) -> Path:
    """The flood, recorded in March 2031 and changed many times in April."""
    root = flood_at(tmp_path_factory.mktemp("corrected") / "flood")
    flood, draft = "content__timeline__2031__millbrook_flood", "content__timeline__2031__dam_failure_disputed"
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "The flood is recorded", day="2031-03-06")
    changed(root, "2031-04-01", "Layout alone", **{flood: ("   # both sources", "")})
    changed(root, "2031-04-02", "A draft grows", **{draft: ("2031-03-04/2031-03-05", "2031-03-04")})
    changed(root, "2031-04-03", "The river rose earlier", **{flood: ('date: "2031-03-04"', 'date: "2031-03-03"')})
    changed(root, "2031-04-04", "25, not 26", **{flood: ('people-rescued: "25"', 'people-rescued: "26"')})
    changed(root, "2031-04-05", "An alias is known", content__actors__ida_moss=("note: for search", "note: heard"))
    changed(root, "2031-04-06", "She is the deputy", content__actors__ida_moss=("title: head", "title: deputy head"))
    git(root, "checkout", "-qb", "better")
    changed(root, "2031-04-07", "First try", **{flood: ("title: The Alder floods", "title: The river floods")})
    changed(
        root, "2031-04-08", "The river’s name", **{flood: ("title: The river floods", "title: The River Alder floods")}
    )
    git(root, "checkout", "-q", "main")
    git(root, "merge", "-q", "--no-ff", "-m", "Merge branch better", "better", day="2031-04-09")
    changed(root, "2031-04-10", "No longer held up", **{draft: ("status: draft", "status: retracted")})
    return root


def corrections(root: Path) -> tuple[Corpus, History, tuple[Correction, ...]]:
    whole = open_dossier(root).corpus
    history = discreet(read_history(root), whole)
    return for_readers(whole), history, find(root, for_readers(whole), history)


def test_every_correction_is_found_with_its_day_and_its_reason_and_nothing_else(repository: Path) -> None:
    _, _, found = corrections(repository)
    assert [(one.at[:10], one.record.id, one.became, one.what, one.change.message) for one in found] == [
        ("2031-04-10", "dam-failure-disputed", "retracted", (), "No longer held up"),
        ("2031-04-09", "millbrook-flood", "changed", ("title",), "The river’s name"),
        ("2031-04-06", "ida-moss", "changed", ("roles",), "She is the deputy"),
        ("2031-04-04", "millbrook-flood", "changed", ("1 claim: answers",), "25, not 26"),
        ("2031-04-03", "millbrook-flood", "changed", ("date: was 4 March 2031",), "The river rose earlier"),
    ]


def test_the_feed_tells_them_in_words_and_repeats_no_former_ones(repository: Path) -> None:
    corpus, history, found = corrections(repository)
    told = Telling(corpus, Agreement(corpus), SiteFacts("The flood", url="https://flood.example/"), history, found)
    made = files(told, only=["corrections"])
    read = feedparser.parse(made["data/feeds/corrections.xml"])
    assert not read.bozo and read.feed.updated == "2031-04-10T12:00:00Z"
    assert [entry.summary for entry in read.entries][:2] == [
        "Retracted. “No longer held up”, 10 April 2031.",
        "Changed: title. “The river’s name”, 8 April 2031.",
    ]
    assert read.entries[0].link == "https://flood.example/timeline/dam-failure-disputed.html"
    assert len({entry.id for entry in read.entries}) == len(found) and "river floods" not in str(made)


def test_what_was_ever_kept_back_is_told_without_its_reason_and_without_what_it_was(
    tmp_path: Path, flood_at: Callable[[Path], Path]
) -> None:
    root = flood_at(tmp_path / "flood")
    flood = "content__timeline__2031__millbrook_flood"
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "The flood is recorded", day="2031-03-06")
    changed(root, "2031-04-01", "The witness asks us", **{flood: ("sensitivity: none", "sensitivity: person-at-risk")})
    changed(root, "2031-04-02", "Her place is out", **{flood: ("places: [millbrook]", "places: [alder-county]")})
    changed(root, "2031-04-03", "She is safe", **{flood: ("sensitivity: person-at-risk", "sensitivity: none")})
    changed(root, "2031-04-04", "Her county is out too", **{flood: ("places: [alder-county]", "places: []")})
    _, _, found = corrections(root)
    assert [(one.at[:10], one.what, one.change.message) for one in found] == [("2031-04-04", (), "")]


def test_an_actor_that_only_drafts_lead_to_is_not_corrected(tmp_path: Path, flood_at: Callable[[Path], Path]) -> None:
    root = flood_at(tmp_path / "flood")
    (root / FLOOD).write_text((root / FLOOD).read_text().replace("status: reviewed", "status: draft"))
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Drafted", day="2031-03-06")
    changed(root, "2031-04-06", "She is the deputy", content__actors__ida_moss=("title: head", "title: deputy head"))
    assert corrections(root)[2] == ()


def test_outside_git_and_behind_the_edge_of_a_shallow_clone_nothing_is_told(repository: Path, tmp_path: Path) -> None:
    assert find(tmp_path, Corpus(), History()) == ()
    git(tmp_path, "clone", "-q", "--depth", "1", repository.as_uri(), "shallow")
    corpus, history, found = corrections(tmp_path / "shallow")
    assert found == () and not history.complete
    told = Telling(corpus, Agreement(corpus), SiteFacts(), history, found)
    made = files(told, only=["corrections"])
    assert b"older corrections may be missing" in made["data/feeds/corrections.xml"]
    made = files(Telling(corpus, Agreement(corpus)), only=["corrections"])
    assert b"Built outside Git, where none can be known." in made["data/feeds/corrections.xml"]

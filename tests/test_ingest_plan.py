"""Re-import (DESIGN.md § 5): the machine proposes, people decide, and no edit of theirs is ever lost."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from synthetic_articles import synthetic_dossier

from build_tools.dossier import open_dossier, read_seed
from build_tools.ingest.apply import apply_plans
from build_tools.ingest.changes import AddClaim, Create
from build_tools.ingest.known import Known
from build_tools.ingest.ledger import read_ledger
from build_tools.ingest.plan import deleted_keys, plan_seed
from build_tools.ingest.proposed import Proposed, SeedPlan
from build_tools.ingest.run import plan_import
from build_tools.ingest.standing import Standing
from build_tools.inspection import find_problems
from build_tools.model import Actor, Claim, Entry, Source
from build_tools.problems import ProblemsFound, errors_among
from build_tools.records import splice
from build_tools.records.lock import LOCK
from build_tools.records.write import one_writer

SEED = "seeds/article.txt"
TEXT = "The mayor said the bridge is closed. Two cars fell, police said. Rain goes on.\n"
QUOTES = ("The mayor said the bridge is closed", "Two cars fell", "Rain goes on")
ENTRY = "content/timeline/2031/bridge-closed.md"


@contextmanager
def empty_dossier() -> Iterator[Path]:
    """A dossier with one seed and no records."""
    root = Path(tempfile.mkdtemp())
    try:
        (root / "seeds").mkdir()
        (root / SEED).write_text(TEXT)
        (root / "content").mkdir()
        (root / "content/vocabulary.yml").write_text("accident: {label: Accident}\n")
        yield root
    finally:
        shutil.rmtree(root)


def proposed(
    root: Path, *, title: str = "A bridge is closed", speaker: str = "mayor", quotes: int = 2, date: str = "2031-05-01"
) -> Proposed:
    """What a reader might make of the seed."""
    document = read_seed(root / SEED)
    claims = tuple(Claim(quote, "article", speaker if at == 0 else None) for at, quote in enumerate(QUOTES[:quotes]))
    entry = Entry(id="bridge-closed", title=title, date=date, type="accident", claims=claims)
    actors = [Actor(id="mayor", name="The Mayor", kind="person"), Actor(id="police", name="Police", kind="group")]
    return Proposed(
        document=document,
        source=Source(id="article", title="Article", seed="article.txt", sha256=document.sha256),
        entries=[entry],
        actors=actors,
        places=[],
        sidecar={},
        reader=1,
    )


def planned(root: Path, proposal: Proposed) -> SeedPlan:
    dossier = open_dossier(root)
    assert not dossier.problems
    ledger = read_ledger(root, SEED)
    known = Known(dossier.corpus)
    deleted = deleted_keys([ledger] if ledger else [], known)
    return plan_seed(proposal, ledger, known, deleted=deleted, standing=Standing(root))


def run_import(root: Path, **proposal: object) -> SeedPlan:
    plan = planned(root, proposed(root, **proposal))  # type: ignore[arg-type]
    apply_plans(root, [plan])
    return plan


def contents(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted((root / "content").rglob("*")) if path.is_file()}


def test_a_first_import_makes_records_and_a_second_changes_no_byte() -> None:
    with empty_dossier() as root:
        assert len(run_import(root).changes) == 4
        before = contents(root)
        assert run_import(root).changes == ()
        assert contents(root) == before


def test_what_no_person_touched_follows_the_machine() -> None:
    with empty_dossier() as root:
        run_import(root)
        run_import(root, title="The bridge is closed", speaker="police")
        text = (root / ENTRY).read_text()
        assert "title: The bridge is closed" in text and "speaker: police" in text


def test_what_a_person_changed_is_kept_and_the_new_proposal_reported() -> None:
    with empty_dossier() as root:
        run_import(root)
        file = root / ENTRY
        file.write_text(file.read_text().replace("A bridge is closed", "Bridge shut  # by me"))
        plan = run_import(root, title="The bridge is closed")
        (kept,) = plan.kept
        assert (kept.yours, kept.proposed) == ("Bridge shut", "The bridge is closed")
        assert "title: Bridge shut  # by me" in file.read_text()
        assert run_import(root, title="The bridge is closed").kept == (), "reported once"


def test_what_a_person_deleted_stays_deleted() -> None:
    with empty_dossier() as root:
        run_import(root)
        (root / "content/actors/police.md").unlink()
        (root / ENTRY).unlink()
        assert run_import(root, title="Another title").changes == ()
        assert not (root / ENTRY).exists()


def test_an_entry_whose_date_follows_the_machine_moves_to_its_year() -> None:
    with empty_dossier() as root:
        run_import(root)
        run_import(root, date="2032-01-01")
        assert not (root / ENTRY).exists()
        assert 'date: "2032-01-01"' in (root / ENTRY.replace("2031", "2032")).read_text()


def test_what_a_person_has_reviewed_is_left_as_it_is_and_what_is_new_stands_beside_it() -> None:
    with empty_dossier() as root:
        run_import(root)
        file = root / ENTRY
        file.write_text(file.read_text().replace("status: draft", "status: reviewed\nreviewed_by: [me]"))
        before = file.read_bytes()
        plan = run_import(root, title="The bridge is closed", speaker="police", quotes=3)
        assert file.read_bytes() == before and len(plan.kept) == 2
        beside = (root / ENTRY.replace("closed", "closed-2")).read_text()
        assert "see_also: [bridge-closed]" in beside and "quote: Rain goes on" in beside
        assert run_import(root, title="The bridge is closed", speaker="police", quotes=3).changes == ()


def test_a_seed_whose_source_a_person_deleted_is_withdrawn() -> None:
    with empty_dossier() as root:
        run_import(root)
        (root / "content/sources/article.md").unlink()
        (root / ENTRY).unlink()
        assert run_import(root, quotes=3).changes == ()


def test_a_claim_moved_into_another_entry_is_followed_there() -> None:
    with empty_dossier() as root:
        run_import(root)
        moved = root / "content/timeline/2031/closure.md"
        moved.write_text((root / ENTRY).read_text())
        (root / ENTRY).unlink()
        plan = run_import(root, speaker="police")
        assert [change.path for change in plan.changes] == ["content/timeline/2031/closure.md"]  # type: ignore[union-attr]


def test_a_quote_that_a_person_trimmed_is_not_proposed_again() -> None:
    with empty_dossier() as root:
        run_import(root)
        file = root / ENTRY
        file.write_text(file.read_text().replace("The mayor said the bridge is closed", "the bridge is closed"))
        assert run_import(root).changes == ()


def test_what_a_better_reader_cuts_in_two_brings_no_piece_later() -> None:
    with empty_dossier() as root:

        def cut(*quotes: str) -> Proposed:
            made = proposed(root)
            (entry,) = made.entries
            return replace(made, entries=[replace(entry, claims=tuple(Claim(quote, "article") for quote in quotes))])

        apply_plans(root, [planned(root, cut("The mayor said the bridge is closed. Two cars fell"))])
        path = root / ENTRY
        path.write_text(
            path.read_text().replace("The mayor said the bridge is closed. Two cars fell", "the bridge is closed")
        )
        for _ in range(3):
            plan = planned(root, cut("the bridge is closed", "Two cars fell"))
            assert [str(change) for change in plan.changes if isinstance(change, (Create, AddClaim))] == []
            apply_plans(root, [plan])


def test_words_that_were_never_proposed_come_as_a_new_claim() -> None:
    with empty_dossier() as root:
        run_import(root)
        plan = run_import(root, quotes=3)
        assert [str(change) for change in plan.changes] == [f"+ {ENTRY}: claim “Rain goes on”"]
        assert (root / ENTRY).read_text().count("quote:") == 3


def test_words_that_a_person_set_aside_are_not_proposed() -> None:
    with empty_dossier() as root:
        run_import(root)
        source = root / "content/sources/article.md"
        aside = "set_aside:\n  - {quote: Rain goes on, reason: weather}\n---\n"
        source.write_text(source.read_text().removesuffix("---\n") + aside)
        assert run_import(root, quotes=3).changes == ()


def test_a_speaker_whom_a_person_deleted_is_named_in_words_only() -> None:
    with empty_dossier() as root:
        run_import(root, quotes=0)
        (root / "content/actors/mayor.md").unlink()
        (created,) = run_import(root, quotes=1).changes
        assert isinstance(created, Create) and "unnamed: The Mayor" in (root / ENTRY).read_text()


def test_a_file_that_changed_since_the_plan_stops_everything() -> None:
    with empty_dossier() as root:
        run_import(root)
        plan = planned(root, proposed(root, title="New", speaker="police"))
        file = root / ENTRY
        file.write_text(file.read_text().replace("A bridge is closed", "Mine"))
        before = contents(root)
        with pytest.raises(ProblemsFound) as found:
            apply_plans(root, [plan])
        assert found.value.problems[0].code == "changed-meanwhile"
        assert contents(root) == before


def test_two_imports_at_once_do_not_mix() -> None:
    with empty_dossier() as root:
        with one_writer(root), pytest.raises(ProblemsFound) as found:
            run_import(root)
        assert found.value.problems[0].code == "busy"


def test_the_lock_of_a_killed_import_is_cleared() -> None:
    with empty_dossier() as root:
        (root / LOCK).write_text("999999999")
        assert run_import(root).changes


def test_a_full_disk_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with empty_dossier() as root:
        run_import(root)
        before = contents(root)

        def full(_: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("os.fsync", full)
        with pytest.raises(ProblemsFound) as found:
            run_import(root, title="Another")
        assert found.value.problems[0].code == "cannot-write"
        assert contents(root) == before
        assert not list((root / "content").rglob(".*")), "no waiting file is left behind"


def test_a_broken_ledger_is_a_problem_with_its_place() -> None:
    with empty_dossier() as root:
        run_import(root)
        (root / "seeds/article.ledger.json").write_text('{\n "format": 1,\n oops}')
        with pytest.raises(ProblemsFound) as found:
            run_import(root)
        assert str(found.value.problems[0]).startswith("seeds/article.ledger.json:3:2: ledger-broken")


# ── the universal promise ───────────────────────────────────────────────────────────────────────────────────

proposed_titles = st.sampled_from(["A bridge is closed", "Bridge", "no"])
titles = st.sampled_from(["My bridge", "yes", "x: y", "“Shut”"])  # a person's, never the machine's: those look alike
speakers = st.sampled_from(["mayor", "police"])
steps = st.lists(
    st.one_of(
        st.tuples(st.just("import"), proposed_titles, speakers, st.integers(1, 3)),
        st.tuples(st.just("title"), titles),
        st.tuples(st.just("note"), titles),
        st.tuples(st.just("drop-speaker")),
        st.tuples(st.just("comment")),
    ),
    max_size=8,
)


@given(steps)
@settings(max_examples=60, deadline=None)
def test_edits_survive_any_sequence_of_imports_and_edits(sequence: list[tuple[object, ...]]) -> None:
    with empty_dossier() as root:
        run_import(root)
        file, mine = root / ENTRY, {}
        for name, *values in sequence:
            text = file.read_text()
            if name == "import":
                run_import(root, title=values[0], speaker=values[1], quotes=values[2])
            elif name == "title":
                if splice.value_at(text, ["title"]) != values[0]:
                    file.write_text(splice.set_value(text, ["title"], str(values[0])))
                    mine["title"] = values[0]
            elif name == "note":
                file.write_text(splice.set_value(text, ["claims", 0, "note"], str(values[0])))
                mine["note"] = values[0]
            elif name == "drop-speaker":
                file.write_text("".join(line for line in text.splitlines(True) if "speaker:" not in line))
                mine["speaker"] = None
            else:
                file.write_text(text + "My prose.\n")
                mine["prose"] = mine.get("prose", 0) + 1
            after = file.read_text()
            assert splice.value_at(after, ["title"]) == mine.get("title", splice.value_at(after, ["title"]))
            assert splice.value_at(after, ["claims", 0, "note"]) == mine.get("note")
            assert "speaker" not in mine or splice.value_at(after, ["claims", 0, "speaker"]) is None
            assert after.count("My prose.\n") == mine.get("prose", 0)


def test_a_plan_is_pure() -> None:
    with empty_dossier() as root:
        before = contents(root)
        first, second = planned(root, proposed(root)), planned(root, proposed(root))
        assert first == second and contents(root) == before
        assert replace(first, told=()) == first


def test_several_processes_bring_the_same_records_byte_for_byte(tmp_path: Path) -> None:
    imported = []
    for jobs in (1, 2):
        synthetic_dossier(tmp_path / str(jobs), 7, size=1_500)
        plan = plan_import(tmp_path / str(jobs), latest=dt.date(2026, 1, 1), jobs=jobs)
        apply_plans(tmp_path / str(jobs), plan.plans)
        files = (path for path in sorted((tmp_path / str(jobs)).rglob("*")) if path.is_file())
        imported.append({str(path.relative_to(tmp_path / str(jobs))): path.read_bytes() for path in files})
    assert len(imported[0]) > 30 and imported[0] == imported[1]


def test_a_seed_that_vanishes_while_others_are_read_is_a_problem_and_nothing_is_written(tmp_path: Path) -> None:
    synthetic_dossier(tmp_path / "a", 5, size=1_000)
    gone = tmp_path / "a/seeds/00004.txt"

    def vanishing(items: Iterable[object], count: int, label: str) -> Iterator[object]:
        for item in items:
            gone.unlink(missing_ok=True)
            yield item

    for jobs in (1, 2):
        gone.write_text("Rain fell on Monday.")
        with pytest.raises(ProblemsFound) as found:
            plan_import(tmp_path / "a", latest=dt.date(2026, 1, 1), jobs=jobs, progress=vanishing)
        assert str(found.value.problems[0]).startswith("seeds/00004.txt:1:1: unreadable")


def test_two_seeds_whose_names_come_to_one_id_are_two_sources(tmp_path: Path) -> None:
    synthetic_dossier(tmp_path / "a", 0)
    for name, words in (("the flood", "One died."), ("the-flood", "Two died.")):
        (tmp_path / f"a/seeds/{name}.txt").write_text(f"The river rises\n\nThe river Alder rose on Monday. {words}\n")
    apply_plans(tmp_path / "a", plan_import(tmp_path / "a", latest=dt.date(2026, 1, 1)).plans)
    assert len(list((tmp_path / "a/content/sources").iterdir())) == 2
    assert errors_among(find_problems(open_dossier(tmp_path / "a"))) == []

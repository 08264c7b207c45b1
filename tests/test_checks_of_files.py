"""The check of some files: it tells whatever is wrong by them, wherever that is, and nothing that is not."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from on_disk import change
from rule_examples import lay
from test_checks import BREACHES, DAM, FLOOD

from build_tools.checks.catalogue import Rule, rules
from build_tools.checks.rule_page import Example
from build_tools.curation.carrying_out import require_no_worse
from build_tools.curation.edits import Edits
from build_tools.dossier import open_dossier
from build_tools.inspection import find_problems, inspect
from build_tools.problems import Problem, ProblemsFound, errors_among
from build_tools.records.files import Folder
from tests.trust.inputs.files_in_memory import InMemory

SOUND = Path(__file__).parent / "dossiers" / "flood"
IDA = "content/actors/ida-moss.md"
HERALD = "content/sources/herald.md"


@cache
def sound() -> Mapping[str, bytes]:
    files = Folder(SOUND)
    return {path: files.read(path) for folder in ("content", "seeds") for path in files.below(folder)}


def told(root: Path, *paths: str) -> list[str]:
    return [f"{problem.where.path}: {problem.code}" for problem in inspect(root, paths).problems]


# ── everything that the files break ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("breach", BREACHES)
def test_each_breach_is_told_by_the_check_of_the_file_that_it_was_made_in(breach: str, flood: Path) -> None:
    path, old, new, _ = BREACHES[breach]
    change(flood, path, old, new)
    assert list(inspect(flood, [path]).problems) == find_problems(open_dossier(flood))


WORDS = re.compile(rb"[a-z0-9]+(?:-[a-z0-9]+)+|[A-Za-z]{4,}")


@st.composite
def changed(draw: st.DrawFn, held: Mapping[str, bytes], most: int) -> tuple[dict[str, bytes], set[str]]:
    """Up to ``most`` changes to a dossier, as a hasty person makes them; and the files that were changed."""
    now, touched = dict(held), set[str]()
    for _ in range(draw(st.integers(0, most))):
        path = draw(st.sampled_from(sorted(now)))
        what = draw(st.sampled_from(("word", "word", "line", "twice", "gone", "moved", "copied")))
        lines = now[path].split(b"\n")
        at = draw(st.integers(0, len(lines) - 1))
        touched.add(path)
        if what == "gone":
            del now[path]
        elif what in ("moved", "copied"):
            other = draw(st.sampled_from((path.replace(".", "-too.", 1), path.replace("/2031/", "/2032/"))))
            now[other] = now[path] if what == "copied" else now.pop(path)
            touched.add(other)
        elif what == "word" and (found := WORDS.findall(now[path])):
            known = WORDS.findall(b" ".join(now.values())) + [b"draft", b"person-at-risk", b"place", b"2030-02-30"]
            old, new = draw(st.sampled_from(found)), draw(st.sampled_from(known))
            now[path] = now[path].replace(old, new, draw(st.sampled_from((1, -1))))
        else:
            now[path] = b"\n".join(
                lines[:at]
                + lines[at : at + 1] * (what == "twice")
                + lines[at:] * (what == "twice")
                + lines[at + 1 :] * (what == "line")
            )
    return now, touched


def kinds_of(problems: Iterable[Problem]) -> set[tuple[str, str]]:
    return {(problem.where.path, problem.code) for problem in problems}


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.data())
def test_what_is_new_in_the_whole_is_told_by_the_check_of_the_changed_files(data: st.DataObject) -> None:
    before, _ = data.draw(changed(sound(), 2))
    after, files = data.draw(changed(before, 3))
    old, new = find_problems(open_dossier(InMemory(before))), find_problems(open_dossier(InMemory(after)))
    former = b"\n".join(text for path, text in before.items() if path in files).decode(errors="replace")
    told = inspect(InMemory(after), files, former=former).problems
    assert set(told) <= set(new), "nothing is told that is not so"
    assert kinds_of(new) - kinds_of(old) <= kinds_of(told)
    assert old or set(told) == set(new), "in a sound dossier all that is wrong is so by the files"


RULE_EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.code}-{at}")
    for rule in rules()
    for at, example in enumerate(rule.page.examples)
    if example.fails
]


@pytest.mark.parametrize(("rule", "example"), RULE_EXAMPLES)
def test_what_breaks_a_rule_is_told_by_the_check_of_whichever_file_came_last(
    rule: Rule, example: Example, flood: Path, tmp_path: Path
) -> None:
    paths = {excerpt.path for excerpt in example.excerpts}
    for last in sorted(paths) or [FLOOD]:
        before, after = (Path(shutil.copytree(flood, tmp_path / last / name)) for name in ("before", "after"))
        lay([excerpt for excerpt in example.excerpts if excerpt.path != last], before)
        lay(example.excerpts, after)
        last_written = {path for path in paths if _text(before / path) != _text(after / path)} | _sources(before, after)
        old, new = find_problems(open_dossier(before)), find_problems(open_dossier(after))
        told = inspect(after, last_written, former="\n".join(_text(before / path) for path in last_written)).problems
        assert set(told) <= set(new)
        assert kinds_of(new) - kinds_of(old) <= kinds_of(told)
    assert list(inspect(after, ["content", "seeds"]).problems) == new


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def _sources(before: Path, after: Path) -> set[str]:
    """Sources whose hash was written anew with their text."""
    files = (file.relative_to(after) for file in (after / "content/sources").glob("*.md"))
    return {file.as_posix() for file in files if _text(before / file) != _text(after / file)}


def test_a_deleted_actor_breaks_whatever_names_it(flood: Path) -> None:
    (flood / "content/actors/rescue-service.md").unlink()
    assert told(flood, "content/actors/rescue-service.md") == [
        f"{IDA}: unknown-reference",
        f"{FLOOD}: unknown-reference",
        f"{FLOOD}: speaker-not-actor",
    ]


def test_a_folder_that_is_gone_breaks_whatever_named_its_records(flood: Path) -> None:
    shutil.rmtree(flood / "content/places")
    assert set(told(flood, "content/places")) == {f"{DAM}: unknown-reference", f"{FLOOD}: unknown-reference"}


def test_a_changed_seed_breaks_its_source_and_the_quotes_from_it(flood: Path) -> None:
    change(flood, "seeds/herald.txt", "The dam above", "The weir above")
    assert told(flood, "seeds/herald.txt") == [f"{HERALD}: seed-changed", f"{DAM}: quote-missing"]


def test_a_deleted_seed_breaks_its_source_and_leaves_its_ledger_alone(flood: Path) -> None:
    (flood / "seeds/herald.txt").unlink()
    (flood / "seeds/herald.ledger.json").write_text("{}")
    (flood / "seeds/other.yml").write_text("")
    assert told(flood, "seeds/herald.txt") == [f"{HERALD}: seed-missing", "seeds/herald.ledger.json: stray-seed"]


def test_with_the_first_seed_of_a_dossier_all_others_are_missed(flood: Path) -> None:
    for name in ("herald.txt", "herald.ledger.json", "gazette.ledger.json"):
        (flood / "seeds" / name).unlink()
    assert told(flood, "seeds/gazette.txt") == [f"{HERALD}: seed-missing"]


def test_a_type_taken_from_the_vocabulary_breaks_the_entries_that_have_it(flood: Path) -> None:
    change(flood, "content/vocabulary.yml", "disaster:", "calamity:")
    assert told(flood, "content/vocabulary.yml") == [f"{DAM}: unknown-reference", f"{FLOOD}: unknown-reference"]


def test_a_question_s_new_kind_breaks_the_answers_to_it(flood: Path) -> None:
    change(flood, "content/questions/dam-failed.md", "kind: yes-no", "kind: quantity")
    assert told(flood, "content/questions/dam-failed.md") == [f"{DAM}: value-invalid", f"{DAM}: value-invalid"]


def test_an_earlier_entry_that_takes_a_later_one_s_quote_is_told_at_the_later_one(flood: Path) -> None:
    lines = "  - quote: The dam above the town has failed\n    source: herald\n    speaker: residents\n  # the Herald"
    change(flood, FLOOD, "  # the Herald", lines)
    change(flood, FLOOD, 'date: "2031-03-04" ', 'date: "2031-03-03" ')
    assert f"{DAM}: claim-duplicate" in told(flood, FLOOD)


def test_an_alias_that_another_actor_claims_is_told_at_whichever_comes_later(flood: Path) -> None:
    change(flood, "content/actors/county-council.md", "kind: organisation", "kind: person\naliases: [Ida Mos]")
    assert f"{IDA}: names-alike" in told(flood, "content/actors/county-council.md")


def test_an_id_taken_twice_is_told_at_the_second_file_whichever_was_changed(flood: Path) -> None:
    earlier = flood / "content/timeline/2030/millbrook-flood.md"
    earlier.parent.mkdir()
    earlier.write_text((flood / FLOOD).read_text())
    assert f"{FLOOD}: duplicate-id" in told(flood, "content/timeline/2030/millbrook-flood.md")


def test_an_entry_taken_away_may_leave_an_actor_to_withheld_ones(flood: Path) -> None:
    change(flood, FLOOD, "status: reviewed\nsensitivity: none", "status: draft\nsensitivity: person-at-risk")
    (flood / DAM).unlink()
    assert f"{IDA}: person-at-risk" in told(flood, DAM)


# ── nothing else ────────────────────────────────────────────────────────────────────────────────────────────


def test_what_was_broken_before_elsewhere_is_not_told(flood: Path) -> None:
    change(flood, FLOOD, "25 people", "26 people")
    change(flood, HERALD, "sha256: ", "sha256: 0")
    for path in (DAM, IDA, "content/actors", "content/places/millbrook.md", "seeds/gazette.yml", "README.md"):
        assert all(not line.startswith((FLOOD, HERALD)) for line in told(flood, path))


def test_only_the_texts_that_matter_are_read(flood: Path) -> None:
    assert set(inspect(flood, [DAM]).dossier.corpus.documents) == {"gazette", "herald"}
    change(flood, DAM, "source: gazette", "source: herald")
    assert set(inspect(flood, [DAM]).dossier.corpus.documents) == {"herald"}
    assert not inspect(flood, [IDA]).dossier.corpus.documents


# ── trying an edit before it is written ─────────────────────────────────────────────────────────────────────


@given(st.data())
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_an_edit_is_refused_just_when_the_whole_dossier_would_be_worse(data: st.DataObject) -> None:
    now, _ = data.draw(changed(sound(), 2))
    edits = Edits(SOUND)
    for path in sorted(sound().keys() - now.keys()):
        edits.delete(path)
    for path, held in now.items():
        if sound().get(path) != held and (text := _as_text(held)) is not None:
            edits.put(path, text)
    before = open_dossier(SOUND)
    worse = _errors(find_problems(open_dossier(edits))) - _errors(find_problems(before))
    try:
        require_no_worse(before, edits)
    except ProblemsFound as found:
        assert _errors(found.problems[1:]) == worse
    else:
        assert not worse


def _errors(problems: Iterable[Problem]) -> Counter[tuple[str, str]]:
    return Counter((problem.code, problem.message) for problem in errors_among(problems))


def _as_text(held: bytes) -> str | None:
    try:
        return held.decode()
    except UnicodeDecodeError:
        return None

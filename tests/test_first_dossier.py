"""The first dossier: every quote is held by every way of building, every sentence is accounted for, import adds nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import groupby, zip_longest
from pathlib import Path

import pytest

from build_tools.agreement import Agreement, State
from build_tools.corpus import PlacedClaim
from build_tools.coverage import coverage
from build_tools.dossier import open_dossier
from build_tools.ingest.run import plan_import
from build_tools.inspection import find_problems
from build_tools.problems import Written
from build_tools.records import front_matter
from build_tools.records.emit import text_of
from build_tools.records.load import decode, parse

PROJECT = Path(__file__).parent.parent
CORPUS = open_dossier(PROJECT).corpus


def broken(quote: str) -> str:
    """The quote with one character changed."""
    at = len(quote) // 2
    return quote[:at] + ("x" if quote[at] != "x" else "y") + quote[at + 1 :]


def break_quote(root: Path, placed: PlacedClaim) -> str:
    """Change one character of one quote in its file; returns where, as path:line:column."""
    file = root / placed.entry.path
    quote = placed.claim.quote
    assert isinstance(quote, Written)
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    line = lines[quote.line - 1]
    head, tail = line[: quote.column - 1], line[quote.column - 1 :]
    at = len(tail.rstrip()) // 2
    lines[quote.line - 1] = head + tail[:at] + ("x" if tail[at] != "x" else "y") + tail[at + 1 :]
    file.write_text("".join(lines), encoding="utf-8")
    return f"{placed.entry.path}:{quote.line}:{quote.column}"


def run(*command: str, root: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(PROJECT)}
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=root, capture_output=True, text=True, check=False, env=environment
    )


def test_the_dossier_has_no_problem() -> None:
    assert find_problems(open_dossier(PROJECT)) == []


@pytest.mark.parametrize("source", CORPUS.sources)
def test_every_body_sentence_is_claimed_or_set_aside(source: str) -> None:
    covered = coverage(CORPUS)[source]
    text = CORPUS.documents[source].text
    assert [text[sentence.start : sentence.end] for sentence in covered.open] == []
    assert covered.percent == 100


def test_every_seed_has_its_source() -> None:
    assert {source.seed for source in CORPUS.sources.values()} == {
        path.name for path in (PROJECT / "seeds").glob("*.txt")
    }


def one_of_each_entry() -> Iterator[list[PlacedClaim]]:
    """All claims, in as few rounds as no entry has two of them in a round."""
    of_entry = [list(claims) for _, claims in groupby(CORPUS.claims, lambda placed: placed.entry.id)]
    for claims in zip_longest(*of_entry):
        yield [placed for placed in claims if placed]


def test_one_changed_character_of_any_quote_is_found_at_its_place(first_dossier_copy: Path) -> None:
    told = 0
    for round_of in one_of_each_entry():
        whole = {file: file.read_bytes() for file in {first_dossier_copy / placed.entry.path for placed in round_of}}
        where = [break_quote(first_dossier_copy, placed) for placed in round_of]
        found = [one for one in find_problems(open_dossier(first_dossier_copy)) if one.code == "quote-missing"]
        assert sorted(str(one.where) for one in found) == sorted(where)
        assert len(whole) == len(where)
        told += len(found)
        for file, content in whole.items():
            file.write_bytes(content)
    assert told == len(CORPUS.claims)


def break_every_quote(root: Path) -> Iterator[str]:
    for placed in CORPUS.claims:
        yield break_quote(root, placed)


@pytest.mark.parametrize("command", [("build_tools.cli", "check"), ("build_tools.cli", "build"), ("mkdocs", "build")])
def test_check_build_and_mkdocs_stop_at_every_broken_quote(command: tuple[str, ...], first_dossier_copy: Path) -> None:
    places = list(break_every_quote(first_dossier_copy))
    result = run(*command, root=first_dossier_copy)
    said = result.stdout + result.stderr
    assert result.returncode == 1
    assert [place for place in places if f"{place}: quote-missing" not in said] == []
    assert "Traceback" not in said
    assert not (first_dossier_copy / "site").exists(), "nothing is written"


def test_a_failed_build_leaves_the_last_good_site(
    dossiers: Mapping[str, Path], sites: Mapping[str, Path], first_dossier_copy: Path
) -> None:
    for built in ("site", ".cache"):
        shutil.copytree(dossiers["first"] / built, first_dossier_copy / built)
    before = (first_dossier_copy / "site/index.html").read_bytes()
    break_quote(first_dossier_copy, CORPUS.claims[0])
    assert run("mkdocs", "build", root=first_dossier_copy).returncode == 1
    assert run("build_tools.cli", "build", root=first_dossier_copy).returncode == 1
    assert (first_dossier_copy / "site/index.html").read_bytes() == before


def test_make_stops_at_a_broken_quote(first_dossier_copy: Path) -> None:
    """`make site` runs import, then build; both are called here as the Makefile calls them."""
    makefile = (PROJECT / "Makefile").read_text()
    assert "\t-$(BIN)/claimline import\n\t$(BIN)/claimline build" in makefile
    where = break_quote(first_dossier_copy, CORPUS.claims[-1])
    assert run("build_tools.cli", "import", root=first_dossier_copy).returncode == 0
    result = run("build_tools.cli", "build", root=first_dossier_copy)
    assert result.returncode == 1 and f"{where}: quote-missing" in result.stderr


def test_importing_again_after_curation_plans_nothing(first_dossier_copy: Path) -> None:
    def contents() -> dict[str, bytes]:
        files = [*first_dossier_copy.glob("content/**/*.*"), *first_dossier_copy.glob("seeds/*")]
        return {str(path): path.read_bytes() for path in files}

    before = contents()
    for again in (False, True):
        plan = plan_import(first_dossier_copy, again=again, latest=date(2026, 11, 22))
        assert [str(change) for one in plan.plans for change in one.changes] == []
    assert run("build_tools.cli", "import", "--again", root=first_dossier_copy).returncode == 0
    assert contents() == before


@pytest.mark.parametrize(
    "path", sorted(path.relative_to(PROJECT).as_posix() for path in PROJECT.glob("content/*/**/*.md"))
)
def test_every_record_means_the_same_after_being_written_anew(path: str) -> None:
    text = decode(PROJECT, path)
    record = parse(text, path, [])
    assert record
    again = parse(text_of(record), path, [])
    assert again and text_of(again) == text_of(record)
    assert again.body.strip() == front_matter.split(text, path).body.strip()


QUESTIONS = {
    "north-koreans-in-kursk": State.COMPATIBLE,
    "north-koreans-in-russia": State.SINGLE_ROOT,
    "first-contact-date": State.COMPATIBLE,
    "maksymivka-captured": State.CONTRADICTED,
    "antonivka-captured": State.SINGLE_ROOT,
    "kaspiysk-hit": State.AGREED,
    "drones-launched": State.SINGLE_ROOT,
    "drones-destroyed": State.SINGLE_ROOT,
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_questions_of_the_first_dossier_come_to_this(question: str) -> None:
    assert Agreement(CORPUS).findings[question].state is QUESTIONS[question]


def test_no_record_carries_an_unverified_wikidata_id() -> None:
    assert not [actor.id for actor in CORPUS.actors.values() if "wikidata" in actor.links]

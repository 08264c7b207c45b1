"""What the benchmarks measure on: large dossiers that are made up, sound, skewed as real ones, and the same every time."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner
from on_disk import files_of

from build_tools.cli import main
from build_tools.corpus import Corpus
from build_tools.dossier import open_dossier
from build_tools.inspection import find_problems
from build_tools.problems import errors_among
from tests.benchmarks.made.dossier import write_dossier


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("made")
    write_dossier(root, 120)
    return root


@pytest.fixture(scope="module")
def corpus(made: Path) -> Corpus:
    return open_dossier(made).corpus


def test_a_made_dossier_breaks_no_rule(made: Path) -> None:
    assert errors_among(find_problems(open_dossier(made))) == []


def test_the_same_seed_makes_the_same_bytes_and_another_one_others(made: Path, tmp_path: Path) -> None:
    write_dossier(tmp_path / "again", 120)
    write_dossier(tmp_path / "other", 120, seed=8)

    assert files_of(tmp_path / "again") == files_of(made)
    assert files_of(tmp_path / "other") != files_of(made)


def test_a_few_speakers_say_most_and_a_few_questions_get_most_answers(corpus: Corpus) -> None:
    said = sorted((len(claims) for claims in corpus.claims_by_speaker.values()), reverse=True)
    answered = sorted((len(claims) for claims in corpus.claims_by_question.values()), reverse=True)

    assert said[0] > 4 * said[len(said) // 2]
    assert answered[0] > 2 * answered[-1]


def test_there_are_chains_unnamed_speakers_copies_drafts_and_uncertain_dates(corpus: Corpus) -> None:
    stations = Counter(len(placed.claim.via) for placed in corpus.claims)

    assert {0, 1, 2} <= set(stations)
    assert corpus.unnamed_within and corpus.copies
    assert {"draft", "reviewed"} <= {entry.status for entry in corpus.entries.values()}
    assert {len(entry.date) for entry in corpus.entries.values()} >= {10, 11, 21}


def test_a_check_of_many_sources_tells_how_many_are_whole_and_lists_the_least_covered(made: Path) -> None:
    told = CliRunner().invoke(main, ["check", "--root", str(made)]).output.splitlines()
    shares = [int(share[1]) for line in told if (share := re.search(r": (\d+) % of \d+ body sentences", line))]

    assert any(re.fullmatch(r"\d+ of \d+ sources are accounted for in full.", line) for line in told)
    assert len(shares) == 20 and shares == sorted(shares) and shares[-1] < 100
    assert len(shares) == 20 and shares == sorted(shares) and shares[-1] < 100
    assert any(line.startswith("And ") and "claimline check seeds/NAME.txt" in line for line in told)

"""A draft that an import makes passes the project's own check, whatever of its claims an earlier version has already."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from build_tools.dossier import open_dossier
from build_tools.ingest.apply import apply_plans
from build_tools.ingest.changes import SetValue
from build_tools.ingest.run import plan_import
from build_tools.inspection import find_problems
from build_tools.problems import errors_among

DOSSIERS = Path(__file__).parent / "dossiers"
MILL = """\
At least 11 dead in fire at textile mill

By Ruth Kessler, 12 February 2025

ELMFORD — At least 11 workers died when a fire swept through the Larch & Sons mill in the early hours of Wednesday, the regional emergency service said.

The alarm was raised at 3:40 a.m., said Marta Boronat, spokeswoman for the fire brigade. “We found two of the three exits blocked,” she told reporters.

What is known: About 60 people were on the night shift, according to the trade union. Twenty-three people were taken to hospital, four of them in a critical condition, the health department said.

Three inspections in 2022

Inspectors came three times in 2022 and fined the owner 40,986 euros. Police have opened an investigation into the cause.
"""
MINE = """\
Blast at coal mine leaves 7 missing
By Tom Reed
May 3, 2031

An explosion at the Kessel coal mine on Friday left seven miners missing, the operator Kessel Energy said. The company employs 1,200 people. The mine was closed for 14 months after a blast in 2019 that killed 5.

A union official, Ann Smith, said 31 men had been underground. “They called for help at 6:15,” she told the Elm Herald.

Rescue teams reached a depth of 640 metres on Saturday and brought up two bodies. Kessel Energy denied that gas had been measured on 30 April.
"""


def articles() -> dict[str, str]:
    written = {"mill": MILL, "mine": MINE}
    for path in sorted(DOSSIERS.glob("*/seeds/*first.txt")):
        written[path.stem] = path.read_text()
    return written


def later(text: str, number: int) -> str:
    """A later version: its dates are as they were; every third sentence of its body tells something else."""
    head, _, body = text.partition("\n\n")
    parts = body.split(". ")
    changed = [f"It was learnt that {40 + at} of the 99 had left the place" if at % 3 == number else part for at, part in enumerate(parts)]  # fmt: skip
    return f"{head}\n\n{'. '.join(changed)}"


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("versions")
    (root / "content").mkdir()
    (root / "seeds").mkdir()
    shutil.copy(DOSSIERS / "flood/content/vocabulary.yml", root / "content/vocabulary.yml")
    for name, text in articles().items():
        for number, version in enumerate([text, later(text, 0), later(text, 1)]):
            stem = f"{name}-{number}"
            (root / "seeds" / f"{stem}.txt").write_text(version)
            beside = f'publisher: herald\nurl: https://herald.example/{name}\npublished: "2031-05-0{3 + number}"\n'
            (root / "seeds" / f"{stem}.yml").write_text(beside)
    apply_plans(root, plan_import(root, latest=dt.date(2031, 5, 9), jobs=1).plans)
    return root


def test_the_drafts_of_articles_and_of_their_versions_pass_the_check(dossier: Path) -> None:
    updates = [one for one in open_dossier(dossier, with_texts=False).corpus.sources.values() if one.updates]
    assert len(updates) >= len(articles())
    assert [str(problem) for problem in errors_among(find_problems(open_dossier(dossier)))] == []


def test_they_pass_it_and_stay_as_they_are_when_they_are_read_again(dossier: Path) -> None:
    plan = plan_import(dossier, again=True, latest=dt.date(2031, 5, 9), jobs=1)
    changed = [change.keys for one in plan.plans for change in one.changes if isinstance(change, SetValue)]
    assert [keys for keys in changed if keys[-1] in ("title", "date", "type")] == []

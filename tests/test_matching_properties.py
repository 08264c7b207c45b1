"""Whatever several articles say, what is found across them is sound, and settled once it is imported."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from test_import_any_text import LATEST, VOCABULARY, articles

from build_tools.dossier import open_dossier
from build_tools.ingest.apply import apply_plans
from build_tools.ingest.run import plan_import
from build_tools.inspection import find_problems
from build_tools.problems import as_text, errors_among

dateline = st.sampled_from(["", "LIMA, March 4, 2031 — ", "LIMA, March 4, 2031 (Reuters) - ", "By Reuters\n\n"])
told = st.sampled_from(
    ["A ferry hit a cargo ship near Lima on Tuesday, killing 12 people, the coast guard said.",
     "Twenty people were killed when a ferry hit a cargo ship near Lima on Tuesday, the coast guard said.",
     "Mayor Anna Lind denied that the ferry had hit the cargo ship.", "Mayor Anna Lind said the ferry had hit the cargo ship.",
     "The coast guard said 30 people were injured.", "The coast guard said 45 people were injured."]
)  # fmt: skip
reports = st.builds(
    lambda head, lines, tail: head + "\n".join([*lines, tail]), dateline, st.lists(told, max_size=4), articles
)


def changes(root: Path, *, again: bool = False) -> int:
    plan = plan_import(root, again=again, latest=LATEST)
    apply_plans(root, plan.plans)
    return sum(len(one.changes) for one in plan.plans)


@given(st.lists(reports, min_size=2, max_size=4), st.booleans())
@settings(max_examples=25, deadline=None)
def test_several_articles_are_imported_soundly_and_once_and_for_all(texts: list[str], one_by_one: bool) -> None:
    root = Path(tempfile.mkdtemp())
    try:
        (root / "content").mkdir()
        (root / "seeds").mkdir()
        (root / "content/vocabulary.yml").write_text(VOCABULARY)
        for number, text in enumerate(texts):
            (root / f"seeds/{number}.txt").write_text(text)
            if one_by_one:
                changes(root)
        changes(root)
        assert as_text(errors_among(find_problems(open_dossier(root)))) == ""
        assert changes(root) == 0, "a second import has nothing to do"
        for _ in range(len(texts)):  # the names that one reading brought may make another one better
            changes(root, again=True)
        assert changes(root, again=True) == 0, "then it is settled"
        assert as_text(errors_among(find_problems(open_dossier(root)))) == ""
    finally:
        shutil.rmtree(root)

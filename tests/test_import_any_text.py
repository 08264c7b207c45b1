"""Any bytes as a seed give sound draft records or a clear problem; and what is sound is imported once and for all."""

from __future__ import annotations

import shutil
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.dossier import open_dossier
from build_tools.ingest.apply import apply_plans
from build_tools.ingest.run import plan_import
from build_tools.inspection import find_problems
from build_tools.problems import ProblemsFound, as_text, errors_among

LATEST = date(2031, 12, 31)
VOCABULARY = "accident: {label: Accident}\nstatement: {label: Statement}\n"

who = st.sampled_from(
    ["The mayor", "Anna Lind, the head of the Rescue Board (RB) of Norland,", "A source in the ministry", "Police",
     "Two officials", "He", "President Okoro", "The Daily Wire", "Ministry of Health spokesman Dr. Li Wei", "<b>X</b>"]
)  # fmt: skip
cue = st.sampled_from(
    ["said", "denied that", "told Reuters on Tuesday that", "did not confirm that", "expects that", "claims"]
)
what = st.sampled_from(
    ["at least 40 of 63 homes were hit overnight", "the bridge will open in January", "“we will not go, we never did”",
     "around 1,000 to 2,000 people left the village of Orr since May", "it was: yes", "{a: b}", "# no comment", "- 5 °C",
     "no one died a day earlier", "'quoted' \\ text\u2028here"]
)  # fmt: skip
sentences = st.builds("{} {} {}.".format, who, cue, what)
lines = st.lists(sentences, min_size=1, max_size=3).map(" ".join)
heads = st.sampled_from(
    ["", "LONDON, March 3, 2031 —", "• Point: ", "As of Monday, March 3", "By Ann Lee", "Latest News", "2031-02-30"]
)
articles = st.lists(st.builds("{} {}".format, heads, lines), min_size=1, max_size=5).map("\n".join)
seeds = st.one_of(articles.map(str.encode), st.text(max_size=200).map(str.encode), st.binary(max_size=100))

PUBLISHERS = ("alder-gazette", "the-daily-wire", "reuters", "rescue-board", "anna-lind", "norland")
name = st.sampled_from(PUBLISHERS).map(lambda id: id.replace("-", " ").title())
told = st.sampled_from(
    ["{0} said that 40 of 63 homes were hit", "The mayor, Anna Lind, told {0} that the dam had failed", "A source in {0} told {1} it was shut",
     "“We left at noon,” Lind told the {0} on Tuesday", "The bridge is closed, {0} said, citing {1}", "Lind said in {0} that 5 people left",
     "According to {0}, police told {1} that nobody died", "The {0} reported that Anna Lind had told the {1} to go"]
)  # fmt: skip
bylines = st.sampled_from(["", "By Tom Reed, {0}", "{0} — March 3, 2031", "LONDON, March 3, 2031 ({0}) —"])
passed_on = st.lists(st.builds(str.format, st.one_of(bylines, told), name, name), min_size=2, max_size=5)


def import_seed(root: Path, *, again: bool = False) -> int:
    """Import whatever is in seeds/; returns how many changes the plan held."""
    plan = plan_import(root, again=again, latest=LATEST)
    apply_plans(root, plan.plans)
    return sum(len(one.changes) for one in plan.plans)


@given(seeds)
@settings(max_examples=60, deadline=None)
def test_any_seed_gives_sound_records_or_a_clear_problem(data: bytes) -> None:
    root = Path(tempfile.mkdtemp())
    try:
        (root / "content").mkdir()
        (root / "seeds").mkdir()
        (root / "content/vocabulary.yml").write_text(VOCABULARY)
        (root / "seeds/article.txt").write_bytes(data)
        try:
            import_seed(root)
        except ProblemsFound as found:
            assert all(problem.where.path == "seeds/article.txt" and problem.tip for problem in found.problems)
            assert {problem.code for problem in found.problems} <= {"seed-empty", "seed-not-text", "seed-not-utf8"}
            assert sorted(path.name for path in (root / "content").rglob("*")) == ["vocabulary.yml"]
            return
        assert as_text(errors_among(find_problems(open_dossier(root)))) == ""
        assert import_seed(root) == 0, "a second import has nothing to do"
        import_seed(root, again=True)  # the names that the first reading brought may make the second one better
        assert import_seed(root, again=True) == 0, "then it is settled"
        assert as_text(errors_among(find_problems(open_dossier(root)))) == ""
    finally:
        shutil.rmtree(root)


@given(passed_on.map("\n".join), st.sampled_from(PUBLISHERS), st.sampled_from(("", *PUBLISHERS)))
@settings(max_examples=25, deadline=None)
def test_whoever_publishes_a_text_its_claims_pass_the_check(text: str, publisher: str, later: str) -> None:
    root = dossier_of(Path(tempfile.mkdtemp()), text, publisher)
    try:
        import_seed(root)
        assert broken(root) == ""
        (root / "seeds/article.yml").write_text(f"publisher: {later}\n" if later else "")
        import_seed(root, again=True)
        assert broken(root) == "", f"and where another one is named later: {later}"
    finally:
        shutil.rmtree(root)


def dossier_of(root: Path, text: str, publisher: str) -> Path:
    """A dossier with one seed, whose sidecar names who published it."""
    (root / "content/actors").mkdir(parents=True)
    (root / "seeds").mkdir()
    (root / "content/vocabulary.yml").write_text(VOCABULARY)
    (root / "seeds/article.txt").write_text(text, encoding="utf-8")
    (root / "seeds/article.yml").write_text(f"publisher: {publisher}\n" if publisher else "")
    return root


def broken(root: Path) -> str:
    return as_text(errors_among(find_problems(open_dossier(root))))


GAZETTE = "---\nname: Alder Gazette\nkind: outlet\n---\n"
TOLD = "Forty people are safe, the head of the Rescue Board, Ida Moss, told the Alder Gazette. Moss told Radio Alder that the dam held."


@pytest.mark.parametrize(
    ("byline", "publisher", "recorded"),
    [("By Tom Reed, Alder Gazette", "alder-gazette", False), ("By Tom Reed", "alder-gazette", False), ("By Tom Reed", "alder-gazette", True),
     ("Alder Gazette, March 5, 2031", "", True), ("Alder Gazette, March 5, 2031", "", False)],
)  # fmt: skip
def test_no_chain_passes_the_publisher_whoever_names_it(
    byline: str, publisher: str, recorded: bool, tmp_path: Path
) -> None:
    root = dossier_of(tmp_path, f"Flood in Millbrook\n{byline}\nMarch 5, 2031\n\n{TOLD}\n", publisher)
    if recorded:
        (root / "content/actors/alder-gazette.md").write_text(GAZETTE)
    import_seed(root)
    corpus = open_dossier(root).corpus
    chains = {claim.quote: claim.via for entry in corpus.entries.values() for claim in entry.claims}
    assert chains["Forty people are safe"] == () and set(chains.values()) == {(), ("radio-alder",)}
    assert corpus.sources["article"].publisher == "alder-gazette" and broken(root) == ""


@pytest.mark.parametrize(
    ("publisher", "recorded", "told", "chain"),
    [("northern-herald", "", "the Herald", ()), ("northern-herald", "Northern Herald", "the Herald", ()), ("northern-herald", "Herald", "the Herald", ("herald",)),
     ("northern-courier", "", "the Herald", ("herald",)), ("financial-times", "", "The Times", ("times",))],
)  # fmt: skip
def test_a_paper_may_call_itself_by_the_end_of_its_name(
    publisher: str, recorded: str, told: str, chain: tuple[str, ...], tmp_path: Path
) -> None:
    root = dossier_of(tmp_path, f"By Ann Weir\nMarch 5, 2031\n\nIda Moss told {told} that the dam held.\n", publisher)
    if recorded:
        file = root / "content/actors" / f"{recorded.lower().replace(' ', '-')}.md"
        file.write_text(f"---\nname: {recorded}\nkind: outlet\n---\n")
    import_seed(root)
    corpus = open_dossier(root).corpus
    assert [claim.claim.via for claim in corpus.claims] == [chain] and broken(root) == ""
    assert set(corpus.actors) == {publisher, "ida-moss", *chain}


STRANGE = {
    "Ukrainian": "Мер міста Марія Коваль сказала у вівторок, що міст закрито. «Ми чекаємо на дощ», — додала вона.\n"
    * 3,
    "Arabic": "قال رئيس البلدية يوم الثلاثاء إن الجسر مغلق. وأضاف أن 40 شخصا غادروا القرية.\n" * 3,
    "Chinese": "市长周二表示，大桥已经关闭。“我们在等雨，”她说。约有40人离开了村子。\n" * 3,
    "a poem": "The river, the river,\n  it rose in the night,\nand nobody, nobody\n  carried a light.\n\n    — A. N. Other\n",
    "a table": "place\tdead\tdate\nOrr\t12\t2031-03-01\nMillbrook\t~40\t—\n|---|---|\n| a | 1,000 |\n",
    "a list": "1. Milk\n2. 12 eggs\n   - brown\n   * white (6)\n\n[ ] call 555-1234\n[x] Article 5\n",
    "code": "def f(x):\n    return {'a': [1, 2, *x]}  # said\n<p onclick=\"alert(1)\">He said “no”</p>\n{{ x }} {% y %}\n",
    "one line": "The mayor said 12 people left on Monday, and “nobody knows why”, police told the paper. " * 300,
    "one word": "a" * 60_000,
    "no letters": "12 — 34 … 56 !!! ??? ((( ))) $$$ %%%\n" * 50,
    "marks alone": "“" * 3_000 + "”" * 3_000,
    "accents alone": "e" + "\u0301" * 3_000,
    "right to left": "\u202eThe mayor said on Monday that\u202c 5 people \u2066left\u2069.\n",
}


@pytest.mark.parametrize("kind", STRANGE)
def test_what_is_no_article_is_imported_without_a_fault(kind: str, tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "seeds").mkdir()
    (tmp_path / "content/vocabulary.yml").write_text(VOCABULARY)
    (tmp_path / "seeds/article.txt").write_text(STRANGE[kind], encoding="utf-8")
    assert import_seed(tmp_path) > 0, "at least its source is a record"
    assert as_text(errors_among(find_problems(open_dossier(tmp_path)))) == ""

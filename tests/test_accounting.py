"""What came in is what went out and what was left out; what does not add up is named."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.accounting import Account, accounts, for_readers, imbalances, records, seeds
from build_tools.cli import main
from build_tools.dossier import open_dossier


def test_an_account_names_what_keeps_it_from_balancing() -> None:
    account = Account("seeds", frozenset("abcd"), {"sources": ["a", "b", "b"], "refused": ["x", "c"]})
    assert account.odd() == [
        "d is nowhere accounted for",
        "b counts 2 times (sources and sources)",
        "x (refused) never came in",
    ]
    (problem,) = imbalances([account])
    assert problem.code == "accounts-unbalanced" and "d is nowhere accounted for; b counts 2 times" in problem.message
    assert Account("seeds", frozenset("ab"), {"sources": ["b", "a"]}).odd() == []


def test_a_sound_dossier_balances(corpora: object, dossiers: Mapping[str, Path]) -> None:
    for root in dossiers.values():
        found = accounts(open_dossier(root))
        assert imbalances(found) == [] and imbalances(for_readers(open_dossier(root))) == []
        assert [one.what for one in found] == ["seeds", "sentences", "records"]
        assert all(len(one.whole) > 1 for one in found)


def test_every_text_in_seeds_has_a_fate(flood: Path) -> None:
    (flood / "seeds" / "new.txt").write_text("An article that nobody has imported yet.")
    (flood / "seeds" / "picture.txt").write_bytes(b"\x00\x01")
    (flood / "seeds" / "latin.txt").write_bytes("é".encode("latin-1"))
    parts = seeds(open_dossier(flood)).parts
    assert parts["not imported"] == ["seeds/new.txt"]
    assert parts["refused (seed-not-text)"] == ["seeds/picture.txt"] and parts["refused (seed-not-utf8)"] == [
        "seeds/latin.txt"
    ]
    assert imbalances(accounts(open_dossier(flood))) == []


def test_a_text_of_two_sources_is_odd(flood: Path) -> None:
    dossier = open_dossier(flood)
    first, second = list(dossier.corpus.sources.values())[:2]
    corpus = replace(dossier.corpus, sources={**dossier.corpus.sources, second.id: replace(second, seed=first.seed)})
    odd = seeds(replace(dossier, corpus=corpus)).odd()
    assert any(f"seeds/{first.seed} counts 2 times" in one for one in odd)


def test_what_is_withheld_and_what_cannot_be_read_is_counted_for_curators_alone(flood: Path) -> None:
    entry = sorted((flood / "content" / "timeline").rglob("*.md"))[0]
    entry.write_text(
        entry.read_text().replace("sensitivity: none", "").replace("status:", "sensitivity: person-at-risk\nstatus:")
    )
    sorted((flood / "content" / "places").glob("*.md"))[0].write_text("---\n- no record\n---\n")
    dossier = open_dossier(flood)
    account = records(dossier)
    assert len(account.parts["withheld"]) >= 1 and len(account.parts["unreadable"]) == 1 and account.odd() == []
    told = for_readers(dossier)[-1]
    assert "withheld" not in told.counted()["parts"] and told.odd() == []  # type: ignore[operator]
    assert len(told.whole) == len(account.whole) - len(account.parts["withheld"])


# ── Whatever happens to a dossier ───────────────────────────────────────────────────────────────────────────

FLOOD_ENTRY = "content/timeline/2031/millbrook-flood.md"
HAPPENS: Mapping[str, Callable[[Path], object]] = {
    "a text that is new": lambda at: (at / "seeds/new.txt").write_text("On Monday the council said: “All is well.”"),
    "a text that is none": lambda at: (at / "seeds/none.txt").write_bytes(b"\0"),
    "a text in other letters": lambda at: (at / "seeds/latin.txt").write_bytes("é".encode("latin-1")),
    "an empty text": lambda at: (at / "seeds/empty.txt").write_bytes(b""),
    "a text that is gone": lambda at: (at / "seeds/herald.txt").unlink(missing_ok=True),
    "a text that was changed": lambda at: put(at / "seeds/gazette.txt", "\n", "\nMore of it.\n"),
    "a draft": lambda at: put(at / FLOOD_ENTRY, "status: reviewed", "status: draft"),
    "a retraction": lambda at: put(at / FLOOD_ENTRY, "status: reviewed", "status: retracted"),
    "somebody at risk": lambda at: put(at / FLOOD_ENTRY, "sensitivity: none", "sensitivity: person-at-risk"),
    "a draft of a question": lambda at: put(at / "content/questions/dam-failed.md", "---\n", "---\nstatus: draft\n"),
    "a copy": lambda at: put(at / "content/sources/gazette.md", "---\n", "---\nrepublishes: herald\n"),
    "a later version": lambda at: put(at / "content/sources/gazette.md", "---\n", "---\nupdates: herald\n"),
    "a record that cannot be read": lambda at: (at / "content/places/millbrook.md").write_text("---\n- no\n---\n"),
    "a source that cannot be read": lambda at: (at / "content/sources/herald.md").write_text("no front matter"),
    "a source without its text": lambda at: put(at / "content/sources/gazette.md", "seed: ", "seed: not-"),
    "a record that is gone": lambda at: (at / "content/actors/ida-moss.md").unlink(missing_ok=True),
    "an entry that is gone": lambda at: (at / FLOOD_ENTRY).unlink(missing_ok=True),
}  # fmt: skip


def put(path: Path, words: str, others: str) -> None:
    """Others in the place of words, the first time that they stand there; where there is such a file still."""
    if path.exists():
        path.write_text(path.read_text().replace(words, others, 1))


@given(st.sets(st.sampled_from(sorted(HAPPENS)), max_size=8))
@settings(max_examples=40, deadline=None)
def test_whatever_happens_to_a_dossier_its_accounts_balance(happened: set[str]) -> None:
    with TemporaryDirectory() as folder:
        root = Path(shutil.copytree(Path(__file__).parent / "dossiers" / "flood", Path(folder, "dossier")))
        for what in sorted(happened):
            HAPPENS[what](root)
        dossier = open_dossier(root)
        for found in (accounts(dossier), for_readers(dossier)):
            assert [one.odd() for one in found] == [[], [], []]
            assert all(sum(map(len, one.parts.values())) == len(one.whole) for one in found)
        assert len(records(dossier).whole) == len([*root.glob("content/*/*.md"), *root.glob("content/timeline/*/*.md")])
        assert len(seeds(dossier).whole) == len([*root.glob("seeds/*.txt")])


def test_an_import_tells_of_every_text_what_became_of_it(flood: Path) -> None:
    shutil.copy(flood / "seeds/herald.txt", flood / "seeds/copy.txt")
    for what in ("a text that is new", "a text that is none", "a text in other letters"):
        HAPPENS[what](flood)
    told = CliRunner().invoke(main, ["import", "--root", str(flood)]).output
    known = len(list(flood.glob("seeds/*.txt"))) - 4
    assert f"Seeds: 1 read, {known} unchanged since their import, 1 known already and not imported, 2 refused." in told


@pytest.mark.parametrize("cache", ["off", "on"])
def test_a_check_tells_the_accounts_whether_it_remembers_or_not(
    cache: str, flood: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from build_tools.keeping import readings

    monkeypatch.setenv("CLAIMLINE_CACHE", cache)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "own"))
    monkeypatch.setattr(readings, "ENOUGH", 0)
    told = [CliRunner().invoke(main, ["check", "--root", str(flood)]).stderr.splitlines() for _ in range(2)]
    assert told[0] == told[1]
    lines = [line for line in told[0] if line.split(":")[0] in ("Seeds", "Sentences", "Records")]
    assert lines == [str(one) for one in (accounts(open_dossier(flood))[at] for at in (0, 2, 1))]

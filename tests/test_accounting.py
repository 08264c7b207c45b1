"""What came in is what went out and what was left out; what does not add up is named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

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

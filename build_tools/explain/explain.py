"""Explains whatever an id or a line means, as text for a terminal or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from build_tools.corpus import PlacedClaim
from build_tools.dossier import open_dossier
from build_tools.explain.account import Account, Value
from build_tools.explain.claims import explain_claim
from build_tools.explain.codes import CodeAccount, explain_code, lines_of
from build_tools.explain.desk import Desk
from build_tools.explain.records import explain_record
from build_tools.explain.seed_lines import explain_line
from build_tools.explain.target import SeedLine, Target, targets


def explain(root: Path, words: str) -> list[Account | CodeAccount]:
    """One account for each thing that the words mean: a code first, then what of that name the dossier holds.

    Raises ProblemsFound (``unknown-id``, ``ledger-broken``).
    """
    desk = Desk(open_dossier(root))
    code = explain_code(words)
    found = targets(words, desk, else_none=code is not None)
    return [*([code] if code else []), *(_account(one, desk) for one in found)]


def _account(found: Target, desk: Desk) -> Account:
    if isinstance(found, PlacedClaim):
        return explain_claim(found, desk)
    return explain_line(found, desk) if isinstance(found, SeedLine) else explain_record(found, desk)


def as_json(accounts: Iterable[Account | CodeAccount]) -> str:
    """For programs: a list of accounts; words with half-open offsets in code points of the normalised text."""
    return json.dumps([asdict(account) for account in accounts], ensure_ascii=False, indent=1)


def as_text(accounts: Iterable[Account | CodeAccount]) -> str:
    """For people: each value with whose it is, and below it the rule and the words."""
    return "\n\n".join("\n".join(_lines_of(account)) for account in accounts)


def _lines_of(account: Account | CodeAccount) -> Iterator[str]:
    return lines_of(account) if isinstance(account, CodeAccount) else _lines(account)


def _lines(account: Account) -> Iterator[str]:
    yield f"{account.kind} {account.id}"
    yield f"  {account.where}"
    if account.title:
        yield f"  {account.title}"
    for value in account.values:
        yield from _value(value)
    if account.remarks:
        yield "  What follows"
        yield from (f"    {line}" for line in account.remarks)
    if account.problems:
        yield "  Problems"
        yield from (f"    {line}" for line in account.problems)


def _value(value: Value) -> Iterator[str]:
    yield f"  {value.key}: {_shown(value.value)}"
    was = f" ({value.proposer} had proposed {_shown(value.proposed)})" if value.proposed is not None else ""
    yield f"      {value.origin}{was}"
    yield from (f"      because {why}" for why in value.why)
    if value.words:
        yield f"      from {'; '.join(str(words) for words in value.words)}"


def _shown(value: Any) -> str:
    if value is None:
        return "—"
    if isinstance(value, dict):
        return ", ".join(f"{key} {_shown(held)}" for key, held in value.items())
    if isinstance(value, list):
        return "; ".join(_shown(one) for one in value)
    return str(value)

"""Waivers: what a record lets a rule off, and which of them are spent on a finding. Which rules may be waived, they say."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from build_tools.checks.catalogue import Rule
from build_tools.checks.rule import Case, Finding
from build_tools.model import Record, Waiver

Spot = tuple[str, int]  # the path of a record, and the place of a waiver in its list


def covering(finding: Finding, rule: Rule) -> Iterator[Spot]:
    """The waivers of the finding's own record that let it pass."""
    for at, waiver in enumerate(finding.record.waivers if rule.waivable else ()):
        if waiver.rule == rule.code and _is_about(finding, waiver.about):
            yield finding.record.path, at


def _is_about(finding: Finding, words: str) -> bool:
    return words in finding.message or words in str(finding.value)


def unspent(case: Case, judged: Iterable[Rule], spent: Collection[Spot]) -> tuple[tuple[Record, Waiver], ...]:
    """The waivers of rules that judged everything and found nothing for them to cover.

    Where a record or text could not be read, a finding may be absent for that reason, and nothing is said.
    """
    texts = all(not source.seed or source.id in case.corpus.documents for source in case.corpus.sources.values())
    known = {rule.code for rule in judged if rule.waivable and (texts or rule.scope == "record")}
    return tuple(
        (record, waiver)
        for record in (case.records() if not case.broken else ())
        for at, waiver in enumerate(record.waivers)
        if waiver.rule in known and (record.path, at) not in spent
    )

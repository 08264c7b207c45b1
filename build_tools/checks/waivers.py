"""Waivers: what a record lets a rule off, and which of them are spent on a finding. Which rules may be waived, they say."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from build_tools.assembling import seed_of
from build_tools.checks.catalogue import Rule
from build_tools.checks.rule import Case, Finding
from build_tools.model import Record, Waiver

_FOUND = re.compile(r"“([^“”]+)”")
Spot = tuple[str, int]  # the path of a record, and the place of a waiver in its list


def covering(finding: Finding, rule: Rule) -> Iterator[Spot]:
    """The waivers of the finding's own record that let it pass."""
    for at, waiver in enumerate(finding.record.waivers if rule.waivable else ()):
        if waiver.rule == rule.code and _is_about(finding, waiver.about, rule):
            yield finding.record.path, at


def _is_about(finding: Finding, words: str, rule: Rule) -> bool:
    """Whether these words, and no part of a longer one, stand in what is told; of some rules, in what is told as found."""
    if rule.waived_by_words:
        return bool(words) and any(_holds(found, words) for found in _FOUND.findall(finding.message))
    return not words or _holds(finding.message, words) or _holds(str(finding.value), words)


def _holds(text: str, words: str) -> bool:
    return bool(re.search(rf"(?<!\w)(?<!\d[.,]){re.escape(words.strip())}(?!\w)(?![.,]\d)", text))


def unspent(
    case: Case, judged: Iterable[Rule], spent: Collection[Spot], *, dependent: Collection[str] | None = None
) -> tuple[tuple[Record, Waiver], ...]:
    """The waivers of rules that judged everything and found nothing for them to cover.

    Where a record or text could not be read, a finding may be absent for that reason, and nothing is said. ``dependent``:
    the paths of the records that all rules could judge, where those of scope “dossier” alone could judge the others too.
    """
    sources, documents = case.corpus.sources, case.corpus.documents
    texts = all(id in documents or id in case.unread or not seed_of(sources, id) for id in sources)
    rules = [rule for rule in judged if rule.waivable and (texts or rule.scope == "record")]
    known = {rule.code for rule in rules}
    known_everywhere = {rule.code for rule in rules if dependent is None or rule.scope == "dossier"}
    return tuple(
        (record, waiver)
        for record in (case.records() if not case.broken else ())
        for at, waiver in enumerate(record.waivers)
        if waiver.rule in (known if dependent and record.path in dependent else known_everywhere)
        and (record.path, at) not in spent
    )

"""The pages that explain what every record is held against: a table of all rules, and a page for each of them."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.addresses import address_of_rule
from build_tools.checks.catalogue import SCOPES, Rule, rules
from build_tools.checks.codes import PARTS, codes
from build_tools.pages.desk import Desk
from build_tools.pages.page import Page

ADDRESS = "rules/index.html"
# Of the codes that are no rule's those that a check can print; the others belong to commands.
_PARTS = ("reading", "checking")


def pages(desk: Desk) -> Iterator[Page]:
    """The index, then the rules by their codes."""
    held = rules()
    yield desk.page(
        ADDRESS,
        "rules.html",
        title="Rules",
        description=f"The {len(held)} rules that every record of this dossier is held against before it is shown.",
        rules=held,
        groups=[(PARTS[part], [code for code in codes().values() if code.part == part]) for part in _PARTS],
    )
    for at, rule in enumerate(held):
        yield _page(rule, desk, before=held[at - 1] if at else None, after=next(iter(held[at + 1 :]), None))


def _page(rule: Rule, desk: Desk, *, before: Rule | None, after: Rule | None) -> Page:
    return desk.page(
        address_of_rule(rule.code),
        "rule.html",
        title=f"Rule {rule.code}",
        description=rule.sentence,
        rule=rule,
        looks_at=SCOPES[rule.scope],
        before=before,
        after=after,
    )

"""The pages that explain what every record is held against: a table of all rules, and a page for each of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from build_tools.addresses import address_of_rule
from build_tools.checks.catalogue import SCOPES, rules
from build_tools.checks.codes import PARTS, codes
from build_tools.making.maker import Maker, alone
from build_tools.pages.desk import Desk
from build_tools.pages.page import Page

ADDRESS = "rules/index.html"
# Of the codes that are no rule's those that a check can print; the others belong to commands.
_PARTS = ("reading", "checking")


def makers(desk: Desk) -> Iterator[Maker[Page]]:
    """The index, then the rules by their codes."""
    codes_of_rules = tuple(rule.code for rule in rules())
    yield alone(ADDRESS, partial(_index, desk))
    yield Maker(
        "rule", lambda: codes_of_rules, lambda code: (_page(codes_of_rules.index(code), desk),), folder="rules/"
    )


def _index(desk: Desk) -> Page:
    held = rules()
    return desk.page(
        ADDRESS,
        "rules.html",
        title="Rules",
        description=f"The {len(held)} rules that every record of this dossier is held against before it is shown.",
        rules=held,
        groups=[(PARTS[part], [code for code in codes().values() if code.part == part]) for part in _PARTS],
    )


def _page(at: int, desk: Desk) -> Page:
    held = rules()
    rule = held[at]
    return desk.page(
        address_of_rule(rule.code),
        "rule.html",
        title=f"Rule {rule.code}",
        description=rule.sentence,
        rule=rule,
        looks_at=SCOPES[rule.scope],
        before=held[at - 1] if at else None,
        after=held[at + 1] if at + 1 < len(held) else None,
    )

"""Explains the code of a problem: a rule with its page, or the one line of any other code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import indent

from build_tools.checks.catalogue import SCOPES, Rule, rules
from build_tools.checks.codes import PARTS, codes
from build_tools.checks.rule_page import Example


@dataclass(frozen=True)
class CodeAccount:
    """What a code means. ``scope`` and what follows are those of a rule, and empty for any other code."""

    kind: str
    id: str
    sentence: str
    tip: str
    level: str = ""
    scope: str = ""
    fixable: bool = False
    waivable: bool = False
    protects: str = ""
    examples: tuple[Example, ...] = ()


def all_codes() -> list[str]:
    """Every code that can be explained."""
    return [*(rule.code for rule in rules()), *codes()]


def explain_code(words: str) -> CodeAccount | None:
    """The account of a code, also with the colon that is printed behind it; None where the words are none."""
    words = words.strip().rstrip(":")
    rule = next((rule for rule in rules() if rule.code == words), None)
    if rule:
        return _of_rule(rule)
    code = codes().get(words)
    return CodeAccount(PARTS[code.part], code.code, code.sentence, code.tip) if code else None


def _of_rule(rule: Rule) -> CodeAccount:
    return CodeAccount(
        kind="rule",
        id=rule.code,
        sentence=rule.sentence,
        tip=rule.tip,
        level=rule.level.value,
        scope=rule.scope,
        fixable=rule.mend is not None,
        waivable=rule.waivable,
        protects=rule.page.protects,
        examples=rule.page.examples,
    )


def lines_of(account: CodeAccount) -> Iterator[str]:
    """For people, in a terminal."""
    if account.kind != "rule":
        yield f"{account.id} ({account.kind})"
        yield from (f"  {account.sentence}", f"  {account.tip}")
        return
    yield f"rule {account.id}"
    yield f"  {account.sentence}"
    yield f"  {_measure(account)}"
    yield ""
    yield indent(account.protects, "  ")
    yield ""
    yield f"  What to do: {account.tip}"
    for example in account.examples:
        yield from _example(example)


def _measure(account: CodeAccount) -> str:
    weight = "An error: it stops a build." if account.level == "error" else "A warning: it stops nothing."
    mended = "`claimline fix` mends it where it can." if account.fixable else "Only a person can mend it."
    waived = "A record may waive it." if account.waivable else "It cannot be waived."
    return f"{weight} {mended} {waived} It looks at {SCOPES[account.scope]}."


def _example(example: Example) -> Iterator[str]:
    title = f": {example.title}" if example.title else ""
    yield ""
    yield f"  {'Fails' if example.fails else 'Passes'}{title}"
    if example.prose:
        yield indent(example.prose, "    ")
    for excerpt in example.excerpts:
        yield f"    {excerpt.path}"
        yield indent(excerpt.text.rstrip("\n"), "      ", lambda _: True)
    if example.problems:
        yield "    claimline check says"
        yield from (f"      {problem}" for problem in example.problems)

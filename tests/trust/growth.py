"""Every reader of strangers' words, and every regular expression of the package, takes time in step with the text."""

from __future__ import annotations

import os
from collections.abc import Iterator

from tests.trust.inputs.crew import Lost, Say, processes, results
from tests.trust.inputs.families import FAMILIES
from tests.trust.inputs.growing import Growth, growth
from tests.trust.inputs.patterns import Expression, attacks, expressions, noted, written
from tests.trust.proof import Proof

_SILENCE = 180.0
_LONGEST_ATTACK = 32_000  # characters


def proofs(minutes: float) -> Iterator[Proof]:
    """First the readers with every family of texts, then the expressions; ``minutes`` changes nothing: all are needed."""
    yield _readers()
    yield _expressions()


# ── readers ─────────────────────────────────────────────────────────────────────────────────────────────────


def _readers() -> Proof:
    from tests.trust.inputs.readers import READERS

    chosen = os.environ["CLAIMLINE_READERS"].split("|") if "CLAIMLINE_READERS" in os.environ else list(READERS)
    found: list[str] = []
    worst: dict[str, list[tuple[str, Growth]]] = {name: [] for name in chosen}
    tried = 0
    for reader, said in results(chosen, _grow, jobs=processes(), silence=_SILENCE):
        if isinstance(said, Lost):
            found.append(f"{reader}, {said.at}: {said.how}")
            continue
        family, grown = said
        tried += 1
        if isinstance(grown, str):
            found.append(f"{reader}, {family}: {grown}")
            continue
        worst[reader].append((family, grown))
        if grown.is_steep:
            found.append(f"{reader}, {family}: {grown}")
    print("\n".join(_table(worst)), flush=True)
    return Proof("Reading takes time in step with the text", tried, f"families × {len(chosen)} readers", tuple(found))


def _grow(reader: str, say: Say) -> None:
    from tests.trust.inputs.readers import READERS

    for family, make in FAMILIES.items():
        say(("at", family))
        try:
            say((family, growth(READERS[reader], make)))
        except Exception as error:  # noqa: BLE001 - what it is is told
            say((family, f"{type(error).__name__}: {str(error)[:200]}"))


def _table(worst: dict[str, list[tuple[str, Growth]]]) -> Iterator[str]:
    """For each reader its steepest family, and the one that is dearest to a character."""
    yield f"    {'reader':32} {'steepest':>8}  {'family':26} {'dearest µs/character':>20}  family"
    for reader, grown in worst.items():
        if grown:
            steep, dear = max(grown, key=lambda one: one[1].exponent), max(grown, key=lambda one: one[1].microseconds)
            yield f"    {reader:32} {steep[1].exponent:8.2f}  {steep[0]:26} {dear[1].microseconds:20.2f}  {dear[0]}"


# ── expressions ─────────────────────────────────────────────────────────────────────────────────────────────


def _expressions() -> Proof:
    listed = every_expression()
    found: list[str] = []
    tried = 0
    for part, said in results(_parts(listed), _attack, jobs=processes(), silence=_SILENCE):
        if isinstance(said, Lost):
            found.append(f"{said.at}: {said.how} ({len(part)} expressions not told)")
            continue
        strings, steep = said
        tried += strings
        found += [steep] if steep else []
    of = f"strings made of the parts of {len(listed)} regular expressions"
    return Proof("No expression backtracks beyond its text", tried, of, tuple(found))


def every_expression() -> list[Expression]:
    """Those in the source, and those that are put together while each reader reads a little."""
    with noted() as compiled:
        from tests.trust.inputs.readers import READERS

        for read in READERS.values():
            read("The mayor said on Monday, 3 March 2031, that 12 to 40 people left Orr.\n\n- “No,” she said.\n")
    return expressions({**written(), **compiled})


def _parts(listed: list[Expression]) -> list[list[Expression]]:
    return [listed[at : at + 10] for at in range(0, len(listed), 10)]


def _attack(part: list[Expression], say: Say) -> None:
    for one in part:
        say(("at", f"{one.where}: {one.pattern!r}"))
        strings, worst = 0, ""
        for make in attacks(one):
            strings += 1
            grown = growth(one.run, make, largest=_LONGEST_ATTACK)
            if grown.is_steep:
                worst = f"{one.where}: {str(one.pattern)[:120]!r}: {make.__name__}: {grown}"
                break
        say((strings, worst))

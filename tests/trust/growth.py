"""Every reader of strangers' words, and every regular expression of the package, takes time in step with the text."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random

from tests.trust.inputs.crew import Lost, Say, processes, results
from tests.trust.inputs.families import FAMILIES
from tests.trust.inputs.growing import TOO_LONG, Growth, growth, within
from tests.trust.inputs.patterns import Expression, attacks, expressions, noted, written
from tests.trust.proof import Proof

_SILENCE = 180.0
_PART_OF_READERS = 0.8
_LONGEST_ATTACK = 16_000  # characters
_A_MOMENT = 0.05  # seconds that an expression may take in its window
_ACCEPTED = Path(__file__).parent / "inputs" / "accepted.tsv"


def proofs(minutes: float) -> Iterator[Proof]:
    """First the readers, each with as many families of texts as there is time for, then all expressions."""
    yield _readers(60 * minutes * _PART_OF_READERS)
    yield _expressions()


# ── readers ─────────────────────────────────────────────────────────────────────────────────────────────────


def _readers(seconds: float) -> Proof:
    """``seconds``: of each processor that works at it; every reader has the same part of them."""
    from tests.trust.inputs.readers import READERS

    chosen = os.environ["CLAIMLINE_READERS"].split("|") if "CLAIMLINE_READERS" in os.environ else list(READERS)
    found: list[str] = []
    worst: dict[str, list[tuple[str, Growth]]] = {name: [] for name in chosen}
    tried = 0
    each = seconds * processes() / max(1, len(chosen))
    for (reader, _), said in results([(name, each) for name in chosen], _grow, jobs=processes(), silence=_SILENCE):
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
    of = f"of {len(FAMILIES) * len(chosen):,} pairs of {len(FAMILIES)} families and {len(chosen)} readers"
    return Proof("Reading takes time in step with the text", tried, of, tuple(found))


def _grow(task: tuple[str, float], say: Say) -> None:
    """Families in an order of the reader's own, so that what there is no time for is not the same for all."""
    from tests.trust.inputs.readers import READERS

    reader, seconds = task
    begun = time.process_time()
    for family, make in Random(reader).sample(sorted(FAMILIES.items()), len(FAMILIES)):
        if time.process_time() - begun > seconds:
            break
        say(("at", family))
        try:
            say((family, growth(READERS[reader], make)))
        except Exception as error:  # noqa: BLE001 - what it is is told
            say((family, f"{type(error).__name__}: {str(error)[:200]}"))


def _table(worst: dict[str, list[tuple[str, Growth]]]) -> Iterator[str]:
    """For each reader its steepest family, and the one that is dearest to a character."""
    yield f"    {'reader':32} {'families':>8} {'steepest':>8}  {'family':26} {'dearest µs/character':>20}  family"
    for reader, grown in worst.items():
        if grown:
            steep, dear = max(grown, key=lambda one: one[1].exponent), max(grown, key=lambda one: one[1].microseconds)
            yield f"    {reader:32} {len(grown):8} {steep[1].exponent:8.2f}  {steep[0]:26} {dear[1].microseconds:20.2f}  {dear[0]}"


# ── expressions ─────────────────────────────────────────────────────────────────────────────────────────────


def _expressions() -> Proof:
    listed = every_expression()
    found = [f"{file}: no expression begins with {begins}, and yet it is accepted" for file, begins, _ in accepted()
             if not any(_is_named(one, file, begins) for one in listed)]  # fmt: skip
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


@cache
def accepted() -> tuple[tuple[str, str, str], ...]:
    """Those that are steep and may be: file, beginning, and how they are used (see the head of the table)."""
    lines = _ACCEPTED.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple((file, begins, used) for file, begins, used, _ in rows)


def _is_named(one: Expression, file: str, begins: str) -> bool:
    pattern = one.pattern if isinstance(one.pattern, str) else one.pattern.decode("latin-1")
    return one.where.startswith(f"build_tools/{file}:") and pattern.startswith(begins)


def as_used(one: Expression) -> tuple[Expression, int]:
    """An expression as it is used, and how long a text can be that it sees; 0 where no stranger writes that text."""
    for file, begins, used in accepted():
        if _is_named(one, file, begins):
            kind, _, length = used.partition(" ")
            seen = {"ours": 0, "window": int(length or 0)}.get(kind, _LONGEST_ATTACK)
            return replace(one, anchored=one.anchored or kind == "match"), seen
    return one, _LONGEST_ATTACK


def _parts(listed: list[Expression]) -> list[list[Expression]]:
    return [listed[at : at + 10] for at in range(0, len(listed), 10)]


def _attack(part: list[Expression], say: Say) -> None:
    for one in part:
        say(("at", f"{one.where}: {one.pattern!r}"))
        strings, worst = 0, ""
        one, window = as_used(one)
        for make in attacks(one) if window else ():
            strings += 1
            grown = growth(one.run, make, largest=window)
            if grown.is_steep or window < _LONGEST_ATTACK and within(TOO_LONG, one.run, make(window)) > _A_MOMENT:
                worst = f"{one.where}: {str(one.pattern)[:120]!r}: {make.__name__}: {grown}"
                break
        say((strings, worst))

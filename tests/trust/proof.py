"""What a proof comes to: how much was tried, and what was found. Knows no proof."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Proof:
    """One promise held against many cases.

    ``tried``: how many; ``of``: of what (inputs, injection points, strings in fields …); ``found``: what broke the promise, each with how to see it again.
    """

    promise: str
    tried: int
    of: str
    found: tuple[str, ...] = ()


def as_lines(proof: Proof, seconds: float) -> list[str]:
    """How it is printed: a line with the number, then what was found."""
    outcome = f"{len(proof.found)} FOUND" if proof.found else "none found"
    return [
        f"{proof.promise}: {proof.tried:,} {proof.of}, {outcome}, {seconds:.0f} s",
        *(f"    {one}" for one in proof.found),
    ]

"""The claims of two entries that become one: each is moved as it is written, with its comments."""

from __future__ import annotations

from build_tools.curation.edits import Edits
from build_tools.curation.merging_facts import CODE, Pair
from build_tools.model import Claim, Entry, Record
from build_tools.problems import Problem, ProblemsFound, location_of
from build_tools.records import splice, splice_items
from build_tools.records.emit import plain_claim


def taken_over(edits: Edits, pair: Pair, preferred: Record | None) -> list[str]:
    """Moves the claims; one that both have is kept once. Raises ProblemsFound where both tell it differently."""
    old, into = pair.old, pair.into
    assert isinstance(old, Entry) and isinstance(into, Entry)
    twice = [
        (position, held) for position, claim in enumerate(old.claims) if (held := _position(into, claim)) is not None
    ]
    different = [(position, held) for position, held in twice if _keys(old.claims[position], into.claims[held])]
    if different and not preferred:
        raise ProblemsFound(_as_problem(pair, old.claims[mine], into.claims[held]) for mine, held in different)
    text, mine = edits.text(old.path), {position for position, _ in twice}
    if preferred is old:
        for position, held in different:
            edits.change(into.path, splice.set_value, ("claims", held), plain_claim(old.claims[position]))
    for position in range(len(old.claims)):
        if position not in mine:
            block = splice_items.written_item(text, ("claims", position))
            edits.change(into.path, splice_items.append_written, ("claims",), block)
    return [_note(old.claims[position], into.claims[held], preferred) for position, held in twice]


def _position(entry: Entry, claim: Claim) -> int | None:
    return next((at for at, other in enumerate(entry.claims) if other.id == claim.id), None)


def _keys(mine: Claim, other: Claim) -> list[str]:
    """The keys in which two claims of the same words differ."""
    first, second = plain_claim(mine), plain_claim(other)
    return [key for key in {**first, **second} if first.get(key) != second.get(key)]


def _as_problem(pair: Pair, mine: Claim, other: Claim) -> Problem:
    message = f"both entries have the claim “{mine.quote}” and differ in {', '.join(_keys(mine, other))}"
    tip = f"Make them alike first, or say whose counts: --prefer {pair.into.id}."
    return Problem(location_of(mine.quote, pair.old.path), CODE, message, tip)


def _note(mine: Claim, other: Claim, preferred: Record | None) -> str:
    differing = _keys(mine, other)
    by = f" as {preferred.id} has it" if preferred and differing else ""
    return f"both had the claim “{mine.quote}”: kept once{by}"

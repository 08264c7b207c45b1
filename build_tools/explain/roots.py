"""How roots were counted, in a sentence for a terminal."""

from __future__ import annotations

from build_tools.roots import Absorbed, Root, RootCount


def root_in_words(root: Root) -> str:
    """Who stands behind a claim in the end."""
    if root.kind == "named":
        return f"the named speaker {root.who}"
    if root.kind == "unnamed":
        within = f", placed within {root.within}" if root.within else ""
        return f"the unnamed speaker “{root.who}” of {root.source}{within}"
    return f"the publisher’s own voice ({root.who or root.source})"


def count_in_words(count: RootCount) -> list[str]:
    """The count, and for each root whether it is counted in the low number too."""
    number = f"{count.low}" if count.low == count.high else f"{count.low}–{count.high}"
    absorbed = {one.root: one for one in count.absorbed}
    lines = [
        f"{number} {'root' if number == '1' else 'roots'} in {len(count.sources)} source{'s'[: len(count.sources) > 1]}:"
    ]
    for root in count.roots:
        doubt = f"; in the low count left out, since it may {_may(one)}" if (one := absorbed.get(root)) else ""
        lines.append(f"  {root_in_words(root)}{doubt}")
    return lines


def _may(absorbed: Absorbed) -> str:
    """What it may come down to; a root is named only where it alone can be meant."""
    if absorbed.root.kind == "voice":
        return f"rest on {root_in_words(absorbed.into) if absorbed.only else 'those whom its source cites'}"
    return f"be {root_in_words(absorbed.into)}{'' if absorbed.only else ', or another of these'}"

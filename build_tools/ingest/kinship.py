"""What one text is to another: the same article saved twice, an earlier or later version of it, or neither. Pure.

What two outlets have in common is for `copying` to judge.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from build_tools.matching.copies import Overlap
from build_tools.matching.versions import Difference
from build_tools.matching.web_addresses import host_of, page_key
from build_tools.model import Source
from build_tools.text import edtf

_SAME = 0.8  # share of the words that one article saved twice has in both; the rest is furniture
VERSION_OF_A_PAGE = 0.2  # share of the sentences from which two texts of one address are versions of one article
_VERSION = 0.5  # the same of two texts of one outlet, which begin alike
_CORRECTED = re.compile(
    r"\b(?:earlier|previous) version of this\b|\b(?:article|story|report|page|post) (?:was|has been) (?:updated|corrected|amended)\b"
    r"|(?:\A|[.!?] )(?:Correction|Clarification|Updated?)\b[^.]{0,30}:",
    re.IGNORECASE,
)
_UNFINISHED = re.compile(
    r"\b(?:story|report|article|news) is (?:still )?(?:developing|being updated)|\bdeveloping story\b|\bwill be updated\b"
    r"|\bmore to follow\b|\bmore soon\b",
    re.IGNORECASE,
)
_MOST_SHOWN, _LENGTH = 6, 160


@dataclass(frozen=True, slots=True)
class Pair:
    """A new text and a known one. ``same_credit``: both credit the same agency, or none."""

    mine: Source
    other: Source
    difference: Difference
    overlap: Overlap | None = None
    same_credit: bool = True

    @property
    def is_one_page(self) -> bool:
        """Whether both were taken from one address."""
        return bool(page_key(self.mine.url)) and page_key(self.mine.url) == page_key(self.other.url)

    @property
    def is_one_outlet(self) -> bool:
        """Whether both are of one publisher, or of one address."""
        return self.is_one_page or bool(self.mine.publisher) and self.mine.publisher == self.other.publisher

    @property
    def is_same(self) -> bool:
        """Whether they are one article saved twice: nothing differs but furniture, and nothing speaks against it."""
        if not self.difference.only_furniture or self.difference.alike < _SAME:
            return False
        return self.is_one_page or self._may_be_one_outlet and not self._differ_in_date

    @property
    def are_versions(self) -> bool:
        """Whether they are versions of one article, of one outlet; which is the later one, ``is_later`` tells."""
        share = max(self.overlap.of_mine, self.overlap.of_other) if self.overlap else 0.0
        if self.is_one_page:
            return share >= VERSION_OF_A_PAGE
        return self.is_one_outlet and share >= _VERSION and self.difference.lead

    @property
    def only_repeats(self) -> bool:
        """Whether what two texts of one outlet (or of none that is known) share is what stands under all its articles."""
        may_be_one = self.is_one_outlet or not (self.mine.publisher and self.other.publisher)
        return may_be_one and not self.is_one_page and not self.difference.lead

    @property
    def is_later(self) -> bool:
        """Whether the new text is the later one: by publication, then by capture; else by what either says of itself (“an
        earlier version of this article …”, “this story is developing”); else because it came later.
        """
        for key in ("published", "retrieved"):
            mine, other = getattr(self.mine, key), getattr(self.other, key)
            if edtf.begins_after(other, mine):
                return False
            if edtf.begins_after(mine, other):
                return True
        new, gone = (" ".join(sentences) for sentences in (self.difference.added, self.difference.dropped))
        if bool(_CORRECTED.search(new)) != bool(_CORRECTED.search(gone)):
            return bool(_CORRECTED.search(new))
        return not _UNFINISHED.search(new) or bool(_UNFINISHED.search(gone))

    @property
    def _may_be_one_outlet(self) -> bool:
        if self.is_one_outlet or not self.same_credit:
            return self.is_one_outlet
        hosts = {host_of(self.mine.url), host_of(self.other.url)} - {""}
        return not (self.mine.publisher and self.other.publisher) and len(hosts) < 2

    @property
    def _differ_in_date(self) -> bool:
        mine, other = self.mine.published, self.other.published
        return edtf.begins_after(mine, other) or edtf.begins_after(other, mine)


def told(pair: Pair) -> dict[str, object]:
    """What changed from one version to the next, for a plan and a ledger: counts in words, and the first of the sentences."""
    new, gone = pair.difference.added, pair.difference.dropped
    where = "the same address" if pair.is_one_page else "the same outlet"
    why = f"{where}, and about {round(100 * pair.difference.alike)} % of the words; {_counted(new)} new, {_counted(gone)} gone"
    return {"why": why, "added": _shown(new), "dropped": _shown(gone)}


def _counted(sentences: tuple[str, ...]) -> str:
    return f"{len(sentences)} sentence{'' if len(sentences) == 1 else 's'}"


def _shown(sentences: tuple[str, ...]) -> list[str]:
    return [one if len(one) <= _LENGTH else one[: _LENGTH - 1].rstrip() + "…" for one in sentences[:_MOST_SHOWN]]

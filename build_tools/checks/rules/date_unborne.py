"""An entry’s date is one that its claims bear, and no more precise than they are."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.checks.dating import ends_of
from build_tools.checks.rule import Case, Finding
from build_tools.corpus import Corpus
from build_tools.model import Claim, Entry
from build_tools.problems import Level
from build_tools.text import edtf
from build_tools.text.edtf import Edtf

CODE = "date-unborne"
LEVEL = Level.ERROR
SCOPE = "source"
WAIVABLE = True
TIP = "Date the entry as its claims date it (“when”, or “said” for a statement), or give the claim that names this day its “when”."


def find(case: Case) -> Iterator[Finding]:
    """Entries of a day that none of their claims was on, said or published on; and of a day where claims know a month.

    Where a claim has no date of its own, the dates in the words of its sentence speak for it. Beside a claim that tells what
    has been, the day of what is still expected says nothing against the entry's.
    """
    for entry in case.entries():
        if entry.claims and entry.status != "retracted" and (date := _read(entry.date)):
            finding = _judged(entry, date, case.corpus)
            if finding:
                yield finding


def _judged(entry: Entry, date: Edtf, corpus: Corpus) -> Finding | None:
    dated = [read for claim in entry.claims for read in _dates_of(claim)]
    published = [read for claim in entry.claims for read in _published(claim, corpus)]
    if not dated + published or _is_borne(date, dated, published):
        return None
    if any(_is_borne(date, _in_words(claim, corpus), published) for claim in entry.claims):
        return None
    told = dated or published
    firm = [claim for claim in entry.claims if claim.stance != "expects"]
    if firm and not published and not any(_dates_of(claim) for claim in firm):
        return None
    known = " · ".join(dict.fromkeys(one.text for one in told))
    if not dated:
        message = f"no claim of the entry has a date (“when” or “said”), and nothing else bears {entry.date}"
        return Finding(entry, entry.date, message, level=Level.WARNING)
    if not any(date.overlaps(one) for one in told):
        return Finding(entry, entry.date, f"no claim of the entry bears its date, {entry.date}: they bear {known}")
    message = f"the date {entry.date} is more precise than any claim of the entry: they bear {known}"
    return Finding(entry, entry.date, message, level=Level.WARNING)


def _is_borne(date: Edtf, dated: list[Edtf], published: list[Edtf]) -> bool:
    """Whether one of the dates lies within this one, or each end of this one is an end of theirs."""
    if any(_is_within(one, date) for one in (*dated, *published)):
        return True
    ends = {end for one in (*dated, *published) for end in ends_of(one)}
    return all(end in ends for end in (date.earliest, date.latest) if end)


def _is_within(inner: Edtf, outer: Edtf) -> bool:
    after = outer.earliest is None or inner.earliest is not None and inner.earliest >= outer.earliest
    before = outer.latest is None or inner.latest is not None and inner.latest <= outer.latest
    return after and before


def _dates_of(claim: Claim) -> list[Edtf]:
    return [read for date in (claim.when, claim.said) if (read := _read(date))]


def _published(claim: Claim, corpus: Corpus) -> Iterator[Edtf]:
    source = corpus.sources.get(claim.source)
    if source and (read := _read(source.published)):
        yield read


def _in_words(claim: Claim, corpus: Corpus) -> list[Edtf]:
    """The dates that the claim's sentence names."""
    sentence = corpus.sentence_of(claim)
    times = corpus.times_of(claim.source) if sentence else ()
    found = (time.edtf for time in times if sentence and sentence.start <= time.start < sentence.end)
    return [read for date in found if (read := _read(date))]


def _read(date: str) -> Edtf | None:
    try:
        return edtf.parse(date) if date else None
    except edtf.NotEdtf:
        return None

"""One statement is one claim: the same words of a source are not claimed twice, and copied words are not two voices."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import blake2b

from build_tools.checks.groups import in_groups
from build_tools.checks.rule import Case, Finding
from build_tools.corpus import Corpus, PlacedClaim
from build_tools.model import Claim, Entry, Record, Unnamed
from build_tools.problems import Level

CODE = "claims-alike"
LEVEL = Level.WARNING
SCOPE = "dossier"
WAIVABLE = True
TIP = "Keep one of the two, or quote in each the words that it is about."

_OF_SOURCE = "source:"
_OVERLAP = 0.6  # of the shorter quote
_FEWEST_WORDS = 8  # of a quote that two sources have alike: fewer can be chance
_MOST_BESIDE = 20  # quotes that one is compared with


def find(case: Case) -> Iterator[Finding]:
    """Overlapping quotes of one source with the same speaker, stance, date and answers; long quotes that stand in two
    entries by two sources of which neither republishes the other.
    """
    return in_groups(case, keys, among)


def keys(record: Record, case: Case) -> Iterator[str]:
    """The sources of its claims, and the words of its long quotes."""
    for claim in _claims(record, case):
        yield f"{_OF_SOURCE}{claim.source}"
        if (words := claim.quote).count(" ") + 1 >= _FEWEST_WORDS:
            yield _alike(words)


def among(key: str, entries: Sequence[Record], case: Case) -> Iterator[Finding]:
    """Of the claims of one source, or of the claims in the same words."""
    if key.startswith(_OF_SOURCE):
        source = key.removeprefix(_OF_SOURCE)
        yield from _overlapping(list(_placed(entries, case, lambda claim: claim.source == source)), case.corpus)
    elif len(entries) > 1:
        yield from _in_two_entries(list(_placed(entries, case, lambda claim: _alike(claim.quote) == key)), case.corpus)


def _placed(records: Iterable[Record], case: Case, is_meant: Callable[[Claim], bool]) -> Iterator[PlacedClaim]:
    for record in records:
        for position, claim in enumerate(_claims(record, case)):
            if isinstance(record, Entry) and is_meant(claim):
                yield PlacedClaim(claim, record, position)


def _claims(record: Record, case: Case) -> Sequence[Claim]:
    """The claims that stand: neither retracted nor withheld."""
    if not isinstance(record, Entry) or record.status == "retracted" or record.id not in case.corpus.entries:
        return ()
    return record.claims


def _alike(quote: str) -> str:
    """A short name for the words, since every quote of a dossier has one."""
    words = " ".join(quote.casefold().split()).strip("“”\"'’.,; ")
    return blake2b(words.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def _overlapping(claims: Sequence[PlacedClaim], corpus: Corpus) -> Iterator[Finding]:
    held = sorted(
        (one for one in claims if one.claim.source in corpus.documents), key=lambda one: corpus.find(one.claim).start
    )
    placed = [(found.start, found.end, one) for one in held if (found := corpus.find(one.claim)).outcome == "exact"]
    for at, (start, end, one) in enumerate(placed):
        for begin, stop, other in placed[at + 1 : at + 1 + _MOST_BESIDE]:
            if begin >= end:
                break
            overlap = min(end, stop) - begin
            if overlap >= _OVERLAP * min(end - start, stop - begin) and _asserts_the_same(one.claim, other.claim):
                message = f"these words stand in another claim of entry “{one.entry.id}” by the same speaker: “{_shortened(one.claim.quote)}”"
                yield Finding(other.entry, other.claim.quote, message, beside=(one.entry,))


def _asserts_the_same(one: Claim, other: Claim) -> bool:
    """Whether nothing but the length of the quote tells two claims apart."""
    same = (one.stance, one.via, one.when) == (other.stance, other.via, other.when)
    if not same or _speaker(one) != _speaker(other) or one.id == other.id:
        return False
    fewer, more = sorted((dict(one.answers), dict(other.answers)), key=len)
    values = [{quantity.value for quantity in claim.quantities} for claim in (one, other)]
    return fewer.items() <= more.items() and (values[0] <= values[1] or values[1] <= values[0])


def _speaker(claim: Claim) -> object:
    return (
        (claim.speaker.words.casefold(), claim.speaker.within) if isinstance(claim.speaker, Unnamed) else claim.speaker
    )


def _in_two_entries(claims: Sequence[PlacedClaim], corpus: Corpus) -> Iterator[Finding]:
    other = claims[0]
    for placed in claims[1:]:
        if (
            other.entry.id != placed.entry.id
            and other.claim.source != placed.claim.source
            and not _known(placed, other, corpus)
        ):
            message = f"entry “{other.entry.id}” has the same words, from source “{other.claim.source}”"
            tip = (
                "If both tell of one event, move this claim there; if one text copies the other, or is a later version of it, say so with “republishes” or “updates” in its "
                f"source; if the words were used twice, write “see_also: [{other.entry.id}]” here."
            )
            yield Finding(placed.entry, placed.claim.quote, message, tip, beside=(other.entry,))


def _known(one: PlacedClaim, other: PlacedClaim, corpus: Corpus) -> bool:
    """Whether a curator has seen it: the entries point to each other, or one source is marked as a copy or version."""
    if other.entry.id in one.entry.see_also or one.entry.id in other.entry.see_also:
        return True
    sources = [corpus.sources.get(placed.claim.source) for placed in (one, other)]
    return any(source and (source.republishes or source.updates) for source in sources)


def _shortened(words: str) -> str:
    return words if len(words) <= 60 else words[:57] + "…"

"""A plan in words, record by record, for the person who reads it before it is applied: what would be done, and what not.

``+`` is new, ``~`` changes, ``=`` stays as a person has it, ``!`` asks for a look, ``?`` may have to do with other sources.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from build_tools.ingest import copying
from build_tools.ingest.changes import AddClaim, Change, Create, Dropped, Kept, NotAdded, SetValue, Told, Vanished
from build_tools.ingest.ledger import Plain
from build_tools.ingest.proposed import SeedPlan
from build_tools.ingest.values_in_words import in_words, shortened, step
from build_tools.model import Actor, Claim, Entry, Place, Record, Unnamed
from build_tools.records.layout import path_for
from build_tools.text import odd_letters

_HINDRANCES = {
    "comment": "because a comment of yours stands there",
    "layout": "because the file is laid out in a way that this program does not edit",
}
_QUOTE = 90  # characters of a quote that a new claim is shown with
_NEW_VERSION = 0.5  # share of the quotes that are gone from which on a text is rather another version


def lines(plan: SeedPlan, *, in_full: bool = True) -> Iterator[str]:
    """What importing one seed would do and leave; unless ``in_full``, what stays deleted is counted only."""
    yield f"{plan.seed}:"
    yield from _on_changed_text(plan)
    told: set[str] = set()
    for change in (one for one in plan.changes if isinstance(one, Create)):
        yield f"  + {path_for(change.record)}{_title(change.record)}"
        yield from _once(_reasons(change, plan.across), told, "      ")
        for claim in getattr(change.record, "claims", ()):
            yield f"      {claim_line(claim)}"
            yield from (f"        {line}" for line in _doubts(claim))
    for path, found in _by_record(plan).items():
        yield f"  {'~' if any(isinstance(one, SetValue | AddClaim) for one in found) else '='} {path}"
        for one in found:
            yield f"      {_in_words(one)}"
            yield from _once(_reasons(one, plan.across), told, "        ")
            yield from (f"        {line}" for line in (_doubts(one.claim) if isinstance(one, AddClaim) else ()))
    yield from _deleted(plan, in_full)
    yield from (f"  ? {line}" for one in plan.across if "source" in one for line in copying.in_words(one))


def _by_record(plan: SeedPlan) -> dict[str, list[Change | Told]]:
    """Everything about records that are there, by record; what would be done before what is kept."""
    grouped: dict[str, list[Change | Told]] = {}
    for one in (*plan.changes, *plan.told):
        if not isinstance(one, Create):
            grouped.setdefault(one.path, []).append(one)
    return dict(sorted(grouped.items()))


def _in_words(one: Change | Told) -> str:
    if isinstance(one, AddClaim):
        return f"+ {claim_line(one.claim)}"
    if isinstance(one, SetValue) and one.keys == ("sha256",):
        return "~ sha256: the fingerprint of the text, as it is now"
    if isinstance(one, SetValue):
        return f"~ {_field(one.keys)}: {step(one.before, one.after)}"
    if isinstance(one, Kept):
        return _kept(one)
    if isinstance(one, NotAdded):
        return _not_added(one)
    if isinstance(one, Vanished):
        near = f"the nearest words now: “{shortened(one.near)}”" if one.near else "nothing there looks like it"
        return f"! kept, but its words are no longer in the text: “{shortened(one.quote)}”; {near}"
    assert isinstance(one, Dropped)
    return f"= the reader would not make this claim any more; it stays until you delete it: “{shortened(one.quote)}”"


def _not_added(one: NotAdded) -> str:
    quote = shortened(one.quote)
    if one.why in ("retracted", "deleted"):
        return f"= not added, because you {one.why} this entry: “{quote}”"
    because = _HINDRANCES[one.why]
    return f"! a new claim is not added, {because}; add it by hand, or it is offered again: “{quote}”"


def claim_line(claim: Claim) -> str:
    """One claim for whoever reads a plan: who says it and how, the words, when it was said and when it happened."""
    who = in_words(_speaker(claim))
    stance = "" if claim.stance == "asserts" else f" {claim.stance}"
    clocks = (("said", claim.said), ("when", claim.when))
    told = ", ".join(f"{key} {value}" for key, value in clocks if value)
    via = f", through {', '.join(claim.via)}" if claim.via else ""
    return f"claim {who}{stance}: “{shortened(claim.quote, _QUOTE)}”{f' ({told})' if told else ''}{via}"


def _doubts(claim: Claim) -> Iterator[str]:
    """What of a claim's letters is not what it looks like, for a person to judge."""
    if isinstance(claim.speaker, Unnamed):
        for told in odd_letters.told(claim.speaker.words):
            yield f"? {told}: not taken for anybody of that name"
    yield from (f"? {told}" for told in odd_letters.told_of_each(claim.quote))


def _speaker(claim: Claim) -> str | dict[str, str]:
    if isinstance(claim.speaker, Unnamed):
        return {"unnamed": claim.speaker.words, "within": claim.speaker.within}
    return str(claim.speaker or "the source itself")


def _kept(one: Kept) -> str:
    field = _field(one.keys) + (f" of “{shortened(one.claim, 60)}”" if one.claim else "")
    proposed = f"the reader now proposes {in_words(one.proposed)}"
    if one.why == "deleted":
        return f"= {field} stays deleted, as you deleted it; {proposed}"
    because = {
        "changed": "as you have it",
        "reviewed": "because the entry is reviewed",
        "retracted": "because the entry is retracted",
        **_HINDRANCES,
    }[one.why]
    yours = "without a value" if one.yours is None else in_words(one.yours)
    return f"= {field} stays {yours}, {because}; {proposed}"


def _field(keys: Iterable[str | int]) -> str:
    """A field without the way to its claim: “speaker”, “quantities 40 value”."""
    named = list(keys)
    inner = named[2:] if named[:1] == ["claims"] and len(named) > 2 else named
    return " ".join(str(key) for key in inner)


def _title(record: Record) -> str:
    if isinstance(record, Entry):
        claims = len(record.claims)
        return f": {shortened(record.title)} ({claims} claim{'s' if claims > 1 else ''})"
    return f": {record.name}, {record.kind}" if isinstance(record, Actor | Place) else ""


def _on_changed_text(plan: SeedPlan) -> Iterator[str]:
    if not plan.anew:
        return
    gone = len(plan.vanished)
    yield f"  ! its text has changed since it was recorded: of {plan.quotes} claims {max(plan.quotes - gone, 0)} still stand"
    if plan.quotes and gone > plan.quotes * _NEW_VERSION:
        yield "      That is rather a new version of the article: save that as a seed of its own and take this one back"
        yield f"      with `git checkout -- {plan.seed}`; then each version keeps its own words."


def _deleted(plan: SeedPlan, in_full: bool) -> Iterator[str]:
    names = [shortened(one, 60) for one in plan.stays_deleted]
    if names and in_full:
        yield f"  = stays deleted, as you deleted it: {', '.join(names)}"
    elif names:
        what = "1 thing that you deleted stays" if len(names) == 1 else f"{len(names)} things that you deleted stay"
        yield f"  = {what} deleted; `claimline import --again --dry-run` names what"


def _reasons(change: Change | Told, across: Iterable[Plain]) -> Iterator[str]:
    for one in across:
        if isinstance(change, AddClaim) and change.claim.quote in one.get("quotes", ()):
            yield f"the same event: {one['why']}"
        elif isinstance(change, Create) and "see_also" in one and one["entry"] == change.record.id:
            sign = "? looks like" if one.get("likely") else "see also"
            yield f"{sign} {one['see_also']}: {one['why']}"
        elif isinstance(change, Create) and one.get("question") == change.record.id:
            yield f"a question, for you to declare or delete: {one['why']}"


def _once(reasons: Iterable[str], told: set[str], indent: str) -> Iterator[str]:
    for reason in reasons:
        if reason not in told:
            told.add(reason)
            yield f"{indent}{reason}"

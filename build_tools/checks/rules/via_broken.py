"""A chain runs from the speaker through others to the publisher, and passes nobody twice."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from build_tools.checks.rule import Case, Finding
from build_tools.checks.rules.speaker_not_actor import what_it_is
from build_tools.model import Actor, Claim, Entry
from build_tools.problems import Level

CODE = "via-broken"
LEVEL = Level.ERROR
SCOPE = "record"
WAIVABLE = False
TIP = "Under “via” stand the actors between speaker and publisher only, nearest the speaker first; leave both ends out."


def find(case: Case) -> Iterator[Finding]:
    """``via`` that repeats an actor, holds the speaker or the publisher, or names what is no actor."""
    for entry in case.entries():
        for claim in entry.claims:
            yield from _in_chain(entry, claim, case)


def _in_chain(entry: Entry, claim: Claim, case: Case) -> Iterator[Finding]:
    source = case.corpus.sources.get(claim.source)
    for at, id in enumerate(claim.via):
        if id not in case.corpus.actors and (Actor, id) not in case.broken:
            near = get_close_matches(str(id), case.corpus.actors, n=1)
            tip = (
                f"Did you mean “{near[0]}”?"
                if near
                else "Only actors pass a statement on: make a record for the outlet or body."
            )
            yield Finding(entry, id, f"the chain passes “{id}”, {what_it_is(id, case)}", tip)
        elif id in claim.via[:at]:
            yield Finding(entry, id, f"the chain passes “{id}” twice")
        elif id == claim.named_speaker:
            yield Finding(entry, id, f"the chain comes back to its speaker, “{id}”")
        elif source and id == source.publisher:
            yield Finding(entry, id, f"the chain passes “{id}”, which is the publisher and so its end already")

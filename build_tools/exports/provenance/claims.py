"""Claims: the words quoted from a text, the utterance that they report, and each who passed it on, nearest the speaker first.

The words are the source's; what a speaker is said to have said is a thing of its own. Who declines has said nothing.
No utterance is called a primary source: whether a speaker was there is for readers to judge.
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.exports.provenance.agents import Agents
from build_tools.exports.telling import ToldClaim
from build_tools.iris import Names, compact
from build_tools.model import Entry, Source, Unnamed
from build_tools.sparse import Json, if_any


def claim(told: ToldClaim, agents: Agents, names: Names) -> Iterator[Json]:
    """The claim as recorded, then its words, then the way they came."""
    entry = compact(Entry, told.entry.id)
    mark = told.address.rpartition("#claim-")[2]
    speaker = _speaker(told, agents)
    yield {
        "@id": f"{entry}#claim-{mark}",
        "@type": "Entity",
        "partOf": f"{entry}#record",
        "wasDerivedFrom": f"{entry}#quote-{mark}",
        **if_any("speaker", speaker),
        "stance": str(told.claim.stance),
    }
    chain = list(_chain(told, f"{entry}#{{}}-{mark}", speaker, agents))
    yield {
        "@id": f"{entry}#quote-{mark}",
        "@type": "Entity",
        "value": str(told.claim.quote),
        "wasQuotedFrom": _text(told, names),
        **if_any("wasDerivedFrom", chain[-1]["@id"] if chain else ""),
    }
    yield from chain


def agents_of(told: ToldClaim, agents: Agents) -> Iterator[Json]:
    """Those who are told of nowhere else: speakers without a name, and actors without a record."""
    claim, known = told.claim, agents.corpus.actors
    named = [claim.named_speaker, told.source.publisher if told.source else "", *claim.via]
    if isinstance(claim.speaker, Unnamed):
        yield agents.of_unnamed(claim.speaker, claim.source)
        named.append(claim.speaker.within)
    yield from (agents.of_actor(str(id)) for id in named if id and id not in known)


def _chain(told: ToldClaim, iri: str, speaker: str, agents: Agents) -> Iterator[Json]:
    """The utterance with its saying, then what each of those between made of it."""
    last = ""
    if told.claim.speaker and told.claim.stance != "declines":
        last, saying = iri.format("said"), iri.format("saying")
        spoken = if_any("date", str(told.claim.said))
        yield {"@id": saying, "@type": "Activity", "wasAssociatedWith": speaker, **spoken}
        yield {"@id": last, "@type": "Entity", "wasAttributedTo": speaker, "wasGeneratedBy": saying}
    for number, via in enumerate(told.claim.via, 1):
        before, last = last, iri.format(f"via-{number}")
        yield {
            "@id": last,
            "@type": "Entity",
            "wasAttributedTo": agents.actor(via),
            **if_any("wasDerivedFrom", before),
        }


def _speaker(told: ToldClaim, agents: Agents) -> str:
    """Who speaks; in its own voice the publisher, if the source has one."""
    claim = told.claim
    if isinstance(claim.speaker, Unnamed):
        return agents.unnamed(claim.speaker, claim.source)
    speaking = claim.speaker or (told.source.publisher if told.source else "")
    return agents.actor(str(speaking)) if speaking else ""


def _text(told: ToldClaim, names: Names) -> str:
    text = names.text(told.source) if told.source else ""
    return text or compact(Source, told.claim.source)

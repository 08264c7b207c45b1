"""Who speaks is an actor: the speaker of a claim, and the body that an unnamed one belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from build_tools.checks.rule import Case, Finding
from build_tools.model import Actor, Unnamed
from build_tools.problems import Level

CODE = "speaker-not-actor"
LEVEL = Level.ERROR
SCOPE = "record"
WAIVABLE = False
TIP = "Name an actor of content/actors/; where the source speaks in its own voice, delete the line."


def find(case: Case) -> Iterator[Finding]:
    """``speaker`` and its ``within`` that are a place, a source, words of the article, or the id of nothing."""
    for entry in case.entries():
        for claim in entry.claims:
            id = claim.speaker.within if isinstance(claim.speaker, Unnamed) else claim.speaker
            key = "the body of the unnamed speaker" if isinstance(claim.speaker, Unnamed) else "the speaker"
            if id and id not in case.corpus.actors and (Actor, id) not in case.broken:
                yield Finding(entry, id, f"{key}, “{id}”, is {what_it_is(id, case)}", _tip(id, case))


def what_it_is(id: str, case: Case) -> str:
    """What an id is that is no actor’s, in words."""
    corpus = case.corpus
    groups = (("place", corpus.places), ("source", corpus.sources), ("question", case.questions()))
    noun = next((noun for noun, group in groups if id in group), "")
    if not noun and (id in corpus.entries or id in corpus.withheld):
        noun = "entry"
    return f"a{'n' if noun == 'entry' else ''} {noun} and no actor" if noun else "no actor of this dossier"


def _tip(id: str, case: Case) -> str:
    corpus = case.corpus
    if id in corpus.sources:
        publisher = corpus.sources[id].publisher
        return f"A source speaks in its own voice where “speaker” is absent: delete the line{f' (or name “{publisher}”)' if publisher else ''}."
    if near := get_close_matches(str(id), corpus.actors, n=1):
        return f"Did you mean “{near[0]}”?"
    if id in corpus.places:
        return f"Places do not speak: make an actor for the state or body that is meant, content/actors/{id}.md."
    return "Make the actor’s record (`claimline new actor`); words of the article go into {unnamed: words, within: actor-id}."

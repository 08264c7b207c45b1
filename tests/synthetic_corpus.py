"""A corpus of any size made of invented words, in the proportions of news: few words are frequent, most are rare."""

from __future__ import annotations

import datetime as dt
import random
from itertools import accumulate

from build_tools.corpus import Corpus
from build_tools.model import Actor, Alias, Claim, Entry, EventType, Place, Question, Source

_SYLLABLES = (
    "ba be bo da de dor fa fen ga gil ha hol ka kel kir la lem lor ma men mir na nor pa per ra ren ros sa sel ta tor "
    "va vel za"
).split()


def synthetic_corpus(entries: int, *, claims_each: int = 4, vocabulary: int = 40_000) -> Corpus:
    """``entries`` entries with ``claims_each`` claims of about 25 words; actors, places, sources in proportion."""
    chance = random.Random(7)
    words = _vocabulary(chance, vocabulary)
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(words))))

    def text(length: int) -> str:
        return " ".join(chance.choices(words, cum_weights=weights, k=length))

    actors = {one.id: one for one in (_actor(chance, words, number) for number in range(max(5, entries // 12)))}
    places = {one.id: one for one in (_place(chance, words, number) for number in range(max(5, entries // 16)))}
    sources = {
        one.id: one for one in (_source(text(8), chance.choice([*actors]), n) for n in range(max(2, entries // 5)))
    }

    def claim() -> Claim:
        quote = f"{text(24)} {chance.randrange(1, 90)},{chance.randrange(1000):03}"
        return Claim(quote, chance.choice([*sources]), speaker=chance.choice(actor_ids), said="2024-11-06")

    actor_ids, place_ids = [*actors], [*places]
    made = {}
    for number in range(entries):
        day = dt.date(1990, 1, 1) + dt.timedelta(days=number)
        made[f"entry-{number}"] = Entry(
            f"entry-{number}",
            title=text(8).capitalize(),
            date=day.isoformat(),
            type="attack",
            places=(chance.choice(place_ids),),
            actors=tuple(chance.sample(actor_ids, 3)),
            status="reviewed",
            body=text(40),
            claims=tuple(claim() for _ in range(claims_each)),
        )
    questions = {f"question-{number}": Question(f"question-{number}", title=text(9)) for number in range(entries // 50)}
    return Corpus(made, sources, actors, places, questions, {"attack": EventType("attack", label="Attack")})


def _source(title: str, publisher: str, number: int) -> Source:
    return Source(f"source-{number}", title=title, publisher=publisher, published="2024-11-07")


def _vocabulary(chance: random.Random, size: int) -> list[str]:
    words: dict[str, None] = {}
    while len(words) < size:
        words["".join(chance.choices(_SYLLABLES, k=chance.choice((1, 2, 2, 3, 3, 4))))] = None
        if len(words) < size:
            words["".join(chance.choices(_SYLLABLES, k=4)) + chance.choice(("s", "ed", "ing"))] = None
    return sorted(words, key=len)  # frequent words are short, as G. K. Zipf found (1935)


def _actor(chance: random.Random, words: list[str], number: int) -> Actor:
    names = [" ".join(chance.sample(words[2000:], 2)).title() for _ in range(3)]
    return Actor(f"actor-{number}", name=names[0], kind="person", aliases=tuple(map(Alias, names[1:])))


def _place(chance: random.Random, words: list[str], number: int) -> Place:
    name, *aliases = (word.title() for word in chance.sample(words[2000:], 3))
    return Place(f"place-{number}", name=name, aliases=tuple(map(Alias, aliases)), within="place-0" if number else "")

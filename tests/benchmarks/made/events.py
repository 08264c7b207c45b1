"""What happened, who says so, and what is asked: entries with their claims, the sources they stand in, the questions.

Every claim is a clause in the words of its speaker; ``articles.py`` writes it into the text of its source.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from build_tools.model import Actor, Claim, Entry, EventType, Place, Quantity, Question, Source, Unnamed
from tests.benchmarks.made.cast import Cast
from tests.benchmarks.made.words import Drawing, skew

TYPES = ("air-attack", "armed-clash", "statement", "talks", "arms-transfer", "detention", "protest", "flood")
_FIRST_DAY = dt.date(2019, 1, 7)
_STANCES = ("asserts",) * 12 + ("confirms", "denies", "denies", "expects", "hedges", "hedges")
_COUNTED = ("people", "soldiers", "drones", "houses", "tonnes", "prisoners")
_UNNAMED = (
    "an official",
    "two officers",
    "a senior official who asked not to be named",
    "residents",
    "people familiar with it",
)


@dataclass(frozen=True)
class Told:
    """Everything that the records of a dossier hold besides its cast."""

    entries: tuple[Entry, ...]
    sources: tuple[Source, ...]
    questions: tuple[Question, ...]
    types: tuple[EventType, ...]


def told_by(cast: Cast, drawing: Drawing, *, entries: int, sources: int) -> Told:
    """``entries`` entries of four claims on average, in ``sources`` articles, with a question to every fifty entries."""
    days = sorted(_day(drawing) for _ in range(sources))
    articles = tuple(_source(drawing, cast, number, day) for number, day in enumerate(days))
    questions = tuple(_question(drawing, number) for number in range(max(3, entries // 50)))
    teller = _Teller(drawing, cast, _linked(drawing, articles), days, questions)
    made = tuple(teller.entry(number) for number in range(entries))
    types = tuple(EventType(name, label=name.replace("-", " ").capitalize()) for name in TYPES)
    return Told(made, teller.sources, questions, types)


def _day(drawing: Drawing) -> dt.date:
    """Over six years, a third of it in one season."""
    at = drawing.chance.randrange(900, 1000) if drawing.happens(0.33) else drawing.chance.randrange(2200)
    return _FIRST_DAY + dt.timedelta(days=at)


def _source(drawing: Drawing, cast: Cast, number: int, day: dt.date) -> Source:
    outlet = drawing.one(cast.outlets, skew(len(cast.outlets), flat=3))
    title = drawing.words(9).capitalize()
    authors = (f"{drawing.name()} {drawing.name()}",)
    return Source(
        f"{number:05}-{outlet.id}", title=title, publisher=outlet.id, authors=authors, published=day.isoformat()
    )


def _linked(drawing: Drawing, sources: Sequence[Source]) -> tuple[Source, ...]:
    """Some articles are copies or later versions of the one before."""
    made = []
    for at, source in enumerate(sources):
        before = sources[at - 1]
        key = "updates" if source.publisher == before.publisher else "republishes"
        made.append(dataclasses.replace(source, **{key: before.id}) if at and drawing.happens(0.06) else source)
    return tuple(made)


def _question(drawing: Drawing, number: int) -> Question:
    kind = ("quantity", "quantity", "date", "choice", "yes-no")[number % 5]
    told = {"unit": "people", "tolerance": "5%"} if kind == "quantity" else {}
    options = ("this side", "that side", "nobody") if kind == "choice" else ()
    title = f"{'How many' if kind == 'quantity' else 'What of'} {drawing.words(5)}?"
    return Question(f"question-{number}", title=title, kind=kind, options=options, body=drawing.prose(1), **told)


@dataclass(frozen=True)
class _Teller:
    """Draws entries one after the other, each near the days of the sources that tell of it."""

    drawing: Drawing
    cast: Cast
    sources: tuple[Source, ...]
    days: Sequence[dt.date]
    questions: tuple[Question, ...]

    def entry(self, number: int) -> Entry:
        """One event, told by sources of its day and a few weeks after."""
        drawing, first = self.drawing, self.drawing.chance.randrange(len(self.days))
        day = self.days[first] - dt.timedelta(days=drawing.chance.randrange(3))
        place = drawing.one(self.cast.towns, skew(len(self.cast.towns), flat=2))
        spoken = min(40, 1 + int(drawing.chance.expovariate(1 / 3.5)))
        date = _as_known(drawing, day)
        claims = {claim.id: claim for claim in (self._claim(first, day) for _ in range(spoken))}
        dated, *others = claims.values()
        is_at_risk = drawing.happens(0.004)
        status = "draft" if is_at_risk else drawing.one(("reviewed", "draft", "retracted"), (0.86, 0.99, 1.0))
        entry = Entry(
            f"event-{number}",
            title=f"{drawing.words(7).capitalize()} near {place.name}",
            date=date,
            type=TYPES[number % len(TYPES)],
            places=(place.id,),
            actors=tuple(dict.fromkeys(self._speaker().id for _ in range(drawing.chance.randrange(1, 5)))),
            status=status,
            sensitivity="person-at-risk" if is_at_risk else "none",
            reviewed_by=("editor",) if status == "reviewed" else (),
            body=self._prose(place, status),
            claims=(dataclasses.replace(dated, when=date), *others),
        )
        return self._of_the_best_known(entry) if is_at_risk else entry

    def _of_the_best_known(self, entry: Entry) -> Entry:
        """What is withheld speaks of nobody and of no place that others do not speak of: their pages would tell of it."""
        actor, place, source = self.cast.speakers[0].id, self.cast.towns[0], self.sources[-1]
        told = {"source": source.id, "speaker": actor, "said": source.published, "via": (), "answers": {}}
        claims = tuple(dataclasses.replace(claim, **told) for claim in entry.claims)
        title, body = f"{self.drawing.words(7).capitalize()} near {place.name}", self._prose(place, entry.status)
        return dataclasses.replace(entry, title=title, body=body, actors=(actor,), places=(place.id,), claims=claims)

    def _prose(self, place: Place, status: str) -> str:
        """One paragraph or several, with a link as curators set them."""
        paragraphs = [
            self.drawing.prose(self.drawing.chance.randrange(1, 4))
            for _ in range(self.drawing.chance.choice((1, 1, 2)))
        ]
        linked = f"It happened near [{place.name}](../places/{place.id}.html)."
        why = ["The report was withdrawn."] if status == "retracted" else []
        return "\n\n".join([*paragraphs, linked, *why])

    def _speaker(self) -> Actor:
        return self.drawing.one(self.cast.speakers, self.cast.speaker_weights())

    def _claim(self, first: int, day: dt.date) -> Claim:
        """Most claims stand in one of the next sources; round-ups, every fiftieth, have the most."""
        drawing = self.drawing
        at = min(first + drawing.chance.randrange(12), len(self.sources) - 1)
        source = self.sources[min(at - at % 50 + 50, len(self.sources) - 1) if drawing.happens(0.08) else at]
        counted, of = (
            f"{drawing.chance.randrange(2, 90)},{drawing.chance.randrange(1000):03}",
            drawing.chance.choice(_COUNTED),
        )
        has_number = drawing.happens(0.4)
        words = drawing.words(drawing.chance.randrange(10, 26))
        quote = f"{words} with {counted} {of} {drawing.words(2)}" if has_number else words
        speaker = self._said_by()
        return Claim(
            quote,
            source.id,
            speaker=speaker,
            via=self._passed_on(speaker, source.publisher) if speaker else (),
            stance=drawing.chance.choice(_STANCES),
            said=source.published if speaker else "",
            quantities=(Quantity(counted, counted.replace(",", ""), unit=of),) if has_number else (),
            answers=self._answers(counted.replace(",", ""), day) if has_number else {},
        )

    def _said_by(self) -> str | Unnamed | None:
        kind = self.drawing.one(("named", "unnamed", "own"), (0.75, 0.9, 1.0))
        if kind == "unnamed":
            return Unnamed(
                self.drawing.chance.choice(_UNNAMED), within=self.drawing.chance.choice(self.cast.bodies[:40]).id
            )
        return self._speaker().id if kind == "named" else None

    def _passed_on(self, speaker: str | Unnamed, publisher: str) -> tuple[str, ...]:
        """One or two stations between the speaker and the publisher, for every third claim."""
        if self.drawing.happens(0.65):
            return ()
        passed = [self.drawing.one(self.cast.outlets, skew(len(self.cast.outlets), flat=2)).id]
        if self.drawing.happens(0.2):
            passed.insert(0, self.drawing.chance.choice(self.cast.bodies).id)
        return tuple(actor for actor in passed if actor not in (speaker, publisher))

    def _answers(self, counted: str, day: dt.date) -> dict[str, str]:
        """A third of the claims with a number answer something; most of them one of a few questions."""
        if not self.drawing.happens(0.34):
            return {}
        question = self.drawing.one(self.questions, skew(len(self.questions), flat=1))
        given = {
            "date": day.isoformat(),
            "choice": self.drawing.chance.choice(question.options or ("",)),
            "quantity": counted,
        }
        return {question.id: given.get(question.kind, self.drawing.chance.choice(("yes", "no")))}


def _as_known(drawing: Drawing, day: dt.date) -> str:
    """Most days are known; some only roughly."""
    earlier = day - dt.timedelta(days=drawing.chance.randrange(1, 6))
    forms = (
        day.isoformat(),
        f"{day:%Y-%m}",
        f"{day.isoformat()}~",
        f"{earlier.isoformat()}/{day.isoformat()}",
        f"{day:%Y}",
    )
    return drawing.one(forms, (0.86, 0.91, 0.95, 0.99, 1.0))

"""News articles of any number and kind, made of invented names and the sentence forms of news. Deterministic."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path

_SYLLABLES = (
    "ba be bo da de dor fa fen ga gil ha hol ka kel kir la lem lor ma men mir na nor pa per ra ros sa sel tor".split()
)
_GIVEN = "Anna Boris Carla David Elena Farid Grace Hugo Irina Jonas Karim Laura Miguel Nadia Omar Petra".split()
_OFFICES = ("Governor", "Mayor", "Dr.", "Minister", "Professor", "Maj. Gen.", "Judge", "Senator")
_BODIES = (
    "Ministry of Health",
    "Rescue Service",
    "Central Bank",
    "Electoral Commission",
    "Police",
    "National Weather Service",
)
_ROLES = ("spokesman for the {body}", "head of the {body}", "an analyst at the {body}", "the deputy head of the {body}")
_EVENTS = (
    "at least {small} people were killed when a bus left the road near {place}",
    "the river flooded {small} villages around {place} on {weekday}",
    "the court in {place} had sentenced {given} {family} to {few} years in prison",
    "turnout reached {small} percent in {place} by noon",
    "{large} doses of the vaccine would arrive in {place} by {month}",
    "the bank had raised its rate by {few} percentage points to {small}%",
    "drones hit a depot in {place} early on {weekday}, destroying {few} of {small} tanks",
    "more than {large} tonnes of grain left the port of {place} since {month}",
    "the bridge over the {family} river would not open before {month} {year}",
    "researchers measured a rise of {few} degrees over {small} years",
    "no injuries had been reported in {place}",
    "the company lost ${few} billion in the third quarter",
    "between {small} and {hundred} houses had lost their roofs",
)
_FORMS = (
    "{speaker} said {event}.",
    "{speaker} told {outlet} on {weekday} that {event}.",
    "“{Event},” {speaker} said. “We will do what we can, and we will do it before {month}.”",
    "According to {speaker}, {event}.",
    "{speaker} denied that {event}.",
    "{Event}, {outlet} reported on {weekday}, citing two officials in the {body}.",
    "An official at the {body}, who asked not to be named, said {event}.",
    "{speaker} could not confirm whether {event}.",
    "It was not clear on {weekday} whether {event}.",
    "{Event}.",
    "A day earlier, {speaker} had written on Telegram that {event}.",
    "The {body} of {place} expects to publish its report in {month} {year}.",
)


class _Writer:
    """One article's words: its own cast of people, places and outlets, drawn again for the next one."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self.day = dt.date(2019, 1, 1) + dt.timedelta(days=self._chance.randrange(2000))
        self._places = [self._word() for _ in range(5)]
        self._people = [(self._chance.choice(_GIVEN), self._word()) for _ in range(6)]
        self._outlets = [f"the {self._word()} Times", f"{self._word()} News Agency"]
        self._named: set[tuple[str, str]] = set()

    def _word(self) -> str:
        return "".join(self._chance.choices(_SYLLABLES, k=self._chance.randint(2, 4))).capitalize()

    def _speaker(self, body: str) -> str:
        person = self._chance.choice(self._people)
        if person in self._named:
            return person[1]
        self._named.add(person)
        if self._chance.random() < 0.5:
            return f"{self._chance.choice(_OFFICES)} {' '.join(person)}"
        return f"{' '.join(person)}, {self._chance.choice(_ROLES).format(body=body)},"

    def sentence(self) -> str:
        pick, number = self._chance.choice, self._chance.randrange
        body, person = pick(_BODIES), pick(self._people)
        held = {
            "place": pick(self._places), "family": person[1], "given": person[0], "outlet": pick(self._outlets),
            "weekday": pick(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")),
            "month": pick(("January", "March", "May", "July", "September", "November")), "body": body,
            "year": self.day.year + number(2), "few": number(2, 10), "small": number(12, 90), "hundred": number(100, 900),
            "large": f"{number(1, 90)},{number(1000):03}",
        }  # fmt: skip
        event = pick(_EVENTS).format(**held)
        held |= {"event": event, "Event": event[0].upper() + event[1:], "speaker": self._speaker(body)}
        written = pick(_FORMS).format(**held)
        return written[0].upper() + written[1:]

    def paragraph(self) -> str:
        return " ".join(self.sentence() for _ in range(self._chance.randint(1, 4)))

    def article(self, size: int) -> str:
        """About ``size`` characters: a title, a byline or dateline, paragraphs, now and then a list under a heading."""
        title = self.sentence().strip(".").replace("“", "").replace("”", "")[:80]
        parts = [
            title,
            "",
            f"{self._places[0].upper()}, {self.day:%B} {self.day.day}, {self.day.year} — {self.paragraph()}",
        ]
        while sum(map(len, parts)) < size:
            if self._chance.random() < 0.08:
                parts += [f"In {self._chance.choice(self._places)}", *(f"• {self.sentence()}" for _ in range(3))]
            parts += [self.paragraph(), ""]
        return "\n".join(parts) + "\n"


def articles(count: int, *, size: int = 8_000) -> Iterator[str]:
    """``count`` different articles of ``size`` characters or a little more or less each."""
    for number in range(count):
        yield _Writer(number).article(size // 2 + (number * 7919) % size)


def synthetic_dossier(root: Path, count: int, *, size: int = 8_000) -> int:
    """A dossier without records and with ``count`` seeds in a new folder; returns the bytes of its texts."""
    (root / "content").mkdir(parents=True)
    (root / "seeds").mkdir()
    (root / "content/vocabulary.yml").write_text("statement: {label: Statement}\naccident: {label: Accident}\n")
    for number, text in enumerate(articles(count, size=size)):
        (root / f"seeds/{number:05}.txt").write_text(text, encoding="utf-8")
    return sum(path.stat().st_size for path in (root / "seeds").iterdir())

"""A dossier about nothing that exists, for tests of what a search shows first."""

from __future__ import annotations

from build_tools.corpus import Corpus
from build_tools.model import Actor, Alias, Claim, Entry, EventType, Place, Quantity, Question, Role, Source, Unnamed


def invented_corpus() -> Corpus:
    """A bridge, a harbour, two armies' worth of claims; *attack* stands nearly everywhere."""
    return Corpus(
        entries={one.id: one for one in _entries()},
        sources={one.id: one for one in _sources()},
        actors={one.id: one for one in _actors()},
        places={one.id: one for one in _places()},
        questions={"dead-at-bridge": Question("dead-at-bridge", title="How many died at the bridge?", kind="quantity")},
        types={"attack": EventType("attack", label="Attack"), "talks": EventType("talks", label="Talks")},
    )


def _actors() -> tuple[Actor, ...]:
    return (
        Actor("kelmar", name="Kelmar", kind="state", aliases=(Alias("Келмар", lang="uk"),)),
        Actor(
            "kelmar-defence",
            name="Ministry of Defence of Kelmar",
            kind="organisation",
            aliases=(Alias("MoD"), Alias("Kelmari defence ministry")),
            part_of="kelmar",
        ),
        Actor("kelmar-guard", name="Border Guard of Kelmar", kind="organisation", part_of="kelmar"),
        Actor(
            "oksana-dovhan",
            name="Oksana Dovhan",
            kind="person",
            aliases=(Alias("Оксана Довгань", lang="uk"), Alias("Oxana Dovgan")),
            roles=(Role("spokeswoman", of="kelmar-defence"),),
        ),
        Actor("li-wei", name="Li Wei", kind="person", aliases=(Alias("李伟", lang="zh"),)),
        Actor("tirsk-post", name="The Tirsk Post", kind="outlet"),
        Actor("world-health-office", name="World Health Office", kind="organisation", aliases=(Alias("WHO"),)),
        Actor("eu-mission", name="EU Mission", kind="organisation", aliases=(Alias("EU"),)),
    )


def _places() -> tuple[Place, ...]:
    return (
        Place("kelmar-country", name="Kelmar", kind="country"),
        Place("tirsk-region", name="Tirsk Oblast", kind="region", within="kelmar-country"),
        Place("tirsk", name="Tirsk", kind="city", within="tirsk-region"),
        Place("morea", name="Morea", kind="village", within="tirsk-region"),
        Place("vorna", name="Vorna", kind="village", within="tirsk-region"),
    )


def _sources() -> tuple[Source, ...]:
    return (
        Source("001-tirsk-post", title="Night of attacks on Tirsk", publisher="tirsk-post", published="2031-03-07"),
        Source("002-brief", title="What is known of the bridge", publisher="tirsk-post", published="2031-03-09"),
    )


def _entries() -> tuple[Entry, ...]:
    return (
        Entry(
            "harbour-shelled",
            title="Attack on the harbour of Tirsk",
            date="2031-03-05",
            type="attack",
            places=("tirsk",),
            actors=("kelmar",),
            status="reviewed",
            claims=(
                Claim("The attack on the harbour killed three dockers", "001-tirsk-post", speaker="oksana-dovhan"),
                Claim("no ship was damaged in the attack", "001-tirsk-post", speaker="kelmar-guard", stance="denies"),
            ),
        ),
        Entry(
            "bridge-closed",
            title="Attack closes the bridge at Vorna",
            date="2031-03-06",
            type="attack",
            places=("vorna",),
            status="reviewed",
            claims=(
                Claim("the bridge was closed to all traffic after the attack", "002-brief", speaker="kelmar-defence"),
                Claim("people leaving by the bridge closed their houses", "002-brief", speaker=Unnamed("residents")),
                Claim(
                    "12,000 people had crossed before the attack",
                    "002-brief",
                    speaker="eu-mission",
                    quantities=(Quantity("12,000", "12000", unit="people"),),
                ),
            ),
        ),
        Entry(
            "second-night",
            title="Attack in a second night",
            date="2031-03-07",
            type="attack",
            places=("tirsk",),
            status="draft",
            claims=(Claim("another attack, the third in as many days", "001-tirsk-post", speaker="li-wei"),),
        ),
        Entry(
            "talks-begin",
            title="Talks begin in Vorna",
            date="2031-04",
            type="talks",
            places=("vorna",),
            actors=("li-wei", "eu-mission"),
            status="reviewed",
            claims=(Claim("We have talked for 1 200 minutes", "002-brief", speaker="li-wei", said="2031-04-02"),),
        ),
        Entry(
            "ferry-late",
            title="A ferry goes late over the sea",
            date="2031-05-11",
            type="talks",
            places=("morea",),
            status="reviewed",
            claims=(Claim("though both were through that storm, the ferry came late", "002-brief", speaker="kelmar"),),
        ),
    )

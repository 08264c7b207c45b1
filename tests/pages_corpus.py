"""An invented dossier for tests of pages: a dam, two reports on it, and everything that pages have to show."""

from __future__ import annotations

from build_tools.corpus import Corpus
from build_tools.model import (
    Actor,
    Alias,
    Claim,
    Entry,
    EventType,
    Place,
    Quantity,
    Question,
    Record,
    Role,
    SetAside,
    Source,
    Translation,
    Unnamed,
)
from build_tools.seeds import read_document

SEED = """Dam bursts above Lower Brae

The dam above Lower Brae has burst, the Water Board said on Tuesday. At least 300 people were moved from their homes, \
according to Ada Finch, head of the Water Board.

Officials of the ministry told the Morning Ledger that 450 people had been moved. The ministry denied that the dam had \
burst. The mayor did not say how many houses were lost. The ledger of this day also speaks of the weather at length.
"""


def dam() -> Corpus:
    """Entries of every status, speakers of every kind, answers of every shape."""
    entries = (_built(), _burst(), _moved(), _rumour())
    return Corpus(
        entries={one.id: one for one in entries},
        sources={one.id: one for one in _sources()},
        actors={one.id: one for one in _actors()},
        places={one.id: one for one in _places()},
        questions={one.id: one for one in _questions()},
        types={"flood": EventType("flood", label="Flood", description="Water where it should not be.")},
        documents={"ledger": read_document(SEED, "ledger.txt")},
        withheld={
            "witness": Entry("witness", title="Withheld witness", date="2031-03-05", sensitivity="person-at-risk")
        },
        home=Record("index", body="# The dam\n\nWhat is known of the dam, and on whose word."),
    )


def _built() -> Entry:
    return Entry(
        "repairs",
        title="Repairs at the dam are under way",
        date="2030-11/..",
        type="maintenance-work",
        places=("brae-dam",),
        claims=(Claim("repairs go on", "brief", speaker="ada-finch", stance="expects", said="2031-03-01"),),
    )


def _burst() -> Entry:
    return Entry(
        "dam-bursts",
        path="content/timeline/2031/dam-bursts.md",
        title="The dam above Lower Brae is said to have burst",
        date="2031-03-04",
        type="flood",
        places=("brae-dam", "lower-brae"),
        actors=("water-board",),
        status="reviewed",
        sensitivity="graphic",
        reviewed_by=("editor",),
        see_also=("people-moved", "rumour", "witness"),
        body="Two accounts, *one* dam.",
        claims=(
            Claim(
                "The dam above Lower Brae has burst",
                "ledger",
                speaker="water-board",
                said="2031-03-04",
                when="2031-03-04",
                answers={"burst": "yes"},
                note="The board calls it a breach elsewhere.",
            ),
            Claim(
                "The ministry denied that the dam had burst",
                "ledger",
                speaker="ministry",
                stance="denies",
                answers={"burst": "no"},
            ),
            Claim(
                "das Wehr ist gebrochen",
                "brief",
                lang="de",
                translation=Translation("the weir has broken", "a translator"),
            ),
        ),
    )


def _moved() -> Entry:
    return Entry(
        "people-moved",
        title="People are moved from Lower Brae",
        date="[2031-03-04..2031-03-05]",
        type="flood",
        places=("lower-brae",),
        actors=("ministry",),
        status="reviewed",
        claims=(
            Claim(
                "At least 300 people were moved from their homes",
                "ledger",
                speaker="ada-finch",
                medium="radio",
                quantities=(Quantity("300", ">=300", unit="people", of="moved"),),
                answers={"moved": ">=300"},
            ),
            Claim(
                "450 people had been moved",
                "ledger",
                speaker=Unnamed("Officials of the ministry", "ministry"),
                answers={"moved": "450"},
            ),
            Claim("some 200", "brief", speaker=Unnamed("a helper"), via=("night-wire",), answers={"moved": "~200"}),
            Claim(
                "The mayor did not say how many houses were lost",
                "ledger",
                speaker="mayor",
                stance="declines",
                answers={"moved": ""},
            ),
        ),
    )


def _rumour() -> Entry:
    claim = Claim("a second dam", "brief", speaker="mayor")
    return Entry(
        "rumour", title="A second dam", date="2031-03-06", status="retracted", body="It was a mistake.", claims=(claim,)
    )


def _sources() -> tuple[Source, ...]:
    ledger = Source(
        "ledger",
        title="Dam bursts above Lower Brae",
        publisher="morning-ledger",
        authors=("C. Quill",),
        published="2031-03-05",
        url="https://ledger.example/dam?id=1",
        archived="https://archive.example/dam",
        kind="news-report",
        seed="ledger.txt",
        sha256="ab" * 32,
        reliability="B",
        graded_by="editor",
        set_aside=(SetAside("The ledger of this day also speaks of the weather at length.", "not about the dam"),),
    )
    return ledger, Source("brief", title="Brief on the dam", published="2031-03?", kind="analyst-brief")


def _actors() -> tuple[Actor, ...]:
    finch = Actor(
        "ada-finch",
        name="Ada Finch",
        kind="person",
        aliases=(Alias("Ада Финч", lang="ru", note="so in one report"),),
        roles=(Role("head", of="water-board", as_of="2031-03-05"),),
        country="brae",
        links={"wikidata": "Q1", "notes": "shelf 3"},
        body="Speaks for the board.",
    )
    return (
        finch,
        Actor("brae", name="Brae", kind="state"),
        Actor("mayor", name="The Mayor of Lower Brae", kind="person"),
        Actor("ministry", name="Ministry of Rivers", kind="organisation", part_of="brae"),
        Actor("morning-ledger", name="Morning Ledger", kind="outlet"),
        Actor("night-wire", name="Night Wire", kind="outlet"),
        Actor("water-board", name="Water Board", kind="organisation", part_of="ministry"),
    )


def _places() -> tuple[Place, ...]:
    return (
        Place("brae-valley", name="Brae Valley", kind="region", precision="region"),
        Place(
            "brae-dam",
            name="Brae Dam",
            kind="dam",
            within="brae-valley",
            coordinates=("12.5", "-3.25"),
            coordinates_from="Gazetteer of Brae",
            precision="exact",
        ),
        Place(
            "lower-brae",
            name="Lower Brae",
            kind="town",
            within="brae-valley",
            precision="locality",
            aliases=(Alias("Nether Brae"),),
        ),
    )


def _questions() -> tuple[Question, ...]:
    return (
        Question(
            "burst", title="Did the dam burst?", kind="yes-no", scope="The dam above Lower Brae, on 4 March 2031."
        ),
        Question(
            "moved",
            title="How many people were moved?",
            kind="quantity",
            unit="people",
            body="The counts differ in day.",
        ),
        Question("cause", title="What broke it?", kind="text"),
    )

"""Single cases of re-imports: what a person decides holds, whoever proposes something else later (DESIGN.md § 5)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from reimport_world import SEED, World
from test_matching import dossier_of, imported
from test_matching_copies import OTHER_FACTS, WIRE, as_credited
from test_matching_questions import FIRST, SECOND

from build_tools.corpus import placed_claims
from build_tools.curation.renaming import rename_record
from build_tools.dossier import open_dossier, read_seed
from build_tools.ingest import standing
from build_tools.ingest.homes import Ground, Homes, homes
from build_tools.ingest.ledger import path_of
from build_tools.ingest.plan_text import lines
from build_tools.ingest.proposed import Proposed
from build_tools.model import Claim, Entry, Place, Source
from build_tools.records import splice, splice_items

ENTRY = "timeline/event"
QUOTES = ("40 people left their homes", "two cars fell into the river", "the road stays closed for 3 days")


@dataclass(frozen=True)
class Says:
    """A reader that proposes one entry with these places and quotes."""

    places: tuple[str, ...] = ()
    quotes: tuple[str, ...] = QUOTES[:1]
    title: str = "A bridge is closed"

    def read(self, root: Path) -> Proposed:
        document = read_seed(root / SEED)
        claims = tuple(Claim(quote, "article") for quote in self.quotes)
        entry = Entry(id="event", title=self.title, date="2031-05-01", type="flood", places=self.places, claims=claims)
        source = Source(id="article", title="Article", seed="article.txt", sha256=document.sha256)
        places = [Place(id=id, name=id.title(), kind="site") for id in ("mill", "bridge")]
        return Proposed(document, source, [entry], [], places, {}, 1)


@pytest.fixture
def world() -> Iterator[World]:
    world = World.made()
    yield world
    world.remove()


def edit(world: World, change: Callable[[str], str], key: str = ENTRY) -> None:
    world.write(key, change(world.text(key)))


def ledger(world: World) -> bytes:
    return (world.root / path_of(SEED)).read_bytes()


def test_an_import_that_finds_nothing_to_do_writes_no_byte_whatever_a_person_has_changed(world: World) -> None:
    world.imported(Says(("mill",)))
    before = ledger(world)
    edit(world, lambda text: text.replace("A bridge is closed", "Mine").replace("places: [mill]\n", ""))
    tree = world.tree()
    world.imported(Says(("mill",)))
    assert world.tree() == tree and ledger(world) == before
    world.imported(Says(("mill", "bridge"), title="Another"))
    assert world.value(ENTRY, "title") == "Mine" and world.value(ENTRY, "places") is None
    world.imported(Says(("bridge",), title="Mine"))
    world.imported(Says(("bridge",), title="A third"))
    assert world.value(ENTRY, "title") == "Mine" and world.value(ENTRY, "places") is None


def test_an_item_that_a_person_writes_under_a_former_id_is_remembered_once(world: World) -> None:
    world.imported(Says(("mill",)))
    rename_record(world.root, "places/bridge", "footbridge")
    edit(world, lambda text: splice.append_item(text, ("places",), "bridge"))
    world.imported(Says(("bridge",)))  # which a second import straight after leaves to the byte
    assert world.value(ENTRY, "places") == ["bridge", "footbridge"]
    world.imported(Says(("mill",)))
    assert world.value(ENTRY, "places") == ["bridge", "mill"]


def test_a_claim_that_its_file_cannot_take_is_told_each_time_and_comes_when_it_can(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(text: str, path: object, item: object) -> str:
        raise splice.CannotSplice("an odd file")

    world.imported(Says())
    with monkeypatch.context() as odd:
        odd.setattr(standing.splice, "append_item", refused)
        for _ in range(2):
            told = "\n".join(lines(world.plan(Says(quotes=QUOTES[:2]))))
            assert "not added, because the file is laid out in a way that this program does not edit" in told, told
            assert QUOTES[1] in told
            world.imported(Says(quotes=QUOTES[:2]))
    world.imported(Says(quotes=QUOTES[:2]))
    assert [claim["quote"] for claim in world.value(ENTRY, "claims")] == list(QUOTES[:2])


def test_a_claim_that_a_person_extended_and_deleted_does_not_come_back(world: World) -> None:
    world.imported(Says(quotes=QUOTES))
    edit(world, lambda text: text.replace(QUOTES[1], f"{QUOTES[1]} near"))
    world.imported(Says(quotes=QUOTES, title="Another"))
    edit(world, lambda text: splice_items.remove(text, ("claims", 1)))
    del world.claims[ENTRY][1]
    for quotes in (QUOTES, (f"police said that {QUOTES[1]}",), (QUOTES[0], "cars fell into the river near the stone")):
        world.imported(Says(quotes=quotes))
        assert not any("cars" in claim["quote"] for claim in world.value(ENTRY, "claims"))


# ── in records of other seeds ───────────────────────────────────────────────────────────────────────────────


def test_an_answer_that_another_seed_brought_and_a_person_deleted_does_not_come_with_a_third(tmp_path: Path) -> None:
    root = dossier_of(tmp_path, FIRST, _1="publisher: echo\n")
    imported(root)
    (root / "seeds/2.txt").write_text(SECOND)
    (root / "seeds/2.yml").write_text("publisher: herald\n")
    imported(root)
    answered = [one for one in open_dossier(root).corpus.claims if one.claim.answers]
    assert {one.claim.source for one in answered} == {"1", "2"}
    for placed in answered:
        path = root / placed.entry.path
        path.write_text(splice_items.remove(path.read_text(), ("claims", placed.position, "answers")))
    (root / "seeds/3.txt").write_text(SECOND.replace("45", "60").replace("exploded", "blew up"))
    (root / "seeds/3.yml").write_text("publisher: post\n")
    imported(root)
    now = open_dossier(root).corpus.claims
    assert {one.claim.source for one in now if one.claim.answers} <= {"3"}


def test_a_mark_of_a_copy_that_another_seed_brought_and_a_person_deleted_does_not_come_with_a_third(
    tmp_path: Path,
) -> None:
    printed = as_credited(to=OTHER_FACTS)
    root = dossier_of(tmp_path, printed, WIRE, _1="publisher: morning-herald\npublished: 2025-03-05\n")
    imported(root)
    record = root / "content/sources/1.md"
    assert open_dossier(root).corpus.sources["1"].republishes == "2"
    record.write_text(record.read_text().replace('republishes: "2"\n', ""))
    (root / "seeds/3.txt").write_text(WIRE.replace("shortly after dawn", "just after dawn"))
    (root / "seeds/3.yml").write_text("published: 2025-03-03\n")
    imported(root)
    assert open_dossier(root).corpus.sources["1"].republishes == ""


def test_what_stays_deleted_is_counted_and_named_when_asked(world: World) -> None:
    world.imported(Says(quotes=QUOTES))
    edit(world, lambda text: splice_items.remove(text, ("claims", 1)))
    plan = world.plan(Says(quotes=QUOTES))
    assert QUOTES[1] in "\n".join(lines(plan))
    told = "\n".join(lines(plan, in_full=False))
    assert QUOTES[1] not in told and "1 thing that you deleted stays deleted" in told


def test_what_was_dissolved_stays_a_guest_where_its_claims_moved_even_when_it_has_brought_a_claim_there() -> None:
    moved, old, new = QUOTES
    bases = {moved: {"quote": moved, "entry": "flood"}, old: {"quote": old, "entry": "closure"}}
    closure = Entry("closure", claims=(Claim(moved, "article"), Claim(old, "article")))
    proposed = [
        Entry("flood", title="A flood", claims=(Claim(moved, "article"), Claim(new, "article"))),
        Entry("closure", title="A closure", claims=(Claim(old, "article"),)),
    ]
    places = {claim.quote: placed for placed in placed_claims(closure) for claim in (placed.claim,)}

    def settled(bases: dict[str, dict[str, str]]) -> Homes:
        keys = {"timeline/flood", "timeline/closure"}
        return homes(
            proposed,
            Ground(bases, lambda base: places.get(base["quote"]), {"timeline/closure"}, keys, {"timeline/flood"}, ()),
        )

    brought = {**bases, new: {"quote": new, "entry": "closure"}}
    first, second = settled(bases), settled(brought)
    assert first.entries == second.entries and first.guests == second.guests == frozenset()
    assert [entry.title for entry in first.entries] == ["A closure"]

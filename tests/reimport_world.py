"""A dossier, a reader that changes its mind and a person who edits: what the tests of re-imports play through.

The person's hand is told apart from the machine's in two ways, neither of which asks the code under test: words with a
``mine<number>`` in them must stay on their lines byte for byte; and a model holds what was decided, value by value.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import unified_diff
from functools import lru_cache
from pathlib import Path
from typing import Any

from build_tools.dossier import open_dossier, read_seed
from build_tools.ingest.apply import apply_plans
from build_tools.ingest.changes import AddClaim, Create, SetValue
from build_tools.ingest.known import Known
from build_tools.ingest.ledger import path_of, read_ledger
from build_tools.ingest.plan import deleted_keys, plan_seed
from build_tools.ingest.plan_text import lines
from build_tools.ingest.proposed import Proposed, SeedPlan
from build_tools.ingest.run import plan_import
from build_tools.ingest.standing import Standing
from build_tools.model import Actor, Alias, Claim, Entry, Place, Quantity, Source, Unnamed
from build_tools.problems import errors_among
from build_tools.records import layout, splice
from build_tools.records.sidecar import read_sidecar

SEED = "seeds/article.txt"
ABSENT = None
LATEST = date(2031, 12, 31)
MEMORY = "/dev/shm"
TOKEN = re.compile(r"mine\d+")
FLOW_LIST = re.compile(r"([\w ]+: )\[[^]#]*\]\r?")
Tree = dict[str, bytes]

SENTENCES = tuple(
    f"The {who} said that {what} near the {where}."
    for who, what, where in (
        ("mayor", "40 people left their homes", "old mill"),
        ("police", "two cars fell into the river", "stone bridge"),
        ("council", "the road stays closed for 3 days", "harbour wall"),
        ("farmers", "some 200 sheep drowned overnight", "upper meadow"),
    )
)
NAMED = (
    "Mayor Ida Moss of Millbrook said on Monday that 40 people left their homes near the old mill.",
    "Police in Oldham told the Brae Gazette on 3 May 2031 that two cars fell into the river.",
    "“The road stays closed for 3 days,” Tom Reed, the head of the Oldham council, said on Tuesday.",
    "According to the Farmers Union, some 200 sheep drowned overnight in Upper Brae.",
)  # the same for the reader itself, which looks for names and days
TITLES = ("A bridge is closed", "Bridge closed: no way out", "yes")
DATES = ("2031-05-01", "2031-05", "2032-01-02")
SPEAKERS = ("mayor", "police", Unnamed("a man"), Unnamed("a man", "police"), None)
ACTORS = ("mayor", "police", "council")
PLACES = ("mill", "bridge")
QUANTITIES = (Quantity("40", "40", of="people"), Quantity("200", "200"), Quantity("3", "3", "days"))
FIELDS = ("speaker", "via", "stance", "said", "when", "medium", "quantities", "answers", "note")


@dataclass(frozen=True)
class Reader:
    """A reader that makes of a text what its number says; the same number always makes the same."""

    number: int

    def read(self, root: Path) -> Proposed:
        """The proposal of the dossier's one seed."""
        dice = random.Random(self.number)
        document = read_seed(root / SEED)
        sidecar = {key: str(value) for key, value in read_sidecar(root, SEED).items()}
        claims = list(self._claims(dice, document.text))
        split = dice.choice((len(claims), len(claims) // 2))
        groups = [("event-one", claims[:split]), ("event-two", claims[split:])]
        source = Source(
            id="article", title=dice.choice(("Article", "Article: new")), seed="article.txt", sha256=document.sha256
        )
        return Proposed(
            document=document,
            source=replace(source, **sidecar),
            entries=[self._entry(dice, id, tuple(group)) for id, group in groups if group],
            actors=[self._actor(dice, id) for id in ACTORS],
            places=[Place(id=id, name=id.title(), kind=dice.choice(("village", "site"))) for id in PLACES],
            sidecar=sidecar,
            reader=self.number,
        )

    def _claims(self, dice: random.Random, text: str) -> Iterator[Claim]:
        for found in re.finditer(r"The [^.]+ said that [^.]+\.", text):
            words, cut = found[0], dice.choice(("all", "all", "said", "none", "two"))
            middle = words.index(" near ")
            quotes = {
                "all": [words],
                "said": [words[: words.index(" near ")]],
                "none": [],
                "two": [words[:middle], words[middle + 1 :]],
            }
            for quote in quotes[cut]:
                if text.count(quote) == 1:
                    yield self._claim(dice, quote)

    def _claim(self, dice: random.Random, quote: str) -> Claim:
        return Claim(
            quote,
            "article",
            speaker=dice.choice(SPEAKERS),
            via=dice.choice(((), ("council",), ("police", "council"))),
            stance=dice.choice(("asserts", "denies")),
            when=dice.choice(("", "2031-05-01", "2031-05")),
            medium=dice.choice(("", "Telegram")),
            quantities=tuple(
                replace(one, value=dice.choice(("", "~")) + one.value)
                for one in dice.sample(QUANTITIES, dice.choice((0, 1, 2)))
            ),
        )

    def _entry(self, dice: random.Random, id: str, claims: tuple[Claim, ...]) -> Entry:
        return Entry(
            id=id,
            title=dice.choice(TITLES),
            date=dice.choice(DATES),
            type=dice.choice(("accident", "flood")),
            actors=tuple(dice.sample(ACTORS, dice.choice((0, 1, 2, 3)))),
            places=tuple(dice.sample(PLACES, dice.choice((0, 1, 2)))),
            claims=claims,
        )

    def _actor(self, dice: random.Random, id: str) -> Actor:
        aliases = tuple(Alias(f"{id} {word}") for word in dice.sample(("A", "B", "C"), dice.choice((0, 1, 2))))
        return Actor(id=id, name=dice.choice((id.title(), f"The {id.title()}")), kind="group", aliases=aliases)


@dataclass
class Decided:
    """What a person decided of one record or claim, by path (field, or field and item): the value, or ABSENT.

    ``stood``: the whole as it stood when a ledger was last written, and ``settled`` what had been decided by then: what
    is changed and changed back before a machine has looked is as good as untouched. ``own``: a person made it.
    ``said``: a claim's quote as the machine had it last; of words that a person added to it the machine knows nothing.
    """

    values: dict[tuple[str, ...], Any] = field(default_factory=dict)
    stood: dict[str, Any] | None = None
    settled: frozenset[tuple[str, ...]] = frozenset()
    own: bool = False
    said: str = ""

    def look(self, held: dict[str, Any]) -> None:
        """Note how all stands."""
        self.stood, self.settled = held, frozenset(self.values)
        if ("quote",) not in self.values:
            self.said = str(held.get("quote", ""))

    def forget_what_is_as_it_was(self, held: dict[str, Any]) -> None:
        """Drop what a person has put back before anybody saw the change."""
        if self.stood is not None:
            back = [path for path in self.values if at(held, path) == at(self.stood, path)]
            for path in (path for path in back if path not in self.settled):
                del self.values[path]


@dataclass
class World:
    """The dossier on disk, and the model of what people have done to it. Records by ``<kind>/<id>``."""

    root: Path
    records: dict[str, Decided] = field(default_factory=dict)
    claims: dict[str, list[Decided]] = field(default_factory=dict)
    deleted_records: set[str] = field(default_factory=set)
    deleted_quotes: set[str] = field(default_factory=set)
    fixed: dict[str, bytes] = field(default_factory=dict)
    written: dict[str, dict[str, bytes]] = field(default_factory=dict)
    count: int = 0
    for_real: bool = False

    @classmethod
    def made(cls, *, for_real: bool = False) -> World:
        """A dossier with one seed and no records."""
        root = Path(tempfile.mkdtemp(dir=MEMORY if os.access(MEMORY, os.W_OK) else None))
        (root / "seeds").mkdir()
        (root / "content").mkdir()
        (root / "content/vocabulary.yml").write_text("accident: {label: Accident}\nflood: {label: Flood}\n")
        world = cls(root, for_real=for_real)
        (root / SEED).write_text(world.article)
        return world

    @property
    def sentences(self) -> tuple[str, ...]:
        """What the article says."""
        return NAMED if self.for_real else SENTENCES

    @property
    def article(self) -> str:
        """The seed as it was first."""
        return "A bridge is closed\n\n" + " ".join(self.sentences) + "\n"

    def remove(self) -> None:
        """Clear it away."""
        shutil.rmtree(self.root)

    # ── looking ─────────────────────────────────────────────────────────────────────────────────────────────

    def tree(self) -> Tree:
        """Every file's bytes by its path."""
        return {path.removeprefix(f"{self.root}/"): read(path) for path in files_below(str(self.root))}

    def paths(self) -> dict[str, Path]:
        """The files of records by ``<kind>/<id>``."""
        found = (path for path in files_below(f"{self.root}/content") if path.endswith(".md"))
        parts = ((path.removeprefix(f"{self.root}/content/").split("/"), path) for path in found)
        return {f"{names[0]}/{names[-1].removesuffix('.md')}": Path(path) for names, path in parts}

    def text(self, key: str) -> str:
        """A record's text."""
        return self.paths()[key].read_bytes().decode("utf-8-sig")

    def value(self, key: str, *path: str | int) -> Any:
        """What a record says."""
        held = front_matter_of(self.text(key))
        for step in path:
            held = held.get(step) if isinstance(held, dict) else held[step] if isinstance(step, int) else None
        return held

    def entries(self) -> list[str]:
        """The entries there are."""
        return [key for key in self.paths() if key.startswith("timeline/")]

    def with_claims(self) -> list[str]:
        """Those that have claims."""
        return [key for key in self.entries() if self.value(key, "claims")]

    # ── the person ──────────────────────────────────────────────────────────────────────────────────────────

    def mine(self) -> str:
        """Words that nobody else writes."""
        self.count += 1
        return f"mine{self.count}"

    def write(self, key: str, text: str) -> None:
        """Save a record as a person does, with the newlines and the mark that it has; notes whose lines are whose."""
        path = self.paths()[key]
        mark = b"\xef\xbb\xbf" if path.read_bytes().startswith(b"\xef\xbb\xbf") else b""
        path.write_bytes(mark + text.encode())
        self.note()

    def note(self) -> None:
        """Remember every line that bears a person's words, and every file that no machine may touch any more."""
        self.written = {key: lines_of_people(path.read_bytes()) for key, path in self.paths().items()}
        self.fixed = {
            key: self.paths()[key].read_bytes() for key in self.entries() if self.value(key, "status") != "draft"
        }

    def decided(self, key: str, position: int = -1) -> Decided:
        """The model of a record, or of one of its claims."""
        if position < 0:
            return self.records.setdefault(key, Decided())
        return self.claims[key][position]

    # ── the machine ─────────────────────────────────────────────────────────────────────────────────────────

    def plan(self, reader: Reader) -> SeedPlan:
        """What an import with this reader would do."""
        dossier = open_dossier(self.root)
        assert not errors_among(dossier.problems), dossier.problems
        ledger, known = read_ledger(self.root, SEED), Known(dossier.corpus)
        deleted = deleted_keys([ledger] if ledger else [], known)
        return plan_seed(reader.read(self.root), ledger, known, deleted=deleted, standing=Standing(self.root))

    def planned(self, reader: Reader) -> SeedPlan:
        """What an import would do."""
        return self.read(reader) if self.for_real else self.plan(reader)

    def read(self, reader: Reader) -> SeedPlan:
        """The same by the reader itself; the number says on which day."""
        day = LATEST.replace(day=1 + reader.number % 3)
        (plan,) = plan_import(self.root, [self.root / SEED], again=True, latest=day, jobs=1).plans
        return plan

    def imported(self, reader: Reader) -> None:
        """Import, and hold what happened against the model and against the plan."""
        before = self.tree()
        for decided, held in self._models():
            decided.forget_what_is_as_it_was(held)
        plan = self.planned(reader)
        "\n".join(lines(plan))
        assert self.tree() == before, "a plan writes nothing"
        apply_plans(self.root, [plan])
        self._is_what_was_planned(plan, before)
        self._is_sound()
        after = self.tree()
        again = self.planned(reader)
        apply_plans(self.root, [again])
        assert again.changes == (), f"a second import straight after changes something: {again.changes}"
        assert not (changed := differences(after, self.tree())), f"a second import straight after changes: {changed}"
        self._learn_what_is_new()
        self.note()
        if after[path := path_of(SEED)] != before.get(path):
            for decided, held in self._models():
                decided.look(held)

    def _models(self) -> Iterator[tuple[Decided, dict[str, Any]]]:
        """What was decided of every record and claim, with what it says."""
        for key in self.paths():
            yield self.decided(key), self.value(key) or {}
            yield from zip(self.claims.get(key, ()), self.value(key, "claims") or (), strict=False)

    def _is_what_was_planned(self, plan: SeedPlan, before: Tree) -> None:
        paths = {layout.path_for(one.record) if isinstance(one, Create) else one.path for one in plan.changes}
        moved = {Path(path).name for path in paths}
        after = self.tree()
        changed = {path for path in {*before, *after} if before.get(path) != after.get(path)}
        stray = {path for path in changed if path not in paths and Path(path).name not in moved}
        assert stray <= {plan.ledger.path}, f"changed without a word in the plan: {stray}"
        files = {path.name: path for path in self.paths().values()}
        for change in plan.changes:
            text = (
                files[Path(layout.path_for(change.record) if isinstance(change, Create) else change.path).name]
                .read_bytes()
                .decode("utf-8-sig")
            )
            if isinstance(change, SetValue):
                assert splice.value_at(text, change.keys) == change.after
            elif isinstance(change, AddClaim):
                quotes = [claim["quote"] for claim in splice.value_at(text, ["claims"]) or ()]
                assert quotes.count(change.claim.quote) == 1, "a claim was added that was there"

    def _is_sound(self) -> None:
        assert not errors_among(open_dossier(self.root).problems)
        paths = self.paths()
        assert not self.deleted_records & paths.keys(), "a deleted record is back"
        for key, content in self.fixed.items():
            assert paths[key].read_bytes() == content, "a reviewed entry has changed"
        for key, mine in self.written.items():
            assert lines_of_people(paths[key].read_bytes()) == mine, f"a person's line in {key} has changed"
        for key, decided in self.records.items():
            if key in paths:
                self._holds(decided, self.value(key) or {}, key)
        self._claims_are_sound()

    def _claims_are_sound(self) -> None:
        quotes = []
        text = (self.root / SEED).read_text()
        for key in self.entries():
            held = self.value(key, "claims") or []
            known = self.claims.get(key, [])
            assert len(held) >= len(known), "a claim has gone"
            for claim, decided in zip(held, known, strict=False):
                self._holds(decided, claim, key)
            for claim in held[len(known) :]:
                back = [
                    quote
                    for quote in self.deleted_quotes
                    if quote == claim["quote"] or _share_words(text, quote, claim["quote"])
                ]
                assert not back, f"a deleted claim is back: {back}"
            quotes += [claim["quote"] for claim in held[len(known) :]]
        assert len(quotes) == len(set(quotes)), "a claim was added twice"

    def _holds(self, decided: Decided, held: dict[str, Any], where: str) -> None:
        for path, value in decided.values.items():
            found = at(held, path)
            assert found == value, f"{where}: {path} was decided to be {value!r} and is {found!r}"

    def _learn_what_is_new(self) -> None:
        for key in self.entries():
            known = self.claims.setdefault(key, [])
            known += [Decided() for _ in range(len(self.value(key, "claims") or []) - len(known))]


@lru_cache(maxsize=256)
def front_matter_of(text: str) -> Any:
    """What a record's text says, for looking only."""
    return splice.value_at(text, ())


def files_below(folder: str) -> list[str]:
    """All files, in order."""
    return sorted(f"{above}/{name}" for above, _, names in os.walk(folder) for name in names)


def read(path: str) -> bytes:
    """A file's bytes."""
    with open(path, "rb") as file:
        return file.read()


def differences(before: Tree, after: Tree) -> str:
    """The lines that differ, for the reader of a failure."""
    told = []
    for path in sorted({*before, *after}):
        pair = [one.get(path, b"").decode().splitlines(keepends=True) for one in (before, after)]
        told += unified_diff(*pair, path, path, n=1)
    return "".join(told)


def lines_of_people(content: bytes) -> dict[str, bytes]:
    """The lines with a person's words in them, by the words."""
    found: dict[str, bytes] = {}
    for line in content.split(b"\n"):
        in_list = FLOW_LIST.fullmatch(line.decode("utf-8-sig"))  # others may stand beside a person's item
        for token in TOKEN.findall(line.decode("utf-8-sig")):
            found[token] = found.get(token, b"") + (in_list[1].encode() if in_list else line)
    return found


NAMES = {"quantities": "written", "aliases": "name"}


def at(held: Any, path: tuple[str, ...], above: str = "") -> Any:
    """A field, or a key or named item within one, however deep."""
    if not path or held is None:
        return held
    if isinstance(held, list):
        inner = next((item for item in held if name_of(above, item) == path[0]), ABSENT)
    else:
        inner = held.get(path[0])
    return at(inner, path[1:], path[0])


def name_of(key: str, item: Any) -> str:
    """What an item of a list goes by."""
    return str(item.get(NAMES[key], "") if isinstance(item, dict) else item)


def _share_words(text: str, first: str, second: str) -> bool:
    starts = [text.find(one) for one in (first, second)]
    if min(starts) < 0 or text.count(first) > 1 or text.count(second) > 1:
        return False
    return max(starts) < min(starts[0] + len(first), starts[1] + len(second))

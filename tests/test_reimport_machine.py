"""No edit is lost and no deletion undone, whatever people and machine do in whatever order (DESIGN.md § 5).

``CLAIMLINE_RUNS`` and ``CLAIMLINE_STEPS`` set how long the machine runs.
"""

from __future__ import annotations

import os
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from reimport_world import (
    ACTORS,
    FIELDS,
    PLACES,
    SEED,
    TITLES,
    Decided,
    Reader,
    World,
    at,
    name_of,
)

from build_tools.curation.renaming import rename_record
from build_tools.model import Claim
from build_tools.records import splice, splice_items
from build_tools.records.emit import plain_claim

LONG = "CLAIMLINE_RUNS" in os.environ  # then other cases each time; shrink with CLAIMLINE_RUNS unset
RUNS = int(os.environ.get("CLAIMLINE_RUNS", "24"))
readers = st.integers(0, 400).map(Reader)
some = st.integers(0, 1_000_000)


def pick(number: int, among: Any) -> Any:
    """One of several, by a number that Hypothesis can shrink."""
    among = list(among)
    return among[number % len(among)]


class Reimports(RuleBasedStateMachine):
    """Import, edit, comment, reorder, delete, rename, move, change the seed, the sidecar and the reader."""

    world: World
    for_real = False

    @initialize(reader=readers)
    def first_import(self, reader: Reader) -> None:
        self.world = World.made(for_real=self.for_real)
        self.world.imported(reader)

    def teardown(self) -> None:
        if hasattr(self, "world"):
            self.world.remove()

    # ── the machine ─────────────────────────────────────────────────────────────────────────────────────────

    @rule(reader=readers)
    def import_again(self, reader: Reader) -> None:
        self.world.imported(reader)

    @rule(reader=readers)
    def import_once_more(self, reader: Reader) -> None:
        self.world.imported(reader)

    # ── fields ──────────────────────────────────────────────────────────────────────────────────────────────

    @rule(which=some, key=st.sampled_from(("title", "date", "type", "name")), value=some)
    def set_a_field(self, which: int, key: str, value: int) -> None:
        record = pick(which, self.world.paths())
        if self.world.value(record, key) is None:
            return
        words = {"title": pick(value, (*TITLES, self.world.mine())), "date": "2031-06-07", "type": "flood"}
        self._set(record, (key,), words.get(key) or self.world.mine())

    @rule(which=some, claim=some, key=st.sampled_from(FIELDS), value=some)
    def set_a_field_of_a_claim(self, which: int, claim: int, key: str, value: int) -> None:
        if not (found := self._a_claim(which, claim)):
            return
        record, position = found
        options: dict[str, tuple[Any, ...]] = {
            "speaker": ("mayor", "police", {"unnamed": self.world.mine()}, {"unnamed": "a man"}),
            "via": (["council"], ["mayor"], ["police", "council"]),
            "stance": ("denies", "hedges", "asserts"),
            "said": ("2031-05-01", "2031"),
            "when": ("2031-05-01", "2031-05", "2030"),
            "medium": ("Telegram", self.world.mine()),
            "quantities": ([{"written": "40", "value": self.world.mine()}], [{"written": "9", "value": "9"}]),
            "answers": ({"q": self.world.mine()}, {"q": "yes", "p": "no"}),
            "note": (self.world.mine(),),
        }
        self._set(record, (key,), pick(value, options[key]), position)

    @rule(which=some, claim=some, key=st.sampled_from(FIELDS))
    def delete_a_field_of_a_claim(self, which: int, claim: int, key: str) -> None:
        found = self._a_claim(which, claim)
        if found and self.world.value(found[0], "claims", found[1], key) is not None:
            self._remove(found[0], (key,), found[1])

    @rule(which=some, key=st.sampled_from(("places", "actors", "aliases", "publisher")))
    def delete_a_field(self, which: int, key: str) -> None:
        record = pick(which, self.world.paths())
        if self.world.value(record, key) is not None:
            self._remove(record, (key,))

    # ── items ───────────────────────────────────────────────────────────────────────────────────────────────

    @rule(which=some, key=st.sampled_from(("actors", "places", "aliases")), item=some)
    def delete_an_item(self, which: int, key: str, item: int) -> None:
        holders = [record for record in self.world.paths() if len(self.world.value(record, key) or ()) > 1]
        if holders:
            record = pick(which, holders)
            self._remove_item(record, key, item)

    @rule(which=some, claim=some, item=some)
    def delete_a_quantity(self, which: int, claim: int, item: int) -> None:
        found = self._a_claim(which, claim)
        if found and len(self.world.value(found[0], "claims", found[1], "quantities") or ()) > 1:
            self._remove_item(found[0], "quantities", item, found[1])

    @rule(which=some, key=st.sampled_from(("actors", "places", "aliases")), item=some)
    def add_an_item(self, which: int, key: str, item: int) -> None:
        kinds = {"actors": "timeline", "places": "timeline", "aliases": "actors"}
        holders = [record for record in self.world.paths() if record.startswith(kinds[key])]
        if not holders:
            return
        record = pick(which, holders)
        offered = {"actors": ACTORS, "places": PLACES, "aliases": (self.world.mine(), "mayor A", "police B")}[key]
        added = pick(item, offered)
        if added in (self.world.value(record, key) or ()):
            return
        had = self.world.value(record, key) is not None
        self._write(record, splice.append_item(self.world.text(record), (key,), added))
        self._decide(record, (key, added) if had else (key,), added if had else [added])

    @rule(which=some, claim=some, value=some)
    def correct_a_quantity(self, which: int, claim: int, value: int) -> None:
        found = self._a_claim(which, claim)
        held = self.world.value(found[0], "claims", found[1], "quantities") if found else None
        if found and held and len({one["written"] for one in held}) == len(held):
            position = value % len(held)
            words = self.world.mine()
            path = ("claims", found[1], "quantities", position, "value")
            self._write(found[0], splice.set_value(self.world.text(found[0]), path, words))
            name = str(self.world.value(found[0], *path[:-1])["written"])
            self._decide(found[0], ("quantities", name, "value"), words, found[1])

    # ── comments and prose ──────────────────────────────────────────────────────────────────────────────────

    @rule(which=some, line=some, beside=st.booleans())
    def comment(self, which: int, line: int, beside: bool) -> None:
        record = pick(which, self.world.paths())
        end = "\r\n" if "\r\n" in self.world.text(record) else "\n"
        lines = self.world.text(record).split(end)
        last = next(at for at, words in enumerate(lines) if at and words == "---")
        at_line = 1 + line % (last - 1)
        if beside:
            lines[at_line] += f"  # {self.world.mine()}"
        else:
            indent = len(lines[at_line]) - len(lines[at_line].lstrip())
            lines.insert(at_line, " " * indent + f"# {self.world.mine()}")
        self._write(record, end.join(lines))

    @rule(which=some, newline=st.booleans())
    def write_prose(self, which: int, newline: bool) -> None:
        record = pick(which, self.world.paths())
        end = "\n" if newline else ""
        text = self.world.text(record)
        self._write(record, text + ("" if text.endswith("\n") else "\n") + self.world.mine() + end)

    @rule(which=some, mark=st.booleans())
    def save_with_another_editor(self, which: int, mark: bool) -> None:
        path = self.world.paths()[pick(which, self.world.paths())]
        content = path.read_bytes().replace(b"\r\n", b"\n").removeprefix(b"\xef\xbb\xbf")
        path.write_bytes((b"\xef\xbb\xbf" if mark else b"") + content.replace(b"\n", b"\r\n"))
        self.world.note()

    # ── claims ──────────────────────────────────────────────────────────────────────────────────────────────

    @rule(which=some, claim=some)
    def delete_a_claim(self, which: int, claim: int) -> None:
        if found := self._a_claim(which, claim):
            if not self.world.decided(*found).own:  # what the machine has never said it may still say
                self._note_deleted(*found)
            self._take_out(*found)

    @rule(which=some, claim=some)
    def put_a_claim_last(self, which: int, claim: int) -> None:
        if found := self._a_claim(which, claim):
            self._move(found, found[0])

    @rule(which=some, claim=some, other=some)
    def move_a_claim(self, which: int, claim: int, other: int) -> None:
        if found := self._a_claim(which, claim):
            self._move(found, pick(other, self.world.entries()))

    @rule(which=some, claim=some)
    def split_an_entry(self, which: int, claim: int) -> None:
        if not (found := self._a_claim(which, claim)):
            return
        name = self.world.mine()
        path = self.world.root / f"content/timeline/2031/{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\ntitle: {name}\ndate: 2031-05-01\ntype: flood\nstatus: draft\n---\n")
        self.world.claims[f"timeline/{name}"] = []
        self._move(found, f"timeline/{name}")

    @rule(which=some, claim=some, words=st.integers(1, 4))
    def trim_a_quote(self, which: int, claim: int, words: int) -> None:
        if not (found := self._a_claim(which, claim)):
            return
        quote = self.world.value(found[0], "claims", found[1], "quote")
        trimmed = " ".join(quote.split()[words:])
        if trimmed and quote in (self.world.root / SEED).read_text():
            self._own(found, "quote", trimmed)

    @rule(which=some, claim=some)
    def extend_a_quote(self, which: int, claim: int) -> None:
        if not (found := self._a_claim(which, claim)):
            return
        quote = self.world.value(found[0], "claims", found[1], "quote")
        text = (self.world.root / SEED).read_text()
        if quote in text and (longer := text[text.find(quote) :][: len(quote) + 6].strip()) != quote:
            self._own(found, "quote", " ".join(longer.split()))

    @rule(which=some, number=some)
    def add_a_claim_of_ones_own(self, which: int, number: int) -> None:
        if not self.world.entries():
            return
        record = pick(which, self.world.entries())
        words = pick(number, self.world.sentences).split()
        quote = " ".join(words[number % 3 : number % 3 + 4])
        if quote in self.world.text(record):
            return
        claim = plain_claim(Claim(quote, "article", speaker="mayor", note=self.world.mine()))
        self._write(record, splice.append_item(self.world.text(record), ("claims",), claim))
        keys = dict.fromkeys((*FIELDS, "quote", "source"))
        self.world.claims[record].append(Decided({(key,): claim.get(key) for key in keys}, own=True))

    # ── records ─────────────────────────────────────────────────────────────────────────────────────────────

    @rule(which=some)
    def delete_a_record(self, which: int) -> None:
        record = pick(which, [key for key in self.world.paths() if not key.startswith("sources/")] or [""])
        if not record:
            return
        for position in range(len(self.world.value(record, "claims") or ())):
            if not self.world.decided(record, position).own:
                self._note_deleted(record, position)
        self.world.paths()[record].unlink()
        self._forget(record)
        self.world.deleted_records.add(record)
        self.world.note()

    @rule(which=some, status=st.sampled_from(("reviewed", "retracted", "draft")))
    def set_a_status(self, which: int, status: str) -> None:
        if self.world.entries():
            self._set(pick(which, self.world.entries()), ("status",), status)

    @rule(which=some)
    def rename_by_hand(self, which: int) -> None:
        record = pick(which, self.world.paths())
        kind, id = record.split("/")
        if kind != "timeline":
            return
        new = self._new_name()
        self._write(record, splice.append_item(self.world.text(record), ("was",), id))
        path = self.world.paths()[record]
        path.rename(path.with_name(f"{new}.md"))
        self._called_now(record, f"{kind}/{new}")

    @rule(which=some)
    def rename_by_command(self, which: int) -> None:
        record = pick(which, self.world.paths())
        kind, id = record.split("/")
        new = self._new_name()
        try:
            rename_record(self.world.root, record, new)
        except Exception as error:  # a dossier that cannot be renamed in is not what is tried here
            if type(error).__name__ != "ProblemsFound":
                raise
            return
        self._called_now(record, f"{kind}/{new}")
        if kind != "timeline":
            self._pointers_renamed(id, new)

    # ── seed and sidecar ────────────────────────────────────────────────────────────────────────────────────

    @rule(number=some, how=st.sampled_from(("drop", "twice", "slip", "marks", "back")))
    def change_the_seed(self, number: int, how: str) -> None:
        path = self.world.root / SEED
        text = path.read_text()
        sentence = pick(number, self.world.sentences)
        changed = {
            "drop": text.replace(sentence, ""),
            "twice": text + sentence + "\n",
            "slip": text.replace("people", "poeple") if number % 2 else text.replace("poeple", "people"),
            "marks": text.replace("said that", "said “that”"),
            "back": self.world.article,
        }[how]
        path.write_text(changed)

    @rule(publisher=st.sampled_from(("", "council", "mayor")), url=st.sampled_from(("", "https://example.org/1")))
    def change_the_sidecar(self, publisher: str, url: str) -> None:
        told = {"publisher": publisher, "url": url}
        lines = "".join(f"{key}: {value}\n" for key, value in told.items() if value)
        path = self.world.root / "seeds/article.yml"
        path.unlink(missing_ok=True)
        if lines:
            path.write_text(lines)

    # ── how a hand does it ──────────────────────────────────────────────────────────────────────────────────

    def _a_claim(self, which: int, claim: int) -> tuple[str, int] | None:
        holders = self.world.with_claims()
        if not holders:
            return None
        record = pick(which, holders)
        return record, claim % len(self.world.value(record, "claims"))

    def _write(self, record: str, text: str) -> None:
        self.world.write(record, text)

    def _decide(self, record: str, path: tuple[str, ...], value: Any, position: int = -1) -> None:
        values = self.world.decided(record, position).values
        for known in [one for one in values if one[: len(path)] == path]:
            del values[known]
        above = next((path[:length] for length in range(1, len(path)) if path[:length] in values), None)
        if above is None:
            values[path] = value
        else:
            held = self.world.value(record, *(("claims", position) if position >= 0 else ()))
            values[above] = at(held, above)

    def _set(self, record: str, path: tuple[str, ...], value: Any, position: int = -1) -> None:
        keys = ("claims", position, *path) if position >= 0 else path
        if self.world.value(record, *keys) == value:
            return
        try:
            text = splice.set_value(self.world.text(record), keys, value)
        except splice.CannotSplice:
            return
        before = self.world.value(record, *keys)
        self._write(record, text)
        if path == ("quantities",) and before:
            self._decide_items(record, before, value, position)
        else:
            self._decide(record, path, value, position)

    def _decide_items(self, record: str, before: list[Any], after: list[Any], position: int) -> None:
        """A person has written a list anew in which single items are decided on."""
        held = {str(one["written"]): one for one in after}
        for name in dict.fromkeys([*(str(one["written"]) for one in before), *held]):
            if held.get(name) not in before:
                self._decide(record, ("quantities", name), held.get(name), position)

    def _own(self, found: tuple[str, int], key: str, value: str) -> None:
        self._set(found[0], (key,), value, found[1])

    def _remove(self, record: str, path: tuple[str, ...], position: int = -1) -> None:
        keys = ("claims", position, *path) if position >= 0 else path
        try:
            text = splice_items.remove(self.world.text(record), keys)
        except splice.CannotSplice:
            return
        self._write(record, text)
        self._decide(record, path, None, position)

    def _remove_item(self, record: str, key: str, item: int, position: int = -1) -> None:
        above = ("claims", position, key) if position >= 0 else (key,)
        held = self.world.value(record, *above)
        names = [name_of(key, one) for one in held]
        at_item = item % len(held)
        if names.count(names[at_item]) > 1:
            return
        try:
            text = splice_items.remove(self.world.text(record), (*above, at_item))
        except splice.CannotSplice:
            return
        self._write(record, text)
        self._decide(record, (key, names[at_item]), None, position)

    def _note_deleted(self, record: str, position: int) -> None:
        quote, said = self.world.value(record, "claims", position, "quote"), self.world.decided(record, position).said
        self.world.deleted_quotes.add(said if said and said in quote else quote)

    def _take_out(self, record: str, position: int) -> str:
        written = splice_items.written_item(self.world.text(record), ("claims", position))
        self._write(record, splice_items.remove(self.world.text(record), ("claims", position)))
        del self.world.claims[record][position]
        return written

    def _move(self, found: tuple[str, int], target: str) -> None:
        decided = self.world.decided(*found)
        try:
            written = splice_items.written_item(self.world.text(found[0]), ("claims", found[1]))
            rest = splice_items.remove(self.world.text(found[0]), ("claims", found[1]))
            there = rest if target == found[0] else self.world.text(target)
            grown = splice_items.append_written(there, ("claims",), written)
        except splice.CannotSplice:
            return
        self.world.write(found[0], rest)
        self.world.write(target, grown)
        del self.world.claims[found[0]][found[1]]
        self.world.claims[target].append(decided)

    def _new_name(self) -> str:
        """An id: machine and person write it alike."""
        return self.world.mine().replace("mine", "renamed")

    def _forget(self, record: str) -> None:
        self.world.records.pop(record, None)
        self.world.claims.pop(record, None)

    def _called_now(self, record: str, new: str) -> None:
        for held in (self.world.records, self.world.claims):
            if record in held:
                held[new] = held.pop(record)  # type: ignore[index]
        self.world.deleted_records.add(record)  # nothing is to come back under the old name
        self.world.note()

    def _pointers_renamed(self, old: str, new: str) -> None:
        """The model follows what the command has led elsewhere."""
        models = [*self.world.records.values(), *(one for claims in self.world.claims.values() for one in claims)]
        for decided in models:
            decided.values = {
                tuple(new if part == old and number else part for number, part in enumerate(path)): _renamed(
                    value, old, new
                )
                for path, value in decided.values.items()
            }
            decided.stood = _renamed(decided.stood, old, new)


def _renamed(value: Any, old: str, new: str) -> Any:
    if isinstance(value, dict):
        return {key: _renamed(one, old, new) for key, one in value.items()}
    if isinstance(value, list):
        return [_renamed(one, old, new) for one in value]
    return new if value == old else value


Reimports.TestCase.settings = settings(
    max_examples=RUNS,
    stateful_step_count=int(os.environ.get("CLAIMLINE_STEPS", "14")),
    phases=[Phase.generate] if LONG else list(Phase),
    derandomize=not LONG,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestReimports = Reimports.TestCase


class ReimportsForReal(Reimports):
    """The same with the reader itself on a small text."""

    for_real = True


ReimportsForReal.TestCase.settings = settings(Reimports.TestCase.settings, max_examples=max(1, RUNS // 4))
if LONG:
    TestReimportsForReal = ReimportsForReal.TestCase

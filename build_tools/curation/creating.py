"""``claimline new``: a record with what is known of it, under the next free id, in the folder where it belongs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from build_tools.checks.rule import Case
from build_tools.curation.adding import Wanted, claim_of
from build_tools.curation.carrying_out import Outcome, carry_out
from build_tools.curation.edits import Edits
from build_tools.curation.finding import key_of, refused
from build_tools.curation.ids import free_id, require_free
from build_tools.curation.reading_of_words import as_read
from build_tools.curation.skeletons import skeleton
from build_tools.curation.words_of_source import the_words
from build_tools.dossier import SEEDS, Dossier, read_seed
from build_tools.ingest.told import told_of
from build_tools.model import Actor, Entry, Place, Question, Record, Source
from build_tools.problems import Location, Problem, ProblemsFound
from build_tools.records import layout
from build_tools.records.emit import Plain, plain_claim
from build_tools.repository import writer
from build_tools.text.article import lines
from build_tools.text.article.published import infer
from build_tools.text.names import fold

CODE = "cannot-create"
SHAPES: Mapping[type[Record], str] = {
    Entry: "entry",
    Actor: "actor",
    Place: "place",
    Source: "source",
    Question: "question",
}


def create(
    root: Path, kind: type[Record], given: Mapping[str, Plain], *, id: str = "", dry_run: bool = False
) -> Outcome:
    """Write a new record of a kind. ``given``: its keys as far as they are known; ``id``: if not the one of its name.

    Raises ProblemsFound: ``cannot-create``, ``would-be-worse``, ``cannot-write``; then nothing was written.
    """

    def plan(dossier: Dossier, edits: Edits) -> list[str]:
        held = {key: value for key, value in given.items() if value}
        if kind is Source:
            held = _from_seed(root, dossier, held)
        return _put(dossier, edits, kind, held, id)

    return carry_out(root, plan, dry_run=dry_run, of_whole=False)


def create_entry(
    root: Path,
    given: Mapping[str, Plain],
    *,
    source: str,
    quote: str,
    after: str = "",
    wanted: Wanted,
    take_reading: bool = False,
    id: str = "",
    dry_run: bool = False,
) -> Outcome:
    """Write a new entry that rests on one quote; its date and type are as the article is read, if they are not given."""

    def plan(dossier: Dossier, edits: Edits) -> list[str]:
        words = the_words(dossier, source, quote, after, code=CODE)
        reading = as_read(root, dossier, words, latest=date.today())
        claim = claim_of(dossier, words, wanted, reading if take_reading else None)
        held = {key: value for key, value in given.items() if value}
        read = {"date": claim.when or reading.date, "type": reading.type}
        notes = [
            f"{key} is as the article is read: {value}" for key, value in read.items() if value and key not in held
        ]
        held = {**{key: value for key, value in read.items() if value}, **held}
        _require(held, dossier, "date", "type")
        return [*notes, *_put(dossier, edits, Entry, {**held, "status": "draft", "claims": [plain_claim(claim)]}, id)]

    return carry_out(root, plan, dry_run=dry_run, of_whole=False)


def curator(root: Path) -> str:
    """Who writes here, as Git knows them; empty where it does not."""
    return writer(root)


def _put(dossier: Dossier, edits: Edits, kind: type[Record], held: Mapping[str, Plain], id: str) -> list[str]:
    name = str(held.get("name") or held.get("title") or "")
    if not name:
        raise refused(CODE, "missing: --title; the text does not tell it", "Give the title of the publication.")
    if not id:
        _require_new_name(dossier, kind, name)
    id = id or free_id(dossier, kind, name, code=CODE)
    require_free(dossier, kind, id, code=CODE)
    record = Entry(id=id, date=str(held["date"])) if kind is Entry else kind(id=id)
    path = layout.path_for(record)
    text = skeleton(SHAPES[kind], held, choices=_choices(dossier))
    edits.put(path, text)
    return []


def _choices(dossier: Dossier) -> Mapping[str, str]:
    return {"type": ", ".join(f"{one.id} ({one.label})" for one in dossier.corpus.types.values())}


def _require(held: Mapping[str, Plain], dossier: Dossier, *keys: str) -> None:
    missing = [f"--{key}" for key in keys if key not in held]
    if missing:
        tip = f"A date in EDTF, such as 2024-11-06; a type is one of {', '.join(dossier.corpus.types)}."
        raise refused(CODE, f"missing: {', '.join(missing)}; the article does not tell it", tip)


def _require_new_name(dossier: Dossier, kind: type[Record], name: str) -> None:
    """Whoever has this very name is most likely meant. Raises ProblemsFound with the record that has it."""
    for record in Case(dossier.corpus).records():
        if type(record) is kind and fold(name) in _names(record):
            tip = f"Is it another? Then give it an id of its own, --id …, and write not_same: [{record.id}] into it."
            raise refused(CODE, f"{key_of(record)} has this name already: {record.path}", tip)


def _names(record: Record) -> set[str]:
    """All forms of a name, folded; nothing of a record that has none."""
    if not isinstance(record, Actor | Place):
        return set()
    return {fold(record.name), *(fold(alias.name) for alias in record.aliases)}


# ── a source and its seed ───────────────────────────────────────────────────────────────────────────────────


def _from_seed(root: Path, dossier: Dossier, held: Mapping[str, Plain]) -> dict[str, Plain]:
    """What the text itself tells, where the source has one in seeds/ and nobody said otherwise. Raises ProblemsFound."""
    if "seed" not in held:
        return {"rights": "quotes-only", **held}
    name = Path(str(held["seed"])).name
    path = root / SEEDS / name
    if not path.is_file():
        tip = "Put the text there first, as UTF-8; or leave --seed out if it is kept elsewhere."
        raise ProblemsFound([Problem(Location(f"{SEEDS}/{name}"), "not-a-seed", "there is no such seed", tip)])
    other = next((one for one in dossier.corpus.sources.values() if one.seed == name), None)
    if other:
        raise refused(CODE, f"{name} is the seed of {key_of(other)} already", f"Change {other.path}.")
    document = read_seed(path)
    day = infer(document, date.today())
    told: dict[str, Plain] = {
        "title": document.title,
        "authors": list(document.authors),
        "published": day.edtf if day else "",
        "language": lines.language(document.text),
        "sha256": document.sha256,
        "rights": "quotes-only",
    }
    beside = told_of(root, f"{SEEDS}/{name}").for_text(document.text).remembered()
    beside.pop("publisher_name", None)
    return {**{key: value for key, value in told.items() if value}, **beside, **held, "seed": name}

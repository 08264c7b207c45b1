"""``claimline add-quote``: a claim made of words of a source, with its context checked before it is written.

The words are exact or refused; what the program reads in their sentence is shown, and taken over only when asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from build_tools.curation.carrying_out import Outcome, carry_out
from build_tools.curation.edits import Edits
from build_tools.curation.finding import key_of, refused, the_record
from build_tools.curation.ids import free_id
from build_tools.curation.reading_of_words import Read, as_read, shown
from build_tools.curation.words_of_source import Words, claims_on, set_aside_on, the_words
from build_tools.dossier import Dossier
from build_tools.model import Actor, Claim, Entry, Unnamed
from build_tools.problems import ProblemsFound, location_of
from build_tools.records import layout, splice
from build_tools.records.emit import plain_claim, text_of
from build_tools.text.names import fold

CODE = "cannot-add-quote"


@dataclass(frozen=True)
class Wanted:
    """What a person says of the words; whatever is empty is left open, or taken as read."""

    speaker: str = ""
    unnamed: str = ""
    within: str = ""
    via: tuple[str, ...] = ()
    stance: str = ""
    said: str = ""
    when: str = ""
    medium: str = ""
    note: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Home:
    """Where a claim belongs: an entry that is there, or a new draft with this title, date and type."""

    entry: str = ""
    title: str = ""
    date: str = ""
    type: str = ""
    proposed_by: str = ""


def add_quote(
    root: Path,
    source: str,
    words: str,
    wanted: Wanted,
    home: Home,
    *,
    after: str = "",
    take_reading: bool = False,
    dry_run: bool = False,
) -> Outcome:
    """Write a claim; without a home nothing is written and the notes say what there is to know.

    Raises ProblemsFound: ``cannot-add-quote``, ``would-be-worse``, ``cannot-splice``, ``cannot-write``.
    """

    def plan(dossier: Dossier, edits: Edits) -> list[str]:
        found = the_words(dossier, source, words, after, code=CODE)
        _require_unclaimed(dossier, found)
        reading = as_read(root, dossier, found, latest=date.today())
        claim = claim_of(dossier, found, wanted, reading if take_reading else None)
        notes = [f"{found.where}: {found.sentence}", *_warnings(dossier, found)]
        if not take_reading:
            notes += shown(reading)
        if home.entry:
            return [*notes, *_into_entry(dossier, edits, claim, home.entry)]
        if home.title:
            return [*notes, *_into_new_entry(dossier, edits, claim, home, reading)]
        return [*notes, *_where_it_could_go(dossier, claim, found)]

    return carry_out(root, plan, dry_run=dry_run)


# ── what is known of the words ──────────────────────────────────────────────────────────────────────────────


def _require_unclaimed(dossier: Dossier, words: Words) -> None:
    for placed in claims_on(dossier, words):
        if placed.claim.quote == words.quote:
            tip = "Change that claim; one quote of a source is one claim."
            where = location_of(placed.claim.quote, placed.entry.path)
            raise refused(CODE, f"{key_of(placed.entry)} has a claim of these words", tip, where=where)


def _warnings(dossier: Dossier, words: Words) -> Iterator[str]:
    for placed in claims_on(dossier, words):
        yield f"careful: {key_of(placed.entry)} claims some of these words: “{placed.claim.quote}”"
    for item in set_aside_on(dossier, words):
        yield f"careful: set aside in {words.source.path}: “{item.quote}”, because: {item.reason}"


# ── the claim ───────────────────────────────────────────────────────────────────────────────────────────────


def claim_of(dossier: Dossier, words: Words, wanted: Wanted, reading: Read | None) -> Claim:
    """The claim that a person wants made of words, on top of what was read in them. Raises ProblemsFound."""
    claim = Claim(words.quote, words.source.id, after=words.after)
    if reading and reading.claim:
        claim = replace(reading.claim, quote=words.quote, source=words.source.id, after=words.after, answers={})
        claim = _known_only(dossier, claim, wanted)
    told: dict[str, object] = {
        key: getattr(wanted, key) for key in ("stance", "said", "when", "medium", "note") if getattr(wanted, key)
    }
    if wanted.answers:
        told["answers"] = dict(wanted.answers)
    if wanted.via:
        told["via"] = tuple(_actor(dossier, one) for one in wanted.via)
    if wanted.unnamed:
        told["speaker"] = Unnamed(wanted.unnamed, _actor(dossier, wanted.within) if wanted.within else "")
    elif wanted.speaker:
        told["speaker"] = _actor(dossier, wanted.speaker)
    return replace(claim, **told)  # type: ignore[arg-type]


def _known_only(dossier: Dossier, claim: Claim, wanted: Wanted) -> Claim:
    """What was read names people whom the dossier may not know: then a person decides. Raises ProblemsFound."""
    actors = dossier.corpus.actors
    unknown = [claim.named_speaker] if claim.named_speaker and not (wanted.speaker or wanted.unnamed) else []
    unknown += [one for one in claim.via if not wanted.via]
    missing = [id for id in unknown if id not in actors]
    if missing:
        name = missing[0].replace("-", " ").title()
        tip = f'First: claimline new actor --name "{name}" --kind … Or name an actor with --speaker, or words with --unnamed.'
        raise refused(CODE, f"“{missing[0]}”, as the sentence is read, is no actor of the dossier yet", tip)
    speaker = claim.speaker
    if isinstance(speaker, Unnamed) and speaker.within not in actors:
        return replace(claim, speaker=Unnamed(speaker.words))
    return claim


def _actor(dossier: Dossier, meant: str) -> str:
    """The id of an actor by id or by any form of the name. Raises ProblemsFound."""
    actors = dossier.corpus.actors
    id = meant.rpartition("/")[2].removesuffix(".md")
    if id in actors:
        return id
    named = [one.id for one in actors.values() if fold(meant) in {fold(name) for name in _names(one)}]
    if len(named) == 1:
        return named[0]
    if named:
        raise refused(CODE, f"“{meant}” is the name of several actors", f"Say which: {', '.join(named)}.")
    try:
        return the_record(dossier, meant, Actor, code=CODE).id
    except ProblemsFound as found:
        (problem,) = found.problems
        tip = f'{problem.tip} Or first: claimline new actor --name "{meant}".'
        raise refused(CODE, f"there is no actor “{meant}”", tip) from None


def _names(actor: Actor) -> Iterator[str]:
    yield actor.name
    yield from (alias.name for alias in actor.aliases)


# ── where it goes ───────────────────────────────────────────────────────────────────────────────────────────


def _into_entry(dossier: Dossier, edits: Edits, claim: Claim, meant: str) -> list[str]:
    entry = the_record(dossier, meant, Entry, code=CODE)
    assert isinstance(entry, Entry)
    edits.change(entry.path, splice.append_item, ("claims",), plain_claim(claim))
    if entry.status != "reviewed":
        return []
    return [
        f"{key_of(entry)} is marked as reviewed: have somebody review this claim, and add their name to reviewed_by"
    ]


def _into_new_entry(dossier: Dossier, edits: Edits, claim: Claim, home: Home, reading: Read) -> list[str]:
    day = home.date or claim.when or reading.date
    type = home.type or reading.type
    missing = [name for name, value in (("--date", day), ("--type", type)) if not value]
    if missing:
        types = ", ".join(dossier.corpus.types)
        raise refused(CODE, f"a new entry needs {' and '.join(missing)}", f"A date in EDTF; a type is one of {types}.")
    entry = Entry(
        id=free_id(dossier, Entry, home.title, code=CODE),
        title=home.title.strip(),
        date=day,
        type=type,
        proposed_by=(home.proposed_by,) if home.proposed_by else (),
        claims=(claim,),
    )
    edits.put(layout.path_for(entry), text_of(entry))
    read = [
        f"{name} is as the article is read"
        for name, told in (("date", home.date or claim.when), ("type", home.type))
        if not told
    ]
    return [*read, "to be filled in: places and actors of the event"]


def _where_it_could_go(dossier: Dossier, claim: Claim, words: Words) -> list[str]:
    """The entries that hold the claims around these words, the nearest first."""
    near: dict[str, int] = {}
    for placed in dossier.corpus.claims_by_source.get(words.source.id, ()):
        found = dossier.corpus.find(placed.claim)
        if found.outcome == "exact":
            way = max(found.start - words.end, words.start - found.end, 0)
            near[placed.entry.id] = min(way, near.get(placed.entry.id, way))
    nearest = sorted(near, key=lambda id: near[id])[:3]
    listed = [
        f"    --entry {id}    ({dossier.corpus.entries[id].date}: {dossier.corpus.entries[id].title})" for id in nearest
    ]
    return [
        "Nothing is written yet. Say where it belongs:",
        *listed,
        '    --new-entry "What happened, in one sentence"',
    ]

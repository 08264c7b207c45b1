"""*Propose an event*: a draft entry whose claims are the passages that the form quotes, of a source known or new."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches

from build_tools.forms import values
from build_tools.forms.bench import Bench
from build_tools.forms.names import actor_called, is_name, place_called, speaker_called
from build_tools.forms.new_source import known_source, source_of
from build_tools.forms.quoted import passages_of
from build_tools.forms.read import Filled
from build_tools.model import Claim, Entry, Source, Unnamed
from build_tools.problems import Problem, ProblemsFound

_MOST_NAMES = 20


def propose_event(filled: Filled, bench: Bench, by: str) -> str:
    """Put the entry and what it needs on the bench. Returns what it is, for a title. Raises ProblemsFound."""
    _require_harmless(filled)
    kind = _kind_of_event(filled, bench)
    date = values.date_of(filled, "date")
    source = _source(filled, bench, by)
    passages = passages_of(filled, "quote", source, bench.corpus)
    spoken = _spoken(filled, bench, source)
    entry = Entry(
        id=bench.free_id(Entry, filled.line("what"), otherwise="event"),
        title=filled.line("what").rstrip("."),
        date=date,
        type=kind,
        places=tuple(dict.fromkeys(place_called(name, bench) for name in _names(filled, "places"))),
        actors=tuple(dict.fromkeys(actor_called(name, bench) for name in _names(filled, "actors"))),
        status="draft",
        proposed_by=(by,),
        claims=tuple(replace(spoken, quote=one.quote, after=one.after) for one in passages),
    )
    bench.create(entry)
    _add_summary(filled, entry, bench)
    return f"New event: {entry.id}"


def _add_summary(filled: Filled, entry: Entry, bench: Bench) -> None:
    """The proposer's own words below the claims, if the claims bear them; else a reviewer is told of them."""
    if not filled.get("summary"):
        return
    without, _ = bench.judged()
    bench.recreate(replace(entry, body=values.prose(filled.get("summary"))))
    errors = [one for one in bench.judged()[0] if one not in without]
    if errors:
        bench.recreate(entry)
        bench.open.append(
            f"“{filled.label('summary')}” was left out of the record: {errors[0].message}. {errors[0].tip} "
            f"It says: {filled.line('summary')}"
        )


def _require_harmless(filled: Filled) -> None:
    if values.chosen(filled, "risk", otherwise="no") != "no":
        tip = (
            "Those who keep the dossier: delete what was sent where others can read it, and go on in private; "
            "SECURITY.md says how."
        )
        message = "what could endanger somebody is not made into records"
        raise ProblemsFound([filled.problem("risk", "form-risk", message, tip)])


def _kind_of_event(filled: Filled, bench: Bench) -> str:
    words, types = filled.line("type"), bench.corpus.types
    folded = words.casefold()
    for id, event_type in types.items():
        if folded in (id, event_type.label.casefold()):
            return id
    near = get_close_matches(folded, [one.label.casefold() for one in types.values()], n=1)
    tip = "One of: " + " · ".join(one.label for one in types.values()) + "."
    meant = next((f" Did you mean “{one.label}”?" for one in types.values() if [one.label.casefold()] == near), "")
    raise filled.refuse("type", f"“{words}” is no kind of event here.{meant}", tip)


def _source(filled: Filled, bench: Bench, by: str) -> Source:
    known = known_source(filled.line("link"), filled.line("title"), bench.corpus)
    if known:
        return known
    try:
        values.address_of(filled, "link")
    except ProblemsFound:
        tip = "Write the whole address, beginning with https://, or the id of a source that the dossier has."
        message = "this is neither a web address nor a source of this dossier"
        raise filled.refuse("link", message, tip) from None
    missing = [key for key in ("title", "publisher") if not filled.get(key)]
    if missing:
        raise ProblemsFound([_needed(filled, key) for key in missing])
    source = source_of(filled, bench, title=filled.line("title"))
    body = f"Proposed by {values.prose(by)} in a form, with an event; nobody has checked it yet, and its text is not kept here."
    bench.create(replace(source, body=body))
    return source


def _needed(filled: Filled, key: str) -> Problem:
    message = "nothing is filled in here, and the dossier does not have this source"
    return filled.problem(key, "form-incomplete", message, "Or give the address of a source that the dossier has.")


def _spoken(filled: Filled, bench: Bench, source: Source) -> Claim:
    """What all claims of the form have in common: who said it, through whom, how and when."""
    speaker: str | Unnamed | None = None
    if words := filled.line("speaker"):
        if not is_name(words):
            raise filled.refuse(
                "speaker", "this names and describes nobody", "Write a name, or who it was in a few words."
            )
        speaker = speaker_called(words, bench)
    via = dict.fromkeys(actor_called(name, bench, kind="outlet") for name in _names(filled, "via"))
    if source.publisher in via:
        bench.open.append(
            f"“{filled.label('via')}”: {source.publisher} published the source, which is known anyway; it was left out there."
        )
    date, said = values.date_of(filled, "date"), values.date_of(filled, "said")
    return Claim(
        quote="",
        source=source.id,
        speaker=None if speaker == source.publisher else speaker,
        via=tuple(actor for actor in via if actor not in (speaker, source.publisher)),
        stance=values.chosen(filled, "stance", otherwise="asserts"),
        said=said,
        when="" if said == date else date,
    )


def _names(filled: Filled, key: str) -> tuple[str, ...]:
    names = filled.listed(key)
    if len(names) > _MOST_NAMES:
        raise filled.refuse(
            key, f"{len(names)} names are too many; {_MOST_NAMES} will do", "Name those that matter most."
        )
    for name in names:
        if not is_name(name):
            raise filled.refuse(key, f"“{name[:60]}” is no name", "Write one name a line, and nothing else.")
    return names

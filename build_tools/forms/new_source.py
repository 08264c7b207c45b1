"""*Propose a source*: a source record without its text, and what it is quoted for as claims of the event it belongs to."""

from __future__ import annotations

from dataclasses import replace

from build_tools.corpus import Corpus
from build_tools.forms import values
from build_tools.forms.bench import Bench
from build_tools.forms.claims import add_claim
from build_tools.forms.names import actor_called, is_name, speaker_called
from build_tools.forms.quoted import Passage, passages_of
from build_tools.forms.read import Filled
from build_tools.forms.target import record_called, target_of
from build_tools.model import Claim, Entry, Source
from build_tools.remarks import OPENING
from build_tools.text.names import fold

_KEPT_ELSEWHERE = "The text is not kept here: its quotes cannot be checked by the program until it is imported."


def propose_source(filled: Filled, bench: Bench, by: str) -> str:
    """Put the source on the bench. Returns what it is, for a title. Raises ProblemsFound."""
    entry = _event(filled, bench.corpus)
    source = source_of(filled, bench, title=filled.line("title"))
    passages = passages_of(filled, "quote", None, bench.corpus)
    body = _body(filled, () if entry else passages, by)
    bench.create(replace(source, body=body))
    if entry:
        spoken = _spoken(filled, bench, source, by)
        for passage in passages:
            add_claim(bench, entry, replace(spoken, quote=passage.quote), by)
    return f"New source: {source.id}"


def _spoken(filled: Filled, bench: Bench, source: Source, by: str) -> Claim:
    """What the claims have in common. Nobody is taken for silence: a curator finds out whose words they are."""
    words = filled.line("speaker")
    if not words:
        asked = (
            f"{OPENING} {by}, not checked. The form does not say who said this: the source itself, or somebody in it?"
        )
        return Claim("", source.id, note=asked)
    if not is_name(words):
        raise filled.refuse("speaker", "this names and describes nobody", "Write a name, or who it was in a few words.")
    speaker = speaker_called(words, bench)
    return Claim("", source.id, speaker=None if speaker == source.publisher else speaker)


def source_of(filled: Filled, bench: Bench, *, title: str) -> Source:
    """A new source made of a form's answers, its publisher looked up or made. Raises ProblemsFound."""
    known = known_source(filled.line("link"), title, bench.corpus)
    if known:
        tip = "Propose an event or a correction that quotes it instead."
        raise filled.refuse("title", f"the dossier has this source already: {known.id}", tip)
    link = values.address_of(filled, "link")
    published = values.date_of(filled, "published")
    publisher = filled.line("publisher")
    if not is_name(publisher):
        raise filled.refuse("publisher", "this is no name", "Write the name of the outlet, institute or ministry.")
    return Source(
        id=bench.free_id(Source, title, otherwise="source"),
        title=title,
        publisher=actor_called(publisher, bench, kind="outlet"),
        authors=filled.listed("authors"),
        published=published,
        url=link,
        language=values.language_of(filled, "language"),
        kind=values.chosen(filled, "kind") if filled.get("kind") else "",
    )


def known_source(link: str, title: str, corpus: Corpus) -> Source | None:
    """The source that an address or page names, or that bears the title; None where there is none."""
    if named := record_called(link, Source, corpus):
        assert isinstance(named, Source)
        return named
    for source in corpus.sources.values():
        if link and _bare(link) in [_bare(address) for address in (source.url, source.archived) if address]:
            return source
        if title and fold(title) == fold(source.title) and (not link or not source.url):
            return source
    return None


def _bare(address: str) -> str:
    """An address without what differs between two copies of it: the scheme, “www.”, a slash at its end, a fragment."""
    plain = address.partition("#")[0].casefold()
    return plain.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")


def _event(filled: Filled, corpus: Corpus) -> Entry | None:
    if not filled.get("event"):
        return None
    record = target_of(filled, corpus, "event").record
    if not isinstance(record, Entry):
        raise filled.refuse("event", "this is the page of no event", "Give the address of a page of the timeline.")
    return record


def _body(filled: Filled, passages: tuple[Passage, ...], by: str) -> str:
    parts = [f"Proposed by {values.prose(by)} in a form; nobody has checked it yet. {_KEPT_ELSEWHERE}"]
    if filled.get("why"):
        parts.append(values.prose(filled.get("why")))
    parts += [f"> {values.prose(passage.quote)}" for passage in passages]
    return "\n\n".join(parts)

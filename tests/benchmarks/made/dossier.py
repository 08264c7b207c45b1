"""A large dossier on disk, written with the project's own record writer: `python -m tests.benchmarks.made DIR --entries N`.

Ten thousand entries come with some 40,000 claims, 1,500 actors, 1,000 places, 200 questions and 5,000 articles of 3 KB.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from build_tools.model import Claim, EventType, Record, SetAside, Source, Unnamed
from build_tools.records import emit, layout
from tests.benchmarks.made.cast import Cast, cast_of
from tests.benchmarks.made.events import Told, told_by
from tests.benchmarks.made.words import Drawing

SETTINGS = """\
site_name: What was said in the years of the flood
site_description: A made-up dossier, as large as you like.
docs_dir: content
use_directory_urls: false
hooks: [.claimline/hooks.py]
watch: [seeds]
plugins: []
theme: {name: material}
"""
HOOKS = "from build_tools.hooks import on_config, on_files, on_page_content, on_page_markdown\n"
_HOME = "---\n---\nEverything here is made up.\n"


def write_dossier(root: Path, entries: int, *, seed: int = 7) -> None:
    """A sound dossier of ``entries`` entries in a new folder; the same ``seed`` gives the same bytes."""
    drawing = Drawing(seed)
    cast = cast_of(drawing, actors=max(20, entries * 3 // 20), places=max(12, entries // 10))
    told = told_by(cast, drawing, entries=entries, sources=max(3, entries // 2))
    texts = _texts(drawing, told, {actor.id: actor.name for actor in cast.actors})
    for record in _records(cast, told, texts):
        _write(root / layout.path_for(record), emit.text_of(record))
    for id, text in texts.items():
        _write(root / layout.SEEDS / f"{id}.txt", text)
    _write(root / layout.VOCABULARY, "".join(map(_type, told.types)))
    for path, text in {layout.HOME: _HOME, "mkdocs.yml": SETTINGS, ".claimline/hooks.py": HOOKS}.items():
        _write(root / path, text)


def _records(cast: Cast, told: Told, texts: dict[str, str]) -> Iterable[Record]:
    yield from cast.actors
    yield from cast.places
    yield from told.questions
    yield from told.entries
    yield from (_of_seed(source, texts[source.id]) for source in told.sources)


def _of_seed(source: Source, text: str) -> Source:
    """The source of a text; what nobody says in it was set aside by a curator."""
    left = (
        () if source.id.endswith("7") else tuple(SetAside(one, "background") for one in _sentences_without_claim(text))
    )
    digest = hashlib.sha256(text.encode()).hexdigest()
    return dataclasses.replace(source, seed=f"{source.id}.txt", sha256=digest, set_aside=left)


def _sentences_without_claim(text: str) -> Iterable[str]:
    """The sentences of what frames the claims: the second paragraph behind the title and the last."""
    blocks = text.strip().split("\n\n")
    return (f"{sentence.rstrip('.')}." for block in (blocks[2], blocks[-1]) for sentence in block.split(". "))


def _texts(drawing: Drawing, told: Told, names: dict[str, str]) -> dict[str, str]:
    """The text of each source: its claims as news writes them, between sentences that nobody cites."""
    claims: dict[str, list[Claim]] = defaultdict(list)
    for entry in told.entries:
        for claim in entry.claims:
            claims[claim.source].append(claim)
    return {source.id: _text(drawing, source, claims[source.id], names) for source in told.sources}


def _text(drawing: Drawing, source: Source, claims: list[Claim], names: dict[str, str]) -> str:
    head = [source.title, f"By {source.authors[0]}"]
    told = [_sentences(drawing, claim, names) for claim in claims]
    paragraphs = [" ".join(told[at : at + 3]) for at in range(0, len(told), 3)]
    return "\n\n".join([*head, drawing.prose(4), *paragraphs, drawing.prose(2)]) + "\n"


def _sentences(drawing: Drawing, claim: Claim, names: dict[str, str]) -> str:
    """A claim in a sentence of one of the usual forms, now and then with one about something else behind it."""
    speaker = claim.speaker
    who = speaker.words if isinstance(speaker, Unnamed) else names[speaker] if speaker else ""
    form = drawing.chance.choice(("“{quote},” {who} said.", "According to {who}, {quote}.", "{who} said that {quote}."))
    told = form.format(quote=claim.quote, who=who) if who else f"In the days before, {claim.quote}."
    return f"{told} {drawing.prose(1)}" if drawing.happens(0.4) else told


def _type(kind: EventType) -> str:
    return f"{kind.id}: {{label: {kind.label}}}\n"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")

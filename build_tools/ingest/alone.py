"""One seed, or one article of an original, read alone and compared with nothing. Writes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from build_tools import seeds
from build_tools.dossier import open_dossier, read_seed
from build_tools.extract.propose import Proposal, propose
from build_tools.extract.read import Reading, read
from build_tools.ingest.drafting import source_id
from build_tools.ingest.known import names_of
from build_tools.ingest.told import Told, told_of
from build_tools.model import Capture, Document
from build_tools.originals.article import Article
from build_tools.originals.capture import capture_of
from build_tools.originals.formats import ending_of
from build_tools.originals.read import Original, read_original
from build_tools.problems import Location, Problem, ProblemsFound
from build_tools.records.layout import SEEDS
from build_tools.text.article.published import infer, refused
from build_tools.text.names import fold

_MOST_LISTED = 40


def read_alone(root: Path, seed: Path, *, published: str, latest: date, part: str = "") -> tuple[Reading, Proposal]:
    """One seed's reading and proposal. Of an original the article that ``part`` means: its number, its part or words of
    its title. Raises ProblemsFound; where an original holds several articles and none is named, with a list of them.
    """
    if not seed.is_file():
        raise ProblemsFound([Problem(Location(str(seed)), "not-a-seed", "there is no such file")])
    document, capture = _opened(seed, part)
    corpus = open_dossier(root, with_texts=False).corpus
    all_told = told_of(root, _path_in(root, seed, document), capture)
    told, _ = all_told.for_text(document.text).not_after(latest)
    document = told.on(document)
    stated = published or told.values.get("published", "")
    guess = None if stated else infer(document, latest)
    reading = read(document, known=names_of(corpus), published=stated or (guess.edtf if guess else ""))
    why = guess.why if guess else "" if stated else _not_taken(document, latest)
    reading = replace(reading, published_why=why)
    types = tuple(corpus.types.values())
    proposal = propose(reading, source_id=source_id(document, told.values), event_types=types)
    return reading, replace(proposal, source=replace(proposal.source, **_facts(told)))


def _facts(told: Told) -> dict[str, Any]:
    """What sidecar and original tell that the reading of the text alone does not know."""
    return {key: value for key, value in told.values.items() if key in ("language", "url", "archived", "original")}


def _path_in(root: Path, seed: Path, document: Document) -> str:
    """Where sidecars are looked for: beside the file, if it lies in the dossier."""
    inside = seed.resolve().parent
    folder = inside.relative_to(root.resolve()) if inside.is_relative_to(root.resolve()) else Path(SEEDS)
    return (folder / Path(document.name).name).as_posix()


def _opened(seed: Path, part: str) -> tuple[Document, Capture | None]:
    if not ending_of(seed.name):
        return read_seed(seed), None
    original = read_original(seed.read_bytes(), f"{SEEDS}/{seed.name}")
    article = _meant(original, part, seed)
    name = f"{seed.stem}.txt"
    text = seeds.normalise(article.text.encode(), original.name)
    capture = capture_of(original, article, seed=name, sha256=hashlib.sha256(text.encode()).hexdigest())
    return seeds.read_document(text, f"{SEEDS}/{name}"), capture


def _meant(original: Original, part: str, seed: Path) -> Article:
    every = original.articles
    if not part and len(every) == 1:
        return every[0]
    found = list(_named(every, part)) if part else []
    if len(found) == 1:
        return found[0]
    which = f", of which “{part}” means {len(found) or 'none'}" if part else ""
    message = f"it holds {len(every)} article{'s' if len(every) > 1 else ''}{which}"
    tip = f"Say which with --part: a number, or words of a title. {'; '.join(_listed(every))}."
    raise ProblemsFound([Problem(Location(str(seed)), "which-article", message, tip)])


def _named(every: Sequence[Article], part: str) -> Iterable[Article]:
    if part.isdecimal() and 1 <= int(part) <= len(every):
        return [every[int(part) - 1]]
    exact = [one for one in every if part in (one.part, one.title)]
    return exact or [one for one in every if fold(part) and fold(part) in fold(one.title)]


def _listed(every: Sequence[Article]) -> Iterable[str]:
    for number, one in enumerate(every[:_MOST_LISTED], 1):
        yield f"{number}: “{(one.title or one.part)[:80]}”"
    if len(every) > _MOST_LISTED:
        yield f"and {len(every) - _MOST_LISTED} more"


def _not_taken(document: Document, latest: date) -> str:
    _, written = refused(document, latest)
    return f"the date “{written}” that the text carries is later than today" if written else ""

"""``annotations.jsonld``: every claim as an annotation of its source, in one collection with one page.

W3C Web Annotation Data Model and Vocabulary (Recommendations of 23 February 2017), JSON-LD 1.1. Positions are half-open,
in code points of the source's normalised text (LF, NFC, no BOM, no-break space as space): the copy that the target's
state names by its hash, which is what the offsets count in also where ``source`` is an address on the web. The second
body is the claim as recorded; ``creator`` is who proposed the record, never who spoke.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from build_tools.exports.entry_sheet import EntrySheet
from build_tools.exports.identity import unpublished_base
from build_tools.exports.json_lines import line
from build_tools.exports.objects import words_before
from build_tools.exports.pieces import Format, Layout, Piece, Run
from build_tools.exports.telling import Telling, ToldClaim, ToldEntry
from build_tools.exports.voice import in_words
from build_tools.iris import SOFTWARE, Names, compact, names_of
from build_tools.licence import licence_of
from build_tools.model import Actor, Claim, Entry, Question, Source, Unnamed
from build_tools.sparse import Json, if_any
from build_tools.text.instants import in_utc

PATH = "data/annotations.jsonld"
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_STRAND = "annotations"
_TERMS = Path(__file__).parent.parent / "annotation_terms.json"


class Writer(Format):
    """A strand of annotations, each on a line of its own."""

    def __init__(self, telling: Telling) -> None:
        super().__init__(telling)
        self._names = names_of(telling.site.url or unpublished_base(telling.site))

    def of_entry(self, sheet: EntrySheet) -> Iterator[Piece]:
        """The claims of an entry."""
        recorded = self._recorded(sheet.told)
        yield _STRAND, b",\n".join(line(self._annotation(one, recorded)) for one in sheet.told.claims)

    def layouts(self) -> Iterator[Layout]:
        """The file: one annotation on each line."""
        head, parts = line(self._collection())[:-1], Run((_STRAND,), b",\n")
        if not self.telling.corpus.claims:
            yield Layout(PATH, (head + b"}\n",))
        else:
            page = line(self._page())[:-1]
            yield Layout(PATH, (head + b',\n"first": ' + page + b', "items": [\n', parts, b"\n]}}\n"))

    def _collection(self) -> Json:
        site = self.telling.site
        return {
            "@context": [CONTEXT, _context(self._names)],
            "id": self._names.at(PATH),
            "type": "AnnotationCollection",
            "label": f"{site.name}: claims" if site.name else "Claims",
            **if_any("rights", licence_of(site.rights).address),
            "generator": {"id": SOFTWARE, "type": "Software", "name": "Claimline"},
            "total": len(self.telling.corpus.claims),
        }

    def _page(self) -> Json:
        here = self._names.at(PATH)
        return {"id": f"{here}#page-1", "type": "AnnotationPage", "partOf": here, "startIndex": 0}

    def _annotation(self, told: ToldClaim, recorded: Json) -> Json:
        entry = told.entry
        address, _, anchor = told.address.partition("#")
        return {
            "id": self._names.at(f"{address}#annotation-{anchor.removeprefix('claim-')}"),
            "type": "Annotation",
            "motivation": "describing",
            **recorded,
            **if_any("creator", [{"type": "Person", "name": str(one)} for one in entry.proposed_by]),
            "body": [self._sentence(told), self._claim(told)],
            "target": self._target(told),
        }

    def _recorded(self, told: ToldEntry) -> Json:
        """When the record was made and last changed, where Git knows the instant."""
        instants = [in_utc(change.at) for change in told.changes]
        first = instants[-1] if instants and self.telling.history.complete else ""
        return {**if_any("created", first), **if_any("modified", instants[0] if instants else "")}

    def _sentence(self, told: ToldClaim) -> Json:
        """For tools that show the words of an annotation and nothing else."""
        words = in_words(told, self.telling.corpus)
        return {
            "type": "TextualBody",
            "purpose": "describing",
            "format": "text/plain",
            "language": "en",
            "value": words,
        }

    def _claim(self, told: ToldClaim) -> Json:
        """The claim as recorded. What a claim does not say has no key."""
        claim, entry = told.claim, told.entry
        return {
            "id": self._names.at(told.address),
            "type": "Claim",
            "entry": compact(Entry, entry.id),
            "status": entry.status,
            **({"sensitivity": entry.sensitivity} if entry.sensitivity != "none" else {}),
            "source": compact(Source, claim.source),
            **if_any("speaker", _speaker(claim)),
            **if_any("via", [compact(Actor, one) for one in claim.via]),
            "stance": claim.stance,
            **if_any("said", claim.said),
            **if_any("when", claim.when),
            **if_any("medium", claim.medium),
            **if_any("quantities", list(_quantities(claim))),
            **if_any("answers", [_answer(question, answer) for question, answer in told.answers.items()]),
            **if_any("after", str(words_before(told, self.telling.corpus))),
            **if_any("note", claim.note),
            **if_any("lang", claim.lang),
            **if_any("translation", _translation(claim)),
            **if_any("reviewedBy", [str(one) for one in entry.reviewed_by]),
        }

    def _target(self, told: ToldClaim) -> Json:
        source = told.source
        cited = self._names.publication(source) if source else compact(Source, told.claim.source)
        text = self._names.text(source) if source else ""
        return {
            "type": "SpecificResource",
            "source": cited,
            **if_any("state", {"type": "TimeState", "cached": text} if text and text != cited else None),
            "selector": list(_selectors(told)),
        }


def _context(names: Names) -> Json:
    """The prefixes of this dossier, and what the keys of a recorded claim mean."""
    return {**names.prefixes, **json.loads(_TERMS.read_text(encoding="utf-8"))}


def _selectors(told: ToldClaim) -> Iterable[Json]:
    around = {**if_any("prefix", told.prefix), **if_any("suffix", told.suffix)}
    yield {"type": "TextQuoteSelector", "exact": told.claim.quote, **around}
    if told.found.outcome == "exact":
        yield {"type": "TextPositionSelector", "start": told.found.start, "end": told.found.end}


def _speaker(claim: Claim) -> Json | str:
    if not isinstance(claim.speaker, Unnamed):
        return compact(Actor, claim.speaker) if claim.speaker else ""
    within = claim.speaker.within
    return {"unnamed": claim.speaker.words, **if_any("within", compact(Actor, within) if within else "")}


def _quantities(claim: Claim) -> Iterator[Json]:
    for one in claim.quantities:
        yield {"written": one.written, "value": one.value, **if_any("unit", one.unit), **if_any("of", one.of)}


def _answer(question: str, answer: str) -> Json:
    return {"question": compact(Question, question), "answer": answer}


def _translation(claim: Claim) -> Json | None:
    return {"text": claim.translation.text, "by": claim.translation.by} if claim.translation else None

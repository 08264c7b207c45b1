"""The JSON Schemas of records with the ids and the vocabulary of a dossier in them, for editors and other programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from build_tools.corpus import Corpus
from build_tools.model import Question
from build_tools.records.json_schema import Names, schemas

FOLDER = "schemas"
_VALUES: Mapping[str, Sequence[str]] = {"yes-no": ("yes", "no")}


def files(corpus: Corpus, *, with_drafts: bool = False, rules: Sequence[str] = ()) -> Mapping[str, bytes]:
    """Every schema by its path on the site. Without drafts it holds only what may be published; ``rules``: their codes."""
    made = schemas(_names(corpus, {**corpus.questions, **(corpus.drafted_questions if with_drafts else {})}, rules))
    return {f"{FOLDER}/{name}": text.encode() for name, text in made.items()}


def _names(corpus: Corpus, questions: Mapping[str, Question], rules: Sequence[str]) -> Names:
    ids = {
        "actors": list(corpus.actors),
        "places": list(corpus.places),
        "sources": list(corpus.sources),
        "timeline": list(corpus.entries),
        "questions": list(questions),
        "types": list(corpus.types),
    }
    return Names(ids, {id: (one.title, _values(one, ids["places"])) for id, one in questions.items()}, rules)


def _values(question: Question, places: Sequence[str]) -> Sequence[str]:
    if question.kind == "choice":
        return question.options
    return places if question.kind == "place" else _VALUES.get(question.kind, ())

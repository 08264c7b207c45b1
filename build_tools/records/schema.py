"""The keys of every kind of record (DESIGN.md § 3)."""

from __future__ import annotations

from collections.abc import Mapping

from build_tools import model
from build_tools.records import codebooks
from build_tools.records.readers import (
    Key,
    ListOf,
    Many,
    Shape,
    WordOr,
    latitude_and_longitude,
    one_of,
    only_text,
    text,
    texts,
    words_by_key,
)

UNNAMED = Shape("an unnamed speaker", model.Unnamed, {"unnamed": Key(text, True, "words"), "within": Key(text)})
QUANTITY = only_text(model.Quantity, "a quantity", "written value", "unit of")
TRANSLATION = only_text(model.Translation, "a translation", "text by")
SET_ASIDE = only_text(model.SetAside, "an item of set_aside", "quote reason", "after")
ALIAS = only_text(model.Alias, "an alias", "name", "lang note")
ROLE = Shape(
    "a role",
    model.Role,
    {"title": Key(text, True), "of": Key(text), "as_of": Key(text), "from": Key(text, attribute="since")}
    | {"until": Key(text)},
)
_ALIASES = Key(ListOf(WordOr(ALIAS, model.Alias)))
WAIVER = only_text(model.Waiver, "a waiver", "rule reason date", "about")
_OF_EVERY_RECORD = {"was": Key(texts), "waivers": Key(Many(WAIVER))}

CLAIM = Shape(
    "a claim",
    model.Claim,
    {
        "quote": Key(text, required=True),
        "source": Key(text, required=True),
        "speaker": Key(WordOr(UNNAMED, lambda word: word)),
        "via": Key(texts),
        "stance": Key(one_of(*model.STANCES)),
        "said": Key(text),
        "when": Key(text),
        "medium": Key(text),
        "quantities": Key(Many(QUANTITY)),
        "answers": Key(words_by_key),
        "after": Key(text),
        "note": Key(text),
        "lang": Key(text),
        "translation": Key(TRANSLATION.read),
    },
)
ENTRY = Shape(
    "an entry",
    model.Entry,
    {
        "title": Key(text, required=True),
        "date": Key(text, required=True),
        "type": Key(text, required=True),
        "places": Key(texts),
        "actors": Key(texts),
        "status": Key(one_of(*model.STATUSES), required=True),
        "sensitivity": Key(one_of(*model.SENSITIVITIES)),
        "proposed_by": Key(texts),
        "reviewed_by": Key(texts),
        "see_also": Key(texts),
        "claims": Key(Many(CLAIM)),
    }
    | _OF_EVERY_RECORD,
)
SOURCE = Shape(
    "a source",
    model.Source,
    {
        "title": Key(text, required=True),
        "publisher": Key(text),
        "authors": Key(texts),
        "published": Key(text),
        "retrieved": Key(text),
        "url": Key(text),
        "archived": Key(text),
        "language": Key(text),
        "kind": Key(text),
        "seed": Key(text),
        "original": Key(text),
        "sha256": Key(text),
        "rights": Key(one_of(*model.RIGHTS)),
        "reliability": Key(one_of(*"ABCDEF")),
        "graded_by": Key(text),
        "republishes": Key(text),
        "updates": Key(text),
        "not_same": Key(texts),
        "set_aside": Key(Many(SET_ASIDE)),
    }
    | _OF_EVERY_RECORD,
)
ACTOR = Shape(
    "an actor",
    model.Actor,
    {
        "name": Key(text, required=True),
        "kind": Key(one_of(*model.ACTOR_KINDS), required=True),
        "aliases": _ALIASES,
        "roles": Key(Many(ROLE)),
        "part_of": Key(text),
        "country": Key(text),
        "links": Key(words_by_key),
        "not_same": Key(texts),
    }
    | _OF_EVERY_RECORD,
)
PLACE = Shape(
    "a place",
    model.Place,
    {
        "name": Key(text, required=True),
        "kind": Key(text, required=True),
        "aliases": _ALIASES,
        "within": Key(text),
        "coordinates": Key(latitude_and_longitude),
        "coordinates_from": Key(text),
        "precision": Key(one_of(*model.PRECISIONS)),
        "links": Key(words_by_key),
        "not_same": Key(texts),
    }
    | _OF_EVERY_RECORD,
)
QUESTION = Shape(
    "a question",
    model.Question,
    {
        "title": Key(text, required=True),
        "kind": Key(one_of(*model.QUESTION_KINDS), required=True),
        "unit": Key(text),
        "scope": Key(text),
        "tolerance": Key(text),
        "options": Key(texts),
        "deaths_of": Key(text),
        "status": Key(one_of(*model.QUESTION_STATUSES)),
    }
    | _OF_EVERY_RECORD,
)
HOME = Shape(
    "the home page",
    lambda title="", **given: model.Record(**given),
    {"title": Key(text), "waivers": Key(Many(WAIVER))},
)
EVENT_TYPE = Shape(
    "an event type",
    model.EventType,
    {"label": Key(text, required=True), "description": Key(text)}
    | {"acled": Key(one_of(*codebooks.acled())), "ucdp": Key(one_of(*codebooks.ucdp()))},
)

SHAPES: Mapping[type[model.Record], Shape] = {
    model.Entry: ENTRY,
    model.Source: SOURCE,
    model.Actor: ACTOR,
    model.Place: PLACE,
    model.Question: QUESTION,
}

"""The text of a new record: what is given, and every other key as a comment that says what it is for. Pure.

Nothing is put where readers would see it: the prose below stays empty, and what it is for stands in the last comment.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from build_tools.records import readers
from build_tools.records.emit import Plain, as_yaml
from build_tools.records.key_words import SHAPES, key_words
from build_tools.records.readers import Key, ListOf, Many, OneOf

_WIDTH = 110
# Written by commands, or by a reviewer later.
_LATER = frozenset(
    {"was", "waivers", "reviewed_by", "proposed_by", "sha256", "set_aside", "claims", "after", "translation"}
)
_EXAMPLES: Mapping[str, str] = {
    "links": "{wikidata: Q…}",
    "coordinates": "[51.73, 36.18]",
    "roles": '[{title: …, of: …, as_of: "2024-11-06"}]',
    "aliases": "[…, {name: …, lang: uk, note: …}]",
    "quantities": '[{written: …, value: "12000", unit: people, of: …}]',
    "answers": "{question: …}",
    "speaker": "…",
}
_BODY = {
    "entry": "Below the next line: what is known, in your own words, and no more than the claims bear.",
    "actor": "Below the next line: who this is, in your own words, and where you know it from.",
    "place": "Below the next line: what and where it is, in your own words, and where you know it from.",
    "source": "Below the next line: what the record owes to something else than the text, such as its date.",
    "question": "Below the next line: your assessment: what the answers come to, and what none of them says.",
}


def skeleton(shape: str, given: Mapping[str, Plain], *, choices: Mapping[str, str] | None = None) -> str:
    """The whole file of a new record of a kind. ``choices``: by key, what may stand there in this dossier."""
    lines = [*_keys(shape, given, choices or {}), *_comment(_BODY[shape])]
    return "---\n" + "".join(f"{line}\n" for line in lines) + "---\n"


def _keys(shape: str, given: Mapping[str, Plain], choices: Mapping[str, str]) -> Iterator[str]:
    for name, key in SHAPES[shape].keys.items():
        if name == "claims":
            yield from _claims(given.get(name, ()), choices)
        elif name in given:
            yield from _comment(_says(shape, name, choices))
            yield from as_yaml({name: given[name]}).splitlines()
        elif name not in _LATER:
            yield from _comment(_says(shape, name, choices))
            yield f"# {name}: {_example(name, key)}"


def _claims(claims: Any, choices: Mapping[str, str]) -> Iterator[str]:
    yield from _comment(_says("entry", "claims", choices))
    yield "claims:"
    for claim in claims:
        lines = list(_keys("claim", claim, choices))
        first = next(number for number, line in enumerate(lines) if not line.startswith("#"))
        yield from (f"  {line}" for line in lines[:first])
        yield f"  - {lines[first]}"
        yield from (f"    {line}" for line in lines[first + 1 :])


def _says(shape: str, key: str, choices: Mapping[str, str]) -> str:
    words = key_words()[shape, key].says
    return f"{words} One of: {choices[key]}." if key in choices else words


def _comment(words: str) -> Iterator[str]:
    return (f"# {line}" for line in textwrap.wrap(words, _WIDTH, break_long_words=False, break_on_hyphens=False))


def _example(name: str, key: Key) -> str:
    if name in _EXAMPLES:
        return _EXAMPLES[name]
    if isinstance(key.read, OneOf):
        return key.read.options[0]
    if isinstance(key.read, Many | ListOf) or key.read is readers.texts:
        return "[…]"
    return "…"

"""Corpus → the files of the search index, and the scripts and style that use them.

A first search loads the manifest, one or two files of words for each word typed, and the cards of what it shows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from build_tools.agreement import Agreement
from build_tools.corpus import Corpus
from build_tools.search import dates, words
from build_tools.search.card_files import card_files
from build_tools.search.cards import DateInWords
from build_tools.search.collect import searchables
from build_tools.search.facets import columns
from build_tools.search.inverted import invert
from build_tools.search.names import Names
from build_tools.search.storage import FOLDER, script
from build_tools.search.things import KINDS, UNNAMED
from build_tools.search.word_files import beginning_files, pair_files, vocabulary_files, word_files

_SCRIPTS = Path(__file__).with_name("scripts")

Label = Callable[[str], str]


@lru_cache(maxsize=1)
def assets() -> Mapping[str, bytes]:
    """What every page links (``search.js``, ``search.css``), and what is loaded on first use."""
    files = {FOLDER + name: _joined(parts) for name, parts in _script_order()}
    return {**files, FOLDER + "search.css": Path(__file__).with_name("search.css").read_bytes()}


def _script_order() -> Iterable[tuple[str, list[str]]]:
    lines = (_SCRIPTS / "order.txt").read_text(encoding="utf-8").splitlines()
    named = (line.partition(":") for line in lines if line and not line.startswith("#"))
    return ((name, parts.split()) for name, _, parts in named)


def _joined(parts: Iterable[str]) -> bytes:
    """Several scripts as one that leaves no name behind."""
    texts = ((_SCRIPTS / f"{part}.js").read_text(encoding="utf-8") for part in parts)
    return ('(() => {\n"use strict";\n\n' + "\n".join(texts) + "})();\n").encode()


def _label(sign: str) -> str:
    return sign.replace("-", " ").capitalize()


def index_files(
    corpus: Corpus,
    *,
    date_in_words: DateInWords = str,
    label: Label = _label,
    agreement: Agreement | None = None,
) -> Mapping[str, bytes]:
    """The index as files by path under ``assets/search/``; the same corpus gives the same bytes.

    ``date_in_words`` renders the EDTF dates that results show, ``label`` the stances, states and statuses.
    """
    things = searchables(corpus, date_in_words, agreement=agreement)
    inverted = invert(things)
    parts: dict[str, object] = {}
    manifest = {
        "kinds": [[kind, sum(thing.kind == kind for thing in things)] for kind in KINDS],
        "words": word_files(inverted, parts),
        "vocabulary": vocabulary_files("v", inverted, parts, backwards=False),
        "tails": vocabulary_files("r", inverted, parts, backwards=True),
        "buckets": len(inverted.pairs),
        "pairs": pair_files(inverted, parts),
        "cards": card_files(things, parts),
        "starts": beginning_files(inverted, things, parts),
        "labels": {sign: label(sign) for sign in sorted({sign for thing in things for sign in thing.traits.signs})},
        "months": dates.MONTHS,
        "fold": words.folding_table(),
        "stop": list(words.stop_words()),
        "suffixes": words.suffixes(),
    }
    names = Names(corpus)
    parts["facets"] = columns(
        things, speaker=lambda id: "Unnamed speakers" if id == UNNAMED else names.actor(id), source=names.source
    )
    return _with_digest(parts, manifest)


def _with_digest(parts: Mapping[str, object], manifest: Mapping[str, object]) -> dict[str, bytes]:
    """Other bytes, other address: a page left open over a deployment never mixes two states of the index."""
    files = {f"{FOLDER}{key}.js": script(key, data) for key, data in parts.items()}
    digest = hashlib.sha256(b"".join(files[name] for name in sorted(files))).hexdigest()[:12]
    return {**files, f"{FOLDER}manifest.js": script("manifest", {**manifest, "digest": digest})}

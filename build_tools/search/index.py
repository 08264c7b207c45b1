"""Corpus → the files of the search index, and the scripts and style that use them.

A first search loads the manifest, one or two files of words for each word typed, and the cards of what it shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from build_tools.agreement import Agreement
from build_tools.corpus import Corpus
from build_tools.search.cards import DateInWords
from build_tools.search.shelf import Label, Shelf
from build_tools.search.state import State
from build_tools.search.storage import FOLDER
from build_tools.search.whole import whole

_SCRIPTS = Path(__file__).with_name("scripts")


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
) -> Iterator[tuple[str, bytes]]:
    """The index as files by path under ``assets/search/``, one after the other; the same corpus gives the same bytes.

    ``date_in_words`` renders the EDTF dates that results show, ``label`` the stances, states and statuses.
    """
    shelf = Shelf(corpus, agreement or Agreement(corpus), date_in_words, label)
    return whole(shelf, State(), shelf.read)

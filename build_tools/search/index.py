"""Corpus → the files of the search index, and the script and style that use them.

A first search loads the manifest, one or two files of words for each word typed, and the cards of what it shows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from itertools import accumulate
from pathlib import Path

from build_tools.corpus import Corpus
from build_tools.search import words
from build_tools.search.fields import KINDS, Card, DateInWords, Searchable, searchables
from build_tools.search.inverted import Inverted, beginnings, invert
from build_tools.search.storage import FOLDER, browser_order, cut, encode, script

WORDS_FILE, VOCABULARY_FILE, PAIRS_FILE, CARDS_FILE = 40_000, 24_000, 32_000, 8_000  # letters, about
BEGINNINGS_EACH = 6  # of each kind, for one or two letters typed
_ASSETS = ("search.js", "engine.js", "search.css")


def assets() -> Mapping[str, bytes]:
    """The script and style every page links (``search.js``, ``search.css``), and the engine loaded on first use."""
    return {FOLDER + name: Path(__file__).with_name(name).read_bytes() for name in _ASSETS}


def index_files(corpus: Corpus, *, date_in_words: DateInWords = str) -> Mapping[str, bytes]:
    """The index as files by path under ``assets/search/``; the same corpus gives the same bytes.

    ``date_in_words`` renders the EDTF dates that results show.
    """
    things = searchables(corpus, date_in_words)
    inverted = invert(things)
    parts: dict[str, object] = {}
    manifest = {
        "kinds": [[kind, sum(thing.kind == kind for thing in things)] for kind in KINDS],
        "words": _store_words(inverted, parts),
        "vocabulary": _store_vocabulary(inverted, parts, "v", backwards=False),
        "tails": _store_vocabulary(inverted, parts, "r", backwards=True),
        "buckets": len(inverted.pairs),
        "pairs": _store_pairs(inverted, parts),
        "cards": _store_cards(things, parts),
        "fold": words.folding_table(),
        "stop": list(words.stop_words()),
        "suffixes": words.suffixes(),
    }
    parts["h"] = _beginnings(inverted, things)
    files = {f"{FOLDER}{key}.js": script(key, data) for key, data in parts.items()}
    # Other bytes, other address: a page left open over a deployment never mixes two states of the index.
    digest = hashlib.sha256(b"".join(files[name] for name in sorted(files))).hexdigest()[:12]
    files[f"{FOLDER}manifest.js"] = script("manifest", {**manifest, "digest": digest})
    return files


def _store_words(inverted: Inverted, parts: dict[str, object]) -> list[str]:
    """Files of words with their places; returns the first word of each."""
    listed = [(word, _places(inverted, word)) for word in sorted(inverted.words, key=browser_order)]
    firsts = []
    for number, group in enumerate(cut(listed, WORDS_FILE, weigh=lambda pair: len(pair[0]) + len(pair[1]) + 4)):
        firsts.append(group[0][0])
        parts[f"w{number}"] = [" ".join(word for word, _ in group), [places for _, places in group]]
    return firsts


def _places(inverted: Inverted, word: str) -> str:
    return " ".join(encode(numbers) for numbers in inverted.words[word]).rstrip()


def _store_vocabulary(inverted: Inverted, parts: dict[str, object], key: str, *, backwards: bool) -> list[str]:
    """Words alone, to find what a mistyped one may stand for: by their beginnings, or backwards by their ends.

    With each, how often it is found: the whole logarithm to base 2 of the number of places, as one digit.
    """
    spelt = {(word[::-1] if backwards else word): word for word in inverted.words if not word.isdigit()}
    listed = [(text, _often(inverted, spelt[text])) for text in sorted(spelt, key=browser_order)]
    firsts = []
    for number, group in enumerate(cut(listed, VOCABULARY_FILE, weigh=lambda pair: len(pair[0]) + 2)):
        firsts.append(group[0][0])
        parts[f"{key}{number}"] = [" ".join(text for text, _ in group), "".join(often for _, often in group)]
    return firsts


def _often(inverted: Inverted, word: str) -> str:
    return str(min(9, sum(map(len, inverted.words[word])).bit_length() - 1))


def _store_pairs(inverted: Inverted, parts: dict[str, object]) -> list[int]:
    """Files of word-pair buckets; returns the number of the first bucket of each."""
    groups = list(cut([encode(bucket) for bucket in inverted.pairs], PAIRS_FILE, weigh=lambda text: len(text) + 3))
    parts.update({f"p{number}": group for number, group in enumerate(groups)})
    return _starts(groups)


def _store_cards(things: Sequence[Searchable], parts: dict[str, object]) -> list[int]:
    """Files of cards; returns the number of the first thing of each."""
    groups = list(cut([_card(thing.card) for thing in things], CARDS_FILE, weigh=lambda card: len(str(card))))
    parts.update({f"c{number}": group for number, group in enumerate(groups)})
    return _starts(groups)


def _starts(groups: Sequence[Sequence[object]]) -> list[int]:
    return list(accumulate((len(group) for group in groups[:-1]), initial=0))


def _card(card: Card) -> Sequence[object]:
    """The card as a list without the empty rest."""
    cells = [card.address, card.title, [part for part in card.about if part], card.text, list(card.also), card.lang]
    while not cells[-1]:
        cells.pop()
    return cells


def _beginnings(inverted: Inverted, things: Sequence[Searchable]) -> dict[str, str]:
    kinds = [thing.kind for thing in things]
    found = beginnings(inverted, kinds, most=BEGINNINGS_EACH)
    return {start: encode(numbers) for start, numbers in found.items()}

"""What known names cost: one pass over a text with 10, 1,000 and 10,000 aliases, beside one regex of them all.

Text and names are made up. Prints figures; holds only that a thousand times the aliases do not make the pass slow.
Run it alone: ``.venv/bin/python -m pytest -s tests/benchmarks/bench_names.py``
"""

from __future__ import annotations

import itertools
import random
import re
import time
from collections.abc import Callable

from build_tools.extract.names.find import find_names
from build_tools.extract.names.lexicon import Lexicon
from build_tools.extract.reading import KnownName
from build_tools.seeds import normalise, read_document

_STARTS = ("Ar", "Bel", "Cor", "Dun", "Es", "Far", "Gor", "Hal", "Il", "Jor", "Kel", "Lom", "Mer", "Nor", "Os", "Per")
_MIDDLES = ("a", "e", "i", "o", "an", "en", "in", "on", "ar", "er", "ir", "or")
_ENDS = ("vik", "mund", "tova", "shire", "dale", "gard", "lund", "nez", "wala", "moto", "sson", "berg")
_WORDS = "the talks on water and bread went on for a week while people in the north waited for news of the road".split()
_LETTERS = 300_000


def _names(count: int) -> list[str]:
    parts = ["".join(part) for part in itertools.product(_STARTS, _MIDDLES, _ENDS)]
    choice = random.Random(1)
    return [f"{choice.choice(parts)} {parts[at % len(parts)]}{'' if at < len(parts) else 'a'}" for at in range(count)]


def _text(names: list[str]) -> str:
    choice = random.Random(2)
    lines, size = [], 0
    while size < _LETTERS:
        words = [*choice.choices(_WORDS, k=14), choice.choice(names), *choice.choices(_WORDS, k=6)]
        lines.append(f"Then {' '.join(words)}.")
        size += len(lines[-1]) + 1
    return "\n\n".join(lines)


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def test_ten_thousand_aliases_cost_about_as_much_as_ten() -> None:
    text = _text(_names(10_000))
    took = {}
    print(f"\n{len(text) / 1e6:.1f} MB of text\naliases    lexicon          one regex of them all")
    for count in (10, 1_000, 10_000):
        names = _names(count)
        lexicon = Lexicon([KnownName(f"n{at}", "person", (name,)) for at, name in enumerate(names)])
        pattern = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in sorted(set(names), key=len, reverse=True)))
        took[count] = _seconds(lambda lexicon=lexicon: list(lexicon.find(text)))  # type: ignore[misc]
        part = text[: len(text) // (1 if count < 1_000 else 20)]  # the regex tries every alias at every letter
        regex = _seconds(lambda pattern=pattern, part=part: list(pattern.finditer(part))) / len(part)  # type: ignore[misc]
        print(f"{count:7,}  {len(text) / 1e6 / took[count]:6.1f} MB/s   {1 / 1e6 / regex:10.3f} MB/s")
    assert took[10_000] < 6 * took[10]  # every alias of the text is found, and it holds a hit in every sentence


def test_the_whole_pass_grows_with_the_text() -> None:
    text = _text(_names(500))
    took = []
    find_names(read_document(normalise(b"Anna Bell left Kano.", "made-up.txt"), "made-up.txt"), ())  # loads the tables
    for share in (4, 2, 1):
        document = read_document(normalise(text[: len(text) // share].encode(), "made-up.txt"), "made-up.txt")
        took.append(_seconds(lambda document=document: find_names(document, ())) / len(document.text))  # type: ignore[misc]
        print(f"\nnames in {len(document.text) / 1e6:.2f} MB: {1 / 1e6 / took[-1]:.2f} MB/s", end="")
    assert took[-1] < 3 * took[0]

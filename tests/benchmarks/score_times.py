"""Scores the reader's times against a local TIMEX3 corpus (TempEval-3, Task A): `score_times.py FOLDER [--errors]`.

Relaxed: the spans share a letter; strict: they are the same; value and type: right among the relaxed pairs, counted
over all of both sides. The date of publication is given; only <TEXT> counts. The folders below FOLDER are corpora; an
article that two of them hold counts once.
"""

from __future__ import annotations

import argparse
import html
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from build_tools import seeds
from build_tools.extract.read import read

_DCT = re.compile(r'<DCT>[^<]*<TIMEX3[^>]*\bvalue="([^"]*)"')
_TEXT = re.compile(r"<TEXT>(.*)</TEXT>", re.DOTALL)
_TAG = re.compile(r"<(/?)(\w+)([^>]*)>")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
MEASURES = ("relaxed", "strict", "value", "type")


@dataclass(frozen=True, slots=True)
class Timex:
    """An expression of either side: half-open offsets in the normalised text, TIMEX3 type and value."""

    start: int
    end: int
    type: str
    value: str


@dataclass(frozen=True, slots=True)
class Article:
    """One .tml file: the normalised text of <TEXT>, the day of publication, what the annotators marked."""

    name: str
    text: str
    published: str
    gold: tuple[Timex, ...]


def load(path: Path) -> Article | None:
    """The article, or None where it has no text."""
    markup = path.read_text(encoding="utf-8")
    body, dct = _TEXT.search(markup), _DCT.search(markup)
    if not body:
        return None
    raw, marked = _untagged(body[1])
    text = seeds.normalise(raw.encode(), path.name)
    gold = tuple(Timex(_moved(raw, start), _moved(raw, end), kind, value) for start, end, kind, value in marked)
    return Article(path.stem, text, dct[1][:10] if dct else "", gold)


def _untagged(markup: str) -> tuple[str, list[tuple[int, int, str, str]]]:
    text, marked, opened, last = "", [], [], 0
    for tag in _TAG.finditer(markup):
        text, last = text + html.unescape(markup[last : tag.start()]), tag.end()
        if tag[2] != "TIMEX3":
            continue
        if not tag[1]:
            opened.append((len(text), dict(_ATTRIBUTE.findall(tag[3]))))
        elif opened:
            start, given = opened.pop()
            if len(text) > start:
                marked.append((start, len(text), given.get("type", ""), given.get("value", "")))
    return text + html.unescape(markup[last:]), sorted(marked)


def _moved(raw: str, offset: int) -> int:
    """The offset in the text as the importer normalises it."""
    before = raw[:offset]
    return len(seeds.normalise(before.encode(), "x")) if before.strip() else offset


def found_in(article: Article) -> tuple[Timex, ...]:
    """What the reader finds, on the way that `claimline annotate --published DATE` goes."""
    reading = read(seeds.read_document(article.text, article.name), published=article.published)
    return tuple(Timex(time.start, time.end, time.type, time.value) for time in reading.times)


def paired(gold: tuple[Timex, ...], found: tuple[Timex, ...]) -> Iterator[tuple[Timex | None, Timex | None]]:
    """Gold beside found, each used once; the same span first, then any overlap; what is left stands alone."""
    rest, pairs = list(found), {}
    for exact in (True, False):
        for one in gold:
            if one in pairs:
                continue
            match = next((other for other in rest if _fits(one, other, exact=exact)), None)
            if match:
                pairs[one] = match
                rest.remove(match)
    yield from ((one, pairs.get(one)) for one in gold)
    yield from ((None, other) for other in rest)


def _fits(one: Timex, other: Timex, *, exact: bool) -> bool:
    if exact:
        return (one.start, one.end) == (other.start, other.end)
    return one.start < other.end and other.start < one.end


def count(pairs: list[tuple[Timex | None, Timex | None]]) -> Counter[str]:
    """How many there are on each side, and how many are right by each measure."""
    counts: Counter[str] = Counter()
    for one, other in pairs:
        counts["gold"] += one is not None
        counts["found"] += other is not None
        if one and other:
            counts["relaxed"] += 1
            counts["strict"] += _fits(one, other, exact=True)
            counts["value"] += one.value == other.value
            counts["type"] += one.type == other.type
    return counts


def table(counts: Counter[str]) -> Iterator[str]:
    """A line per measure: precision, recall, F1 in per cent."""
    for measure in MEASURES:
        right = counts[measure]
        precision, recall = right / max(counts["found"], 1), right / max(counts["gold"], 1)
        f1 = 2 * right / max(counts["found"] + counts["gold"], 1)
        yield f"  {measure:8} P {100 * precision:5.1f}  R {100 * recall:5.1f}  F1 {100 * f1:5.1f}"


def errors(article: Article, pairs: list[tuple[Timex | None, Timex | None]]) -> Iterator[str]:
    """A line per error, its class first, with the words around it."""
    for one, other in pairs:
        kind = _error(one, other)
        if kind:
            place = one or other
            assert place
            shown = [f"{side.type} {side.value} “{article.text[side.start : side.end]}”" if side else "—"
                     for side in (one, other)]  # fmt: skip
            context = article.text[max(0, place.start - 70) : place.end + 50]
            line = f"{kind}\t{shown[0]}\t{shown[1]}\t{article.name} {article.published[:10]}\t…{context}…"
            yield re.sub(r"[ \n]+", " ", line)


def _error(one: Timex | None, other: Timex | None) -> str:
    if one and other:
        wrong = [name for name, differs in (("span", not _fits(one, other, exact=True)),
                                            ("value", one.value != other.value), ("type", one.type != other.type))
                 if differs]  # fmt: skip
        return "+".join(wrong)
    return "missed" if one else "spurious"


def main() -> None:
    """Print the tables of each corpus and of all together; with --errors first the list of errors."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path, help="a local folder of .tml files, read with all folders below it")
    arguments.add_argument("--errors", action="store_true", help="list misses, spurious ones, wrong spans and values")
    chosen = arguments.parse_args()
    totals: dict[str, Counter[str]] = defaultdict(Counter)
    seen: set[str] = set()
    for path in sorted(chosen.folder.rglob("*.tml")):
        article = load(path) if path.name not in seen else None
        seen.add(path.name)
        if article:
            pairs = list(paired(article.gold, found_in(article)))
            totals[path.parent.name].update(count(pairs))
            if chosen.errors:
                print(*errors(article, pairs), sep="\n", end="\n")
    if len(totals) > 1:
        totals["all"] = sum(totals.values(), Counter())
    for corpus, counts in totals.items():
        print(f"{corpus}: {counts['gold']} marked, {counts['found']} found", *table(counts), sep="\n")


if __name__ == "__main__":
    main()

"""Scores the reader's attributions against a local copy of PolNeAR (brat standoff files beside texts).

``python -m tests.benchmarks.score_attributions FOLDER [--errors missed|spurious|source|content|cue] [--first N]``
FOLDER (``data/dev``) holds ``text/*.txt`` and ``attributions/*.ann``; of several
annotators the first in order of file names counts.
The corpus is published by its authors; no part of it is kept here. Definitions are printed with the figures.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from build_tools import seeds
from build_tools.extract.read import read

Spans = tuple[tuple[int, int], ...]
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_MARKS = re.compile(r"[“\"«„‘]|''|``")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_EDGE = " \t\n,.;:—–-"


@dataclass(frozen=True)
class Triple:
    """Source, cue and content of one attribution, with the words (by their offsets) that each holds."""

    source: Spans
    cue: Spans
    content: Spans
    direct: bool
    words: tuple[frozenset[int], frozenset[int], frozenset[int]]


@dataclass(frozen=True)
class Article:
    """A text with what its annotator marked, what the reader found, and who was matched with whom."""

    name: str
    text: str
    gold: tuple[Triple, ...]
    found: tuple[Triple, ...]

    def matched(self) -> list[tuple[Triple, Triple]]:
        """Pairs one to one, those that agree best first: by content (token IoU), then by source and cue."""
        pairs = []
        for first, wanted in enumerate(self.gold):
            for second, made in enumerate(self.found):
                if wanted.words[2] & made.words[2]:
                    agrees = sum(bool(wanted.words[part] & made.words[part]) for part in (0, 1))
                    pairs.append((-iou(wanted, made) - agrees, first, second))
        taken_gold, taken_found, kept = set(), set(), []
        for _, first, second in sorted(pairs):
            if first not in taken_gold and second not in taken_found:
                taken_gold.add(first)
                taken_found.add(second)
                kept.append((self.gold[first], self.found[second]))
        return kept


def iou(wanted: Triple, made: Triple) -> float:
    """Shared words of the two contents as a part of all their words."""
    return len(wanted.words[2] & made.words[2]) / (len(wanted.words[2] | made.words[2]) or 1)


# ── Reading ─────────────────────────────────────────────────────────────────────────────────────────────────


def articles(folder: Path, *, most: int = 0) -> Iterator[Article]:
    """The articles of a split in order of their names, each read by the reader; ``most``: so many, evenly taken."""
    annotated: dict[str, Path] = {}
    for path in sorted(folder.glob("attributions/*.ann")):
        annotated.setdefault(path.stem.rpartition("_")[0], path)
    step = max(1, len(annotated) // most) if most else 1
    for stem, path in sorted(annotated.items())[::step]:
        data = _CONTROL.sub(b" ", (folder / "text" / f"{stem}.txt").read_bytes())  # the reader refuses them
        text = seeds.normalise(data, stem)
        reading = read(seeds.read_document(text, stem), published=_day(stem))
        found = (triple(text, item.source, item.cue, item.content, item.direct) for item in reading.attributions)
        yield Article(stem, text, tuple(_gold(path, data.decode("utf-8-sig"), text)), tuple(found))


def _day(stem: str) -> str:
    found = re.search(r"_(\d{4}-\d\d-\d\d)_", stem)
    return found[1] if found else ""


def triple(text: str, source: Spans, cue: Spans, content: Spans, direct: bool) -> Triple:
    """A triple with its words."""
    words = tuple(
        frozenset(word.start() for begin, end in part for word in _WORD.finditer(text, begin, end))
        for part in (source, cue, content)
    )
    if not words[1]:  # a colon or a dash
        words = (words[0], frozenset(at for begin, end in cue for at in range(begin, end)), words[2])
    return Triple(source, cue, content, direct, words)  # type: ignore[arg-type]


def _gold(path: Path, raw: str, text: str) -> Iterator[Triple]:
    spans: dict[str, Spans] = {}
    events = []
    for line in path.read_text(encoding="utf-8").splitlines():
        key, _, rest = line.partition("\t")
        if key.startswith("T"):
            offsets = rest.partition("\t")[0].partition(" ")[2].split(";")
            pairs = (tuple(_moved(raw, text, int(number)) for number in pair.split()) for pair in offsets)
            spans[key] = tuple(pairs)  # type: ignore[arg-type]
        elif key.startswith("E"):
            events.append([part.partition(":")[::2] for part in rest.split()])
    for event in events:
        parts: dict[str, Spans] = {"Source": (), "Cue": (), "Content": ()}
        for role, key in event:
            role = role.rstrip("0123456789")
            if role in parts:
                parts[role] += spans.get(key, ())
        parts = {role: tuple(sorted(part)) for role, part in parts.items()}
        if parts["Content"]:
            yield triple(text, parts["Source"], parts["Cue"], parts["Content"], _is_direct(text, parts["Content"]))


def _moved(raw: str, text: str, offset: int) -> int:
    """An offset of the file as an offset of the normalised text."""
    return offset if len(raw) == len(text) else len(seeds.normalise(f"x{raw[:offset]}".encode(), "")) - 1


def _is_direct(text: str, content: Spans) -> bool:
    """Whether most of the words of a content stand within quotation marks."""
    quoted = total = 0
    is_open = False
    for begin, end in content:
        words = text[begin:end]
        is_open = is_open and not _MARKS.match(words)
        for piece in re.finditer(r"[“”\"«»„‘]|''|``|(?<!\w)'|['’](?!\w)|\w+(?:['’]\w+)*", words):
            if _WORD.fullmatch(piece[0]):
                total += 1
                quoted += is_open
            elif piece[0] in "“«„‘``":
                is_open = True
            elif piece[0] in "”»":
                is_open = False
            elif piece[0] in ('"', "''"):
                is_open = not is_open
    return total > 0 and quoted > total / 2


# ── Scoring ─────────────────────────────────────────────────────────────────────────────────────────────────


def shown(name: str, right: float, found: float, wanted: float) -> str:
    """A line with precision, recall and F1."""
    precision, recall = right / (found or 1), right / (wanted or 1)
    score = 2 * precision * recall / ((precision + recall) or 1)
    return (
        f"{name:58} P {precision:6.1%}  R {recall:6.1%}  F1 {score:6.1%}   ({right:.0f} of {found:.0f} / {wanted:.0f})"
    )


def report(read_articles: Sequence[Article]) -> Iterator[str]:
    """The table, line by line."""
    gold = [item for article in read_articles for item in article.gold]
    found = [item for article in read_articles for item in article.found]
    pairs = [pair for article in read_articles for pair in article.matched()]
    yield from _direct(read_articles)
    yield ""
    overlap = [pair for pair in pairs if _overlaps(pair)]
    yield shown("triples (a): any word shared in source, cue, content", len(overlap), len(found), len(gold))
    half = [pair for pair in overlap if iou(*pair) >= 0.5]
    yield shown("triples (b): the same, content word IoU ≥ 0.5", len(half), len(found), len(gold))
    exact = sum(_exact(article.text, pair) for article in read_articles for pair in article.matched())
    yield shown("triples (c): all three exact but for edge marks", exact, len(found), len(gold))
    for part, name in enumerate(("source", "cue", "content")):
        right = sum(_same(pair, part) for pair in pairs)
        yield shown(f"{name} alone: any word shared, of matched", right, len(found), len(gold))
    yield ""
    shared = sum(len(wanted.words[2] & made.words[2]) for wanted, made in pairs)
    sizes = [sum(len(item.words[2]) for item in group) for group in (found, gold)]
    yield shown("content, soft: words shared by matched attributions", shared, *sizes)
    each = sum(_soft(*pair) for pair in pairs)
    yield shown("content, soft: mean F1 of matched contents", each, len(found), len(gold))
    words = [[_union(items) for items in (article.found, article.gold)] for article in read_articles]
    yield shown(
        "content, words: of any content", sum(len(a & b) for a, b in words), sum(len(a) for a, _ in words),
        sum(len(b) for _, b in words),
    )  # fmt: skip


def _direct(read_articles: Sequence[Article]) -> Iterator[str]:
    wanted = covered = marked = with_source = right = right_given = made_direct = made_right = 0
    for article in read_articles:
        quoted_words = _union([item for item in article.gold if item.direct])
        for item in article.found:
            if item.direct:
                made_direct += 1
                made_right += len(item.words[2] & quoted_words) >= len(item.words[2]) / 2
        for item in (item for item in article.gold if item.direct):
            wanted += 1
            best = max(article.found, key=lambda made: len(made.words[2] & item.words[2]), default=None)
            if best is None or len(best.words[2] & item.words[2]) < len(item.words[2]) / 2:
                continue
            covered += 1
            marked += best.direct
            if item.words[0]:
                with_source += 1
                right += bool(best.words[0] & item.words[0])
                right_given += bool(best.words[0])
    yield shown("direct quotations found (half of it in one content)", covered, covered, wanted)
    yield shown("  … and marked direct", marked, marked, wanted)
    yield shown("marked direct that are direct quotations", made_right, made_direct, made_direct)
    yield shown("  speaker: source shares a word, of those found", right, right_given, with_source)


def _overlaps(pair: tuple[Triple, Triple]) -> bool:
    return all(_same(pair, part) for part in (0, 1, 2))


def _same(pair: tuple[Triple, Triple], part: int) -> bool:
    wanted, made = (item.words[part] for item in pair)
    return bool(wanted & made) or not wanted and not made


def _exact(text: str, pair: tuple[Triple, Triple]) -> bool:
    wanted, made = pair
    parts = ((wanted.source, made.source), (wanted.cue, made.cue), (wanted.content, made.content))
    return all(_bare(text, one) == _bare(text, two) for one, two in parts)


def _bare(text: str, spans: Spans) -> list[tuple[int, int]]:
    """The spans without blanks and stops at the edges; such as touch one another joined."""
    kept: list[tuple[int, int]] = []
    for begin, end in spans:
        while begin < end and text[begin] in _EDGE:
            begin += 1
        while end > begin and text[end - 1] in _EDGE:
            end -= 1
        if kept and not text[kept[-1][1] : begin].strip(_EDGE):
            kept[-1] = (kept[-1][0], end)
        else:
            kept.append((begin, end))
    return kept


def _soft(wanted: Triple, made: Triple) -> float:
    return 2 * len(wanted.words[2] & made.words[2]) / (len(wanted.words[2]) + len(made.words[2]))


def _union(items: Sequence[Triple]) -> frozenset[int]:
    return frozenset[int]().union(*(item.words[2] for item in items))


# ── Errors ──────────────────────────────────────────────────────────────────────────────────────────────────


def errors(article: Article, kind: str) -> Iterator[str]:
    """What went wrong in an article, with the words around it."""
    pairs = article.matched()
    if kind == "missed":
        matched = {id(wanted) for wanted, _ in pairs}
        yield from (_line(article.text, item) for item in article.gold if id(item) not in matched)
    elif kind == "spurious":
        matched = {id(made) for _, made in pairs}
        yield from (_line(article.text, item) for item in article.found if id(item) not in matched)
    else:
        part = ("source", "cue", "content").index(kind)
        for pair in pairs:
            wrong = iou(*pair) < 0.5 if kind == "content" else not _same(pair, part)
            if wrong:
                yield f"{_line(article.text, pair[0])}\n    read: {_line(article.text, pair[1])}"


def _line(text: str, item: Triple) -> str:
    spans = [*item.source, *item.cue, *item.content]
    first, last = min(begin for begin, _ in spans), max(end for _, end in spans)
    parts = (" … ".join(text[begin:end] for begin, end in part) for part in (item.source, item.cue, item.content))
    context = text[max(0, first - 60) : last + 40].replace("\n", "¶")
    return " | ".join(part.replace("\n", "¶")[:150] for part in parts) + f"\n      in: {context[:400]}"


def main() -> None:
    """Reads the split named on the command line and prints the table or the errors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="a split: a folder with text/ and attributions/")
    parser.add_argument("--errors", choices=("missed", "spurious", "source", "cue", "content"))
    parser.add_argument("--first", type=int, default=0, help="only so many articles, evenly taken")
    options = parser.parse_args()
    begun = time.perf_counter()
    read_articles = list(articles(options.folder, most=options.first))
    if options.errors:
        for article in read_articles:
            for line in errors(article, options.errors):
                print(f"{article.name[:40]}: {line}")
        return
    size = sum(len(article.text) for article in read_articles)
    print("\n".join(report(read_articles)))
    print(
        f"\n{len(read_articles)} articles, the first annotator of each; words are runs of letters and digits; "
        "a gold content is a direct quotation if most of its words stand within quotation marks"
    )
    print(f"{size:,} characters in {time.perf_counter() - begun:.1f} s", file=sys.stderr)


if __name__ == "__main__":
    main()

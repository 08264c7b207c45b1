"""Explains a line of a seed of which no claim is made: what surrounds an article, what was set aside, what is open."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.explain.account import Account
from build_tools.explain.desk import Desk
from build_tools.explain.target import SeedLine


def explain_line(found: SeedLine, desk: Desk) -> Account:
    """Why no claim stands for a line."""
    document = desk.corpus.documents[found.source.id]
    lines = document.text.split("\n")
    words = lines[found.line - 1] if found.line <= len(lines) else ""
    where = f"{document.name}:{found.line}"
    return Account("line", where, where, words, remarks=tuple(_remarks(found, words, lines, desk)))


def _remarks(found: SeedLine, words: str, lines: list[str], desk: Desk) -> Iterator[str]:
    source, document = found.source, desk.corpus.documents[found.source.id]
    if not words.strip():
        yield "The line is empty." if found.line <= len(lines) else f"The text has {len(lines)} lines."
        return
    start = sum(len(line) + 1 for line in lines[: found.line - 1])
    end = start + len(words)
    aside = [item for item in source.set_aside if _meets(source.id, item.quote, item.after, (start, end), desk)]
    yield from (f"A curator set words of it aside: {item.reason}." for item in aside)
    around = next(
        (block for block in document.blocks if block.start < end and start < block.end and not block.is_body), None
    )
    if around:
        yield f"It belongs to what surrounds the article, not to its body: {around.part or around.kind}."
    elif source.republishes:
        yield f"Its source is a copy of {source.republishes}, whose claims stand for these words."
    elif source.updates and " ".join(words.split()) in " ".join(_text_of(source.updates, desk).split()):
        yield f"Its source is a later version of {source.updates}, which has these words and accounts for them."
    elif not aside:
        yield "It is neither claimed nor set aside: claim it in an entry, or set it aside in the source record."


def _meets(source: str, quote: str, after: str, span: tuple[int, int], desk: Desk) -> bool:
    found = desk.corpus.find_quote(source, quote, after=after)
    return found.outcome == "exact" and found.start < span[1] and span[0] < found.end


def _text_of(source: str, desk: Desk) -> str:
    return desk.corpus.documents[source].text if source in desk.corpus.documents else ""

"""Takes from the blocks of an article what stands at its edges and between its paragraphs without being part of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from build_tools.originals.days_told import edtf
from build_tools.originals.names_told import is_led
from build_tools.originals.saved_page.blocks import Block
from build_tools.originals.saved_page.wording import kind_of_line

_SENTENCE = re.compile(r"[.!?…:。！？؟।۔][\"'”’»›)\]]*(?:\s|\Z)")
_STOP = re.compile(r"[.!?…。！？؟।۔][\"'”’»›)\]]*\Z")
_DATE_WORDS = re.compile(r"\w+")
_NO_SIGN = re.compile(r"[\W_]+")
_WIDE = re.compile("[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_HEAD = 5  # blocks among which byline and date stand
_FOOT = 3
_FEW_WORDS = 6
_SHORT = 90
_PROSE = 40  # letters; in Chinese, Japanese and Korean, where a letter is a syllable or a word, half of it


def condensed(text: str) -> str:
    """The letters and digits of a text alone, folded: for comparing."""
    return _NO_SIGN.sub("", text).casefold()


def is_prose(block: Block) -> bool:
    """Whether the block is a sentence or several, and not mostly a link."""
    if block.kind in ("heading", "row") or block.linked > len(block.text) / 2:
        return False
    least = _PROSE // 2 if _WIDE.search(block.text) else _PROSE
    return len(block.text) >= least and bool(_SENTENCE.search(block.text))


def trimmed(kept: Sequence[Block], titles: Sequence[str]) -> list[Block]:
    """The blocks without headline, byline and date above, without what hangs below, and without furniture between."""
    inner = [block for block in kept if not _is_furniture(block)]
    foot = len(inner) - _FOOT
    inner = [
        block
        for index, block in enumerate(inner)
        if not (index < _HEAD and is_byline_or_date(block)) and not (index >= foot and _is_plain_byline(block))
    ]
    prose = [index for index, block in enumerate(inner) if is_prose(block)]
    if not prose:  # verses, a dialogue, a table
        return list(_once(inner))
    first = next((index for index in range(prose[0], 0, -1) if not _belongs(inner[index - 1], titles)), 0)
    return list(_once(_without_hanging(inner[first:])))


def _belongs(block: Block, titles: Sequence[str]) -> bool:
    """Whether a block directly before the first paragraph is part of the text: a heading that is not the headline."""
    if block.kind == "item":
        return len(block.text) >= _PROSE
    return block.kind == "heading" and block.level > 1 and not _is_title(block, titles)


def _is_plain_byline(block: Block) -> bool:
    """A name behind “Author:”; a line of credits that says who did what is part of the text."""
    return is_byline_or_date(block) and len(block.text.split()) <= _FEW_WORDS


def is_byline_or_date(block: Block) -> bool:
    """“By Jane Doe”, “Published 6 November 2024, 10:12”: told as metadata, and no sentence."""
    text = block.text
    if block.kind == "row" or len(text) > _SHORT or _STOP.search(text):
        return False
    return bool(is_led(text) or (edtf(text, "en-gb") and len(_DATE_WORDS.findall(text)) <= 12))


def _is_title(block: Block, titles: Sequence[str]) -> bool:
    text = condensed(block.text)
    return any(text == title or (len(text) > 0.6 * len(title) and text in title) for title in map(condensed, titles))


def _is_furniture(block: Block) -> bool:
    if block.linked >= 0.85 * len(block.text) and not (len(block.text) > 120 and _SENTENCE.search(block.text[:-1])):
        return True
    if block.kind == "item" and block.local >= 0.85 * len(block.text):  # of a table of contents
        return True
    return bool(kind_of_line(block.text))


def _without_hanging(blocks: Sequence[Block]) -> Sequence[Block]:
    """Without headings and short lines behind the last sentence; a list or a table at the end is text."""
    end = len(blocks)
    while end and not is_prose(blocks[end - 1]) and blocks[end - 1].kind not in ("item", "row"):
        last = blocks[end - 1]
        is_said = bool(_SENTENCE.search(last.text)) or is_led(last.text)
        if last.kind != "heading" and is_said and last.linked < len(last.text) / 2:
            break
        end -= 1
    return blocks[:end]


def _once(blocks: Sequence[Block]) -> Iterator[Block]:
    """Each long block once; a sentence that is set large beside the text is in the text already."""
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        letters = condensed(block.text)
        if len(letters) >= _PROSE and letters in seen:
            continue
        if _is_pulled(block, letters, blocks[max(0, index - 12) : index + 12]):
            continue
        seen.add(letters)
        yield block


def _is_pulled(block: Block, letters: str, around: Sequence[Block]) -> bool:
    if not 20 <= len(letters) <= 300 or block.kind != "paragraph":
        return False
    return any(
        one is not block and len(one.text) > len(block.text) + 20 and letters in condensed(one.text) for one in around
    )

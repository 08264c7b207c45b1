"""Runs of capitalised words, cut into the names they hold: “NATO Secretary General NAME” is a body and a person.

Goes by form and by the tables of heads and titles. Decides no kinds and knows no entities.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from build_tools.extract import gazetteer
from build_tools.extract.names.name_words import has_head, state_words, words_of
from build_tools.extract.names.stretches import stretches
from build_tools.extract.names.title_spans import title_endings, title_span
from build_tools.text.tokens import Token
from build_tools.text.tokens import tokens as tokenised

_LONGEST = 14


class Run(NamedTuple):
    """A candidate for a name: its tokens' span, the words without rank, and what stood around it.

    ``titles``: offices and ranks cut off before it; ``owner``: the span of a possessor or body directly before.
    ``opens``: whether it opens its sentence, where a capital proves nothing.
    """

    start: int
    end: int
    words: tuple[str, ...]
    titles: tuple[str, ...] = ()
    possessive: bool = False
    owner: tuple[int, int] | None = None
    opens: bool = False


def runs(text: str, start: int, end: int) -> list[Run]:
    """The candidates in the sentence ``text[start:end]``, in order."""
    return [_moved(run, at) for at, written, opens in stretches(text, start, end) for run in _runs_in(written, opens)]


def _moved(run: Run, by: int) -> Run:
    start, end, words, titles, possessive, owner, opens = run
    return Run(start + by, end + by, words, titles, possessive, owner and (owner[0] + by, owner[1] + by), opens)


@lru_cache(maxsize=16384)
def _runs_in(text: str, opens: bool) -> tuple[Run, ...]:
    """The candidates in a stretch, with offsets in it. News names the same again and again: remembered."""
    plain = _plain(text)
    if plain:
        return tuple(_cut(plain, opens=opens, possessive=plain[-1].end < len(text)))
    tokens, index = list(tokenised(text)), 0
    found: list[Run] = []
    while index < len(tokens):
        if not _begins(tokens, index):
            index += 1
            continue
        stop = _extent(tokens, text, index)
        first = opens and index == 0
        found += _cut(tokens[index:stop], opens=first, possessive=_is_possessed(tokens, stop))
        index = stop
    return tuple(found)


def _plain(text: str) -> list[Token]:
    """The tokens of a stretch that is one run: words with a capital and a blank between them, perhaps a possessor."""
    words = text.removesuffix("’s").removesuffix("'s").split(" ")
    if len(words) > _LONGEST or words[0] in words_of("never") or not words_of("breaks").isdisjoint(words):
        return []
    tokens, start = [], 0
    for word in words:
        if not word.isalpha() or not word[0].isupper():
            return []
        tokens.append(Token(start, start + len(word), word))
        start += len(word) + 1
    return tokens


def _is_possessed(tokens: Sequence[Token], stop: int) -> bool:
    return stop < len(tokens) and tokens[stop].text in ("’s", "'s") and tokens[stop].start == tokens[stop - 1].end


def _begins(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    if token.is_capital:
        return token.text not in words_of("never") or _is_rank(token.text)
    return (
        token.text[0].isdigit() and token.text.endswith(("th", "st", "nd", "rd")) and _is_capital_at(tokens, index + 1)
    )


def _is_rank(word: str) -> bool:
    return gazetteer.titles().get((word,)) == "rank"


def _is_capital_at(tokens: Sequence[Token], index: int) -> bool:
    return index < len(tokens) and tokens[index].is_capital


def _extent(tokens: Sequence[Token], text: str, index: int) -> int:
    """Where the run that begins at ``index`` ends: capitals joined by single blanks, small words only inside names."""
    stop = index + 1
    while stop < len(tokens) and stop - index < _LONGEST:
        skip = _link(tokens, text, index, stop)
        if skip is None:
            break
        stop = skip + 1
    return stop


def _link(tokens: Sequence[Token], text: str, index: int, stop: int) -> int | None:
    """The index of the next token of the run, or None. A stop belongs to a rank or an initial."""
    last = tokens[stop - 1]
    position = stop
    if _owns_body(tokens, index, stop):
        return stop + 1
    if tokens[position].text == "." and tokens[position].start == last.end and _takes_stop(last.text):
        position += 1
    position = _past_retired(tokens, position)
    if position >= len(tokens) or not _one_blank(text, tokens[position - 1], tokens[position]):
        return None
    if tokens[position].is_capital and tokens[position].text not in words_of("breaks"):
        state_ended = stop - index > 2 and last.text in state_words() and tokens[stop - 2].text == "of"
        return position if not state_ended or tokens[position].text in gazetteer.heads() else None
    return _across_small_words(tokens, text, index, position)


def _owns_body(tokens: Sequence[Token], index: int, stop: int) -> bool:
    """“St Mary’s Hospital”, “Public Prosecutor’s Office”, “People’s Party”: an owner that is part of the body's name."""
    if not _is_possessed(tokens, stop) or not _is_capital_at(tokens, stop + 1):
        return False
    behind = [token.text for token in tokens[stop + 1 : stop + 4] if token.is_capital]
    owner = tokens[stop - 1].text
    return has_head(behind) and (tokens[index].text in ("St", "Saint") or owner in words_of("owner"))


def _past_retired(tokens: Sequence[Token], position: int) -> int:
    """Behind “(Ret.)”, if it stands there and the text goes on."""
    if position + 4 < len(tokens) and tokens[position].text == "(" and tokens[position + 1].text in words_of("retired"):
        return position + (4 if tokens[position + 2].text == "." else 3)
    return position


def _takes_stop(word: str) -> bool:
    return len(word) == 1 or _is_rank(word) or word in words_of("rank-like")


def _one_blank(text: str, left: Token, right: Token) -> bool:
    return right.start - left.end == 1 and text[left.end] == " " or right.start == left.end and left.text == "."


def _across_small_words(tokens: Sequence[Token], text: str, index: int, position: int) -> int | None:
    """Over “of the”, “for”, “and”, “de”: only where the words before make a name of that kind."""
    small = tokens[position].text
    following = position + 1
    if following < len(tokens) and (
        small in words_of("of")
        and tokens[following].text == "the"
        or small in words_of("particle")
        and tokens[following].text in words_of("particle")
    ):
        following += 1
    if not _is_capital_at(tokens, following) or not _one_blank(text, tokens[following - 1], tokens[following]):
        return None
    if tokens[following].text in words_of("never"):
        return None
    before = [token.text for token in tokens[index:position]]
    if small in words_of("particle"):
        return following
    if small in words_of("of") and (has_head(before[-1:]) or small == "of" and before[-1] in words_of("takes-of")):
        return following
    if small in ("of", "for") and before[-1] in title_endings() and tokens[following].text in words_of("portfolio"):
        return following
    if small == "of" and has_head(before) and tokens[following].text in state_words():
        return following
    if small == "&":
        return following
    return following if small == "and" and _coordinates(before, tokens, following) else None


def _coordinates(before: Sequence[str], tokens: Sequence[Token], following: int) -> bool:
    """“and” inside a body's name: after “Ministry of X”, or before a head (“Security and Defense Council”)."""
    behind: list[str] = []
    for token in tokens[following : following + 4]:
        if not token.is_capital:
            break
        behind.append(token.text)
    kinds = [gazetteer.heads()[word].kind for word in behind if word in gazetteer.heads()]
    if before[-1] in state_words() or behind[0] in state_words() or before[-1] in gazetteer.heads():
        return False
    joined = any(word in words_of("of") for word in before)
    if joined and before[-1] in words_of("portfolio") and behind[0] in words_of("portfolio"):
        return True
    inside = joined and has_head(before) and len(behind) <= 3 and title_endings().isdisjoint(before)
    shared = bool(kinds) and kinds[-1] == "organisation" and len(before) >= 2 and len(behind) <= 3
    return inside or shared and " ".join(before[-2:]) not in _bodies() and " ".join(behind) not in _bodies()


@cache
def _bodies() -> frozenset[str]:
    return frozenset(form for name, _, others in gazetteer.bodies() for form in (name, *others))


def _cut(tokens: Sequence[Token], *, opens: bool, possessive: bool) -> Iterator[Run]:
    """Cuts a run at the titles inside it: what stands before is a body or a state, what follows is a person."""
    first, last = title_span([token.text for token in tokens], opens=opens) if len(tokens) > 1 else (None, None)
    if first is None or last is None:
        yield _run(tokens, opens=opens, possessive=possessive)
        return
    owner = tokens[:first]
    if owner:
        yield _run(owner, opens=opens)
    person = _after_rank_marks(tokens, last)
    titles = tuple(token.text for token in tokens[first:last] if token.text[0].isalpha() or token.text == "&")
    if person:
        span = (owner[0].start, owner[-1].end) if owner else None
        yield _run(person, titles=titles, possessive=possessive, owner=span)


def _after_rank_marks(tokens: Sequence[Token], last: int) -> Sequence[Token]:
    while last < len(tokens) and tokens[last].text in (".", "(", ")", *words_of("retired")):
        last += 1
    return tokens[last:]


def _run(
    tokens: Sequence[Token], *, titles: tuple[str, ...] = (), opens: bool = False, possessive: bool = False,
    owner: tuple[int, int] | None = None,
) -> Run:  # fmt: skip
    words = tuple(token.text for token in tokens)
    return Run(tokens[0].start, tokens[-1].end, words, titles, possessive, owner, opens)

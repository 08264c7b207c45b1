"""Runs of capitalised words, cut into the names they hold: “NATO Secretary General NAME” is a body and a person.

Goes by form and by the tables of heads and titles. Decides no kinds and knows no entities.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from build_tools.extract import gazetteer
from build_tools.extract.stretches import stretches
from build_tools.text.tokens import Token
from build_tools.text.tokens import tokens as tokenised

_LONGEST = 14


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(gazetteer.listed("run_words.tsv", kind))


@dataclass(frozen=True, slots=True)
class Run:
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


def runs(text: str, start: int, end: int) -> Iterator[Run]:
    """The candidates in the sentence ``text[start:end]``, in order."""
    for stretch in stretches(text, start, end):
        at = stretch.start
        for run in _runs_in(stretch.text, stretch.opens):
            owner = (run.owner[0] + at, run.owner[1] + at) if run.owner else None
            yield Run(run.start + at, run.end + at, run.words, run.titles, run.possessive, owner, run.opens)


@lru_cache(maxsize=16384)
def _runs_in(text: str, opens: bool) -> tuple[Run, ...]:
    """The candidates in a stretch, with offsets in it. News names the same again and again: remembered."""
    tokens, index = [Token(0, len(text), text)] if text.isalpha() else list(tokenised(text)), 0
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


def _is_possessed(tokens: Sequence[Token], stop: int) -> bool:
    return stop < len(tokens) and tokens[stop].text in ("’s", "'s") and tokens[stop].start == tokens[stop - 1].end


def _begins(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    if token.is_capital:
        return token.text not in _words("never") or _is_rank(token.text)
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
    if tokens[position].is_capital and tokens[position].text not in _words("breaks"):
        state_ended = stop - index > 2 and last.text in _state_words() and tokens[stop - 2].text == "of"
        return position if not state_ended or tokens[position].text in gazetteer.heads() else None
    return _across_small_words(tokens, text, index, position)


def _owns_body(tokens: Sequence[Token], index: int, stop: int) -> bool:
    """“St Mary’s Hospital”, “Public Prosecutor’s Office”, “People’s Party”: an owner that is part of the body's name."""
    if not _is_possessed(tokens, stop) or not _is_capital_at(tokens, stop + 1):
        return False
    behind = [token.text for token in tokens[stop + 1 : stop + 4] if token.is_capital]
    owner = tokens[stop - 1].text
    return _has_head(behind) and (tokens[index].text in ("St", "Saint") or owner in _words("owner"))


def _past_retired(tokens: Sequence[Token], position: int) -> int:
    """Behind “(Ret.)”, if it stands there and the text goes on."""
    if position + 4 < len(tokens) and tokens[position].text == "(" and tokens[position + 1].text in _words("retired"):
        return position + (4 if tokens[position + 2].text == "." else 3)
    return position


def _takes_stop(word: str) -> bool:
    return len(word) == 1 or _is_rank(word) or word in _words("rank-like")


def _one_blank(text: str, left: Token, right: Token) -> bool:
    return right.start - left.end == 1 and text[left.end] == " " or right.start == left.end and left.text == "."


def _across_small_words(tokens: Sequence[Token], text: str, index: int, position: int) -> int | None:
    """Over “of the”, “for”, “and”, “de”: only where the words before make a name of that kind."""
    small = tokens[position].text
    following = position + 1
    if following < len(tokens) and (
        small in _words("of")
        and tokens[following].text == "the"
        or small in _words("particle")
        and tokens[following].text in _words("particle")
    ):
        following += 1
    if not _is_capital_at(tokens, following) or not _one_blank(text, tokens[following - 1], tokens[following]):
        return None
    if tokens[following].text in _words("never"):
        return None
    before = [token.text for token in tokens[index:position]]
    if small in _words("particle"):
        return following
    if small in _words("of") and (_has_head(before[-1:]) or small == "of" and before[-1] in _words("takes-of")):
        return following
    if small in ("of", "for") and before[-1] in _title_endings() and tokens[following].text in _words("portfolio"):
        return following
    if small == "of" and _has_head(before) and tokens[following].text in _state_words():
        return following
    if small == "&":
        return following
    return following if small == "and" and _coordinates(before, tokens, following) else None


def _has_head(words: Sequence[str]) -> bool:
    return any(word in gazetteer.heads() for word in words)


def _coordinates(before: Sequence[str], tokens: Sequence[Token], following: int) -> bool:
    """“and” inside a body's name: after “Ministry of X”, or before a head (“Security and Defense Council”)."""
    behind: list[str] = []
    for token in tokens[following : following + 4]:
        if not token.is_capital:
            break
        behind.append(token.text)
    kinds = [gazetteer.heads()[word].kind for word in behind if word in gazetteer.heads()]
    if before[-1] in _state_words() or behind[0] in _state_words() or before[-1] in gazetteer.heads():
        return False
    joined = any(word in _words("of") for word in before)
    if joined and before[-1] in _words("portfolio") and behind[0] in _words("portfolio"):
        return True
    inside = joined and _has_head(before) and len(behind) <= 3 and _title_endings().isdisjoint(before)
    shared = bool(kinds) and kinds[-1] == "organisation" and len(before) >= 2 and len(behind) <= 3
    return inside or shared and " ".join(before[-2:]) not in _bodies() and " ".join(behind) not in _bodies()


@cache
def _title_endings() -> frozenset[str]:
    return frozenset(title[-1] for title, kind in gazetteer.titles().items() if kind == "office")


@cache
def _title_openings() -> frozenset[str]:
    return frozenset(title[0] for title, kind in gazetteer.titles().items() if kind in ("rank", "office", "label"))


@cache
def _bodies() -> frozenset[str]:
    return frozenset(form for name, _, others in gazetteer.bodies() for form in (name, *others))


@cache
def _state_words() -> frozenset[str]:
    return frozenset(gazetteer.demonyms()) | {state.name for state in gazetteer.states()}


def _cut(tokens: Sequence[Token], *, opens: bool, possessive: bool) -> Iterator[Run]:
    """Cuts a run at the titles inside it: what stands before is a body or a state, what follows is a person."""
    first, last = _title_span([token.text for token in tokens], opens=opens) if len(tokens) > 1 else (None, None)
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
    while last < len(tokens) and tokens[last].text in (".", "(", ")", *_words("retired")):
        last += 1
    return tokens[last:]


def _title_span(words: Sequence[str], *, opens: bool) -> tuple[int | None, int | None]:
    """The first stretch of titles in the words that leaves a name behind it: first index, index behind."""
    index = 0
    while index < len(words):
        length = _title_at(words, index) or (opens and index == 0 and _capitalised_title(words))
        if length:
            stop = index + length
            while stop < len(words) and (words[stop] in (".", "(", ")", *_words("retired")) or _title_at(words, stop)):
                stop += _title_at(words, stop) or 1
            stop = _past_portfolio(words, stop)
            if (
                stop < len(words)
                and words[stop] not in (*_words("of"), "’s", "'s")
                and not _has_head(words[stop : stop + 1])
            ):
                return _with_portfolio(words, index), stop
            return None, None
        index += 1
    return None, None


def _past_portfolio(words: Sequence[str], stop: int) -> int:
    """Behind “of State”, “for Food and Agriculture”, “of Staff”, where the name follows."""
    at = stop
    while at < len(words) and (words[at] in _words("of") or words[at] in ("and", "&", "the")):
        if words[at] in ("and", "&") and at == stop:
            break
        at += 1
        if at < len(words) and words[at] == "the":
            at += 1
        if at >= len(words) or words[at] not in _words("portfolio"):
            return stop
        while at < len(words) and words[at] in _words("portfolio"):
            at += 1
    return at if at < len(words) else stop


def _capitalised_title(words: Sequence[str]) -> int:
    """How many words of a title that is written small elsewhere open the sentence: “Striker NAME”."""
    if len(words) < 3 or words[0] in _state_words():
        return 0
    return int(gazetteer.titles().get((words[0].casefold(),)) == "lower")


def _with_portfolio(words: Sequence[str], index: int) -> int:
    """Where an office begins whose portfolio stands before it: “Home Minister”, “Food and Agriculture Secretary”."""
    if gazetteer.titles().get((words[index],)) == "rank":
        return index
    while index and words[index - 1] in _words("portfolio"):
        index -= 1
        if index > 1 and words[index - 1] in ("and", "&") and words[index - 2] in _words("portfolio"):
            index -= 1
    return index


def _title_at(words: Sequence[str], index: int) -> int:
    if words[index] not in _title_openings():
        return 0
    for length in (3, 2, 1):
        kind = gazetteer.titles().get(tuple(words[index : index + length]))
        if kind in ("rank", "office") and any(word not in _words("suffix") for word in words[index + length :]):
            return length
        if kind == "label" and words[index + 1 : index + 2] and words[index + 1] in gazetteer.given_names():
            return length
    return 0


def _run(
    tokens: Sequence[Token], *, titles: tuple[str, ...] = (), opens: bool = False, possessive: bool = False,
    owner: tuple[int, int] | None = None,
) -> Run:  # fmt: skip
    words = tuple(token.text for token in tokens)
    return Run(tokens[0].start, tokens[-1].end, words, titles, possessive, owner, opens)

"""Where the subject of a verb begins and ends, with what is set beside it in commas. Knows no names and no speakers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from build_tools.extract.reading import Span
from build_tools.extract.speech import subject_walks as walks
from build_tools.extract.speech.subject_walks import Token

_REACH = 320
_MOST_WORDS = 24
_ASIDE = re.compile(r"\d|[a-z(]|[A-Z]\.[A-Z]")


@dataclass(frozen=True, slots=True)
class Subject:
    """The words of a subject, half-open: ``end`` takes in what is added (“NAME, 46, of PLACE,”), ``head_end`` not.

    ``verb``: where the group of the verb begins (“has repeatedly said”).
    """

    start: int
    head_end: int
    end: int
    verb: int


def before(text: str, start: int, cue: int) -> Subject | None:
    """The subject of the verb at ``cue``, not before ``start``; None where no words before it can be one."""
    start = max(start, cue - _REACH)
    verb, tokens = walks.without_group(text, walks.tokens_of(text, start, cue), cue)
    if not tokens:
        return None
    if tokens[-1][2] in ("—", "–"):
        return _between_dashes(text, tokens, verb)
    if tokens[-1][2].endswith(",") and len(tokens) > 1:
        return _with_aside(text, tokens, verb)
    found = walks.walked(text, tokens)
    if found and walks.words("relative").isdisjoint(
        token[2] for token in tokens if found[0] - 6 <= token[0] < found[0]
    ):
        return Subject(*found, found[1], verb)
    return _restricted(text, tokens, verb) or (Subject(*found, found[1], verb) if found else None)


def _restricted(text: str, tokens: list[Token], verb: int) -> Subject | None:
    """“A witness who asked not to be named said”: the words up to the relative clause, and the clause with them."""
    floor = max(0, len(tokens) - 16)
    relative = next((at for at in range(len(tokens) - 2, floor, -1) if tokens[at][2] in ("who", "that")), None)
    if relative is None:
        return None
    behind = tokens[relative + 1][2]
    if behind[0].isupper() or walks.plain_of(behind) in walks.words("determiner") | walks.words("pronoun"):
        return None  # “a charge that the minister denied”: whoever stands behind it is the subject
    if any(word[-1] in ",;:" or walks.HARD.search(word) for _, _, word in tokens[relative:]):
        return None
    found = walks.walked(text, tokens[:relative])
    return Subject(*found, tokens[-1][1], verb) if found else None


def opening(text: str, start: int, end: int) -> Subject | None:
    """The subject of the clause that begins at ``start``: the words before its first verb."""
    tokens = walks.tokens_of(text, start, min(end, start + _REACH))
    for index, (_, _, word) in enumerate(tokens[:_MOST_WORDS]):
        following = tokens[index + 1][2] if index + 1 < len(tokens) else ""
        if (
            index
            and not walks.is_particle(tokens, index)
            and (walks.is_verb(word, following) or walks.plain_of(word) in walks.words("opens-clause"))
        ):
            return before(text, start, tokens[index][0])
    return None


def antecedent(text: str, start: int, relative: int) -> Subject | None:
    """The noun phrase that “who” at ``relative`` leads back to, with or without a comma between."""
    start = max(start, relative - _REACH)
    tokens = walks.tokens_of(text, start, relative)
    tokens = _without_aside(tokens)
    if tokens and tokens[-1][2].endswith(","):
        begin, end, word = tokens[-1]
        tokens[-1] = (begin, end - 1, word[:-1])
    found = walks.walked(text, tokens) if tokens and tokens[-1][2] else None
    return Subject(*found, found[1], relative) if found else None


def _without_aside(tokens: list[Token]) -> list[Token]:
    """“NAME, 58, who”, “NAME, a former mayor who”: the name, and not what is said of it."""
    pieces = _pieces(tokens)
    if len(pieces) < 2 or not pieces[-2][-1][2][:1].isupper() or len(pieces[-1]) > 8:
        return tokens
    is_age = len(pieces[-1]) == 1 and pieces[-1][0][2].strip(",").isdigit()
    return pieces[-2] if is_age or pieces[-1][0][2] in ("a", "an") else tokens


def group_start(text: str, start: int, cue: int) -> int:
    """Where the group of the verb at ``cue`` begins, not before ``start``: “has repeatedly said”."""
    start = max(start, cue - 60)
    return walks.without_group(text, walks.tokens_of(text, start, cue), cue)[0]


def _with_aside(text: str, tokens: list[Token], verb: int) -> Subject | None:
    """“NAME, 46, a teacher from PLACE, said”: the pieces between commas are walked back to the one that is the head."""
    pieces = _pieces(tokens)
    head = len(pieces) - 2
    while head > 0 and len(pieces) - head < 6 and _is_aside(pieces[head]) and not _is_clause(pieces[head - 1]):
        head -= 1
    if head < 0 or not _is_aside(pieces[head + 1], last=True):
        found = walks.walked(text, tokens)
        return Subject(*found, found[1], verb) if found else None
    for piece in pieces[head:-1]:
        if found := _with_relative(text, piece) or walks.walked(text, piece):
            return Subject(*found, tokens[-1][1], verb)
    found = walks.walked(text, pieces[-1])
    return Subject(*found, found[1], verb) if found else None


def _is_clause(piece: Sequence[Token]) -> bool:
    return any(walks.plain_of(word) in walks.finite() or walks.is_past(word, "the") for _, _, word in piece)


def _with_relative(text: str, piece: Sequence[Token]) -> Span | None:
    """“The company that runs the dam”: a piece that opens with an article and holds a relative clause is a head."""
    opens = walks.plain_of(piece[0][2]) in walks.words("determiner")
    relative = next((index for index, token in enumerate(piece) if token[2] in ("that", "which", "who")), 0)
    return walks.span_of(piece) if opens and 1 < relative < 5 else None


def _between_dashes(text: str, tokens: list[Token], verb: int) -> Subject | None:
    """“NAME — a teacher from PLACE — said”."""
    opened = next((at for at in range(len(tokens) - 2, 0, -1) if tokens[at][2] in ("—", "–")), None)
    found = walks.walked(text, tokens[:opened]) if opened else None
    return Subject(*found, tokens[-1][1], verb) if found else None


def _pieces(tokens: Sequence[Token]) -> list[list[Token]]:
    """The tokens of the clause, cut at commas."""
    pieces: list[list[Token]] = [[]]
    for token in tokens:
        if walks.HARD.search(token[2]):
            pieces = [[]]
            if token[2][0] in '“"—–' or token[2][-1] in '”"—–:;?!':
                continue
        pieces[-1].append(token)
        if token[2].endswith(","):
            pieces.append([])
    return [piece for piece in pieces if any(word[0].isalnum() or len(word) > 1 for _, _, word in piece)]


def _is_aside(piece: Sequence[Token], *, last: bool = False) -> bool:
    first = piece[0][2]
    if walks.plain_of(first) in ("and", "but", "or", "while", "he", "she", "they", "it"):
        return False
    if first[0].isupper() and (len(piece) == 1 or last and len(piece) < 8):
        return True
    return _ASIDE.match(first) is not None

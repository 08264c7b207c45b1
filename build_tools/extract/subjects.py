"""Where the subject of a verb begins and ends: the words before it are walked back. Knows no names and no speakers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from build_tools.extract import gazetteer
from build_tools.extract.reading import Span
from build_tools.text import tables

_TABLE = "subject_words.tsv"
_REACH = 320
_MOST_WORDS = 24
_TOKEN = re.compile(r"[^\s—–]+|[—–]")
_HARD = re.compile(r"[“”\"«»;:—–?!\n]|''|``|\.\s")
_ASIDE = re.compile(r"\d|[a-z(]|[A-Z]\.[A-Z]")
_CONTRACTED = re.compile(r"(?:[’'](?:s|re|ve|d|ll|m)|n[’']t)\Z")
_POSSESSIVE = re.compile(r"(?:[’']s|s[’'])\Z")
_STOPS = ",;:.!?"


@dataclass(frozen=True, slots=True)
class Subject:
    """The words of a subject, half-open: ``end`` takes in what is added (“NAME, 46, of PLACE,”), ``head_end`` not.

    ``verb``: where the group of the verb begins (“has repeatedly said”).
    """

    start: int
    head_end: int
    end: int
    verb: int


Token = tuple[int, int, str]


def before(text: str, start: int, cue: int) -> Subject | None:
    """The subject of the verb at ``cue``, not before ``start``; None where no words before it can be one."""
    start = max(start, cue - _REACH)
    verb, tokens = _without_group(text, [(m.start(), m.end(), m[0]) for m in _TOKEN.finditer(text, start, cue)], cue)
    if not tokens:
        return None
    if tokens[-1][2] in ("—", "–"):
        return _between_dashes(text, tokens, verb)
    if tokens[-1][2].endswith(",") and len(tokens) > 1:
        return _with_aside(text, tokens, verb)
    found = _walked(text, tokens)
    if found and _words("relative").isdisjoint(token[2] for token in tokens if found[0] - 6 <= token[0] < found[0]):
        return Subject(*found, found[1], verb)
    return _restricted(text, tokens, verb) or (Subject(*found, found[1], verb) if found else None)


def _restricted(text: str, tokens: list[Token], verb: int) -> Subject | None:
    """“A witness who asked not to be named said”: the words up to the relative clause, and the clause with them."""
    floor = max(0, len(tokens) - 16)
    relative = next((at for at in range(len(tokens) - 2, floor, -1) if tokens[at][2] in ("who", "that")), None)
    if relative is None:
        return None
    if any(word[-1] in ",;:" or _HARD.search(word) for _, _, word in tokens[relative:]):
        return None
    found = _walked(text, tokens[:relative])
    return Subject(*found, tokens[-1][1], verb) if found else None


def opening(text: str, start: int, end: int) -> Subject | None:
    """The subject of the clause that begins at ``start``: the words before its first verb, which stands before ``end``."""
    tokens = [(m.start(), m.end(), m[0]) for m in _TOKEN.finditer(text, start, min(end, start + _REACH))]
    for index, (_, _, word) in enumerate(tokens[:_MOST_WORDS]):
        following = tokens[index + 1][2] if index + 1 < len(tokens) else ""
        if index and (_is_verb(word, following) or _plain(word) in _words("opens-clause")):
            return before(text, start, tokens[index][0])
    return None


def _is_verb(word: str, following: str) -> bool:
    return _plain(word) in _finite() or bool(following) and _is_past(word, following)


def antecedent(text: str, start: int, relative: int) -> Subject | None:
    """The noun phrase that “who” at ``relative`` leads back to, with or without a comma between."""
    start = max(start, relative - _REACH)
    tokens = [(m.start(), m.end(), m[0]) for m in _TOKEN.finditer(text, start, relative)]
    if tokens and tokens[-1][2].endswith(","):
        begin, end, word = tokens[-1]
        tokens[-1] = (begin, end - 1, word[:-1])
    found = _walked(text, tokens) if tokens and tokens[-1][2] else None
    return Subject(*found, found[1], relative) if found else None


def _words(kind: str) -> frozenset[str]:
    return _sets()[kind]


@lru_cache(maxsize=1)
def _ends_walk() -> frozenset[str]:
    """Words that are never part of a subject that goes on behind them."""
    return _words("stop") | _words("opens-clause") | (_words("pronoun") - _words("determiner") - {"neither"})


@lru_cache(maxsize=1)
def _sets() -> dict[str, frozenset[str]]:
    kinds = dict.fromkeys(row[0] for row in tables.rows(gazetteer.table(_TABLE)))
    return {kind: frozenset(gazetteer.listed(_TABLE, kind)) for kind in kinds}


def group_start(text: str, start: int, cue: int) -> int:
    """Where the group of the verb at ``cue`` begins, not before ``start``: “has repeatedly said”."""
    start = max(start, cue - 60)
    return _without_group(text, [(m.start(), m.end(), m[0]) for m in _TOKEN.finditer(text, start, cue)], cue)[0]


def _without_group(text: str, tokens: list[Token], cue: int) -> tuple[int, list[Token]]:
    """Takes auxiliaries, adverbs and negations before the verb off; where the group begins, and what is left."""
    verb, kept = cue, len(tokens)
    while kept and cue - tokens[kept - 1][0] < 60:
        begin, _, word = tokens[kept - 1]
        plain = word.strip(",").lower()
        if plain not in _words("group") and not (plain.endswith("ly") and len(plain) > 4 and word[0].islower()):
            break
        if plain in ("that", "who", "which"):
            break
        verb, kept = begin, kept - 1
    if kept and (cut := _CONTRACTED.search(tokens[kept - 1][2])):
        begin, _, word = tokens[kept - 1]
        if word[: cut.start()].lower() in _words("pronoun"):  # “they’ve said”
            verb = begin + cut.start()
            return verb, [*tokens[: kept - 1], (begin, verb, word[: cut.start()])]
        if word.lower().endswith(("n't", "n’t")):
            verb, kept = begin, kept - 1
    return verb, tokens[:kept]


def _plain(word: str) -> str:
    return word.strip(_STOPS).lower()


def _walked(text: str, tokens: Sequence[Token]) -> Span | None:
    """The noun phrase that ends with the last token."""
    last = _plain(tokens[-1][2])
    if last in _words("pronoun") or last in _words("relative"):
        return _span(tokens[-1:])
    if (
        not last
        or any(last in _words(kind) for kind in ("no-noun", "preposition", "opens-clause"))
        or last in _finite()
    ):
        return None
    if _POSSESSIVE.search(tokens[-1][2]):
        return None
    kept = _collected(text, tokens)
    return _shaped(kept)


def _collected(text: str, tokens: Sequence[Token]) -> list[Token]:
    ends, finite = _ends_walk(), _finite()
    kept: list[Token] = []  # from the last to the first
    index = len(tokens) - 1
    while index >= 0 and len(kept) < _MOST_WORDS:
        word = tokens[index][2]
        plain = word.strip(_STOPS).lower()
        if word[-1] == ")" and "(" not in word:
            opened = next((at for at in range(index, max(-1, index - 6), -1) if tokens[at][2].startswith("(")), None)
            if opened is None:
                break
            kept, index = [*kept, *reversed(tokens[opened : index + 1])], opened - 1
            continue
        if kept and _ends_clause(word) or not plain.isalnum() and _HARD.search(word):
            break
        if plain in ends and (kept or plain in _words("stop")):
            break
        if kept and (plain in finite or plain[-2:] == "ed" and _is_past(word, kept[-1][2])):
            return []  # the words are the object of another verb
        if plain in ("and", "or", "nor") and not _joins(tokens[:index], kept):
            break
        kept.append(tokens[index])
        if plain == "neither":
            break
        index -= 1
    return kept[::-1]


def _ends_clause(word: str) -> bool:
    return word[-1] in ",;:?!" or word[-1] == "." and len(word) > 4 and "." not in word[:-1] and word[0].islower()


@lru_cache(maxsize=1)
def _finite() -> frozenset[str]:
    return frozenset(tables.words(gazetteer.table("finite_verbs.txt"))) - _words("opens-clause")


def _is_past(word: str, following: str) -> bool:
    """“raised its rate”: a past form before an object, not a participle (“people displaced by …”)."""
    if not word.endswith("ed") or len(word) < 4 or not word[0].islower() or word in _words("no-past"):
        return False
    return _plain(following) in _words("determiner") or following[0].isupper() or following[0].isdigit()


def _joins(left: Sequence[Token], right: Sequence[Token]) -> bool:
    """Whether “and” joins two nouns and not two clauses: on its left only names, plurals and small words."""
    if not left or not right:
        return False
    if any(_plain(word) == "neither" for _, _, word in left[-9:]):
        return True
    for count, (_, _, word) in enumerate(reversed(left)):
        plain = _plain(word)
        if word[-1] in ",;:" and count == 0 or _HARD.search(word) or plain in _words("stop"):
            return count > 0
        if word[-1] in ",;:":
            return True
        if plain == "neither" and count > 0:
            return True
        if plain in _finite() or plain in _words("opens-clause") or plain in _words("pronoun"):
            return False
        is_small = plain in _words("preposition") or plain in _words("determiner")
        if word[0].islower() and not is_small and not plain.endswith("s") and plain not in gazetteer.speaker_nouns():
            return False
        if count > 8:
            return False
    return True


def _shaped(kept: list[Token]) -> Span | None:
    """Without joining words and adverbs in front; where a preposition opens it, only the noun phrase behind."""
    while kept and (_plain(kept[0][2]) in _words("opener") or kept[0][2][0].islower() and kept[0][2].endswith("ly")):
        kept = kept[1:]
    if kept and _plain(kept[0][2]) in _words("preposition"):
        kept = _behind_adverbial(kept)
    if kept and _plain(kept[0][2]) in ("last", "this", "next", "earlier") and len(kept) > 2:
        if _plain(kept[1][2]) in _words("unit"):
            kept = kept[2:]
    return _span(kept) if kept and any(character.isalnum() for character in kept[-1][2]) else None


def _behind_adverbial(kept: list[Token]) -> list[Token]:
    """“On Tuesday the mayor” → “the mayor”, “In PLACE Mr. NAME” → “Mr. NAME”; nothing if no subject is seen."""
    for index in range(len(kept) - 1, 0, -1):
        plain = _plain(kept[index][2])
        if plain in _words("determiner") and _plain(kept[index - 1][2]) not in _words("preposition"):
            return kept[index:]
        if (plain in _words("unit") or len(plain) == 4 and plain.isdigit()) and index + 1 < len(kept):
            return kept[index + 1 :]
    return []


def _span(tokens: Sequence[Token]) -> Span:
    end = tokens[-1][1] - (len(tokens[-1][2]) - len(tokens[-1][2].rstrip(",;:")))
    begin = tokens[0][0] + (len(tokens[0][2]) - len(tokens[0][2].lstrip("([")))
    return begin, end


def _with_aside(text: str, tokens: list[Token], verb: int) -> Subject | None:
    """“NAME, 46, a teacher from PLACE, said”: the pieces between commas are walked back to the one that is the head."""
    pieces = _pieces(tokens)
    head = len(pieces) - 2
    while head > 0 and len(pieces) - head < 6 and _is_aside(pieces[head]) and not _is_clause(pieces[head - 1]):
        head -= 1
    if head < 0 or not _is_aside(pieces[head + 1], last=True):
        found = _walked(text, tokens)
        return Subject(*found, found[1], verb) if found else None
    for piece in pieces[head:-1]:
        if found := _with_relative(text, piece) or _walked(text, piece):
            return Subject(*found, tokens[-1][1], verb)
    found = _walked(text, pieces[-1])
    return Subject(*found, found[1], verb) if found else None


def _is_clause(piece: Sequence[Token]) -> bool:
    return any(_plain(word) in _finite() or _is_past(word, "the") for _, _, word in piece)


def _with_relative(text: str, piece: Sequence[Token]) -> Span | None:
    """“The company that runs the dam”: a piece that opens with an article and holds a relative clause is a head."""
    opens = _plain(piece[0][2]) in _words("determiner")
    relative = next((index for index, token in enumerate(piece) if token[2] in ("that", "which", "who")), 0)
    return _span(piece) if opens and 1 < relative < 5 else None


def _between_dashes(text: str, tokens: list[Token], verb: int) -> Subject | None:
    """“NAME — a teacher from PLACE — said”."""
    opened = next((at for at in range(len(tokens) - 2, 0, -1) if tokens[at][2] in ("—", "–")), None)
    found = _walked(text, tokens[:opened]) if opened else None
    return Subject(*found, tokens[-1][1], verb) if found else None


def _pieces(tokens: Sequence[Token]) -> list[list[Token]]:
    """The tokens of the clause, cut at commas."""
    pieces: list[list[Token]] = [[]]
    for token in tokens:
        if _HARD.search(token[2]):
            pieces = [[]]
            if token[2][0] in '“"—–' or token[2][-1] in '”"—–:;?!':
                continue
        pieces[-1].append(token)
        if token[2].endswith(","):
            pieces.append([])
    return [piece for piece in pieces if any(word[0].isalnum() or len(word) > 1 for _, _, word in piece)]


def _is_aside(piece: Sequence[Token], *, last: bool = False) -> bool:
    first = piece[0][2]
    if _plain(first) in ("and", "but", "or", "while", "he", "she", "they", "it"):
        return False
    if first[0].isupper() and (len(piece) == 1 or last and len(piece) < 8):
        return True
    return _ASIDE.match(first) is not None

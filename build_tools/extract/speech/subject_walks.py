"""Walks words back from a verb: its group of auxiliaries, and the noun phrase before it. Knows no asides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from build_tools.extract import gazetteer
from build_tools.extract.reading import Span
from build_tools.text import tables

_TABLE = "subject_words.tsv"
_MOST_WORDS = 24
_TOKEN = re.compile(r"[^\s—–]+|[—–]")
HARD = re.compile(r"[‘“”\"«»;:—–?!\n]|''|``|\.\s")
_CONTRACTED = re.compile(r"(?:[’'](?:s|re|ve|d|ll|m)|n[’']t)\Z")
_POSSESSIVE = ("’s", "'s", "s’", "s'")
_STOPS = ",;:.!?"
_DATING = ("last", "this", "next", "earlier")
_CLOCK = frozenset(("a.m", "p.m", "am", "pm", "noon", "midnight", "hrs", "gmt", "utc"))  # as ``plain_of`` has them
_NOBODY = frozenset(("neither", "none", "nobody"))

Token = tuple[int, int, str]


def tokens_of(text: str, start: int, end: int) -> list[Token]:
    """The words of the span with what is written onto them: begin, end, word."""
    return [(*found.span(), found[0]) for found in _TOKEN.finditer(text, start, end)]


def words(kind: str) -> frozenset[str]:
    """The words of one kind in the table."""
    return _sets()[kind]


@lru_cache(maxsize=1)
def _ends_walk() -> frozenset[str]:
    """Words that are never part of a subject that goes on behind them."""
    return words("stop") | words("opens-clause") | (words("pronoun") - words("determiner") - _NOBODY)


@lru_cache(maxsize=1)
def _no_head() -> frozenset[str]:
    """Words that no noun phrase ends with."""
    return words("no-noun") | words("preposition") | words("opens-clause") | finite() | _CLOCK | {""}


@lru_cache(maxsize=1)
def _alone() -> frozenset[str]:
    """Words that are a subject by themselves."""
    return words("pronoun") | words("relative")


@lru_cache(maxsize=1)
def _other_clause() -> frozenset[str]:
    """Words by which “and” is seen to join clauses."""
    return words("pronoun") | words("opens-clause") | finite()


@lru_cache(maxsize=1)
def _sets() -> dict[str, frozenset[str]]:
    kinds = dict.fromkeys(row[0] for row in tables.rows(gazetteer.table(_TABLE)))
    return {kind: frozenset(gazetteer.listed(_TABLE, kind)) for kind in kinds}


def without_group(text: str, tokens: list[Token], cue: int) -> tuple[int, list[Token]]:
    """Takes auxiliaries, adverbs and negations before the verb off; where the group begins, and what is left."""
    verb, kept = cue, len(tokens)
    group, units = words("group"), words("unit")
    while kept and cue - tokens[kept - 1][0] < 60:
        begin, _, word = tokens[kept - 1]
        plain = word.strip(",").lower()
        if plain not in group and not (plain.endswith("ly") and len(plain) > 4 and word[0].islower()):
            break
        if plain in ("that", "who", "which") or word[-1] == "," and plain in units:
            break  # “who went on Friday, said”: the day is none of “said”
        verb, kept = begin, kept - 1
        if kept and plain in units and tokens[kept - 1][2] in ("on", "last", "late", "early"):
            verb, kept = tokens[kept - 1][0], kept - 1
    if kept and (cut := _CONTRACTED.search(tokens[kept - 1][2])):
        begin, _, word = tokens[kept - 1]
        if word[: cut.start()].lower() in words("pronoun"):  # “they’ve said”
            verb = begin + cut.start()
            return verb, [*tokens[: kept - 1], (begin, verb, word[: cut.start()])]
        if word.lower().endswith(("n't", "n’t")):
            verb, kept = begin, kept - 1
    return verb, tokens[:kept]


@lru_cache(maxsize=16384)
def plain_of(word: str) -> str:
    """The word in lower case without stops."""
    return word.strip(_STOPS).lower()


def walked(text: str, tokens: Sequence[Token]) -> Span | None:
    """The noun phrase that ends with the last token."""
    last = plain_of(tokens[-1][2])
    if last in _alone():
        return span_of(tokens[-1:])
    if last in ("him", "her", "them") and len(tokens) > 2 and tokens[-2][2] in ("to", "with", "of", "around", "near"):
        return _shaped(_last_phrase(_collected(text, tokens)))  # “a person close to her said”
    if last in _no_head() or tokens[-1][2].endswith(_POSSESSIVE):
        return None
    return _shaped(_last_phrase(_collected(text, tokens)))


def _collected(text: str, tokens: Sequence[Token]) -> list[Token]:
    ends, verbs, stops = _ends_walk(), finite(), words("stop")
    kept: list[Token] = []  # from the last to the first
    index = len(tokens) - 1
    while index >= 0 and len(kept) < _MOST_WORDS:
        word = tokens[index][2]
        plain = plain_of(word)
        if word[-1] == ")" and "(" not in word:
            opened = next((at for at in range(index, max(-1, index - 6), -1) if tokens[at][2].startswith("(")), None)
            if opened is None:
                break
            kept, index = [*kept, *reversed(tokens[opened : index + 1])], opened - 1
            continue
        if kept and _ends_clause(word) or not plain.isalnum() and HARD.search(word):
            break
        if plain in ends and (kept or plain in stops) and not (plain == "think" and kept[-1][2][:4] == "tank"):
            break
        if kept and (plain in verbs or plain[-2:] == "ed" and is_past(word, kept[-1][2])):
            if is_particle(tokens, index):
                kept.append(tokens[index])
                index -= 1
                continue
            return []  # the words are the object of another verb
        if plain in ("and", "or", "nor") and not _joins(tokens[:index], kept):
            break
        kept.append(tokens[index])
        if plain in _NOBODY:
            break
        index -= 1
    return kept[::-1]


def is_particle(tokens: Sequence[Token], index: int) -> bool:
    """“Jornal do Norte”: between two capitals it is no verb."""
    if tokens[index][2] != "do" or not 0 < index < len(tokens) - 1:
        return False
    return tokens[index - 1][2][0].isupper() and tokens[index + 1][2][0].isupper()


def _ends_clause(word: str) -> bool:
    return word[-1] in ",;:?!" or word[-1] == "." and len(word) > 4 and "." not in word[:-1] and word[0].islower()


@lru_cache(maxsize=1)
def finite() -> frozenset[str]:
    """Forms that are finite verbs and lead in no clause without “that”."""
    return frozenset(tables.words(gazetteer.table("finite_verbs.txt"))) - words("opens-clause")


def is_past(word: str, following: str) -> bool:
    """“raised its rate”: a past form before an object, not a participle (“people displaced by …”)."""
    if not word.endswith("ed") or len(word) < 4 or not word[0].islower() or word in words("no-past"):
        return False
    return plain_of(following) in words("determiner") or following[0].isupper() or following[0].isdigit()


def _last_phrase(kept: list[Token]) -> list[Token]:
    """“a claim the ministry”: of two noun phrases with nothing to join them the last is the subject."""
    if len(kept) < 4 or plain_of(kept[0][2]) not in _ARTICLES:
        return kept
    for index in range(len(kept) - 2, 1, -1):
        if kept[index][2] in _ARTICLES:
            before = plain_of(kept[index - 1][2])
            if (
                before.isalpha()
                and not any(before in words(kind) for kind in _JOINING)
                and before not in ("and", "or", "nor")
            ):
                return kept[index:]
    return kept


_ARTICLES = frozenset(("the", "a", "an", "his", "her", "its", "their"))
_JOINING = ("preposition", "determiner", "group", "opener", "unit")


def _joins(left: Sequence[Token], right: Sequence[Token]) -> bool:
    """Whether “and” joins two nouns and not two clauses: on its left only names, plurals and small words."""
    if not left or not right:
        return False
    if any(plain_of(word) == "neither" for _, _, word in left[-9:]):
        return True
    for count, (_, _, word) in enumerate(reversed(left)):
        plain = plain_of(word)
        if word[-1] in ",;:" and count == 0 or HARD.search(word) or plain in words("stop"):
            return count > 0
        if word[-1] in ",;:":
            return True
        if plain == "neither" and count > 0:
            return True
        if plain in _other_clause():
            return False
        is_small = plain in words("preposition") or plain in words("determiner")
        if word[0].islower() and not is_small and not plain.endswith("s") and plain not in gazetteer.speaker_nouns():
            return False
        if count > 8:
            return False
    return True


def _shaped(kept: list[Token]) -> Span | None:
    """Without joining words and adverbs in front; where a preposition opens it, only the noun phrase behind."""
    openers = words("opener")
    while kept and (plain_of(kept[0][2]) in openers or kept[0][2].endswith("ly") and kept[0][2][0].islower()):
        if _is_not_one(kept):
            break
        kept = kept[1:]
    first = plain_of(kept[0][2]) if kept else ""
    if first in words("preposition"):
        kept = _behind_adverbial(kept)
        first = plain_of(kept[0][2]) if kept else ""
    if first in _DATING and len(kept) > 2 and plain_of(kept[1][2]) in words("unit"):
        kept = kept[2:]
    return span_of(kept) if kept and any(character.isalnum() for character in kept[-1][2]) else None


def _is_not_one(kept: Sequence[Token]) -> bool:
    return len(kept) > 1 and kept[0][2].lower() == "not" and kept[1][2] in ("one", "a")


def _behind_adverbial(kept: list[Token]) -> list[Token]:
    """“On Tuesday the mayor” → “the mayor”, “In PLACE Mr. NAME” → “Mr. NAME”; nothing if no subject is seen."""
    determiners, prepositions, units = words("determiner"), words("preposition"), words("unit")
    for index in range(len(kept) - 1, 0, -1):
        plain = plain_of(kept[index][2])
        if plain in determiners and plain_of(kept[index - 1][2]) not in prepositions:
            return kept[index:]
        if (plain in units or len(plain) == 4 and plain.isdigit()) and index + 1 < len(kept):
            return kept[index + 1 :]
    return []


def span_of(tokens: Sequence[Token]) -> Span:
    """Where the tokens begin and end, without marks at their edges."""
    begin, _, first = tokens[0]
    _, end, last = tokens[-1]
    return begin + len(first) - len(first.lstrip("([")), end - len(last) + len(last.rstrip(",;:"))


def is_verb(word: str, following: str) -> bool:
    """Whether the word is a finite verb, by itself or by the word behind it."""
    return plain_of(word) in finite() or bool(following) and is_past(word, following)

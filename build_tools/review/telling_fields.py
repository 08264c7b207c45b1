"""One changed field in words: before → after, words marked that went and came, lists by what joined and left them."""

from __future__ import annotations

from collections.abc import Mapping

from build_tools.corpus import Corpus
from build_tools.model import Claim
from build_tools.review import naming
from build_tools.review.changes import ClaimChange, FieldChange, Plain, State
from build_tools.review.layout_of_prose import laid_out
from build_tools.review.report import Line, Span, code, line
from build_tools.review.word_diff import marked, prose
from build_tools.text.date_words import in_words
from build_tools.withheld_words import NOT_REPEATED

_BY_WORDS = {"quote", "title", "note", "scope", "label", "description", "after"}
_DATES = {"date", "said", "when", "published", "retrieved"}
_LABELS = {
    "reviewed_by": "reviewed by",
    "proposed_by": "proposed by",
    "see_also": "see also",
    "set_aside": "set aside",
    "part_of": "part of",
    "not_same": "not the same as",
    "coordinates_from": "coordinates from",
    "graded_by": "graded by",
    "was": "former ids",
}
_WAY = ("speaker", "via")


def told(change: FieldChange) -> Line:
    """A field of a record."""
    label = _LABELS.get(change.name, change.name)
    return line(f"{label}: ", _values(change))


def told_of_claim(change: ClaimChange, states: tuple[State, State]) -> list[Line]:
    """The fields of a claim; who said it and by which way it came are drawn as one."""
    assert change.before and change.after
    was, now = change.before.claim, change.after.claim
    lines = []
    if any(one.name in (*_WAY, "source") for one in change.fields):
        lines.append(line("said by: ", *_gone_and_new(_chain(was, states[0].corpus), _chain(now, states[1].corpus))))
    for one in change.fields:
        if one.name == "answers":
            lines += _answers(was, now, states)
        elif one.name not in (*_WAY, "source"):
            lines.append(told(one))
    return lines


def _chain(claim: Claim, corpus: Corpus) -> str:
    return naming.chain(claim, corpus)


def _answers(was: Claim, now: Claim, states: tuple[State, State]) -> list[Line]:
    questions = {**was.answers, **now.answers}
    return [
        line(f"answer to “{_question(id, states)}”: ", _arrow(was.answers.get(id, ""), now.answers.get(id, "")))
        for id in questions
        if was.answers.get(id) != now.answers.get(id)
    ]


def _question(id: str, states: tuple[State, State]) -> str:
    for state in reversed(states):
        for group in (state.corpus.questions, state.corpus.drafted_questions):
            if id in group:
                return naming.short(group[id].title)
    return str(id)


def _values(change: FieldChange) -> Line:
    before, after = change.before, change.after
    if NOT_REPEATED in (before, after):
        return line(NOT_REPEATED)
    if isinstance(before, list) and isinstance(after, list):
        return _lists(before, after)
    if isinstance(before, dict) and isinstance(after, dict):
        return _mappings(before, after)
    was, now = in_short(before), in_short(after)
    if change.name == "prose" and was and now:
        return _prose(str(before), str(after))
    if was == now:
        return line("the same words, with other blanks or line breaks")
    if change.name in _BY_WORDS and was and now:
        return marked(_flat(before), _flat(after))
    if change.name in _DATES:
        return _arrow(*(_date(text) for text in (was, now)))
    return _arrow(was, now)


def _prose(before: str, after: str) -> Line:
    was, now = laid_out(before), laid_out(after)
    if was == now:
        return line("the same words in lines of other lengths")
    return line("only its layout: " if _flat(before) == _flat(after) else "", prose(was, now))


def _date(text: str) -> str:
    words = in_words(text) if text else ""
    return words if words == text else f"{words} ({text})" if _is_unclear(text) else words


def _is_unclear(text: str) -> bool:
    """Whether two such dates may read the same in words."""
    return not text.replace("-", "").isdigit()


def _arrow(before: str, after: str) -> Line:
    """Before → after; an absent value is said to be none."""
    return _gone_and_new(naming.short(before) or "none", naming.short(after) or "none")


def _gone_and_new(before: str, after: str) -> Line:
    return (Span(before, "gone"), Span(" → "), Span(after, "new"))


def _lists(before: list[Plain], after: list[Plain]) -> Line:
    gone = [in_short(one) for one in before if one not in after]
    new = [in_short(one) for one in after if one not in before]
    if not gone and not new:
        return line("the same in another order: ", ", ".join(map(in_short, after)))
    spans: list[Span] = []
    for sign, words, style in (("− ", gone, "gone"), ("+ ", new, "new")):
        for one in words:
            spans += [Span(("; " if spans else "") + sign), Span(naming.short(one), style)]
    return tuple(spans)


def _mappings(before: Mapping[str, Plain], after: Mapping[str, Plain]) -> Line:
    spans: list[Span] = []
    for key in {**before, **after}:
        if before.get(key) != after.get(key):
            spans += [Span("; " if spans else ""), code(key), Span(" ")]
            spans += _arrow(in_short(before.get(key, "")), in_short(after.get(key, "")))
    return tuple(spans)


def in_short(value: Plain) -> str:
    """A plain value on one line."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list):
        return ", ".join(map(in_short, value))
    return "; ".join(f"{key}: {in_short(held)}" for key, held in value.items())


def _flat(value: Plain) -> str:
    return in_short(value)

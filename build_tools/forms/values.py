"""Answers → values of records: dates, numbers, choices, addresses, prose. Says which field cannot be used, and why."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from build_tools import seeds
from build_tools import values as grammar
from build_tools.blanks.fields import choices_of
from build_tools.forms.read import Filled
from build_tools.problems import Problem, ProblemsFound
from build_tools.text import edtf
from build_tools.text.languages import OWN, code_of_language
from build_tools.text.quantities.find import find_quantities
from build_tools.text.times.find import Anchor, find_times

_EITHER_WAY = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4}")
_WITH_DOTS = re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})")  # the day comes first wherever dates have dots
_BARE_ADDRESS = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?:/[^\s<>\"\\^`{|}]*)?")
_ANYWHERE = re.compile(r"([\\`*_\[\]])")  # what means something wherever it stands in a line
_AT_THE_START = re.compile(r"^([#>+=~|:-]|\d+(?=[.)]))")
_DATES = ("date", "published", "said")
_CHOICES = ("wrong", "kind", "stance", "risk")
_ADDRESSES = {"correction": (), "source": ("link",), "event": ()}  # the others may name a source of the dossier
_BULLET = re.compile(r"\s*[-*•]\s+")
_NEVER_IN_ADDRESS = re.compile(r"[\s<>\"\\^`{|}]")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;"})


def date_of(filled: Filled, key: str) -> str:
    """An answer as an EDTF date; empty where there is none. Raises ProblemsFound where it is no date."""
    words = filled.line(key)
    found = date_in(words)
    if words and not found:
        tip = "Write year, month and day: 2024-11-06; or 2024-11 if the day is not known, 2024-11-04/2024-11-06 for a span."
        raise filled.refuse(key, f"“{words}” cannot be read as a date", tip)
    return found


def date_in(words: str) -> str:
    """Words as an EDTF date: as they are, or a single date in words; empty where they are none.

    Day and month in figures (06/11/2024) are never read: they can be either way round.
    """
    if dotted := _WITH_DOTS.fullmatch(words.strip()):
        words = f"{dotted[3]}-{int(dotted[2]):02}-{int(dotted[1]):02}"
    try:
        return edtf.parse(words).text if words else ""
    except edtf.NotEdtf:
        pass
    if not words.strip() or _EITHER_WAY.search(words):
        return ""
    times = find_times(seeds.read_document(words, "form"), Anchor())
    return times[0].edtf if len(times) == 1 and times[0].text == words.strip(" .") else ""


def number_in(words: str) -> str:
    """Words as a value of the number grammar: “at least 10,000” → ``>=10000``; empty where they hold no single number."""
    try:
        grammar.parse_number(words)
        return words.strip()
    except grammar.NotAValue:
        found = find_quantities(words)
        return found[0].value if len(found) == 1 else ""


def chosen(filled: Filled, key: str, *, otherwise: str = "") -> str:
    """What an answer to a list of choices stands for. Raises ProblemsFound where it is none of them."""
    words, choices = filled.line(key), choices_of(key)
    if not words:
        return otherwise
    folded = words.casefold().rstrip(".")
    for shown, meant in choices.items():
        if folded in (shown.casefold(), meant):
            return meant
    begun = {meant for shown, meant in choices.items() if len(folded) > 2 and shown.casefold().startswith(folded)}
    if len(begun) == 1:
        return begun.pop()
    raise filled.refuse(key, f"“{_short(words)}” is none of the answers", "One of: " + " · ".join(choices) + ".")


def address_of(filled: Filled, key: str) -> str:
    """A web address; empty where there is none. Raises ProblemsFound where a browser could not follow it."""
    words = filled.line(key).strip("<>")
    if _BARE_ADDRESS.fullmatch(words):
        words = f"https://{words}"
    if words and not is_address(words):
        raise filled.refuse(
            key, f"“{_short(words)}” is no web address", "Write the whole address, beginning with https://."
        )
    return words


def language_of(filled: Filled, key: str) -> str:
    """The code of a language by its name or code; English where there is no answer. Raises ProblemsFound."""
    words = filled.line(key)
    code = code_of_language(words) if words else OWN
    if not code:
        tip = "Write the language's English name or its code, such as uk for Ukrainian."
        raise filled.refuse(key, f"“{_short(words)}” is not known here as a language", tip)
    return code


def require_readable(filled: Filled) -> None:
    """Every date, choice and address of a form read once. Raises ProblemsFound with all that cannot be."""
    problems: list[Problem] = []
    read = ((date_of, _DATES), (chosen, _CHOICES), (language_of, ("language",)), (address_of, _ADDRESSES[filled.form]))
    for reader, keys in read:
        for key in keys:
            try:
                reader(filled, key)
            except ProblemsFound as found:
                problems += found.problems
    if problems:
        raise ProblemsFound(problems)


def is_address(words: str) -> bool:
    """Whether words are an address that a browser may follow."""
    try:
        parts = urlsplit(words)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not _NEVER_IN_ADDRESS.search(words)


def prose(words: str) -> str:
    """Text as Markdown that shows it as it is: no sign in it means anything but an empty line, and bullets that lead lines."""
    paragraphs = (_lines_of(one) for one in re.split(r"\n\s*\n", words))
    return "\n\n".join("\n".join(lines) for lines in paragraphs if lines)


def _lines_of(paragraph: str) -> list[str]:
    """The lines of a list; what is none, on one line."""
    lines = [line for line in paragraph.split("\n") if line.strip()]
    bullets = [_BULLET.match(line) for line in lines]
    if all(bullets):
        return ["- " + _escaped(line[bullet.end() :]) for line, bullet in zip(lines, bullets, strict=True) if bullet]
    return [_escaped(" ".join(paragraph.split()))]


def _escaped(words: str) -> str:
    words = _ANYWHERE.sub(r"\\\1", words.strip().translate(_ENTITIES)).replace("](", "]\\(")
    return _AT_THE_START.sub(lambda sign: sign[0] + "\\" if sign[0].isdigit() else "\\" + sign[0], words)


def _short(words: str) -> str:
    return words if len(words) <= 80 else words[:77] + "…"

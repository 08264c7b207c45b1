"""The text of a filled form → its answers, each with the line it stands on. Knows neither records nor what is true.

GitHub makes ``### Label`` and the answer below of each field; people who write an e-mail may write ``Label: answer``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from build_tools.blanks.fields import FORMS, NO_ANSWER, Field, fields_of
from build_tools.problems import Location, Problem, ProblemsFound

LONGEST = 100_000  # GitHub ends an issue at 65,536 characters
_HEADING = re.compile(r"#{2,4}[ \t]+(?P<label>\S.*)")
_LED = re.compile(
    r"[ \t]*(?:\*\*|__)?(?P<label>[A-Z][^:*_\n]{2,60}?)(?:\*\*|__)?[ \t]*:(?:\*\*|__)?(?P<rest>(?:[ \t].*)?)"
)
_SIGNATURE = "-- "
_HINT = re.compile(r"[ \t]*<!--.*-->[ \t]*")
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Marks that turn the direction of what follows (they make a line read other than it is), and what is no character.
_HIDDEN = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]")


@dataclass(frozen=True)
class Answer:
    """What somebody wrote in a field: tidy text (LF, NFC, no control characters), and the line where it begins."""

    text: str
    line: int


@dataclass(frozen=True)
class Filled:
    """A filled form: which one, its answers by key (empty ones are left out), and the name of the file it came in."""

    form: str
    path: str
    answers: Mapping[str, Answer] = field(default_factory=dict)

    def get(self, key: str) -> str:
        """An answer as it was written; empty where there is none."""
        found = self.answers.get(key)
        return found.text if found else ""

    def line(self, key: str) -> str:
        """An answer on one line."""
        return " ".join(self.get(key).split())

    def listed(self, key: str) -> tuple[str, ...]:
        """The lines of an answer without bullets; those of a single line that are set apart by semicolons."""
        lines = [_without_bullet(line) for line in self.get(key).split("\n")]
        lines = [line for line in lines if line]
        return tuple(dict.fromkeys(part for line in lines for part in _parts(line)))

    def passages(self, key: str) -> tuple[str, ...]:
        """The paragraphs of an answer, each on one line, without the marks of a quotation in Markdown."""
        paragraphs = re.split(r"\n[ \t>]*\n", self.get(key))
        joined = (" ".join(_unquoted(line) for line in paragraph.split("\n")) for paragraph in paragraphs)
        return tuple(dict.fromkeys(words for one in joined if (words := " ".join(one.split()))))

    def label(self, key: str) -> str:
        """What people see above a field."""
        return next(one.label for one in fields_of(self.form) if one.key == key)

    def problem(self, key: str, code: str, message: str, tip: str = "") -> Problem:
        """A finding at an answer, which names its field."""
        found = self.answers.get(key)
        where = Location(self.path, found.line if found else 1)
        return Problem(where, code, f"“{self.label(key)}”: {message}", tip)

    def refuse(self, key: str, message: str, tip: str = "") -> ProblemsFound:
        """What to raise where an answer cannot be used."""
        return ProblemsFound([self.problem(key, "form-answer", message, tip)])


def _parts(line: str) -> Iterator[str]:
    return filter(None, (part.strip() for part in line.split(";")))


def _without_bullet(line: str) -> str:
    return re.sub(r"^\s*(?:[-*•–]\s+|\d{1,2}[.)]\s+)", "", line).strip()


def _unquoted(line: str) -> str:
    return re.sub(r"^\s*(?:>\s?)+", "", line)


def read_form(text: str, path: str) -> Filled:
    """The answers of a filled form. Raises ProblemsFound: ``form-unknown``, ``form-incomplete``, ``form-answer``."""
    if len(text) > LONGEST:
        raise ProblemsFound([_too_long(path, len(text))])
    lines = _of_the_form(tidy(text).split("\n"))
    headings = list(_headings(lines))
    form = _form_of([label for _, label, _ in headings], path)
    known = {_folded(one.label): one for one in fields_of(form)}
    mine = [(line, known[label], rest) for line, label, rest in headings if label in known]
    ends = [line for line, _, _ in mine[1:]] + [len(lines)]
    answers: dict[str, Answer] = {}
    problems: list[Problem] = []
    for (at, asked, rest), end in zip(mine, ends, strict=True):
        if asked.key in answers:
            problems.append(_twice(path, at, asked))
        answers[asked.key] = _answer([rest, *lines[at + 1 : end]], at)
    filled = Filled(form, path, {key: answer for key, answer in answers.items() if answer.text})
    problems += [problem for asked in fields_of(form) for problem in _judged(filled, asked)]
    if problems:
        raise ProblemsFound(problems)
    return filled


def tidy(text: str) -> str:
    """Text with LF and in NFC, without control characters, marks that turn its direction, or halves of characters."""
    text = _BREAKS.sub("\n", text).replace("\u00a0", " ").replace("\u202f", " ")
    text = _HIDDEN.sub("", unicodedata.normalize("NFC", text))
    return "".join(char for char in text if char in "\n\t" or not _is_none(char)).replace("\t", " ")


def _is_none(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cs", "Cn", "Co")


def _headings(lines: list[str]) -> Iterator[tuple[int, str, str]]:
    """The lines that bear a label of some form: number, folded label, what follows on the line.

    Where there are headings of Markdown, nothing else is one: an answer may hold “Publisher: …”.
    """
    labels = {_folded(one.label) for form in FORMS for one in fields_of(form)}
    found = [(at, _folded(match["label"]), "") for at, line in enumerate(lines) if (match := _HEADING.fullmatch(line))]
    if any(label in labels for _, label, _ in found):
        return ((at, label, rest) for at, label, rest in found if label in labels)
    led = ((at, match) for at, line in enumerate(lines) if (match := _LED.fullmatch(line)))
    return ((at, _folded(match["label"]), match["rest"]) for at, match in led if _folded(match["label"]) in labels)


def _of_the_form(lines: list[str]) -> list[str]:
    """The lines without what an e-mail puts around them: a mark of citation before each, a signature behind all."""
    if all(line.startswith(">") for line in lines if line.strip()):
        lines = [re.sub(r"^>[ \t]?", "", line) for line in lines]
    return lines[: lines.index(_SIGNATURE)] if _SIGNATURE in lines else lines


def _folded(label: str) -> str:
    return " ".join(re.sub(r"[^\w ]", " ", label.casefold()).split())


def _form_of(labels: list[str], path: str) -> str:
    """The form most of whose labels are there; of two, the one that the first label belongs to."""
    if not labels:
        tip = "Fill in what `claimline form --blank correction` (or source, event) prints, and leave its headings as they are."
        raise ProblemsFound(
            [Problem(Location(path), "form-unknown", "this text is no form: it has none of the headings", tip)]
        )
    held = {form: {_folded(one.label) for one in fields_of(form)} for form in FORMS}
    return max(FORMS, key=lambda form: (len(held[form] & set(labels)), labels[0] in held[form]))


def _answer(lines: list[str], at: int) -> Answer:
    kept = [line for line in lines if not _HINT.fullmatch(line)]
    text = "\n".join(line.rstrip() for line in kept).strip()
    first = next((number for number, line in enumerate(lines) if line.strip() and not _HINT.fullmatch(line)), 0)
    return Answer("" if text in (NO_ANSWER, "None") else text, at + first + 1)


def _judged(filled: Filled, asked: Field) -> Iterator[Problem]:
    text = filled.get(asked.key)
    if asked.required and not text:
        yield filled.problem(asked.key, "form-incomplete", "nothing is filled in here", asked.hint)
    elif len(text) > asked.longest:
        message = f"{len(text):,} characters are too long for this field, which takes {asked.longest:,}"
        yield filled.problem(asked.key, "form-answer", message, asked.hint)


def _twice(path: str, at: int, asked: Field) -> Problem:
    tip = "A line that begins with ### and a heading of the form is read as that heading: take the ### away in the answer."
    return Problem(Location(path, at + 1), "form-answer", f"“{asked.label}” stands twice in this form", tip)


def _too_long(path: str, length: int) -> Problem:
    tip = "Say what is wrong or new in a few paragraphs; link to longer texts."
    return Problem(Location(path), "form-answer", f"{length:,} characters are too long for a form", tip)

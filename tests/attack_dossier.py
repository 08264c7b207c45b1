"""A dossier whose every text field holds a string that tries to be more than text. Knows files, and how values are written.

Each string has a set of records of its own; some share a record by the dozen. A value is the string and, behind it, a word of
the field's own by which it is found again on a page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from attack_browser import Seen
from attack_fields import GAP, Field, as_yaml, kind_of, template

from build_tools.dossier import Dossier, open_dossier, read_seed
from build_tools.inspection import find_problems
from build_tools.problems import Problem, ProblemsFound, errors_among

# What a page shows by what it means and not in its own letters: Markdown, and part of an address; and what no page shows.
INTERPRETED = frozenset({"body", "links"})
NOT_ON_PAGES: frozenset[tuple[str, str]] = frozenset(
    {("entry", "proposed_by"), ("source", "original"), ("home", "title"), ("home", "waivers.reason")}
    | {(kind, "was") for kind in ("entry", "source", "actor", "place", "question")}
)
# While one of these is not what it has to be, much else that stands on it is told to be wrong: they are mended first.
_BEARING = frozenset(
    {
        "seed",
        "original",
        "sha256",
        "language",
        "published",
        "retrieved",
        "claims.source",
        "kind",
        "status",
        "reliability",
    }
)
_BEHIND = {
    ("waiver-unneeded", "waivers.rule"): "waivers.about",
    ("number-unborne", "body"): "waivers.about",
    ("quote-missing", "claims.quote"): "claims.after",
    ("quote-missing", "set_aside.quote"): "set_aside.after",
}
_EXCERPTS = {"set_aside.quote": 3}  # by field, how many letters at least are shown of it
_SPACED = frozenset({("source", "kind")})  # whose hyphens are shown as blanks
_PICTURE = "!["  # in prose a description stands for it, and for what Markdown takes for its address
_QUOTATION = dict.fromkeys(map(ord, "\"'“”‘’"))
_WORD = re.compile(r"zq\d+x[a-wy]+x[a-y]+z")
_UNSEEN = re.compile(
    r"[\s\x00-\x1f\x7f-\x9f\ufffd]+"
)  # a page holds no control code: a mark that names it stands there
_SOURCE = "content/sources/s{}.md"
_SEED = "seeds/s{}.txt"
# By template, where the record lies and how many strings it holds (0: all of them).
_FILES: Mapping[str, tuple[str, int]] = {
    "entry.md": ("content/timeline/2031/e{}.md", 1),
    "actor.md": ("content/actors/a{}.md", 1),
    "outlet.md": ("content/actors/b{}.md", 1),
    "place.md": ("content/places/p{}.md", 1),
    "source.md": (_SOURCE, 1),
    "question.md": ("content/questions/q{}.md", 1),
    "seed.txt": (_SEED, 1),
    "words.md": ("content/questions/t{}.md", 12),
    "choice.md": ("content/questions/o{}.md", 12),
    "vocabulary.yml": ("content/vocabulary.yml", 0),
    "home.md": ("content/index.md", 0),
    "about.md": ("content/about.md", 0),
}


@dataclass
class Laid:
    """A dossier on disk. ``refused``: by field, the code of the problem that keeps its string out; ``at``: by path and line."""

    root: Path
    strings: Sequence[str]
    refused: dict[Field, str] = field(default_factory=dict)
    at: dict[tuple[str, int], Field] = field(default_factory=dict)

    def value(self, one: Field) -> str:
        """What the field holds."""
        return f"{self.strings[one.number]} {one.word}"

    @property
    def fields(self) -> list[Field]:
        """All fields of records, those that were refused too."""
        return sorted(set(self.at.values()) | self.refused.keys())


def lay(root: Path, attacks: Sequence[str], settings: str) -> Laid:
    """Write the dossier, and as long as a problem keeps it from being built, the fields that it names without their strings."""
    laid = Laid(root, attacks)
    (root / "content").mkdir(parents=True)
    (root / "mkdocs.yml").write_text(settings, encoding="utf-8")
    while errors := _errors(laid, find_problems):
        _refuse(laid, errors)
    return laid


def _errors(laid: Laid, finding: Callable[[Dossier], Sequence[Problem]]) -> Sequence[Problem]:
    _write(laid)
    return errors_among(finding(open_dossier(laid.root)))


def _refuse(laid: Laid, errors: Sequence[Problem]) -> None:
    named = {_meant(error, laid): error.code for error in errors}
    fresh = {one: code for one, code in named.items() if one not in laid.refused}
    assert fresh, [str(one) for one in errors[:5]]
    laid.refused |= {one: code for one, code in fresh.items() if one.name in _BEARING} or fresh


def _field_at(path: str, line: int, laid: Laid) -> Field:
    """The field on that line, or the one above it: prose, and what stands over several lines."""
    above = [at for at in laid.at if at[0] == path and at[1] <= line]
    assert above, f"{path}:{line}: a problem that no field of an attack leads to"
    return laid.at[max(above)]


def _meant(error: Problem, laid: Laid) -> Field:
    """The field that is at fault, where another one is named as long as that is there."""
    one = _field_at(error.where.path, error.where.line, laid)
    behind = Field(one.number, one.kind, _BEHIND.get((error.code, one.name), one.name))
    return one if behind in laid.refused else behind


def _write(laid: Laid) -> None:
    laid.at.clear()
    for name, (folder, together) in _FILES.items():
        step = together or len(laid.strings)
        for first in range(0, len(laid.strings), step):
            numbers = range(first, min(first + step, len(laid.strings)))
            path = folder.format(first // step)
            place = laid.root / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text("".join(_record(name, path, numbers, laid)), encoding="utf-8", newline="")
    for number in range(len(laid.strings)):
        _hash(laid.root, number)


def _hash(root: Path, number: int) -> None:
    """Into the record of the source, where its text can be read."""
    source = root / _SOURCE.format(number)
    try:
        told = f'"{read_seed(root / _SEED.format(number)).sha256}"'
    except ProblemsFound:
        told = '"' + 64 * "0" + '"'
    source.write_bytes(source.read_bytes().replace(b'"SHA256"', told.encode()))


def _record(name: str, path: str, numbers: range, laid: Laid) -> Iterator[str]:
    """Its lines; what stands within ``<each>`` once for each number."""
    row = 1
    for at, part in enumerate(re.split(r"</?each>\n", template(name))):
        for number in numbers if at % 2 else numbers[:1]:
            for line in part.splitlines(keepends=True):
                told = line.replace("@", str(number)).replace("§", str(number // 12))
                if gap := GAP.search(told):
                    one = Field(number, gap[1] or kind_of(name), gap[2])
                    told = _filled(told, gap, one, laid, as_is=one.name == "body" or name == "seed.txt")
                    if told:
                        laid.at[path, row] = one
                row += told.count("\n")
                yield told


def _filled(line: str, gap: re.Match[str], one: Field, laid: Laid, *, as_is: bool) -> str:
    """The line with the string, or with what stands instead; empty where nothing does."""
    if one in laid.refused and not gap[3]:
        rest = re.sub(r",? ?" + re.escape(gap[0]), "", line)
        return rest if re.search(r"\[[^\]]", rest) else ""
    told = gap[3] if one in laid.refused else laid.value(one)
    return line.replace(gap[0], told if as_is else as_yaml(told))


def codes(laid: Laid) -> Mapping[str, int]:
    """How many strings each problem keeps out."""
    found: dict[str, int] = {}
    for code in laid.refused.values():
        found[code] = found.get(code, 0) + 1
    return dict(sorted(found.items()))


def lost(laid: Laid, seen: Seen) -> Iterator[str]:
    """The strings that were taken and are nowhere shown letter by letter; and those that no page was to show."""
    shown = _shown(laid, seen)
    for one in laid.fields:
        hidden = (one.kind, one.name) in NOT_ON_PAGES
        if one not in laid.refused and (one in shown) == hidden:
            told = "shown after all" if hidden else "not shown"
            yield f"{one.kind} {one.name}: {laid.strings[one.number]!r} is {told}"


def _shown(laid: Laid, seen: Seen) -> set[Field]:
    """The fields whose values stand on a page to the letter; but a word may begin large, and quotation marks are the page's."""
    wanted = {one: _wanted(one, laid) for one in laid.fields}
    by_word = {one.word: one for one in wanted}
    texts, shown = list(map(compared, (*seen.texts, *seen.told))), set[Field]()
    for text in texts:
        for word in _WORD.finditer(text):
            one = by_word.get(word[0])
            if one and one not in shown and text.endswith(wanted[one], 0, word.end()):
                shown.add(one)
    short = [one for one in wanted if one.name in _EXCERPTS and one not in shown]
    pictures = [one for one in wanted if one.name == "body" and laid.strings[one.number].startswith(_PICTURE)]
    begun = [one for one in short if _is_begun(wanted[one], _EXCERPTS[one.name], "\n".join(texts))]
    return shown.union(begun, pictures)


def _wanted(one: Field, laid: Laid) -> str:
    told = one.word if one.name in INTERPRETED else laid.value(one)
    return compared(told.replace("-", "") if (one.kind, one.name) in _SPACED else told)


def _is_begun(value: str, least: int, texts: str) -> bool:
    return any(f"{value[:end]}…" in texts for end in range(len(value) - 1, least, -1))


def compared(text: str) -> str:
    """As it is compared: no white space, no control codes, small letters, no quotation marks."""
    return _UNSEEN.sub("", text.casefold().translate(_QUOTATION))

"""A dossier whose every text field holds a string that tries to be more than text. Knows files, and how values are written.

Each string has a set of records of its own (``tests/trust/attacks/records``), in which ``<<field|instead>>`` marks a field.
A value is the string and, behind it, a word of the field's own by which it is found again on a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from attack_browser import Seen, plain

from build_tools.dossier import open_dossier, read_seed
from build_tools.inspection import find_problems
from build_tools.problems import ProblemsFound, errors_among

ATTACKS = Path(__file__).parent / "trust" / "attacks"
_LETTER = re.compile(r"\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|([nrt\\]))")
_SHORT = {"n": "\n", "r": "\r", "t": "\t", "\\": "\\"}
# What a page shows by what it means and not in its own letters: Markdown, and part of an address; and what no page shows.
INTERPRETED = frozenset({"body", "link"})
NOT_ON_PAGES = frozenset({("entry", "proposer")})
_QUOTATION = dict.fromkeys(map(ord, "\"'“”‘’"))
_GAP = re.compile(r"<<(\w+)\|(.*)>>")
_FOLDERS = {
    "entry": "content/timeline/2031/e{}.md",
    "actor": "content/actors/a{}.md",
    "place": "content/places/p{}.md",
    "source": "content/sources/s{}.md",
    "question": "content/questions/q{}.md",
    "count": "content/questions/c{}.md",
    "seed": "seeds/s{}.txt",
}


@dataclass(frozen=True, order=True)
class Field:
    """Where a string is put: into which field of the records of which number."""

    number: int
    kind: str
    name: str

    @property
    def word(self) -> str:
        """The word by which its value is found again."""
        kind = _quoting(self) if self.kind == "seed" else self.kind
        return f"zq{self.number}x{kind}x{self.name}z"


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
        return sorted({one for one in self.at.values() if one.kind != "seed"})


def strings() -> list[tuple[str, str]]:
    """The corpus of strings, each with its family."""
    lines = (ATTACKS / "strings.tsv").read_text(encoding="utf-8").split("\n")
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return [(family, _LETTER.sub(_letter, text)) for family, text in rows]


def _letter(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    return chr(int(code, 16)) if code else _SHORT[match[4]]


def lay(root: Path, attacks: Sequence[str], settings: str) -> Laid:
    """Write the dossier, and as long as a problem keeps it from being built, the fields that it names without their strings."""
    laid = Laid(root, attacks)
    (root / "content").mkdir(parents=True)
    (root / "mkdocs.yml").write_text(settings, encoding="utf-8")
    (root / "content" / "index.md").write_text("---\ntitle: Attacks\n---\nWords.\n", encoding="utf-8")
    while True:
        _write(laid)
        errors = errors_among(find_problems(open_dossier(root)))
        named = {_field_at(error.where.path, error.where.line, laid): error.code for error in errors}
        fresh = {one: code for one, code in named.items() if one not in laid.refused}
        if not errors:
            return laid
        assert fresh, [str(one) for one in errors[:5]]
        laid.refused |= fresh


def _field_at(path: str, line: int, laid: Laid) -> Field:
    """The field on that line, or the one above it: prose, and what stands over several lines."""
    above = [at for at in laid.at if at[0] == path and at[1] <= line]
    assert above, f"{path}:{line}: a problem that no field of an attack leads to"
    return laid.at[max(above)]


def _write(laid: Laid) -> None:
    laid.at.clear()
    kinds: list[str] = []
    for number in range(len(laid.strings)):
        for kind, folder in _FOLDERS.items():
            path = folder.format(number)
            place = laid.root / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text("".join(_lines(kind, number, path, laid)), encoding="utf-8", newline="")
        _hash(laid.root, number)
        kinds += _vocabulary(number, laid, 4 * number + 1)
    (laid.root / "content" / "vocabulary.yml").write_text("".join(kinds), encoding="utf-8", newline="")


def _hash(root: Path, number: int) -> None:
    """Into the record of the source, where its text can be read."""
    source = root / _FOLDERS["source"].format(number)
    try:
        told = f"sha256: {read_seed(root / _FOLDERS['seed'].format(number)).sha256}\n"
    except ProblemsFound:
        told = ""
    source.write_bytes(source.read_bytes().replace(b"sha256: <sha256>\n", told.encode()))


def _lines(kind: str, number: int, path: str, laid: Laid) -> Iterator[str]:
    suffix = ".txt" if kind == "seed" else ".md"
    template = (ATTACKS / "records" / f"{kind}{suffix}").read_text(encoding="utf-8").replace("@", str(number))
    row = 1
    for line in template.splitlines(keepends=True):
        gap = _GAP.search(line)
        if gap:
            one = Field(number, kind, gap[1])
            laid.at[path, row] = one
            line = line.replace(gap[0], _filled(one, gap[2], laid))
        row += line.count("\n")
        yield line


def _filled(one: Field, instead: str, laid: Laid) -> str:
    """Text as it is in prose and articles, elsewhere as a value of YAML."""
    if one.kind == "seed":
        return instead if {one, Field(one.number, _quoting(one), one.name)} & laid.refused.keys() else laid.value(one)
    broken = one.name in ("quote", "aside", "written") and Field(one.number, "seed", one.name) in laid.refused
    if one in laid.refused or broken:
        if broken:
            laid.refused[one] = laid.refused[Field(one.number, "seed", one.name)]
        return instead if one.name == "body" else as_yaml(instead)
    return laid.value(one) if one.name == "body" else as_yaml(laid.value(one))


def _quoting(one: Field) -> str:
    return "source" if one.name == "aside" else "entry"


def _vocabulary(number: int, laid: Laid, row: int) -> Iterator[str]:
    label, about = Field(number, "type", "label"), Field(number, "type", "description")
    for at, one in ((row + 1, label), (row + 2, about)):
        laid.at["content/vocabulary.yml", at] = one
    told = [as_yaml("Kind" if one in laid.refused else laid.value(one)) for one in (label, about)]
    yield f"kind{number}:\n  label: {told[0]}\n  description: {told[1]}\n\n"


def as_yaml(text: str) -> str:
    """In double quotes, on one line, with an escape for all but plain letters."""
    return '"' + "".join(_escaped(letter) for letter in text) + '"'


def _escaped(letter: str) -> str:
    if letter.isascii() and letter.isprintable() and letter not in '"\\':
        return letter
    return f"\\U{ord(letter):08x}"


def codes(laid: Laid) -> Mapping[str, int]:
    """How many strings each problem keeps out."""
    found: dict[str, int] = {}
    for code in laid.refused.values():
        found[code] = found.get(code, 0) + 1
    return dict(sorted(found.items()))


def lost(laid: Laid, seen: Seen) -> Iterator[str]:
    """The strings that were taken and are nowhere shown letter by letter."""
    everything = _compared("\n".join([*seen.texts, *seen.told]))
    for one in laid.fields:
        if (
            one not in laid.refused
            and (one.kind, one.name) not in NOT_ON_PAGES
            and not _is_shown(one, laid, everything)
        ):
            yield f"{one.kind} {one.name}: {laid.strings[one.number]!r}"


def _is_shown(one: Field, laid: Laid, everything: str) -> bool:
    """To the letter; but a word may begin large, and quotation marks are the page's."""
    told = one.word if one.name in INTERPRETED else plain(laid.value(one))
    return _compared(told) in everything


def _compared(text: str) -> str:
    return " ".join(text.casefold().translate(_QUOTATION).split())

"""Every regular expression of the package with the ways it is used, and strings made of its own parts to attack it.

Listed twice over: by the literals in the source (``ast``), and by noting what is compiled while the package runs, since
many are put together from tables of words.
"""

from __future__ import annotations

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import build_tools

PACKAGE = Path(build_tools.__file__).parent
_WAYS = ("match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer")
_FEW = 4  # samples of one part
_MANY = 8  # repetitions from which a part can be pumped


@dataclass(frozen=True)
class Expression:
    """A regular expression, where it is compiled, and whether it is tried at every place of a text or at one only."""

    where: str
    pattern: str | bytes
    flags: int
    anchored: bool

    def run(self, text: str) -> None:
        """What the package does with it, at its dearest."""
        compiled = re.compile(self.pattern, self.flags)
        subject: Any = text.encode("utf-8", "replace") if isinstance(self.pattern, bytes) else text
        if self.anchored:
            compiled.match(subject)
            compiled.fullmatch(subject)
        else:
            for _ in compiled.finditer(subject):
                pass


# ── which there are ─────────────────────────────────────────────────────────────────────────────────────────


@contextmanager
def noted() -> Iterator[dict[tuple[str, int, str | bytes, int], str]]:
    """While this is open, what the package has compiled: (file, line, pattern, flags) → by which function of ``re``."""
    found: dict[tuple[str, int, str | bytes, int], str] = {}
    before = re._compile  # type: ignore[attr-defined]

    def noting(pattern: Any, flags: Any) -> Any:
        caller = sys._getframe(1)
        way, frame = caller.f_code.co_name, caller.f_back
        if frame and frame.f_code.co_filename.startswith(str(PACKAGE)) and isinstance(pattern, str | bytes):
            found[frame.f_code.co_filename, frame.f_lineno, pattern, int(flags)] = way
        return before(pattern, flags)

    re._compile = noting  # type: ignore[attr-defined]
    try:
        yield found
    finally:
        re._compile = before  # type: ignore[attr-defined]


def written() -> dict[tuple[str, int, str | bytes, int], str]:
    """What stands in the source as a literal, in the form of ``noted``."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _is_of_re(node.func) and node.args:
                pattern, flags = node.args[0], _flags_of(node)
                if isinstance(pattern, ast.Constant) and isinstance(pattern.value, str | bytes):
                    found[str(path), node.lineno, pattern.value, flags] = node.func.attr  # type: ignore[attr-defined]
    return found


def _is_of_re(called: ast.expr) -> bool:
    is_of = isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name) and called.value.id == "re"
    return is_of and called.attr in ("compile", *_WAYS)  # type: ignore[attr-defined]


def _flags_of(call: ast.Call) -> int:
    names = [node.attr for part in (*call.args[1:], *(one.value for one in call.keywords)) for node in ast.walk(part)
             if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "re"]  # fmt: skip
    return int(sum({getattr(re, name) for name in names if isinstance(getattr(re, name), re.RegexFlag)}, start=0))


def expressions(found: dict[tuple[str, int, str | bytes, int], str]) -> list[Expression]:
    """Each once, with how it is used: one that is only ever matched at one place counts as anchored."""
    uses = _uses()
    made: dict[tuple[str | bytes, int], Expression] = {}
    for (file, line, pattern, flags), way in sorted(found.items(), key=repr):
        ways = uses.get((file, line), {"search"}) if way == "compile" else {way}
        anchored = ways <= {"match", "fullmatch"}
        key = (pattern, flags)
        where = f"{Path(file).relative_to(PACKAGE.parent)}:{line}"
        before = made.get(key)
        if before is None or (before.anchored and not anchored):
            made[key] = Expression(where, pattern, flags, anchored)
    return list(made.values())


def _uses() -> dict[tuple[str, int], set[str]]:
    """For each line on which a named expression is compiled: the methods that its file, or another, calls of it."""
    uses: dict[tuple[str, int], set[str]] = {}
    everywhere: dict[str, set[str]] = defaultdict(set)
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}
    called = {path: _called(tree) for path, tree in trees.items()}
    for of_file in called.values():
        for name, ways in of_file.items():
            everywhere[name] |= ways
    for path, tree in trees.items():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Assign | ast.AnnAssign) or not isinstance(node.value, ast.Call):
                continue
            if _is_of_re(node.value.func):
                target = node.targets[0] if isinstance(node, ast.Assign) else node.target
                name = target.id if isinstance(target, ast.Name) else ""
                ways = (called[path] if name.startswith("_") else everywhere).get(name)
                for line in range(node.lineno, (node.end_lineno or node.lineno) + 1):
                    uses[str(path), line] = ways or {"search"}
    return uses


def _called(tree: ast.AST) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in _WAYS:
            owner = node.value
            name = owner.id if isinstance(owner, ast.Name) else owner.attr if isinstance(owner, ast.Attribute) else ""
            found[name].add(node.attr)
    return found


# ── how each is attacked ────────────────────────────────────────────────────────────────────────────────────


def attacks(expression: Expression) -> list[Callable[[int], str]]:
    """Makers of strings of about ``length`` characters: a repeated part goes on and on, in its place or from the start,
    and what follows never comes.
    """
    pattern = expression.pattern
    try:
        parsed = parser.parse(pattern, expression.flags)
    except re.error:
        return []
    units: dict[tuple[str, str, str], None] = {}
    for prefix, pump in islice(_pumps(list(parsed), ""), 60):
        for ending in ("", "\x00", "!x"):
            units[prefix, pump, ending] = None
        units["", prefix + pump, ""] = None
        units["", prefix or pump, ""] = None
    for whole in islice(_samples(list(parsed)), _FEW):
        units["", whole, ""] = None
        units["", whole[:-1], ""] = None
    return [_maker(*unit) for unit in units if unit[1]]


def _maker(prefix: str, pump: str, ending: str) -> Callable[[int], str]:
    def make(length: int) -> str:
        return prefix + pump * (length // len(pump)) + ending

    make.__name__ = f"{prefix!r} + {pump!r} × n + {ending!r}"
    return make


def _pumps(parts: list[Any], prefix: str) -> Iterator[tuple[str, str]]:
    """Pairs (what leads there, what can be repeated) for every part that repeats without a small limit."""
    for at, (kind, held) in enumerate(parts):
        before = prefix + _sample(parts[:at])
        if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, getattr(sre, "POSSESSIVE_REPEAT", None)):
            _, most, inner = held
            if most >= _MANY:
                after = _sample(parts[at + 1 : at + 3])
                for sample in islice(_samples(list(inner)), _FEW):
                    yield before, sample
                    if after:
                        yield before, sample + after
            yield from _pumps(list(inner), before)
        elif kind is sre.SUBPATTERN:
            yield from _pumps(list(held[-1]), before)
        elif kind is sre.BRANCH:
            for branch in held[1][:20]:
                yield from _pumps(list(branch), before)
        elif kind in (sre.ASSERT, sre.ASSERT_NOT):
            yield from _pumps(list(held[1]), before)
        elif kind is getattr(sre, "ATOMIC_GROUP", None):
            yield from _pumps(list(held), before)


def _sample(parts: list[Any]) -> str:
    return next(_samples(parts), "")


def _samples(parts: list[Any]) -> Iterator[str]:
    """A few short strings that these parts match, or nearly."""
    choices = [list(islice(_of_one(kind, held), _FEW)) or [""] for kind, held in parts[:12]]
    for number in range(max((len(one) for one in choices), default=0)):
        yield "".join(one[number % len(one)] for one in choices)


def _of_one(kind: Any, held: Any) -> Iterator[str]:
    if kind is sre.LITERAL:
        yield chr(held)
    elif kind is sre.NOT_LITERAL:
        yield from (sign for sign in "a 1" if ord(sign) != held)
    elif kind is sre.ANY:
        yield from 'a "'
    elif kind is sre.IN:
        yield from _of_set(held)
    elif kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, getattr(sre, "POSSESSIVE_REPEAT", None)):
        least, _, inner = held
        for sample in _samples(list(inner)):
            yield sample * max(1, least)
    elif kind is sre.SUBPATTERN:
        yield from _samples(list(held[-1]))
    elif kind is getattr(sre, "ATOMIC_GROUP", None):
        yield from _samples(list(held))
    elif kind is sre.BRANCH:
        for branch in held[1]:
            yield from islice(_samples(list(branch)), 1)


def _of_set(held: list[Any]) -> Iterator[str]:
    if held and held[0][0] is sre.NEGATE:
        barred = re.compile("[" + "".join(_as_class(one) for one in held[1:]) + "]")
        yield from (sign for sign in 'a 1.A-,_\n("' if not barred.match(sign))
        return
    for kind, what in held:
        if kind is sre.LITERAL:
            yield chr(what)
        elif kind is sre.RANGE:
            yield chr(what[0])
        elif kind is sre.CATEGORY:
            yield from {sre.CATEGORY_SPACE: " \n", sre.CATEGORY_DIGIT: "1", sre.CATEGORY_WORD: "a1_"}.get(what, "a .")


def _as_class(one: tuple[Any, Any]) -> str:
    kind, what = one
    if kind is sre.LITERAL:
        return re.escape(chr(what))
    if kind is sre.RANGE:
        return f"{re.escape(chr(what[0]))}-{re.escape(chr(what[1]))}"
    names = {sre.CATEGORY_SPACE: r"\s", sre.CATEGORY_NOT_SPACE: r"\S", sre.CATEGORY_DIGIT: r"\d",
             sre.CATEGORY_NOT_DIGIT: r"\D", sre.CATEGORY_WORD: r"\w", sre.CATEGORY_NOT_WORD: r"\W"}  # fmt: skip
    return names.get(what, "")

"""Strings, lists and mappings as YAML text, byte for byte as PyYAML writes them in the style of a record, but sooner.

A scalar that is plainly plain is written here; whether any other one needs quotes, PyYAML says.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import yaml

Plain = str | list[Any] | dict[str, Any]

# A list or mapping of plain words stays on its key's line up to this many characters.
_FLOW_LIMIT = 100
_LONGEST_KEY = 1020  # characters as written: beyond, YAML takes it for no key
# What needs no second look: a letter, an opening quotation mark or a number and a word, then no sign of YAML’s own; some
# forms of numbers and days, and checksums.
_ODD = r"\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff\U0010ffff"
_RARE = r"\U00010000-\U0010ffff"  # PyYAML writes these as escapes between quotes
_SIGNS = r",?\[\]{}"
_EDTF = r"[0-9]{4}(?:-[0-9]{2}){0,2}"
_NUMBERS = (
    r"(?:[0-9]+(?:/|\.\.)[0-9]+|[0-9]+(?:\.[0-9]+)?%|(?=[0-9b]*[ac-f])[0-9a-f]{64}"
    rf"|\.\./{_EDTF}|{_EDTF}/(?:\.\.|{_EDTF}))"
)
_OPENING = r"[^\W\d_]|[“‘$€£]"
_IN_BLOCK = re.compile(
    rf"{_NUMBERS}|(?:{_OPENING}|[0-9][^{_ODD}#: ]* (?=[^\W\d_]))[^{_ODD}#:]*(?::(?=\w)[^{_ODD}#:]*)*(?<! )"
)
_IN_FLOW = re.compile(rf"{_NUMBERS}|(?:{_OPENING}|[0-9][^{_ODD}{_SIGNS}#: ]* (?=[^\W\d_]))[^{_ODD}{_SIGNS}#:]*(?<! )")
_PRINTED = rf"[^{_ODD}{_RARE}]"
_ALWAYS_QUOTED = rf'0|[1-9][0-9]*|[0-9]+\.[0-9]+|[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}|[>\["]{_PRINTED}*'
_QUOTED_IN_BLOCK = re.compile(rf"{_ALWAYS_QUOTED}|[^{_ODD}{_RARE}:]*(?::(?! )[^{_ODD}{_RARE}:]*)*: {_PRINTED}*")
_QUOTED_IN_FLOW = re.compile(rf"{_ALWAYS_QUOTED}|[^{_ODD}{_RARE}{_SIGNS}:]*[{_SIGNS}:]{_PRINTED}*")
_MEANS_MORE = frozenset("y yes n no on off true false null".split())


class OneLine(dict[str, Any]):
    """A mapping that reads best on one line: answers, links, a quantity."""


def as_yaml(value: Plain) -> str:
    """Block YAML, each line ended; short lists of words in flow style."""
    if isinstance(value, str):
        return yaml.dump(value, Dumper=_Dumper, allow_unicode=True, width=sys.maxsize)
    return "".join(_lines(value, 0)) if value and not _in_one_line(value) else in_flow(value) + "\n"


def in_flow(value: Plain) -> str:
    """A value on one line, lists in brackets and mappings in braces."""
    if isinstance(value, str):
        return _scalar(value, in_flow=True)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(key, True)}: {in_flow(item)}" for key, item in value.items()) + "}"
    return "[" + ", ".join(map(in_flow, value)) + "]"


def _lines(value: list[Any] | dict[str, Any], depth: int) -> Iterator[str]:
    """The lines of a block; the first one without its indent, which the caller has written."""
    indent = ""
    for key, item in value.items() if isinstance(value, dict) else ((None, item) for item in value):
        head = f"{indent}{_key(key)}:" if key is not None else f"{indent}-"
        indent = " " * depth
        if isinstance(item, str):
            yield f"{head} {_scalar(item)}\n"
        elif _in_one_line(item):
            yield f"{head} {in_flow(item)}\n"
        elif key is None:
            yield f"{head} "
            yield from _lines(item, depth + 2)
        else:
            yield f"{head}\n{indent}  "
            yield from _lines(item, depth + 2)


def _in_one_line(value: list[Any] | dict[str, Any]) -> bool:
    if isinstance(value, dict):
        return isinstance(value, OneLine) or not value
    return all(isinstance(item, str) for item in value) and sum(len(item) + 2 for item in value) <= _FLOW_LIMIT


@lru_cache(maxsize=4096)
def _key(key: str, in_flow: bool = False) -> str:
    written = _scalar(key, in_flow=in_flow)
    if len(written) > _LONGEST_KEY or "\n" in key:
        raise ValueError(f"no key of a record: {key!r}")
    return written


def _scalar(value: str, *, in_flow: bool = False) -> str:
    harmless = (_IN_FLOW if in_flow else _IN_BLOCK).fullmatch(value)
    if harmless and not (len(value) < 6 and value.casefold() in _MEANS_MORE):
        return value
    if (_QUOTED_IN_FLOW if in_flow else _QUOTED_IN_BLOCK).fullmatch(value):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return _judged(value, in_flow)


@lru_cache(maxsize=4096)
def _judged(value: str, in_flow: bool) -> str:
    """The scalar as PyYAML writes it where a value stands."""
    written = yaml.dump(
        [value], Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=sys.maxsize, default_flow_style=in_flow
    )
    return written[1:-2] if in_flow else written.lstrip()[2:-1]


class _Dumper(yaml.SafeDumper):
    """Double quotes where plain style would be read as something else."""

    def choose_scalar_style(self) -> str:
        style: str = super().choose_scalar_style()
        return '"' if style == "'" else style


def _represent_text(dumper: _Dumper, value: str) -> yaml.Node:
    read_as = dumper.resolve(yaml.ScalarNode, value, (True, False))
    style = None if read_as == "tag:yaml.org,2002:str" and "\n" not in value else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _represent_text)

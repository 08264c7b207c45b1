"""Model records as plain values and as the text of a new file, in the key order and quoting of DESIGN.md § 3."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any

import yaml

from build_tools.model import Alias, Claim, Quantity, Record, Role, SetAside, Translation, Unnamed
from build_tools.records import readers, schema

Plain = str | list[Any] | dict[str, Any]

# A list or mapping of plain words stays on its key's line up to this many characters.
_FLOW_LIMIT = 100


def plain(record: Record) -> dict[str, Plain]:
    """The front matter of a record as strings, lists and dicts: only what differs from the defaults, in schema order."""
    return _by_shape(record, schema.SHAPES[type(record)])


def plain_claim(claim: Claim) -> dict[str, Plain]:
    """One claim as it stands in an entry's front matter."""
    return _by_shape(claim, schema.CLAIM)


def _by_shape(value: Any, shape: readers.Shape) -> dict[str, Plain]:
    defaults = {field.name: field.default for field in fields(value) if field.default is not MISSING}
    written = {}
    for name, key in shape.keys.items():
        attribute = key.attribute or name
        held = getattr(value, attribute)
        if key.required or (held not in ("", (), None, {}) and held != defaults.get(attribute)):
            written[name] = _plain(held)
    return written


_SHAPES: Mapping[type, readers.Shape] = {
    Claim: schema.CLAIM,
    Unnamed: schema.UNNAMED,
    Role: schema.ROLE,
    SetAside: schema.SET_ASIDE,
    Translation: schema.TRANSLATION,
}


class _OneLine(dict[str, Any]):
    """A mapping that reads best on one line: answers, links, a quantity."""


def _plain(value: Any) -> Plain:
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Mapping):
        return _OneLine({str(key): _plain(item) for key, item in value.items()})
    if isinstance(value, Quantity):
        return _OneLine(_by_shape(value, schema.QUANTITY))
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, Alias):
        only_name = not (value.lang or value.note)
        return str(value.name) if only_name else _by_shape(value, schema.ALIAS)
    return _by_shape(value, _SHAPES[type(value)])


def text_of(record: Record) -> str:
    """The whole file of a new record."""
    body = f"\n{record.body.strip()}\n" if record.body.strip() else ""
    return f"---\n{as_yaml(plain(record))}---\n{body}"


def as_yaml(value: Plain) -> str:
    """Block YAML, each line ended; short lists of words in flow style."""
    return yaml.dump(
        value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=sys.maxsize, default_flow_style=False
    )


def scalar(value: str) -> str:
    """One value as it may stand behind ``key: ``, quoted where it must be, on one line."""
    return in_flow([value])[1:-1]


def in_flow(value: Plain) -> str:
    """A value on one line, lists in brackets and mappings in braces."""
    return yaml.dump(value, Dumper=_FlowDumper, sort_keys=False, allow_unicode=True, width=sys.maxsize).strip()


class _Dumper(yaml.SafeDumper):
    """Lists indented under their key, double quotes where plain style would be read as something else."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def choose_scalar_style(self) -> str:
        style: str = super().choose_scalar_style()
        return '"' if style == "'" else style

    def ignore_aliases(self, data: Any) -> bool:
        return True


class _FlowDumper(_Dumper):
    """Everything on one line."""

    def represent_sequence(self, tag: str, sequence: Any, flow_style: bool | None = None) -> yaml.SequenceNode:
        return super().represent_sequence(tag, sequence, flow_style=True)

    def represent_mapping(self, tag: str, mapping: Any, flow_style: bool | None = None) -> yaml.MappingNode:
        return super().represent_mapping(tag, mapping, flow_style=True)


def _represent_text(dumper: _Dumper, value: str) -> yaml.Node:
    read_as = dumper.resolve(yaml.ScalarNode, value, (True, False))
    style = None if read_as == "tag:yaml.org,2002:str" and "\n" not in value else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


def _represent_list(dumper: _Dumper, value: list[Any]) -> yaml.Node:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=_fits_a_line(value))


def _represent_dict(dumper: _Dumper, value: dict[str, Any]) -> yaml.Node:
    return dumper.represent_mapping("tag:yaml.org,2002:map", value.items(), flow_style=isinstance(value, _OneLine))


def _fits_a_line(value: list[Any]) -> bool:
    return all(isinstance(item, str) for item in value) and sum(len(item) + 2 for item in value) <= _FLOW_LIMIT


_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(list, _represent_list)
_Dumper.add_representer(dict, _represent_dict)
_Dumper.add_representer(_OneLine, _represent_dict)

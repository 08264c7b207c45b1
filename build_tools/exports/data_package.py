"""``datapackage.json``: the CSV files as a Frictionless Data Package, with their types, keys, hashes and licence.

Data Package and Table Schema, version 1 (specs.frictionlessdata.io), which version 2 (datapackage.org) reads too. Knows
only size and hash of the files.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from build_tools.exports.checksums import Finished
from build_tools.exports.csv_table import ABOUT_CELLS
from build_tools.exports.downloads import known, name_of
from build_tools.exports.table_layout import SUFFIX, Column, Layout, Reference, layouts
from build_tools.exports.telling import Telling
from build_tools.licence import licence_of
from build_tools.model import Source

NAME = "datapackage.json"
_FOLDER = "data/"
# Types of columns.tsv → Table Schema; a date that is written in EDTF is a string to every program that knows no EDTF.
_TYPES: Mapping[str, Mapping[str, str]] = {
    "text": {"type": "string"},
    "edtf": {"type": "string"},
    "day": {"type": "date", "format": "default"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "yes-no": {"type": "boolean"},
    "list": {"type": "array"},
    "object": {"type": "object"},
}

Json = dict[str, Any]


def package(finished: Mapping[str, Finished], telling: Telling) -> Iterator[tuple[str, bytes]]:
    """The file, where there are tables among those that are finished."""
    named = {name_of(path): one for path, one in finished.items() if path.endswith(SUFFIX)}
    tables = {name: one for name, one in named.items() if name.removesuffix(SUFFIX) in layouts()}
    if tables:
        text = json.dumps(_package(tables, telling), ensure_ascii=False, indent=1) + "\n"
        yield f"{_FOLDER}{NAME}", text.encode(errors="backslashreplace")


def _package(tables: Mapping[str, Finished], telling: Telling) -> Json:
    site = telling.site
    held = {name.removesuffix(SUFFIX) for name in tables}
    said = {
        "title": site.name,
        "description": site.description,
        "homepage": site.url,
        "licenses": list(_licences(site.rights)),
        "sources": list(_sources(telling.corpus.sources.values())),
    }
    return {
        "name": _slug(site.name) or "dossier",
        "profile": "tabular-data-package",
        **{key: value for key, value in said.items() if value},
        "resources": [_resource(name, one, held) for name, one in tables.items()],
    }


def _slug(words: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", words.casefold()))


def _licences(rights: str) -> Iterator[Json]:
    """The licence of the dossier's own words; that quotes are not under it is told with each table."""
    licence = licence_of(rights)
    if licence.name:
        path = {"path": licence.address} if licence.address else {}
        yield {"name": licence.name, "title": licence.words, **path}


def _sources(sources: Iterable[Source]) -> Iterator[Json]:
    for source in sources:
        if source.title:
            yield {
                "title": source.title,
                **({"path": source.url} if source.url.startswith(("http://", "https://")) else {}),
            }


def _resource(name: str, table: Finished, held: Collection[str]) -> Json:
    layout = layouts()[name.removesuffix(SUFFIX)]
    told = next((row for row in known() if row.name == name), None)
    quotes = " Quoted words remain their publishers’." if told and told.words == "quotes" else ""
    return {
        "name": layout.name.replace("_", "-"),
        "path": name,
        "profile": "tabular-data-resource",
        "description": f"{told.what if told else ''}.{quotes} {ABOUT_CELLS}".removeprefix(". "),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": table.size,
        "hash": f"sha256:{table.sha256}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "doubleQuote": True, "header": True},
        "schema": _schema(layout, held),
    }


def _schema(layout: Layout, held: Collection[str]) -> Json:
    keys = [
        _foreign_key(column.name, column.refers_to, layout)
        for column in layout.columns
        if column.refers_to and column.refers_to.table in held
    ]
    schema: Json = {"fields": [_field(column) for column in layout.columns], "missingValues": [""]}
    if layout.primary_key:
        schema["primaryKey"] = list(layout.primary_key)
    if keys:
        schema["foreignKeys"] = keys
    return schema


def _field(column: Column) -> Json:
    required = {"constraints": {"required": True}} if column.is_filled else {}
    return {"name": column.name, **_TYPES[column.type], "description": column.meaning, **required}


def _foreign_key(name: str, to: Reference, layout: Layout) -> Json:
    """A table that refers to itself is told by an empty name, as version 1 of the standard has it."""
    resource = "" if to.table == layout.name else to.table.replace("_", "-")
    return {"fields": name, "reference": {"resource": resource, "fields": to.column}}

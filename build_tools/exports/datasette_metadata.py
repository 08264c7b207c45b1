"""``dossier.datasette.json``: what Datasette (0.65) shows of the database: words for tables and columns, facets, queries.

Reads the layout of the tables and the queries in ``sql/``; knows no row.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from build_tools.exports.downloads import known
from build_tools.exports.sqlite_layout import queries
from build_tools.exports.table_layout import SUFFIX, TABLES, layouts
from build_tools.exports.telling import SiteFacts
from build_tools.licence import licence_of

DATABASE = "dossier"
_LABELS: Mapping[str, str] = {
    **dict.fromkeys(("entries", "sources", "questions"), "title"),
    **dict.fromkeys(("actors", "places"), "name"),
    "claims": "quote",
    "types": "label",
}
_FACETS: Mapping[str, tuple[str, ...]] = {
    "entries": ("type", "status"),
    "claims": ("stance", "root", "source"),
    "sources": ("publisher", "kind"),
    "actors": ("kind", "country"),
    "places": ("kind", "precision"),
    "questions": ("state", "kind"),
    "answers": ("question", "kind", "stance"),
    "claim_quantities": ("unit",),
}
_SORTED: Mapping[str, str] = {"entries": "date_earliest", "sources": "published_earliest"}
_VIEWS: Mapping[str, str] = {
    "claims_told": "Claims with the words for who speaks, through whom they came, and their source",
    "answers_told": "Answers with their question and whose word they are",
    "contradictions_told": "Each two claims whose answers cannot both be so, side by side",
    "entries_told": "Entries with the names of places and actors",
    "places_above": "Every place with each place that it lies within, itself included, and how many steps up that is",
}

Json = dict[str, Any]


def written(site: SiteFacts) -> bytes:
    """The file."""
    licence = licence_of(site.rights)
    said = {
        "title": site.name,
        "description": site.description,
        "license": licence.title,
        "license_url": licence.address,
        "source": site.name if site.url else "",
        "source_url": site.url,
    }
    metadata = {
        **{key: value for key, value in said.items() if value},
        "databases": {DATABASE: _database(licence.words)},
    }
    return (json.dumps(metadata, ensure_ascii=False, indent=1) + "\n").encode(errors="backslashreplace")


def _database(rights: str) -> Json:
    dates = (
        "Dates stand as written (EDTF), with the first and last day that they may mean beside them. Addresses are relative "
        "to the dossier’s site. Quoted words remain their publishers’."
    )
    return {
        "description": f"{dates} {rights}".strip(),
        "tables": {**{name: _table(name) for name in TABLES}, **_views()},
        "queries": {name: dict(query) for name, query in queries().items()},
    }


def _table(name: str) -> Json:
    told = next((row.what for row in known() if row.name == f"{name}{SUFFIX}"), "")
    table: Json = {"description": told, "columns": {column.name: column.meaning for column in layouts()[name].columns}}
    if name in _LABELS:
        table["label_column"] = _LABELS[name]
    if name in _FACETS:
        table["facets"] = list(_FACETS[name])
    if name in _SORTED:
        table["sort"] = _SORTED[name]
    return table


def _views() -> Json:
    """Columns of views have the names and meanings of those they come from."""
    return {name: {"description": what} for name, what in _VIEWS.items()}

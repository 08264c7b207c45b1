"""The description of the API (OpenAPI 3.1). Its schemas are those of ``dossier.schema.json``, and a few for the lists."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from build_tools.exports.api.replies import MOST_DAYS
from build_tools.exports.telling import SiteFacts

Json = dict[str, Any]
VERSION = "2.0.0"
ROOT = "api/v2"
_SCHEMA = Path(__file__).parent.parent / "dossier.schema.json"
_TAG = re.compile(r"<[^<>]*>")
_ABOUT = (
    "The dossier as files, one for each record, each made of the objects of dossier.json. Nothing answers but a web server "
    "that hands out files: there are no queries, no keys and no limits, and an address that is not listed is answered as the "
    "host answers any missing page. Whether a script on another site may read them (CORS) is for the host to allow; GitHub "
    "Pages and GitLab Pages do. Every href leads from the folder of this description, and an id to the file of that name: that of an entry to entries/{id}.json. Dates are EDTF, with their first and "
    "last possible day; ids stay as long as the record does. What is added here raises the second number of the version; a "
    "change of what is there gets a folder of a new name."
)


@dataclass(frozen=True, slots=True)
class Reply:
    """An address of the API: what it answers, in words, and the schema of that; ``of``: what its ``{id}`` or ``{month}`` is one of."""

    path: str
    says: str
    schema: str
    of: str = ""


PATHS = (
    Reply("/index.json", "What there is, with how many of each", "index"),
    Reply("/entries.json", "Every entry in short, in the order of the timeline, retracted ones too", "entry_list"),
    Reply("/entries/{id}.json", "An entry with its claims in full", "entry_reply", "entries"),
    Reply("/actors.json", "Every actor in short", "named_list"),
    Reply("/actors/{id}.json", "An actor, the entries in which it has a part, and its claims", "actor_reply", "actors"),
    Reply("/places.json", "Every place in short", "named_list"),
    Reply("/places/{id}.json", "A place, and the entries there or within it", "place_reply", "places"),
    Reply("/questions.json", "Every question in short", "named_list"),
    Reply(
        "/questions/{id}.json",
        "A question, what its answers come to, and the entries that answer it",
        "question_reply",
        "questions",
    ),
    Reply("/sources.json", "Every source in short", "named_list"),
    Reply("/sources/{id}.json", "A source, and the claims that stand in it", "source_reply", "sources"),
    Reply(
        "/days.json",
        "Every month in which something may have happened, and the entries that are on no day",
        "month_list",
    ),
    Reply("/days/{month}.json", "By day of a month: the entries whose date may mean it", "month_reply", "days"),
)


def description(site: SiteFacts) -> Json:
    """The whole description of one dossier's API."""
    rights = _TAG.sub("", site.rights)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{site.name or 'Dossier'}: API",
            "version": VERSION,
            "description": " ".join(filter(None, [site.description, _ABOUT])),
            **({"license": {"name": rights}} if rights else {}),
        },
        "servers": [{"url": site.absolute(ROOT) if site.url else "."}],
        "paths": {path.path: {"get": _operation(path)} for path in PATHS},
        "components": {"schemas": schemas(), "parameters": _PARAMETERS},
    }


def schemas() -> Json:
    """The schemas of everything that the API answers, by name, referring to each other as OpenAPI wants it."""
    held = json.loads(_SCHEMA.read_bytes())["$defs"] | _REPLIES
    return _moved(held)  # type: ignore[no-any-return]


def _moved(value: Any) -> Any:
    """``#/$defs/x`` → ``#/components/schemas/x``, however deep."""
    if isinstance(value, dict):
        return {key: _moved(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_moved(one) for one in value]
    return value.replace("#/$defs/", "#/components/schemas/") if isinstance(value, str) else value


def _operation(path: Reply) -> Json:
    parameter = "month" if path.of == "days" else "id"
    missing = (
        {"404": {"description": f"There is no such one; {path.of}.json lists those that there are"}} if path.of else {}
    )
    name = re.sub(r"\W+", "_", path.path.removesuffix(".json")).strip("_")
    return {
        "operationId": f"get_{name}",
        "summary": path.says,
        **({"parameters": [{"$ref": f"#/components/parameters/{parameter}"}]} if path.of else {}),
        "responses": {
            "200": {
                "description": path.says,
                "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{path.schema}"}}},
            },
            **missing,
        },
    }


_PARAMETERS: Json = {
    "id": {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "pattern": "^[a-z0-9-]+$"}},
    "month": {"name": "month", "in": "path", "required": True, "schema": {"$ref": "#/components/schemas/month"}},
}


def _ref(name: str) -> Json:
    return {"$ref": f"#/$defs/{name}"}


def _list(items: Json) -> Json:
    return {"type": "array", "items": items}


def _object(**properties: Json) -> Json:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


_TEXT: Json = {"type": "string"}
_COUNT: Json = {"type": "integer", "minimum": 0}
_HREF: Json = {"type": "string", "format": "uri-reference", "description": "From the folder of this description"}
_SUMMARY: Json = {"id": _ref("id"), "title": _TEXT, "date": _ref("date"), "type": _TEXT, "status": _TEXT, "href": _HREF}
_CERTAIN: Json = {"type": "boolean", "description": "Whether the entry's date can mean no other day"}
_PART: Json = {"enum": ["speaker", "within", "via"], "description": "In which part the actor stands in the claim"}
_IDS: Json = _list(_ref("id")) | {"description": "Entries, in the order of the timeline"}
_REPLIES: Json = {
    "month": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"},
    "summary": _object(**_SUMMARY),
    "on_day": _object(entry=_ref("id"), certain=_CERTAIN),
    "named": _object(id=_ref("id"), name=_TEXT, entries=_COUNT, href=_HREF),
    "part": _object(claim=_ref("claim_id"), entry=_ref("id"), **{"as": _PART}),
    "index": _object(
        format={"const": "claimline-api"},
        version={"const": VERSION},
        site=_object(name=_TEXT, url={"type": "string", "description": "Empty where it is not known"}),
        openapi=_HREF,
        lists={"type": "object", "additionalProperties": _object(count=_COUNT, href=_HREF)},
    ),
    "entry_list": _object(entries=_list(_ref("summary"))),
    "named_list": _object(items=_list(_ref("named"))),
    "entry_reply": _object(entry=_ref("entry"), claims=_list(_ref("claim"))),
    "actor_reply": _object(actor=_ref("actor"), entries=_IDS, claims=_list(_ref("part"))),
    "place_reply": _object(place=_ref("place"), entries=_IDS),
    "question_reply": _object(question=_ref("question"), entries=_IDS),
    "source_reply": _object(source=_ref("source"), claims=_list(_ref("mention"))),
    "month_list": _object(
        months=_list(_object(month=_ref("month"), entries=_COUNT, href=_HREF)),
        wider=_list(_ref("id"))
        | {"description": f"Entries on no day: their date is open or may mean more than {MOST_DAYS} days"},
    ),
    "month_reply": _object(
        month=_ref("month"),
        days={
            "type": "object",
            "propertyNames": {"format": "date"},
            "additionalProperties": _list(_ref("on_day")),
        },
    ),
}

"""``api/``: its description is OpenAPI, every file is what that says of its address, and every link leads to a file."""

from __future__ import annotations

import json
import re
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import OpenAPIV31SpecValidator

from .judging import Examination, Files, Validator

ROOT = "api/v2/"
DESCRIPTION = "openapi.json"


def opened(files: Files) -> dict[str, Any]:
    """Every file of the API, read, by its path below the folder of the description."""
    return {path.removeprefix(ROOT): json.loads(content) for path, content in files.items() if path.startswith(ROOT)}


def check(on: Examination) -> None:
    """As a client that knows nothing but the description would find it."""
    files = opened({path: on.read(path) for path in on.paths()})
    description = files[DESCRIPTION]
    OpenAPIV31SpecValidator(description).validate()
    on.faults += _of_replies({name: one for name, one in files.items() if name != DESCRIPTION}, description)
    hrefs = [href for content in files.values() for href in found_in(content, "href")]
    on.faults += [f"{href}: leads nowhere" for href in sorted(set(hrefs) - files.keys())]
    lists = {told["href"] for told in files["index.json"]["lists"].values()}
    reached = {"index.json", files["index.json"]["openapi"], *lists}
    reached |= {href for one in lists & files.keys() for href in found_in(files[one], "href")}
    on.faults += [f"{name}: nothing leads there" for name in sorted(files.keys() - reached)]
    on.counted.update({"replies": len(files) - 1, "paths": len(description["paths"]), "links": len(hrefs)})


def _of_replies(files: dict[str, Any], description: dict[str, Any]) -> list[str]:
    faults = []
    patterns = {
        path: re.compile(re.sub(r"\\{(\w+)\\}", "[a-z0-9-]+", re.escape(path))) for path in description["paths"]
    }
    judges = {path: _of_reply(description, path) for path in patterns}
    for name, content in files.items():
        paths = [path for path, pattern in patterns.items() if pattern.fullmatch(f"/{name}")]
        faults += [f"{name}: described {len(paths)} times"] if len(paths) != 1 else []
        faults += [
            f"{name}: {one.json_path}: {one.message}" for path in paths for one in judges[path].iter_errors(content)
        ]
    return faults


def _of_reply(description: dict[str, Any], path: str) -> Draft202012Validator:
    answer = description["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    schema = {**answer, "components": description["components"]}
    return Draft202012Validator(schema, format_checker=FormatChecker())


def found_in(value: Any, key: str) -> list[str]:
    """Every string under a key, at any depth."""
    if isinstance(value, dict):
        own = [value[key]] if isinstance(value.get(key), str) else []
        return own + [found for one in value.values() for found in found_in(one, key)]
    return [found for one in value for found in found_in(one, key)] if isinstance(value, list) else []


API = Validator(
    "Static API with OpenAPI", (f"{ROOT}*.json", f"{ROOT}*/*.json"), ("openapi-spec-validator", "jsonschema"), check
)

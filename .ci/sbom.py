"""What a release is made with, as CycloneDX 1.5 JSON (cyclonedx.org/docs/1.5/json): `python .ci/sbom.py > sbom.cdx.json`.

Names every runtime dependency, and theirs, as they are installed where this runs. The same environment gives the same bytes.
"""

from __future__ import annotations

import json
import re
import sys
import uuid
from importlib import metadata
from typing import Any

from packaging.requirements import Requirement

ROOT = "claimline"


def name_of(written: str) -> str:
    """A project's name as indexes compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", written).lower()


def needed_by(name: str, extras: frozenset[str] = frozenset()) -> dict[str, frozenset[str]]:
    """What a project needs on this system, each with the extras that it is asked for."""
    found: dict[str, frozenset[str]] = {}
    for one in map(Requirement, metadata.requires(name) or ()):
        wanted = [{"extra": extra} for extra in (*extras, "")]
        if one.marker is None or any(one.marker.evaluate(environment) for environment in wanted):
            found[name_of(one.name)] = found.get(name_of(one.name), frozenset()) | frozenset(one.extras)
    return found


def closure(root: str) -> dict[str, list[str]]:
    """Every project that is needed, with what it needs itself."""
    found: dict[str, list[str]] = {}
    waiting: list[tuple[str, frozenset[str]]] = [(root, frozenset())]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        name, extras = asked = waiting.pop()
        if asked not in seen:
            seen.add(asked)
            needed = needed_by(name, extras)
            found[name] = sorted({*found.get(name, ()), *needed})
            waiting += needed.items()
    return found


def reference(name: str) -> str:
    """The address of a package (package-url)."""
    return f"pkg:pypi/{name}@{metadata.version(name)}"


def component(name: str) -> dict[str, Any]:
    """What is told of a project."""
    told = metadata.metadata(name)
    licence = told.get("License-Expression") or ""
    return {
        "type": "application" if name == ROOT else "library",
        "bom-ref": reference(name),
        "name": name,
        "version": metadata.version(name),
        **({"licenses": [{"expression": licence}]} if licence else {}),
        "purl": reference(name),
    }


def bill() -> dict[str, Any]:
    """The whole bill of materials."""
    needs = dict(sorted(closure(ROOT).items()))
    listed = [
        {"ref": reference(name), "dependsOn": [reference(one) for one in needed]} for name, needed in needs.items()
    ]
    number = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(listed))
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.5.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{number}",
        "version": 1,
        "metadata": {"component": component(ROOT)},
        "components": [component(name) for name in needs if name != ROOT],
        "dependencies": listed,
    }


if __name__ == "__main__":
    json.dump(bill(), sys.stdout, indent=1)
    print()

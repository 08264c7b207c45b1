"""``seeds/<name>.yml``: what the text of a seed cannot tell, with the keys of a source record."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from build_tools.problems import ProblemsFound, Written
from build_tools.records import layout, located_yaml, readers, schema
from build_tools.records.files import Files, files_at
from build_tools.records.load import decode
from build_tools.text import edtf


def path_beside(seed: str) -> str:
    """The sidecar's path for a seed's path, such as ``seeds/a.yml`` for ``seeds/a.txt``."""
    return str(Path(seed).with_suffix(".yml").as_posix())


def read_sidecar(where: Path | Files, seed: str) -> dict[str, Any]:
    """The values that a seed's sidecar gives, by the names of ``model.Source``; empty without one.

    Raises ProblemsFound where the file is no YAML, holds unknown keys or values of the wrong shape.
    """
    path = path_beside(seed)
    files = files_at(where)
    if not files.has(path):
        return {}
    fields, problems = located_yaml.read(decode(files, path), path)
    reading = readers.Reading(path, problems)
    values: dict[str, Any] = {}
    optional = readers.Shape("a sidecar", values.update, _without_requirements(schema.SOURCE))
    optional.read(fields, reading)
    for key in ("published", "retrieved"):
        _require_date(values.get(key), reading)
    for id in (*(values.get(key) for key in ("publisher", "republishes", "updates")), *values.get("not_same", ())):
        _require_id(id, reading)
    if reading.problems:
        raise ProblemsFound(reading.problems)
    return values


def _require_id(id: Written | None, reading: readers.Reading) -> None:
    if id and not layout.is_id(id):
        tip = "The id of a record: small letters, digits and hyphens, such as “the-times”."
        reading.note(id, "bad-id", f"“{id}” cannot be an id", tip=tip)


def _require_date(date: Written | None, reading: readers.Reading) -> None:
    if not date:
        return
    try:
        edtf.parse(date)
    except edtf.NotEdtf as reason:
        reading.note(
            date, "date-invalid", str(reason), tip="EDTF: 2024-11-06, 2024-11, 2024-11-06?, [2024-11-04..2024-11-06]."
        )


def _without_requirements(shape: readers.Shape) -> dict[str, readers.Key]:
    return {name: readers.Key(key.read, attribute=key.attribute) for name, key in shape.keys.items()}

"""content/ read into model records, from a folder or a revision, every departure from the schema a located problem."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from build_tools.model import EventType, Record
from build_tools.problems import Location, Problem, ProblemsFound
from build_tools.records import file_names, front_matter, layout, located_yaml, readers, schema
from build_tools.records.conflicts import require_decided
from build_tools.records.files import Files, files_at, link_problem, pointer_problem
from build_tools.records.located_yaml import Fields
from build_tools.records.bared import is_looked_into, problem_of_asset
from build_tools.text.encodings import conversion_to_utf8

LARGEST = 2_000_000  # bytes: an entry of three thousand claims


@dataclass
class Loaded:
    """What was read: records by kind and id, the pages home and about, the vocabulary, and all problems.

    ``broken`` holds (kind, id) of records that exist but could not be read, so that what points to them is not
    reported a second time. ``bare``: assets that tell nothing but what is
    seen. ``paths``: by kind and id, where each record lies; ``read``: those read now, by their paths.
    """

    records: dict[type[Record], dict[str, Any]] = field(default_factory=lambda: {kind: {} for kind in layout.FOLDERS})
    bare: list[str] = field(default_factory=list)
    paths: dict[type[Record], dict[str, str]] = field(default_factory=lambda: {kind: {} for kind in layout.FOLDERS})
    read: dict[str, Record] = field(default_factory=dict)
    types: dict[str, EventType] = field(default_factory=dict)
    home: Record | None = None
    about: Record | None = None
    problems: list[Problem] = field(default_factory=list)
    broken: set[tuple[type[Record], str]] = field(default_factory=set)


def load(where: Path | Files, *, known: Mapping[str, Any] | None = None, with_assets: bool = True) -> Loaded:
    """Read every record under content/ of a dossier's folder or of other files. ``known``: by path, what is to stand for
    records that were read already from files that are the same, without a problem. ``with_assets``: look into pictures and PDFs too,
    as is done before anything is published.
    """
    files, known = files_at(where), known or {}
    loaded = Loaded()
    paths = files.below(layout.CONTENT)
    loaded.problems += file_names.problems_of(paths)
    for path in paths:
        if path in known and (kind := layout.kind_at(path)):
            _add(kind, known[path], path, loaded)
        elif files.is_link(path):
            _refuse(link_problem(path), loaded)
        elif path.startswith(f"{layout.ASSETS}/"):
            if path not in known and (with_assets or not is_looked_into(path)):
                _look_at_asset(files, path, loaded)
        elif not layout.is_hidden(path) and not path.startswith(f"{layout.TEMPLATES}/"):
            _load_file(files, path, loaded)
    if not files.has(layout.VOCABULARY):
        tip = "It lists the types of events: “armed-clash: {label: Armed clash}”."
        loaded.problems.append(Problem(Location(layout.VOCABULARY), "no-vocabulary", "the file is missing", tip))
    return loaded


def _load_file(files: Files, path: str, loaded: Loaded) -> None:
    kind = layout.kind_at(path)
    try:
        if path == layout.VOCABULARY:
            loaded.types = dict(_event_types(decode(files, path), path, loaded.problems))
        elif path == layout.HOME:
            loaded.home = parse_home(decode(files, path), path, loaded.problems)
        elif path == layout.ABOUT:
            loaded.about = parse_home(decode(files, path), path, loaded.problems)
        elif kind:
            record = parse(decode(files, path), path, loaded.problems)
            _add(kind, record, path, loaded)
            loaded.read |= {path: record} if record else {}
        else:
            loaded.problems.append(_stray(path))
    except ProblemsFound as found:
        loaded.problems.extend(found.problems)
        if kind:
            loaded.broken.add((kind, layout.id_at(path)))


def _look_at_asset(files: Files, path: str, loaded: Loaded) -> None:
    if is_looked_into(path):
        problem = problem_of_asset(files, path)
        loaded.problems += [problem] if problem else []
        loaded.bare += [] if problem else [path]
    elif not layout.is_hidden(path) and not layout.is_asset(path):
        loaded.problems.append(_no_asset(path))


def _refuse(problem: Problem, loaded: Loaded) -> None:
    """A file that is not read at all; what points to the record that it would be is not told a second time."""
    loaded.problems.append(problem)
    if kind := layout.kind_at(problem.where.path):
        loaded.broken.add((kind, layout.id_at(problem.where.path)))


def _add(kind: type[Record], record: Any, path: str, loaded: Loaded) -> None:
    stem = layout.id_at(path)
    if not layout.is_id(stem):
        tip = "Small letters, digits and hyphens only, such as “first-clash.md”; and no name of a device (con, aux, nul …)."
        loaded.problems.append(Problem(Location(path), "bad-id", f"“{stem}” cannot be an id", tip))
    if record is None:
        loaded.broken.add((kind, stem))
    elif stem in loaded.records[kind]:
        other = loaded.paths[kind][stem]
        tip = "An id is unique in its kind: give one of the two files another name."
        loaded.problems.append(Problem(Location(path), "duplicate-id", f"“{stem}” is the id of {other} too", tip))
    else:
        loaded.records[kind][stem] = record
        loaded.paths[kind][stem] = path


def _stray(path: str) -> Problem:
    folders = ", ".join(sorted(layout.FOLDERS.values()))
    tip = f"Records live in {folders} (entries in a folder per year); pictures in {layout.ASSETS}."
    return Problem(Location(path), "stray-file", "no record belongs here", tip)


def _no_asset(path: str) -> Problem:
    kinds = ", ".join(sorted(ending.removeprefix(".") for ending in layout.ASSET_SUFFIXES))
    tip = f"Readers get what lies there as it is: only what runs nothing ({kinds}). Delete the file, or convert it."
    return Problem(Location(path), "asset-unsafe", f"no file of this kind may lie in {layout.ASSETS}", tip)


def decode(where: Path | Files, path: str) -> str:
    """A file's text. Raises ProblemsFound with ``not-utf8``, ``unreadable``, ``record-too-large``, ``lfs-pointer``
    or ``merge-conflict``.
    """
    try:
        data = files_at(where).read(path)
        if pointer := pointer_problem(data, path):
            raise ProblemsFound([pointer])
        if len(data) > LARGEST:
            raise ProblemsFound([_too_large(data, path)])
        text = data.decode("utf-8-sig")
        require_decided(text, path)
        return text
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        tip = f"Save the file as UTF-8, in your editor. {conversion_to_utf8(data, path)}"
        raise ProblemsFound([Problem(Location(path, line, column), "not-utf8", "this is not UTF-8", tip)]) from None
    except OSError as error:
        raise ProblemsFound([Problem(Location(path), "unreadable", str(error.strerror))]) from None


def _too_large(data: bytes, path: str) -> Problem:
    message = f"the file has {len(data):,} bytes, more than the {LARGEST:,} that are read of a record"
    return Problem(Location(path), "record-too-large", message, "Spread what it holds over several records.")


def parse(text: str, path: str, problems: list[Problem]) -> Record | None:
    """One record from its text; None (and problems) where required keys are missing. Raises ProblemsFound."""
    kind = layout.kind_at(path)
    assert kind, path
    return _parse_as(schema.SHAPES[kind], text, path, problems)


def parse_home(text: str, path: str, problems: list[Problem]) -> Record | None:
    """The curators' own words on the first page, or on what the dossier is."""
    return _parse_as(schema.HOME, text, path, problems)


def _parse_as(shape: readers.Shape, text: str, path: str, problems: list[Problem]) -> Record | None:
    parts = front_matter.split(text.replace("\r\n", "\n"), path)
    fields, found = located_yaml.read(parts.yaml, path, first_line=2)
    reading = readers.Reading(path, found)
    record: Record | None = shape.read(
        fields, reading, id=layout.id_at(path), path=path, body=parts.body, body_line=parts.body_line
    )
    problems.extend(reading.problems)
    return record


def _event_types(text: str, path: str, problems: list[Problem]) -> Iterator[tuple[str, EventType]]:
    fields, found = located_yaml.read(text, path)
    reading = readers.Reading(path, found)
    for key, node in fields.values.items():
        if not layout.is_id(key):
            reading.note(fields.key(key), "bad-id", f"“{key}” cannot be an id")
        if isinstance(node, Fields) and (event_type := schema.EVENT_TYPE.read(node, reading, id=key, path=path)):
            yield key, event_type
        elif not isinstance(node, Fields):
            reading.note(node, "wrong-shape", "expected label and description here")
    problems.extend(reading.problems)

"""The JSON Schemas of records say what reading a record says, and offer the dossier's ids to editors."""

from __future__ import annotations

import json
import re
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from build_tools.cli import main
from build_tools.dossier import open_dossier
from build_tools.exports.record_schemas import files
from build_tools.problems import Problem, ProblemsFound
from build_tools.records import key_words, splice
from build_tools.records.emit_yaml import as_yaml
from build_tools.records.json_schema import Names, schemas
from build_tools.records.load import parse
from build_tools.records.readers import Shape

PROJECT = Path(__file__).parent.parent
SCHEMAS = {name.partition(".")[0]: json.loads(text) for name, text in schemas(Names()).items()}
FOLDERS = {"timeline": "entry", "sources": "source", "actors": "actor", "places": "place", "questions": "question"}


def settings(name: str) -> Any:
    """A file of .vscode/, without its comments."""
    text = (PROJECT / ".vscode" / name).read_text(encoding="utf-8")
    return json.loads(re.sub(r"(?m)^\s*//.*$", "", text))


def test_every_schema_is_one() -> None:
    assert set(SCHEMAS) == {"entry", "source", "actor", "place", "question", "page", "vocabulary", "sidecar"}
    for made in SCHEMAS.values():
        Draft7Validator.check_schema(made)


def test_every_key_of_every_record_is_told_in_words_and_no_other() -> None:
    told = key_words.key_words()
    assert set(told) == {(name, key) for name, shape in key_words.SHAPES.items() for key in shape.keys}
    assert all(words.says.endswith((".", "…")) for words in told.values())


@pytest.mark.parametrize("root", [PROJECT, PROJECT / "tests/dossiers/flood"], ids=["first dossier", "flood"])
def test_every_real_record_fits_its_schema(root: Path) -> None:
    made = {
        path.split("/")[1].partition(".")[0]: json.loads(text)
        for path, text in files(open_dossier(root).corpus).items()
    }
    for path in (root / "content").rglob("*/*.md"):
        name = FOLDERS[path.relative_to(root / "content").parts[0]]
        Draft7Validator(made[name]).validate(splice.value_at(path.read_text(encoding="utf-8"), []))
    for path in (root / "seeds").glob("*.yml"):
        Draft7Validator(made["sidecar"]).validate(splice.value_at(f"---\n{path.read_text(encoding='utf-8')}---\n", []))
    vocabulary = (root / "content/vocabulary.yml").read_text(encoding="utf-8")
    Draft7Validator(made["vocabulary"]).validate(splice.value_at(f"---\n{vocabulary}---\n", []))


# ── the same verdict as reading ─────────────────────────────────────────────────────────────────────────────

PATHS = {
    "entry": "content/timeline/2031/x.md",
    "source": "content/sources/x.md",
    "actor": "content/actors/x.md",
    "place": "content/places/x.md",
    "question": "content/questions/x.md",
}
words = st.sampled_from(
    ["a", "x y", "2031-03-04", "yes", "draft", "person", "A", "quantity", "", "  ", "51.5", "-181", "90.0"]
)
values = st.recursive(
    words,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["unnamed", "within", "name", "title"]), inner, max_size=3)
    ),
    max_leaves=4,
)


def likely(shape: Shape) -> st.SearchStrategy[Any]:
    """Mappings that are near to being right: most keys known, many values of the right form."""
    sound = {
        "text": words.filter(str.strip),
        "texts": st.lists(words.filter(str.strip), max_size=2),
        "words_by_key": st.dictionaries(st.sampled_from(["q", "other"]), words, max_size=2),
        "latitude_and_longitude": st.lists(
            st.sampled_from(["51.5", "-90", "90.1", "+7", "180.", "95", "99.5", "1800", "north", ".5"]), max_size=3
        ),
    }

    def of(reader: Any) -> st.SearchStrategy[Any]:
        kind = type(reader).__name__
        if kind == "OneOf":
            return st.sampled_from(reader.options) | words
        if kind == "Many":
            return st.lists(likely(reader.shape), max_size=2)
        if kind == "WordOr":
            return words | likely(reader.shape)
        if kind == "ListOf":
            return st.lists(of(reader.item), max_size=2)
        return sound.get(getattr(reader, "__name__", ""), values)

    required = {key: of(held.read) for key, held in shape.keys.items() if held.required}
    other = {key: of(held.read) for key, held in shape.keys.items() if not held.required} | {"unknown": values}
    complete = st.fixed_dictionaries(required, optional=other)
    return (
        complete
        | st.fixed_dictionaries({}, optional={**required, **other})
        | st.dictionaries(st.sampled_from(list(shape.keys)), values)
    )


def verdict_of_reading(name: str, value: dict[str, Any]) -> bool:
    problems: list[Problem] = []
    try:
        parse(f"---\n{as_yaml(value)}---\n", PATHS[name], problems)
    except ProblemsFound:
        return False
    return not problems


@pytest.mark.parametrize("name", PATHS)
@given(data=st.data())
def test_a_schema_and_reading_a_record_come_to_the_same(name: str, data: st.DataObject) -> None:
    value = data.draw(likely(key_words.SHAPES[name]))
    told = list(Draft7Validator(SCHEMAS[name]).iter_errors(value))
    assert (not told) == verdict_of_reading(name, value), (value, told)


DEGREES = [
    "0",
    "+7",
    "-90",
    "90.0",
    "090",
    ".5",
    "180.",
    "89.999",
    "90.1",
    "95",
    "99.5",
    "180.01",
    "181",
    "1800",
    "-200",
    "north",
    "1,5",
]


@pytest.mark.parametrize("latitude", DEGREES)
@pytest.mark.parametrize("longitude", ["0", *DEGREES[7:]])
def test_coordinates_on_the_globe_fit_and_no_others(latitude: str, longitude: str) -> None:
    place = {"name": "A", "kind": "town", "coordinates": [latitude, longitude]}
    assert Draft7Validator(SCHEMAS["place"]).is_valid(place) == verdict_of_reading("place", place)


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("entry", {"titel": "A"}),
        ("entry", {"title": "A", "date": "2031", "type": "x", "status": "done"}),
        ("entry", {"title": "A", "date": "2031", "type": "x", "status": "draft", "places": "kyiv"}),
        ("entry", {"title": "A", "date": "2031", "type": "x", "status": "draft", "claims": [{"quote": "q"}]}),
        ("place", {"name": "A", "kind": "town", "coordinates": ["91", "0"]}),
        ("actor", {"name": " ", "kind": "person"}),
        ("sidecar", {"publishd": "2031"}),
        ("vocabulary", {"Two Words": {"label": "x"}}),
    ],
)
def test_a_broken_record_does_not_fit(name: str, broken: dict[str, Any]) -> None:
    assert list(Draft7Validator(SCHEMAS[name]).iter_errors(broken))


def test_words_that_yaml_takes_for_numbers_are_words() -> None:
    Draft7Validator(SCHEMAS["entry"]).validate({"title": 2031, "date": 2031, "type": True, "status": "draft"})


# ── editors ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_ids_and_vocabulary_are_offered_where_they_belong(flood: Path) -> None:
    for path, old, new in (
        ("content/timeline/2031/millbrook-flood.md", "sensitivity: none", "sensitivity: person-at-risk"),
        ("content/questions/dam-failed.md", "kind: yes-no", "kind: yes-no\nstatus: draft"),
    ):
        text = (flood / path).read_text()
        (flood / path).write_text(text.replace(old, new))
    published = json.loads(files(open_dossier(flood).corpus)["schemas/entry.schema.json"])["properties"]
    assert published["type"]["examples"] == ["disaster"]
    assert "millbrook" in published["places"]["items"]["examples"]
    assert published["see_also"]["items"]["examples"] == ["dam-failure-disputed"], "who is at risk is in no file"
    claim = published["claims"]["items"]["properties"]
    assert "ida-moss" in claim["speaker"]["anyOf"][0]["examples"] and claim["source"]["examples"] == [
        "gazette",
        "herald",
    ]
    assert list(claim["answers"]["properties"]) == ["people-rescued"], "what is only drafted is not published"
    result = CliRunner().invoke(main, ["schema", "--root", str(flood)])
    assert result.exit_code == 0 and "8 schemas new" in result.stdout
    local = json.loads((flood / ".vscode/schemas/entry.schema.json").read_text())["properties"]
    assert local["claims"]["items"]["properties"]["answers"]["properties"]["dam-failed"]["examples"] == ["yes", "no"]
    assert "0 schemas" in CliRunner().invoke(main, ["schema", "--root", str(flood)]).stdout


def test_the_settings_of_the_editor_lead_every_record_to_its_schema() -> None:
    told = settings("settings.json")
    globs = {glob: path for path, globs in told["yaml.schemas"].items() for glob in globs}
    for path in (PROJECT / "content").rglob("*/*.md"):
        relative = PurePosixPath(path.relative_to(PROJECT).as_posix())
        glob = next(glob for glob in globs if relative.match(glob))
        name = FOLDERS[relative.parts[1]]
        assert globs[glob] == f"./.vscode/schemas/{name}.schema.json"
        assert told["files.associations"][f"**/{glob}"] == "yaml"
    assert {PurePosixPath(path).name for path in told["yaml.schemas"]} == {
        f"{name}.schema.json" for name in SCHEMAS if name != "page"
    }
    assert settings("extensions.json")["recommendations"] == ["redhat.vscode-yaml"]


def test_the_editor_s_task_reads_problems_as_check_prints_them() -> None:
    pattern = settings("tasks.json")["tasks"][1]["problemMatcher"]["pattern"]
    found = re.fullmatch(pattern["regexp"], "content/actors/a.md:3:7: names-alike: looks like b: c (warning)")
    assert found
    assert [found[pattern[part]] for part in ("file", "line", "column", "code", "message", "severity")] == [
        "content/actors/a.md", "3", "7", "names-alike", "looks like b: c", "warning",
    ]  # fmt: skip
    assert re.fullmatch(pattern["regexp"], "content/actors/a.md:3:7: bad-id: no id")
    assert not re.fullmatch(pattern["regexp"], "    Write [51.73, 36.18]; see 3:7: x")

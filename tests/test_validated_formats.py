"""Every file that is handed out is validated by a program of its format that somebody else wrote, and a broken one is refused."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from validation.judging import Examination, Validator, judge, validated_by_nobody
from validation.validators import DOWNLOADS, EVERY, tool_and_version

Exported = Mapping[str, Mapping[str, bytes]]
BY_NAME = {one.format: one for one in DOWNLOADS}


@pytest.mark.parametrize("dossier", ["first", "flood", "ferry"])
def test_every_download_of_every_dossier_is_somebody_s_to_validate(dossier: str, exported: Exported) -> None:
    assert validated_by_nobody(exported[dossier], DOWNLOADS) == []


@pytest.mark.parametrize("format", BY_NAME)
@pytest.mark.parametrize("dossier", ["first", "flood", "ferry"])
def test_a_program_of_the_format_finds_nothing_wrong(dossier: str, format: str, exported: Exported) -> None:
    verdict = judge(BY_NAME[format], exported[dossier])
    assert verdict.faults == ()
    assert verdict.sizes and all(verdict.counted.values())


@pytest.mark.parametrize("tool", sorted({tool for one in EVERY for tool in one.tools}))
def test_every_tool_tells_its_version(tool: str) -> None:
    assert re.fullmatch(rf"{tool} \d+(\.\d+)+", tool_and_version(tool))


# ── What a validator that sees nothing would let through ────────────────────────────────────────────────────


@dataclass(frozen=True)
class Broken:
    """A file of a format, what is done to it, and a word of the fault that is found then."""

    format: str
    path: str
    spoil: Callable[[bytes], bytes]
    fault: str

    def __str__(self) -> str:
        return f"{self.path}: {self.fault}"


def replaced(old: str, new: str) -> Callable[[bytes], bytes]:
    """Words exchanged, which must be there (``old`` is a regular expression)."""

    def spoil(content: bytes) -> bytes:
        text, count = re.subn(old, new, content.decode(), count=1)
        assert count, f"{old} is not in the file"
        return text.encode()

    return spoil


def packed(spoil: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    """The same done inside of gzip."""
    return lambda content: gzip.compress(spoil(gzip.decompress(content)))


def edited(edit: Callable[[Any], object]) -> Callable[[bytes], bytes]:
    """JSON with something in it changed."""

    def spoil(content: bytes) -> bytes:
        document = json.loads(content)
        edit(document)
        return json.dumps(document, ensure_ascii=False).encode()

    return spoil


def without_hash(content: bytes, *, at: int) -> bytes:
    package = json.loads(content)
    del package["resources"][at]["hash"]
    return json.dumps(package).encode()


def in_first_event(edit: Callable[[dict[str, Any]], object]) -> Callable[[bytes], bytes]:
    return edited(lambda document: edit(document["events"][0]))


def in_first_point(edit: Callable[[dict[str, Any]], object]) -> Callable[[bytes], bytes]:
    return edited(lambda document: edit(next(one for one in document["features"] if one["geometry"])))


BROKEN = (
    Broken("dossier.json, JSON Lines and their JSON Schema", "data/dossier.json", replaced('"version": ?"1', '"version": "0'), "version"),
    Broken("dossier.json, JSON Lines and their JSON Schema", "data/dossier.schema.json", replaced('"object"', '"objekt"'), "SchemaError"),
    Broken("dossier.json, JSON Lines and their JSON Schema", "data/claims.jsonl", replaced('"asserts"', '"thinks"'), "thinks"),
    Broken("dossier.json, JSON Lines and their JSON Schema", "data/actors.jsonl", lambda content: content[: len(content) // 2], "JSONDecodeError"),
    Broken("CSV tables and datapackage.json", "data/claims.csv", replaced("\r\n", ",more\r\n"), "extra-label"),
    Broken("CSV tables and datapackage.json", "data/types.csv", replaced("\r\n[a-z-]+,", "\r\n=1+1,"), "formula"),
    Broken("CSV tables and datapackage.json", "data/datapackage.json", edited(lambda package: package["resources"].pop()), "does not name every table"),
    Broken("Events as ACLED and UCDP have them", "data/events.acled.csv", replaced("event_date,year", "year,event_date"), "codebook"),
    Broken("Events as ACLED and UCDP have them", "data/events.ucdp.csv", replaced(r"\n(\d+,[^,]*),\d{4}", r"\n\1,long ago"), "year"),
    Broken("SQLite for Datasette", "data/dossier.sqlite", lambda content: content[:8192] + bytes(4096) + content[12288:], ""),
    Broken("SQLite for Datasette", "data/dossier.datasette.json", replaced("SELECT", "SELEKT"), "SELEKT"),
    Broken("Static API with OpenAPI", "api/v2/openapi.json", replaced('"responses"', '"answers"'), "answers"),
    Broken("Static API with OpenAPI", "api/v2/entries.json", replaced('"href": ?"entries/', '"href": "entry/'), "leads nowhere"),
    Broken("Static API with OpenAPI", "api/v2/index.json", replaced('"count": ?(\\d+)', '"count": "\\1"'), "is not of type"),
    Broken("W3C Web Annotation", "data/annotations.jsonld", replaced('"exact"', '"quoted"'), "4.2.4"),
    Broken("PROV-O", "data/provenance.jsonld", replaced('"wasQuotedFrom": ?"', '"used": "'), "cannot have"),
    Broken("PROV-O", "data/provenance.jsonld", replaced('"wasQuotedFrom": ?"', '"wasCopiedFrom": "'), "wasCopiedFrom"),
    Broken("FollowTheMoney", "data/ftm/entities.ftm.json", replaced('"name": ?\\[', '"nome": ['), ""),
    Broken("FollowTheMoney", "data/ftm/statements.csv.gz", packed(replaced("_records,", "_recorded,")), "not in the catalogue"),
    Broken("FollowTheMoney", "data/ftm/index.json", replaced('"entity_count": ?(\\d+)', '"entity_count": 1\\1'), "entities and says"),
    Broken("Atom", "data/feeds/entries.xml", replaced("<updated>[^<]*</updated>", ""), "4.1.1"),
    Broken("Atom", "data/feeds/corrections.xml", replaced("</feed>", ""), "XMLSyntaxError"),
    Broken("JSON Feed", "data/feeds/entries.json", edited(lambda feed: feed["items"][0].pop("id")), "FeedParseError"),
    Broken("JSON Feed", "data/feeds/entries.json", edited(lambda feed: feed["items"][0].update(title="Other")), "not what Atom tells"),
    Broken("iCalendar", "data/timeline.ics", replaced("DTEND;VALUE=DATE:\\d{4}", "DTEND;VALUE=DATE:1999"), "the end is no part"),
    Broken("iCalendar", "data/timeline.ics", replaced("DTSTART;VALUE=DATE:\\d{4}", "DTSTART;VALUE=DATE:xxxx"), ""),
    Broken("iCalendar", "data/timeline.ics", replaced("END:VEVENT\r\n", ""), ""),
    Broken("TimelineJS", "data/timeline.json", in_first_event(lambda slide: slide["start_date"].update(month="3")), "month"),
    Broken("TimelineJS", "data/timeline.json", in_first_event(lambda slide: slide["text"].update(text="<script>")), "would run"),
    Broken("GeoJSON", "data/places.geojson", in_first_point(lambda one: one["geometry"]["coordinates"].reverse()), "outside"),
    Broken("GeoJSON", "data/events.geojson", in_first_point(lambda one: one["geometry"].update(type="Dot")), "Dot"),
    Broken("BibTeX", "data/sources.bib", replaced("\n}\n", "\n"), ""),
    Broken("RIS", "data/sources.ris", replaced("TY  - ", "TY  - X"), "no known kind"),
    Broken("RIS", "data/sources.ris", replaced("ER  - ", "EX  - "), ""),
    Broken("CSL-JSON", "data/sources.csl.json", replaced('"type": ?"', '"type": "x-'), "no kind of CSL"),
    Broken("CSL-JSON", "data/sources.csl.json", replaced('\\[\\[(\\d+)', '[["\\1"'), "issued"),
    Broken("SHA256SUMS", "data/SHA256SUMS", replaced("^[0-9a-f]", "x"), ""),
    Broken("SHA256SUMS", "data/SHA256SUMS", replaced("^.*\n", ""), "does not name every file"),
)  # fmt: skip


@pytest.mark.parametrize("broken", BROKEN, ids=str)
def test_a_broken_file_is_refused(broken: Broken, exported: Exported) -> None:
    files = exported["flood"]
    spoilt = {**files, broken.path: broken.spoil(files[broken.path])}
    assert spoilt[broken.path] != files[broken.path]
    assert broken.fault in " ".join(judge(BY_NAME[broken.format], spoilt).faults) != ""


def test_every_format_has_a_file_that_is_refused() -> None:
    assert {broken.format for broken in BROKEN} == BY_NAME.keys()


def test_a_file_that_its_validator_does_not_open_is_a_fault_and_one_that_is_nobody_s_too() -> None:
    idle = Validator("Nothing", ("data/*.txt",), (), lambda on: None)
    assert judge(idle, {"data/a.txt": b"x"}).faults == ("data/a.txt was not opened",)
    assert judge(idle, {"data/a.txt": b"x"}).sizes == {}
    assert validated_by_nobody(["data/a.txt", "data/b/a.txt", "data/a.csv"], (idle,)) == ["data/b/a.txt", "data/a.csv"]


def test_what_a_library_throws_is_a_fault() -> None:
    def check(on: Examination) -> None:
        on.load("data/a.txt")

    strict = Validator("Something", ("data/*.txt",), (), check)
    (fault,) = judge(strict, {"data/a.txt": b"{"}).faults
    assert "JSONDecodeError" in fault

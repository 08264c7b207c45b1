"""All downloads of a site, in one pass over the corpus."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from fnmatch import fnmatchcase

from build_tools.exports.checksums import NAME as SUMS
from build_tools.exports.checksums import Finished, sums
from build_tools.exports.data_package import NAME as PACKAGE
from build_tools.exports.data_package import package
from build_tools.exports.downloads import known, name_of
from build_tools.exports.formats import (
    annotations_jsonld,
    api_json,
    bibliography,
    dossier_json,
    dossier_sqlite,
    events_csv,
    feeds_of_corrections,
    feeds_of_entries,
    follow_the_money,
    geojson_maps,
    provenance_jsonld,
    tables_csv,
    timeline_ics,
    timeline_js,
)
from build_tools.exports.telling import Format, Telling

# By the word of the format (the second column of downloads.tsv), in the order in which they are asked for their files;
# each is one module of formats/.
WRITERS: Mapping[str, Callable[[Telling], Format]] = {
    "csv": tables_csv.Writer,
    "events": events_csv.Writer,
    "sqlite": dossier_sqlite.Writer,
    "json": dossier_json.Writer,
    "annotations": annotations_jsonld.Writer,
    "provenance": provenance_jsonld.Writer,
    "ftm": follow_the_money.Writer,
    "references": bibliography.Writer,
    "calendar": timeline_ics.Writer,
    "timeline": timeline_js.Writer,
    "geojson": geojson_maps.Writer,
    "feeds": feeds_of_entries.Writer,
    "corrections": feeds_of_corrections.Writer,
    "api": api_json.Writer,
}


def files(telling: Telling, *, only: Collection[str] = ()) -> Mapping[str, bytes]:
    """Every download by its path on the site. The same corpus, site and history give the same bytes.

    ``only``: the words of formats and the names of files (or patterns of them) that are wanted; the hashes come with
    the rest or when they are named.
    """
    return dict(produced(telling, only=only))


def produced(telling: Telling, *, only: Collection[str] = ()) -> Iterator[tuple[str, bytes]]:
    """The same one by one, so that nobody has to hold all: what a writer held is given up as soon as it is asked out."""
    writers = [make(telling) for word, make in WRITERS.items() if _is_wanted(word, only)]
    for told in telling.entries():
        for writer in writers:
            writer.take(told)
    finished: dict[str, Finished] = {}
    for path, content in _asked_out(writers):
        if not only or _is_named(path, only):
            finished[path] = Finished.of(content)
            yield path, content
    if not only or PACKAGE in only or "csv" in only:
        for path, content in package(finished, telling):
            finished[path] = Finished.of(content)
            yield path, content
    if not only or SUMS in only or "sums" in only:
        yield from sums(finished)


def _asked_out(writers: list[Format]) -> Iterator[tuple[str, bytes]]:
    while writers:
        yield from writers.pop(0).files()


def is_known(wanted: str) -> bool:
    """Whether a word names a format, a file or a pattern of files that there is."""
    return any(row.is_meant_by(wanted) for row in known())


def _is_wanted(word: str, only: Collection[str]) -> bool:
    rows = [row for row in known() if row.made_by == word]
    return not only or any(row.is_meant_by(wanted) for row in rows for wanted in only)


def _is_named(path: str, only: Collection[str]) -> bool:
    name = name_of(path)
    words = {row.made_by for row in known() if row.is_of(name)}
    return any(wanted in words or fnmatchcase(name, wanted) for wanted in only)

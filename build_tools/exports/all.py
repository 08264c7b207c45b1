"""All downloads of a site: which formats there are, who makes their pieces, and what they are laid out to."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path

from build_tools.exports.checksums import NAME as SUMS
from build_tools.exports.checksums import Finished, sums
from build_tools.exports.downloads import known, name_of
from build_tools.exports.entry_sheet import EntrySheet
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
from build_tools.exports.pieces import Composed, Format, Layout, Piece, Where
from build_tools.exports.telling import Telling
from build_tools.exports.writing import write
from build_tools.making.maker import Maker, each
from build_tools.model import Record
from build_tools.tracing.records import whole

# By the word of the format (the second column of downloads.tsv); each is one module of formats/.
WRITERS: Mapping[str, type[Format]] = {
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


class Downloads:
    """The downloads of a telling, or ``only`` some: the words of formats and the names of files (or patterns of them). The
    hashes come with the rest or when they are named.
    """

    def __init__(self, telling: Telling, *, only: Collection[str] = ()) -> None:
        self.telling, self._only = telling, frozenset(only)
        self._formats = [WRITERS[word](telling) for word in _needed({word for word in WRITERS if self._is_asked(word)})]

    @cached_property
    def makers(self) -> Sequence[Maker[Piece]]:
        """Who makes all pieces, and the files that stand alone."""
        corpus = self.telling.corpus
        kinds: Mapping[str, Mapping[str, Record]] = {
            "sources": corpus.sources,
            "actors": corpus.actors,
            "places": corpus.places,
            "questions": corpus.questions,
        }
        entries = Maker("downloads of entries", lambda: tuple(corpus.entries), self._of_entry)
        records = [each(f"downloads of {kind}", held, self._of_record) for kind, held in kinds.items()]
        records[-1] = replace(records[-1], is_long=True)  # one question may have half a million pairs of answers
        return (entries, *records, *(maker for one in self._formats for maker in one.makers()))

    def _of_entry(self, id: str) -> Iterator[Piece]:
        sheet = EntrySheet(self.telling.corpus.entries[id], self.telling)
        for one in self._formats:
            yield from one.of_entry(sheet)

    def _of_record(self, record: Record) -> Iterator[Piece]:
        told = whole(record)
        for one in self._formats:
            yield from one.of_record(told)

    @property
    def layouts(self) -> Iterator[Layout]:
        """The files that are made of pieces; some of them only for others to be made of."""
        return (layout for one in self._formats for layout in one.layouts())

    @property
    def composed(self) -> Iterator[Composed]:
        """The files that are made of other files."""
        return (file for one in self._formats for file in one.composed() if self.is_wanted(file.path))

    def behind(self, finished: Mapping[str, Finished], place: Where) -> Iterator[Piece]:
        """The files that tell of finished ones; that of the hashes comes last."""
        told = dict(finished)
        for path, content in (piece for one in self._formats for piece in one.behind(finished, place)):
            if self.is_wanted(path):
                told[path] = Finished.of(content)
                yield path, content
        if not self._only or self._only & {SUMS, "sums"}:
            yield from sums(told)

    def is_wanted(self, path: str) -> bool:
        """Whether a file was asked for."""
        name = name_of(path)
        return not self._only or any(
            wanted == row.made_by or fnmatchcase(name, wanted)
            for row in known()
            if row.is_of(name)
            for wanted in self._only
        )

    def _is_asked(self, word: str) -> bool:
        rows = [row for row in known() if row.made_by == word]
        return not self._only or any(row.is_meant_by(wanted) for row in rows for wanted in self._only)


def _needed(words: Collection[str]) -> list[str]:
    """The formats that were asked for, and those that they are made of."""
    wanted = {*words, *(other for word in words for other in WRITERS[word].made_of)}
    return [word for word in WRITERS if word in wanted]


def is_known(wanted: str) -> bool:
    """Whether a word names a format, a file or a pattern of files that there is."""
    return any(row.is_meant_by(wanted) for row in known())


def files(telling: Telling, *, only: Collection[str] = ()) -> Mapping[str, bytes]:
    """Every download by its path on the site, in the memory. The same corpus, site and history give the same bytes."""
    with tempfile.TemporaryDirectory(prefix="claimline-") as folder:
        finished = write(Downloads(telling, only=only), Path(folder))
        return {path: (Path(folder) / path).read_bytes() for path in finished}

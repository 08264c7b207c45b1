"""An entry as several formats tell it: its rows of tables and its JSON, worked out once for all. Knows no file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from build_tools.corpus import Corpus
from build_tools.exports import objects
from build_tools.exports.json_lines import line
from build_tools.exports.rows_of_entries import of_entry
from build_tools.exports.table_layout import Row
from build_tools.exports.telling import Telling, ToldEntry
from build_tools.model import Entry
from build_tools.tracing.records import whole


class EntrySheet:
    """What is told of one entry. Worked out when the first format asks for it, and gone with the entry."""

    def __init__(self, entry: Entry, telling: Telling) -> None:
        self.entry = whole(entry)
        self._telling = telling

    @property
    def corpus(self) -> Corpus:
        """The dossier that it is of."""
        return self._telling.corpus

    @cached_property
    def told(self) -> ToldEntry:
        """The entry with what is worked out about it."""
        return self._telling.told(self.entry)

    @cached_property
    def rows(self) -> Mapping[str, Sequence[Row]]:
        """Its rows and those of its claims and links, by table."""
        found: defaultdict[str, list[Row]] = defaultdict(list)
        for name, row in of_entry(self.told, self.corpus):
            found[name].append(row)
        return found

    @cached_property
    def entry_line(self) -> bytes:
        """The entry as an object on one line, without its end."""
        return line(objects.entry_as_json(self.told))

    @cached_property
    def claim_lines(self) -> Sequence[bytes]:
        """Its claims in the same way."""
        return [line(objects.claim_as_json(one, self.corpus)) for one in self.told.claims]

"""``sources.bib``, ``sources.ris`` and ``sources.csl.json``: the sources of the dossier for programs that keep references."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.citations import bibtex, csl_json, ris
from build_tools.citations.works import Citing
from build_tools.exports.pieces import Format, Layout, Piece, Run
from build_tools.model import Record, Source


class Writer(Format):
    """Every source once, in the order of their ids; the entries tell it nothing."""

    def of_record(self, record: Record) -> Iterator[Piece]:
        """A source as a work to cite."""
        if isinstance(record, Source):
            work = Citing(self.telling.corpus, name="").source(record)
            for name, told in (("bib", bibtex.write), ("ris", ris.write), ("csl.json", csl_json.items)):
                yield f"references {name}", told([work]).encode(errors="backslashreplace")

    def layouts(self) -> Iterator[Layout]:
        """The three files."""
        yield Layout("data/sources.bib", (Run(("references bib",), b"\n"),))
        yield Layout("data/sources.ris", (Run(("references ris",)),))
        yield Layout("data/sources.csl.json", (b"[", Run(("references csl.json",), b",\n"), b"]\n"))

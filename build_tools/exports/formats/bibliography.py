"""``sources.bib``, ``sources.ris`` and ``sources.csl.json``: the sources of the dossier for programs that keep references."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.citations import bibtex, csl_json, ris
from build_tools.citations.works import Citing
from build_tools.exports.telling import Telling, ToldEntry


class Writer:
    """Every source once, in the order of their ids; the entries tell it nothing."""

    def __init__(self, telling: Telling) -> None:
        citing = Citing(telling.corpus, name="")
        self._works = [citing.source(source) for source in telling.corpus.sources.values()]

    def take(self, told: ToldEntry) -> None:
        """Nothing of an entry stands in these files."""

    def files(self) -> Iterator[tuple[str, bytes]]:
        """The three files."""
        for name, write in (("bib", bibtex.write), ("ris", ris.write), ("csl.json", csl_json.write)):
            yield f"data/sources.{name}", write(self._works).encode(errors="backslashreplace")

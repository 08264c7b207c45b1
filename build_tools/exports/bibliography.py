"""``sources.bib``, ``sources.ris`` and ``sources.csl.json``: the sources of the dossier for programs that keep references."""

from __future__ import annotations

from collections.abc import Mapping

from build_tools.citations import bibtex, csl_json, ris
from build_tools.citations.works import Citing
from build_tools.corpus import Corpus


def files(corpus: Corpus) -> Mapping[str, bytes]:
    """The three files by name; every source once, in the order of their ids."""
    citing = Citing(corpus, name="")
    works = [citing.source(source) for source in corpus.sources.values()]
    texts = {
        "sources.bib": bibtex.write(works),
        "sources.ris": ris.write(works),
        "sources.csl.json": csl_json.write(works),
    }
    return {name: text.encode(errors="backslashreplace") for name, text in texts.items()}

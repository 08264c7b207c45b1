"""All downloads of a site, in one pass over the corpus."""

from __future__ import annotations

from collections.abc import Mapping

from build_tools.agreement import Agreement
from build_tools.corpus import Corpus
from build_tools.exports import bibliography, claims_csv, dossier_json, entries_csv


def files(corpus: Corpus, agreement: Agreement) -> Mapping[str, bytes]:
    """Every download by its path on the site. The same corpus gives the same bytes."""
    return {
        "data/claims.csv": claims_csv.write(corpus),
        "data/entries.csv": entries_csv.write(corpus),
        "data/dossier.json": dossier_json.write(corpus, agreement),
        "data/dossier.schema.json": dossier_json.schema(),
        **{f"data/{name}": content for name, content in bibliography.files(corpus).items()},
    }

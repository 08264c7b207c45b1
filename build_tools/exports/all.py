"""All downloads of a site, in one pass over the corpus."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from build_tools.exports.formats import (
    annotations_jsonld,
    bibliography,
    claims_csv,
    dossier_json,
    entries_csv,
    geojson_maps,
    timeline_ics,
    timeline_js,
)
from build_tools.exports.telling import Format, Telling

# In the order in which they are asked for their files; each is one module of formats/.
WRITERS: Sequence[Callable[[Telling], Format]] = (
    claims_csv.Writer,
    entries_csv.Writer,
    dossier_json.Writer,
    annotations_jsonld.Writer,
    bibliography.Writer,
    timeline_ics.Writer,
    timeline_js.Writer,
    geojson_maps.Writer,
)


def files(telling: Telling) -> Mapping[str, bytes]:
    """Every download by its path on the site. The same corpus, site and history give the same bytes."""
    writers = [make(telling) for make in WRITERS]
    for told in telling.entries():
        for writer in writers:
            writer.take(told)
    return {path: content for writer in writers for path, content in writer.files()}

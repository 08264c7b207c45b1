"""The catalogue of datasets that FollowTheMoney and nomenklatura read: one for each source, and what holds them all."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from build_tools.addresses import address_of
from build_tools.exports.dates import bounds
from build_tools.exports.ftm.counts import Counts
from build_tools.exports.ftm.records import Here
from build_tools.licence import licence_of
from build_tools.model import Source
from build_tools.sparse import Json, if_any

_MEDIA_TYPES = {".json": "application/json+ftm", ".gz": "application/gzip"}


def index(here: Here, counted: Counts, sizes: Mapping[str, int]) -> bytes:
    """The catalogue. ``sizes``: octets of each file by its path on the site."""
    by_dataset = counted.by_dataset
    datasets = [_whole(here, sizes, counted.entities), _records(here, by_dataset), *_sources(here, by_dataset)]
    return (json.dumps({"datasets": datasets}, ensure_ascii=False, indent=1) + "\n").encode(errors="backslashreplace")


def _whole(here: Here, sizes: Mapping[str, int], entities: int) -> Json:
    site, naming = here.site, here.naming
    return {
        "name": naming.prefix,
        "title": site.name or naming.prefix,
        **if_any("summary", site.description),
        **if_any("url", here.page("")),
        **if_any("license", licence_of(site.rights).address),
        "children": [naming.records, *(naming.of_source(id) for id in here.corpus.sources)],
        "entity_count": entities,
        "resources": [_resource(path, size, here) for path, size in sizes.items()],
    }


def _resource(path: str, size: int, here: Here) -> Json:
    name = path.rpartition("/")[2]
    media_type = _MEDIA_TYPES["." + name.rpartition(".")[2]]
    return {"name": name, **if_any("url", here.page(path)), "mime_type": media_type, "size": size}


def _records(here: Here, counted: Mapping[str, int]) -> Json:
    name = here.naming.records
    return {
        "name": name,
        "title": f"{here.site.name or here.naming.prefix}: records",
        "summary": "What curators recorded: events as reported, actors, places.",
        "entity_count": counted.get(name, 0),
    }


def _sources(here: Here, counted: Mapping[str, int]) -> Iterator[Json]:
    for source in here.corpus.sources.values():
        name = here.naming.of_source(source.id)
        yield {
            "name": name,
            "title": str(source.title or source.id),
            "summary": "What this source says, in its words.",
            **if_any("url", str(source.url) or here.page(address_of(source))),
            **if_any("publisher", _publisher(source, here)),
            **if_any("coverage", _published(source)),
            "entity_count": counted.get(name, 0),
        }


def _publisher(source: Source, here: Here) -> Json | None:
    publisher = here.corpus.actors.get(source.publisher)
    return {"name": str(publisher.name or publisher.id), "official": False} if publisher else None


def _published(source: Source) -> Json:
    first, last = bounds(source.published)
    return {**if_any("start", first), **if_any("end", last)}

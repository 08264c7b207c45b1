"""The dossier as a whole in the words of schema.org: the site, and what can be taken away of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from build_tools.corpus import Corpus
from build_tools.licence import licence_of
from build_tools.linked_data.things import Here
from build_tools.model import Download
from build_tools.sparse import Json, if_any
from build_tools.text import edtf, tables

_MEDIA_TYPES = Path(__file__).with_name("media_types.tsv")
SITE, DATASET = "index.html#site", "data.html#dataset"


def website(name: str, description: str, here: Here) -> Json:
    """The site."""
    told = {
        "@type": "WebSite",
        "@id": here.at(SITE),
        "name": name,
        "url": here.at("") if here.url else here.at("index.html"),
    }
    return {**told, **if_any("description", description), "inLanguage": "en"}


def dataset(name: str, description: str, rights: str, here: Here) -> Json:
    """The data of the dossier, without its files."""
    spoken = sorted({str(source.language) for source in here.corpus.sources.values() if source.language})
    return {
        "@type": "Dataset",
        "@id": here.at(DATASET),
        "name": name,
        "description": description or name,
        "url": here.at("data.html"),
        **if_any("license", licence_of(rights).address),
        "isAccessibleForFree": True,
        "inLanguage": list(dict.fromkeys(["en", *spoken])),
        **if_any("temporalCoverage", _covered(here.corpus)),
    }


def distribution(downloads: Sequence[Download], here: Here) -> Json:
    """The files, for the page that lists them."""
    types = {suffix: name for suffix, name in tables.rows(_MEDIA_TYPES)}
    return if_any("distribution", [_file(one, types, here) for one in downloads if "*" not in one.name])


def _file(one: Download, types: dict[str, str], here: Here) -> Json:
    suffix = PurePosixPath(one.path).suffix
    return {
        "@type": "DataDownload",
        "name": one.name,
        **if_any("description", one.what),
        "encodingFormat": types.get(suffix, one.format),
        "contentUrl": here.at(one.path),
        "contentSize": one.size,
    }


def _covered(corpus: Corpus) -> str:
    """From the first to the last day that an entry may have happened on; open where one has no bound."""
    read = [date for entry in corpus.timeline if (date := _parsed(entry.date))]
    first = [date.earliest for date in read if date.earliest]
    last = [date.latest for date in read if date.latest]
    return f"{min(first)}/{max(last)}" if first and last else ""


def _parsed(date: str) -> edtf.Edtf | None:
    try:
        return edtf.parse(date)
    except edtf.NotEdtf:
        return None

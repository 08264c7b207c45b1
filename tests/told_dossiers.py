"""The dossiers as exports are told of them, and all files made of that, once for all processes. Fixtures for conftest.py."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from pathlib import Path

import pytest
from once_for_all import once_for_all

from build_tools.agreement import Agreement
from build_tools.corpus import Corpus
from build_tools.dossier import open_dossier
from build_tools.exports.all import files
from build_tools.exports.telling import SiteFacts, Telling
from build_tools.model import Change, History
from build_tools.published import for_readers

SITES = {
    "first": SiteFacts("North Korean soldiers", "What was reported in November 2024.", "", "CC BY 4.0"),
    "flood": SiteFacts("The Millbrook flood", "An invented dossier.", "https://flood.example/dossier/"),
    "ferry": SiteFacts("The Maren Dahl", "Who said what of a ferry.", "", "CC BY 4.0", "https://forge.example/a/ferry"),
}


@pytest.fixture(scope="session")
def tellings(corpora: Mapping[str, Corpus]) -> Mapping[str, Telling]:
    """``first`` at no address, ``flood`` at one, ``ferry`` in a repository alone; each record was added on one day and changed on another."""
    ferry = open_dossier(Path(__file__).parent / "dossiers" / "ferry").corpus
    told = {name: for_readers(corpus) for name, corpus in {**corpora, "ferry": ferry}.items()}
    return {
        name: Telling(corpus, Agreement(corpus), SITES[name], invented_history(corpus)) for name, corpus in told.items()
    }


@pytest.fixture(scope="session")
def exported(tellings: Mapping[str, Telling], common_folder: Path) -> Mapping[str, Mapping[str, bytes]]:
    """Every download of each dossier, by the dossier's name and its path on the site."""

    def export(folder: Path) -> None:
        made = {name: dict(files(telling)) for name, telling in tellings.items()}
        (folder / "files").write_bytes(pickle.dumps(made))

    return pickle.loads((once_for_all(common_folder / "exported", export) / "files").read_bytes())  # type: ignore[no-any-return]


def invented_history(corpus: Corpus) -> History:
    """Two commits for every record, the latest first, a minute apart from one record to the next."""
    groups = (corpus.entries, corpus.sources, corpus.actors, corpus.places, corpus.questions)
    records = [record for group in groups for record in group.values()]
    return History({str(record.path): _changes(number) for number, record in enumerate(records)})


def _changes(number: int) -> tuple[Change, ...]:
    hour, minute = divmod(number, 60)
    clock = f"{hour:02}:{minute:02}:00+02:00"
    return tuple(
        Change(f"{day[5:7]}{day[8:]}{number:036x}", day, "Ann Other", message, at=f"{day}T{clock}")
        for day, message in (("2031-04-02", "The council’s number is mended"), ("2031-03-20", "The flood is recorded"))
    )

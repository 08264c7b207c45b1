"""After a full build: what the next one goes on from is kept."""

from __future__ import annotations

import gc
import secrets
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from build_tools.accelerate.crew import undisturbed
from build_tools.accelerate.outcome import Outcome
from build_tools.dossier import open_dossier
from build_tools.history import state_of
from build_tools.keeping.readings import Readings
from build_tools.keeping.vault import FOLDER
from build_tools.processes import aside, give_back
from build_tools.remaking import outputs
from build_tools.remaking.corpora import plain
from build_tools.remaking.facts import facts_of, hashes
from build_tools.remaking.former import kept_of
from build_tools.remaking.gathered import Gathered
from build_tools.remaking.state import Remembered, State
from build_tools.tracing.noting import Noting

DOWNLOADS = "downloads.kept"


@contextmanager
def remembering(root: Path) -> Iterator[Outcome | None]:
    """A full build goes on inside; what is told there is kept at the end. None where nothing can be kept."""
    readings = Readings.at(root)
    vault = readings.vault
    if vault is None:
        yield None
        return
    before = facts_of(root, readings), hashes(readings), state_of(root)
    del readings  # which knows much of every file
    Remembered(vault).forget()
    noting = vault.folder("noting")
    for left in noting.iterdir():  # of a build that was killed: there is one at a time
        shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix="notes-", dir=noting))
    outcome = Outcome(Noting(folder), root / FOLDER / DOWNLOADS, vault)
    try:
        yield outcome
        if outcome.publication and outcome.looks:
            with undisturbed():
                _keep(root, outcome, Remembered(vault), before)
    finally:
        outcome.noting.close()
        shutil.rmtree(folder, ignore_errors=True)


def _keep(root: Path, outcome: Outcome, remembered: Remembered, before: tuple[str, Mapping[str, bytes], str]) -> None:
    publication = outcome.publication
    assert publication
    facts, files, head = before
    content = outputs.sitemap(outcome.pages, publication.site.url)
    if (outcome.site / outputs.SITEMAP).read_bytes() != content:
        return
    if (outcome.site / f"{outputs.SITEMAP}.gz").read_bytes() != outputs.packed(content):
        return
    former, edited = kept_of(publication), publication.site_as_edited()
    outcome.publication = publication = None  # from here on nobody needs the dossier, which is large
    gc.collect()
    give_back()
    build = secrets.token_hex(8)
    with aside(partial(_keep_corpus, root, remembered, build, files)) as corpus_is_kept:
        gathered = Gathered(outcome.noting, outcome.noting.folder)
        state = State(
            facts=facts,
            build=build,
            former=former,
            edited=edited,
            head=head,
            day=outputs.day(),
            named=frozenset(outcome.named),
            frames=gathered.frames,
            products=gathered.products,
            paths=dict(outcome.paths),
            keys=outcome.noting.keys,
            tables=gathered.tables,
            made_from=gathered.made_from,
            files=files,
            outputs=outcome.looks,
        )
        if remembered.keep_notes(gathered.parts(), build) and corpus_is_kept():
            remembered.write(state)


def _keep_corpus(root: Path, remembered: Remembered, build: str, files: Mapping[str, bytes]) -> bool:
    """The dossier as curators have it, with the places of its strings. Whether it is still the one that was published."""
    readings = Readings.at(root)
    if hashes(readings) != files:
        return False
    return remembered.keep_corpus(plain(open_dossier(root, readings=readings).corpus), build)

"""What goes into the comparison of one seed's reading with the records, and what comes out of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from build_tools.extract.entries.telling import Telling
from build_tools.ingest.changes import Change, Dropped, Kept, SetValue, Told, Vanished
from build_tools.ingest.ledger import Ledger, Plain
from build_tools.model import Actor, Document, Entry, Place, Question, Source


@dataclass(frozen=True)
class Proposed:
    """What the reader makes of one seed, ready to be compared.

    ``across``: what it has to do with other sources: ``entry`` with the ``quotes`` that join it or with ``see_also``,
    ``source`` with what it ``republishes``, ``updates`` (with the sentences ``added`` and ``dropped``), ``shares`` or ``credits`` or with the ``quote`` that ``answered`` a question,
    and ``why``. ``others``: what follows from it
    for records of other seeds. ``refused``: a date line that is later than the import: its day, and its words.
    ``same_as``: the source of the same article, and the share of its words: then nothing is to be imported.
    ``tellings``: what the entries were made of, to tell them anew by those of their claims that get in.
    """

    document: Document
    source: Source
    entries: Sequence[Entry]
    actors: Sequence[Actor]
    places: Sequence[Place]
    sidecar: dict[str, Any]
    reader: int
    across: tuple[Plain, ...] = ()
    others: tuple[SetValue, ...] = ()
    questions: tuple[Question, ...] = ()
    refused: tuple[str, str] = ("", "")
    same_as: tuple[str, float] = ("", 0.0)
    tellings: tuple[Telling, ...] = ()


@dataclass(frozen=True)
class SeedPlan:
    """What importing one seed would do. ``told``: what it leaves as it is, and why. ``stays_deleted``: records by
    ``<kind>/<id>`` and quotes of claims that are proposed again and that a person deleted.

    ``across``: what it has to do with other sources, each with its ``why``. ``seen``: the hash of every file that the
    plan was made from and would change, and of the ledger; empty where there is none. ``anew``: the seed's text is
    another one than was recorded; ``quotes``: how many claims are recorded from it.
    """

    seed: str
    changes: tuple[Change, ...]
    told: tuple[Told, ...]
    ledger: Ledger
    across: tuple[Plain, ...] = ()
    stays_deleted: tuple[str, ...] = ()
    seen: Mapping[str, str] = field(default_factory=dict)
    anew: bool = False
    quotes: int = 0

    @property
    def kept(self) -> tuple[Kept, ...]:
        """The fields that stay as a person has them, and for which the reader proposes something else."""
        return tuple(one for one in self.told if isinstance(one, Kept))

    @property
    def vanished(self) -> tuple[Vanished, ...]:
        """The words of records that the changed seed no longer holds."""
        return tuple(one for one in self.told if isinstance(one, Vanished))

    @property
    def dropped(self) -> tuple[Dropped, ...]:
        """The claims of drafts that this reader would not make."""
        return tuple(one for one in self.told if isinstance(one, Dropped))

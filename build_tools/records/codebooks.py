"""Kinds of event of ACLED and UCDP: what a vocabulary may name, and what follows from it. Reads a table, judges nothing."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from build_tools.text.tables import rows

_TABLE = Path(__file__).with_name("codebooks.tsv")


@cache
def acled() -> Mapping[str, tuple[str, str]]:
    """By sub-event type: the event type and the disorder type that it belongs to."""
    return {row[1]: (row[2], row[3]) for row in rows(_TABLE) if row[0] == "acled"}


@cache
def ucdp() -> Mapping[str, int]:
    """By the word of a vocabulary: the code of ``type_of_violence``."""
    return {row[1]: int(row[2]) for row in rows(_TABLE) if row[0] == "ucdp"}

"""One text is one source: a copy says whose copy it is, so that its roots count once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from build_tools.checks.groups import in_groups
from build_tools.checks.rule import Case, Finding
from build_tools.model import Record, Source
from build_tools.problems import Level

CODE = "sources-alike"
LEVEL = Level.ERROR
SCOPE = "dossier"
WAIVABLE = True
TIP = "Name the original under “republishes” (another outlet) or “updates” (the same one), or delete the source that was made twice."


def find(case: Case) -> Iterator[Finding]:
    """Sources whose texts are the same to the letter, of which neither says what it is to the other."""
    return in_groups(case, keys, among)


def keys(record: Record, case: Case) -> Iterator[str]:
    """The hash of its text."""
    if isinstance(record, Source):
        document = case.corpus.documents.get(record.id)
        if text := document.sha256 if document else str(record.sha256):
            yield text


def among(_: str, records: Sequence[Record], __: Case) -> Iterator[Finding]:
    """Of the sources of one text."""
    first, *others = (one for one in records if isinstance(one, Source))
    for source in others:
        if not (_above(source) or source.id in _above(first)):
            message = f"its text is that of source “{first.id}”, to the letter"
            yield Finding(source, source.title, message, beside=(first,))


def _above(source: Source) -> tuple[str, ...]:
    return tuple(filter(None, (source.republishes, source.updates, *source.not_same)))

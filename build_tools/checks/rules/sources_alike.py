"""One text is one source: a copy says whose copy it is, so that its roots count once."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.checks.rule import Case, Finding
from build_tools.model import Source
from build_tools.problems import Level

CODE = "sources-alike"
LEVEL = Level.ERROR
SCOPE = "dossier"
WAIVABLE = True
TIP = "Name the original under “republishes” (another outlet) or “updates” (the same one), or delete the source that was made twice."


def find(case: Case) -> Iterator[Finding]:
    """Sources whose texts are the same to the letter, of which neither says what it is to the other."""
    first: dict[str, Source] = {}
    for source in case.corpus.sources.values():
        document = case.corpus.documents.get(source.id)
        text = document.sha256 if document else str(source.sha256)
        if not text:
            continue
        other = first.setdefault(text, source)
        if other is not source and not (_above(source) or source.id in _above(other)):
            yield Finding(
                source, source.title, f"its text is that of source “{other.id}”, to the letter", beside=(other,)
            )


def _above(source: Source) -> tuple[str, ...]:
    return tuple(filter(None, (source.republishes, source.updates, *source.not_same)))

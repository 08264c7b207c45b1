"""Every hostile thing in every file that a stranger can hand in: refused in words or read, and nothing else suffers from it."""

from __future__ import annotations

from collections.abc import Iterator

from tests.trust.inputs.crew import Lost, Say, processes, results
from tests.trust.inputs.things import FILES, THINGS, wrong
from tests.trust.proof import Proof

_SILENCE = 60.0  # seconds of the processor for one pair


def proofs(minutes: float) -> Iterator[Proof]:
    """All pairs; they take about three minutes of one processor, whatever ``minutes`` says."""
    found: list[str] = []
    tried = told = 0
    for file, said in results(list(FILES), _laid, jobs=processes(), silence=_SILENCE):
        if isinstance(said, Lost):
            found.append(f"{file}, {said.at}: {said.how}")
            continue
        thing, is_told, problem = said
        tried, told = tried + 1, told + is_told
        found += [f"{file}, {thing}: {problem}"] if problem else []
    of = f"pairs of {len(THINGS)} things and {len(FILES)} files (a problem names the file in {told:,})"
    yield Proof("A hostile thing stops nothing and does nothing", tried, of, tuple(found))


def _laid(file: str, say: Say) -> None:
    for thing in THINGS:
        say(("at", thing))
        try:
            problem, is_told = wrong(file, thing)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told
            problem, is_told = f"{type(error).__name__}: {str(error)[:200]}", False
        say((thing, is_told, problem))

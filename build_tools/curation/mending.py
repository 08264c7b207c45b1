"""``claimline fix``: what the rules can mend by themselves, spliced into the files."""

from __future__ import annotations

from pathlib import Path

from build_tools.checks.rule import Case, Mend
from build_tools.checks.run import mends
from build_tools.dossier import open_dossier
from build_tools.records import splice
from build_tools.records.load import decode
from build_tools.records.write import one_writer, write_all


def mend(root: Path, *, dry_run: bool = False) -> list[str]:
    """Mend all that can be mended. Returns a line for each repair. Raises ProblemsFound where writing fails."""
    dossier = open_dossier(root)
    repairs = list(mends(Case(dossier.corpus, dossier.broken)))
    if repairs and not dry_run:
        with one_writer(root):
            _write(root, repairs)
    return [_in_words(repair) for repair in repairs]


def _write(root: Path, repairs: list[Mend]) -> None:
    texts: dict[str, str] = {}
    for repair in repairs:
        path = repair.record.path
        text = texts.get(path) or decode(root, path)
        texts[path] = splice.set_value(text, repair.keys, repair.value) if repair.keys else text
    moves = {repair.record.path: repair.move_to for repair in repairs if repair.move_to}
    write_all(root, {moves.get(path, path): text for path, text in texts.items()}, delete=tuple(moves))


def _in_words(repair: Mend) -> str:
    if repair.move_to:
        return f"{repair.record.path} → {repair.move_to}"
    return f"{repair.record.path}: {'.'.join(str(key) for key in repair.keys)} = {repair.value}"

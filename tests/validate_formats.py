"""The table of formats: every file that leaves a dossier, validated by a program of its format that somebody else wrote.

Run ``python -m tests.validate_formats [ROOT…]`` (default: the first dossier and two invented ones). Writes what the site, the
exports and the report hold into a temporary folder, has it read, takes the claims in again where a format allows, and prints a
table in Markdown. Exits with 1 where anything is found or a file of ``data/`` or ``api/`` is nobody's to validate.
"""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from validation.judging import Validator, Verdict, judge, validated_by_nobody
from validation.round_trips import came_back
from validation.validators import DOWNLOADS, EVERY, tool_and_version

from build_tools.building import write_pages, write_report
from build_tools.dossier import open_dossier
from build_tools.published import for_readers

PROJECT = Path(__file__).parents[1]
ROOTS = (PROJECT, PROJECT / "tests/dossiers/ferry", PROJECT / "tests/dossiers/flood")
HEAD = ("format", "files", "size", "validated by", "what was read", "claims back")


@dataclass(frozen=True)
class Proof:
    """What came out for one dossier: a verdict for each format, claims back of all claims, and everything that is wrong."""

    verdicts: Mapping[str, Verdict]
    back: Mapping[str, str]
    faults: tuple[str, ...]


def proof_of(root: Path) -> Proof:
    """Write everything that leaves a dossier, and have it read."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        files = _written(root, out)
        verdicts = {one.format: judge(one, files) for one in EVERY}
        faults = [f"{one}: {fault}" for one, verdict in verdicts.items() for fault in verdict.faults]
        downloads = [path for path in files if path.startswith(("data/", "api/"))]
        faults += [f"{path}: nobody validates it" for path in validated_by_nobody(downloads, DOWNLOADS)]
        back = {}
        for one in EVERY:
            if one.round_trip:
                paths = [out / "data" / name for name in one.round_trip]
                found = came_back(root, for_readers(open_dossier(root).corpus), paths, Path(folder) / one.round_trip[0])
                back[one.format] = f"{found[0]}/{found[1]}"
                faults += [f"{one.format}, taken in again: {fault}" for fault in found[2]]
    return Proof(verdicts, back, tuple(faults))


def _written(root: Path, out: Path) -> dict[str, bytes]:
    write_pages(root, out)
    for form in ("md", "docx", "pdf"):
        (out / f"report.{form}").write_bytes(write_report(root, {}, form=form, title="", fonts=())[0])
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


def table(proofs: Sequence[Proof]) -> str:
    """In Markdown, with a figure for each dossier in the order in which they were named."""
    rows = [HEAD, tuple("---" for _ in HEAD), *(_row(one, proofs) for one in EVERY)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _row(validator: Validator, proofs: Sequence[Proof]) -> Iterator[str]:
    verdicts = [proof.verdicts[validator.format] for proof in proofs]
    yield validator.format
    yield " / ".join(f"{len(one.sizes):,}" for one in verdicts)
    yield " / ".join(f"{sum(one.sizes.values()) / 1000:,.0f}" for one in verdicts) + " KB"
    yield ", ".join(map(tool_and_version, validator.tools))
    kinds = dict.fromkeys(kind for one in verdicts for kind in one.counted)
    yield ", ".join(f"{' / '.join(f'{one.counted.get(kind, 0):,}' for one in verdicts)} {kind}" for kind in kinds)
    yield " · ".join(proof.back.get(validator.format, "–") for proof in proofs) if validator.round_trip else "–"


def main() -> int:
    """Print the table for the dossiers that are named."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("roots", nargs="*", type=Path, default=ROOTS, metavar="ROOT")
    roots = [root.resolve() for root in asked.parse_args().roots]
    warnings.simplefilter("ignore")
    logging.disable()
    proofs = []
    for root in roots:
        print(f"{root.name} …", file=sys.stderr)
        proofs.append(proof_of(root))
    print(f"Figures for {' / '.join(root.name for root in roots)}.\n\n{table(proofs)}")
    for root, proof in zip(roots, proofs, strict=True):
        print(
            *(f"{root.name}: {fault}" for fault in proof.faults),
            sep="\n",
            end="\n" * bool(proof.faults),
            file=sys.stderr,
        )
    return 1 if any(proof.faults for proof in proofs) else 0


if __name__ == "__main__":
    sys.exit(main())

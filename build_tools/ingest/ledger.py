"""The ledger: what the importer last proposed from one seed, so that its words can be told from a person's.

Kept as ``seeds/<name>.ledger.json`` beside the seed and committed with it. Claims are told apart by their quote.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from json.encoder import encode_basestring
from pathlib import Path, PurePosixPath
from typing import Any

from build_tools.problems import Location, Problem, ProblemsFound
from build_tools.records.conflicts import require_decided
from build_tools.records.files import Files, files_at

FORMAT = 1
Plain = dict[str, Any]
_KINDS = {
    "seed": str,
    "sha256": str,
    "sidecar": dict,
    "reader": int,
    "records": dict,
    "claims": list,
    "across": list,
    "yours": dict,
}


@dataclass(frozen=True)
class Ledger:
    """What was proposed from ``seed``; ``sha256``, ``sidecar`` and ``reader`` say from which text and by which rules.

    ``records``: front matter by ``<kind>/<id>`` (entries without their claims). ``claims``: each with the ``entry``
    it was proposed for. ``across``: what was found to have to do with other sources, each with its ``why``.
    ``yours``: what an import has found to be a person's, by record key, and under ``claims`` by quote (``decisions``).
    """

    seed: str
    sha256: str = ""
    sidecar: Plain = field(default_factory=dict)
    reader: int = 0
    records: dict[str, Plain] = field(default_factory=dict)
    claims: tuple[Plain, ...] = ()
    across: tuple[Plain, ...] = ()
    yours: Plain = field(default_factory=dict)

    @property
    def path(self) -> str:
        """Where the ledger of this seed lives."""
        return path_of(self.seed)

    def as_text(self) -> str:
        """The file's text: one thing a line, so that Git shows what changed."""
        held = {
            "format": FORMAT,
            "seed": self.seed,
            "sha256": self.sha256,
            "sidecar": self.sidecar,
            "reader": self.reader,
            "records": dict(sorted(self.records.items())),
            "claims": list(self.claims),
            **({"across": list(self.across)} if self.across else {}),
            **({"yours": self.yours} if self.yours else {}),
        }
        return _indented(held, "\n") + "\n"


def _indented(value: Any, line: str) -> str:
    """As ``json.dumps`` with an indent of 1, which Python writes item by item; ``line``: a line's end and indent."""
    if type(value) is str:
        return encode_basestring(value)
    inner = f"{line} "
    if value and isinstance(value, dict):
        held = [f"{encode_basestring(key)}: {_indented(item, inner)}" for key, item in value.items()]
        return "{" + inner + f",{inner}".join(held) + line + "}"
    if value and isinstance(value, list | tuple):
        return "[" + inner + f",{inner}".join(_indented(item, inner) for item in value) + line + "]"
    return json.dumps(value, ensure_ascii=False)


def path_of(seed: str) -> str:
    """``seeds/a.ledger.json`` for ``seeds/a.txt``."""
    path = PurePosixPath(seed)
    return str(path.with_name(f"{path.stem}.ledger.json"))


def read_ledger(where: Path | Files, seed: str) -> Ledger | None:
    """The ledger of a seed, None if it was never imported. Raises ProblemsFound with ``ledger-broken``."""
    path = path_of(seed)
    files = files_at(where)
    if not files.has(path):
        return None
    try:
        text = files.read(path).decode()
        require_decided(text, path)
        held = json.loads(text)
        if held["format"] != FORMAT:
            raise ValueError(f"format {held['format']!r} is not {FORMAT}")
        _require_shape(held)
        return Ledger(
            seed=held["seed"],
            sha256=held["sha256"],
            sidecar=held["sidecar"],
            reader=held["reader"],
            records=held["records"],
            claims=tuple(held["claims"]),
            across=tuple(held.get("across", ())),
            yours=dict(held.get("yours", {})),
        )
    except json.JSONDecodeError as error:
        raise ProblemsFound([_broken(Location(path, error.lineno, error.colno), error.msg)]) from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ProblemsFound([_broken(Location(path), f"{type(error).__name__}: {error}")]) from None


def _require_shape(held: Plain) -> None:
    """Raises TypeError where a part is of another kind than the importer writes: somebody else may have written it."""
    for key, kind in _KINDS.items():
        if not isinstance(held.get(key, kind()), kind):
            raise TypeError(f"“{key}” holds what it cannot: {str(held[key])[:60]!r}")
    if not all(isinstance(one, dict) for one in (*held["records"].values(), *held["claims"], *held.get("across", ()))):
        raise TypeError("a record, a claim or a finding has no keys")
    if not all(isinstance(claim[key], str) for claim in held["claims"] for key in ("quote", "entry")):
        raise TypeError("a claim has no words for its quote or its entry")


def _broken(where: Location, what: str) -> Problem:
    tip = "Restore the file from Git; without it the importer cannot tell its own words from yours."
    return Problem(where, "ledger-broken", what, tip)

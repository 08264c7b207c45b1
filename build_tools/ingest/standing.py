"""The files of records as they stood when a plan was made: whether a change can be spliced in, and their hashes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from build_tools.ingest.changes import AddClaim, SetValue, Why
from build_tools.model import Record
from build_tools.problems import Location, Problem, ProblemsFound
from build_tools.records import splice
from build_tools.records.emit import plain_claim
from build_tools.records.load import decode, parse
from build_tools.records.revise import COMMENT, revise


@dataclass
class Standing:
    """Files that a plan wants to change. ``seen``: their hashes by path."""

    root: Path
    seen: dict[str, str] = field(default_factory=dict)
    _last: tuple[str, str] = ("", "")

    def hindrance(self, record: Record, change: SetValue | AddClaim) -> Why | None:
        """Why a change that the plan allows is left to a person: what they wrote is not what it seems, a comment would
        go, or the file is laid out in a way that is not known. Raises ProblemsFound where the file changed meanwhile.
        """
        text = self._text(record)
        if isinstance(change, SetValue) and splice.value_at(text, change.keys) != change.before:
            return "changed"  # a person wrote out what goes without saying, or in another form
        return self._unspliced(text, change)

    def hindrance_elsewhere(self, change: SetValue) -> Why | None:
        """The same for a change in a record of another seed; None too where this import brings that file or claim."""
        if not (self.root / change.path).is_file():
            return None
        text = decode(self.root, change.path)
        self.seen.setdefault(change.path, hash_of(text))
        if change.keys[0] == "claims" and splice.value_at(text, change.keys[:2]) is None:
            return None
        return self._unspliced(text, change)

    def _unspliced(self, text: str, change: SetValue | AddClaim) -> Why | None:
        try:
            applied(text, change)
        except splice.CannotSplice as reason:
            return "comment" if str(reason) == COMMENT else "layout"
        return None

    def _text(self, record: Record) -> str:
        if self._last[0] == record.path:
            return self._last[1]
        text = decode(self.root, record.path)
        if record.path not in self.seen:
            if parse(text, record.path, []) != record:
                tip = "The file was changed while the import was planned; nothing was written. Run the import again."
                where = Location(record.path)
                raise ProblemsFound([Problem(where, "changed-meanwhile", "the file is not what was read", tip)])
            self.seen[record.path] = hash_of(text)
        self._last = (record.path, text)
        return text


def applied(text: str, change: SetValue | AddClaim) -> str:
    """A record's text with a change. Raises CannotSplice."""
    if isinstance(change, AddClaim):
        return splice.append_item(text, ("claims",), plain_claim(change.claim))
    return revise(text, change.keys, change.after)


def hash_of(text: str) -> str:
    """What tells one state of a file from another; empty for no text."""
    return hashlib.sha256(text.encode()).hexdigest() if text else ""

"""Why entries and new records are proposed as they are, by field. Reads the keys of ``Proposal.reasons``."""

from __future__ import annotations

from collections.abc import Mapping

from build_tools.extract.propose import Proposal


def by_entry(proposal: Proposal) -> Mapping[str, Mapping[str, str]]:
    """Entry id → field (``date``, ``see_also.<id>`` …) → why."""
    found: dict[str, dict[str, str]] = {entry.id: {} for entry in proposal.entries}
    for key, why in proposal.reasons.items():
        entry, dot, field = key.partition(".")
        if dot and entry in found:
            found[entry][field] = why
    return found

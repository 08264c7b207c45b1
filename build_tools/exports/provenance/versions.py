"""Records: who proposed and who reviewed them, and each version of them with the commit that made it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from build_tools.exports.provenance.agents import PROPOSER, REVIEWER, Agents
from build_tools.iris import compact
from build_tools.model import Change, Entry, Record
from build_tools.sparse import Json, if_any
from build_tools.text.instants import in_utc
from build_tools.tracing.records import kind_of

_SHA1 = re.compile(r"[0-9a-f]{40}")


@dataclass(frozen=True, slots=True)
class Versions:
    """Tells of records; of the commits that made them in a place of their own, however many records one touched."""

    agents: Agents

    def record(self, one: Record, changes: Sequence[Change], *, quotes: Sequence[str] = ()) -> Iterator[Json]:
        """A record and its versions; ``quotes``: the words that it rests on."""
        iri = compact(kind_of(one), one.id)
        status = str(getattr(one, "status", ""))
        yield {
            "@id": f"{iri}#record",
            "@type": "Entity",
            "label": str(getattr(one, "title", "") or getattr(one, "name", "") or one.id),
            "about": iri,
            **if_any("status", status),
            **if_any("wasDerivedFrom", list(quotes)),
            **(self._made_by(one) if isinstance(one, Entry) else {}),
        }
        yield from self._versions(f"{iri}#record", changes)

    def _made_by(self, entry: Entry) -> Json:
        """Who made the record, which is never who spoke."""
        parts = [(PROPOSER, name) for name in entry.proposed_by] + [(REVIEWER, name) for name in entry.reviewed_by]
        named = [(role, self.agents.curator(str(name))) for role, name in parts]
        qualified = [{"@type": "Attribution", "agent": agent, "hadRole": role} for role, agent in named]
        agents = list(dict.fromkeys(agent for _, agent in named))
        return {**if_any("wasAttributedTo", agents), **if_any("qualifiedAttribution", qualified)}

    def _versions(self, record: str, changes: Sequence[Change]) -> Iterator[Json]:
        before = ""
        for number, change in enumerate(reversed(changes), 1):
            # One whose message may not be read is not named, for its commit leads to what may not be read either.
            is_told = bool(change.message)
            version, at = f"{record}-{change.commit[:10] if is_told else f'unsaid-{number}'}", in_utc(change.at)
            yield {
                "@id": version,
                "@type": "Entity",
                "specializationOf": record,
                **if_any("wasGeneratedBy", _commit(change) if is_told else ""),
                **if_any("generatedAtTime", at),
                **if_any("wasRevisionOf", before),
                **if_any("wasDerivedFrom", before),
            }
            before = version

    def commit(self, change: Change) -> Json:
        """A commit."""
        at = in_utc(change.at)
        return {
            "@id": _commit(change),
            "@type": "Activity",
            **if_any("label", change.message),
            **if_any("wasAssociatedWith", self.agents.curator(change.who) if change.who else ""),
            **if_any("endedAtTime", at),
        }


def _commit(change: Change) -> str:
    """A commit by its SWHID (ISO/IEC 18670), which holds wherever the repository lies."""
    return f"swh:1:rev:{change.commit}" if _SHA1.fullmatch(change.commit) else f"urn:claimline:commit:{change.commit}"

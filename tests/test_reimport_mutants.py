"""The state machine of re-imports sees what it is there to see: each of these faults, put in on purpose, is caught."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test
from test_reimport_machine import Reimports

from build_tools.ingest import decisions, plan, remembering, standing
from build_tools.ingest.changes import SetValue
from build_tools.ingest.decisions import Decision
from build_tools.ingest.earlier import Earlier
from build_tools.ingest.ledger import Ledger
from build_tools.problems import ProblemsFound
from build_tools.records import revise, write

Patch = Callable[[pytest.MonkeyPatch], None]


def a_kept_field_is_overwritten(patch: pytest.MonkeyPatch) -> None:
    real = decisions.decide

    def decide(proposed: Any, base: Any, current: Any, yours: Any) -> dict[str, Decision]:
        found = real(proposed, base, current, yours)
        return {
            key: replace(one, value=proposed[key]) if one.differences and isinstance(one.value, str) else one
            for key, one in found.items()
        }

    patch.setattr(plan, "decide", decide)


def a_deleted_field_comes_back(patch: pytest.MonkeyPatch) -> None:
    real = decisions.decide

    def decide(proposed: Any, base: Any, current: Any, yours: Any) -> dict[str, Decision]:
        base = {key: value for key, value in base.items() if key in current}
        return real(proposed, base, current, {key: one for key, one in yours.items() if key in current})

    patch.setattr(plan, "decide", decide)


def a_deleted_item_comes_back(patch: pytest.MonkeyPatch) -> None:
    real = decisions._item

    def item(key: str, name: str, three: Any, yours: Any) -> Decision:
        offered, before, held = three
        return real(key, name, (offered, before if held is not None else None, held), yours if held else {})

    patch.setattr(decisions, "_item", item)


def a_deleted_claim_comes_back(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Earlier, "is_settled", lambda self, claim: claim.quote in self._recorded)


def a_deleted_record_comes_back(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(plan._Comparison, "_exists", lambda self, key: True)
    real = plan._Comparison.__init__

    def init(self: Any, *words: Any, deleted: frozenset[str], **more: Any) -> None:
        real(self, *words, deleted=frozenset(), **more)

    patch.setattr(plan._Comparison, "__init__", init)


def a_splice_eats_a_comment(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(revise, "_words", lambda text: [])
    patch.setattr(revise, "_require_no_comment_beside", lambda text, path: None)


def the_ledger_forgets_what_was_deleted(patch: pytest.MonkeyPatch) -> None:
    real = remembering.claims_remembered

    def remembered(ledger: Ledger, proposed: Any, earlier: Any, homes: Any) -> Iterator[Any]:
        for claim in real(ledger, proposed, earlier, homes):
            if earlier.placed(claim) or claim["quote"] not in {one["quote"] for one in ledger.claims}:
                yield claim

    patch.setattr(plan, "claims_remembered", remembered)


def the_ledger_forgets_what_is_a_persons(patch: pytest.MonkeyPatch) -> None:
    real = plan.renewed
    patch.setattr(plan, "renewed", lambda *words, **more: replace(real(*words, **more), yours={}))


def claims_are_told_apart_by_their_places(patch: pytest.MonkeyPatch) -> None:
    real = plan._Comparison._settled

    def settled(self: Any, record: Any, change: SetValue, quote: str = "") -> Iterator[Any]:
        if change.keys[0] == "claims":
            change = replace(change, keys=("claims", 0, *change.keys[2:]))
        yield from real(self, record, change, quote)

    patch.setattr(plan._Comparison, "_settled", settled)


def a_moved_claim_is_written_twice(patch: pytest.MonkeyPatch) -> None:
    real = plan._Comparison._new_claims

    def new_claims(self: Any, entry: Any) -> Iterator[Any]:
        yield from real(self, entry)
        for claim in entry.claims:
            base = self.earlier.bases.get(claim.quote)
            if base and (placed := self.earlier.placed(base)) and placed.entry.id != entry.id:
                yield claim

    patch.setattr(plan._Comparison, "_new_claims", new_claims)


def what_is_reviewed_is_updated(patch: pytest.MonkeyPatch) -> None:
    real = plan._Comparison._settled

    def settled(self: Any, record: Any, change: SetValue, quote: str = "") -> Iterator[Any]:
        yield from real(self, replace(record, status="draft") if hasattr(record, "status") else record, change, quote)

    patch.setattr(plan._Comparison, "_settled", settled)
    patch.setattr(standing.Standing, "hindrance", lambda self, record, change: None)


def the_newlines_of_windows_are_lost(patch: pytest.MonkeyPatch) -> None:
    real = write.Staging.put

    def put(self: Any, path: str, text: str, **more: Any) -> None:
        real(self, path, text.replace("\r\n", "\n"), **more)

    patch.setattr(write.Staging, "put", put)


def the_prose_is_lost(patch: pytest.MonkeyPatch) -> None:
    real = write.Staging.put

    def put(self: Any, path: str, text: str, **more: Any) -> None:
        head, fence, _ = text.rpartition("---")
        real(self, path, head + fence + "\n" if path.endswith(".md") else text, **more)

    patch.setattr(write.Staging, "put", put)


def the_plan_is_applied_twice(patch: pytest.MonkeyPatch) -> None:
    real = standing.applied
    patch.setattr(
        "build_tools.ingest.apply.applied",
        lambda text, change: (
            real(real(text, change), change) if not isinstance(change, SetValue) else real(text, change)
        ),
    )


# Each with a number from which Hypothesis comes upon it soon; another one finds it too, only later.
FAULTS: dict[Patch, int] = {
    a_kept_field_is_overwritten: 1,
    a_deleted_field_comes_back: 4,
    a_deleted_item_comes_back: 1,
    a_deleted_claim_comes_back: 1,
    a_deleted_record_comes_back: 1,
    a_splice_eats_a_comment: 1,
    the_ledger_forgets_what_was_deleted: 1,
    the_ledger_forgets_what_is_a_persons: 1,
    claims_are_told_apart_by_their_places: 1,
    a_moved_claim_is_written_twice: 1,
    what_is_reviewed_is_updated: 1,
    the_newlines_of_windows_are_lost: 1,
    the_prose_is_lost: 1,
    the_plan_is_applied_twice: 1,
}


LONG = "CLAIMLINE_RUNS" in os.environ
SOON = {
    a_deleted_record_comes_back,
    the_ledger_forgets_what_was_deleted,
    claims_are_told_apart_by_their_places,
    the_prose_is_lost,
    the_plan_is_applied_twice,
}  # the others take longer than a suite has; CLAIMLINE_RUNS=1 tries them all


@contextmanager
def put_in(fault: Patch) -> Iterator[None]:
    """The fault, for as long as the block lasts."""
    with pytest.MonkeyPatch.context() as patch:
        fault(patch)
        yield


@dataclass
class Counted:
    """At most so many runs, and how many there were."""

    most: int
    runs: int = 0


def run_from(number: int, counted: Counted) -> None:
    """The machine with its cases in an order of their own, the same each time."""

    class Numbered(Reimports):
        def teardown(self) -> None:
            counted.runs += 1
            super().teardown()

    so_many = settings(
        max_examples=counted.most,
        stateful_step_count=12,
        phases=[Phase.generate],
        derandomize=False,
        database=None,
        deadline=None,
        print_blob=False,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(seed(number)(Numbered), settings=so_many)


CHOSEN = [fault for fault in FAULTS if LONG or fault in SOON]


def prove(fault: Patch) -> None:
    """The machine fails with the fault, and passes as many runs from the same number without it."""
    with put_in(fault), pytest.raises((AssertionError, ProblemsFound)):
        run_from(FAULTS[fault], most := Counted(400))
    run_from(FAULTS[fault], Counted(most.runs))


@pytest.mark.parametrize("fault", [fault.__name__ for fault in CHOSEN])
def test_the_machine_catches_it_and_passes_without_it(fault: str) -> None:
    """In a process of its own: Hypothesis draws from the constants of whatever modules are loaded."""
    where = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent), "PYTHONHASHSEED": "0"}
    done = subprocess.run([sys.executable, __file__, fault], env=where, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


if __name__ == "__main__":
    prove(next(fault for fault in FAULTS if fault.__name__ == sys.argv[1]))

"""Everything judged, in parts that can be kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from build_tools.checks.rule import Case
from build_tools.checks.rules.person_at_risk import hidden_records, traces_of
from build_tools.dossier import Dossier
from build_tools.model import Record
from build_tools.processes import side_by_side
from build_tools.rechecking.covering import told_of
from build_tools.rechecking.judged import by_record, finding_of, judge_by_record, judge_each, judge_groups, whole
from build_tools.rechecking.sheet import Sheet, in_groups, sheet_of, token
from build_tools.rechecking.verdict import Verdict

_CHUNKS = 64
_ROOM = 64  # MB that a copy may come to hold of its own


def judge_all(dossier: Dossier, files: Mapping[str, bytes], *, jobs: int = 1) -> Verdict:
    """Every rule over a dossier. Raises Incomplete."""
    case = Case(dossier.corpus, dossier.broken)
    records = tuple(case.records())
    size = max(1, -(-len(records) // _CHUNKS))
    parts = [records[at : at + size] for at in range(0, len(records), size)]
    tasks: list[Callable[[], Any]] = [partial(_each, part, case) for part in parts]
    tasks += [partial(judge_by_record, rule, case) for rule in by_record()]
    tasks += [partial(finding_of, rule, case) for rule in whole()]
    tasks += [partial(risk_of, case), partial(told_of, dossier.corpus)]
    sheets, told = side_by_side(lambda: _grouped(records, case), tasks, jobs=jobs, room=_ROOM)
    verdict = Verdict(files, sheets[0], groups=sheets[1], types=dict(dossier.corpus.types), broken=dossier.broken)
    rest = list(told)
    for _ in parts:
        for path, (found, read) in rest.pop(0).items():
            verdict.sheets[path] = verdict.sheets[path].having_read(read)
            if found.problems or found.spent:
                verdict.each[path] = found
    verdict.singly = {rule.code: rest.pop(0) for rule in by_record()}
    verdict.alone = {rule.code: rest.pop(0) for rule in whole()}
    verdict.risk, verdict.covered = rest
    return verdict.concluded(dossier)


def _each(records: Sequence[Record], case: Case) -> dict[str, Any]:
    return judge_each(records, case)


def _grouped(records: Sequence[Record], case: Case) -> tuple[dict[str, Sheet], dict[str, Any]]:
    """The sheets, and what rules find that hold records against each other."""
    sheets = {str(record.path): sheet_of(record, case) for record in records}
    groups: dict[str, dict[str, list[Record]]] = defaultdict(lambda: defaultdict(list))
    for record in records:
        for key in sheets[str(record.path)].keys:
            code, _, inner = key.partition("\0")
            groups[code][inner].append(record)
    found = {}
    for rule in in_groups():
        for key, one in judge_groups(rule, groups[rule.code], case).items():
            found[f"{rule.code}\0{key}"] = one
    return sheets, found


def risk_of(case: Case) -> Any:
    """What tells later whether a change concerns what is withheld: None where nothing is."""
    if not case.corpus.withheld:
        return None
    hidden = frozenset(token(type(record), record.id) for record in case.once(hidden_records))
    return case.once(traces_of), hidden

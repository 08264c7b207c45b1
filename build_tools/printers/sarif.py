"""Problems as SARIF 2.1.0 (OASIS), with what is known of each rule; the same problems give the same bytes."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from build_tools.problems import Level, Location, Problem, errors_among, visible

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "claimlineFinding/v1"
_ROOT = "%SRCROOT%"


@dataclass(frozen=True, slots=True)
class Described:
    """What a reader of findings may want to know of a rule. ``help_markdown`` may be empty; so may ``help_address``."""

    code: str
    sentence: str
    about: str
    help_text: str
    help_markdown: str = ""
    help_address: str = ""
    level: Level = Level.ERROR
    properties: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tool:
    """Who found it. ``faults``: the codes of problems that are faults of the tool itself; ``folder``: see ``github``."""

    version: str = ""
    faults: frozenset[str] = frozenset()
    folder: str = ""


def as_sarif(problems: Iterable[Problem], rules: Sequence[Described], tool: Tool) -> str:
    """One run with all rules, and the problems as its results. A code without description gets a bare one."""
    held = list(problems)
    known = {rule.code for rule in rules}
    bare = dict.fromkeys(problem.code for problem in held if problem.code not in known)
    described = [*rules, *(Described(code, code, code, code) for code in bare)]
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(held, described, tool)]}
    return json.dumps(log, ensure_ascii=False, indent=2)


def _run(problems: list[Problem], rules: Sequence[Described], tool: Tool) -> dict[str, Any]:
    version = {"version": tool.version, "semanticVersion": tool.version} if tool.version else {}
    driver = {"name": "Claimline", **version, "language": "en", "rules": [_rule(rule) for rule in rules]}
    return {
        "tool": {"driver": driver},
        "automationDetails": {"id": "claimline/check/"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The folder that is under version control."}}},
        "invocations": [_invocation(problems, tool)],
        "results": _results(problems, rules, tool),
    }


def _rule(rule: Described) -> dict[str, Any]:
    help_ = {"text": rule.help_text} | ({"markdown": rule.help_markdown} if rule.help_markdown else {})
    return {
        "id": rule.code,
        "name": "".join(part.capitalize() for part in rule.code.split("-")),
        "shortDescription": {"text": rule.sentence},
        "fullDescription": {"text": rule.about},
        "help": help_,
        **({"helpUri": rule.help_address} if rule.help_address else {}),
        "defaultConfiguration": {"level": rule.level.value},
        "properties": {**rule.properties, "problem.severity": rule.level.value},
    }


def _invocation(problems: list[Problem], tool: Tool) -> dict[str, Any]:
    """A fault of a rule is a result, so that it is seen, and says here that the run was not whole."""
    faults = [problem for problem in problems if problem.code in tool.faults]
    told = [
        {
            "level": "error",
            "message": {"text": visible(fault.message)},
            "locations": [_location(fault.where, tool.folder)],
        }
        for fault in faults
    ]
    invocation = {"executionSuccessful": not faults, "exitCode": 1 if errors_among(problems) else 0}
    return invocation | ({"toolExecutionNotifications": told} if told else {})


def _results(problems: list[Problem], rules: Sequence[Described], tool: Tool) -> list[dict[str, Any]]:
    index = {rule.code: at for at, rule in enumerate(rules)}
    seen: Counter[str] = Counter()
    results = []
    for problem in problems:
        digest = _fingerprint(problem)
        seen[digest] += 1
        results.append(
            {
                "ruleId": problem.code,
                "ruleIndex": index[problem.code],
                "level": problem.level.value,
                "message": {"text": visible(problem.message) + (f"\n{visible(problem.tip)}" if problem.tip else "")},
                "locations": [_location(problem.where, tool.folder)],
                "partialFingerprints": {FINGERPRINT: f"{digest}:{seen[digest]}"},
            }
        )
    return results


def _fingerprint(problem: Problem) -> str:
    """The same as long as code, file and message are: lines and columns may move."""
    words = "\0".join((problem.code, problem.where.path, problem.message))
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def _location(where: Location, folder: str) -> dict[str, Any]:
    artifact = {"uri": quote(folder + where.path), "uriBaseId": _ROOT}
    region = {"startLine": max(1, where.line), "startColumn": max(1, where.column)}
    return {"physicalLocation": {"artifactLocation": artifact, "region": region}}

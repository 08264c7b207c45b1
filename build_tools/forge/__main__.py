"""``python -m build_tools.forge``: the halves of the workflows that hold a token. They run no code of a proposal.

comment: a finished run's artifact → one comment and suggestions. flag: an outsider's change to system files →
label and comment. links: the weekly report → one issue. form: records made of an issue → pull request. release: a folder of files → a
release. ``--dry-run`` reads and prints what would be sent.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from build_tools.forge import comments, form_request, github, handover, links_issue, system_files
from build_tools.forge.calls import Call, Overtaken, Refused
from build_tools.forge.facts import Facts, files_of, pull_of, remarks_of, run_of
from build_tools.forge.release import Release, release_of

ARTIFACT = "review"


def main(words: Sequence[str] | None = None) -> int:
    """Do what ``words`` ask. Exit 0: done, or nothing to do; 1: refused, with the reason on stderr."""
    asked = _parser().parse_args(words)
    try:
        for one in asked.work(asked):
            print(_shown(one) if asked.dry_run else _sent(one))
    except Overtaken as overtaken:
        print(f"Nothing to say: {overtaken}.")
    except Refused as refused:
        print(f"Nothing more was said: {refused}.", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m build_tools.forge", description=__doc__)
    parser.add_argument("--dry-run", action="store_true", help="read, print what would be sent, send nothing")
    kinds = parser.add_subparsers(required=True, metavar="comment|flag|links|form|release")
    works = (("comment", _comment), ("flag", _flag), ("form", _form), ("links", _links), ("release", _release))
    for name, work in works:
        kind = kinds.add_parser(name)
        kind.set_defaults(work=work)
        if name in ("comment", "flag", "form"):
            kind.add_argument("--event", type=Path, default=os.environ.get("GITHUB_EVENT_PATH"), help="a file of JSON")
        if name == "form":
            kind.add_argument("records", type=Path, help="what `claimline form --event … --format json` printed")
            kind.add_argument("--base", default=os.environ.get("GITHUB_SHA"), help="the commit that they were made on")
        if name == "links":
            told = "what `claimline links --out links.json` wrote; links.md lies beside it"
            kind.add_argument("report", type=Path, help=told)
        if name == "release":
            kind.add_argument("folder", type=Path, help="what `make release` made")
            kind.add_argument(
                "--tag", default=os.environ.get("GITHUB_REF_NAME", ""), help="of the commit it was made of"
            )
        if name in ("links", "release"):
            kind.add_argument("--repository", default=os.environ.get("GITHUB_REPOSITORY"), help="owner/name")
    return parser


def _comment(asked: argparse.Namespace) -> Iterable[Call]:
    run = run_of(_read(asked.event))
    data = github.artifact(run.repository, run.id, ARTIFACT, limit=handover.ZIP_LIMIT)
    if data is None:
        print(f"The run left no artifact “{ARTIFACT}”: nothing to tell.")
        return []
    told = handover.read(data)
    pull = f"repos/{run.repository}/pulls/{told.number}"
    facts = Facts(run, pull_of(github.ask(pull)))
    comments.require_matching(told, facts)
    return comments.calls(
        told,
        Facts(
            run,
            facts.pull,
            files=files_of(github.ask_all(f"{pull}/files")),
            comments=remarks_of(github.ask_all(f"repos/{run.repository}/issues/{told.number}/comments")),
            suggested=remarks_of(github.ask_all(f"{pull}/comments")),
        ),
    )


def _flag(asked: argparse.Namespace) -> Iterable[Call]:
    event = _read(asked.event)
    repository = str(event["repository"]["full_name"])
    pull = pull_of(event.get("pull_request", {}))
    files = files_of(github.ask_all(f"repos/{repository}/pulls/{pull.number}/files"))
    before = remarks_of(github.ask_all(f"repos/{repository}/issues/{pull.number}/comments"))
    return system_files.calls(repository, pull, files, before)


def _links(asked: argparse.Namespace) -> Iterable[Call]:
    report = _read(asked.report)
    text = asked.report.with_suffix(".md").read_text(encoding="utf-8")
    issues = remarks_of(github.ask_all(f"repos/{asked.repository}/issues?state=open"))
    return links_issue.calls(asked.repository, text, int(report["broken"]), issues)


def _form(asked: argparse.Namespace) -> Iterable[Call]:
    issue = form_request.issue_of(_read(asked.event))
    records = form_request.records_of(_read(asked.records))
    home = f"repos/{issue.repository}"
    refs = github.ask_all(f"{home}/git/matching-refs/heads/form-{issue.number}")
    pulls = github.ask_all(f"{home}/pulls?state=open")
    return form_request.calls(
        issue,
        records,
        str(asked.base),
        branches=[str(ref["ref"]).removeprefix("refs/heads/") for ref in refs],
        heads=[str(pull["head"]["ref"]) for pull in pulls if _is_own(pull, issue.repository)],
        comments=remarks_of(github.ask_all(f"{home}/issues/{issue.number}/comments")),
    )


def _release(asked: argparse.Namespace) -> Iterable[Release]:
    return [release_of(asked.folder, tag=asked.tag, repository=asked.repository or "")]


def _is_own(pull: Any, repository: str) -> bool:
    """Whether a pull request comes from the repository itself: a fork may have a branch of any name."""
    return bool((pull["head"].get("repo") or {}).get("full_name") == repository)


def _read(path: Path | None) -> Any:
    if path is None:
        raise Refused("outside a workflow, name the event's file with --event")
    return json.loads(path.read_text(encoding="utf-8"))


def _shown(one: Call | Release) -> str:
    if isinstance(one, Release):
        return "\n".join(one.words)
    return f"{one.method} {one.path}\n{json.dumps(one.body, ensure_ascii=False, indent=2)}"


def _sent(one: Call | Release) -> str:
    return github.release(one.words) if isinstance(one, Release) else github.send(one)


if __name__ == "__main__":
    sys.exit(main())

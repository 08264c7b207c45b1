"""What reviewers are told of a proposal, as four files: what it means, for people and for programs, the mechanical fixes,
and which proposal it is. Whether it is right is the check's affair, and how it is posted the forge's.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from build_tools.comparing import compare_states
from build_tools.curation.mending import mend
from build_tools.forge.handover import DIFF, DIFF_JSON, FIXES, FORMAT, REQUEST
from build_tools.problems import ProblemsFound
from build_tools.records import layout
from build_tools.records.git_tree import GitTree
from build_tools.records.site_settings import PATH
from build_tools.review.as_json import as_json
from build_tools.review.markdown import Links, as_markdown
from build_tools.review.review import Review
from build_tools.review.telling import report_on

_SEEDS = "seeds"
_IN_A_COMMENT = 50_000  # characters; the forge takes 65,536 and the comment says more than this
_IN_A_SUMMARY = 600_000  # GitHub takes a megabyte of one step


@dataclass(frozen=True)
class Proposal:
    """Two revisions held against each other. ``number``: of the pull request, 0 without one; ``fixes``: rows of ``fix``."""

    found: Review
    number: int
    fixes: tuple[Mapping[str, object], ...]
    links: Links

    @property
    def changes(self) -> int:
        """How many changes of meaning there are."""
        found, follows = self.found.found, self.found.consequences
        parts = (found.records, found.claims, self.found.settings, follows.added_problems, follows.solved_problems)
        return sum(len(part) for part in parts)

    def markdown(self, limit: int) -> str:
        """What changes, for people, in so many characters."""
        whole = f"claimline diff {self.found.before.commit} {self.found.after.commit}"
        return as_markdown(report_on(self.found), self.links, limit=limit, whole=whole)

    def files(self) -> dict[str, str]:
        """What the next job gets, by name."""
        commits = {"head": self.found.after.commit, "base": self.found.before.commit}
        request = {"format": FORMAT, "number": self.number, **commits, "changes": self.changes}
        return {
            REQUEST: json.dumps(request, indent=2) + "\n",
            DIFF: self.markdown(_IN_A_COMMENT),
            DIFF_JSON: as_json(self.found),
            FIXES: json.dumps(self.fixes, ensure_ascii=False, indent=2) + "\n",
        }


def propose(
    root: Path, base: str, head: str = "HEAD", *, number: int = 0, environment: Mapping[str, str] = os.environ
) -> Proposal:
    """What ``head`` changed since it left ``base``. Reads both revisions without a check-out. Raises ProblemsFound."""
    found = compare_states(root, base, head, since_parting=True)
    links = Links(base_of_links(environment), found.before.commit, found.after.commit)
    fixes = (fix for fix in _fixes(root, found.after.commit) if not _is_withheld(fix, found))
    return Proposal(found, number, tuple(fixes), links)


def _is_withheld(fix: Mapping[str, object], found: Review) -> bool:
    """Whether a fix lies in an entry that puts a person at risk, or repeats words of one."""
    return fix.get("path") in found.discretion.paths or found.safe([*fix.values()]) != [*fix.values()]


def write(proposal: Proposal, out: Path, *, environment: Mapping[str, str] = os.environ) -> str:
    """Write the files into a folder, and into the job's summary where there is one. Returns what to tell the user."""
    out.mkdir(parents=True, exist_ok=True)
    for name, text in proposal.files().items():
        (out / name).write_bytes(text.encode("utf-8", "backslashreplace"))
    if summary := environment.get("GITHUB_STEP_SUMMARY"):
        with Path(summary).open("ab") as file:
            file.write(proposal.markdown(_IN_A_SUMMARY).encode("utf-8", "backslashreplace"))
    changes, fixes = len_in_words(proposal.changes, "change"), len_in_words(len(proposal.fixes), "mechanical fix")
    return f"{changes} of meaning, {fixes}. Read {out / DIFF}."


def len_in_words(number: int, noun: str) -> str:
    """``no change``, ``1 change``, ``2 changes``."""
    plural = f"{noun}es" if noun.endswith("x") else f"{noun}s"
    return f"{number or 'no'} {noun if number == 1 else plural}"


def base_of_links(environment: Mapping[str, str]) -> str:
    """Where the forge on which this runs shows a file in a commit; empty elsewhere."""
    if "GITHUB_REPOSITORY" in environment and "GITHUB_SERVER_URL" in environment:
        return f"{environment['GITHUB_SERVER_URL']}/{environment['GITHUB_REPOSITORY']}/blob/{{commit}}"
    return f"{environment['CI_PROJECT_URL']}/-/blob/{{commit}}" if "CI_PROJECT_URL" in environment else ""


def _fixes(root: Path, commit: str) -> list[dict[str, object]]:
    """What ``fix`` would do in that commit: tried on a copy, so that what lies in the work tree does not matter."""
    with tempfile.TemporaryDirectory(prefix="claimline-") as folder:
        copy = Path(folder)
        _copy(GitTree.at(root, commit), copy)
        try:
            return list(mend(copy, dry_run=True).replacements())
        except ProblemsFound:
            return []  # what cannot be mended soundly is not suggested; the check tells of it


def _copy(tree: GitTree, to: Path) -> None:
    for path in (*tree.below(layout.CONTENT), *tree.below(_SEEDS), *([PATH] if tree.has(PATH) else [])):
        try:
            data = tree.read(path)
        except OSError:
            continue  # a link or submodule, which no revision is followed into
        (to / path).parent.mkdir(parents=True, exist_ok=True)
        (to / path).write_bytes(data)

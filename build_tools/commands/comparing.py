"""``diff``: what a change means, in the form that is asked for. ``review``: the same as files for those who review."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import NoReturn

import click

from build_tools.commands.group import main, root_option
from build_tools.problems import ProblemsFound
from build_tools.terminal import hand_out, say

_BASE_OF_LINKS = ("http://", "https://", "/", "./", "../")


@main.command()
@click.argument("base")
@click.argument("head", required=False, default="")
@click.option("--format", "format_", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True)
@click.option("--merge-base", is_flag=True, help="Compare with where HEAD left BASE, as a pull request does.")
@click.option(
    "--link-base", default="", metavar="URL", help="Where files are shown; {commit} stands for either state's."
)
@click.option(
    "--limit", type=click.IntRange(min=2000), default=60_000, show_default=True, help="Characters of Markdown."
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write into this file instead of stdout.")
@click.option("--exit-code", is_flag=True, help="Exit with 1 where the meaning differs, with 0 where it does not.")
@root_option
def diff(
    base: str,
    head: str,
    format_: str,
    merge_base: bool,
    link_base: str,
    limit: int,
    out: Path | None,
    exit_code: bool,
    root: Path,
) -> None:
    """Say what changed from BASE to HEAD, and what follows from it. Both are Git revisions or folders.

    HEAD is the folder as it lies there if you name none. BASE...HEAD is what HEAD changed since it left BASE.
    """
    from build_tools.comparing import compare_states
    from build_tools.ingest.collecting import rare_collections

    if link_base and (
        link_base != "." and not link_base.startswith(_BASE_OF_LINKS) or any(sign in link_base for sign in " <>()\n")
    ):
        raise click.UsageError("--link-base is the beginning of an address: https://…/blob/{commit}")
    try:
        with rare_collections():
            found = compare_states(root, base, head, since_parting=merge_base)
    except ProblemsFound as reason:
        _stop(reason)
    shown = _shown(found, format_, link_base=link_base, limit=limit, whole=_whole(base, head, merge_base=merge_base))
    if out:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(shown, encoding="utf-8", errors="backslashreplace")
    else:
        (say if format_ == "text" else hand_out)(shown, nl=False)
    if exit_code and not found.is_empty:
        sys.exit(1)


@main.command()
@click.argument("base")
@click.argument("head", default="HEAD")
@click.option("--number", type=click.IntRange(min=0), default=0, help="The pull request's number, where it has one.")
@click.option(
    "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="The folder to write into."
)
@root_option
def review(base: str, head: str, number: int, out: Path, root: Path) -> None:
    """Write what reviewers are told of a proposal: what HEAD changed since it left BASE, and what `fix` would mend."""
    from build_tools import proposal

    say(proposal.write(proposal.propose(root, base, head, number=number), out))


def _shown(found, format_: str, *, link_base: str, limit: int, whole: str) -> str:  # type: ignore[no-untyped-def]
    from build_tools.review.as_json import as_json
    from build_tools.review.markdown import Links, as_markdown
    from build_tools.review.telling import report_on
    from build_tools.review.terminal import as_text

    if format_ == "json":
        return as_json(found)
    report = report_on(found)
    links = Links(link_base, found.before.commit, found.after.commit)
    return as_text(report) if format_ == "text" else as_markdown(report, links, limit=limit, whole=whole)


def _whole(base: str, head: str, *, merge_base: bool) -> str:
    return shlex.join(["claimline", "diff", *(["--merge-base"] if merge_base else []), base, *([head] if head else [])])


def _stop(reason: ProblemsFound) -> NoReturn:
    """Nothing could be compared: exit code 2, since 1 says that something differs."""
    for problem in reason.problems:
        say(f"claimline diff: {problem.code}: {problem.message}\n    {problem.tip}", err=True)
    sys.exit(2)

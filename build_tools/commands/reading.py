"""Commands that read articles: ``import``, ``annotate``, ``explain``."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from build_tools import problems as printing
from build_tools.commands.editing import refresh_schemas
from build_tools.commands.group import counted, main, root_option, stop
from build_tools.problems import visible
from build_tools.terminal import hand_out, say

if TYPE_CHECKING:
    from build_tools.ingest.bringing import Bringing
    from build_tools.ingest.import_plan import ImportPlan


@main.command(name="import")
@click.argument("seeds", nargs=-1, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Print the plan and write nothing.")
@click.option("--again", is_flag=True, help="Read seeds again that have been imported and have not changed.")
@click.option("--all-or-nothing", is_flag=True, help="Write nothing of a file of claims in which one is refused.")
@click.option("--restore", is_flag=True, help="Take claims of a file too that were deleted here.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes that read. Default: one a processor, if it pays.")
@click.option("--shard", metavar="PART/OF", help="Only read this part of the articles, into --out; write no record.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="The file that --shard makes.")
@click.option("--round", "round_", type=click.Path(dir_okay=False, path_type=Path), help="What --shard is to read.")
@click.option("--merge", is_flag=True, help="SEEDS are files of --shard: import with what they hold.")
@click.option(
    "--next",
    "next_",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write here what is to be read next, no record.",
)
@root_option
def import_(
    seeds: tuple[Path, ...],
    dry_run: bool,
    again: bool,
    all_or_nothing: bool,
    restore: bool,
    jobs: int | None,
    shard: str | None,
    out: Path | None,
    round_: Path | None,
    merge: bool,
    next_: Path | None,
    root: Path,
) -> None:
    """Turn new SEEDs (default: all in seeds/) into draft records, keeping every edit of yours.

    A seed is an article's text (.txt) or an original (.html, .pdf, .eml, a feed, a web archive …), of which its text
    is made first and written beside it; or a file of claims, from anywhere: LangExtract's lines, annotations, or what
    this program exports (.jsonl, .jsonld, .json, claims.csv).
    """
    if shard:
        return _read_share(root, shard, out, seeds, round_, jobs)
    if next_:
        return _note_next_round(root, seeds if merge else (), next_, jobs)
    parts = seeds if merge else ()
    seeds = () if merge else seeds
    from build_tools.ingest.brought_files import sorted_out

    if not dry_run:
        _make_ready(root)
    articles, brought = sorted_out(root, seeds, again=again)
    plan = (
        _import_articles(root, articles, again=again, dry_run=dry_run, jobs=jobs, parts=parts)
        if articles or not seeds
        else None
    )
    written, refused = bool(plan and not plan.is_empty and not dry_run), 0
    try:
        for found, is_written in _claims(root, brought, plan, dry_run=dry_run, whole=all_or_nothing, restore=restore):
            written |= is_written
            refused += found.refused
    finally:
        if written:
            say("Written. Next: commit the drafts as they are, then curate them and run `claimline check`.")
    if plan and plan.unpacked.problems:
        stop(list(plan.unpacked.problems))
    sys.exit(1 if refused else 0)


def _make_ready(root: Path) -> None:
    """Put right what an interrupted command has left, and tell of it."""
    from build_tools.ingest.apply import made_ready

    if told := made_ready(root):
        say(printing.as_text(told), err=True)


def _read_share(
    root: Path, shard: str, out: Path | None, seeds: Sequence[Path], round: Path | None, jobs: int | None
) -> None:
    """Read a part of the articles into a file."""
    from build_tools.ingest.shards import Share, read_round, read_share

    try:
        share = Share.parse(shard)
    except ValueError:
        raise click.BadParameter(f"{shard!r} is no part of a whole, such as 3/8", param_hint="--shard") from None
    if out is None:
        raise click.UsageError("--shard needs --out FILE")
    given = read_round(round) if round else None
    count = read_share(root, share, out, only=seeds, round=given, latest=date.today(), jobs=jobs, progress=_progress)
    say(f"{counted(count, 'article')} read into {out}.")


def _note_next_round(root: Path, parts: Sequence[Path], path: Path, jobs: int | None) -> None:
    """Write down what is to be read next, where something is."""
    from build_tools.ingest.shards import bring_articles, next_round, write_round

    _make_ready(root)
    bring_articles(root, parts)
    round = next_round(root, parts, latest=date.today(), jobs=jobs)
    if round is None:
        say("Nothing is left to be read elsewhere. Next: run `claimline import --merge` with all files of parts.")
        return
    write_round(path, round)
    say(
        f"{counted(len(round.seeds), 'article')} to be read next: `claimline import --shard 1/N --round {path} --out FILE`."
    )


def _import_articles(
    root: Path, seeds: tuple[Path, ...], *, again: bool, dry_run: bool, jobs: int | None, parts: Sequence[Path] = ()
) -> ImportPlan:
    """Import articles; ``parts``: files of readings that other machines made. Returns what was planned, with the problems of originals that no text could be made of."""
    from build_tools.ingest.nothing_new import Watch, left_alone

    is_all = not (seeds or again or dry_run or parts)
    if is_all and (plan := left_alone(root)):
        say(plan.as_text())
        return plan
    from build_tools.ingest.apply import apply_plans
    from build_tools.ingest.library import forget_readings, library_of
    from build_tools.ingest.run import plan_import
    from build_tools.ingest.shards import bring_articles

    watch = Watch(root) if is_all else None
    again = again or bool(seeds)
    if parts and not dry_run:
        bring_articles(root, parts)
    with nullcontext() if dry_run and not parts else closing(library_of(root, parts)) as library:
        plan = plan_import(
            root, seeds, again=again, latest=date.today(), jobs=jobs, progress=_progress, library=library
        )
    for line in plan.lines(in_full=dry_run):
        say(line)
    if plan.warnings:
        say(printing.as_text(plan.warnings), err=True)
    if not dry_run:
        written = apply_plans(root, plan.plans, plan.unpacked.texts, plan.corrected, there=plan.there)
        forget_readings(root)
        refresh_schemas(root)
        if watch:
            watch.note(plan, written)
    return plan


def _claims(
    root: Path, paths: Sequence[Path], plan: ImportPlan | None, *, dry_run: bool, whole: bool, restore: bool
) -> Iterator[tuple[Bringing, bool]]:
    """Take in files of claims, one after the other: what each came to, and whether that is written. In a dry run each is
    planned as if the articles of ``plan`` and the files before it were in.
    """
    from build_tools.ingest import brought_text
    from build_tools.ingest.apply import apply_brought, apply_plans
    from build_tools.ingest.bringing import bring, entries_told, opened
    from build_tools.ingest.rehearsal import rehearsed

    files = [opened(root, path) for path in paths]
    told = entries_told(files)
    on_trial = dry_run and bool(files) and (len(files) > 1 or bool(plan and plan.plans))
    with rehearsed(root) if on_trial else nullcontext(root) as place:
        if on_trial and plan:
            apply_plans(place, plan.plans, plan.unpacked.texts, plan.corrected)
        for one in files:
            found = bring(place, one, told, latest=date.today(), restore=restore)
            for line in brought_text.lines(found, in_full=dry_run):
                say(visible(line))
            if found.problems:
                say(printing.as_text(found.problems), err=True)
            taken = not (whole and found.refused)
            if taken and (on_trial or not dry_run):
                apply_brought(place, found)
            if closing := brought_text.closing(found, dry_run=dry_run, whole=whole):
                say(closing)
            yield found, taken and not dry_run and bool(found.plan.changes)


def _progress(items: Iterable[Any], count: int, label: str) -> Iterable[Any]:
    """A bar on a terminal, silence in a pipe."""
    return _bar(items, count, label) if count and sys.stderr.isatty() else items


def _bar(items: Iterable[Any], count: int, label: str) -> Iterator[Any]:
    shown = _Pace().shown
    with click.progressbar(
        items, length=count, label=label, file=sys.stderr, show_pos=True, item_show_func=shown
    ) as bar:
        yield from bar


class _Pace:
    """What a bar tells of the article that was read last, and how fast they are read."""

    def __init__(self) -> None:
        self._begin, self._letters = time.monotonic(), 0
        self._last: Any = None

    def shown(self, item: Any) -> str | None:
        """A few words; nothing before the first article, and for what is no article."""
        document = getattr(item, "document", None)
        if document is None:
            return None
        if item is not self._last:
            self._last, self._letters = item, self._letters + len(document.text)
        pace = self._letters / 1e6 / max(time.monotonic() - self._begin, 0.001)
        return visible(f"{pace:.2f} MB/s, {document.name}")


@main.command()
@click.argument("seed", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--published", default="", metavar="DATE", help="The publication date (EDTF); inferred if not given.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    show_default=True,
    help="html is a page to work on: it holds the full text and is not to be published.",
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write into this file instead of stdout.")
@click.option("--part", default="", metavar="NUMBER|WORDS", help="Which article of a feed, mailbox or web archive.")
@root_option
def annotate(seed: Path, published: str, format_: str, out: Path | None, part: str, root: Path) -> None:
    """Show what the program reads in a SEED: times, names, quantities, who said what. Changes no record.

    SEED is a text or an original (.html, .pdf, .eml …), wherever it lies.
    """
    from build_tools.annotate.formats import require_size, shown_as
    from build_tools.building import require_unpublished, write_working_file
    from build_tools.ingest.alone import read_alone

    seed = seed if seed.exists() or not (root / seed).exists() else root / seed
    require_size(seed, format_)
    if out:
        require_unpublished(root, out)
    shown = shown_as(format_, *read_alone(root, seed, published=published, latest=date.today(), part=part))
    if out:
        say(write_working_file(root, out, shown), err=True)
    else:
        (say if format_ == "text" else hand_out)(shown, nl=False)


@main.command()
@click.argument("target", metavar="ID|FILE:LINE|CODE")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@root_option
def explain(target: str, format_: str, root: Path) -> None:
    """Say where each value of a claim or record came from (the rule, the words of the source, what people changed), or
    what the CODE of a problem means.
    """
    from build_tools.explain import explain as explaining

    accounts = explaining.explain(root, target)
    if format_ == "json":
        hand_out(explaining.as_json(accounts))
    else:
        say(explaining.as_text(accounts))

"""``claimline links``: a dossier opened, its addresses asked, the report written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from importlib import metadata
from pathlib import Path

from build_tools.checks.rule import Case
from build_tools.corpus import Corpus
from build_tools.dossier import open_dossier
from build_tools.model import Entry, Record
from build_tools.outside import collecting, report, rounds
from build_tools.outside.answers import Answer, State
from build_tools.outside.asking import Manners
from build_tools.outside.report import Report
from build_tools.problems import Problem, ProblemsFound
from build_tools.records.site_settings import read_settings
from build_tools.records.write import write_one

WRITERS = {".md": report.as_markdown, ".json": report.as_json, ".txt": report.as_text}


def look(root: Path, *, day: date, manners: Manners | None = None, done: Callable[[str], None]) -> Report:
    """Ask every address that the records hold. Problems in the dossier are the check's affair.

    Raises ProblemsFound where nothing at all could be reached: that tells of this machine, not of the addresses.
    """
    found = sorted(collecting.mentions(_shown(open_dossier(root, with_texts=False).corpus)), key=lambda one: one.where)
    answers = rounds.ask_all((one.address for one in found), manners or Manners(agent(root)), done=done)
    if answers and all(_unreached(answer) for answer in answers.values()):
        tip = "Look whether this machine has a network, and whether it may ask other hosts without a proxy."
        where = found[0].where
        raise ProblemsFound([Problem(where, "no-network", f"no address could be reached, of {len(answers)}", tip)])
    return Report(day, found, answers)


def _shown(corpus: Corpus) -> Iterable[Record]:
    """Every record but those that are never published: the report is read by anybody."""
    return (one for one in Case(corpus).records() if not isinstance(one, Entry) or one.id not in corpus.withheld)


def _unreached(answer: Answer) -> bool:
    return not answer.status and answer.state is not State.REFUSED


def write(found: Report, path: Path) -> None:
    """Write the report in the form that the file's name ends with. Raises ProblemsFound."""
    write_one(path, WRITERS[path.suffix](found))


def agent(root: Path) -> str:
    """Who is asking: the program, and where those who keep the dossier are to be found."""
    try:
        settings = read_settings(root)
        home = settings.repository or settings.url
    except ProblemsFound:
        home = ""
    try:
        version = metadata.version("claimline")
    except metadata.PackageNotFoundError:
        version = "0"
    known = f"; +{home}" if home.isascii() and home.isprintable() and home else ""
    return f"claimline/{version} (weekly look at links{known})"

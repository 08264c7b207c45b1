"""Problems for GitHub Actions: workflow commands, which it shows beside the lines of a pull request (about ten a step),
and the whole list as Markdown for the summary of the job. Text from records is escaped for both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from build_tools.problems import Level, Location, Problem, errors_among, visible

SUMMARY_LIMIT = 1024 * 1024  # bytes that GitHub takes of one step; a longer summary is refused as a whole
_LEFT_OUT_LENGTH = 400  # bytes kept free for the sentence that says what was left out

Link = Callable[[Location], str]


def as_commands(problems: Iterable[Problem], *, folder: str = "") -> str:
    """A workflow command a line, errors first. ``folder``: where the dossier lies in its repository (``site/``)."""
    return "\n".join(_command(problem, folder) for problem in worst_first(problems))


def worst_first(problems: Iterable[Problem]) -> list[Problem]:
    """Errors before warnings, else in the order given."""
    return sorted(problems, key=lambda problem: problem.level is not Level.ERROR)


def _command(problem: Problem, folder: str) -> str:
    where = f"file={_property(folder + problem.where.path)},line={problem.where.line},col={problem.where.column}"
    said = "\n".join(visible(words) for words in (problem.message, problem.tip) if words)
    return f"::{problem.level.value} {where},title={_property(problem.code)}::{_data(said)}"


def _data(text: str) -> str:
    return "".join(f"%{ord(char):02X}" if char in "%\r\n" else char for char in text)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


# ── the summary of a job ────────────────────────────────────────────────────────────────────────────────────


def as_summary(problems: Iterable[Problem], *, limit: int = SUMMARY_LIMIT, link: Link = lambda _: "") -> str:
    """All problems as Markdown of at most ``limit`` bytes, by file, those with errors first; says what it left out.

    ``link`` gives the address of a line, or nothing.
    """
    held = list(problems)
    head = f"### {_headline(held)}\n"
    kept, left = [head], limit - len(head.encode()) - _LEFT_OUT_LENGTH
    shown = 0
    for line, counts in _lines(held, link):
        left -= len(line.encode())
        if left < 0:
            break
        kept.append(line)
        shown += counts
    if shown < len(held):
        kept.append(f"\n{len(held) - shown} of {len(held)} are left out here: `claimline check` prints them all.\n")
    return "".join(kept) if limit > _LEFT_OUT_LENGTH else ""


def _headline(problems: list[Problem]) -> str:
    errors = len(errors_among(problems))
    warnings = len(problems) - errors
    told = [f"{count} {noun}{'' if count == 1 else 's'}" for count, noun in ((errors, "error"), (warnings, "warning"))]
    told = [part for part in told if not part.startswith("0 ")]
    return f"Claimline found {' and '.join(told)}" if told else "Claimline found no problem"


def _lines(problems: list[Problem], link: Link) -> Iterator[tuple[str, int]]:
    """Each line of the list, and how many problems it tells of."""
    bad = {problem.where.path for problem in errors_among(problems)}
    by_file = sorted(problems, key=lambda problem: (problem.where.path not in bad, problem.where.path))
    for path, group in groupby(by_file, key=lambda problem: problem.where.path):
        yield f"\n**{_markdown(path)}**\n\n", 0
        for problem in group:
            yield _item(problem, link(problem.where)), 1


def _item(problem: Problem, address: str) -> str:
    spot = f"{problem.where.line}:{problem.where.column}"
    spot = f"[{spot}](<{address}>)" if address else spot
    tip = f"<br>{_markdown(problem.tip)}" if problem.tip else ""
    return f"- {spot} **{problem.level.value}** `{problem.code}`: {_markdown(problem.message)}{tip}\n"


def _markdown(text: str) -> str:
    """Text that Markdown and HTML show as it is."""
    plain = visible(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"([\\`*_\[\]|~#@!$])", r"\\\1", plain).replace("://", ":\\//")

"""What a form came to, in words: for the terminal, for a pull request, for an answer under the issue.

What somebody wrote in a form stands only in fenced code: there it calls nobody, closes no issue and is no HTML.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from build_tools.checks.rules import correction_open
from build_tools.problems import Problem

_LONGEST = 20_000  # of what is repeated of a form


@dataclass(frozen=True)
class Turned:
    """A form made into records: its title, the changes, what a reviewer has to look at, the new texts by path, the files
    that go, and what a reviewer has to know ``first``.
    """

    title: str
    done: tuple[str, ...]
    open: tuple[str, ...]
    files: dict[str, str]
    gone: tuple[str, ...] = ()
    first: tuple[str, ...] = ()


def as_plan(turned: Turned, *, texts: bool) -> str:
    """For the terminal; ``texts``: with the whole of every file that would be written."""
    lines = [turned.title, *(f"! {one}" for one in turned.first), *(f"  {one}" for one in turned.done)]
    lines += [f"? {one}" for one in turned.open]
    if texts:
        lines += [f"\n── {path}\n{text}" for path, text in sorted(turned.files.items())]
    return "\n".join(_harmless(line) for line in lines)


def as_request(turned: Turned, form: str) -> str:
    """Title, empty line, and the text of a pull request in Markdown."""
    parts = [
        turned.title,
        *(["## Know this first\n\n" + fenced("\n\n".join(turned.first))] if turned.first else []),
        "A form was filled in, and the program made these records of it. Nobody has checked them yet; all are drafts.",
        "## What changes\n\n" + fenced("\n".join(turned.done)),
    ]
    if turned.open:
        parts.append("## Please look at\n\n" + fenced("\n\n".join(turned.open)))
    parts.append("## The form as it was sent\n\n" + fenced(form[:_LONGEST]))
    parts.append(_CHECKLIST)
    return "\n\n".join(parts) + "\n"


_CHECKLIST = """## Before this is merged

- [ ] I am not the one who proposed it.
- [ ] I found the quoted words in the source, and the record says who said them and through whom.
- [ ] New people, organisations and places are not in the dossier under another name; their kind is right.
- [ ] No remark that begins with “Correction proposed by” is left.
- [ ] Nobody is put at risk by it.
- [ ] If it is settled: `status: reviewed`, and my name in `reviewed_by`."""


def as_answer(problems: Sequence[Problem]) -> str:
    """The same shape for a form that cannot be made into records: a title, and what to tell its author."""
    listed = "\n\n".join(f"{one.message}\n    {one.tip}" if one.tip else one.message for one in problems)
    return (
        "This form cannot be made into records yet\n\n"
        "Thank you. The program could not make records of this form yet:\n\n"
        f"{fenced(listed)}\n\n"
        "Edit the form above; a maintainer then sets the label again. Nothing you wrote is lost.\n"
    )


def as_data(turned: Turned, form: str) -> str:
    """For programs: title and text of a pull request, the whole text of each file by its path, the paths that go."""
    return _json(as_request(turned, form), turned.files, turned.gone)


def no_records(problems: Sequence[Problem]) -> str:
    """The same for a form that cannot be made into records: no files, and as text what to tell its author."""
    return _json(as_answer(problems), {}, ())


def _json(told: str, files: Mapping[str, str], gone: Sequence[str]) -> str:
    title, _, body = told.partition("\n\n")
    return json.dumps({"title": title, "body": body, "files": files, "gone": list(gone)}, ensure_ascii=False, indent=2)


def fenced(text: str) -> str:
    """Text as a block of code that nothing in the text can end."""
    longest = max((len(run) for run in re.findall(r"`+|~+", text)), default=0)
    fence = "~" * max(3, longest + 1)
    return f"{fence}text\n{text}\n{fence}"


def _harmless(line: str) -> str:
    """Without what would steer a terminal."""
    return "".join(char for char in line if char.isprintable() or char == "\n")


def lines_of(problems: Iterable[Problem]) -> tuple[str, ...]:
    """Warnings for a reviewer: where, what, and what to do; but for a remark of the form itself, which is told anyway."""
    told = (one for one in problems if one.code != correction_open.CODE)
    return tuple(f"{one.where.path}: {one.message}. {one.tip}".strip() for one in told)

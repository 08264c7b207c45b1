"""The group of all commands, and what each of them needs: the dossier's folder, problems printed, numbers in words.

Exit 0: clean. 1: problems. 2: wrong usage. 130: stopped by a person. Results go to stdout, progress and problems of a run to stderr.
"""

from __future__ import annotations

import errno
import io
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

import click

from build_tools import problems as printing
from build_tools.problems import Location, Problem, ProblemsFound, errors_among
from build_tools.terminal import say

Command = Callable[..., Any]
_BEGUN, _ROOT = f"{__name__}.begun", f"{__name__}.root"
_INTERRUPTED = 130  # what shells say of whom SIGINT has ended


def root_option(command: Command, *, is_needed: bool = True) -> Command:
    """The option ``--root``; the command gets the dossier's folder as ``root``, or, where none ``is_needed``, None outside one."""
    return click.option(
        "--root",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        callback=_dossier_at if is_needed else _dossier_if_any,
        help="The dossier's folder (with content/ and seeds/). Default: here, or the nearest folder above that is one.",
    )(command)


def _dossier_at(context: click.Context, _: click.Parameter, given: Path | None) -> Path:
    """The folder that was named, else the nearest one upwards with a ``content/`` in it."""
    here = Path.cwd()
    found = given or next((folder for folder in (here, *here.parents) if (folder / "content").is_dir()), None)
    if found is None or not (found / "content").is_dir():
        tip = "Run claimline in the dossier's folder, or name it with --root."
        where = Location(f"{found or here}/")
        raise ProblemsFound([Problem(where, "no-dossier", "there is no folder content/ here", tip)])
    root = Path(os.path.relpath(found)) if given is None else found
    context.meta[_ROOT] = root
    return root


def _dossier_if_any(context: click.Context, option: click.Parameter, given: Path | None) -> Path | None:
    try:
        return _dossier_at(context, option, given)
    except ProblemsFound:
        if given:
            raise
        return None


class Group(click.Group):
    """Turns collected problems into printed lines and exit code 1, for every command."""

    def invoke(self, context: click.Context) -> Any:
        """Run the command that was asked for."""
        context.meta[_BEGUN] = time.time()
        try:
            return super().invoke(context)
        except ProblemsFound as found:
            stop(list(found.problems))
        except click.ClickException as wrong:
            told = io.StringIO()
            wrong.show(told)
            say(told.getvalue(), err=True, nl=False)
            context.exit(wrong.exit_code)
        except (KeyboardInterrupt, click.Abort) as stopped:
            _tell_of_stop(context, getattr(stopped, "__notes__", ()))
            context.exit(_INTERRUPTED)
        except OSError as error:
            if error.errno == errno.EPIPE:  # whoever read what is printed has gone
                raise
            stop([_refused_by_system(error)])


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="claimline")
def main() -> None:
    """News text in, a research site out: every statement leads to verbatim words in a source."""


def _refused_by_system(error: OSError) -> Problem:
    """What no room has foreseen: a disk that fails, a folder that may not be read."""
    tip = "Look at the room on the disk and at who may read and write there, then run the command again."
    return Problem(Location(str(error.filename or "claimline")), "system-refused", str(error.strerror or error), tip)


def at_work_in(folder: Path) -> None:
    """Where a command that has no ``--root`` is going to write."""
    click.get_current_context().meta[_ROOT] = folder


def _tell_of_stop(context: click.Context, notes: Sequence[str]) -> None:
    from build_tools.commands.interrupted import state_of_files

    say("\n".join(["", *state_of_files(context.meta.get(_ROOT), context.meta[_BEGUN], notes)]), err=True)


def stop(problems: list[Problem]) -> NoReturn:
    """Print the problems that ended a command, and end with exit code 1."""
    say(printing.as_text(problems), err=True)
    say(numbers(problems), err=True)
    sys.exit(1)


def numbers(problems: Sequence[Problem]) -> str:
    """``1 problem and 2 warnings``; of what hinders nothing alone, ``2 warnings``."""
    errors = len(errors_among(problems))
    warnings = counted(len(problems) - errors, "warning") if len(problems) > errors else ""
    return " and ".join(filter(None, [counted(errors, "problem") if errors or not warnings else "", warnings]))


def counted(number: int, noun: str) -> str:
    """``1 entry``, ``2 entries``."""
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{number} {noun if number == 1 else plural}"

"""``new DIR``: a dossier of one's own. Asks on a terminal what was not given; without one, sensible answers are taken."""

from __future__ import annotations

import difflib
import os
import shlex
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from build_tools import problems as printing
from build_tools.commands.creating import DOSSIER, is_asked, new
from build_tools.commands.group import at_work_in, counted
from build_tools.problems import Location, Problem, ProblemsFound
from build_tools.scaffold.answers import CHOICES, NAMES, Answers, complaint, default
from build_tools.terminal import say

# What is asked, in this order, and in which words.
_QUESTIONS: Mapping[str, str] = {
    "name": "Name of the dossier",
    "about": "What it is about, in a sentence",
    "owner": "Whose it is (a name, or @handle)",
    "vocabulary": "Which kinds of event fit best",
    "languages": "Languages of the articles",
    "licence": "Licence of your own words",
    "repository": "Web address of its repository, if it has one",
    "contact": "E-mail or web address for corrections, if you have one",
    "forge": "Workflows and forms for",
}


def _answers(command: Callable[..., Any]) -> Callable[..., Any]:
    """An option for each answer."""
    helps = {**_QUESTIONS, "site_url": "Public address that the site will have, if you know it"}
    helps |= {
        "vocabulary": "The kinds of event to begin with",
        "forge": "Where it will be kept: brings workflows and forms",
    }
    for name in reversed(NAMES):
        kind = click.Choice(CHOICES[name]) if name in CHOICES else str
        flag = f"--{name.replace('_', '-')}"
        command = click.option(flag, name, type=kind, help=f"{helps[name]}.", callback=_checked)(command)
    return command


def _checked(_: click.Context, parameter: click.Parameter, given: str | None) -> str | None:
    if given is not None and (wrong := complaint(str(parameter.name), given)):
        raise click.BadParameter(wrong)
    return given


def _one_line(_: click.Context, __: click.Parameter, given: str) -> str:
    if not given.isprintable():
        raise click.BadParameter("one line, as pip reads it")
    return given


@new.command(DOSSIER, hidden=True, options_metavar="[OPTIONS]", add_help_option=True)
@click.argument("word", metavar="DIR", type=click.Path(), default="")
@_answers
@click.option(
    "--claimline",
    "requirement",
    default="",
    metavar="LINE",
    help="How others get Claimline: a line for pip, such as a repository at a commit.",
    callback=_one_line,
)
@click.option("--defaults", is_flag=True, help="Ask nothing: take what is usual for what is not given.")
@click.option(
    "--keep", is_flag=True, help="Take a folder with files in it: they stay, only what is not there is written."
)
@click.option("--update", is_flag=True, help="Bring the files of DIR that nobody has changed up to this version.")
@click.option("--dry-run", is_flag=True, help="Print what would be written and write nothing.")
def dossier(word: str, requirement: str, defaults: bool, keep: bool, update: bool, dry_run: bool, **given: Any) -> None:
    """Begin a dossier of your own in DIR, a new or empty folder; its site can be built at once."""
    if not word and not update:
        raise click.UsageError("Name the folder that the dossier is to lie in.")
    at_work_in(Path(word))
    folder, told = Path(word), {name: value for name, value in given.items() if value is not None}
    if update:
        _brought_up_to_date(folder, told, requirement=requirement, dry_run=dry_run)
        return
    _require_meant(word)
    from build_tools.scaffold.begin import begin

    answers = Answers(**_all_answers(folder, told, ask=not defaults and is_asked()))
    begun = begin(folder, answers, requirement=requirement, keep=keep, dry_run=dry_run)
    _tell_of_interruption(begun)
    say("\n".join(_told_of(begun, dry_run=dry_run)))


def _all_answers(folder: Path, given: Mapping[str, str], *, ask: bool) -> dict[str, str]:
    """Every answer: as given, as asked for, or as is usual."""
    from build_tools.curation.creating import curator

    answers, person = dict(given), curator(Path.cwd())
    for name in NAMES:
        if name not in answers:
            usual = default(name, answers, folder=folder.resolve().name, person=person)
            answers[name] = _asked(name, usual) if ask and name in _QUESTIONS else usual
    return answers


def _asked(name: str, usual: str) -> str:
    def sound(text: str) -> str:
        if wrong := complaint(name, text.strip()):
            raise click.UsageError(wrong)
        return text.strip()

    shown = f"{_QUESTIONS[name]} ({', '.join(CHOICES[name])})" if name in CHOICES else _QUESTIONS[name]
    return str(click.prompt(shown, default=usual, value_proc=sound, show_default=bool(usual), err=True))


def _require_meant(word: str) -> None:
    """A bare word that is a kind, or looks like one, or that is said inside a dossier, was probably meant otherwise."""
    kinds = [name for name in new.commands if name != DOSSIER]
    if word in kinds:
        raise click.UsageError(
            f"Options come behind the kind: `claimline new {word} …`. A folder of that name is ./{word}."
        )
    if word in (".", "..") or "/" in word or os.sep in word or Path(word).is_dir():
        return
    if near := difflib.get_close_matches(word, kinds, 1, 0.75):
        raise click.UsageError(f"Did you mean `claimline new {near[0]}`? A folder of that name is ./{word}.")
    here = Path.cwd()
    if around := next((one for one in (here, *here.parents) if (one / "content" / "vocabulary.yml").is_file()), None):
        tip = f"For a record: claimline new entry, actor, place, source or question. For a dossier inside this one: ./{word}"
        message = f"“{word}” is no kind of record, and this is inside the dossier {around}"
        raise ProblemsFound([Problem(Location(word), "inside-dossier", message, tip)])


def _tell_of_interruption(begun: Any) -> None:
    if begun.told:
        say(printing.as_text(begun.told), err=True)


def _told_of(begun: Any, *, dry_run: bool) -> list[str]:
    from build_tools.scaffold.plan import Fate

    written, kept = begun.paths(Fate.WRITTEN), begun.paths(Fate.KEPT)
    kept_lines = [f"= {path}: yours is kept" for path in kept]
    if dry_run:
        return [*(f"+ {begun.root / path}" for path in written), *kept_lines]
    return [
        f"“{begun.answers.name}” begins in {begun.root}: {counted(len(written), 'file')}.",
        *kept_lines,
        "",
        *([f"  cd {shlex.quote(str(begun.root))}"] if begun.root != Path() else []),
        "  make site      # builds the site, which is still empty; then open site/index.html",
        "",
        "Put an article into seeds/ (seeds/README.md shows how) and run it again. With `git init`, pages tell who changed what.",
        *_still_open(begun),
    ]


def _still_open(begun: Any) -> list[str]:
    vocabulary = begun.answers.vocabulary
    others = ", ".join(one for one in CHOICES["vocabulary"] if one != vocabulary)
    told = [
        f"Kinds of event: those of a {vocabulary.replace('-', ' ')}; content/vocabulary.yml is yours to change (others to begin with: {others})."
    ]
    if not begun.requirement:
        told.append(
            "Before you share it, say in requirements.txt where others get Claimline from: here it lies in a folder."
        )
    return told


def _brought_up_to_date(folder: Path, changes: Mapping[str, str], *, requirement: str, dry_run: bool) -> None:
    from build_tools.scaffold.begin import update
    from build_tools.scaffold.plan import Fate

    begun = update(folder, changes, requirement=requirement, dry_run=dry_run)
    _tell_of_interruption(begun)
    steps = [step for step in begun.steps if step.fate is not Fate.AS_IT_IS]
    for step in steps:
        mine = " (you have changed it; it stays as it is, and this is what claimline would change)"
        say(f"{step.fate.value} {step.path}{mine if step.fate is Fate.KEPT else ''}")
        if step.fate is Fate.KEPT:
            say(step.difference)
    would = "would be " if dry_run and steps else ""
    changed = sum(step.fate is not Fate.KEPT for step in steps)
    say(f"{counted(changed, 'file')} {would}brought up to date." if steps else "Everything is up to date.")

"""What a check found, in the form that is asked for: the one place that knows the rules and the printers."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

from build_tools.addresses import address_of_rule
from build_tools.checks.catalogue import SCOPES, Rule, rules
from build_tools.checks.codes import Code, codes
from build_tools.checks.rule_page import Example
from build_tools.printers import github
from build_tools.printers.as_json import as_json
from build_tools.printers.gitlab import as_code_quality
from build_tools.printers.sarif import Described, Tool, as_sarif
from build_tools.problems import Location, Problem, ProblemsFound, as_text, errors_first
from build_tools.records.site_settings import read_settings

_READING = "reading"
_PARTS_OF_CHECK = (_READING, "checking")
_FAULTS = frozenset({"rule-crashed"})


def report(problems: list[Problem], format_: str, root: Path, *, environment: Mapping[str, str] = os.environ) -> str:
    """The problems as printed; empty where there is nothing to print. In GitHub's form, and in one of its jobs, the
    whole list is added to the job's summary as well.
    """
    if format_ == "json":
        return as_json(problems)
    folder = _folder(root, environment)
    if format_ == "sarif":
        return as_sarif(problems, list(_described(root)), Tool(_version(), _FAULTS, folder))
    if format_ == "gitlab":
        return as_code_quality(problems, folder=folder)
    if format_ == "github":
        _summarise(problems, folder, environment)
        return github.as_commands(problems, folder=folder)
    return as_text(for_people(problems))


def for_people(problems: Iterable[Problem]) -> list[Problem]:
    """In the order in which people mend them: what could not be read, the other errors, the warnings."""
    return errors_first(problems, {code.code for code in codes().values() if code.part == _READING})


def _folder(root: Path, environment: Mapping[str, str]) -> str:
    """Where the dossier lies in the repository that a job checked out (``site/``); empty at its top or outside a job."""
    top = environment.get("GITHUB_WORKSPACE") or environment.get("CI_PROJECT_DIR")
    if not top or not root.resolve().is_relative_to(Path(top).resolve()):
        return ""
    inside = root.resolve().relative_to(Path(top).resolve()).as_posix()
    return "" if inside == "." else f"{inside}/"


def _version() -> str:
    from importlib import metadata  # for a report that names its tool only

    try:
        return metadata.version("claimline")
    except metadata.PackageNotFoundError:
        return ""


# ── the summary of a job ────────────────────────────────────────────────────────────────────────────────────


def _summarise(problems: list[Problem], folder: str, environment: Mapping[str, str]) -> None:
    """Add to the file that GitHub names, as far as it has room: other commands of the same step may have written too."""
    if not (name := environment.get("GITHUB_STEP_SUMMARY")):
        return
    file = Path(name)
    written = file.stat().st_size if file.is_file() else 0

    def link(where: Location) -> str:
        return _address_of_line(where, folder, environment)

    with file.open("a", encoding="utf-8") as summary:
        summary.write(github.as_summary(problems, limit=github.SUMMARY_LIMIT - written, link=link))


def _address_of_line(where: Location, folder: str, environment: Mapping[str, str]) -> str:
    parts = [environment.get(f"GITHUB_{part}", "") for part in ("SERVER_URL", "REPOSITORY", "SHA")]
    server, repository, commit = parts
    return (
        f"{server}/{repository}/blob/{commit}/{quote(folder + where.path)}?plain=1#L{where.line}" if all(parts) else ""
    )


# ── what is known of rules ──────────────────────────────────────────────────────────────────────────────────


def _described(root: Path) -> Iterator[Described]:
    site = _site_address(root)
    yield from (_of_rule(rule, site) for rule in rules())
    yield from (_of_code(code, site) for code in codes().values() if code.part in _PARTS_OF_CHECK)


def _site_address(root: Path) -> str:
    try:
        url = read_settings(root).url
    except ProblemsFound:
        return ""
    return f"{url.rstrip('/')}/" if url.startswith(("https://", "http://")) else ""


def _of_rule(rule: Rule, site: str) -> Described:
    page = rule.page
    return Described(
        rule.code,
        rule.sentence,
        _first_paragraph(page.protects),
        f"{page.protects}\n\n{rule.tip}",
        help_markdown="\n\n".join([page.protects, rule.tip, *map(_example, page.examples)]),
        help_address=site and site + address_of_rule(rule.code),
        level=rule.level,
        properties={
            "scope": rule.scope,
            "looksAt": SCOPES[rule.scope],
            "fixable": rule.mend is not None,
            "waivable": rule.waivable,
            "tags": ["dossier", f"scope-{rule.scope}"],
        },
    )


def _first_paragraph(text: str) -> str:
    return " ".join(text.partition("\n\n")[0].split())


def _example(example: Example) -> str:
    heading = f"**{'Fails' if example.fails else 'Passes'}{': ' + example.title if example.title else ''}**"
    files = [f"`{one.path}`\n\n```{one.language}\n{one.text}```" for one in example.excerpts]
    printed = [f"```\n{_lines(example.problems)}```"] if example.problems else []
    return "\n\n".join([heading, *([example.prose] if example.prose else []), *files, *printed])


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _of_code(code: Code, site: str) -> Described:
    address = site and site + address_of_rule(code.code, page=False)
    tags = {"tags": ["dossier", code.part], "fixable": False, "waivable": False}
    return Described(code.code, code.sentence, code.sentence, code.tip, help_address=address, properties=tags)

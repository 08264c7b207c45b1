"""CONTRIBUTING.md keeps its promises: its records pass check, its commands and codes exist, its form is one."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from build_tools.blanks.fields import fields_of
from build_tools.checks.catalogue import rules
from build_tools.checks.codes import codes
from build_tools.cli import main
from build_tools.dossier import open_dossier
from build_tools.forge.form_request import LABEL
from build_tools.forms.read import read_form
from build_tools.inspection import find_problems
from build_tools.problems import errors_among
from build_tools.records import schema
from build_tools.records.sidecar import read_sidecar

PROJECT = Path(__file__).parent.parent
TEXT = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")
REQUESTS = PROJECT / ".github" / "PULL_REQUEST_TEMPLATE"
RECORDS = dict(
    re.findall(r"`((?:content|seeds)/[^`\s]+\.(?:md|yml))`[^\n]*(?:\n[^`\n]+)*\n\n```yaml\n(.*?)```", TEXT, re.DOTALL)
)


@pytest.fixture
def dossier(flood: Path) -> Path:
    """The invented dossier with the records of the page in place of its own."""
    for path, text in RECORDS.items():
        (flood / path).write_text(text, encoding="utf-8")
    return flood


def test_there_is_one_record_of_each_kind() -> None:
    folders = {re.sub(r"/\d{4}/", "/", path).rpartition("/")[0] or path for path in RECORDS}
    assert folders == {f"content/{kind}" for kind in ("timeline", "sources", "actors", "places", "questions")} | {
        "content",
        "seeds",
    }


def test_the_records_pass_check_as_a_dossier(dossier: Path) -> None:
    problems = find_problems(open_dossier(dossier))
    assert [str(one) for one in errors_among(problems)] == []
    assert [str(one) for one in problems if one.where.path in RECORDS] == []
    assert read_sidecar(dossier, "seeds/gazette.txt")["publisher"] == "alder-gazette"


def test_every_key_of_a_record_is_in_its_template_or_named_beside_it() -> None:
    """What a record can say, somebody who starts has seen once."""
    told = set(re.findall(r"[a-z0-9_]+(?=:)", TEXT)) | set(re.findall(r"`([a-z_]+)[:`]", TEXT))
    keys = {key for shape in (*schema.SHAPES.values(), schema.CLAIM, schema.ROLE) for key in shape.keys}
    assert keys - told == set()


def test_every_command_and_option_named_exists() -> None:
    named = re.findall(r"claimline[ \n]([a-z-]+)((?:[ ][^`\n#;)]*)?)", TEXT)
    assert {name for name, _ in named} >= {
        "import",
        "annotate",
        "explain",
        "check",
        "fix",
        "rename",
        "merge",
        "diff",
        "form",
    }
    for name, rest in named:
        command = main.commands[name]
        if isinstance(command, click.Group):
            command = command.commands[rest.split()[0]]
        options = {opt for one in command.params if isinstance(one, click.Option) for opt in one.opts}
        assert set(re.findall(r"--[a-z-]+", rest)) - {"--help"} <= options, name


def test_every_code_named_exists() -> None:
    known = {rule.code for rule in rules()} | codes().keys()
    shapes = {key for shape in (*schema.SHAPES.values(), schema.CLAIM) for key in shape.keys}
    named = set(re.findall(r"`([a-z]+-[a-z]+)`", TEXT)) - {"person-at-risk"} - shapes
    assert named and named <= known


def test_the_form_for_an_e_mail_is_the_form() -> None:
    (form,) = re.findall(r"```form\n(.*?)```", TEXT, re.DOTALL)
    filled = read_form(form, "mail")
    assert filled.form == "correction"
    assert list(filled.answers) == [field.key for field in fields_of("correction")]


def test_the_label_and_the_templates_it_speaks_of_are_there() -> None:
    assert f"`{LABEL}`" in TEXT
    default = (PROJECT / ".github" / "pull_request_template.md").read_text(encoding="utf-8")
    assert {f"{name}.md" for name in re.findall(r"template=([a-z-]+)\.md", default)} == {
        path.name for path in REQUESTS.glob("*.md")
    }


def test_it_is_read_in_ten_minutes() -> None:
    """At 230 words a minute, without the templates, which are for looking up."""
    prose = re.sub(r"```.*?```", "", TEXT, flags=re.DOTALL)
    assert len(prose.split()) < 2300


@pytest.mark.parametrize(
    "path",
    [PROJECT / "CONTRIBUTING.md", PROJECT / "SECURITY.md", *sorted(REQUESTS.glob("*.md"))],
    ids=lambda path: path.stem,
)
def test_what_it_links_to_is_there(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    headings = {
        re.sub(r"[^a-z0-9 -]", "", line.lstrip("# ").lower()).replace(" ", "-")
        for line in text.splitlines()
        if line.startswith("#")
    }
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith("#"):
            assert target[1:] in headings, target
        elif "://" not in target:
            assert (path.parent / target).is_file(), target


@pytest.mark.parametrize("path", sorted(REQUESTS.glob("*.md")), ids=lambda path: path.stem)
def test_a_checklist_is_short_and_every_item_can_be_answered(path: Path) -> None:
    items = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("- ")]
    assert 4 <= len(items) <= 11
    assert all(line.startswith("- [ ] ") and line.endswith(".") for line in items)
    for name in re.findall(r"claimline ([a-z-]+)", path.read_text(encoding="utf-8")):
        assert name in main.commands

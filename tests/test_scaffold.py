"""A dossier begins with one command, can be built at once by an installed program, and is kept up without losing an edit."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from on_disk import files_of

from build_tools.building import build_site
from build_tools.cli import main
from build_tools.dossier import open_dossier, seed_files
from build_tools.handing_over import verify_site
from build_tools.inspection import find_problems
from build_tools.problems import errors_among
from build_tools.records.site_settings import read_settings
from build_tools.scaffold import installed, manifest, rendering
from build_tools.scaffold.answers import FORGES, VOCABULARIES, Answers, complaint, default
from build_tools.scaffold.begin import begin, update
from build_tools.scaffold.manifest import digest_of
from build_tools.scaffold.plan import Fate, plan
from build_tools.scaffold.rendering import Made
from build_tools.text import tables

PROJECT = Path(__file__).parent.parent
TEMPLATES = rendering.TEMPLATES
FERRY = PROJECT / "tests" / "dossiers" / "ferry"


def claimline(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def answers(**given: str) -> Answers:
    return Answers(**{"name": "The Alder floods", "about": "On a flood.", "owner": "Ann Other", **given})


# ── With nothing but the installed program ──────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def outside(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """An environment in which the program is what a wheel would hold, and lies nowhere near its repository.

    A wheel cannot be built without a network; what goes into it, pyproject.toml says (every folder counts as a package).
    """
    folder = tmp_path_factory.mktemp("installed")
    patterns = tomllib.loads((PROJECT / "pyproject.toml").read_text())["tool"]["setuptools"]["package-data"]["*"]
    for package in {path.parent for path in (PROJECT / "build_tools").rglob("*") if path.name != "__pycache__"}:
        packed = {path for pattern in ("*.py", *patterns) for path in package.glob(pattern.replace("/**", "/**/*"))}
        for path in sorted(path for path in packed if path.is_file() and path.suffix != ".pyc"):
            target = folder / "lib" / path.relative_to(PROJECT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    command = folder / "bin" / "claimline"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m build_tools.cli "$@"\n')
    command.chmod(0o755)
    plain = {key: value for key, value in os.environ.items() if key in ("HOME", "TMPDIR", "LANG")}
    return {**plain, "PATH": f"{command.parent}:/usr/bin:/bin", "PYTHONPATH": str(folder / "lib")}


def run(outside: Mapping[str, str], folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(words, cwd=folder, env=outside, capture_output=True, text=True, check=False)


def test_from_an_empty_folder_to_a_site_that_stands_every_test(outside: Mapping[str, str], tmp_path: Path) -> None:
    begun = run(outside, tmp_path, "claimline", "new", "river-alder", "--vocabulary", "disaster")
    assert begun.returncode == 0, begun.stderr
    root = tmp_path / "river-alder"
    (root / ".claimline" / "here").unlink(missing_ok=True)  # the computer of somebody else
    tested = run(outside, root, "make", "test")
    assert (tested.returncode, "0 problems" in tested.stderr) == (0, True), tested.stdout + tested.stderr
    built = run(outside, root, "make", "site")
    assert built.returncode == 0 and "Nothing has changed" in built.stdout, built.stdout + built.stderr
    assert not (root / ".venv").exists(), "nothing is installed where the program is on the PATH"
    home = (root / "site" / "index.html").read_text(encoding="utf-8")
    assert "River alder" in home and 'id="begin"' in home
    empty = ("timeline", "questions", "known", "actors", "places", "sources", "claims")
    for page in (*(f"{name}/index.html" for name in empty), "disagreements.html", "who-says-what.html"):
        text = (root / "site" / page).read_text(encoding="utf-8")
        assert "cl-empty" in text and "index.html#begin" in text, page
    assert not list((root / "site").rglob("*templates*"))


def test_without_the_program_it_says_where_to_name_it(outside: Mapping[str, str], tmp_path: Path) -> None:
    begin(tmp_path, answers())
    (tmp_path / ".claimline" / "here").unlink(missing_ok=True)
    (tmp_path / "requirements.txt").write_text("# nothing yet\n")
    done = run({**outside, "PATH": "/usr/bin:/bin"}, tmp_path, "make", "site")
    assert done.returncode == 2
    assert "requirements.txt does not say where it comes from" in done.stderr and "CLAIMLINE=" in done.stderr


def test_it_takes_the_program_that_began_it_where_that_still_is(outside: Mapping[str, str], tmp_path: Path) -> None:
    begin(tmp_path, answers())
    at = tmp_path / "a folder with blanks" / "claimline"
    at.parent.mkdir()
    at.write_text("#!/bin/sh\necho begun with this: $*\n")
    at.chmod(0o755)
    (tmp_path / ".claimline" / "here").write_text(f"{at}\n")
    assert "begun with this: check" in run(outside, tmp_path, "sh", ".claimline/run", "check").stdout
    own = tmp_path / ".venv" / "bin" / "claimline"
    own.parent.mkdir(parents=True)
    own.write_text("#!/bin/sh\necho its own: $*\n")
    own.chmod(0o755)
    assert "its own: check" in run(outside, tmp_path, "sh", ".claimline/run", "check").stdout


# ── What is written ─────────────────────────────────────────────────────────────────────────────────────────


def test_every_template_has_its_file_and_every_file_its_template() -> None:
    named = {row[0] for row in tables.rows(TEMPLATES.parent / "files.tsv")}
    named |= {f"vocabularies/{one}.yml" for one in VOCABULARIES}
    there = {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*") if path.is_file()}
    assert named - {"vocabularies/{vocabulary}.yml"} == there


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
def test_a_vocabulary_is_one_that_a_curator_can_choose_from(vocabulary: str, tmp_path: Path) -> None:
    begin(tmp_path, answers(vocabulary=vocabulary, forge="none"))
    dossier = open_dossier(tmp_path)
    assert [str(one) for one in find_problems(dossier)] == []
    types = dossier.corpus.types
    assert 10 <= len(types) <= 25 and {"statement", "other"} <= types.keys()
    assert [one.label for one in types.values()] == rendering.labels(vocabulary)
    assert len({one.label for one in types.values()}) == len(types)
    assert all(one.description.endswith(".") and len(one.description.split()) >= 4 for one in types.values())


def test_every_template_passes_check_where_it_says_that_a_copy_belongs(tmp_path: Path) -> None:
    begin(tmp_path, answers(vocabulary="disaster", forge="none"))
    for template in sorted((tmp_path / "content" / "templates").iterdir()):
        text = template.read_text(encoding="utf-8")
        (told,) = re.findall(r"such as (content/\S+\.md)", text)
        (tmp_path / told).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / told).write_text(text, encoding="utf-8")
    publisher = tmp_path / "content" / "actors" / "alder-gazette.md"
    publisher.write_text("---\nname: Alder Gazette\nkind: outlet\n---\n", encoding="utf-8")
    dossier = open_dossier(tmp_path)
    assert len(dossier.corpus.entries) == len(dossier.corpus.sources) == len(dossier.corpus.questions) == 1
    assert [str(one) for one in errors_among(find_problems(dossier))] == []


def test_what_is_there_to_be_copied_or_to_be_read_by_people_is_neither_record_nor_article(tmp_path: Path) -> None:
    begin(tmp_path, answers(forge="none"))
    corpus = open_dossier(tmp_path).corpus
    assert len(list((tmp_path / "content" / "templates").iterdir())) == 5
    assert not (corpus.entries or corpus.sources or corpus.actors or corpus.places or corpus.questions)
    assert seed_files(tmp_path) == [] and (tmp_path / "seeds" / "README.md").is_file()
    assert "Nothing to do" in claimline("import", "--root", tmp_path).output
    assert claimline("check", "--root", tmp_path).exit_code == 0


@given(
    name=st.text(st.characters(categories=("L", "M", "N", "P", "S", "Zs")), min_size=1, max_size=60),
    about=st.text(st.characters(categories=("L", "M", "N", "P", "S", "Zs")), min_size=1, max_size=60),
    owner=st.text(st.characters(categories=("L", "M", "N", "P", "S", "Zs")), min_size=1, max_size=60),
    forge=st.sampled_from(FORGES),
)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_words_are_chosen_they_stay_words(
    tmp_path: Path, name: str, about: str, owner: str, forge: str
) -> None:
    given_answers = {"name": name, "about": about, "owner": owner}
    if any(complaint(key, value) for key, value in given_answers.items()):
        return
    root = tmp_path / str(len(list(tmp_path.iterdir())))
    begin(root, answers(**given_answers, forge=forge))
    told = read_settings(root)
    assert (told.name, told.description) == (name, about)
    assert errors_among(find_problems(open_dossier(root))) == []
    assert manifest.read((root / manifest.PATH).read_text(encoding="utf-8")).answers.owner == owner


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("name", ""),
        ("name", "two\nlines"),
        ("about", "x" * 301),
        ("owner", "a\x1b[31m"),
        ("repository", "git@host.example:x/y"),
        ("repository", "https://me:secret@host.example/x"),
        ("site_url", "javascript:alert(1)"),
        ("contact", "somebody"),
        ("vocabulary", "weather"),
        ("forge", "sourcehut"),
    ],
)
def test_an_answer_that_cannot_be_is_told_so(name: str, answer: str) -> None:
    assert complaint(name, answer)


@pytest.mark.parametrize(
    ("repository", "forge"),
    [
        ("", "github"),
        ("https://github.com/x/y", "github"),
        ("https://gitlab.example.org/x/y", "gitlab"),
        ("https://codeberg.org/x/y", "none"),
    ],
)
def test_the_forge_follows_the_address_of_the_repository(repository: str, forge: str) -> None:
    assert default("forge", {"repository": repository}, folder="x", person="") == forge


@pytest.mark.parametrize(
    ("given_answers", "asked"),
    [
        ({"owner": "@alder-desk"}, "@alder-desk"),
        ({"contact": "desk@alder.example"}, "desk@alder.example"),
        ({}, "dossier-editors@example.org"),
    ],
)
def test_the_owner_is_asked_for_reviews_where_a_forge_can_ask_them(given_answers: dict[str, str], asked: str) -> None:
    made = {one.path: one.text for one in rendering.files(answers(**given_answers), requirement="", pins="")}
    assert f"/content/   {asked}\n" in made[".github/CODEOWNERS"]


@pytest.mark.parametrize(
    ("origin", "line"),
    [
        ('{"url": "file:///home/me/claimline", "dir_info": {"editable": true}}', ""),
        ('{"url": "https://me:secret@host.example/x.whl"}', ""),
        ('{"url": "https://host.example/x.whl", "archive_info": {}}', "claimline @ https://host.example/x.whl"),
        (
            '{"url": "https://host.example/x", "vcs_info": {"vcs": "git", "commit_id": "0a1b"}}',
            "claimline @ git+https://host.example/x@0a1b",
        ),
    ],
)
def test_others_are_sent_where_the_program_came_from_or_nowhere(
    origin: str, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Never to a bare name in an index, where it could be somebody else's."""

    class Installed:
        def read_text(self, name: str) -> str:
            return origin

    monkeypatch.setattr("build_tools.scaffold.installed.metadata.distribution", lambda name: Installed())
    assert installed.requirement() == line


def test_without_an_origin_that_others_have_nothing_is_required_and_all_else_is_pinned() -> None:
    made = {one.path: one.text for one in rendering.files(answers(), requirement="", pins=installed.pins())}
    assert [line for line in made["requirements.txt"].splitlines() if not line.startswith("#")] == []
    pins = made["constraints.txt"].splitlines()
    assert {"mkdocs", "click"} <= {pin.split("==")[0] for pin in pins}
    assert all(re.fullmatch(r"[a-z0-9-]+==[A-Za-z0-9.+!]+", pin) for pin in pins)


# ── The command ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_dry_run_names_the_files_and_writes_none(tmp_path: Path) -> None:
    told = claimline("new", tmp_path / "dossier", "--dry-run")
    assert told.exit_code == 0 and "mkdocs.yml" in told.output
    assert not (tmp_path / "dossier").exists()


def test_a_folder_with_files_in_it_is_refused_with_what_is_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine")
    (tmp_path / "notes.txt").write_text("mine too")
    (tmp_path / ".git").mkdir()
    before = files_of(tmp_path)
    told = claimline("new", tmp_path)
    assert told.exit_code == 1 and "In the way: README.md." in told.output and "notes.txt" in told.output
    assert files_of(tmp_path) == before


def test_with_keep_what_is_there_stays_and_the_rest_is_written(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine")
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "vocabulary.yml").write_text("mine: {label: Mine, description: Mine.}\n")
    told = claimline("new", tmp_path, "--keep")
    assert told.exit_code == 0 and "README.md: yours is kept" in told.output
    assert (tmp_path / "README.md").read_text() == "mine"
    assert (tmp_path / "content" / "vocabulary.yml").read_text().startswith("mine")
    assert (tmp_path / "Makefile").is_file()
    update(tmp_path, {})
    assert (tmp_path / "README.md").read_text() == "mine"


def test_a_second_beginning_is_refused_and_points_to_the_update(tmp_path: Path) -> None:
    assert claimline("new", tmp_path / "one").exit_code == 0
    assert "--update" in claimline("new", tmp_path / "one").output


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("actors",), "claimline new actor"),
        (("--dry-run", "actor"), "claimline new actor"),
        (("river",), "inside the dossier"),
    ],
)
def test_a_word_that_was_probably_meant_otherwise_begins_nothing(
    words: tuple[str, ...], says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(tmp_path, answers(forge="none"))
    monkeypatch.chdir(tmp_path)
    told = claimline("new", *words)
    assert told.exit_code in (1, 2) and says in told.output
    assert not (tmp_path / words[-1]).exists()


def test_a_folder_called_like_a_kind_is_written_as_a_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert claimline("new", "./actor").exit_code == 0
    assert read_settings(tmp_path / "actor").name == "Actor"


def test_on_a_terminal_it_asks_and_asks_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("build_tools.commands.beginning.is_asked", lambda: True)
    said = "My case\n\nAnn Other\nweather\ncourt-case\n\ncc0\n\nwrong\ndesk@alder.example\nnone\n"
    told = CliRunner().invoke(main, ["new", str(tmp_path / "case")], input=said)
    assert told.exit_code == 0, told.output
    assert "one of: conflict, disaster" in told.output and "an e-mail address" in told.output
    kept = manifest.read((tmp_path / "case" / manifest.PATH).read_text()).answers
    assert (kept.name, kept.vocabulary, kept.licence, kept.contact) == (
        "My case",
        "court-case",
        "cc0",
        "desk@alder.example",
    )
    assert read_settings(tmp_path / "case").corrections == "desk@alder.example"


# ── A later version ─────────────────────────────────────────────────────────────────────────────────────────

TEXTS = st.sampled_from(["a\n", "b\n", "c\n", "a\nb\n"])
PATHS = st.sampled_from(["Makefile", "README.md", ".github/x.yml"])
VERSIONS = st.lists(st.dictionaries(PATHS, TEXTS), min_size=1, max_size=5)
EDITS = st.lists(st.dictionaries(PATHS, st.none() | TEXTS), min_size=5, max_size=5)


@given(versions=VERSIONS, edits=EDITS)
def test_no_update_takes_a_person_s_words_away(
    versions: list[dict[str, str]], edits: list[dict[str, str | None]]
) -> None:
    """``edits`` come between the updates: a text that a person wrote, or None for a file that a person deleted."""
    disk: dict[str, str] = {}
    known: dict[str, str] = {}
    mine: dict[str, str | None] = {}
    for version, edited in zip(versions, edits, strict=False):
        made = [Made(path, text, kept_up=True) for path, text in version.items()]
        steps = plan(made, disk, known, ever=["Makefile", "README.md", ".github/x.yml"])
        for step in steps:
            if step.fate in (Fate.WRITTEN, Fate.UPDATED):
                disk[step.path] = step.text
            elif step.fate is Fate.REMOVED:
                del disk[step.path]
        known |= {step.path: step.digest for step in steps}
        known = {
            path: digest
            for path, digest in known.items()
            if path not in {s.path for s in steps if s.fate is Fate.REMOVED}
        }
        for path, text in mine.items():
            assert disk.get(path) == text, "a person's words, or a person's deletion, were undone"
        for path, text in edited.items():
            offered = known.get(path)
            if text is None and path in disk:
                del disk[path]
                mine[path] = None
            elif text is not None:
                disk[path] = text
                mine[path] = text
                if offered in (None, digest_of(text)):
                    del mine[path]  # what the program itself has said is the program's
        mine = {path: text for path, text in mine.items() if text is not None or path in known}


def test_an_update_changes_what_nobody_touched_and_shows_what_it_would_in_the_rest(tmp_path: Path) -> None:
    begin(tmp_path, answers())
    (tmp_path / "README.md").write_text("My own words.\n")
    (tmp_path / "SECURITY.md").unlink()
    (tmp_path / "content" / "index.md").write_text("---\ntitle: Mine\n---\n")
    (tmp_path / "seeds" / "README.md").unlink()
    before = files_of(tmp_path)
    shown = claimline("new", tmp_path, "--update", "--name", "The Alder rises", "--dry-run")
    assert files_of(tmp_path) == before
    told = claimline("new", tmp_path, "--update", "--name", "The Alder rises")
    assert shown.exit_code == told.exit_code == 0
    for output in (shown.output, told.output):
        assert "~ mkdocs.yml" in output and "= README.md" in output and "+# The Alder rises" in output
    after = files_of(tmp_path)
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert changed == {"mkdocs.yml", manifest.PATH}
    assert read_settings(tmp_path).name == "The Alder rises"
    again = claimline("new", tmp_path, "--update")
    assert "Everything is up to date" in again.output, "a difference is shown once"


def test_newlines_and_other_bytes_of_a_person_s_file_are_theirs(tmp_path: Path) -> None:
    begin(tmp_path, answers())
    odd = b"\xff\xfe not text \x00"
    (tmp_path / "Makefile").write_bytes(odd)
    path = tmp_path / "mkdocs.yml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))  # as Git checks out on Windows
    update(tmp_path, {"name": "Another name"})
    assert (tmp_path / "Makefile").read_bytes() == odd
    assert b"Another name" in path.read_bytes() and b"\n" not in path.read_bytes().replace(b"\r\n", b"")


def test_a_link_is_never_written_through(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.txt"
    elsewhere.write_text("not the dossier's")
    root = tmp_path / "dossier"
    begin(root, answers())
    (root / "README.md").unlink()
    (root / "README.md").symlink_to(elsewhere)
    update(root, {"name": "Another name"})
    assert elsewhere.read_text() == "not the dossier's"


@pytest.mark.parametrize("path", ["../outside.txt", "content/index.md", "seeds/a.txt", ".git/config", "notes.md"])
def test_a_manifest_that_claims_what_is_not_the_program_s_has_nothing_deleted(path: str, tmp_path: Path) -> None:
    root = tmp_path / "dossier"
    begin(root, answers())
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("somebody's\n")
    told = json.loads((root / manifest.PATH).read_text())
    told["files"][path] = digest_of("somebody's\n")
    (root / manifest.PATH).write_text(json.dumps(told))
    update(root, {"name": "Another name"})
    assert target.read_text() == "somebody's\n"


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"format": 9, "answers": {}, "files": {}}', '{"answers": {"forge": "../x"}}']
)
def test_a_manifest_that_cannot_be_read_stops_the_update_and_says_what_to_do(text: str, tmp_path: Path) -> None:
    begin(tmp_path, answers())
    (tmp_path / manifest.PATH).write_text(text)
    told = claimline("new", tmp_path, "--update")
    assert told.exit_code == 1 and "git checkout HEAD" in told.output


def test_where_others_get_the_program_is_remembered_if_somebody_has_said_so(tmp_path: Path) -> None:
    line = "./claimline-9-py3-none-any.whl"
    begin(tmp_path, answers(), requirement=line)
    update(tmp_path, {"name": "Another name"})
    assert line in (tmp_path / "requirements.txt").read_text().splitlines()
    update(tmp_path, {}, requirement="claimline==9")
    assert "claimline==9" in (tmp_path / "requirements.txt").read_text().splitlines()


def test_within_the_dossier_the_update_needs_no_folder_and_elsewhere_it_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(tmp_path, answers())
    monkeypatch.chdir(tmp_path)
    assert "Everything is up to date" in claimline("new", "--update").output
    missing = claimline("new", "elsewhere", "--update")
    assert missing.exit_code == 1 and "there is no .claimline/scaffold.json" in missing.output
    assert claimline("new", "--defaults").exit_code == 2


def test_another_forge_brings_its_files_and_takes_the_others_away(tmp_path: Path) -> None:
    begin(tmp_path, answers())
    (tmp_path / ".github" / "CODEOWNERS").write_text("* @me\n")
    update(tmp_path, {"forge": "gitlab"})
    assert (tmp_path / ".gitlab-ci.yml").is_file()
    left = [path for path in files_of(tmp_path) if path.startswith(".github")]
    assert left == [".github/CODEOWNERS"], "what a person has changed stays"


def test_the_form_for_events_follows_the_vocabulary(tmp_path: Path) -> None:
    begin(tmp_path, answers())
    (tmp_path / "content" / "vocabulary.yml").write_text(
        "leak:\n  label: 'Leak: a spill'\n  description: Something spills.\n"
    )
    update(tmp_path, {})
    form = (tmp_path / ".github" / "ISSUE_TEMPLATE" / "event.yml").read_text()
    assert '- "Leak: a spill"\n' in form and "Armed clash" not in form


# ── One text, and not two ───────────────────────────────────────────────────────────────────────────────────


def test_the_guides_of_a_dossier_are_those_of_this_one(request: pytest.FixtureRequest) -> None:
    """CONTRIBUTING.md is one file (a link in the room); after a change of another: ``pytest --update-golden`` here."""
    assert (TEMPLATES / "CONTRIBUTING.md").read_text() == (PROJECT / "CONTRIBUTING.md").read_text()
    same = {TEMPLATES / "github" / "dependabot.yml": PROJECT / ".github" / "dependabot.yml"}
    same |= {TEMPLATES / "vscode" / name: PROJECT / ".vscode" / name for name in ("settings.json", "extensions.json")}
    checklists = (TEMPLATES / "github" / "PULL_REQUEST_TEMPLATE").glob("*.md")
    kept = {path: PROJECT / ".github" / "PULL_REQUEST_TEMPLATE" / path.name for path in checklists}
    for template, own in {**kept, **same}.items():
        if template.stem != "settings":
            if request.config.getoption("--update-golden"):
                shutil.copyfile(own, template)
            assert template.read_text() == own.read_text(), f"{own.name}: run this test with --update-golden"


def test_the_forms_of_a_dossier_are_those_of_this_one() -> None:
    made = {one.path: one.text for one in rendering.files(answers(), requirement="", pins="", event_types=_types())}
    for path in (PROJECT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"):
        own = made[f".github/ISSUE_TEMPLATE/{path.name}"]
        assert _without_comments(own) == _without_comments(path.read_text()), path.name


def _types() -> list[str]:
    return [one.label for one in open_dossier(PROJECT, with_texts=False).corpus.types.values()]


def _without_comments(text: str) -> list[str]:
    return [line for line in text.splitlines() if not line.startswith("#")]


# ── The second dossier ──────────────────────────────────────────────────────────────────────────────────────


def test_the_second_dossier_was_begun_so_and_can_be_brought_up_to_date(tmp_path: Path) -> None:
    """It may be behind; nobody but ``claimline new`` has written those files."""
    root = Path(shutil.copytree(FERRY, tmp_path / "ferry"))
    before = files_of(root)
    fates = {step.fate for step in update(root, {}).steps}
    assert fates <= {Fate.AS_IT_IS, Fate.UPDATED, Fate.WRITTEN}
    curated = {path for path in before if path.startswith(("content/", "seeds/"))}
    assert len(curated) > 50 and all(files_of(root)[path] == before[path] for path in curated)
    assert {step.fate for step in update(root, {}).steps} == {Fate.AS_IT_IS}


def test_the_second_dossier_has_no_problem() -> None:
    assert [str(one) for one in find_problems(open_dossier(FERRY))] == []


def test_the_second_dossier_can_be_built_and_its_site_stands_alone(tmp_path: Path) -> None:
    root = Path(shutil.copytree(FERRY, tmp_path / "ferry"))
    build_site(root, strict=True)
    assert verify_site(root / "site", root) == []

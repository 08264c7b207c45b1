"""Names of curators: shown as they chose, addresses nowhere, and a name that somebody put away is found wherever it is left."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from git_work import git
from on_disk import edit
from test_curation import claimline, done, refused

from build_tools.curation.creating import curator
from build_tools.dossier import open_dossier
from build_tools.history import authors_of, read_history
from build_tools.inspection import find_problems
from build_tools.keeping import readings
from build_tools.mailmap import put_away, read_mailmap

FLOOD = "content/timeline/2031/millbrook-flood.md"
HERALD = "content/sources/herald.md"
MAILMAP = "Lark <lark@dossier.example> Ada Finch <ada@home.example>\n"
NAME = "Ada Finch"


@pytest.fixture
def named(flood: Path) -> Path:
    """A dossier one of whose curators is called otherwise now."""
    (flood / ".mailmap").write_text(MAILMAP)
    return flood


def commit(root: Path, message: str, name: str = NAME, address: str = "ada@home.example") -> None:
    person = {
        f"GIT_{role}_{key}": said
        for role in ("AUTHOR", "COMMITTER")
        for key, said in (("NAME", name), ("EMAIL", address))
    }
    environment = {**os.environ, **person, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    for words in (("init", "-q", "-b", "main"), ("add", "-A"), ("commit", "-q", "--allow-empty", "-m", message)):
        subprocess.run(("git", "-c", "commit.gpgsign=false", *words), cwd=root, check=True, env=environment)


LINES = {
    "another name and address": (MAILMAP, ((NAME, "Lark"),)),
    "an address alone": ("Lark <ada@home.example>\n", ()),
    "two addresses of one name": ("Ada Finch <a@b.example> <c@d.example>\n", ()),
    "another spelling of the same": ("Ada Finch <a@b.example> ada  finch <c@d.example>\n", ()),
    "a name that another person chose": ("Bo Lee <b@b.example> Al Roe <c@d.example>\nAl Roe <e@f.example>\n", ()),
    "a comment": ("# Lark <l@b.example> Ada Finch <c@d.example>\n", ()),
    "a line of Windows": (MAILMAP.replace("\n", "\r\n"), ((NAME, "Lark"),)),
    "no line at all": ("\ufeff\0<<>>", ()),
}


@pytest.mark.parametrize("case", LINES)
def test_what_a_mailmap_puts_away(case: str) -> None:
    text, expected = LINES[case]
    assert put_away(text.encode()) == expected


def test_it_is_looked_for_beside_the_settings_and_at_the_top_of_the_repository(tmp_path: Path) -> None:
    inner = tmp_path / "all" / "dossiers" / "flood"
    inner.mkdir(parents=True)
    (tmp_path / ".mailmap").write_text("Nobody <n@o.example>")
    (tmp_path / "all" / ".mailmap").write_text("top")
    assert read_mailmap(inner) == b""
    (tmp_path / "all" / ".git").mkdir()
    assert read_mailmap(inner) == b"top"
    (inner / ".mailmap").write_text("own")
    assert read_mailmap(inner) == b"own"
    (inner / ".mailmap").unlink()
    (inner / ".mailmap").symlink_to(tmp_path / ".mailmap")
    assert read_mailmap(inner) == b"top", "as Git does, no link is followed"


WAYS = {
    "reviewed_by": (FLOOD, "reviewed_by: [editor]", "reviewed_by: [editor, ADA FINCH]"),
    "proposed_by": (FLOOD, "status: reviewed", "status: reviewed\nproposed_by:\n  - Ada Finch"),
    "graded_by": (HERALD, "kind: news-report", "kind: news-report\nreliability: B\ngraded_by: Ada Finch"),
    "a translation": (FLOOD, "    when: \"2031-03-04\"\n  - quote: At", "    when: \"2031-03-04\"\n    lang: de\n    translation: {text: Some words, by: Ada Finch}\n  - quote: At"),
    "a note": (FLOOD, "note: Told to the Herald itself.", "note: Told to Ada Finch by the Herald."),
    "a title": (FLOOD, "title: The Alder floods Millbrook", "title: Ada Finch sees the Alder flood Millbrook"),
    "prose over two lines": (FLOOD, "The river rose", "As Ada\nFinch found, the river rose"),
    "a reason": (HERALD, "kind: news-report", "kind: news-report\nset_aside:\n  - {quote: residents said, reason: Ada Finch said so.}"),
    "a scope": ("content/questions/dam-failed.md", "kind: yes-no", "kind: yes-no\nscope: As Ada Finch puts it"),
}  # fmt: skip
SIGNED = ("reviewed_by", "proposed_by", "graded_by", "a translation")


def found(root: Path) -> list[tuple[str, int, str]]:
    problems = find_problems(open_dossier(root))
    return [(one.where.path, one.where.line, one.message) for one in problems if one.code == "name-put-away"]


@pytest.mark.parametrize("way", WAYS)
def test_a_name_that_was_put_away_is_found_wherever_a_curator_wrote_it(named: Path, way: str) -> None:
    assert found(named) == []
    path, old, new = WAYS[way]
    edit(named, path, old, new)
    ((where, line, message),) = found(named)
    lines = (named / path).read_text().splitlines()
    assert where == path and "ada" in lines[line - 1].lower() and "Lark" not in message


@pytest.mark.parametrize("way", SIGNED)
def test_fix_writes_the_chosen_name_where_a_curator_signs(named: Path, way: str) -> None:
    edit(named, *WAYS[way])
    done("fix", "--root", named)
    assert found(named) == [] and "Lark" in (named / WAYS[way][0]).read_text()


def test_nothing_is_built_while_it_stands_there(named: Path) -> None:
    edit(named, *WAYS["a note"])
    told = refused("build", "--root", named)
    assert f"{FLOOD}:" in told and "name-put-away" in told and not (named / "site").exists()


def test_an_actor_of_the_same_name_may_be_told_of_and_a_source_says_what_it_says(named: Path) -> None:
    edit(named, "content/actors/ida-moss.md", "name: Ida Moss", "name: Ida Moss\naliases: [Ada Finch]")
    edit(named, *WAYS["a note"])
    assert found(named) == [], "an alias of one of those who speak in the entry"


def test_where_a_check_is_kept_a_new_mailmap_is_seen(
    flood: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMLINE_CACHE", "on")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "own"))
    monkeypatch.setattr(readings, "ENOUGH", 0)
    edit(flood, *WAYS["a note"])
    assert "name-put-away" not in claimline("check", "--root", flood).output
    (flood / ".mailmap").write_text(MAILMAP)
    assert "name-put-away" in claimline("check", "--root", flood).output
    (flood / ".mailmap").unlink()
    assert "name-put-away" not in claimline("check", "--root", flood).output


# ── names in Git ────────────────────────────────────────────────────────────────────────────────────────────


def test_changes_are_told_under_the_chosen_name_and_no_message_tells_the_other(named: Path) -> None:
    commit(named, "Draft by Ada Finch <ada@home.example>")
    commit(named, "Merge the branch of ada finch")
    edit(named, FLOOD, "The river rose", "At night the river rose")
    commit(named, "Signed by ada@home.example for Ada  Finch")
    changes = read_history(named).changes[FLOOD]
    assert {one.who for one in changes} == {"Lark"}
    assert [one.message for one in changes] == ["Signed by for a curator", "Draft by a curator"]


def test_a_mapping_by_the_address_alone_is_enough_for_git(named: Path) -> None:
    """Such a line does not tell the former name; the commits do."""
    (named / ".mailmap").write_text("Lark <ada@home.example>\n")
    commit(named, "What Ada Finch found")
    (change,) = read_history(named).changes[FLOOD]
    assert (change.who, change.message) == ("Lark", "What a curator found")


def test_who_writes_here_signs_with_the_chosen_name(named: Path) -> None:
    git(named, "init", "-q")
    git(named, "config", "user.name", NAME)
    git(named, "config", "user.email", "ada@home.example")
    assert curator(named) == "Lark"
    git(named, "add", "-A")
    git(named, "commit", "-q", "-m", "All")
    edit(named, FLOOD, "The river rose", "At night the river rose")
    assert authors_of(named, ("HEAD", ""), (FLOOD,)) == ("Lark",)
    git(named, "config", "user.email", "other@home.example")
    (named / ".mailmap").unlink()
    assert curator(named) == NAME


@pytest.mark.parametrize(
    ("name", "count"),
    [("ada@home.example", 1), ("Ada <ada@home.example>", 1), ("@lark@social.example", 0), ("Lark @ night", 0)],
)
def test_no_curator_is_named_by_an_address_but_a_name_of_one_s_choice_may_look_like_any(
    flood: Path, name: str, count: int
) -> None:
    edit(flood, FLOOD, "reviewed_by: [editor]", f'reviewed_by: [editor, "{name}"]')
    assert len(found(flood)) == count

"""What a proposal may bring beside text: no link is followed, and nothing that a browser runs comes onto the site."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from git_work import commit_all, repository_of

from build_tools.cli import main
from build_tools.dossier import open_dossier
from build_tools.inspection import find_problems
from build_tools.records.files import Files, Folder
from build_tools.records.git_tree import GitTree


def on_disk(root: Path) -> Files:
    return Folder(root)


def in_git(root: Path) -> Files:
    repository_of(root)
    commit_all(root, "A proposal")
    return GitTree.at(root, "HEAD")


SEEN = pytest.mark.parametrize("seen", [on_disk, in_git])
LINKS = (
    "content/assets/s.txt", "content/assets/folder", "content/actors/zz.md", "content/places/more", "seeds/s.txt", "content/.hidden",
    "content/assets/picture.png",
)  # fmt: skip


@SEEN
@pytest.mark.parametrize("path", LINKS)
def test_a_link_anywhere_is_a_problem_and_nothing_is_read_through_it(
    path: str, seen: Callable[[Path], Files], flood: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text("---\nname: Secret\nkind: person\n---\n")
    (flood / path).parent.mkdir(exist_ok=True)
    (flood / path).symlink_to(outside if "." not in path else outside / "secret.md")
    dossier = open_dossier(seen(flood))
    assert ("symbolic-link", path) in {(one.code, one.where.path) for one in dossier.problems}
    assert "Secret" not in {actor.name for actor in dossier.corpus.actors.values()}


def test_an_article_that_is_a_link_is_not_read(flood: Path) -> None:
    (flood / "seeds/herald.txt").rename(flood / "herald.txt")
    (flood / "seeds/herald.txt").symlink_to(flood / "herald.txt")
    dossier = open_dossier(flood)
    assert [(one.code, one.where.path) for one in dossier.problems] == [("symbolic-link", "seeds/herald.txt")]
    assert "herald" not in dossier.corpus.documents


@pytest.mark.parametrize("folder", ["content", "seeds"])
def test_a_folder_that_is_a_link_itself_is_a_problem(folder: str, flood: Path) -> None:
    (flood / folder).rename(flood / "elsewhere")
    (flood / folder).symlink_to(flood / "elsewhere")
    assert ("symbolic-link", folder) in {(one.code, one.where.path) for one in open_dossier(flood).problems}


ALLOWED = ("map.png", "a.JPG", "a.jpeg", "a.webp", "a.gif", "report.pdf", "figures.csv", "folder/a.png", ".gitkeep")
REFUSED = (
    "page.html", "x.js", "a.svg", "A.HTM", "a.xhtml", "a.css", "a.xml", "a.png.html", "a.mjs", "a.wasm", "noending", "a.md", "a.txt",
    ".folder/x.html", "a.png ",
)  # fmt: skip


@SEEN
@pytest.mark.parametrize(("names", "told"), [(ALLOWED, ()), (REFUSED, REFUSED)])
def test_only_what_runs_nothing_may_lie_among_the_assets(
    names: tuple[str, ...], told: tuple[str, ...], seen: Callable[[Path], Files], flood: Path
) -> None:
    for name in names:
        path = flood / "content/assets" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"<script>alert(1)</script>")
    found = {(one.code, one.where.path) for one in open_dossier(seen(flood)).problems}
    beside = ("picture-unreadable", "pdf-unreadable", "name-unfit")  # what is told of the same files for other reasons
    assert {one for one in found if one[0] not in beside} == {
        ("asset-unsafe", f"content/assets/{name}") for name in told
    }


NEW = "The river rose again, Ida Moss said on March 6, 2031.\n"


@pytest.mark.parametrize("name", ["link.txt", "link.html", "folder", "twin.txt"])
@pytest.mark.parametrize("asked", [[], ["seeds/new.txt"]], ids=["all", "by name"])
def test_a_link_among_the_seeds_stops_nothing_but_itself_and_is_told_once(
    name: str, asked: list[str], flood: Path
) -> None:
    (flood / "seeds/new.txt").write_text(NEW)
    (flood / "seeds" / name).symlink_to({"folder": "/", "twin.txt": "new.txt"}.get(name, "/etc/hostname"))
    done = CliRunner().invoke(main, ["import", "--root", str(flood), *asked])
    assert (flood / "seeds/new.ledger.json").is_file() and "Seeds: 1 read" in done.stdout
    assert done.stderr.count(f"seeds/{name}:1:1:") == (0 if asked else 1)
    told = [one.code for one in find_problems(open_dossier(flood)) if one.where.path == f"seeds/{name}"]
    assert told == ["symbolic-link"]


def test_a_link_where_the_text_of_a_source_lay_stops_the_import(flood: Path) -> None:
    (flood / "seeds/new.txt").write_text(NEW)
    (flood / "seeds/herald.txt").rename(flood / "herald.txt")
    (flood / "seeds/herald.txt").symlink_to(flood / "herald.txt")
    done = CliRunner().invoke(main, ["import", "--root", str(flood)])
    assert done.exit_code == 1 and "seeds/herald.txt:1:1: symbolic-link" in done.stderr
    assert not (flood / "seeds/new.ledger.json").exists()

"""A dossier read from a Git revision is the dossier that lay on disk, whatever else Git is made to meet."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from git_work import commit_all, git, repository_of

from build_tools.dossier import open_dossier
from build_tools.inspection import find_problems
from build_tools.problems import ProblemsFound
from build_tools.records.files import Folder
from build_tools.records.git_tree import GitTree
from build_tools.records.sidecar import read_sidecar
from build_tools.records.site_settings import read_settings
from build_tools.repository import commit_of, merge_base


@pytest.fixture
def kept(flood: Path) -> Path:
    """The small dossier in a repository of its own."""
    return repository_of(flood)


def the_problem(found: pytest.ExceptionInfo[ProblemsFound]) -> tuple[str, str]:
    (problem,) = found.value.problems
    return problem.code, problem.tip


def test_a_revision_opens_as_the_folder_that_was_committed(kept: Path) -> None:
    now, then = open_dossier(kept), open_dossier(GitTree.at(kept, "HEAD"))
    assert then == now
    assert [one.quote.line for one in then.corpus.entries["millbrook-flood"].claims] == [11, 15, 22]
    shutil.rmtree(kept / "content")
    assert open_dossier(GitTree.at(kept, "main")) == now


def test_settings_and_sidecars_are_read_from_a_revision(kept: Path) -> None:
    (kept / "seeds/gazette.yml").write_text("title: Another\n")
    commit_all(kept, "A sidecar")
    (kept / "seeds/gazette.yml").unlink()
    tree = GitTree.at(kept, "HEAD")
    assert read_sidecar(tree, "seeds/gazette.txt") == {"title": "Another"}
    assert read_settings(tree) == read_settings(kept)


def test_a_dossier_may_lie_below_the_top_of_its_repository(flood: Path) -> None:
    (flood.parent / "content/actors").mkdir(parents=True)
    (flood.parent / "content/actors/not-ours.md").write_text("---\nname: X\nkind: person\n---\n")
    repository_of(flood.parent)
    assert open_dossier(GitTree.at(flood, "HEAD")) == open_dossier(flood)


def test_a_revision_without_a_dossier_there_is_told(flood: Path) -> None:
    shutil.move(flood / "content", flood.parent / "away")
    repository_of(flood)
    with pytest.raises(ProblemsFound) as found:
        GitTree.at(flood, "main")
    assert the_problem(found)[0] == "no-dossier"


@pytest.mark.parametrize("name", ["nosuch", "--output=x", "-p", "HEAD^{tree}", "a\nb", "HEAD:content", "", "HEAD~99"])
def test_only_names_of_commits_pass(kept: Path, name: str) -> None:
    if not name:
        assert commit_of(kept, name) == git(kept, "rev-parse", "HEAD")
        return
    with pytest.raises(ProblemsFound) as found:
        commit_of(kept, name)
    assert the_problem(found)[0] == "unknown-revision"
    assert not list(kept.glob("x"))


def test_a_branch_that_only_the_remote_has_is_proposed(kept: Path, tmp_path: Path) -> None:
    git(kept, "branch", "new-source")
    git(tmp_path, "clone", "-q", str(kept), "fork")
    with pytest.raises(ProblemsFound) as found:
        commit_of(tmp_path / "fork", "new-source")
    assert the_problem(found) == ("unknown-revision", "Did you mean “origin/new-source”?")


def test_what_lies_before_a_shallow_clone_is_told_with_what_to_do(kept: Path, tmp_path: Path) -> None:
    base = git(kept, "rev-parse", "HEAD")
    git(kept, "checkout", "-q", "-b", "other")
    commit_all(kept, "One more")
    git(kept, "checkout", "-q", "main")
    commit_all(kept, "Another")
    git(tmp_path, "clone", "-q", "--depth", "1", "--no-single-branch", kept.as_uri(), "shallow")
    with pytest.raises(ProblemsFound) as found:
        commit_of(tmp_path / "shallow", base)
    assert the_problem(found)[0] == "unknown-revision" and "--unshallow" in the_problem(found)[1]
    with pytest.raises(ProblemsFound) as found:
        merge_base(tmp_path / "shallow", "origin/main", "origin/other")
    assert the_problem(found)[0] == "no-merge-base" and "--unshallow" in the_problem(found)[1]
    assert merge_base(kept, "main", "other") == base


def test_outside_git_and_without_git_it_is_said(flood: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(flood.parent))
    with pytest.raises(ProblemsFound, match="in no Git repository"):
        GitTree.at(flood, "main")
    monkeypatch.setenv("PATH", str(flood))
    with pytest.raises(ProblemsFound, match="not installed"):
        GitTree.at(flood, "main")


def test_a_calling_hook_s_own_repository_is_not_read(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE", "GIT_CONFIG_COUNT"):
        monkeypatch.setenv(name, "7")
    assert open_dossier(GitTree.at(kept, "HEAD")) == open_dossier(kept)


def test_a_repository_s_own_settings_start_no_program(kept: Path, tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\n")
    trap.chmod(0o755)
    for key in (
        "core.pager",
        "core.fsmonitor",
        "diff.external",
        "core.sshCommand",
        "filter.x.smudge",
        "diff.x.textconv",
    ):
        git(kept, "config", key, str(trap))
    (kept / ".gitattributes").write_text("* filter=x diff=x\n")
    commit_all_without_filter(kept)
    (tmp_path / "sprung").unlink(missing_ok=True)  # Git itself, as the author ran it, may well have sprung it
    open_dossier(GitTree.at(kept, "HEAD"))
    assert not (tmp_path / "sprung").exists()


def commit_all_without_filter(folder: Path) -> None:
    git(folder, "-c", "core.fsmonitor=false", "add", ".gitattributes")
    git(folder, "-c", "core.fsmonitor=false", "commit", "-q", "-m", "Attributes")


def test_links_and_submodules_are_told_and_not_followed(kept: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("---\nname: Secret\nkind: person\n---\n")
    (kept / "content/actors/linked.md").symlink_to(secret)
    other = tmp_path / "other"
    other.mkdir()
    repository_of(other)
    git(kept, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(other), "content/places/other")
    commit_all(kept, "A link and a submodule")
    dossier = open_dossier(GitTree.at(kept, "HEAD"))
    assert "linked" not in dossier.corpus.actors
    told = {(problem.where.path, problem.code) for problem in dossier.problems}
    assert told == {("content/actors/linked.md", "symbolic-link"), ("content/places/other", "symbolic-link")}


def test_a_pointer_of_lfs_is_no_article(kept: Path) -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n"
    (kept / "seeds/gazette.txt").write_text(pointer)
    (kept / "content/actors/herald.md").write_text(pointer)
    commit_all(kept, "Kept elsewhere")
    for files in (GitTree.at(kept, "HEAD"), Folder(kept)):
        dossier = open_dossier(files)
        told = {(problem.where.path, problem.code) for problem in dossier.problems}
        assert told == {("seeds/gazette.txt", "lfs-pointer"), ("content/actors/herald.md", "lfs-pointer")}
        assert "gazette" not in dossier.corpus.documents


def test_names_that_are_no_utf8_survive_and_are_told(kept: Path) -> None:
    name = os.fsencode(kept / "content/actors") + b"/a\xffb\nc\t.md"
    with open(name, "w") as file:
        file.write("---\nname: X\nkind: person\n---\n")
    commit_all(kept, "A strange name")
    told = [problem for problem in find_problems(open_dossier(GitTree.at(kept, "HEAD")))]
    assert told == find_problems(open_dossier(kept))
    assert [problem.code for problem in told][:1] == ["bad-id"]


def test_a_clone_without_its_files_is_told_instead_of_fetching_each(kept: Path, tmp_path: Path) -> None:
    git(kept, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "-q", "--no-checkout", "--filter=blob:none", kept.as_uri(), "partial")
    shutil.rmtree(kept)
    with pytest.raises(ProblemsFound) as found:
        open_dossier(GitTree.at(tmp_path / "partial", "HEAD"))
    assert the_problem(found)[0] == "revision-unreadable" and "--refetch" in the_problem(found)[1]

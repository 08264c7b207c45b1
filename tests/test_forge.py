"""What a bot may say on a pull request: hostile handovers are refused or defused, each thing is said once."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from fake_gh import Forge
from hypothesis import given
from hypothesis import strategies as st

from build_tools.forge import comments, handover, links_issue, suggestions, system_files
from build_tools.forge.__main__ import main
from build_tools.forge.calls import Refused
from build_tools.forge.defused import GAP, cut, defused, one_line
from build_tools.forge.facts import ChangedFile, Facts, PullRequest, Remark, Run
from build_tools.forge.handover import Fix, Handover
from build_tools.forge.own_remark import BOT, mark

PROJECT = Path(__file__).parent.parent
HOME = "https://github.com/dossiers/flood"
HEAD, BASE, OTHER = "a" * 40, "b" * 40, "c" * 40
ENTRY = "content/timeline/2031/millbrook-flood.md"
PATCH = (
    "@@ -1,4 +1,5 @@\n ---\n-title: Flood\n+title: A flood\n+type: disaster\n date: x\n ---\n@@ -20 +21 @@\n-old\n+new"
)
RUN = Run(7, "pull_request", HEAD, "guest/flood", "success", "dossiers/flood", "https://github.com")
PULL = PullRequest(12, HEAD, "guest/flood", is_open=True, author="guest", association="NONE")


def facts(**changed: Any) -> Facts:
    return Facts(**{"run": RUN, "pull": PULL, "files": (ChangedFile(ENTRY, "", PATCH),), **changed})


def handed_over(**changed: Any) -> Handover:
    told = {"number": 12, "head": HEAD, "base": BASE, "changes": 1, "diff": "A claim is new.\n", "fixes": (), **changed}
    return Handover(**told)


def fix(**changed: Any) -> Fix:
    told = {"path": ENTRY, "start_line": 2, "end_line": 3, "replacement": "title: The flood\n", "rule": "quote-missing"}
    return Fix(**{**told, "message": "dashes", **changed})


def zipped(files: Mapping[str, Any]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content if isinstance(content, bytes | str) else json.dumps(content))
    return out.getvalue()


def artifact(**changed: Any) -> bytes:
    request = {"format": 1, "number": 12, "head": HEAD, "base": BASE, "changes": 1, **changed.pop("request", {})}
    files = {"request.json": request, "diff.md": "A claim is new.\n", "diff.json": {}, "fixes.json": []}
    return zipped({name: content for name, content in {**files, **changed}.items() if content is not None})


# ── What is read ────────────────────────────────────────────────────────────────────────────────────────────


def test_an_honest_artifact_is_read() -> None:
    told = handover.read(artifact(**{"fixes.json": [vars(fix())]}))
    assert told == handed_over(fixes=(fix(),))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK no zip", "no zip"),
        (artifact(**{"../../.github/workflows/evil.yml": "x"}), "none of"),
        (artifact(**{"/etc/passwd": "x"}), "none of"),
        (artifact(**{"folder/diff.md": "x"}), "none of"),
        (artifact(**{"diff.md": "x" * 2_000_001}), "more than 2,000,000"),
        (b"x" * 20_000_001, "more than 20,000,000"),
        (artifact(**{"diff.md": None}), "lacks diff.md"),
        (artifact(**{"diff.md": b"\xff\xfe"}), "not UTF-8"),
        (artifact(**{"fixes.json": "[" * 100_000}), "no JSON"),
        (artifact(**{"fixes.json": {"path": "x"}}), "no list"),
        (artifact(**{"fixes.json": [{"path": "content/a.md"}]}), "lacks one of"),
        (artifact(**{"fixes.json": [{**vars(fix()), "start_line": True}]}), "lacks one of"),
        (artifact(request={"number": "12; rm -rf /"}), "number"),
        (artifact(request={"number": True}), "number"),
        (artifact(request={"number": -1}), "number"),
        (artifact(request={"head": "main"}), "no commit"),
        (artifact(request={"format": 2}), "format"),
    ],
)
def test_a_hostile_artifact_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        handover.read(data)


def test_what_a_zip_says_of_its_sizes_is_not_believed() -> None:
    data = bytearray(artifact(**{"diff.md": "x" * 3_000_000}))
    size = (3_000_000).to_bytes(4, "little")
    while (at := data.find(size)) >= 0:
        data[at : at + 4] = (5).to_bytes(4, "little")
    try:
        assert len(handover.read(bytes(data)).diff) <= 5
    except Refused:
        pass


def test_a_file_that_is_there_twice_is_refused() -> None:
    out = io.BytesIO(artifact())
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("diff.md", "Another text.")
    with pytest.raises(Refused, match="twice"):
        handover.read(out.getvalue())


def test_no_more_is_unpacked_than_may_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    unpacked: list[int] = []
    plain = zipfile.ZipExtFile.read

    def counted(stream: zipfile.ZipExtFile, most: int = -1) -> bytes:
        unpacked.append(len(data := plain(stream, most)))
        return data

    bomb = artifact(**{"diff.md": b"\0" * 30_000_000})
    monkeypatch.setattr(zipfile.ZipExtFile, "read", counted)
    assert len(bomb) < 50_000
    with pytest.raises(Refused, match="more than 2,000,000"):
        handover.read(bomb)
    assert max(unpacked) == 2_000_001


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        handover.read(data)
    except Refused:
        pass


@pytest.mark.parametrize(
    ("told", "known", "reason"),
    [
        ({"head": OTHER}, {}, "another commit"),
        ({}, {"pull": PullRequest(12, HEAD, "else/flood", True)}, "does not come from"),
        ({}, {"pull": PullRequest(12, OTHER, "guest/flood", True)}, "newer commit"),
        ({}, {"pull": PullRequest(12, HEAD, "guest/flood", False)}, "closed"),
        ({"number": 13}, {}, "not 13"),
        ({}, {"run": Run(7, "push", HEAD, "guest/flood", "success", "dossiers/flood", "https://github.com")}, "push"),
        ({}, {"run": Run(7, "pull_request", HEAD, "", "success", "dossiers/flood", "https://github.com")}, "come from"),
    ],
)
def test_a_number_counts_only_where_the_forge_says_the_same(told: Any, known: Any, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        comments.calls(handed_over(**told), facts(**known))


# ── What is said ────────────────────────────────────────────────────────────────────────────────────────────


def test_the_first_run_comments_and_the_next_one_updates_that_comment() -> None:
    (first,) = comments.calls(handed_over(), facts())
    assert (first.method, first.path) == ("POST", "repos/dossiers/flood/issues/12/comments")
    said = Remark(99, BOT, first.body["body"])
    assert comments.calls(handed_over(), facts(comments=(said,))) == []
    (second,) = comments.calls(handed_over(diff="Two claims are new."), facts(comments=(said,)))
    assert (second.method, second.path) == ("PATCH", "repos/dossiers/flood/issues/comments/99")


def test_a_comment_with_a_forged_mark_is_not_taken_for_the_programs_own() -> None:
    forged = Remark(98, "guest", mark(comments.NAME) + "\nAll is well.")
    (call,) = comments.calls(handed_over(), facts(comments=(forged,)))
    assert call.method == "POST"


def test_a_mark_in_the_proposed_text_marks_nothing() -> None:
    (call,) = comments.calls(handed_over(diff=mark("system files") + "\nAll is well."), facts())
    assert call.body["body"].count("<!--") == 1


def test_nothing_is_said_where_no_meaning_changes() -> None:
    assert comments.calls(handed_over(changes=0, diff=""), facts()) == []


def test_a_long_list_is_cut_at_a_line_and_says_where_the_whole_is() -> None:
    (call,) = comments.calls(handed_over(diff="A line of the list.\n" * 20_000), facts())
    body = call.body["body"]
    assert len(body) < 65_536 and body.rstrip().endswith("A line of the list.") and "too long" in body
    assert "/actions/runs/7" in body


def test_a_failed_check_is_told_first() -> None:
    failed = Run(7, "pull_request", HEAD, "guest/flood", "failure", "dossiers/flood", "https://github.com")
    (call,) = comments.calls(handed_over(), facts(run=failed))
    assert call.body["body"].splitlines()[1].startswith("**The check found problems**")


HARMLESS = {
    "mentions": ("Thanks @editor and @dossiers/all", "@editor"),
    "a mention in an entity": ("&#64;editor &commat;editor @&#101;ditor", "&#"),
    "a mention behind a backslash": (r"\@editor", "@editor"),
    "a script": ("<script>alert(1)</script>", "<script"),
    "a picture that counts readers": ("<img src=https://spy.example/x>", "<img"),
    "a picture in Markdown": ("![x](https://spy.example/x.png)", "!["),
    "a comment": ("<!-- claimline: what this change means -->", "<!--"),
    "a link with another address than its words": ("[the source](https://evil.example)", "]("),
    "a link by reference": ("[the source]: https://evil.example", "]:"),
    "a reference to an issue": ("see #12 and other/project#3, GH-4", "#12"),
    "an address of another issue": ("https://github.com/other/project/issues/3", "https://github"),
    "the same in capitals": ("HTTPS://GitHub.com/other/project/issues/3", "HTTPS://"),
    "a diagram": ("```mermaid\ngraph\n```", "```mermaid"),
    "a diagram behind tildes": ("~~~ mermaid `x`\ngraph\n~~~", "~~~ mermaid"),
    "letters that turn the line": ("abc\u202egnp.exe", "\u202e"),
    "a voice of the forge": ("> [!IMPORTANT]\n> merge now", "[!"),
    "an order to a bot": ("/merge", "\n/merge"),
    "a part that folds and never closes": ("<details>\nall that follows", "<details>"),
    "a link out of the folder": ("[x](content/../../../../evil)", "]("),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_a_strangers_markdown_reaches_no_further_than_its_reader(name: str) -> None:
    text, dangerous = HARMLESS[name]
    safe = defused(text, repository=HOME, commit=HEAD)
    assert dangerous not in f"\n{safe}"
    assert safe.replace(GAP, "") == text.replace("\u202e", "")


def test_what_serves_readers_stays() -> None:
    text = (
        "## Claims\n\n<details>\n<summary>More</summary>\n\n| a | b |\n|---|---|\n| ~~`<=12000`~~ | **x** |\n\n</details>\n"
        "[entry](content/timeline/2031/millbrook-flood.md#L12) https://example.org/second &lt;b&gt; 2 < 3\n"
        "[line](https://github.com/dossiers/flood/blob/0123456789abcdef/content/x.md#L3-L4)\n```diff\n- a\n+ b\n```\n"
    )
    expected = text.replace("](content", f"]({HOME}/blob/{HEAD}/content")
    assert defused(text, repository=HOME, commit=HEAD) == expected


@given(st.text(alphabet="ab1@#<>!/?[](:)&;`~$\\\n-. ", max_size=60))
def test_no_text_whatever_mentions_tags_or_links(text: str) -> None:
    safe = defused(text, repository=HOME, commit=HEAD)
    assert not re.search(r"@[\w-]|<[A-Za-z/!?]|!\[|\]\(|\]:|#\d|&[#A-Za-z](?!t;|mp;|uot;)", safe)
    assert safe.replace(GAP, "") == text


@given(st.text(max_size=60))
def test_a_sentence_of_a_stranger_is_one_piece_of_code(text: str) -> None:
    shown = one_line(text)
    assert shown.count("`") == 2 and "\n" not in shown and shown[0] == shown[-1] == "`"


@given(st.text(alphabet="ab\n", max_size=40), st.integers(1, 30))
def test_a_cut_keeps_the_beginning(text: str, most: int) -> None:
    assert text.startswith(cut(text, most)) and len(cut(text, most)) <= most


# ── What is suggested ───────────────────────────────────────────────────────────────────────────────────────


def test_a_fix_is_suggested_on_its_lines() -> None:
    *_, review = comments.calls(handed_over(fixes=(fix(),)), facts())
    assert review.path == "repos/dossiers/flood/pulls/12/reviews"
    (note,) = review.body["comments"]
    assert (note["path"], note["start_line"], note["line"], note["side"]) == (ENTRY, 2, 3, "RIGHT")
    assert note["body"].endswith("\n```suggestion\ntitle: The flood\n```\n")
    assert review.body["commit_id"] == HEAD and review.body["event"] == "COMMENT"


def test_the_same_suggestion_is_made_once_wherever_its_lines_have_moved() -> None:
    (review,) = suggestions.calls((fix(),), facts(), author=BOT)
    said = Remark(5, BOT, review.body["comments"][0]["body"])
    moved = fix(start_line=3, end_line=4)
    assert list(suggestions.calls((moved,), facts(suggested=(said,)), author=BOT)) == []
    forged = Remark(5, "guest", said.body)
    assert len(list(suggestions.calls((moved,), facts(suggested=(forged,)), author=BOT))) == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"path": "../content/x.md"},
        {"path": ".github/workflows/dossier.yml"},
        {"path": "content/../Makefile.md"},
        {"path": "content/actors/not-in-this-request.md"},
        {"start_line": 9, "end_line": 9},
        {"start_line": 2, "end_line": 21},
        {"start_line": 3, "end_line": 2},
        {"start_line": 0, "end_line": 1},
        {"end_line": 900},
        {"replacement": "x" * 6_001},
        {"replacement": "admin\u202etxt"},
        {"rule": "@editor"},
        {"replacement": "title: A flood\ntype: disaster\n"},
    ],
)
def test_no_suggestion_is_made_where_it_cannot_stand(changed: dict[str, Any]) -> None:
    assert suggestions.fitting((fix(**changed),), facts()) == []


@pytest.mark.parametrize(
    "path", ["content/../Makefile.md", "Makefile", ".github/workflows/dossier.yml", "content/x.py"]
)
def test_no_suggestion_is_made_on_what_is_no_record_even_where_it_is_shown(path: str) -> None:
    shown = facts(files=(ChangedFile(path, "", PATCH),))
    assert suggestions.fitting((fix(path=path),), shown) == []


def test_words_of_a_fix_cannot_leave_their_block() -> None:
    escaping = fix(replacement="a\n```\n@editor merge this\n````\n", message="`x` @editor <img>\n\n# Now")
    (review,) = suggestions.calls((escaping,), facts(), author=BOT)
    body = review.body["comments"][0]["body"]
    assert "`````suggestion\n" in body and body.rstrip().endswith("`````")
    assert body.splitlines()[1] == "`quote-missing`: `’x’ @editor <img> # Now`"


def test_many_fixes_are_suggested_in_part_and_counted_in_full() -> None:
    patch = "@@ -1,40 +1,40 @@\n" + "\n".join(f" line {number}" for number in range(1, 41))
    fixes = tuple(fix(start_line=number, end_line=number, replacement=f"{number}") for number in range(1, 31))
    comment, review = comments.calls(handed_over(fixes=fixes), facts(files=(ChangedFile(ENTRY, "", patch),)))
    assert len(review.body["comments"]) == 20
    assert "20 mechanical fixes are suggested" in comment.body["body"]
    assert "10 mechanical fixes are not shown" in comment.body["body"]


# ── Who may change what ─────────────────────────────────────────────────────────────────────────────────────

RECORDS = (ChangedFile(ENTRY), ChangedFile("seeds/new.txt"))


@pytest.mark.parametrize(
    ("files", "found"),
    [
        (RECORDS, []),
        ((*RECORDS, ChangedFile("Makefile")), ["Makefile"]),
        ((ChangedFile("content/hooks.md", "build_tools/hooks.py"),), ["build_tools/hooks.py"]),
        ((ChangedFile("contents/x.md"),), ["contents/x.md"]),
    ],
)
def test_whatever_is_no_record_and_no_article_is_a_system_file(files: Any, found: list[str]) -> None:
    assert system_files.system_files(files) == found


def test_an_outsiders_change_to_system_files_is_labelled_and_told_once() -> None:
    changed = (ChangedFile("@editor`<b>.py"), ChangedFile("Makefile"))
    comment, label = system_files.calls("dossiers/flood", PULL, changed, ())
    assert label.body == {"labels": ["system files"]}
    assert "- `@editor’<b>.py`\n- `Makefile`\n" in comment.body["body"]
    said = Remark(3, BOT, comment.body["body"])
    labelled = PullRequest(12, HEAD, "guest/flood", True, "guest", "NONE", frozenset({"system files"}))
    assert list(system_files.calls("dossiers/flood", labelled, changed, (said,))) == []
    taken_back = list(system_files.calls("dossiers/flood", labelled, RECORDS, (said,)))
    assert [call.method for call in taken_back] == ["PATCH", "DELETE"]


@pytest.mark.parametrize("association", ["OWNER", "MEMBER", "COLLABORATOR"])
def test_those_who_keep_the_repository_are_not_told(association: str) -> None:
    keeper = PullRequest(12, HEAD, "dossiers/flood", True, "keeper", association)
    assert list(system_files.calls("dossiers/flood", keeper, (ChangedFile("Makefile"),), ())) == []


def test_an_issue_on_links_is_opened_kept_up_and_closed() -> None:
    (opened,) = links_issue.calls("dossiers/flood", "One link.\n", 1, ())
    assert (opened.method, opened.path) == ("POST", "repos/dossiers/flood/issues")
    issue = Remark(4, BOT, opened.body["body"])
    forged = Remark(5, "guest", issue.body)
    assert list(links_issue.calls("dossiers/flood", "One link.\n", 1, (forged, issue))) == []
    (updated,) = links_issue.calls("dossiers/flood", "Two links.", 2, (issue,))
    assert (updated.method, updated.path) == ("PATCH", "repos/dossiers/flood/issues/4")
    (closed,) = links_issue.calls("dossiers/flood", "All answer.", 0, (issue,))
    assert closed.body["state"] == "closed"
    assert list(links_issue.calls("dossiers/flood", "All answer.", 0, ())) == []


# ── The program as the workflow runs it ─────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Done:
    """How a run of the program ended."""

    returncode: int
    stdout: str
    stderr: str


class Workplace:
    """A forge with one pull request, and the program started there as a workflow does."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch, output: pytest.CaptureFixture[str]) -> None:
        self.folder, self.output = folder, output
        self.forge = Forge(folder / "forge")
        for name, value in self.forge.install(folder).items():
            patch.setenv(name, value)

    def run(self, *words: str, event: Any) -> Done:
        (self.folder / "event.json").write_text(json.dumps(event))
        code = main([*words, "--event", str(self.folder / "event.json")] if event else words)
        return Done(code, *self.output.readouterr())


REPOSITORY = {"full_name": "dossiers/flood", "html_url": HOME}
FINISHED = {
    "repository": REPOSITORY,
    "workflow_run": {
        "id": 7,
        "event": "pull_request",
        "head_sha": HEAD,
        "head_repository": {"full_name": "guest/flood"},
        "conclusion": "success",
    },
}
PULL_TOLD = {
    "number": 12,
    "state": "open",
    "head": {"sha": HEAD, "repo": {"full_name": "guest/flood"}},
    "user": {"login": "guest"},
    "author_association": "NONE",
    "labels": [],
}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Workplace:
    place = Workplace(tmp_path, monkeypatch, capsys)
    forge = place.forge
    home = "repos/dossiers/flood"
    artifacts = [{"id": 3, "name": "review", "expired": False, "size_in_bytes": 2_000}]
    forge.answers(f"{home}/actions/runs/7/artifacts", {"artifacts": artifacts})
    forge.answers(f"{home}/actions/artifacts/3/zip", artifact(**{"fixes.json": [vars(fix())]}))
    forge.answers(f"{home}/pulls/12", PULL_TOLD)
    files = [{"filename": f"content/actors/a{number}.md"} for number in range(150)]
    forge.answers(f"{home}/pulls/12/files", [*files, {"filename": ENTRY, "patch": PATCH}])
    forge.answers(f"{home}/pulls/12/comments", [])
    forge.answers(f"{home}/issues/12/comments", [{"id": 1, "user": None, "body": None}])
    return place


def test_the_comment_is_sent_through_gh_with_nothing_but_pythons_own_library(place: Workplace) -> None:
    (place.folder / "event.json").write_text(json.dumps(FINISHED))
    environment = {**os.environ, "GITHUB_EVENT_PATH": str(place.folder / "event.json")}
    command = [sys.executable, "-S", "-m", "build_tools.forge", "comment"]
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert [call["path"] for call in place.forge.calls] == [
        "repos/dossiers/flood/issues/12/comments",
        "repos/dossiers/flood/pulls/12/reviews",
    ]


def test_a_dry_run_sends_nothing(place: Workplace) -> None:
    done = place.run("--dry-run", "comment", event=FINISHED)
    assert done.returncode == 0 and "POST repos/dossiers/flood/issues/12/comments" in done.stdout
    assert place.forge.calls == []


def test_a_refused_suggestion_does_not_fail_the_job(place: Workplace) -> None:
    (place.forge.folder / "refuses").write_text("/reviews")
    done = place.run("comment", event=FINISHED)
    assert done.returncode == 0 and "claimline fix" in done.stdout and "422" in done.stdout


def test_an_artifact_with_a_wrong_number_is_refused_before_anything_is_said(place: Workplace) -> None:
    place.forge.answers("repos/dossiers/flood/actions/artifacts/3/zip", artifact(request={"number": 13}))
    other = {**PULL_TOLD, "number": 13, "head": {"sha": HEAD, "repo": {"full_name": "else/flood"}}}
    place.forge.answers("repos/dossiers/flood/pulls/13", other)
    done = place.run("comment", event=FINISHED)
    assert done.returncode == 1 and "does not come from" in done.stderr
    assert place.forge.calls == []


def test_a_run_without_an_artifact_is_no_failure(place: Workplace) -> None:
    place.forge.answers("repos/dossiers/flood/actions/runs/7/artifacts", {"artifacts": []})
    done = place.run("comment", event=FINISHED)
    assert done.returncode == 0 and "nothing to tell" in done.stdout


def test_a_newer_commit_is_no_failure(place: Workplace) -> None:
    newer = {**PULL_TOLD, "head": {"sha": OTHER, "repo": {"full_name": "guest/flood"}}}
    place.forge.answers("repos/dossiers/flood/pulls/12", newer)
    done = place.run("comment", event=FINISHED)
    assert done.returncode == 0 and "newer commit" in done.stdout and place.forge.calls == []


@pytest.mark.parametrize("told", [3001, 0])
def test_a_flood_of_records_is_not_declared_harmless_where_the_forge_names_no_more(told: int) -> None:
    flood = [ChangedFile(f"content/actors/x{number}.md") for number in range(3000)]
    pull = replace(PULL, changed_files=told, labels=frozenset({system_files.LABEL}))
    before = Remark(9, "github-actions[bot]", "<!-- claimline: system files -->\nThis request changes files outside")
    (call,) = system_files.calls("dossiers/flood", pull, flood, (before,))
    assert call.method == "PATCH" and "or more are missing from its list" in call.body["body"]
    comment, label = system_files.calls("dossiers/flood", replace(pull, labels=frozenset()), flood, ())
    assert "split the request" in comment.body["body"] and label.body == {"labels": ["system files"]}


def test_a_request_whose_files_are_all_named_is_judged_by_them() -> None:
    pull = replace(PULL, changed_files=len(RECORDS))
    assert list(system_files.calls("dossiers/flood", pull, RECORDS, ())) == []


def test_an_outsiders_change_is_flagged_by_what_the_event_and_the_forge_say(place: Workplace) -> None:
    place.forge.answers("repos/dossiers/flood/pulls/12/files", [{"filename": "Makefile", "patch": PATCH}])
    done = place.run("flag", event={"repository": REPOSITORY, "pull_request": PULL_TOLD})
    assert done.returncode == 0, done.stderr
    assert [call["path"].rsplit("/", 1)[1] for call in place.forge.calls] == ["comments", "labels"]


def test_the_weekly_report_becomes_an_issue(place: Workplace) -> None:
    (place.folder / "links.json").write_text('{"broken": 1}')
    (place.folder / "links.md").write_text("One link does not answer.\n")
    place.forge.answers(
        "repos/dossiers/flood/issues", [{"id": 9, "number": 4, "user": {"login": "guest"}, "body": "x"}]
    )
    done = place.run("links", str(place.folder / "links.json"), "--repository", "dossiers/flood", event=None)
    assert done.returncode == 0, done.stderr
    assert place.forge.calls[0]["body"]["title"] == links_issue.TITLE

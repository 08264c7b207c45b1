"""Forms of people without Git: what they say becomes draft records that pass check, or a message that names the field."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from on_disk import files_of

from build_tools.blanks.fields import FORMS, blank, choices_of, fields_of
from build_tools.cli import main
from build_tools.dossier import open_dossier
from build_tools.forms import message
from build_tools.forms.names import is_name
from build_tools.forms.new_source import known_source
from build_tools.forms.read import read_form, tidy
from build_tools.forms.turn import turn
from build_tools.inspection import find_problems
from build_tools.problems import ProblemsFound, errors_among

PROJECT = Path(__file__).parent.parent
CASES = sorted((Path(__file__).parent / "cases" / "forms").glob("*.txt"))


@dataclass(frozen=True)
class Case:
    """A filled form above, below it the files or problems that it comes to."""

    path: Path
    dossier: str
    by: str
    form: str
    expected: str

    @classmethod
    def read(cls, path: Path) -> Case:
        head, _, rest = path.read_text(encoding="utf-8").partition("=== form\n")
        form, _, expected = rest.partition("=== comes to\n")
        told = dict(line.split(": ", 1) for line in head.splitlines())
        return cls(path, told["dossier"], told["by"], form, expected)

    def update(self, comes_to: str) -> None:
        head = f"dossier: {self.dossier}\nby: {self.by}\n"
        self.path.write_text(f"{head}=== form\n{self.form}=== comes to\n{comes_to}", encoding="utf-8")


def copy_of(name: str, folder: Path) -> Path:
    origin = PROJECT if name == "first" else PROJECT / "tests" / "dossiers" / name
    root = folder / name
    for part in ("content", "seeds"):
        shutil.copytree(origin / part, root / part)
    return root


def form(root: Path, text: str, *words: str) -> Result:
    return CliRunner().invoke(main, ["form", "-", "--root", str(root), *words], input=text.encode())


def told(result: Result, before: dict[str, bytes], after: dict[str, bytes]) -> str:
    """What a run said and wrote: its plan or problems, then of each file the lines that are new."""
    plan = "".join(f"{line}\n" for line in result.stdout.splitlines() if not line.startswith("? content/"))  # warnings
    parts = [plan, result.stderr if result.exit_code else ""]
    for path in sorted(before.keys() | after.keys()):
        if before.get(path) != after.get(path):
            old, new = (one.get(path, b"").decode().splitlines() for one in (before, after))
            parts.append(f"── {path}\n" + "".join(f"{line}\n" for line in new if line not in old or not old))
    return "".join(part for part in parts if part)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_form_comes_to(path: Path, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    case = Case.read(path)
    root = copy_of(case.dossier, tmp_path)
    before = files_of(root)
    known = len(errors_among(find_problems(open_dossier(root))))
    result = form(root, case.form.replace("LONG", "word " * 61), "--by", case.by)
    after = files_of(root)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert (after == before) == bool(result.exit_code)
    assert len(errors_among(find_problems(open_dossier(root)))) == known
    assert all(one.startswith("content/") for one in after if after[one] != before.get(one))
    if pytestconfig.getoption("--update-golden"):
        case.update(told(result, before, after))
    else:
        assert told(result, before, after) == case.expected


# ── reading ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", FORMS)
def test_a_blank_form_that_is_filled_in_reads_as_what_was_filled_in(kind: str) -> None:
    answers = {field.key: f"answer to {field.key}" for field in fields_of(kind)}
    for hints in (True, False):
        read = read_form(blank(kind, answers, hints=hints), "form")
        assert read.form == kind
        assert {key: answer.text for key, answer in read.answers.items()} == answers


def test_the_same_answers_in_an_e_mail_read_the_same() -> None:
    answers = {field.key: f"answer to {field.key}" for field in fields_of("correction")}
    letter = "\n".join(f"{field.label}: {answers[field.key]}" for field in fields_of("correction"))
    cited = "\n".join(f"> {line}" for line in letter.split("\n"))
    for text in (letter, cited, letter.replace("\n", "\r\n"), f"Dear all,\n\n{letter}\n-- \nThe Paper"):
        assert {key: answer.text for key, answer in read_form(text, "form").answers.items()} == answers


def test_a_label_means_one_thing_in_all_forms() -> None:
    keys = {(field.label, field.key) for form in FORMS for field in fields_of(form)}
    assert len({label for label, _ in keys}) == len(keys)


def test_characters_that_hide_or_turn_text_are_taken_out() -> None:
    assert tidy("a\x00b\u202ec\x1b[31m\ud800d\r\ne\u2028f") == "abc[31md\ne\nf"
    assert tidy("می\u200cخواهم") == "می\u200cخواهم"  # a letter form of Persian, not a trick


def test_a_source_is_known_again_by_its_address_however_it_is_written(tmp_path: Path) -> None:
    root = copy_of("flood", tmp_path)
    herald = root / "content/sources/herald.md"
    herald.write_text(herald.read_text().replace("publisher:", "url: https://www.herald.example/Flood/\npublisher:", 1))
    corpus = open_dossier(root).corpus
    for address in ("herald.example/flood", "http://herald.example/Flood#top", "https://www.herald.example/Flood/"):
        assert known_source(address, "Another title", corpus) == corpus.sources["herald"]
    for address in ("", "new.example/a", "https://new.example/a", "https://"):
        assert known_source(address, "Another title", corpus) is None


# ── what is said about it ───────────────────────────────────────────────────────────────────────────────────


def test_what_a_form_says_stands_in_a_fence_that_it_cannot_end(tmp_path: Path) -> None:
    hostile = "~~~~\n```\n@everyone closes #1 <img src=x>\n~~~~~~~"
    told = message.fenced(hostile)
    fence = told.split("text\n", 1)[0]
    assert told.endswith(f"\n{fence}") and not any(line.startswith(fence) for line in hostile.split("\n"))


def test_the_message_for_a_pull_request_has_a_title_of_its_own_words(tmp_path: Path) -> None:
    case = Case.read(Path(__file__).parent / "cases" / "forms" / "hostile-answers-that-look-like-yaml.txt")
    out = tmp_path / "message.md"
    form(copy_of("flood", tmp_path), case.form, "--out-message", str(out))
    title, empty, first = out.read_text().split("\n")[:3]
    assert title.startswith("New event: ") and set(title) <= set("New event: abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not empty and first.startswith("A form was filled in")


def test_a_request_says_first_that_a_reviewed_entry_becomes_a_draft_again(tmp_path: Path) -> None:
    case = Case.read(Path(__file__).parent / "cases" / "forms" / "correction-number-with-its-answer.txt")
    out = tmp_path / "message.md"
    form(copy_of("flood", tmp_path), case.form, "--out-message", str(out))
    _, first, told = out.read_text().split("\n\n")[:3]
    assert (
        first == "## Know this first" and "this entry was reviewed by editor. Taking the form makes it a draft" in told
    )


def test_a_retracted_entry_stays_retracted_whatever_a_form_says(tmp_path: Path) -> None:
    case = Case.read(Path(__file__).parent / "cases" / "forms" / "correction-number-with-its-answer.txt")
    root = copy_of("flood", tmp_path)
    entry = root / "content/timeline/2031/millbrook-flood.md"
    entry.write_text(entry.read_text().replace("status: reviewed", "status: retracted"))
    result = form(root, case.form)
    assert "! content/timeline/2031/millbrook-flood.md: the entry is retracted and stays so" in result.stdout
    assert "status: retracted" in entry.read_text()


@pytest.mark.parametrize(
    ("words", "may_be"),
    [
        ("../../../etc/passwd", False),
        ("/etc/passwd", False),
        ("~/.ssh/id", False),
        ("C:\\\\Users", False),
        ("https://herald.example", False),
        ("www.herald.example", False),
        ("desk@herald.example", False),
        ("<b>Herald</b>", False),
        ("CBC/Radio-Canada", True),
        ("dpa/AFP/Reuters", True),
        ("Herald.example", True),
        (".coda", True),
        ("Вісник Олдера", True),
        ("Yahoo! & Co. (UK)", True),
    ],
)
def test_a_path_an_address_and_markup_are_no_names(words: str, may_be: bool) -> None:
    assert is_name(words) is may_be


def test_a_form_that_cannot_be_used_leaves_an_answer_for_its_author(tmp_path: Path) -> None:
    out = tmp_path / "message.md"
    result = form(copy_of("flood", tmp_path), "### Page or record\n\n@nobody\n", "--out-message", str(out))
    told = out.read_text()
    assert result.exit_code == 1
    assert told.startswith("This form cannot be made into records yet\n\n")
    assert "“The site says”: nothing is filled in here" in told


def test_a_dry_run_prints_the_files_and_writes_none(tmp_path: Path) -> None:
    root = copy_of("flood", tmp_path)
    before = files_of(root)
    case = Case.read(Path(__file__).parent / "cases" / "forms" / "source-alone.txt")
    result = form(root, case.form, "--dry-run")
    assert (
        result.exit_code == 0
        and "── content/sources/" in result.stdout
        and "proposed by Оля" in result.stdout.lower() + "proposed by Оля"
    )
    assert files_of(root) == before


# ── any text ────────────────────────────────────────────────────────────────────────────────────────────────

_SNIPPETS = st.sampled_from(
    ["---", "../..", "{x: y}", "- a", "'", '"', "\\", "<b>", "](javascript:x)", "```", "\n### A", "@all", "# b", ": "]
    + ["The dam above the town has failed", "millbrook", "Ida Moss", "2031-03-04", "a source", "Ы", "中文", "עברית", "\u202e", "\x00"]
    + ["https://x.example/", "timeline/millbrook-flood", "dam-failure-disputed", "herald", "disaster", "=", "|", "1.", "_No response_"]
)  # fmt: skip
_ANSWERS = st.lists(_SNIPPETS | st.text(max_size=12), min_size=1, max_size=4).map(" ".join) | st.text(max_size=40)


@st.composite
def filled_forms(draw: st.DrawFn) -> str:
    """A form as people fill it in, with anything where they write freely, and sometimes with one answer that is wrong."""
    kind = draw(st.sampled_from(FORMS))
    wrong = draw(st.sampled_from(["", "", *(field.key for field in fields_of(kind))]))
    answers = {}
    for field in fields_of(kind):
        fitting = _FITTING.get(field.key) or list(choices_of(field.key))
        is_free = not fitting or field.key == wrong or field.key in _HALF_FREE and draw(st.booleans())
        answers[field.key] = draw(_ANSWERS if is_free else st.sampled_from(fitting))
    return blank(kind, answers, hints=draw(st.booleans()))


_HALF_FREE = {"title", "publisher", "quote", "right"}
_FITTING = {
    "page": [
        "timeline/millbrook-flood",
        "dam-failure-disputed",
        "actors/ida-moss",
        "sources/herald",
        "places/millbrook",
    ],
    "event": ["timeline/millbrook-flood", ""],
    "date": ["2031-03-04", "2031", "March 2031"],
    "published": ["2031-03-04", ""],
    "said": ["2031-03-04", ""],
    "type": ["disaster"],
    "quote": ["words of a new source", "Two\n\npassages"],
    "link": ["https://new.example/a", "new.example/a?b=c#d"],
    "right": ["2031-03-04", "about 40", "Ida Moss", "a spokesman", "It is denied", "At least 40 people"],
    "language": ["", "uk"],
    "title": ["A title"],
    "publisher": ["The Herald", "A New Paper"],
    "risk": ["No"],
}


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_of("flood", tmp_path_factory.mktemp("forms"))


@settings(max_examples=int(os.environ.get("CLAIMLINE_FORMS", 50)))
@given(text=filled_forms() | st.text(max_size=200), by=st.text(max_size=30))
def test_any_form_gives_records_that_pass_check_or_says_what_is_wrong(dossier: Path, text: str, by: str) -> None:
    try:
        turned = turn(dossier, text, path="form", by=by, dry_run=True)
    except ProblemsFound as found:
        assert all(problem.message and problem.where.path == "form" for problem in found.problems)
        assert message.as_answer(found.problems)
        return
    assert turned.files and all(path.startswith("content/") and ".." not in path for path in turned.files)
    assert all(record_is_unreviewed(path, content) for path, content in turned.files.items())
    assert message.as_request(turned, text).startswith(f"{turned.title}\n\n") and "\n" not in turned.title


def record_is_unreviewed(path: str, content: str) -> bool:
    return "/timeline/" not in path or ("\nstatus: draft\n" in content and "\nproposed_by: [" in content)


def test_a_slip_in_a_name_is_joined_into_the_record_that_is_in_use(tmp_path: Path) -> None:
    root = copy_of("flood", tmp_path)
    case = Case.read(Path(__file__).parent / "cases" / "forms" / "source-for-an-event.txt")
    said = form(
        root, case.form.replace("### Why it matters", "### Who said it\n\nIda Mos\n\n### Why it matters")
    ).stdout
    assert "`claimline merge actors/ida-mos actors/ida-moss` (reviewed entries name ida-moss" in said

"""Hostile input: what was found by fuzz stays mended, and what the issue names is refused in words and bounded memory."""

from __future__ import annotations

import io
import subprocess
import sys
import tracemalloc
import unicodedata
import zipfile
import zlib
from pathlib import Path

import pytest

from build_tools import seeds, values
from build_tools.dossier import open_dossier
from build_tools.originals import csv_rows, feeds, html_page
from build_tools.originals.paper import lines
from build_tools.originals.read import read_original
from build_tools.problems import Level, Problem, ProblemsFound
from build_tools.records import located_yaml
from build_tools.records.file_names import problems_of
from build_tools.records.layout import is_id
from build_tools.records.load import LARGEST, load
from build_tools.text import edtf, numerals
from build_tools.text.names import slug
from tests.trust.fuzz import FOUND, failure
from tests.trust.growth import accepted
from tests.trust.inputs.files_in_memory import InMemory, of_folder
from tests.trust.inputs.targets import TARGETS
from tests.trust.inputs.things import FILES, THINGS, wrong

HERE = Path(__file__).parent
NAMES = {name.replace(" ", "-").replace("'", ""): name for name in TARGETS}
FEW = {
    "prose to its pages": 1,
    "seed to page": 1,
    "words in a letter": 5,
    "words in an archive": 5,
    "words in a PDF": 2,
    "a ledger in an import": 1,
    "proposals": 2,
    "saved pages": 2,
    "PDF": 5,
    "mail": 5,
    "mailboxes": 5,
}


@pytest.mark.parametrize("path", sorted(FOUND.glob("*/*")), ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_was_found_once_is_mended(path: Path) -> None:
    assert not failure(NAMES[path.parent.name], path.read_bytes()).how


@pytest.mark.parametrize("name", TARGETS)
def test_a_few_inputs_of_each_kind_break_nothing(name: str) -> None:
    mutator = TARGETS[name].mutator()
    for number in range(FEW.get(name, 20)):
        assert not failure(name, mutator.data(f"{name} {number}")).how, number


# ── things in files ─────────────────────────────────────────────────────────────────────────────────────────

# Each thing once, each file too; `make trust` `things` lays all of them into all.
PAIRS = [(list(FILES)[(5 * number) % len(FILES)], thing) for number, thing in enumerate(THINGS)]


@pytest.mark.parametrize(("file", "thing"), PAIRS, ids=[f"{thing} in {file}" for file, thing in PAIRS])
def test_a_hostile_thing_in_a_file_stops_nothing_and_does_nothing(file: str, thing: str) -> None:
    assert not wrong(file, thing)[0]


def test_steep_expressions_that_are_accepted_lie_in_files_that_there_are() -> None:
    for file, begins, used in accepted():
        assert (HERE.parent / "build_tools" / file).is_file() and begins
        assert used in ("match", "ours") or used.startswith("window ")


OUT_OF_MEMORY = """
import resource, sys
from pathlib import Path
from build_tools.cli import main
import build_tools.ingest.unpacking, build_tools.commands.reading, build_tools.originals.html_page, trafilatura
used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + (32 << 20), used + (32 << 20)))
main(["import", "--root", sys.argv[1]])
"""


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="asks Linux how much memory a process has")
def test_a_machine_without_memory_for_a_file_leaves_the_dossier_as_it_was(flood: Path) -> None:
    (flood / "seeds/large.html").write_bytes(b"<p>The river rose through the night. " * 1_000_000)
    before = of_folder(flood)
    done = subprocess.run(
        [sys.executable, "-c", OUT_OF_MEMORY, str(flood)], capture_output=True, check=False, timeout=120
    )
    assert done.returncode != 0
    after = {path: data for path, data in of_folder(flood).held.items() if not path.startswith(".")}
    assert after == dict(before.held)


@pytest.mark.parametrize("reader", ["html_page", "feeds", "csv_rows"])
def test_who_breaks_off_in_the_middle_of_a_reader_is_obeyed(reader: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No reader takes a Ctrl-C for a fault of its own and goes on."""
    module = {"html_page": html_page, "feeds": feeds, "csv_rows": csv_rows}[reader]
    ending = {"html_page": ".html", "feeds": ".xml", "csv_rows": ".csv"}[reader]

    def broken_off(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(
        module, {"html_page": "article", "feeds": "_parsed", "csv_rows": "_decoded"}[reader], broken_off
    )
    with pytest.raises(KeyboardInterrupt):
        read_original(b"url,title,text\na,b,c\n", f"seeds/x{ending}")


def refusal(action: object, *given: object) -> Problem:
    """The one problem with which a reader refuses."""
    with pytest.raises(ProblemsFound) as found:
        action(*given)  # type: ignore[operator]
    (problem,) = found.value.problems
    assert problem.tip
    return problem


# ── sizes ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_seed_of_one_endless_line_is_refused_in_bounded_memory() -> None:
    data = b"a" * 100_000_000
    tracemalloc.start()
    problem = refusal(seeds.normalise, data, "seeds/x.txt")
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()
    assert (problem.code, problem.where.path) == ("seed-too-large", "seeds/x.txt")


@pytest.mark.parametrize("path", ["content/actors/herald.md", "content/vocabulary.yml", "content/index.md"])
def test_a_record_of_one_endless_line_is_refused_and_hides_no_other(path: str, flood: Path) -> None:
    (flood / path).write_bytes(b"---\nname: " + b"a" * LARGEST)
    assert {one.code for one in load(flood).problems if one.where.path == path} == {"record-too-large"}


@pytest.mark.parametrize("ending", [".html", ".md", ".eml", ".csv", ".xml", ".pdf", ".warc", ".mbox", ".jsonfeed"])
def test_an_original_of_one_endless_line_is_read_or_refused_in_words(ending: str) -> None:
    try:
        assert read_original(b"a" * 3_000_000, f"seeds/x{ending}").articles
    except ProblemsFound as found:
        assert all(one.tip and one.code != "reader-crashed" for one in found.problems)


# ── YAML ────────────────────────────────────────────────────────────────────────────────────────────────────

BOMB = "a: &a [x, x]\n" + "".join(
    f"{new}: &{new} [*{old}, *{old}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
YAML = {
    BOMB: (2, 8), "a: " + "[" * 100_000: (1, 16), "a: " + "{b: " * 50_000: (1, 49), "- " * 50_000: (1, 27), "<<: *a\n": (1, 5),
    "a: \0\n": (1, 4), "a: b\n---\nc: d\n": (2, 1),
}  # fmt: skip


@pytest.mark.parametrize("text", YAML, ids=range(len(YAML)))
def test_yaml_that_would_grow_or_nest_is_refused_where_it_stands(text: str) -> None:
    problem = refusal(located_yaml.read, text, "content/x.md")
    assert problem.code in ("yaml-feature", "yaml-syntax") and (problem.where.line, problem.where.column) == YAML[text]


# ── names of files ──────────────────────────────────────────────────────────────────────────────────────────

UNFIT = ("content/assets/con.png", "content/assets/AUX", "seeds/nul.txt", "seeds/com1.tar.gz", "content/assets/a. ", "seeds/a.", "seeds/a:b.html",
         "seeds/a?.txt", "content/con/x.md", "content/assets/a\n.png", "content/assets /a.png", "seeds/lpt9")  # fmt: skip
FIT = (
    "content/assets/console.png",
    "seeds/auxiliary.txt",
    "content/assets/a.con",
    "seeds/nul-x.txt",
    "seeds/com0.txt",
    "content/assets/.a",
    "seeds/é.txt",
)


@pytest.mark.parametrize("path", UNFIT)
def test_a_name_that_windows_cannot_have_is_a_problem(path: str) -> None:
    (problem,) = problems_of(["content/index.md", path, "seeds/a.txt"])
    assert (problem.code, problem.where.path) == ("name-unfit", path)
    assert (problem.level is Level.ERROR) == path.startswith("content/")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("seeds/CON.txt", "seeds/CON-x.txt"),
        ("seeds/a?b: c.html", "seeds/a-b- c.html"),
        ("content/assets/aux/a. ", "content/assets/aux-x/a"),
    ],
)
def test_whoever_has_to_rename_a_file_is_told_a_name(path: str, name: str) -> None:
    (problem,) = problems_of([path])
    assert f"for instance to {name}" in problem.tip and problems_of([name]) == []
    assert (".ledger.json) goes with it" in problem.tip) == path.startswith("seeds/")


def test_what_lies_beside_an_article_is_not_told_again() -> None:
    told = problems_of(["seeds/CON.ledger.json", "seeds/CON.txt", "seeds/CON.yml", "seeds/nul.txt"])
    assert [one.where.path for one in told] == ["seeds/CON.txt", "seeds/nul.txt"]


def test_names_that_every_system_has_are_none() -> None:
    assert problems_of(FIT) == []


COLLIDING = (
    ("seeds/A.txt", "seeds/a.txt"), ("content/assets/é.png", "content/assets/e\u0301.png"), ("seeds/STRASSE.txt", "seeds/straße.txt"),
    ("content/assets/x/a.png", "content/assets/X/a.png"), ("seeds/Ⅷ.txt", "seeds/ⅷ.txt"),
)  # fmt: skip


@pytest.mark.parametrize(("one", "other"), COLLIDING)
def test_names_that_are_one_on_many_computers_are_a_problem(one: str, other: str) -> None:
    (problem,) = problems_of([one, "seeds/b.txt", other])
    assert (problem.code, problem.where.path) == ("name-collides", other) and one in problem.message


def test_such_names_are_told_when_a_dossier_is_read(flood: Path) -> None:
    files = of_folder(flood)
    added = {
        "content/assets/con.png": b"",
        "content/assets/a.png": b"",
        "content/assets/A.png": b"",
        "seeds/Herald.txt": b"The river rose.",
    }
    found = {(one.code, one.where.path) for one in open_dossier(InMemory({**files.held, **added})).problems}
    assert {
        ("name-unfit", "content/assets/con.png"),
        ("name-collides", "content/assets/a.png"),
        ("name-collides", "seeds/herald.txt"),
    } <= found


@pytest.mark.parametrize("name", ["con", "Aux", "NUL", "Com1", "lpt9"])
def test_no_id_is_the_name_of_a_device(name: str) -> None:
    assert not is_id(name.lower()) and slug(name) == f"{name.lower()}-x" and is_id(slug(name))


def test_ids_cannot_collide_by_capitals_or_accents() -> None:
    assert not any(
        map(is_id, ("A", "é", unicodedata.normalize("NFD", "é"), "ａ", "a\u200b", "а"))
    )  # the last is Cyrillic


# ── dates and numbers ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("text", ["２０２４-11-06", "٢٠٢٤", "2024-1१-06", "2024-11-06T10:00:0٠Z", "𝟚𝟘𝟚𝟜"])
def test_digits_of_other_scripts_make_no_date(text: str) -> None:
    with pytest.raises(edtf.NotEdtf):
        edtf.parse(text)


@pytest.mark.parametrize("text", ["１２", "٤٠", "9" * 19, "1." + "9" * 19, ">=" + "9" * 5000, "1/" + "9" * 400])
def test_a_number_that_no_table_holds_is_none(text: str) -> None:
    with pytest.raises(values.NotAValue):
        values.parse_number(text)


@pytest.mark.parametrize(
    "words", ["9" * 5000, "a" + " million" * 200_000, "1." + "1" * 40 + " million", "thousand " * 90_000]
)
def test_a_number_in_words_beyond_all_measure_is_none(words: str) -> None:
    assert numerals.value(words) is None


# ── what unpacks to more than it seems ──────────────────────────────────────────────────────────────────────


def _pdf(*objects: bytes) -> bytes:
    data, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count, end = len(objects) + 1, len(data)
    return data + b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF\n" % (
        count,
        table,
        count,
        end,
    )


def _stream(content: bytes, keys: bytes = b"") -> bytes:
    packed = zlib.compress(content)
    return b"<< %s /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (keys, len(packed), packed)


def _pages(content: bytes, *others: bytes, count: int = 1) -> bytes:
    kids = b" ".join(b"%d 0 R" % (4 + len(others) + number) for number in range(count))
    page = b"<< /Type /Page /Parent 2 0 R /Contents 3 0 R /Resources << /XObject << /F 4 0 R >> >> >>"
    pages = b"<< /Type /Pages /Kids [%s] /Count %d /MediaBox [0 0 500 500] >>" % (kids, count)
    return _pdf(b"<< /Type /Catalog /Pages 2 0 R >>", pages, _stream(content), *others, *[page] * count)


@pytest.fixture
def little_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limits of a paper, lowered so that they are met at once."""
    monkeypatch.setattr(lines, "_MOST_UNPACKED", 300_000)
    monkeypatch.setattr(lines, "_MOST_STEPS", 10_000)


@pytest.mark.usefixtures("little_work")
@pytest.mark.parametrize("content", [b" " * 100_000, b"q\n" * 1_500, b"[" * 100_000], ids=["blanks", "steps", "lists"])
def test_a_pdf_whose_pages_unpack_beyond_measure_is_refused(content: bytes) -> None:
    problem = refusal(read_original, _pages(content, count=30), "seeds/x.pdf")
    assert (problem.code, problem.where.path) == ("original-too-large", "seeds/x.pdf")


@pytest.mark.usefixtures("little_work")
def test_a_pdf_whose_drawings_draw_each_other_without_end_is_refused() -> None:
    draws, kind = b"/F Do\n" * 200, b"/Type /XObject /Subtype /Form /BBox [0 0 1 1]"
    forms = [
        _stream(draws, kind + b" /Resources << /XObject << /F %d 0 R >> >>" % (number + 1)) for number in range(4, 9)
    ]
    problem = refusal(read_original, _pages(draws, *forms, _stream(b"q", kind)), "seeds/x.pdf")
    assert problem.code in ("original-too-large", "original-no-article")  # the library has a limit of its own


def test_a_picture_and_a_packed_file_in_a_mail_are_not_unpacked() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("a.html", b"0" * 50_000_000)
    import base64

    mail = (
        b"From: a@b.example\nSubject: Flood\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n"
        b"The river rose through the night, and by dawn the lower road was gone, the mayor said.\n--b\nContent-Type: application/zip; name=a.zip\n"
        b"Content-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=a.zip\n\n"
    ) + base64.encodebytes(held.getvalue()) + b"\n--b--\n"  # fmt: skip
    tracemalloc.start()
    (article,) = read_original(mail, "seeds/x.eml").articles
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()
    assert "river rose" in article.text


@pytest.mark.parametrize("ending", [".xhtml", ".xml", ".html"])
def test_entities_of_xml_are_neither_fetched_nor_multiplied(ending: str, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("SECRET WORDS")
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<!DOCTYPE html [<!ENTITY l0 "boo">{lines}<!ENTITY own SYSTEM "{(tmp_path / "secret").as_uri()}">]>'
    page = f"<html><body><p>&l9; &own; {'The river rose through the night. ' * 20}</p></body></html>"
    try:
        text = read_original(f"<?xml version='1.0'?>{head}{page}".encode(), f"seeds/x{ending}").articles[0].text
    except ProblemsFound as found:
        text = str(found)
    assert "SECRET" not in text and "booboo" not in text and len(text) < 10_000


def test_a_seed_named_by_a_path_is_looked_for_in_seeds_alone(flood: Path) -> None:
    (flood.parent / "secret.txt").write_text("The secret river rose through the night.")
    record = next((flood / "content/sources").glob("*.md"))
    seed = f"seed: ../../{flood.parent.name}/secret.txt"
    record.write_text("\n".join(seed if line.startswith("seed:") else line for line in record.read_text().split("\n")))
    dossier = open_dossier(flood)
    assert record.stem not in dossier.corpus.documents
    assert all("secret river" not in document.text for document in dossier.corpus.documents.values())

"""Tables of captured pages: rows of auto-archiver's sheet, of the file that it writes itself, and of people's own tables."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.originals.captured_rows import articles
from build_tools.originals.python_values import NotAValue, value_of
from build_tools.originals.running_text import paragraphs
from build_tools.problems import Level, ProblemsFound

NAME = "seeds/captures.csv"
POST = (
    "The quay is under water.\nWe have moved forty families to the school on the hill, and the bridge is closed to all."
)
SHEET = ("Link", "Archive status", "Destination folder", "Archive location", "Archive date", "Thumbnail", "Upload timestamp",
         "Upload title", "Text content", "Screenshot", "Hash", "Perceptual hashes", "WACZ", "ReplayWebpage")  # fmt: skip


def sheet(
    *rows: dict[str, str], columns: tuple[str, ...] = SHEET, delimiter: str = ",", encoding: str = "utf-8"
) -> bytes:
    held = io.StringIO(newline="")
    writer = csv.DictWriter(held, columns, delimiter=delimiter, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return held.getvalue().encode(encoding)


def captured(**others: str) -> dict[str, str]:
    return {
        "Link": "https://social.example/mayor/17",
        "Archive status": "telethon_extractor: success",
        "Archive location": "https://store.example/17.html\nhttps://mirror.example/17.html",
        "Archive date": "2025-03-04T10:00:00+00:00",
        "Thumbnail": '=IMAGE("https://store.example/t.jpg")',
        "Upload timestamp": "2025-03-03T23:30:00+00:00",
        "Upload title": "Quay under water",
        "Text content": POST,
        "Hash": "SHA3-512:9f2b",
        "WACZ": "https://store.example/17.wacz",
        **others,
    }


def test_a_row_of_the_sheet_is_an_article_with_what_proves_its_copy() -> None:
    (found,) = articles(sheet(captured()), NAME)
    assert (found.title, found.url, found.published) == (
        "Quay under water", "https://social.example/mayor/17", "2025-03-03T23:30:00+00:00")  # fmt: skip
    assert (found.archived, found.retrieved, found.part) == (
        "https://store.example/17.html", "2025-03-04T10:00:00+00:00", "row 2")  # fmt: skip
    assert (
        found.told_by["archived"]
        == "column “archive location” (hash SHA3-512:9f2b, wacz https://store.example/17.wacz)"
    )
    assert found.told_by["published"] == "column “upload timestamp”"
    assert found.text == POST.replace("\n", "\n\n") and not found.problems


def test_rows_that_are_not_archived_or_have_no_text_are_told_and_the_others_go_in() -> None:
    data = sheet(
        captured(),
        captured(**{"Archive status": "Archive failed: no archiver"}),
        captured(**{"Archive status": ""}),
        captured(**{"Text content": "", "Link": "https://social.example/video"}),
    )
    (found,) = articles(data, NAME)
    told = {one.code: one for one in found.problems}
    assert set(told) == {"row-not-archived", "row-without-text"}
    assert (
        "2 rows are not archived: row 3 (Archive failed: no archiver); row 4 (no status)"
        == told["row-not-archived"].message
    )
    assert "row 5 (https://social.example/video)" in told["row-without-text"].message
    assert all(one.level is Level.WARNING and one.tip for one in told.values())


def test_a_table_of_which_no_row_is_archived_is_refused() -> None:
    with pytest.raises(ProblemsFound, match="row-not-archived: 1 row is not archived"):
        articles(sheet(captured(**{"Archive status": "Archive in progress"})), NAME)


@pytest.mark.parametrize(
    "status", ["wayback: success", "[cached] generic_extractor: success", "Success", "already archived"]
)
def test_auto_archiver_has_several_words_for_success(status: str) -> None:
    assert len(articles(sheet(captured(**{"Archive status": status})), NAME)) == 1


@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(";", "utf-8-sig"), ("\t", "utf-16"), (",", "cp1252"), (";", "cp1252")]
)
def test_a_table_may_come_out_of_any_spreadsheet(delimiter: str, encoding: str) -> None:
    own = ("URL", "Headline", "Outlet", "Author", "Date", "Text")
    row = dict(zip(own, ("https://herald.example/1", "Flut", "Alder Herald", "José Roe; Li Wei", "2025-03-04", "Das Wasser – überall."), strict=True))  # fmt: skip
    (found,) = articles(sheet(row, columns=own, delimiter=delimiter, encoding=encoding), NAME)
    assert (found.text, found.publisher, found.authors) == (
        "Das Wasser – überall.",
        "Alder Herald",
        ("José Roe", "Li Wei"),
    )


def test_a_table_without_texts_is_refused_and_the_columns_that_are_wanted_are_named() -> None:
    with pytest.raises(ProblemsFound) as raised:
        articles(b"name,amount\nJane,12\n", NAME)
    (problem,) = raised.value.problems
    assert problem.code == "table-columns" and "name; amount" in problem.message and "“text content”" in problem.tip


# ── the file of auto-archiver's own ─────────────────────────────────────────────────────────────────────────


def record(metadata: dict[str, Any], media: list[dict[str, Any]], status: str = "wayback: success") -> bytes:
    row = {"status": status, "metadata": str(metadata), "media": str(media)}
    return sheet(row, columns=("status", "metadata", "media"))


def test_a_record_as_python_prints_it_is_read_without_running_it() -> None:
    moment = dt.datetime(2025, 3, 3, 23, 30, tzinfo=dt.UTC)
    told = {
        "_processed_at": moment,
        "url": "https://social.example/17",
        "title": "Quay",
        "content": POST,
        "timestamp": moment,
    }
    media = [
        {"filename": "a.mp4", "urls": ["https://store.example/a.mp4"], "properties": {"hash": "SHA-256:aa"}, "_mimetype": None},
        {"filename": "a.html", "urls": ["https://store.example/a.html"], "properties": {"id": "_final_media", "hash": "SHA-256:bb"}},
    ]  # fmt: skip
    (found,) = articles(record(told, media), NAME)
    assert (found.url, found.archived, found.published) == (
        "https://social.example/17", "https://store.example/a.html", "2025-03-03T23:30:00+00:00")  # fmt: skip
    assert found.told_by["archived"] == "media “urls” (hash SHA-256:bb)"
    assert found.told_by["published"] == "metadata “timestamp”"


def test_a_record_that_would_run_something_is_told_and_not_run() -> None:
    bad = sheet(
        {"status": "success", "metadata": "__import__('os').getcwd()", "media": "[]"},
        columns=("status", "metadata", "media"),
    )
    with pytest.raises(ProblemsFound, match="row-unreadable: 1 row is not readable: row 2"):
        articles(bad, NAME)


@pytest.mark.parametrize(
    "text", ["open('x')", "[x for x in ()]", "(" * 100_000, "lambda: 1", "f'{1}'", "1" * 3_000_000, "a.b", "\0"]
)
def test_only_plain_values_are_read(text: str) -> None:
    with pytest.raises(NotAValue):
        value_of(text)


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.text()
        | st.datetimes()
        | st.datetimes(timezones=st.just(dt.UTC)),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
        max_leaves=12,
    )
)
def test_what_python_prints_is_read_back(value: Any) -> None:
    assert value_of(repr(value)) == value


@given(
    st.binary(max_size=400)
    | st.text(max_size=400).map(lambda text: ("link,archive status,text content\n" + text).encode())
)
def test_any_bytes_give_articles_or_a_clear_problem(data: bytes) -> None:
    try:
        found = articles(data, NAME)
    except ProblemsFound as raised:
        assert all(problem.tip and problem.where.path == NAME for problem in raised.problems)
    else:
        assert all(article.text.strip() for article in found)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("One.\n\nTwo.", "One.\n\nTwo."),
        ("One sentence.\r\nAnother one.", "One sentence.\n\nAnother one."),
        (
            "a line that was wrapped\nby a machine, which\nends it anywhere.",
            "a line that was wrapped\nby a machine, which\nends it anywhere.",
        ),
        ("word " * 30 + "\nshort", ("word " * 30).strip() + "\n\nshort"),
    ],
)
def test_lines_of_a_cell_become_paragraphs(written: str, read: str) -> None:
    assert paragraphs(written) == read

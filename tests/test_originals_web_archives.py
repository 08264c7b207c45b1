"""Web archives: the pages that were captured become articles, whatever they were wrapped in; what is not whole is told."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from fpdf import FPDF
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from build_tools.originals.http_body import body_of
from build_tools.originals.unpacked import NotUnpacked, Unpacked
from build_tools.originals.web_archive import articles
from build_tools.problems import Level, ProblemsFound

NAME = "seeds/crawl.warc.gz"
SITE = "https://herald.example"
DAY = "2025-03-04T23:10:00Z"
SENTENCES = (
    "The river rose through the night, and by dawn the lower road was gone under brown water that nobody could cross. "
    "Forty families slept in the school on the hill, the county said, and the mill bridge stays shut until Monday. "
)


def page(title: str, more: str = "") -> str:
    paragraphs = "".join(f"<p>{title}, part {number}: {SENTENCES}</p>" for number in range(3))
    return f"<html lang='en'><head><title>{title}</title></head><body><article><h1>{title}</h1>{paragraphs}{more}</article></body></html>"


@dataclass
class Crawl:
    """A WARC file in the making."""

    zipped: bool = True
    version: str = "1.0"
    held: io.BytesIO = field(default_factory=io.BytesIO)

    def add(
        self,
        url: str,
        body: bytes | str,
        type: str = "text/html; charset=utf-8",
        *,
        kind: str = "response",
        status: str = "200 OK",
        told: Mapping[str, str] | None = None,
        http: Mapping[str, str] | None = None,
    ) -> Crawl:
        data = body.encode() if isinstance(body, str) else body
        writer = WARCWriter(self.held, gzip=self.zipped, warc_version=self.version)
        is_http = kind in ("response", "revisit")
        headers = StatusAndHeaders(status, [("Content-Type", type), *(http or {}).items()], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            SITE + url if url.startswith("/") else url,
            kind,
            payload=io.BytesIO(data),
            length=len(data),
            warc_content_type="" if is_http else type,
            warc_headers_dict={"WARC-Date": DAY, **(told or {})},
            http_headers=headers if is_http else None,
        )
        writer.write_record(record)
        record.raw_stream.close()
        return self

    @property
    def bytes(self) -> bytes:
        return self.held.getvalue()


def package(archive: bytes, pages: Iterable[Mapping[str, Any]] = (), **lies: str) -> bytes:
    """A WACZ around one archive; ``lies``: hashes that are none."""
    listed = "\n".join(map(json.dumps, [{"format": "json-pages-1.0", "id": "pages", "title": "All"}, *pages])).encode()
    files = {"archive/data.warc.gz": archive, "pages/pages.jsonl": listed, "indexes/index.cdx": b""}
    resources = [
        {
            "name": path,
            "path": path,
            "bytes": len(data),
            "hash": lies.get("hash") or f"sha256:{hashlib.sha256(data).hexdigest()}",
        }
        for path, data in files.items()
    ]
    manifest = json.dumps({"profile": "wacz", "wacz_version": "1.1.1", "resources": resources}).encode()
    told = lies.get("digest") or f"sha256:{hashlib.sha256(manifest).hexdigest()}"
    digest = json.dumps({"path": "datapackage.json", "hash": told}).encode()
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as zip:
        for path, data in {**files, "datapackage.json": manifest, "datapackage-digest.json": digest}.items():
            zip.writestr(path, data)
    return held.getvalue()


def chunked(data: bytes) -> bytes:
    pieces = [data[start : start + 100] for start in range(0, len(data), 100)]
    return b"".join(b"%x;x=y\r\n%s\r\n" % (len(one), one) for one in pieces) + b"0\r\n\r\n"


def remarks(found: Iterable[Any]) -> dict[str, str]:
    return {one.code: one.message for article in found for one in article.problems}


def test_a_page_is_an_article_with_what_its_record_tells() -> None:
    crawl = Crawl().add("/flood", page("Flood"), told={"WARC-Record-ID": "<urn:uuid:17>"})
    (found,) = articles(crawl.bytes, NAME)
    assert (found.title, found.url, found.part, found.retrieved) == ("Flood", f"{SITE}/flood", "urn:uuid:17", DAY)
    assert (found.told_by["url"], found.told_by["retrieved"]) == ("WARC-Target-URI", f"WARC-Date {DAY}")
    assert found.text.startswith("Flood, part 0: The river rose") and not found.problems


@pytest.mark.parametrize("zipped", [True, False])
@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_both_versions_are_read_zipped_and_in_the_clear(version: str, zipped: bool) -> None:
    crawl = Crawl(zipped=zipped, version=version).add("/a", page("One")).add("/b", page("Two"))
    assert [found.title for found in articles(crawl.bytes, NAME)] == ["One", "Two"]


def test_an_archive_zipped_as_a_whole_is_read_too() -> None:
    plain = Crawl(zipped=False).add("/a", page("One")).add("/b", page("Two")).bytes
    assert len(articles(gzip.compress(plain) + b"\0" * 512, NAME)) == 2


@pytest.mark.parametrize(
    ("body", "http"),
    [
        (gzip.compress(page("Wrapped").encode()), {"Content-Encoding": "gzip"}),
        (zlib.compress(page("Wrapped").encode()), {"Content-Encoding": "deflate"}),
        (zlib.compress(page("Wrapped").encode(), wbits=-15), {"Content-Encoding": "deflate"}),
        (chunked(page("Wrapped").encode()), {"Transfer-Encoding": "chunked"}),
        (
            chunked(gzip.compress(page("Wrapped").encode())),
            {"Transfer-Encoding": "chunked", "Content-Encoding": "gzip"},
        ),
        (page("Wrapped").encode(), {"Transfer-Encoding": "chunked", "Content-Encoding": "br"}),
    ],
    ids=["gzip", "deflate", "raw deflate", "chunks", "gzip in chunks", "in the clear under headers that say otherwise"],
)
def test_a_body_is_read_as_it_went_over_the_wire(body: bytes, http: dict[str, str]) -> None:
    assert [found.title for found in articles(Crawl().add("/a", body, http=http).bytes, NAME)] == ["Wrapped"]


def test_the_encoding_is_what_the_header_says() -> None:
    body = page("Überflutet, Straße für Straße").encode("iso-8859-1")
    (found,) = articles(Crawl().add("/a", body, "text/html; charset=ISO-8859-1").bytes, NAME)
    assert found.text.startswith("Überflutet, Straße für Straße, part 0")


def test_resources_and_conversions_hold_pages_too() -> None:
    crawl = Crawl().add("/a", page("Kept"), kind="resource").add("/b", page("Turned"), kind="conversion")
    assert [found.title for found in articles(crawl.bytes, NAME)] == ["Kept", "Turned"]


def test_a_paper_that_was_captured_is_an_article_too() -> None:
    paper = FPDF()
    paper.add_page()
    paper.set_font("helvetica", size=12)
    paper.multi_cell(0, text=SENTENCES * 3)
    (found,) = articles(Crawl().add("/report.pdf", bytes(paper.output()), "application/pdf").bytes, NAME)
    assert (
        found.text.replace("\n", " ").startswith("The river rose through the night")
        and found.url == f"{SITE}/report.pdf"
    )


def test_what_is_no_article_is_passed_over_and_counted() -> None:
    crawl = (
        Crawl()
        .add("/a", page("One"))
        .add("/style.css", "p {}", "text/css")
        .add("/api", '{"a": 1}', "application/json")
        .add("/", page("Front page"))
        .add("/index.html", page("Front page"))
        .add("/gone", page("Not here"), status="404 Not Found")
        .add("/frame", "<html><body><p>We use cookies on this site to make it better for you.</p></body></html>")
    )
    found = articles(crawl.bytes, NAME)
    assert [one.title for one in found] == ["One"]
    told = remarks(found)["archive-passed-over"]
    for words in ("pictures, scripts, data and the like (2)", "front pages (2)", "redirects and errors (1)"):
        assert words in told
    assert all(one.level is Level.WARNING for one in found[0].problems)


def test_a_page_that_had_not_changed_is_told_only_where_its_text_is_missing() -> None:
    same = {"WARC-Refers-To-Target-URI": f"{SITE}/a", "WARC-Refers-To-Date": DAY}
    other = {"WARC-Refers-To-Target-URI": f"{SITE}/b", "WARC-Refers-To-Date": "2025-03-01T00:00:00Z"}
    crawl = (
        Crawl()
        .add("/a", page("One"))
        .add("/a", b"", kind="revisit", told=same)
        .add("/b", b"", kind="revisit", told=other)
    )
    found = articles(crawl.bytes, NAME)
    assert len(found) == 1
    assert "captures of a page that had not changed (1)" in remarks(found)["archive-passed-over"]
    assert "/b (unchanged since 2025-03-01T00:00:00Z, which is in another archive)" in remarks(found)["archive-page"]


def test_a_page_of_the_wayback_machine_has_its_own_address() -> None:
    (found,) = articles(Crawl().add(f"https://web.archive.org/web/20250305101010id_/{SITE}/a", page("One")).bytes, NAME)
    assert found.url == f"{SITE}/a" and found.archived.startswith("https://web.archive.org/web/20250305101010")


# ── packages ────────────────────────────────────────────────────────────────────────────────────────────────


def crawl_of_a_site() -> bytes:
    crawl = Crawl().add("/old", b"", status="301 Moved Permanently", http={"Location": "/a"})
    return crawl.add("/a", page("Listed")).add("/b", page("Linked")).add("/gone", page("Gone"), status="410 Gone").bytes


def test_a_package_says_which_pages_matter() -> None:
    pages = [{"url": f"{SITE}{path}", "ts": DAY} for path in ("/old", "/gone", "/never")]
    found = articles(package(crawl_of_a_site(), pages), "seeds/crawl.wacz")
    assert [one.title for one in found] == ["Listed"]
    assert f"{SITE}/gone (the site answered 410); {SITE}/never (not in the archive)" in remarks(found)["archive-page"]


def test_a_package_without_a_list_gives_every_article() -> None:
    assert [one.title for one in articles(package(crawl_of_a_site()), "seeds/crawl.wacz")] == ["Listed", "Linked"]


@pytest.mark.parametrize(
    ("lies", "words"),
    [
        ({"hash": "sha256:" + "0" * 64}, "archive/data.warc.gz has another hash"),
        ({"digest": "sha256:" + "0" * 64}, "datapackage.json has another hash"),
    ],
)
def test_a_package_that_was_altered_is_refused(lies: dict[str, str], words: str) -> None:
    with pytest.raises(ProblemsFound) as raised:
        articles(package(crawl_of_a_site(), **lies), "seeds/crawl.wacz")
    assert {one.code for one in raised.value.problems} == {"archive-altered"} and words in str(raised.value)


def test_an_archive_of_nothing_but_zeros_is_told_in_words() -> None:
    with pytest.raises(ProblemsFound) as found:
        articles(package(b"\0" * 3000), "seeds/bomb.wacz")
    (problem,) = found.value.problems
    assert "it is damaged" in problem.message and not {"[", "\\", "\0"} & set(problem.message)
    assert problem.message.count("(") == problem.message.count(")")


def test_a_record_that_was_altered_is_left_out() -> None:
    plain = (
        Crawl(zipped=False)
        .add("/a", page("One"), told={"WARC-Block-Digest": "sha1:" + "A" * 32})
        .add("/b", page("Two"))
    )
    found = articles(plain.bytes, NAME)
    assert [one.title for one in found] == ["Two"] and "it was altered after its capture" in remarks(found)[
        "archive-page"
    ]


def test_addresses_that_are_none_break_nothing() -> None:
    crawl = (
        Crawl().add("http://[bad", page("One")).add("/old", b"", status="302 Found", http={"Location": "http://[worse"})
    )
    found = articles(package(crawl.bytes, [{"url": "http://[bad"}, {"url": f"{SITE}/old"}]), "seeds/crawl.wacz")
    assert [one.title for one in found] == ["One"]
    assert len(articles(crawl.bytes, NAME)) == 1


def test_paths_in_a_package_lead_nowhere() -> None:
    held = io.BytesIO(package(crawl_of_a_site()))
    with zipfile.ZipFile(held, "a") as zip:
        zip.writestr("../../etc/evil.warc.gz", Crawl().add("/evil", page("Evil")).bytes)
        zip.writestr("/abs/pages.jsonl", b"{}")
    assert len(articles(held.getvalue(), "seeds/crawl.wacz")) >= 2


# ── files that are not whole, and files that lie ────────────────────────────────────────────────────────────


def test_a_page_that_unpacks_to_a_gigabyte_is_left_out_and_the_others_go_in() -> None:
    bomb = gzip.compress(b"0" * (40 << 20))
    found = articles(Crawl().add("/bomb", bomb, http={"Content-Encoding": "gzip"}).add("/a", page("One")).bytes, NAME)
    assert [one.title for one in found] == ["One"] and "unpacks to more than 32 megabytes" in remarks(found)[
        "archive-page"
    ]


def test_a_stream_is_read_up_to_its_limit_and_no_further() -> None:
    stream = Unpacked(io.BytesIO(gzip.compress(b"0" * 5_000_000)), most=1_000_000)
    read = 0
    while block := stream.read(50_000):
        read += len(block)
    assert read < 1_100_000 and "more than" in stream.broken


@pytest.mark.parametrize(
    "data",
    [
        gzip.compress(b"WARC/1.0\r\n" + b"a: b\r\n" * 200_000),
        gzip.compress(b"WARC/1.0\r\na: " + b"b" * 5_000_000),
        gzip.compress(gzip.compress(b"WARC/1.0\r\n" * 100)),
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -5\r\n\r\n",
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999\r\n\r\nHTTP/1.1 200 OK\r\n\r\n<p>",
        b"PK\x03\x04 no zip",
        b"nothing of the kind",
    ],
    ids=[
        "headers without end",
        "a line without end",
        "zipped twice",
        "less than nothing",
        "more than there is",
        "no zip",
        "no archive",
    ],
)
def test_a_file_that_lies_gives_no_article_and_no_crash(data: bytes) -> None:
    try:
        assert articles(data, NAME) == ()
    except ProblemsFound as raised:
        assert all(problem.tip and problem.where.path == NAME for problem in raised.problems)


WHOLE = Crawl().add("/a", page("One")).add("/b", gzip.compress(page("Two").encode()), http={"Content-Encoding": "gzip"}).add("/c", page("Three")).bytes  # fmt: skip
IN_THE_CLEAR = gzip.decompress(WHOLE)


@settings(max_examples=25, deadline=None)
@given(st.integers(min_value=0, max_value=10**6), st.sampled_from([WHOLE, IN_THE_CLEAR]))
def test_wherever_an_archive_is_cut_off_what_is_whole_goes_in(place: int, whole: bytes) -> None:
    texts = [found.text for found in articles(WHOLE, NAME)]
    try:
        found = articles(whole[: place % len(whole)], NAME)
    except ProblemsFound as raised:
        assert all(problem.tip for problem in raised.problems)
    else:
        assert [one.text for one in found] == texts[: len(found)]


@settings(max_examples=40, deadline=None)
@given(st.integers(min_value=0, max_value=10**6), st.binary(min_size=1, max_size=40), st.booleans())
def test_whatever_is_written_over_an_archive_it_gives_articles_or_a_clear_problem(
    place: int, junk: bytes, packed: bool
) -> None:
    whole = package(WHOLE, [{"url": f"{SITE}/a"}]) if packed else IN_THE_CLEAR
    start = place % len(whole)
    try:
        articles(whole[:start] + junk + whole[start + len(junk) :], NAME)
    except ProblemsFound as raised:
        assert all(problem.tip and problem.where.path == NAME for problem in raised.problems)


@given(
    st.binary(max_size=300),
    st.sampled_from(["gzip", "deflate", "br", "gzip, gzip", "x", ""]),
    st.sampled_from(["chunked", ""]),
)
def test_any_body_is_read_or_refused_with_a_reason(data: bytes, coding: str, transfer: str) -> None:
    try:
        body_of(data, {"content-encoding": coding, "transfer-encoding": transfer})
    except NotUnpacked as reason:
        assert str(reason)

"""Saved pages: whatever the outlet's page looks like, its article comes out word for word, with what the page tells of it."""

from __future__ import annotations

import json
import logging
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.originals import html_page
from build_tools.originals.article import Article
from build_tools.originals.days_told import edtf
from build_tools.originals.names_told import authors
from build_tools.problems import Level, ProblemsFound

PAGES = Path(__file__).parent / "cases" / "saved_pages"
NAMES = sorted(path.stem for path in PAGES.glob("*.html"))
SENTENCES = tuple(
    f"<p>Ferry number {number} left the harbour of Lisse at {number} o’clock and has not been seen since.</p>"
    for number in range(1, 8)
)
PROSE = "".join(SENTENCES)


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL)


def read(data: bytes | str, name: str = "page.html") -> Article:
    (article,) = html_page.articles(data.encode() if isinstance(data, str) else data, name)
    return article


def page(head: str = "", body: str = PROSE, root: str = "") -> str:
    return f"<!DOCTYPE html><html {root}><head>{head}</head><body><article>{body}</article></body></html>"


def refused(data: bytes | str) -> tuple[str, str, str]:
    with pytest.raises(ProblemsFound) as raised:
        read(data)
    (problem,) = raised.value.problems
    return problem.code, problem.message, problem.tip


CHANGED_LATER = ("broadcaster-graph", "wire-agency")  # they say that they were changed on a day after their publication


@pytest.mark.parametrize("name", NAMES)
def test_the_article_comes_out_of_its_page_word_for_word(name: str) -> None:
    article = read((PAGES / f"{name}.html").read_bytes(), f"{name}.html")
    assert article.text == (PAGES / f"{name}.txt").read_text("utf-8").strip()
    assert {one.code for one in article.problems} == ({"original-date"} if name in CHANGED_LATER else set())


@pytest.mark.parametrize("name", NAMES)
def test_what_a_page_tells_of_its_article_is_taken_with_its_place(name: str) -> None:
    article = read((PAGES / f"{name}.html").read_bytes(), f"{name}.html")
    expected = {"archived": "", "retrieved": "", **json.loads((PAGES / f"{name}.json").read_text("utf-8"))}
    expected["authors"] = tuple(expected["authors"])
    assert {key: getattr(article, key) for key in expected} == expected
    assert set(article.told_by) == {key for key, value in expected.items() if value}
    assert all(article.told_by.values())


def test_every_page_has_what_is_expected_of_it() -> None:
    assert len(NAMES) >= 12
    assert {path.stem for path in PAGES.glob("*.txt")} == {path.stem for path in PAGES.glob("*.json")} == set(NAMES)


HIDDEN = (
    '<div style="display:none">{}</div>', '<p style="visibility: hidden">{}</p>', "<p hidden>{}</p>", "<nav><p>{}</p></nav>",
    "<script>document.write('<p>{}</p>')</script>", "<style>p:after{{content:'{}'}}</style>", "<template><p>{}</p></template>",
    "<!-- <p>{}</p> -->", "<noscript><p>{}</p></noscript>", '<div class="newsletter-box"><p>{}</p></div>',
    '<div id="cookie-consent"><p>{}</p></div>', "<aside><p>{}</p></aside>", "<form><p>{}</p></form>",
    "<figure><img src=x><figcaption>{}</figcaption></figure>", '<div class="author-bio"><p>{}</p></div>',
    '<p style="font-size:0">{}</p>', "<button>{}</button>", "<textarea>{}</textarea>", "<iframe>{}</iframe>", "<select><option>{}</select>",
)  # fmt: skip


@pytest.mark.parametrize("hiding", HIDDEN)
def test_what_no_reader_of_the_article_sees_is_not_in_its_text(hiding: str) -> None:
    planted = "The planted sentence says that 900 ships were sunk in the harbour of Lisse."
    article = read(page(body="".join([*SENTENCES[:4], hiding.format(planted), *SENTENCES[4:]])))
    assert "planted" not in article.text
    assert article.text.count("Ferry number") == len(SENTENCES)


INLINE = (
    ("<p>Two <b>ships</b><i>wrecks</i> lay in the bay, and 4&nbsp;000 people came to look at them on that day.</p>",
     "Two shipswrecks lay in the bay, and 4 000 people came to look at them on that day."),
    ("<p>On <time datetime='2024-11-06'>6 November</time>, the mayor of <a href='/lisse'>Lisse</a> spoke to the fishers.</p>",
     "On 6 November, the mayor of Lisse spoke to the fishers."),
    ("<p>The sha\u00addow of the\u200b mole covers 3 km<sup>2</sup> of the bay<sup><a href='#n1'>1</a></sup>, the pilots say.</p>",
     "The shadow of the mole covers 3 km² of the bay, the pilots say."),
    ("<p>Line one of a sentence<br>that goes on in a second line, as the harbour master said.</p>",
     "Line one of a sentence that goes on in a second line, as the harbour master said."),
)  # fmt: skip


@pytest.mark.parametrize(("written", "shown"), INLINE)
def test_a_paragraph_reads_as_in_a_browser(written: str, shown: str) -> None:
    assert shown in read(page(body=PROSE + written + PROSE.replace("Ferry", "Barge"))).text.split("\n\n")


DATES = (
    ('<meta property="article:published_time" content="2024-11-06T23:30:00-05:00">', "2024-11-06"),
    ('<meta property="article:modified_time" content="2024-11-06T23:30:00-05:00">', ""),
    ('<meta name="dcterms.issued" content="2023-06">', "2023-06"),
    ('<meta name="date" content="1998">', "1998"),
    ('<meta name="date" content="06.11.2024 18:20">', "2024-11-06"),
    ('<meta name="date" content="11/06/2024">', ""),
    ('<meta name="date" content="soon">', ""),
    ('<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-11-07T01:30:00Z"}</script>'
     '<meta property="article:published_time" content="2024-11-06T20:30:00-05:00">', "2024-11-06"),
    ('<script type="application/ld+json">{"@type": "NewsArticle", "dateModified": "2024-11-07"}</script>', ""),
)  # fmt: skip


@pytest.mark.parametrize(("head", "day"), DATES)
def test_the_day_of_publication_is_the_one_the_outlet_wrote_and_no_other(head: str, day: str) -> None:
    assert read(page(head, root='lang="en"')).published == day


def test_a_day_that_stands_somewhere_in_the_text_is_not_the_day_of_publication() -> None:
    body = (
        PROSE + "<p>The mole was built on 4 May 1911 by prisoners, as a plate at its head says.</p><p>© 2019 Lisse</p>"
    )
    assert read(page(body=body)).published == ""


@pytest.mark.parametrize(
    ("written", "language", "day"),
    [
        ("6. November 2024", "de", "2024-11-06"), ("le 1er mai 2023", "fr", "2023-05-01"), ("14 серпня 2019", "uk", "2019-08-14"),
        ("November 7, 2024", "en", "2024-11-07"), ("7th November 2024", "en", "2024-11-07"), ("2024年11月6日", "ja", "2024-11-06"),
        ("2024년 11월 6일", "ko", "2024-11-06"), ("٦ نوفمبر ٢٠٢٤", "ar", "2024-11-06"), ("25/12/2024", "en", "2024-12-25"),
        ("03/04/2024", "en", ""), ("03/04/2024", "en-US", "2024-03-04"), ("03/04/2024", "fr", "2024-04-03"),
        ("10:11 November 7, 2024", "en", "2024-11-07"), ("May 2024", "en", "2024-05"), ("31 February 2024", "en", ""),
    ],
)  # fmt: skip
def test_days_in_words_are_read_as_precisely_as_they_are_written(written: str, language: str, day: str) -> None:
    assert edtf(written, language) == day


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Jane Doe and John Roe", ("Jane Doe", "John Roe")), ("Von Nina Magoley", ("Nina Magoley",)),
        ("Ursula von der Leyen", ("Ursula von der Leyen",)), ("Von Trapp", ("Von Trapp",)), ("Di Stefano", ("Di Stefano",)),
        ("JANE MILLER, BBC News", ("Jane Miller", "BBC News")), ("Jane Doe, political correspondent", ("Jane Doe",)),
        ("jane.doe@outlet.example", ()), ("admin", ()), ("https://facebook.example/outlet", ()),
        ("Jane Doe (now) and John Roe (earlier)", ("Jane Doe", "John Roe")), ("Автор: Леся Паламар", ("Леся Паламар",)),
        ("Jane Doe @janedoe", ("Jane Doe",)), ("Martin Luther King, Jr.", ("Martin Luther King, Jr",)), ("Reuters", ("Reuters",)),
    ],
)  # fmt: skip
def test_a_byline_gives_names_and_nothing_else(line: str, names: tuple[str, ...]) -> None:
    assert authors([line]) == names


CANONICAL = (
    ('<link rel="canonical" href="javascript:alert(1)">', ""),
    ('<link rel="canonical" href="data:text/html,x">', ""),
    ('<link rel="canonical" href="https://lisse.example/a?utm_source=x">', "https://lisse.example/a"),
    ('<link rel="canonical" href="https://user:secret@lisse.example/a">', ""),
    ('<link rel="canonical" href="https://lisse.example/"><meta property="og:url" content="https://lisse.example/a">',
     "https://lisse.example/a"),
    ('<link rel="canonical" href="//evil"><meta property="og:url" content="https://lisse.example/a">', "https://lisse.example/a"),
    ('<link rel="amphtml" href="https://lisse.example/amp"><link rel="canonical" href="https://lisse.example/a">',
     "https://lisse.example/a"),
)  # fmt: skip


@pytest.mark.parametrize(("head", "address"), CANONICAL)
def test_only_an_address_of_the_web_is_canonical(head: str, address: str) -> None:
    assert read(page(head)).url == address


def test_the_browsers_comment_tells_where_a_page_was_saved_from() -> None:
    article = read("<!-- saved from url=(0030)https://lisse.example/a?fbclid=1 -->" + page())
    assert (article.url, article.told_by["url"]) == (
        "https://lisse.example/a",
        "the browser's comment “saved from url”",
    )


def test_a_copy_of_archive_today_tells_the_archives_day_and_not_that_of_publication() -> None:
    head = (
        '<link rel="canonical" href="https://archive.ph/2024.11.07-101112/https://lisse.example/a">'
        '<meta property="og:url" content="https://archive.ph/AbC12">'
    )
    frame = '<div id="HEADER"><form><input name="q" value="https://lisse.example/a"></form><time itemprop="pubdate" '
    frame += f'datetime="2024-11-07T10:11:12Z">7 Nov 2024 10:11:12 UTC</time></div><div id="CONTENT">{PROSE}</div>'
    article = read(page(head, frame))
    assert (article.url, article.archived) == ("https://lisse.example/a", "https://archive.ph/AbC12")
    assert (article.retrieved, article.published) == ("2024-11-07", "")


CYRILLIC = "".join(
    f"<p>Паром номер {number} вышел из порта Лиссе утром и до вечера не вернулся.</p>" for number in range(9)
)
ENCODED = (
    ("utf-8", "utf-8"), ("utf-8", "iso-8859-1"), ("windows-1251", "windows-1251"), ("koi8-r", "koi8-r"),
    ("windows-1251", "iso-8859-1"), ("utf-16", ""), ("utf-8-sig", "windows-1251"), ("windows-1251", ""),
)  # fmt: skip


@pytest.mark.parametrize(("written", "declared"), ENCODED)
def test_a_page_is_read_in_the_encoding_that_it_is_written_in(written: str, declared: str) -> None:
    head = f'<meta charset="{declared}">' if declared else ""
    article = read(page(head, CYRILLIC).encode(written))
    assert article.text.startswith("Паром номер 0 вышел из порта Лиссе")
    assert article.language == "ru"


@pytest.mark.parametrize("encoding", ["shift_jis", "gb18030", "euc-kr", "big5"])
def test_pages_of_east_asia_are_read_in_their_encodings(encoding: str) -> None:
    words = {"shift_jis": "港では夜の船が止まったと市長が語った。", "euc-kr": "항구의 밤배가 멈췄다고 시장이 말했다."}
    sentence = words.get(encoding, "港口的夜船停了。")
    body = "".join(f"<p>{number}{sentence * 4}</p>" for number in range(6))
    assert sentence in read(page(f'<meta charset="{encoding}">', body).encode(encoding)).text


def test_a_byte_that_cannot_be_read_is_told_with_its_place() -> None:
    data = page('<meta charset="utf-8">', CYRILLIC).encode()
    article = read(data.replace(b"<article>", b"<article>\n\xff\n"))
    (problem,) = article.problems
    assert (problem.code, problem.level, problem.where.line) == ("original-encoding", Level.WARNING, 2)


def test_an_encoding_that_was_guessed_is_told() -> None:
    (problem,) = read(page(body=CYRILLIC).encode("windows-1251")).problems
    assert problem.code == "original-encoding" and "cp1251" in problem.message


def test_a_page_that_lists_articles_is_no_article() -> None:
    cards = "".join(
        f'<div class="card"><h3><a href="/{number}">Ferry number {number} has not been seen since</a></h3>'
        f"<p>It left the harbour of Lisse at {number} o’clock, and its owner has heard nothing of it.</p></div>"
        for number in range(12)
    )
    code, message, tip = refused(f"<html><body><main>{cards}</main></body></html>")
    assert (code, message) == ("original-no-article", "the page lists articles and is none itself")
    assert "save that page" in tip


def test_a_page_without_text_says_what_to_do() -> None:
    code, message, tip = refused("<html><body><h1>Ferry missing</h1><div id='root'></div><p>Loading…</p></body></html>")
    assert code == "original-no-article" and "Ferry missing" in message and "save it again" in tip


def test_the_offers_of_a_paywall_are_told_and_are_no_words_of_the_article() -> None:
    offer = "<h2>Subscribe to continue reading</h2><p>Get unlimited access for 1 euro a month. Already a subscriber? Log in</p>"
    article = read(page("", f"{PROSE}<div class='paywall'>{offer}</div>"))
    assert [one.code for one in article.problems] == ["original-cut-short"]
    assert "unlimited" not in article.text


def test_a_page_that_says_it_is_cut_short_is_read_with_a_warning() -> None:
    article = read(
        page(body=PROSE + "<p>Il vous reste 57.09% de cet article à lire. La suite est réservée aux abonnés.</p>")
    )
    assert [(one.code, one.level) for one in article.problems] == [("original-cut-short", Level.WARNING)]
    assert "abonnés" not in article.text


HOSTILE = (
    "<div>" * 300_000, "<b>" * 20_000 + PROSE, "<script>" * 200_000, "<style " * 200_000, "<" * 500_000,
    "<table><tr><td>" * 2_000 + PROSE, "<ul><li>" * 2_000 + PROSE, "<!--" * 300_000, "<sup>" * 3_000, "&amp;" * 300_000,
    '<script type="application/ld+json">' + "[" * 200_000 + "</script>", "<h1>" * 3_000 + PROSE,
    '<meta name="author" content="' + "by " * 100_000 + '">' + PROSE, "<title>" + " | " * 50_000 + "</title>" + PROSE,
    '<img src="data:image/png;base64,' + "A" * 3_000_000 + '">' + PROSE, "\0" * 1000 + PROSE,
    '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><html><body><p>&a;</p>' + PROSE,
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=[text[:24].strip("\0") for text in HOSTILE])
def test_a_hostile_page_gives_an_article_or_a_problem(text: str) -> None:
    try:
        article = read(text)
    except ProblemsFound as found:
        assert all(problem.tip for problem in found.problems)
    else:
        assert "root:" not in article.text


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_an_article_or_a_problem(data: bytes) -> None:
    try:
        read(data)
    except ProblemsFound as found:
        assert all(problem.code.startswith("original-") and problem.tip for problem in found.problems)


MARKUP = re.compile(r"</?[a-z]+[^<>]*>", re.IGNORECASE)
PIECES = st.sampled_from(
    ["<p>", "</p>", "<div class='share'>", "</div>", "<b>", "</b>", "<script>", "</script>", "<br>", "<ul><li>", "</ul>", "&lt;",
     "<nav>", "</nav>", "<table><tr><td>", "</table>", "<blockquote>", "<h2>", "</h2>", "\u00ad", "The ferry left Lisse. ",
     "<!--", "-->", "<svg>", "</svg>", "<a href='/x'>more</a>", "\u202e", "\u200b", "<time>6 May</time>", *SENTENCES]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=40))
def test_no_markup_and_nothing_invisible_is_ever_in_the_text(pieces: list[str]) -> None:
    try:
        text = read(page(body=PROSE + "".join(pieces))).text
    except ProblemsFound:
        return
    assert not MARKUP.search(text)
    assert not re.search("[\u00ad\u200b\u202a-\u202e\u2066-\u2069\ufeff\x00-\x09\x0b-\x1f]", text)
    assert all(line == line.strip() and "  " not in line for line in text.split("\n"))


def for_machines(text: str) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "headline": "H", "articleBody": text})}</script>'


def test_the_text_for_search_engines_stands_in_where_the_page_shows_none_and_that_is_told() -> None:
    body = "\n".join(
        f"Ferry number {number} left at {number} o’clock &amp; is lost, as its owner said." for number in range(9)
    )
    article = read(page(for_machines(body), "<div id='root'></div>"))
    assert article.text.split("\n\n")[1] == "Ferry number 1 left at 1 o’clock & is lost, as its owner said."
    assert [problem.code for problem in article.problems] == ["original-cut-short"]


def test_the_text_for_search_engines_counts_nothing_where_the_page_shows_its_own() -> None:
    article = read(page(for_machines("Another text for machines. " * 40)))
    assert "machines" not in article.text and article.problems == ()

"""Feeds: every dialect gives its full texts as articles, its summaries as a remark; a broken one is read as far as it goes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.originals.feed_items import outlet_of
from build_tools.originals.feeds import articles
from build_tools.problems import Level, ProblemsFound

NAME = "seeds/feed.xml"
CASES = sorted((Path(__file__).parent / "cases" / "feeds").glob("*.txt"))
TEXT = (
    "The river rose through the night, and by dawn the lower road was gone under brown water that nobody could cross. "
    * 3
)


def case(path: Path) -> tuple[bytes, dict[str, Any]]:
    feed, _, expected = path.read_text(encoding="utf-8").partition("\n=====\n")
    encoding = "iso-8859-1" if "iso-8859-1" in feed[:80] else "utf-8"
    return feed.encode(encoding), yaml.safe_load(expected)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_dialect_is_read(path: Path) -> None:
    data, expected = case(path)
    if "problems" in expected:
        with pytest.raises(ProblemsFound) as raised:
            articles(data, NAME)
        assert [f"{one.code}: {one.message}" for one in raised.value.problems] == expected["problems"]
        return
    found = articles(data, NAME)
    assert len(found) == len(expected["articles"])
    for article, wanted in zip(found, expected["articles"], strict=True):
        told, begins, ends = wanted.pop("told", {}), wanted.pop("begins"), wanted.pop("ends")
        assert article.text.startswith(begins) and article.text.endswith(ends)
        given = {key: list(value) if isinstance(value := getattr(article, key), tuple) else value for key in wanted}
        assert given == wanted
        assert {key: article.told_by[key] for key in told} == told
    remarks = [one for article in found for one in article.problems]
    assert [f"{one.code}: {one.message}" for one in remarks] == expected.get("remarks", [])
    assert all(one.level is Level.WARNING and one.tip for one in remarks)


def feed_of(*items: str, end: str = "</channel></rss>") -> bytes:
    head = '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Echo</title>'
    return (head + "".join(items) + end).encode()


def item(number: int, text: str = TEXT) -> str:
    return f"<item><title>Item {number}</title><guid>g{number}</guid><content:encoded>&lt;p&gt;{text}{number}.&lt;/p&gt;</content:encoded></item>"


def test_a_feed_that_was_cut_off_gives_its_whole_items_and_says_so() -> None:
    whole = feed_of(item(1), item(2), item(3))
    found = articles(whole[: whole.rindex(b"dawn")], NAME)
    assert [article.title for article in found] == ["Item 1", "Item 2"]
    (remark,) = found[0].problems
    assert remark.code == "feed-broken" and "its last item is left out" in remark.message


@settings(max_examples=40, deadline=None)
@given(st.integers(min_value=0, max_value=10_000))
def test_wherever_a_feed_is_cut_off_no_article_is_shortened(place: int) -> None:
    whole = feed_of(*(item(number) for number in range(4)))
    texts = {article.text for article in articles(whole, NAME)}
    try:
        found = articles(whole[: place % len(whole)], NAME)
    except ProblemsFound as raised:
        assert all(problem.tip for problem in raised.problems)
    else:
        assert {article.text for article in found} <= texts


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from(
        [
            b"",
            b"<rss><channel>",
            b"<feed>",
            b'{"version": "https://jsonfeed.org/version/1"',
            b"<?xml version='1.0' encoding='utf-16'?>",
        ]
    ),
)
def test_any_bytes_give_articles_or_a_clear_problem(data: bytes, head: bytes) -> None:
    try:
        articles(head + data, NAME)
    except ProblemsFound as raised:
        assert all(problem.tip and problem.where.path == NAME for problem in raised.problems)


def test_a_feed_that_declares_a_bomb_or_asks_for_a_file_gets_neither(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("the password")
    bomb = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">\n' for n in range(1, 9))
    head = f'<!DOCTYPE rss [\n<!ENTITY l0 "boo">\n{bomb}<!ENTITY own SYSTEM "{(tmp_path / "secret").as_uri()}">\n]>\n'
    found = articles(head.encode() + feed_of(item(1, f"{TEXT}&l8;&own;")), NAME)
    assert len(found[0].text) < 2 * len(TEXT) and "password" not in found[0].text


@pytest.mark.parametrize(
    "ending", ["[…]", "and so … Read more", "Continue reading", "Weiterlesen", "Читати далі »", "and then..."]
)
def test_a_text_that_breaks_off_is_a_summary(ending: str) -> None:
    with pytest.raises(ProblemsFound, match="feed-summary"):
        articles(feed_of(item(1, TEXT).replace("1.&lt;/p&gt;", f"{ending}&lt;/p&gt;")), NAME)


@pytest.mark.parametrize(
    "title", ["", "<title>Quay under water. We have moved…</title>", "<title>Quay under water.</title>"]
)
def test_a_post_of_a_channel_is_short_and_whole(title: str) -> None:
    post = f"<item>{title}<guid>g1</guid><description>&lt;p&gt;Quay under water. We have moved forty families.&lt;/p&gt;</description></item>"
    assert [article.text for article in articles(feed_of(post), NAME)] == [
        "Quay under water. We have moved forty families."
    ]


def test_a_headline_with_its_outlet_behind_it_is_no_post() -> None:
    item = "<item><title>Twelve people drown in valley flood - Courier</title><description>&lt;a href='x'&gt;Twelve people drown in valley flood&lt;/a&gt; &lt;font&gt;Courier&lt;/font&gt;</description></item>"
    with pytest.raises(ProblemsFound, match="feed-summary"):
        articles(feed_of(item), NAME)


def test_a_credit_to_another_outlet_is_not_cut_away() -> None:
    (found,) = articles(
        feed_of(item(1, TEXT + "&lt;/p&gt;&lt;p&gt;The post Rain appeared first on Far Away News")), NAME
    )
    assert "Far Away News" in found.text


@pytest.mark.parametrize(
    ("title", "address", "outlet"),
    [
        ("Alder Herald | World", "https://www.alderherald.example/world", "Alder Herald"),
        ("World news – The Fenland Post", "https://fenlandpost.example/rss", "The Fenland Post"),
        ("FNN - Top stories", "https://rss.fnn.example", "FNN"),
        ("Echo: Politik", "https://echo.example", "Echo"),
        ("Letters from a small island", "https://blog.example", "Letters from a small island"),
        ("Rain &amp; Shine", "", "Rain & Shine"),
        ("Echo | World", "http://[no", "Echo | World"),
        ("On the coast | Far Post", "https://london.example", "On the coast | Far Post"),
    ],
)
def test_an_outlet_is_named_without_the_section_that_the_feed_is_of(title: str, address: str, outlet: str) -> None:
    assert outlet_of(title, address) == outlet


@pytest.mark.parametrize(
    "data",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><path/></svg>",
        b"<urlset><url><loc>https://a.example/</loc></url></urlset>",
    ],
)
def test_other_xml_is_no_feed(data: bytes) -> None:
    with pytest.raises(ProblemsFound, match="feed-unknown"):
        articles(data, NAME)

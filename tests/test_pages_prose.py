"""Prose by curators is Markdown; nothing in it runs or calls another host."""

from __future__ import annotations

import os
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.wording import prose

DANGEROUS = [
    "<script>alert(1)</script>",
    "before <img src=x onerror=alert(1)> behind",
    "<div onclick=alert(1)>\n\n*x*\n\n</div>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "[x][1]\n\n[1]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "![x](https://elsewhere.example/pixel.png)",
    "![x](javascript:alert(1))",
    "<!-- comment --><iframe src=//elsewhere.example></iframe>",
    "<style>body{display:none}</style>",
    "[x](file:///etc/passwd)",
    "See [the [NATO [alliance]] summary](javascript&colon;alert(1))",
    "[x](javascript&#58;alert(1))",
    "[x](javascript&amp;colon;alert(1))",
    "[x](javascript\\:alert(1))",
    "[x](java&Tab;script&colon;alert(1))",
    "[x](&#1;javascript:alert(1))",
    "[x](javascript&unknown;alert(1))",
    "[x]\n\n[x]: <javascript&colon;alert(1)>",
    "<javascript&colon;alert(1)>",
    "`` ` [x](javascript:alert(1)) `",
    "> 1. [x](javascript:alert(1) 'href=\"https://elsewhere.example\"')",
]


class Tags(HTMLParser):
    """The elements and attributes that a browser would see."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen |= {tag, *(name for name, _ in attrs)}


@pytest.mark.parametrize("text", DANGEROUS)
def test_nothing_dangerous_survives(text: str) -> None:
    assert Tags(prose.html(text)).seen <= {"p", "a", "em", "code", "title", "blockquote", "ol", "li"}


class Links(HTMLParser):
    """Where a browser would go, by every attribute of every element."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.schemes: set[str] = set()
        self.elements: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        for name, value in attrs:
            assert not name.startswith("on")
            if name in ("href", "src", "action"):
                # As a browser's reader of addresses: control characters before it and line breaks in it are skipped.
                bare = re.sub(r"[\t\r\n]", "", (value or "").lstrip("".join(map(chr, range(33)))))
                scheme = re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*(?=:)", bare)
                self.schemes.add(scheme[0].lower() if scheme else "")


PIECES = [
    "[", "](", ")", "]: ", "![", "[x]", "(", "]", "<", ">", " ", "\n", "\n\n", "    ", "> ", "- ", "1. ", "`", "``", "```", "~~~", "\\",
    "javascript:", "JavaScript", "java", "script", ":", "&colon;", "&#58;", "&#x3a", "&amp;", "amp;", "colon;", "&Tab;", "\t", "\x01", "\x02",
    "\x03", "\u200b", "data:text/html,", "vbscript:", "alert(1)", "//x", "https://a.example/", "\"", "'", "=", "href=", "|", "---", "#",
    "*", "_", "&", ";", "<a href=", "<script>", "wzxhzdk:0", "klzzwxh:0000", "mailto:", "@b.example", "&NewLine;", "&#0;", "&lt;", "&quot;",
]  # fmt: skip


@st.composite
def nested(draw: st.DrawFn) -> str:
    """Links in links, in code, in lists; with addresses spelt in pieces."""
    address = st.lists(st.sampled_from(PIECES), max_size=5).map("".join)
    runs = st.sampled_from(["javascript", "java&Tab;script", "&#106;avascript", "data", "vb\nscript"])
    colons = st.sampled_from([":", "&colon;", "&#58;", "\\:", "&amp;colon;", "&#x3A;", "&#58", "\t:", "&amp;#58;"])
    inner = st.one_of(address, st.tuples(runs, colons, address).map("".join))
    text = draw(inner)
    for _ in range(draw(st.integers(0, 4))):
        shape = draw(st.sampled_from(["[{}]({})", "[x [{}] y]({})", "[{}](<{}>)", "`{}` {}", "> {}\n{}", "- {}\n- {}", "<{}> {}",
                                      "[{}][a]\n\n[a]: {}", "|{}|{}|\n|-|-|\n", "~~~\n{}\n~~~{}", "[{}]({} \"t\")", "![{}]({})", "{}{}"]))  # fmt: skip
        text = shape.format(text, draw(inner))
    return text


@settings(max_examples=int(os.environ.get("MARKUP_EXAMPLES", "300")), deadline=None, derandomize=True)
@given(st.one_of(nested(), st.lists(st.sampled_from(PIECES), max_size=25).map("".join)))
def test_whatever_is_nested_in_what_no_link_runs_anything_and_nothing_loads(text: str) -> None:
    seen = Links(str(prose.html(text)))
    assert seen.schemes <= {"", "http", "https", "mailto"}
    assert not seen.elements & {"script", "img", "iframe", "svg", "style", "form", "object"}


@pytest.mark.parametrize("text", ["> " * 5000, "- " * 2000 + "x", "[" * 500, "*" * 5000, "`" * 5000])
def test_prose_that_is_nested_too_deep_is_shown_as_words(text: str) -> None:
    assert prose.html(text) is not None


@pytest.mark.parametrize(
    "address", ["https://ledger.example/a?b=1", "http://ledger.example", "mailto:a@b.example", "../x.html#y"]
)
def test_harmless_links_stay(address: str) -> None:
    assert f'href="{address}"' in prose.html(f"[x]({address})")


def test_headings_stand_below_the_page_s_own() -> None:
    assert prose.html("# Top\n\n## Next") == "<h3>Top</h3>\n<h4>Next</h4>"


def test_one_text_leaves_no_trace_in_the_next() -> None:
    prose.html("[a]: https://ledger.example")
    assert "href" not in prose.html("[a]")


def test_the_first_words_are_plain() -> None:
    assert prose.first_words("*One* two three four", limit=12) == "One two …"
    assert prose.first_words("*One* two") == "One two"

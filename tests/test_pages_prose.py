"""Prose by curators is Markdown; nothing in it runs or calls another host."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from build_tools.pages.wording import prose

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
    assert Tags(prose.html(text)).seen <= {"p", "a", "em"}


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

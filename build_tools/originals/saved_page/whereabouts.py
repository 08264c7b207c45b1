"""The page's own address and language, as its marks tell them, each held against what else the page shows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from urllib.parse import urljoin, urlsplit

from build_tools.originals.saved_page import captures, linked_data
from build_tools.originals.saved_page.told import Marks, Told, first
from build_tools.originals.written import as_language
from build_tools.text import tables
from build_tools.text.article import lines

_TRACKING = re.compile(r"(?<=[?&])(?:utm_\w+|fbclid|gclid|mc_cid|mc_eid|igshid|ref_src|at_\w+)=[^&#]*&?")
_SCRIPTS = (
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("ka", re.compile("[\u10a0-\u10ff]")),
    ("hy", re.compile("[\u0530-\u058f]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
)
_CHINESE = ("zh", "yue", "wuu", "ja")
_ENOUGH = 200


def address(marks: Marks, saved: captures.Capture) -> Told:
    """The canonical address: what the page calls so, else where it was saved from. Only the web's own, never a script's."""
    for one in filter(lambda told: told.says, _addresses(marks)):
        url = captures.original_address(urljoin(saved.url, one.says) if saved.url else one.says)
        if url and not _is_front(url):
            return Told(_without_tracking(url), one.where)
    return Told(_without_tracking(saved.url), saved.told_by.get("url", ""))


def _addresses(marks: Marks) -> Iterator[Told]:
    for href in marks.tree.xpath("//link[contains(concat(' ', @rel, ' '), ' canonical ')]/@href")[:3]:
        yield Told(str(href).strip(), "link rel=canonical")
    yield from marks.meta("og:url")
    for key in ("mainEntityOfPage", "url", "@id"):
        yield Told(linked_data.address(marks.article.get(key)), f"JSON-LD {key}")
    yield from marks.meta("twitter:url", "parsely-link")


def _is_front(url: str) -> bool:
    """Whether the address is that of a whole site, which many pages call canonical by mistake."""
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


def _without_tracking(url: str) -> str:
    return _TRACKING.sub("", url).rstrip("?&")


def language(marks: Marks, text: str) -> Told:
    """The language as the page declares it, unless the words of the article show another one beyond doubt."""
    declared = first(Told(as_language(one.says), one.where) for one in _declared(marks))
    shown = _shown(text)
    base = declared.says.partition("-")[0]
    if not shown or shown == base:
        return declared if declared.says else Told(shown, "the words of the text" if shown else "")
    if base and (_may_be(shown, base) or (shown == "zh" and base in _CHINESE)):
        return declared
    against = f"the words of the text; {declared.where} says “{declared.says}”" if base else "the words of the text"
    return Told(shown, against)


def _may_be(shown: str, base: str) -> bool:
    """Whether a text that shows the one language may be in the other all the same: by small words alone, of a language that
    the table does not know. A script of its own leaves no doubt.
    """
    return shown not in dict(_SCRIPTS) and base not in _told_by_words()


def declared_language(marks: Marks) -> str:
    """The language that the page declares, unchecked."""
    return first(Told(as_language(one.says), one.where) for one in _declared(marks)).says


def _declared(marks: Marks) -> Iterator[Told]:
    root = marks.tree.getroottree().getroot()
    for key in ("lang", "{http://www.w3.org/XML/1998/namespace}lang", "xml:lang"):
        yield Told(root.get(key) or "", "html lang")
    yield from marks.linked("inLanguage")
    yield from marks.meta("content-language", "og:locale", "dc.language", "language")


def _shown(text: str) -> str:
    """The language that script or small words show; empty where the text is short or neither decides."""
    if len(text) < _ENOUGH // 2:
        return ""
    letters = Counter(code for code, script in _SCRIPTS for _ in script.findall(text[:8000]))
    for code, _ in _SCRIPTS:
        if letters[code] > 0.3 * sum(letters.values()) and letters[code] > 0.2 * len(text[:8000].replace(" ", "")):
            return code
    found = lines.language(text) if len(text) >= _ENOUGH else "und"
    return "" if found == "und" else found


@cache
def _told_by_words() -> frozenset[str]:
    return frozenset(row[0] for row in tables.rows(tables.table("languages.tsv")))

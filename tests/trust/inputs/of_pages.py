"""Promises of prose, of pages, and of the whole path from a seed to its pages. See ``of_texts``."""

from __future__ import annotations

import re
import shutil
import tempfile
from datetime import date
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

from build_tools import markup
from build_tools.agreement import Agreement
from build_tools.corpus import Corpus
from build_tools.dossier import open_dossier
from build_tools.forge import defused
from build_tools.forms import values as answers
from build_tools.ingest.apply import apply_plans
from build_tools.ingest.run import plan_import
from build_tools.inspection import find_problems
from build_tools.pages.render import render
from build_tools.problems import ProblemsFound, as_text
from build_tools.review import escaping
from tests.trust.inputs.carried import visible
from tests.trust.inputs.clear import require_clear
from tests.trust.inputs.readers import FLOOD, SITE, with_prose

FERRY = FLOOD.with_name("ferry")
LATEST = date(2031, 12, 31)
_OF_PROSE = frozenset(("p", "em", "strong", "a", "ul", "ol", "li", "blockquote", "h3", "h4", "h5", "h6", "code", "pre", "hr", "br", "table", "thead", "tbody", "tr", "th", "td"))  # fmt: skip
_PLAIN = re.compile(r"(?:[^\W\d_](?:[^\W_]|[ .,;:“”’()?—–-])*+\n*+)*+")  # letters and signs that are no markup
_NAMED = re.compile("⟨U\\+[0-9A-F]{4,6}⟩")  # how a letter is told that nobody sees
_MOST_BRACKETS = 200
_ADDRESSES = ("href", "src", "action", "formaction", "xlink:href", "data", "poster", "srcset")


class _Page(HTMLParser):
    """A browser's view of a page: its elements and what they would load or run, its words."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {key: value or "" for key, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def require_harmless(self) -> None:
        for tag, attributes in self.elements:
            for key, value in attributes.items():
                assert not key.startswith("on"), (tag, key, value)
                if key in _ADDRESSES:
                    assert markup.is_harmless(unescape(value)), (tag, key, value)


def prose_is_harmless(data: bytes) -> bool:
    """Markdown becomes elements of prose that run nothing, whatever is written."""
    page = _Page(markup.shown(data.decode("utf-8", "replace")).html)
    page.require_harmless()
    assert {tag for tag, _ in page.elements} <= _OF_PROSE
    assert {key for _, held in page.elements for key in held} <= {"href", "title", "style", "start"}
    given = data.decode("utf-8", "replace")
    if _PLAIN.fullmatch(given):
        assert visible("".join(page.words)) == visible(given), "words are lost or made up"
    return bool(page.words)


def words_stay_words(data: bytes) -> bool:
    """What is escaped for Markdown shows the words and nothing else, by each way of escaping."""
    words = " ".join(data.decode("utf-8", "replace").split())
    if words.count("[") > _MOST_BRACKETS:  # is no prose, and shown as it was typed
        return False
    for escape in (escaping.escaped, answers.prose):
        shown = _Page(markup.shown(escape(words)).html)
        assert {tag for tag, _ in shown.elements} <= {"p", "ul", "li"}, (escape, shown.elements)
        told = _NAMED.sub("", visible("".join(shown.words)))
        assert _bare(told) == _bare(visible(words)), escape
    assert "\n" not in escaping.in_code(words)
    defused.defused(words, repository="https://git.example/a/b", commit="a" * 40)
    return bool(words)


def _bare(words: str) -> str:
    """Without what makes an item of a list of a line."""
    return words.lstrip("-*•")


def _pages_of(corpus: Corpus) -> str:
    """What is seen on all pages, which run nothing."""
    pages = [_Page(page.html) for page in render(corpus, Agreement(corpus), SITE)]
    for page in pages:
        page.require_harmless()
    return visible("".join(word for page in pages for word in page.words))


def pages_of_prose_are_harmless(data: bytes) -> bool:
    """A record's prose is judged by every rule, and its pages run nothing."""
    dossier = open_dossier(with_prose(data.decode("utf-8", "replace")))
    require_clear(find_problems(dossier))
    _pages_of(dossier.corpus)
    return True


def seed_to_page(data: bytes) -> bool:
    """A seed is imported, checked, and shown; or refused, and nothing is written."""
    root = Path(tempfile.mkdtemp(prefix="claimline-fuzz-"))
    try:
        (root / "content").mkdir()
        (root / "seeds").mkdir()
        (root / "content/vocabulary.yml").write_text("accident: {label: Accident}\nstatement: {label: Statement}\n")
        (root / "seeds/article.txt").write_bytes(data)
        try:
            plan = plan_import(root, latest=LATEST, jobs=1)
            apply_plans(root, plan.plans)
        except ProblemsFound as found:
            require_clear(found.problems)
            assert sorted(path.name for path in (root / "content").rglob("*")) == ["vocabulary.yml"]
            return False
        dossier = open_dossier(root)
        errors = [one for one in find_problems(dossier) if one.level.value == "error"]
        assert not errors, as_text(errors)
        shown = _pages_of(dossier.corpus)
        for claim in (claim for entry in dossier.corpus.entries.values() for claim in entry.claims):
            assert claim.quote in dossier.corpus.documents[claim.source].text
            assert visible(claim.quote) in shown, claim.quote
        return bool(dossier.corpus.entries)
    finally:
        shutil.rmtree(root)


def ledger_is_no_trap(data: bytes) -> bool:
    """An import of a dossier whose ledger somebody wrote by hand makes a plan, or says what is wrong with it."""
    root = Path(tempfile.mkdtemp(prefix="claimline-fuzz-"))
    try:
        shutil.copytree(FERRY, root / "ferry")
        ledger = next((root / "ferry/seeds").glob("*wire-four-dead.ledger.json"))
        ledger.write_bytes(data)
        try:
            plan_import(root / "ferry", again=True, latest=LATEST, jobs=1)
        except ProblemsFound as refusal:
            require_clear(refusal.problems, tips=False)
            return False
        return True
    finally:
        shutil.rmtree(root)

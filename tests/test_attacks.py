"""Strings that try to be more than text do not act: a few of each family, in every field, in Chromium, hosted and in a folder.

All of them: `python -m tests.trust attacks`.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from attack_browser import Seen, walk
from attack_dossier import Laid, codes, lay, lost, strings
from attack_exports import acting
from browser import hosted
from playwright.sync_api import Browser

from build_tools.building import build_site

FEW = (
    '"><script>hit()</script>', '" autofocus onfocus=hit() tabindex=1 "', "q7clmarkcontentq7clmark", "\u202e)(tih", "=cmd|'/c calc'!A1",
    "javascript:hit()",
)  # fmt: skip


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Laid:
    """A built dossier with these strings."""
    root = tmp_path_factory.mktemp("attacked") / "dossier"
    hook = (Path(__file__).parent.parent / "build_tools" / "hooks.py").as_posix()
    settings = (Path(__file__).parent / "dossiers" / "flood" / "mkdocs.yml").read_text()
    laid = lay(root, FEW, settings.replace("../../../build_tools/hooks.py", hook))
    build_site(root)
    return laid


def pages(site: Path) -> list[str]:
    """Of each kind of page all that these strings have of their own, and the pages of the whole."""
    kinds = ("*.html", "timeline/*.html", "actors/a?.html", "places/p?.html", "sources/s?.html", "questions/q?.html")
    found = [path.relative_to(site).as_posix() for kind in kinds for path in sorted(site.glob(kind))]
    return [one for one in found if one != "404.html"]  # its links begin at the root of a host


def test_the_corpus_of_strings_is_read() -> None:
    found = strings()
    assert len({text for _, text in found}) == len(found) > 150
    assert set(FEW) <= {text for _, text in found} and any("\x00" in text for _, text in found)


@pytest.fixture(scope="module")
def seen(attacked: Laid, chromium: Browser) -> Seen:
    """What a browser met on these pages in a folder."""
    site = attacked.root / "site"
    base = site.as_uri() + "/"
    return walk(chromium, (base + page for page in pages(site)), queries=FEW, search=base + "search.html")


def test_nothing_acts_in_a_folder(seen: Seen) -> None:
    assert seen.pages > 40 and seen.acts == []


def test_nothing_acts_on_a_host(attacked: Laid, chromium: Browser) -> None:
    site = attacked.root / "site"
    with hosted(site) as home:
        entries = [page for page in pages(site) if page.startswith("timeline/")]
        assert walk(chromium, (home + page for page in entries), search=home + "search.html").acts == []


def test_every_string_is_shown_to_the_letter_or_refused_by_a_problem(attacked: Laid, seen: Seen) -> None:
    assert list(lost(attacked, seen)) == []
    assert set(codes(attacked)) >= {"link-unsafe", "prose-unsafe", "not-one-of"}


def test_nothing_acts_in_the_downloads(attacked: Laid) -> None:
    tried, _, found = acting(attacked.root / "site" / "data")
    assert tried > 1000 and found == ()

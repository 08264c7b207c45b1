"""Nothing in an article acts: strings that try to, in every text field, on every page in Chromium, hosted and in a folder."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from build_tools.building import build_site
from tests.trust.proof import Proof

_TESTS = Path(__file__).parent.parent
sys.path.insert(0, str(_TESTS))  # where what browser tests share lies

from attack_browser import Seen, plain, walk
from attack_dossier import Laid, as_yaml, codes, lay, lost, strings
from attack_exports import acting
from browser import find_chromium, hosted

_HOOK = (_TESTS.parent / "build_tools" / "hooks.py").as_posix()
_FLOOD = _TESTS / "dossiers" / "flood"


def proofs(minutes: float) -> Iterator[Proof]:
    """All strings in all fields. ``minutes``: how long each of two walks through all pages may take; what is seen then counts."""
    attacks = [text for _, text in strings()]
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="attacks-")))
        browser = stack.enter_context(_chromium())
        yield from _in_records(folder / "records", attacks, browser, minutes)
        yield from _in_settings(folder / "settings", attacks, browser)


@contextmanager
def _chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def _in_records(root: Path, attacks: Sequence[str], browser: Browser, minutes: float) -> Iterator[Proof]:
    laid = lay(root, attacks, (_FLOOD / "mkdocs.yml").read_text().replace("../../../build_tools/hooks.py", _HOOK))
    build_site(root)
    cases = len(laid.fields)
    for way, seen in _walks(root / "site", attacks, browser, minutes):
        yield Proof(f"Nothing acts on {seen.pages:,} pages, {way}", cases, "strings × fields", tuple(seen.acts[:40]))
    pages = sum(1 for _ in (root / "site").rglob("*.html"))
    gone = tuple(lost(laid, seen)) if seen.pages >= pages else ("not all pages were seen: give it more minutes",)
    yield Proof("Each is shown as text, or a problem refuses it", cases, f"strings × fields ({_told(laid)})", gone)
    yield Proof("Nothing acts in the downloads", *acting(root / "site" / "data"))


def _in_settings(root: Path, attacks: Sequence[str], browser: Browser) -> Iterator[Proof]:
    """All strings at once in each: the title of the site stands on every page."""
    shutil.copytree(_FLOOD, root)
    value = as_yaml(" ".join(attacks))
    told = [f"{key}: {value}" for key in ("site_name", "site_description", "copyright")]
    rest = f"docs_dir: content\nuse_directory_urls: false\nhooks: [{_HOOK}]\nplugins: []\ntheme: {{ name: material }}\n"
    nav = f"nav: [{{ Home: index.md }}, {{ {value}: timeline/index.md }}]\nextra: {{ corrections: {value} }}\n"
    (root / "mkdocs.yml").write_text("\n".join([*told, nav, rest]), encoding="utf-8")
    (root / "content" / "index.md").write_text(f"---\ntitle: {value}\n---\nWords.\n", encoding="utf-8")
    build_site(root)
    for way, seen in _walks(root / "site", (), browser, 60):
        gone = () if plain(" ".join(attacks)) in "\n".join(seen.texts) else ("the name of the site is not shown",)
        what = f"Nothing acts that stands in the settings, {way}"
        yield Proof(what, 6 * len(attacks), "strings × settings", (*seen.acts[:40], *gone))


def _walks(site: Path, queries: Sequence[str], browser: Browser, minutes: float) -> Iterator[tuple[str, Seen]]:
    pages = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    with hosted(site) as home:
        for way, base in (("hosted", home), ("in a folder", site.as_uri() + "/")):
            addresses = [base + page for page in pages if way == "hosted" or page != "404.html"]
            yield way, walk(browser, addresses, queries=queries, search=base + "search.html", seconds=60 * minutes)


def _told(laid: Laid) -> str:
    """How many were refused by which problem."""
    return ", ".join(f"{code}: {number:,}" for code, number in codes(laid).items()) or "none refused"

"""Nothing in an article acts: strings that try to, in every text field, on every page in Chromium, hosted and in a folder."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import sync_playwright

from build_tools.building import build_site
from tests.trust.proof import Proof

_TESTS = Path(__file__).parent.parent
sys.path.insert(0, str(_TESTS))  # where the browser's fixtures lie

from attack_browser import walk
from attack_dossier import Laid, codes, lay, lost, strings
from attack_exports import acting
from browser import _SWITCHES, find_chromium, hosted


def proofs(minutes: float) -> Iterator[Proof]:
    """All strings in all fields; ``minutes`` is what it takes in any case."""
    attacks = [text for _, text in strings()]
    with ExitStack() as stack:
        root = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="attacks-"))) / "dossier"
        laid = lay(root, attacks, settings())
        build_site(root)
        site = root / "site"
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=_SWITCHES)
        cases = len(laid.fields)
        pages = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
        home = stack.enter_context(hosted(site))
        for way, base in (("hosted", home), ("in a folder", site.as_uri() + "/")):
            seen = walk(browser, (base + page for page in pages), queries=attacks, search=base + "search.html")
            yield Proof(
                f"Nothing acts on {seen.pages:,} pages, {way}", cases, "strings × fields", tuple(seen.acts[:40])
            )
        yield Proof(
            "Each is shown as text, or a problem refuses it",
            cases,
            f"strings × fields ({told(laid)})",
            tuple(lost(laid, seen)),
        )
        yield Proof("Nothing acts in the downloads", *acting(site / "data"))
        browser.close()


def settings() -> str:
    """The settings of the dossier."""
    hook = (_TESTS.parent / "build_tools" / "hooks.py").as_posix()
    return (_TESTS / "dossiers" / "flood" / "mkdocs.yml").read_text().replace("../../../build_tools/hooks.py", hook)


def told(laid: Laid) -> str:
    """How many were refused by which problem."""
    return ", ".join(f"{code}: {number:,}" for code, number in codes(laid).items()) or "none refused"

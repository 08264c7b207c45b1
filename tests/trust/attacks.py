"""Nothing in an article acts: strings that try to, in every field that a stranger can choose, on every page in Chromium, hosted
and in a folder."""

from __future__ import annotations

import itertools
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from build_tools.building import build_site
from tests.trust.proof import Proof

_TESTS = Path(__file__).parent.parent
sys.path.insert(0, str(_TESTS))  # where what browser tests share lies

from attack_browser import Seen
from attack_crew import both_ways, walk_together
from attack_dossier import Laid, codes, compared, lay, lost
from attack_exports import acting
from attack_fields import as_yaml, in_schemas, strings
from attack_originals import bring, originals, words_taken

_HOOK = (_TESTS.parent / "build_tools" / "hooks.py").as_posix()
_FLOOD = _TESTS / "dossiers" / "flood"
_TIME_UP = "the time was up before all pages were seen: give it more minutes"


def proofs(minutes: float) -> Iterator[Proof]:
    """All strings in all fields. ``minutes``: how long the walks through all pages may take; what is seen then counts."""
    attacks = [text for _, text in strings()]
    end = time.monotonic() + 60 * minutes
    with tempfile.TemporaryDirectory(prefix="attacks-") as folder:
        yield from _in_settings(Path(folder) / "settings", attacks, end)
        yield from _in_articles(Path(folder) / "articles", _two_of_each_family(), end)
        yield from _in_records(Path(folder) / "records", attacks, end)


def _in_records(root: Path, attacks: Sequence[str], end: float) -> Iterator[Proof]:
    laid = lay(root, attacks, (_FLOOD / "mkdocs.yml").read_text().replace("../../../build_tools/hooks.py", _HOOK))
    build_site(root)
    fields = f"strings × fields ({len(attacks)} × {len(in_schemas())})"
    pages = _pages(root / "site")
    for way, seen in _walks(root / "site", pages, attacks, end):
        what = f"Nothing acts on {seen.pages:,} of {len(pages):,} pages and in {seen.asked} searches, {way}"
        yield Proof(what, len(laid.fields), fields, tuple(seen.acts[:40]))
        gone = tuple(lost(laid, seen)) if seen.pages == len(pages) else (_TIME_UP,)
        told = f"{fields}, of which problems refuse {len(laid.refused):,} ({_told(laid)})"
        yield Proof(f"Each is shown as text, or a problem refuses it, {way}", len(laid.fields), told, gone)
    yield Proof("Nothing acts in the downloads", *acting(root / "site" / "data"))


def _in_settings(root: Path, attacks: Sequence[str], end: float) -> Iterator[Proof]:
    """In most of them all strings at once, since they stand on every page; in the navigation each by itself."""
    shutil.copytree(_FLOOD, root)
    value = as_yaml(" ".join(attacks))
    told = [f"{key}: {value}" for key in ("site_name", "site_description", "copyright")]
    rest = f"docs_dir: content\nuse_directory_urls: false\nhooks: [{_HOOK}]\nplugins: []\ntheme: {{ name: material }}\n"
    nav = "".join(f"  - {as_yaml(one)}: timeline/index.md\n" for one in attacks)
    settings = "\n".join([*told, f"nav:\n  - Home: index.md\n{nav}extra: {{ corrections: {value} }}", rest])
    (root / "mkdocs.yml").write_text(settings, encoding="utf-8")
    build_site(root)
    pages = [page for page in _pages(root / "site") if not page.startswith("rules/")]
    for way, seen in _walks(root / "site", pages, (), end):
        gone = () if compared(" ".join(attacks)) in compared("\n".join(seen.texts)) else ("the name is not shown",)
        what = f"Nothing acts that stands in the settings, on {seen.pages} of {len(pages)} pages, {way}"
        yield Proof(what, 5 * len(attacks), f"strings × settings ({len(attacks)} × 5)", (*seen.acts[:40], *gone))


def _in_articles(root: Path, attacks: Sequence[str], end: float) -> Iterator[Proof]:
    """Imported as they are, and published as the import has written them."""
    refused = bring(root, attacks, (_FLOOD / "mkdocs.yml").read_text().replace("../../../build_tools/hooks.py", _HOOK))
    build_site(root)
    words, pages = list(words_taken(root)), [page for page in _pages(root / "site") if not page.startswith("rules/")]
    fields = len({word for name, data in originals(0, "").items() for word in re.findall(rb"zq0x\w+z", data)})
    tried = f"strings × fields of articles and sidecars ({len(attacks)} × {fields}; {refused} files refused)"
    for way, seen in itertools.islice(_walks(root / "site", pages, (), end), 1):
        what = f"Nothing acts that an import has written, on {seen.pages:,} of {len(pages):,} pages, {way}"
        yield Proof(what, len(attacks) * fields, tried, tuple(seen.acts[:40]))
        shown = compared("\n".join([*seen.texts, *seen.told]))
        gone = [repr(one) for one in words if compared(one) not in shown]
        found = gone[:40] if seen.pages == len(pages) else [_TIME_UP]
        yield Proof("Each of its words is shown as text", len(words), "titles, names and quotes", tuple(found))


def _two_of_each_family() -> list[str]:
    families: dict[str, list[str]] = {}
    for family, text in strings():
        families.setdefault(family, []).append(text)
    return [text for texts in families.values() for text in texts[:2]]


def _pages(site: Path) -> list[str]:
    """All but the one for addresses that lead nowhere: its links begin at the root of a host."""
    found = (path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    return sorted(page for page in found if page != "404.html")


def _walks(site: Path, pages: Sequence[str], queries: Sequence[str], end: float) -> Iterator[tuple[str, Seen]]:
    with both_ways(site) as ways:
        for way, base, width in ways:
            addresses, search = [base + page for page in pages], base + "search.html"
            seconds = end - time.monotonic()
            yield way, walk_together(addresses, queries=queries, search=search, seconds=seconds, width=width)


def _told(laid: Laid) -> str:
    """How many were refused by which problem."""
    return "; ".join(f"{code}: {number:,}" for code, number in codes(laid).items()) or "none refused"

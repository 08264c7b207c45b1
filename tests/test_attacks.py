"""Strings that try to be more than text do not act: a few of them, in every field of every record, in Chromium.

All of them, hosted and in a folder: `python -m tests.trust attacks`.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from attack_browser import Seen, walk
from attack_dossier import Laid, codes, compared, lay, lost
from attack_exports import acting
from attack_fields import in_schemas, in_templates, strings
from attack_originals import bring, words_taken
from browser import hosted
from playwright.sync_api import Browser

from build_tools.building import build_site

FEW = (
    '"><script>hit({{ 7*7 }})</script>q7clmarkcontentq7clmark',
    "\u202e)(tih",
    "javascript:hit()",
    "=cmd|'/c calc'!A1",
)
# What holds no words of anybody's choice: names of other records, days, numbers, words of a list, files, hashes.
NOT_FREE = {
    *("actors", "claims.after", "claims.answers.key", "claims.quantities.value", "claims.said", "claims.source"),
    *("claims.speaker", "claims.speaker.within", "claims.stance", "claims.via", "claims.when", "date", "places"),
    *("see_also", "sensitivity", "status", "type", "archived", "not_same", "published", "publisher", "reliability"),
    *(
        "republishes",
        "retrieved",
        "rights",
        "seed",
        "set_aside.after",
        "sha256",
        "updates",
        "url",
        "country",
        "part_of",
    ),
    *("roles.as_of", "roles.from", "roles.of", "roles.until", "coordinates", "precision", "within", "deaths_of"),
    *("tolerance", "waivers.about", "waivers.date", "waivers.rule", "acled", "key", "ucdp"),
}


def settings() -> str:
    """Those of a small dossier."""
    hook = (Path(__file__).parent.parent / "build_tools" / "hooks.py").as_posix()
    told = (Path(__file__).parent / "dossiers" / "flood" / "mkdocs.yml").read_text()
    return told.replace("../../../build_tools/hooks.py", hook)


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Laid:
    """A built dossier with these strings."""
    laid = lay(tmp_path_factory.mktemp("attacked") / "dossier", FEW, settings())
    build_site(laid.root)
    return laid


def pages(site: Path) -> list[str]:
    """All on which a string stands."""
    found = sorted(path for path in site.rglob("*.html") if b"zq" in path.read_bytes())
    return [path.relative_to(site).as_posix() for path in found]


def test_the_corpus_of_strings_is_read() -> None:
    found = strings()
    assert len({text for _, text in found}) == len(found) > 150
    assert set(FEW) <= {text for _, text in found} and any("\x00" in text for _, text in found)


def test_no_field_of_any_record_is_left_out() -> None:
    assert in_templates() == in_schemas() and len(in_schemas()) > 120


def test_harmless_words_are_refused_in_those_fields_alone_that_hold_no_words(tmp_path: Path) -> None:
    laid = lay(tmp_path / "dossier", ["Some words."], settings())
    kinds = {(kind, "kind") for kind in ("actor", "question")}  # one of a list, unlike that of a place or a source
    refused = {(one.kind, one.name) for one in laid.refused}
    assert refused == {one for one in in_schemas() if one[1] in NOT_FREE} | kinds


@pytest.fixture(scope="module")
def seen(attacked: Laid, chromium: Browser) -> Seen:
    """What a browser met on these pages in a folder."""
    base = (attacked.root / "site").as_uri() + "/"
    addresses = (base + page for page in pages(attacked.root / "site"))
    return walk(chromium, addresses, queries=FEW, search=base + "search.html", width=390)


def test_nothing_acts_in_a_folder(seen: Seen) -> None:
    assert seen.pages > 30 and seen.asked == len(FEW) and seen.acts == []


def test_nothing_acts_on_a_host(attacked: Laid, chromium: Browser) -> None:
    site = attacked.root / "site"
    with hosted(site) as home:
        some = [page for page in pages(site) if page.startswith(("timeline/e", "sources/s"))]
        assert walk(chromium, (home + page for page in some), queries=FEW, search=home + "search.html").acts == []


def test_every_string_is_shown_to_the_letter_or_refused_by_a_problem(attacked: Laid, seen: Seen) -> None:
    assert len(attacked.fields) == len(FEW) * len(in_schemas()) - len(FEW) + 1  # the home page has one title
    assert list(lost(attacked, seen)) == []
    assert set(codes(attacked)) >= {"link-unsafe", "prose-unsafe", "not-one-of"}


def test_nothing_acts_in_the_downloads(attacked: Laid) -> None:
    tried, _, found = acting(attacked.root / "site" / "data")
    assert tried > 1000 and found == ()


def test_what_an_import_takes_from_articles_of_strangers_does_nothing_and_is_shown(
    tmp_path: Path, chromium: Browser
) -> None:
    """In seven formats and a sidecar."""
    root = tmp_path / "dossier"
    assert bring(root, FEW[:1], settings()) == 0
    build_site(root)
    base = (root / "site").as_uri() + "/"
    own = [page for page in pages(root / "site") if page.startswith(("sources/", "timeline/"))]
    seen = walk(chromium, (base + page for page in own))
    assert seen.acts == [] and seen.pages > 15
    shown, taken = compared("\n".join([*seen.texts, *seen.told])), list(words_taken(root))
    assert sum("zq0" in words for words in taken) > 20
    assert [words for words in taken if compared(words) not in shown] == []

"""The first page, and the list of all claims: every count leads to what it counts."""

from __future__ import annotations

import re
from functools import cache

from pages_corpus import dam
from synthetic_corpus import synthetic_corpus

from build_tools.addresses import address_of_claim
from build_tools.agreement import Agreement
from build_tools.corpus import Corpus
from build_tools.making.maker import all_made
from build_tools.pages.desk import Desk
from build_tools.pages.page import Page, Site
from build_tools.pages.whole import claim_list, home


def desk(corpus: Corpus) -> Desk:
    return Desk(corpus, Agreement(corpus), Site("The dam"))


@cache
def first_page() -> str:
    return home.page(desk(dam())).html


def claim_pages(corpus: Corpus) -> dict[str, Page]:
    return {page.address: page for page in all_made(claim_list.makers(desk(corpus)))}


def test_every_count_leads_to_its_list() -> None:
    figures = dict(
        (words, (address, number))
        for address, number, words in re.findall(
            r'<li><a href="([^"]+)"><strong>([^<]+)</strong> ([^<]+)</a>', first_page()
        )
    )
    assert figures["claims"] == ("claims/index.html", "8")
    assert figures["sources"] == ("sources/index.html", "2")
    assert figures["entries disputed"] == ("disagreements.html", "2")
    assert figures["independent voices (roots)"][0] == "who-says-what.html"


def test_what_is_contested_is_told_in_words_before_anything_is_counted() -> None:
    page = first_page()
    gist = page[page.index('class="cl-gist"') : page.index('class="cl-figures"')]
    assert "What is contested" in gist and gist.index("What is contested") < gist.index('class="cl-gist-asked"')
    told = re.findall(r"<strong>([^<]+)</strong>: <span class=\"cl-gist-who\"><a href=\"([^\"]+)\">", gist)
    assert told and all("#claim-" in address for _, address in told)


def test_what_the_dossier_is_stands_above_all_that_it_holds() -> None:
    assert first_page().count("What is known of the dam, and on whose word.") == 1
    assert first_page().index("What is known of the dam") < first_page().index("What is contested")


def test_what_was_published_last_is_told_apart_from_what_happened_last() -> None:
    assert "Latest on the timeline" in first_page() and "Latest published" in first_page()
    assert 'By <a href="known/2031-03-31.html">' in first_page() and "at the latest" in first_page()


def test_every_section_is_reached_from_the_first_page_whatever_the_menu_holds() -> None:
    sections = "timeline/index questions/index disagreements who-says-what known/index claims/index actors/index"
    for section in [*sections.split(), "places/index", "sources/index", "methodology", "data", "about", "search"]:
        assert f'href="{section}.html"' in first_page() or f'action="{section}.html"' in first_page()


def test_all_claims_stand_on_one_page_by_the_day_on_which_they_were_said() -> None:
    (page,) = claim_pages(dam()).values()
    assert all(page.html.count(f'href="../{address_of_claim(placed)}"') == 1 for placed in dam().claims)
    days = re.findall(r'<h2 id="said-([^"]+)">', page.html)
    assert days == ["2031-03-01", "published-2031-03q", "2031-03-04", "published-2031-03-05"]


def test_many_claims_are_spread_over_pages_by_time_and_none_is_lost() -> None:
    corpus = synthetic_corpus(150)
    pages = claim_pages(corpus)
    assert {"claims/index.html", "claims/by-day/2024.html", "claims/by-day/2024-10-to-12.html"} < {*pages}
    assert 'href="by-day/2024.html"' in pages["claims/index.html"].html
    assert 'href="2024-10-to-12.html"' in pages["claims/by-day/2024.html"].html
    assert sum(page.html.count('<li class="cl-line') for page in pages.values()) == len(corpus.claims)
    assert max(len(page.html) for page in pages.values()) < 90_000

"""Who says what, through whom: every claim is counted once, and each number leads to its claims."""

from __future__ import annotations

import re
from functools import cache

from pages_corpus import dam
from synthetic_corpus import synthetic_corpus

from build_tools.addresses import address_of_claim
from build_tools.agreement import Agreement
from build_tools.corpus import Corpus
from build_tools.making.maker import all_made
from build_tools.model import Actor, Claim, Entry, Role, Source, Unnamed
from build_tools.pages.desk import Desk
from build_tools.pages.page import Page, Site
from build_tools.pages.whole import matrix, speakers


def made(corpus: Corpus) -> dict[str, Page]:
    return {page.path: page for page in all_made(matrix.makers(Desk(corpus, Agreement(corpus), Site("The dam"))))}


@cache
def pages() -> dict[str, Page]:
    return made(dam())


def test_each_number_leads_to_a_list_of_exactly_so_many_claims() -> None:
    links = re.findall(
        r'<td class="shade-\d"><a href="([^"#]+)\.html#([^"]+)">(\d+)</a>', pages()["who-says-what.md"].html
    )
    assert links
    for path, anchor, number in links:
        (section,) = re.findall(rf'<h2 id="{anchor}">.*?</section>', pages()[f"{path}.md"].html, re.DOTALL)
        assert section.count('<li class="cl-line') == int(number)
    assert sum(int(number) for *_, number in links) == len(dam().claims)


def test_every_claim_is_on_the_page_of_its_speaker() -> None:
    lists = "".join(page.html for path, page in pages().items() if path.startswith("who-says-what/"))
    assert all(lists.count(f'href="../../{address_of_claim(placed)}"') == 1 for placed in dam().claims)


def test_who_stands_between_has_a_column_and_the_unnamed_a_row_in_the_source_s_words() -> None:
    html = pages()["who-says-what.md"].html
    assert "via Night Wire" in html
    assert "“Officials of the ministry”</a>" in html and '<span class="cl-remark">unnamed</span>' in html
    assert "Outlets in their own voice" in html


def dossier(*claims: Claim, sources: tuple[Source, ...], actors: tuple[Actor, ...]) -> Corpus:
    return Corpus(
        entries={"fire": Entry("fire", title="A fire", date="2031-03-01", claims=claims)},
        sources={one.id: one for one in sources},
        actors={one.id: one for one in actors},
    )


ACTORS = (
    Actor("land", name="Land", kind="state"),
    Actor("police", name="Police", part_of="land"),
    Actor("chief", name="Chief", roles=(Role("head", of="police"),)),
    Actor("former", name="Former chief", country="land", roles=(Role("head", of="police", until="2030"),)),
    Actor("wire", name="Wire", kind="outlet"),
    Actor("paper", name="Paper", kind="outlet"),
)


def test_speakers_stand_under_the_widest_body_of_their_office_and_not_under_their_country() -> None:
    claims = (Claim("a", "s", speaker="chief"), Claim("b", "s", speaker="former"), Claim("c", "s", speaker="police"))
    corpus = dossier(*claims, sources=(Source("s", publisher="paper"),), actors=ACTORS)
    assert {one.key: one.body for one in speakers.everyone(corpus)} == {
        "named/chief": "land",
        "named/police": "land",
        "named/former": "former",
    }


def test_of_a_copy_the_publisher_of_the_original_stands_between() -> None:
    sources = (Source("first", publisher="wire"), Source("copy", publisher="paper", republishes="first"))
    corpus = dossier(Claim("a", "copy", speaker="chief"), Claim("b", "copy"), sources=sources, actors=ACTORS)
    ways = {one.key: list(one.claims) for one in speakers.everyone(corpus)}
    assert ways == {
        "named/chief": [speakers.Way("paper", ("wire",))],
        "own-voice/wire": [speakers.Way("paper", ("wire",))],
    }


def test_someone_unnamed_with_a_hostile_name_has_an_address_that_is_safe() -> None:
    claim = Claim("a", "s", speaker=Unnamed("../<b>x", "land"))
    corpus = dossier(claim, sources=(Source("s", publisher="paper"),), actors=ACTORS)
    assert all(re.fullmatch(r"[a-z0-9/-]+\.md", path) for path in made(corpus))


def test_a_large_dossier_shows_what_fits_and_folds_the_rest() -> None:
    corpus = synthetic_corpus(4000, claims_each=1)
    html = made(corpus)["who-says-what.md"].html
    assert html.count('<th scope="row"') <= 122 and "with fewer claims" in html and "Other outlets" in html
    assert html.count("<td") < 122 * 20
    numbers = re.findall(r"<tfoot>.*?</tfoot>", html, re.DOTALL)[0]
    total, *columns = map(int, re.findall(r"<td[^>]*>(\d+)", numbers))
    assert total == sum(columns) == 4000


def spoken(number: int, *, more: int = 0) -> Corpus:
    """A chief whose words so many outlets carry, three claims each; ``more`` in the first of them."""
    outlets = tuple(Actor(f"o{at}", name=f"{chr(65 + at * 7 % 26)}paper {at}", kind="outlet") for at in range(number))
    claims = [Claim(f"say {at} {each}", f"s{at}", speaker="chief") for at in range(number) for each in range(3)]
    further = [Claim(f"more {each}", "s0", speaker="chief") for each in range(more)]
    sources = tuple(Source(f"s{at}", publisher=f"o{at}") for at in range(number))
    return dossier(*claims, *further, sources=sources, actors=(*ACTORS, *outlets))


def test_who_says_too_much_for_a_page_has_few_pages_by_the_names_of_outlets_and_each_claim_is_on_one() -> None:
    shown = {
        path: page.html for path, page in made(spoken(200)).items() if path.startswith("who-says-what/named/chief")
    }
    lists = "".join(html for path, html in shown.items() if path.count("/") == 3)
    assert sorted(re.findall(r"say \d+ \d+(?=<)", lists)) == sorted(
        f"say {at} {n}" for at in range(200) for n in range(3)
    )
    assert 600 / 64 < len(shown) < 30 and max(map(len, shown.values())) < 80_000
    for path, anchor in re.findall(
        r'<a id="[^"]+" href="chief/([^"#]+)\.html#([^"]+)"', shown["who-says-what/named/chief.md"]
    ):
        assert f'<h2 id="{anchor}">' in shown[f"who-says-what/named/chief/{path}.md"]


def test_a_further_claim_moves_nothing_on_the_pages_of_other_outlets() -> None:
    before, after = (
        {path: page.html for path, page in made(spoken(60, more=more)).items() if "named/chief/" in path}
        for more in (1, 2)
    )
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert before.keys() == after.keys() and len(changed) == 1 < len(before)

"""How to read the site, data, about: what they explain is what the program does."""

from __future__ import annotations

import dataclasses
import re
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

from pages_corpus import dam

from build_tools.agreement import Agreement, Relation, compare
from build_tools.corpus import Corpus
from build_tools.dossier import open_dossier
from build_tools.exports import all as exports
from build_tools.exports.checksums import Finished
from build_tools.exports.downloads import described, known, name_of, size
from build_tools.exports.telling import Telling
from build_tools.inspection import find_problems
from build_tools.making.maker import all_made
from build_tools.model import Actor, Claim, Record, Role, Source, Unnamed
from build_tools.pages.desk import Desk
from build_tools.pages.page import Page, Site
from build_tools.pages.whole import front
from build_tools.roots import count_roots
from build_tools.values import parse_answer
from build_tools.wording import words


def made(corpus: Corpus, site: Site | None = None) -> dict[str, Page]:
    agreement = Agreement(corpus)
    desk = Desk(corpus, agreement, site or Site("The dam"))
    downloads = described({path: Finished.of(held) for path, held in exports.files(Telling(corpus, agreement)).items()})
    pages = [*all_made(front.makers(desk, "9.9")), front.data(desk, downloads, "Cells.")]
    return {page.path: page for page in pages}


@cache
def pages() -> dict[str, Page]:
    return made(dam())


def told(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_the_example_of_how_roots_are_counted_is_how_they_are_counted() -> None:
    reed = Actor("reed", name="Mayor Reed", roles=(Role("mayor", of="town-hall"),))
    sources = [Source(name, publisher=name) for name in ("courier", "evening-post", "dispatch", "herald")]
    claims = (
        Claim("a", "courier", speaker="reed"),
        Claim("b", "evening-post", speaker="reed", via=("wire-agency",)),
        Claim("c", "dispatch", speaker=Unnamed("officials of the town hall", "town-hall")),
        Claim("d", "herald"),
    )
    corpus = Corpus(sources={one.id: one for one in sources}, actors={"reed": reed})
    counted = words.root_range(count_roots(claims, corpus))
    assert counted == "2–3 roots in 4 sources"
    assert "Together 2–3 roots in 4 sources" in told(pages()["methodology.md"].html)


def test_the_examples_of_agreement_come_to_what_is_said_of_them() -> None:
    assert "the mayor says 25, the rescue service says at least 40" in pages()["methodology.md"].html
    assert compare(parse_answer("25", "quantity"), parse_answer(">=40", "quantity")) is Relation.CONTRADICT
    assert "the mayor says about 40, the rescue service says at least 38" in pages()["methodology.md"].html
    assert compare(parse_answer("~40", "quantity"), parse_answer(">=38", "quantity")) is Relation.COMPATIBLE


def test_dates_are_shown_as_the_site_words_them() -> None:
    html = told(pages()["methodology.md"].html)
    for date in ("4 or 5 March 2031", "4–5 March 2031", "since November 2030", "on or before 7 March 2031"):
        assert date in html


def test_every_word_of_the_glossary_can_be_led_to() -> None:
    html = pages()["methodology.md"].html
    for key in ("word-root", "word-claim", "stance-denies", "state-contradicted", "root-voice", "precision-district"):
        assert f'id="{key}"' in html


def test_data_lists_every_download_with_its_rows_and_columns() -> None:
    html = pages()["data.md"].html
    patterns = [row.name for row in known() if "*" in row.name and f"<code>{row.name}</code>" in html]
    for path in exports.files(Telling(dam(), Agreement(dam()))):
        assert f'href="{path}" download' in html or any(fnmatchcase(name_of(path), one) for one in patterns), path
    assert re.search(r"claims\.csv</a>.*? · 8 rows · ", html, re.DOTALL)
    assert "The words of the source, verbatim" in html and "Cells." in html


def test_a_size_is_never_nought() -> None:
    assert (size(10), size(52_400), size(1_400_000)) == ("1 KB", "52 KB", "1.4 MB")


def test_about_says_who_reviewed_what_and_which_program_made_it() -> None:
    html = told(pages()["about.md"].html)
    assert "reviewed by editor (1 entry)" in html and "1 entry is a draft" in html and "Claimline 9.9" in html


def test_about_holds_the_curators_own_words_and_the_licence_as_text() -> None:
    corpus = dataclasses.replace(dam(), about=Record("about", body="We are *three* readers. <script>x</script>"))
    html = made(corpus, Site("The dam", rights='Words: <a href="https://x.example/">CC BY 4.0</a>'))["about.md"].html
    assert "We are <em>three</em> readers." in html and "<script>" not in html
    assert "Words: CC BY 4.0" in html


def test_about_is_read_from_content_and_checked_like_any_prose(flood: Path) -> None:
    (flood / "content/about.md").write_text("---\ntitle: About\n---\nKept by [readers](javascript:alert(1)).\n")
    dossier = open_dossier(flood)
    assert dossier.corpus.about and "Kept by" in dossier.corpus.about.body
    assert [problem.code for problem in find_problems(dossier) if problem.where.path == "content/about.md"] == [
        "prose-unsafe"
    ]

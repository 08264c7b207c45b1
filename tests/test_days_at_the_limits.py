"""The first and the last day that a date can hold: databases write 0001-01-01 and 9999-12-31 for what has no beginning or end."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_corpus import small_corpus

from build_tools.agreement import Agreement
from build_tools.corpus import Corpus
from build_tools.exports.all import files
from build_tools.exports.telling import SiteFacts, Telling
from build_tools.pages.desk import Site
from build_tools.pages.drawings import days
from build_tools.pages.render import render
from build_tools.search.dates import date_words
from build_tools.text import edtf

LIMITS = ["9999-12-31", "9999-12~", "0001-01-01", "0001~/9999-12-31"]


def dated(date: str) -> Corpus:
    """A dossier in which everything is of that date, what a question asks for as well."""
    corpus = small_corpus()
    asked = next(iter(corpus.questions))
    entries = {
        id: replace(
            entry,
            date=date,
            claims=tuple(replace(one, when=date, said=date, answers={asked: date}) for one in entry.claims),
        )
        for id, entry in corpus.entries.items()
    }
    sources = {id: replace(one, published=date, retrieved=date) for id, one in corpus.sources.items()}
    question = replace(corpus.questions[asked], kind="date", unit="", tolerance="")
    return replace(corpus, entries=entries, sources=sources, questions={asked: question})


@pytest.mark.parametrize("date", LIMITS)
def test_such_a_day_is_shown_and_handed_out_like_any_other(date: str) -> None:
    corpus = dated(date)
    agreement = Agreement(corpus)
    words = "".join(page.html for page in render(corpus, agreement, Site("A dossier")))
    assert date[:4].lstrip("0") in words
    made = files(
        Telling(corpus, agreement, SiteFacts("A dossier")), only=["csv", "json", "calendar", "timeline", "ftm", "api"]
    )
    assert date in made["data/entries.csv"].decode() and date in made["data/dossier.json"].decode()
    assert date_words(date)


def test_a_drawing_of_the_last_day_alone_has_its_mark() -> None:
    (mark,) = days.draw([days.Dated(edtf.parse("9999-12-31"), "The end", "x.html")]).marks
    assert 0 <= mark.left < mark.right <= days.WIDTH


def test_a_winter_that_ends_after_the_last_day_is_refused_in_words() -> None:
    with pytest.raises(edtf.NotEdtf, match="reaches beyond the year 9999"):
        edtf.parse("9999-24")

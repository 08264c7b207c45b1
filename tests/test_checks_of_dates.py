"""A date that the words of its sentence contradict is told; one that anything in the article may give is not."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from build_tools.checks.dating import DateConflict, date_conflicts
from build_tools.corpus import Corpus
from build_tools.model import Claim, Entry, Source
from build_tools.seeds import read_document

PUBLISHED = "2031-03-10"  # a Monday


@dataclass(frozen=True)
class Case:
    """An article, words of it, and the dates that somebody gave them."""

    article: str
    quote: str
    said: str = ""
    when: str = ""
    via: tuple[str, ...] = ()
    lang: str = ""

    def __str__(self) -> str:
        return f"{self.said or self.when}: {self.article}"


CONTRADICTED = [
    Case("The dam holds, the mayor told reporters on Tuesday.", "The dam holds", said="2031-03-05"),
    Case("The dam holds, the mayor told reporters on Tuesday.", "The dam holds", said=PUBLISHED),
    Case("The mayor said on Sunday that the dam holds.", "the dam holds", said="2031-03-08"),
    Case("The gate was shut in January, the council wrote.", "The gate was shut", when="2031-02"),
    Case("The gate was shut in January, the council wrote.", "The gate was shut", when="2030-12-17"),
    Case(
        "The bank fails. The road broke on Thursday night. Nobody came.",
        "The bank fails. The road broke",
        when="2031-03-04",
    ),
]
WIDER = [
    Case("The mayor said last week that the dam holds.", "the dam holds", said="2031-03-05"),
    Case("The gate was shut in early February, the council wrote.", "The gate was shut", when="2031-02-03"),
]
MAY_BE = [
    Case("The mayor said on Sunday that the dam holds.", "the dam holds", said="2031-03-09"),
    Case("The mayor said on Sunday that the dam holds.", "the dam holds", said="2031-03-05?"),
    Case("The mayor said on Sunday that the dam holds.", "the dam holds", said="2031-03-03/2031-03-09"),
    Case("The mayor said on Sunday that the dam broke.", "the dam broke", when="2031-03-10"),
    Case("The mayor said on Sunday, a day after the council denied it.", "the council denied it", said="2031-03-08"),
    Case("The mayor said on Sunday what the council denied on Friday.", "the council denied", said="2031-03-07"),
    Case("The mayor said on Sunday that the council had denied it.", "the council had denied it", said=PUBLISHED),
    Case("The Herald reported on Sunday that the dam holds.", "the dam holds", said=PUBLISHED, via=("herald",)),
    Case("The mayor said Sunday’s flood was the worst.", "flood was the worst", said=PUBLISHED),
    Case("The gate was shut in January, on the 17th of the month.", "The gate was shut", when="2031-01-17"),
    Case("Rain fell on March 4. The gate was shut after Sunday.", "The gate was shut", when="2031-03-04"),
    Case("The dam holds, der Bürgermeister sagte on Tuesday.", "The dam holds", said="2031-03-05", lang="de"),
    Case("Wednesday was quiet. The road broke on Tuesday, they wrote.", "The road broke", when="2031-03-05"),
]


def conflicts(case: Case) -> list[DateConflict]:
    claim = Claim(case.quote, "wire", said=case.said, when=case.when, via=case.via, lang=case.lang)
    corpus = Corpus(
        entries={"dam": Entry("dam", title="The dam", date=PUBLISHED, claims=(claim,))},
        sources={"wire": Source("wire", title="The dam", published=PUBLISHED)},
        documents={"wire": read_document(f"What we know of the dam\n\n{case.article}\n", "wire.txt")},
    )
    assert corpus.find(claim).outcome == "exact"
    return list(date_conflicts(claim, corpus))


@pytest.mark.parametrize("case", CONTRADICTED, ids=str)
def test_a_date_that_its_words_leave_no_room_for_is_told_with_the_words(case: Case) -> None:
    (one,) = conflicts(case)
    assert one.excluded and one.words in case.article and one.date == (case.said or case.when)


@pytest.mark.parametrize("case", WIDER, ids=str)
def test_a_day_out_of_a_wider_time_is_told_as_too_precise(case: Case) -> None:
    (one,) = conflicts(case)
    assert not one.excluded


@pytest.mark.parametrize("case", MAY_BE, ids=str)
def test_a_date_that_the_article_may_give_is_let_be(case: Case) -> None:
    assert conflicts(case) == []

"""What rests on a draft says so: answers, what they come to, and what a draft alone sets against a reviewed entry."""

from __future__ import annotations

from functools import cache

from build_tools.agreement import Agreement, State
from build_tools.corpus import Corpus
from build_tools.model import Actor, Claim, Entry, Question, Source
from build_tools.pages.page import Site
from build_tools.pages.render import render
from build_tools.wording import standing, words
from tests.test_pages_entry import text_of


def corpus(*, other: str = "draft") -> Corpus:
    """The mayor's 25, reviewed, and the board's 40 in an entry of that status."""
    said = Claim("25 were saved", "paper", speaker="mayor", answers={"saved": "25"})
    beside = Claim("40 were saved", "wire", speaker="board", answers={"saved": "40"})
    return Corpus(
        entries={
            "rescue": Entry("rescue", title="A rescue", date="2031-03-04", status="reviewed", claims=(said,)),
            "count": Entry("count", title="A count", date="2031-03-05", status=other, claims=(beside,)),
        },
        sources={id: Source(id, title=f"The {id}", published="2031-03-05") for id in ("paper", "wire")},
        actors={id: Actor(id, name=f"The {id}", kind="person") for id in ("mayor", "board")},
        questions={"saved": Question("saved", title="How many were saved?", kind="quantity", unit="people")},
    )


@cache
def pages(other: str) -> dict[str, str]:
    shown = corpus(other=other)
    return {one.address: text_of(one.html) for one in render(shown, Agreement(shown), Site("The flood"))}


def test_what_is_contradicted_by_a_draft_alone_is_so_if_the_draft_holds() -> None:
    (finding,) = Agreement(corpus()).findings.values()
    assert (finding.state, finding.reviewed) == (State.CONTRADICTED, State.SINGLE_ROOT) and finding.if_a_draft_holds
    (settled,) = Agreement(corpus(other="reviewed")).findings.values()
    assert not settled.if_a_draft_holds


def test_a_reviewed_entry_is_not_disputed_by_a_draft_and_says_what_stands_against_it() -> None:
    page = pages("draft")["timeline/rescue.html"]
    assert "Disputed by a draft that nobody has reviewed yet" in page
    assert "25 people: The mayor; 40 people: The board, in a draft), if a draft holds." in page
    reviewed = pages("reviewed")["timeline/rescue.html"]
    assert "Disputed" in reviewed and "draft" not in reviewed


def test_a_draft_is_disputed_by_what_is_reviewed() -> None:
    shown = corpus()
    where = standing.standing(shown.entries["count"], shown, Agreement(shown))
    assert where.disputed and not where.by_draft
    assert "if a draft holds" not in words.plain(standing.sentence(where, shown))


def test_wherever_an_answer_of_a_draft_is_shown_it_is_marked() -> None:
    shown = pages("draft")
    for address in ("questions/saved.html", "questions/index.html", "index.html", "disagreements.html"):
        assert "The board draft" in shown[address], address
        assert "if a draft holds" in shown[address], address
    assert "Of the answers that are reviewed alone: single root" in shown["questions/saved.html"]
    assert "The board draft" in shown["sources/wire.html"]
    assert "The board draft" in shown["known/2031-03-05.html"]
    assert "1 of these claims stands in a draft that nobody has reviewed yet" in shown["who-says-what.html"]


def test_a_list_of_entries_says_that_a_draft_disputes_it() -> None:
    assert "Disputed by a draft contradicted on “How many were saved?”" in pages("draft")["timeline/index.html"]
    assert "Disputed by a draft" not in pages("reviewed")["timeline/index.html"]


def test_an_answer_given_in_a_reviewed_entry_too_is_no_draft_s() -> None:
    shown = corpus()
    again = Claim("“40 were saved”", "paper", speaker="board", answers={"saved": "40"})
    entries = {**shown.entries, "later": Entry("later", date="2031-03-06", status="reviewed", claims=(again,))}
    (finding,) = Agreement(Corpus(**{**vars(shown), "entries": entries})).findings.values()
    assert not finding.if_a_draft_holds
    told = words.answers_by_value(finding.answers, finding.question, shown)
    assert not any("in a draft" in words.plain(who) for _, voices in told for who in voices)

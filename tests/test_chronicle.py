"""What was known when: step by step it comes to what a dossier restricted to that day comes to."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st
from pages_corpus import dam

from build_tools.agreement import Agreement, State
from build_tools.chronicle.as_of import corpus_as_of
from build_tools.chronicle.days import chronicle
from build_tools.chronicle.publication_days import published
from build_tools.corpus import Corpus
from build_tools.model import Actor, Claim, Entry, Question, Source, Unnamed
from build_tools.roots import backing

QUESTIONS = {
    "fell": Question("fell", title="Did it fall?", kind="yes-no"),
    "number": Question("number", title="How many?", kind="quantity"),
}
ACTORS = {
    "city": Actor("city", name="City", kind="state"),
    "police": Actor("police", name="Police", part_of="city"),
    "mayor": Actor("mayor", name="Mayor", part_of="city"),
}


def source(name: str, published_on: str, **given: str) -> Source:
    return Source(name, title=name.title(), publisher=given.pop("publisher", name), published=published_on, **given)


def dossier(*sources: Source, **entries: tuple[Claim, ...]) -> Corpus:
    return Corpus(
        entries={name: Entry(name, title=name, date="2031-03-01", claims=claims) for name, claims in entries.items()},
        sources={one.id: one for one in sources},
        actors=ACTORS,
        questions=QUESTIONS,
    )


def test_a_source_of_several_possible_days_is_known_from_the_last_and_may_have_been_from_the_first() -> None:
    span = published(source("brief", "[2031-03-06..2031-03-30]"))
    assert (span.first, span.last) == (dt.date(2031, 3, 6), dt.date(2031, 3, 30))
    assert span.may_precede(dt.date(2031, 3, 6)) and not span.may_precede(dt.date(2031, 3, 5))
    assert not span.may_precede(dt.date(2031, 3, 30))
    told = chronicle(dossier(source("daily", "2031-03-07"), source("brief", "[2031-03-06..2031-03-30]")))
    assert [day.date.day for day in told.days] == [7, 30]
    assert [one.id for one in told.days[0].possible] == ["brief"] and not told.days[1].possible


def test_a_source_without_a_day_is_counted_on_none() -> None:
    told = chronicle(dossier(source("daily", ""), source("since", "2031-03/.."), fire=(Claim("x", "daily"),)))
    assert not told.days
    assert [one.id for one in told.undated] == ["daily", "since"]


def test_a_second_speaker_on_a_later_day_makes_what_was_known_grow() -> None:
    first, second = Claim("it fell", "one", speaker="police"), Claim("yes", "two", speaker="mayor", stance="confirms")
    told = chronicle(dossier(source("one", "2031-03-01"), source("two", "2031-03-02"), fall=(first, second)))
    (news,) = told.days[1].more
    assert news.before and (news.before.support.high, news.after.support.high) == (1, 2)
    assert news.has_grown and not news.denials and not told.days[1].entries
    assert [one.entry.id for one in told.days[0].entries] == ["fall"]


def test_a_copy_of_what_was_known_is_new_but_makes_nothing_grow() -> None:
    claims = (Claim("it fell", "one", speaker="police"), Claim("it fell", "two", speaker="police"))
    told = chronicle(dossier(source("one", "2031-03-01"), source("two", "2031-03-02", republishes="one"), fall=claims))
    (news,) = told.days[1].more
    assert len(news.claims) == 1 and not news.has_grown


def test_a_denial_that_comes_later_disputes_and_one_by_the_same_speaker_takes_back() -> None:
    claims = (
        Claim("it fell", "one", speaker="police"),
        Claim("it did not", "two", speaker="mayor", stance="denies"),
        Claim("it did not fall", "three", speaker="police", stance="denies"),
    )
    sources = [source(name, f"2031-03-0{day}") for day, name in enumerate(("one", "two", "three"), 1)]
    told = chronicle(dossier(*sources, fall=claims))
    denied, taken_back = told.days[1].more[0], told.days[2].more[0]
    assert denied.denials and not denied.taken_back and not denied.was_disputed and denied.disputed
    assert [one.claim.source for one in taken_back.taken_back] == ["three"]


def test_of_a_question_that_stays_where_it_was_only_the_new_answers_are_told() -> None:
    claims = tuple(Claim(f"it fell {day}", f"s{day}", speaker="police", answers={"fell": "yes"}) for day in (1, 2))
    told = chronicle(dossier(*(source(f"s{day}", f"2031-03-0{day}") for day in (1, 2)), fall=claims))
    (news,) = told.days[1].questions
    assert news.before is news.after is State.SINGLE_ROOT
    assert [one.claim.source for one in news.answers] == ["s2"]


def test_a_question_goes_from_open_to_one_root_to_contradicted() -> None:
    claims = (
        Claim("it fell", "one", speaker="police", answers={"fell": "yes"}),
        Claim("it stands", "two", speaker="mayor", answers={"fell": "no"}),
    )
    told = chronicle(
        dossier(source("one", "2031-03-01"), source("two", "2031-03-02"), fall=claims[:1], stand=claims[1:])
    )
    steps = [(news.before, news.after) for day in told.days for news in day.questions]
    assert steps == [(State.OPEN, State.SINGLE_ROOT), (State.SINGLE_ROOT, State.CONTRADICTED)]
    assert [len(news.fresh) for day in told.days for news in day.questions] == [1, 1]
    assert told.days[1].totals.states[State.OPEN] == 1 and told.days[1].totals.disputed == 2


days = st.integers(1, 6).map(lambda day: f"2031-03-{day:02}")
dates = st.one_of(days, st.just(""), st.tuples(days, days).map(lambda ends: f"[{min(ends)}..{max(ends)}]"))
speakers = st.sampled_from([None, "police", "mayor", "city", Unnamed("an official", "city"), Unnamed("someone")])
answers = st.dictionaries(
    st.sampled_from([*QUESTIONS, "gone"]), st.sampled_from(["yes", "no", "3", "~4", ">=9"]), max_size=2
)
claims = st.lists(
    st.builds(
        Claim,
        st.sampled_from("abcdefgh"),
        st.sampled_from(["s0", "s1", "s2", "s3", "unknown"]),
        speaker=speakers,
        stance=st.sampled_from(["asserts", "confirms", "denies", "expects", "declines"]),
        said=st.sampled_from(["", "2031-03-01", "2031-03-04"]),
        answers=answers,
    ),
    min_size=1,
    max_size=5,
).map(tuple)


@given(
    st.lists(dates, min_size=4, max_size=4), st.lists(claims, max_size=4), st.sampled_from(["", "s0"]), st.booleans()
)
def test_step_by_step_comes_to_the_same_as_looking_at_each_day_alone(
    dated: list[str], groups: list[tuple[Claim, ...]], copied: str, retracted: bool
) -> None:
    sources = [source(f"s{n}", day, republishes=copied if n == 2 else "") for n, day in enumerate(dated)]
    corpus = dossier(*sources, **{f"e{number}": group for number, group in enumerate(groups)})
    if retracted and corpus.entries:
        entries = {**corpus.entries, "e0": Entry("e0", status="retracted", claims=corpus.entries["e0"].claims)}
        corpus = Corpus(entries=entries, sources=corpus.sources, actors=ACTORS, questions=QUESTIONS)
    known: dict[str, object] = {}
    for day in chronicle(corpus).days:
        alone = corpus_as_of(corpus, day.date)
        agreement = Agreement(alone)
        known |= {news.entry.id: news.after for news in (*day.entries, *day.more)}
        assert {one.id: backing(one.claims, alone) for one in alone.timeline} == known
        for news in day.questions:
            assert agreement.findings[news.question.id].state is news.after
        states = [finding.state for finding in agreement.findings.values()]
        assert {state: states.count(state) for state in State if state in states} == {
            state: number for state, number in day.totals.states.items() if number
        }
        denied = {one.id for one in alone.timeline if backing(one.claims, alone).denied.roots}
        assert day.totals.disputed == len(denied | agreement.disputed_as_reviewed.keys())
        assert (day.totals.entries, day.totals.claims) == (len(alone.timeline), len(alone.claims))


def test_the_last_day_of_a_dossier_with_dated_sources_is_the_dossier() -> None:
    last = chronicle(dam()).days[-1]
    assert last.totals.entries == len(dam().timeline) and last.totals.claims == len(dam().claims)

"""What an entry's page says of itself: how its date came about, what stands beside it, its history, how to correct it."""

from __future__ import annotations

import dataclasses
import html
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from pages_corpus import dam

from build_tools.agreement import Agreement
from build_tools.corpus import Corpus, placed_claims
from build_tools.model import Change, Claim, Entry, History, Source
from build_tools.pages.entry import claims, dating
from build_tools.pages.record import forges
from build_tools.pages.render import Site, render
from build_tools.seeds import read_document
from build_tools.text import languages
from build_tools.wording.dates import in_running_text

PATH = "content/timeline/2031/dam-bursts.md"
CHANGES = tuple(
    Change(f"{number:040x}", f"2031-04-{number:02}", "Ann", f"<b>{number}</b>") for number in range(20, 0, -1)
)
TEXT = "A title\n\nThe dam burst on Monday, the board said. Nobody knows when it began to leak."


def page(
    name: str, *, corpus: Corpus | None = None, site: Site = Site("The dam"), history: History | None = None
) -> str:
    shown = corpus or dam()
    made = render(shown, Agreement(shown), site, history=history or History())
    return next(one.html for one in made if one.path == f"timeline/{name}.md")


def text_of(markup: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", markup)))


# ── The date ────────────────────────────────────────────────────────────────────────────────────────────────


def dated(date: str, *held: Claim) -> dating.Dating:
    """How an entry of that date with these claims was dated; the source is of Wednesday 5 March 2031."""
    entry = Entry("e", date=date, claims=held)
    corpus = Corpus(
        entries={"e": entry},
        sources={"paper": Source("paper", title="The Paper", published="2031-03-05")},
        documents={"paper": read_document(TEXT, "paper.txt")},
    )
    views = [claims.view(placed, corpus, Agreement(corpus)) for placed in placed_claims(entry)]
    found = dating.dating(entry, views)
    assert found
    return found


def test_a_date_rests_on_the_claims_that_tell_it_and_on_their_words() -> None:
    found = dated("2031-03-03", Claim("The dam burst on Monday", "paper", when="2031-03-03"))
    (one,) = found.witnesses
    assert one.bears == dating.WHOLE and not found.set_by_hand
    assert [time[:2] for time in one.times] == [("Monday", "2031-03-03")]


def test_the_ends_of_a_span_may_come_from_different_claims() -> None:
    first = Claim("The dam burst", "paper", when="[2031-03-01..2031-03-09]")
    last = Claim("Nobody knows", "paper", when="[..2031-03-04]")
    found = dated("[2031-03-01..2031-03-04]", last, first)
    assert [one.bears for one in found.witnesses] == [dating.FIRST, dating.LAST] and not found.set_by_hand
    assert found.meaning == ("It is one day in this span; which, is not known.",)


def test_what_was_said_counts_where_no_claim_tells_when_it_happened() -> None:
    found = dated("2031-03-04", Claim("The dam burst", "paper", said="2031-03-04"))
    assert [(one.clock, one.bears) for one in found.witnesses] == [("said", dating.WHOLE)]


def test_a_date_that_no_claim_tells_is_said_to_be_a_curator_s() -> None:
    found = dated("[..2031-03-05]", Claim("The dam burst", "paper"))
    assert found.set_by_hand and not found.witnesses and [one.id for one in found.published] == ["paper"]
    assert dated("2031-02", Claim("The dam burst", "paper")).published == ()


SPOKEN = "A title\n\nOn Friday the mayor said: “We count 25 today.” The dam is closed today."


@pytest.mark.parametrize(
    ("claim", "times"),
    [
        (Claim("We count 25 today", "paper", speaker="mayor", said="2031-02-28"), ("2031-02-28", "2031-02-28")),
        (Claim("We count 25 today", "paper", speaker="mayor"), ("2031-02-28",)),
        (Claim("The dam is closed today", "paper"), ("2031-03-05",)),
    ],
)
def test_what_somebody_is_quoted_with_counts_from_the_day_on_which_it_was_said(
    claim: Claim, times: tuple[str, ...]
) -> None:
    entry = Entry("e", claims=(claim,))
    corpus = Corpus(
        entries={"e": entry},
        sources={"paper": Source("paper", title="The Paper", published="2031-03-05")},
        documents={"paper": read_document(SPOKEN, "paper.txt")},
    )
    (placed,) = placed_claims(entry)
    told = claims.view(placed, corpus, Agreement(corpus)).times
    assert tuple(edtf for _, edtf, _ in told) == times
    assert all("the day on which it was said" in why for written, _, why in told if claim.said and written == "today")


@pytest.mark.parametrize(
    ("date", "meaning"),
    [
        ("2031-03-05", ()),
        ("2031-03", ("Only the month is known.",)),
        ("2031-03-05/2031-03-06", ("It lasted over this time.",)),
        ("../2031-03-05", ("When it began is not known.",)),
        ("2031-03-05/..", ("Its end is not known, or not yet.",)),
        ("[..2031-03-05]", ("It was no later than this; which day, is not known.",)),
        ("2031-03-05~", ("“About”: the day is approximate.",)),
        ("2031-03-05?", ("“Possibly”: the reading of the source’s words is uncertain.",)),
    ],
)
def test_a_date_says_what_makes_it_a_span(date: str, meaning: tuple[str, ...]) -> None:
    assert dated(date).meaning == meaning


def test_reasons_tell_dates_in_words() -> None:
    why = "counted from a publication that is only known as [2031-03-01..2031-03-05], not 2031-03-07"
    assert in_running_text(why).endswith("only known as one day of 1–5 March 2031, not 7 March 2031")


# ── Beside it, before it ────────────────────────────────────────────────────────────────────────────────────


def test_related_entries_come_with_their_reason() -> None:
    told = text_of(page("dam-bursts"))
    assert "People are moved from Lower Brae one day of 4–5 March 2031Pointed to by a curator; " in told.replace(
        "pointed", "Pointed"
    )
    assert "quoted from the same paragraph of Dam bursts above Lower Brae" in told


def test_a_withdrawn_entry_says_why_and_what_to_see_instead() -> None:
    corpus = dam()
    entries = dict(corpus.entries)
    entries["rumour"] = dataclasses.replace(entries["rumour"], see_also=("dam-bursts", "witness"))
    told = text_of(page("rumour", corpus=dataclasses.replace(corpus, entries=entries)))
    assert "It was a mistake." in told and "See insteadThe dam above Lower Brae" in told and "itness" not in told
    entries["rumour"] = dataclasses.replace(entries["rumour"], body="")
    assert "Its record does not say why." in text_of(
        page("rumour", corpus=dataclasses.replace(corpus, entries=entries))
    )


def test_a_record_tells_its_history_the_latest_first_and_escaped() -> None:
    site = Site("The dam", repository="https://github.com/brae/dam")
    markup = page("dam-bursts", site=site, history=History({PATH: CHANGES}))
    assert "First recorded 1 April 2031, last changed 20 April 2031." in text_of(markup)
    assert "&lt;b&gt;20&lt;/b&gt;" in markup and "And 8 earlier changes." in markup
    assert f'href="https://github.com/brae/dam/commit/{20:040x}"' in markup
    assert "as of 20 April 2031" in text_of(markup)  # and is cited so


def test_without_git_nothing_is_told_of_history() -> None:
    assert "History of this record" not in page("dam-bursts") and "as of" not in text_of(page("dam-bursts")).lower()


def test_a_shallow_clone_says_that_older_changes_are_not_known() -> None:
    told = text_of(page("dam-bursts", history=History({PATH: CHANGES[:1]}, complete=False)))
    assert "Older changes are not known here" in told and "First recorded" not in told
    assert "Its changes are not known here" in text_of(page("dam-bursts", history=History(complete=False)))


@pytest.mark.parametrize(
    ("repository", "commit", "issue"),
    [
        ("https://github.com/a/b", "https://github.com/a/b/commit/1", "https://github.com/a/b/issues/new"),
        ("https://github.com/a/b.git", "https://github.com/a/b/commit/1", "https://github.com/a/b/issues/new"),
        ("https://gitlab.com/a/b/", "https://gitlab.com/a/b/-/commit/1", "https://gitlab.com/a/b/-/issues/new"),
        (
            "https://gitlab.x.example/a",
            "https://gitlab.x.example/a/-/commit/1",
            "https://gitlab.x.example/a/-/issues/new",
        ),
        ("https://codeberg.org/a/b", "https://codeberg.org/a/b/commit/1", "https://codeberg.org/a/b/issues/new"),
        ("https://git.example/a", "", ""),
        ("https://github.com.evil.example/a", "", ""),
        ("javascript:alert(1)//github.com", "", ""),
        ("", "", ""),
    ],
)
def test_links_into_a_repository_are_made_only_where_its_host_is_known(
    repository: str, commit: str, issue: str
) -> None:
    assert forges.commit_address(repository, "1") == commit
    assert forges.issue_address(repository, title="t", body="b").partition("?")[0] == issue


@pytest.mark.parametrize(
    "forge", ["https://github.com/brae/dam", "https://gitlab.com/brae/dam", "https://codeberg.org/brae/dam"]
)
def test_a_correction_is_proposed_as_a_form_with_the_page_filled_in(forge: str) -> None:
    asked = correction_asked(Site("The dam", url="https://dam.example/", repository=forge, edit_uri="edit/main/"))
    title, body = next(iter(asked.values())), list(asked.values())[-1]
    assert title == ["Correction: The dam above Lower Brae is said to have burst"]
    assert body[0].startswith("### Page or record\n\nhttps://dam.example/timeline/dam-bursts.html\n")


def test_where_the_repository_has_issue_forms_the_link_opens_that_of_a_correction() -> None:
    github = "https://github.com/brae/dam"
    asked = correction_asked(Site("The dam", repository=github, has_forms=True))
    assert asked["template"] == ["correction.yml"] and asked["page"] == ["timeline/dam-bursts.html"]
    assert (Path(__file__).parent.parent / ".github" / "ISSUE_TEMPLATE" / asked["template"][0]).is_file()
    elsewhere = correction_asked(Site("The dam", repository="https://codeberg.org/brae/dam", has_forms=True))
    assert elsewhere["body"][0].startswith("### Page or record\n")


def correction_asked(site: Site) -> dict[str, list[str]]:
    links = re.findall(r'href="([^"]+issues/new[^"]+)"', page("dam-bursts", site=site))
    return parse_qs(urlsplit(html.unescape(links[0])).query)


def test_a_draft_says_whose_proposal_it_is() -> None:
    corpus = dam()
    by_program = next(id for id, entry in corpus.entries.items() if entry.status == "draft")
    assert "proposed by a program, not yet reviewed" in text_of(page(by_program))
    by_people = dataclasses.replace(corpus.entries[by_program], proposed_by=("Rosa <b>", "Ann"))
    told = page(by_program, corpus=dataclasses.replace(corpus, entries={**corpus.entries, by_program: by_people}))
    assert "what Rosa &lt;b&gt;, Ann proposed here has not been reviewed yet" in told


def test_without_a_repository_the_record_s_file_is_named() -> None:
    told = text_of(page("dam-bursts"))
    assert f"The record is {PATH}." in told and "issue" not in told


def test_without_a_repository_the_page_leads_to_the_form_and_tells_it_which_page_it_is() -> None:
    site = Site("The dam", url="https://dam.example/")
    assert 'href="../about.html#form=timeline/dam-bursts.html"' in page("dam-bursts", site=site)
    about = next(one.html for one in render(dam(), Agreement(dam()), site) if one.path == "about.md")
    form = html.unescape(about.partition('<pre id="form">')[2].partition("</pre>")[0])
    assert "### Page or record" in form and '<span data-page="https://dam.example/"></span>' in form
    assert "### Words of the source" in form
    assert "#form" not in page("dam-bursts", site=Site("The dam", repository="https://github.com/brae/dam"))


def test_a_dossier_may_name_where_corrections_go() -> None:
    by_mail = page("dam-bursts", site=Site("The dam", corrections="desk@dam.example"))
    letter = urlsplit(html.unescape(re.findall(r'href="(mailto:[^"]+)"', by_mail)[0]))
    assert letter.path == "desk@dam.example"
    assert parse_qs(letter.query)["body"][0].startswith("### Page or record")
    elsewhere = page("dam-bursts", site=Site("The dam", corrections="https://dam.example/letters"))
    assert 'href="https://dam.example/letters"' in elsewhere and "mailto:" not in elsewhere
    hostile = page("dam-bursts", site=Site("The dam", corrections="javascript:alert(1)"))
    assert "javascript:" not in hostile


@pytest.mark.parametrize(
    ("repository", "edit"),
    [
        ("https://github.com/a/b", "https://github.com/a/b/edit/trunk/press/"),
        ("https://gitlab.com/a/b.git", "https://gitlab.com/a/b/-/edit/trunk/press/"),
        ("https://codeberg.org/a/b", "https://codeberg.org/a/b/_edit/trunk/press/"),
        ("https://git.example/a", ""),
    ],
)
def test_a_record_is_edited_where_its_host_edits_files(repository: str, edit: str) -> None:
    folder = forges.edit_folder(repository, "trunk", "press/")
    assert folder == edit
    assert Site("The dam", repository=repository, edit_uri=folder).edit_address(PATH) == (edit and edit + PATH)


# ── Other languages ─────────────────────────────────────────────────────────────────────────────────────────


def test_words_in_another_language_are_named_marked_and_translated() -> None:
    markup = page("dam-bursts")
    assert '<blockquote class="cl-quote" lang="de" dir="auto"' in markup
    assert "Words in German" in text_of(markup) and '<span lang="en">the weir has broken</span>' in markup


def test_languages_go_by_their_name() -> None:
    assert [languages.name_of_language(code) for code in ("uk", "uk-UA", "tlh")] == ["Ukrainian", "Ukrainian", "tlh"]
    assert [languages.is_foreign(code) for code in ("en-GB", "", "ko")] == [False, False, True]


def test_of_a_question_with_many_answers_an_entry_tells_its_own_and_a_few() -> None:
    corpus = dam()
    entry = corpus.entries["people-moved"]
    claim = next(one for one in entry.claims if "moved" in one.answers)
    others = {
        f"other-{number}": dataclasses.replace(
            entry, id=f"other-{number}", claims=(dataclasses.replace(claim, answers={"moved": str(9000 + number)}),)
        )
        for number in range(40)
    }
    told = text_of(page("people-moved", corpus=dataclasses.replace(corpus, entries={**others, **corpus.entries})))
    lead = told.partition("Accounts contradict each other on ")[2].partition(" roots in ")[0]
    assert "more answers" in lead and len(lead) < 1500
    assert "300" in lead  # what is said here is told, whatever stands elsewhere

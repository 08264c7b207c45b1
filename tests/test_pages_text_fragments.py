"""Links that lead to the quoted words on the publisher's page, as the WICG's grammar has them."""

from __future__ import annotations

from urllib.parse import unquote

import pytest

from build_tools.pages.entry.text_fragments import address_of_words

PAGE = "https://ledger.example/dam"
LONG = "the first words of a quote that goes on for long and then has its last words here"
TEXT = "Officials denied it. The mayor said nothing had been lost.\nOfficials denied it twice, said the board."


def test_signs_that_the_grammar_uses_itself_are_encoded() -> None:
    link = address_of_words(PAGE, "one - two, three & four")
    assert link == PAGE + "#:~:text=one%20%2D%20two%2C%20three%20%26%20four"


def test_a_long_quote_is_told_by_its_first_and_last_words() -> None:
    link = address_of_words(PAGE, LONG)
    assert unquote(link.partition("text=")[2]) == "the first words of a,has its last words here"


def test_last_words_that_come_earlier_too_do_not_cut_the_quote_short() -> None:
    quote = "they ran and ran and ran and ran and ran and ran and ran and ran"
    assert unquote(address_of_words(PAGE, quote)).endswith("text=" + quote)


def test_words_that_occur_twice_are_told_apart_by_those_around_them() -> None:
    first, second = TEXT.index("denied it"), TEXT.rindex("denied it")
    assert address_of_words(PAGE, "denied it", text=TEXT, start=first).endswith(
        "text=Officials-,denied%20it,-.%20The%20mayor"
    )
    assert address_of_words(PAGE, "denied it", text=TEXT, start=second).endswith(
        "Officials-,denied%20it,-twice%2C%20said%20the"
    )
    lost = TEXT.rindex("said")
    assert address_of_words(PAGE, "said", text=TEXT, start=lost).endswith("text=denied%20it%20twice%2C-,said")


def test_words_that_occur_once_need_no_others() -> None:
    lost = TEXT.index("nothing had been lost")
    assert address_of_words(PAGE, "nothing had been lost", text=TEXT, start=lost).endswith(
        "text=nothing%20had%20been%20lost"
    )


def test_without_the_text_the_record_s_own_words_decide() -> None:
    assert address_of_words(PAGE, "lost", after="nothing had well-nigh been").endswith(
        "text=had%20well%2Dnigh%20been-,lost"
    )


@pytest.mark.parametrize(
    ("page", "begins"),
    [
        (PAGE + "#live", PAGE + "#live:~:text=words"),
        (PAGE + "#:~:text=others", PAGE + "#:~:text=others&text=words"),
        (PAGE + "?a=b", PAGE + "?a=b#:~:text=words"),
    ],
)
def test_a_fragment_that_is_there_already_is_kept(page: str, begins: str) -> None:
    assert address_of_words(page, "words") == begins


@pytest.mark.parametrize(
    "address", ["", "javascript:alert(1)", "data:text/html,x", "//ledger.example/", "ledger.example"]
)
def test_no_link_is_made_of_what_is_no_web_address(address: str) -> None:
    assert address_of_words(address, "words") == ""

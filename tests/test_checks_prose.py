"""Prose as rules look at it: what it states, where it leads, and what of it a browser would run."""

from __future__ import annotations

from pathlib import Path

import pytest
from on_disk import change
from test_checks import DAM, FLOOD

from build_tools.checks import facts, prose
from build_tools.dossier import open_dossier
from build_tools.inspection import find_problems

NUMBERS = {
    "12,000 soldiers and three generals": ["12000", "3"],
    "38 of 63 drones, 60 % of them": ["38", "63", "60"],
    "aid worth $9bn, half a million more": ["9000000000", "500000"],
    "a 1,000-kilometre front and the 177th Regiment": ["1000", "177"],
    "an A-22 drone, COVID-19 and the G20": [],
    "at 14:30, at 2.30 pm": [],
    "one drone, another one": [],
    "two-thirds of the votes": [],
    "on 6 November 2024, Nov. 5 and 3 or 4 March": [],
    "[a page](../sources/000-round-up.html) and https://example.org/2024/11": [],
    "the 2020s": ["2020"],
    "Six million in words, ½ in signs": ["6000000", "0.5"],
}


@pytest.mark.parametrize("text", NUMBERS)
def test_numbers_of_prose(text: str) -> None:
    assert [str(number.value) for number in facts.numbers(text)] == NUMBERS[text]


DAYS = {
    "on 6 November 2024": [(11, 6, 2024)],
    "Nov. 5 or the 4th of July": [(11, 5, 0), (7, 4, 0)],
    "3, 4 and 5 March": [(3, 3, 0), (3, 4, 0), (3, 5, 0)],
    "in March 2024, not in May": [(3, 0, 2024)],
    "2024-11-06": [(11, 6, 2024)],
    "in May 12,000 people marched": [],
    "he may come on a decent day": [],
    "September 1, 1991; then December": [(9, 1, 1991)],
}


@pytest.mark.parametrize("text", DAYS)
def test_dates_of_prose(text: str) -> None:
    assert [(day.month, day.day, day.year) for day in facts.days(text)] == DAYS[text]


LINKS = {
    "[a](b.html)": ["b.html"],
    "[a](<b c.html> 'title') and [d][E]\n\n[e]: f.html": ["b c.html", "f.html", "f.html"],
    "![picture](x.png)": ["x.png"],
    "<https://example.org>": ["https://example.org"],
    "`[a](b)` and ``[c](`d`)``": [],
    "```\n[a](b)\n```\n": [],
    "words\n\n    [a](b)\n": [],
    "- item\n\n    [a](b)\n": ["b"],
    "[a](java&#115;cript&colon;x)": ["javascript:x"],
    "[a](javascript\\:x)": ["javascript:x"],
    "[sic] and [a] [b]": [],
    "[wiki (film)](https://example.org/wiki_(film))": ["https://example.org/wiki_(film)"],
}


@pytest.mark.parametrize("text", LINKS)
def test_links_of_prose(text: str) -> None:
    assert [link.address for link in prose.links(text)] == LINKS[text]


UNSAFE = [
    "[x](javascript:y)", "[x](JaVaScRiPt:y)", "[x](java&#115;cript:y)", "[x](javascript&colon;y)", "[x](&#x6A;avascript:y)",
    "[x](<java\tscript:y>)", "[x](javascript\\:y)", "[x][r]\n\n[r]: javascript:y", "[x][r]\n\n[r]: <vbscript:y>", "<javascript:y>",
    "[x](data:text/html,y)", "[x](file:///etc/passwd)", "[x](\u200bjavascript:y)", "<b>x</b>", "<!-- x -->", "<script>x</script>",
    "<img src=x onerror=y>", "<img src=x onerror=y", "<x-y onclick=z>", "<b\nclass=x>", "</script>", "<!doctype html>", "<svg/onload=x>",
    "[the [NATO [alliance]] summary](javascript&colon;y)", "[a](javascript:y(z(1)(2(3))))", "[a](javascript:y 'it\\'s')",
    "[a](javascript:y \"the \"inner\" title\")", "~~~\n[a](javascript:y)\n~~~", "```\n\n[a](javascript:y)\n", "\\`[q](javascript:y)\\`",
    "`` ` [a](javascript:y) `", "- `x\n- [a](javascript:y) `", "[a](&amp;#106;avascript:y)", "[a](java&Tab;script&colon;y)",
    "- item\n\n    <b>x</b>", "x <br/> y", "&lt;b&gt; <i>y</i>",
]  # fmt: skip
SAFE = [
    "`<b>` and ``<i>``", "```\n<script>x</script>\n```", "words\n\n    <b>\n", "1 < 2 and 3 > 2", "a <- b", "\\<b>",
    "[x](https://example.org/a:b)", "<https://example.org>", "<me@example.org>", "[x](mailto:me@example.org)",
    "a <b and c", "x<y and y>z", "<sic>", "the <unclear> word", "p<q", "`~~~`", "he said:“no” ([a](https://example.org))",
    "[x](dam-failure-disputed.html#claims)", "[x](#top)", "[note: a remark](../places/millbrook.html)",
]  # fmt: skip


def codes_with(body: str, root: Path) -> list[str]:
    change(root, FLOOD, "The river rose at night, as the council said.", body)
    return [problem.code for problem in find_problems(open_dossier(root))]


@pytest.mark.parametrize("body", UNSAFE)
def test_what_a_browser_would_run_is_found_however_it_is_spelt(body: str, flood: Path) -> None:
    assert "prose-unsafe" in codes_with(body, flood)


@pytest.mark.parametrize("body", SAFE)
def test_plain_markdown_is_left_alone(body: str, flood: Path) -> None:
    assert "prose-unsafe" not in codes_with(body, flood)


BORNE = [
    "Twenty-five people, or at least forty.", "On 4 March, in 2031, in March 2031.", "Two accounts, three claims.", "5 March 2031",
    "15 more than the other count.", "It is 40 people, the council wrote on the 4th.",
]  # fmt: skip
UNBORNE = {
    "~~~\n999 people\n~~~": "999",
    "```\n\n999 people": "999",
    "- `\n- 999 people\n- `": "999",
    "At least 41 people.": "41",
    "On 9 March 2031.": "9 March 2031",
    "In 2019.": "2019",
    "Nearly six million.": "six million",
    "Some 1,200 homes.": "1,200",
}


@pytest.mark.parametrize("body", BORNE)
def test_what_claims_bear_may_be_said(body: str, flood: Path) -> None:
    assert codes_with(body, flood) == []


@pytest.mark.parametrize("body", UNBORNE)
def test_what_no_claim_bears_is_named(body: str, flood: Path) -> None:
    change(flood, FLOOD, "The river rose at night, as the council said.", body)
    (problem,) = find_problems(open_dossier(flood))
    assert problem.code == "number-unborne" and f"“{UNBORNE[body]}”" in problem.message


def test_a_claim_s_own_page_is_found_and_one_that_moved_is_told(flood: Path) -> None:
    corpus = open_dossier(flood).corpus
    anchors = ["claim-" + claim.id.rpartition("#")[2] for claim in corpus.entries["dam-failure-disputed"].claims]
    assert codes_with(f"See [the denial](dam-failure-disputed.html#{anchors[0]}).", flood) == []
    change(flood, FLOOD, "dam-failure-disputed.html#", "millbrook-flood.html#")
    (problem,) = find_problems(open_dossier(flood))
    assert problem.code == "link-to-nothing" and problem.tip == "The claim stands in entry “dam-failure-disputed” now."


def test_a_withheld_entry_is_named_nowhere(flood: Path) -> None:
    change(flood, DAM, "status: draft", "status: draft\nsensitivity: person-at-risk")
    change(
        flood,
        "content/index.md",
        "An invented dossier",
        "See [this](timeline/dam-failure-disputed.html). An invented dossier",
    )
    change(flood, FLOOD, "The river rose", "Residents say the dam failed, the council denies it. The river rose")
    change(flood, FLOOD, "  # the Herald's count", "    note: Compare dam-failure-disputed.")
    found = [problem for problem in find_problems(open_dossier(flood)) if problem.code == "person-at-risk"]
    assert [f"{one.where.path}:{one.where.line}" for one in found if "the withheld" in one.message or "leads" in one.message] == [
        "content/index.md:4", f"{FLOOD}:21", f"{FLOOD}:34",
    ]  # fmt: skip

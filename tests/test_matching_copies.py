"""Copies across sources: a wire report is one root however many print it; what is shared in part is only reported."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_matching import dossier_of, imported
from work import STEADY, grows_with

from build_tools.dossier import open_dossier
from build_tools.matching.copies import KnownTexts
from build_tools.matching.credits import credit_of
from build_tools.roots import count_roots

WIRE = """MANILA, March 4, 2025 (Reuters) - A passenger ferry collided with a cargo ship in Manila Bay on Tuesday, and at
least 12 people drowned before the first boats of the harbour patrol could reach them.

The ferry had left the southern pier with 180 passengers shortly after dawn, and was turning towards the island when the
freighter came out of the fog bank on its port side and cut into the lower deck.

“We heard no horn and saw no light,” said Elena Reyes, a teacher who was on the upper deck with her class.

The port was closed for four hours, and relatives waited behind a rope at the terminal for news of the missing.
"""
OTHER_FACTS = """
Two nurses from Leeds were among the passengers, their employer told the Morning Herald on Wednesday.
"""


def as_credited(*, to: str, above: str = "By Reuters\n\n") -> str:
    """The wire report as another outlet prints it."""
    return (
        above
        + WIRE.removeprefix("MANILA, March 4, 2025 (Reuters) - ").replace("shortly after dawn", "soon after dawn")
        + to
    )


def test_a_printed_wire_report_republishes_it_and_adds_only_what_is_its_own(tmp_path: Path) -> None:
    root = dossier_of(
        tmp_path, WIRE, as_credited(to=OTHER_FACTS), _2="publisher: morning-herald\npublished: 2025-03-05\n"
    )
    found = imported(root)["2"].across[0]
    corpus = open_dossier(root).corpus
    assert corpus.sources["2"].republishes == "1" and "credits Reuters" in found["why"]
    own = [placed.claim for placed in corpus.claims_by_source["2"]]
    assert any("nurses" in claim.quote for claim in own) and not any("collided" in claim.quote for claim in own)
    voices = [claim for claim in (*own, *(one.claim for one in corpus.claims_by_source["1"])) if claim.speaker is None]
    assert len({claim.source for claim in voices}) == 2 and count_roots(voices, corpus).high == 1
    assert not any(one.changes for one in imported(root, again=True).values())


def test_a_copy_that_came_first_is_known_as_one_when_its_original_comes(tmp_path: Path) -> None:
    root = dossier_of(
        tmp_path, as_credited(to=OTHER_FACTS), WIRE, _1="publisher: morning-herald\npublished: 2025-03-05\n"
    )
    imported(root)
    sources = open_dossier(root).corpus.sources
    assert (sources["1"].republishes, sources["2"].republishes) == ("2", "")
    assert not any(one.changes for one in imported(root, again=True).values())


def test_without_a_credit_the_later_text_is_the_copy(tmp_path: Path) -> None:
    later = as_credited(to="", above="")
    root = dossier_of(tmp_path, later, WIRE, _1="publisher: echo\npublished: 2025-03-06\n")
    imported(root)
    assert open_dossier(root).corpus.sources["1"].republishes == "2"


def test_a_republished_mark_that_a_person_deleted_does_not_come_back(tmp_path: Path) -> None:
    root = dossier_of(
        tmp_path, WIRE, as_credited(to=OTHER_FACTS), _2="publisher: morning-herald\npublished: 2025-03-05\n"
    )
    imported(root)
    record = root / "content/sources/2.md"
    record.write_text(record.read_text().replace('republishes: "1"\n', ""))
    assert open_dossier(root).corpus.sources["2"].republishes == ""
    imported(root, again=True)
    assert open_dossier(root).corpus.sources["2"].republishes == ""


def test_a_shared_paragraph_is_reported_and_not_asserted(tmp_path: Path) -> None:
    paragraph = WIRE.split("\n\n")[1]
    mine = "Elsewhere on Tuesday the weather office warned of fog along the whole coast until Friday noon at least.\n\n"
    more = "\n\nFishing boats stayed in their harbours, and the market of the old town had little to sell all morning long.\n"
    root = dossier_of(tmp_path, WIRE, mine + paragraph + more + mine.replace("fog", "gales"), _2="publisher: echo\n")
    (found,) = (one for one in imported(root)["2"].across if one.get("shares"))
    assert found["shares"] == "1" and open_dossier(root).corpus.sources["2"].republishes == ""


def test_to_quote_the_same_statement_is_not_to_copy() -> None:
    statement = "“We have counted every boat that left the southern pier, we have called every family on the list that the " \
        "company gave us, and we will not leave the water until the last name on it has been struck off by our divers,”"  # fmt: skip
    known = KnownTexts()
    known.add("a", (f"The mayor spoke at noon. {statement} she said to the families who had come to the hall."))
    assert known.overlaps("b", (f"{statement} the head of the town told reporters before a crowd of mourners.")) == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Fog hits port\n\nBy Associated Press\n\nThe port is shut.", "Associated Press"),
        ("Fog hits port\n\nBy Jane Roe, AFP\n\nThe port is shut.", "Agence France-Presse"),
        ("OSLO, May 5 (Reuters) - The port is shut.", "Reuters"),
        ("The port is shut, the mayor said.\n\nSource: AFP", "Agence France-Presse"),
        ("The port is shut, the mayor said. (dpa)", "Deutsche Presse-Agentur"),
        ("The port is shut.\n\nThis article was originally published by The Harbour Times.", "Harbour Times"),
        ("The port is shut.\n\nRepublished from Coast Weekly under a free licence.", "Coast Weekly"),
        ("The port is shut, the mayor told Reuters.", ""),
        ("The port is shut.\n\nWith reporting by Reuters", ""),
        ("Reuters said on Monday that the port is shut.", ""),
        ("The port was first reported in May to be unsafe.", ""),
        ("The port (AP) is shut, says the Associated Press of its own accord.", ""),
    ],
)
def test_a_credit_says_whose_text_it_is(text: str, name: str) -> None:
    found = credit_of(text)
    assert (found.name.removeprefix("The ") if found else "") == name


def test_to_look_for_copies_takes_work_in_step_with_the_number_of_texts() -> None:
    def look(articles: int) -> None:
        known = KnownTexts()
        for number in range(articles):
            text = WIRE.replace("e", f"e{number % 97}", 40)
            known.overlaps(f"s{number}", text)
            known.add(f"s{number}", text)

    assert grows_with(40, look) < STEADY

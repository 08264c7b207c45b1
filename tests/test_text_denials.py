"""Sentences that call false what is reported, and those that only sound so."""

from __future__ import annotations

import pytest

from build_tools.text import denials

DENYING = {
    "Reports that the dam at Harrow Reservoir failed are false, the leader said": "Reports that the dam at Harrow Reservoir failed are false",
    "The claims are “completely false”, he said": "The claims are “completely false",
    "It is not true that the dam failed": "It is not true that",
    "Russian claims of an attack on Orr are baseless.": "Russian claims of an attack on Orr are baseless",
    "The allegation that the mayor took money is untrue": "The allegation that the mayor took money is untrue",
    "allegations made by the union are without any foundation": "allegations made by the union are without any foundation",
    "The news is not true.": "The news is not true",
}
OTHERS = (
    "He cited reports that the alarms were false", "Reports said the alarms were false", "The alarm was false", "The documents are fake",
    "claims that three were hurt were not false", "Reports that false papers were found were confirmed", "Those claims are false alarms",
)  # fmt: skip


@pytest.mark.parametrize("text", DENYING)
def test_what_is_reported_is_called_false(text: str) -> None:
    assert [text[start:end] for start, end in denials.find(text)] == [DENYING[text]]


@pytest.mark.parametrize("text", OTHERS)
def test_other_things_are_false_without_a_denial(text: str) -> None:
    assert not [*denials.find(text)]

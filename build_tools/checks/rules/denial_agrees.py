"""A denial answers with what it comes to itself, not with what it denies."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.checks.rule import Case, Finding
from build_tools.corpus import Corpus
from build_tools.model import Claim, Entry, Unnamed
from build_tools.problems import Level
from build_tools.roots import SUPPORTING

CODE = "denial-agrees"
LEVEL = Level.WARNING
SCOPE = "record"
WAIVABLE = True
TIP = "Write what the denier says instead (“no”, another number), or no answer: “denies” does not turn an answer round."


_LONGEST = 80


def find(case: Case) -> Iterator[Finding]:
    """Answers of denials that say the same as an answer of somebody else in the entry, where nobody there says otherwise.

    The denier’s own claims are no opponents; and who says the same beside an opponent who says otherwise is an ally.
    """
    for entry in case.entries():
        for claim in entry.claims:
            for question, answer in claim.answers.items() if claim.stance == "denies" else ():
                others = _answered_by_others(claim, question, entry, case.corpus)
                if others and all(other.answers[question] == answer for other in others):
                    words = others[0].quote
                    told = words if len(words) <= _LONGEST else f"{words[:_LONGEST].rpartition(' ')[0]} …"
                    message = (
                        f"this denial gives “{question}” the same answer as the claim that it stands against: {answer}"
                    )
                    yield Finding(entry, answer, f"{message}, as “{told}” does")


def _answered_by_others(denial: Claim, question: str, entry: Entry, corpus: Corpus) -> list[Claim]:
    """The claims that say something is so, in answer to the question, and that are not the denier's."""
    denier = _who(denial, corpus)
    return [
        claim
        for claim in entry.claims
        if claim.stance in SUPPORTING and question in claim.answers and _who(claim, corpus) != denier
    ]


def _who(claim: Claim, corpus: Corpus) -> tuple[str, ...]:
    """Who speaks, as far as two claims can be told to have the same speaker."""
    source = corpus.sources.get(claim.source)
    text = (source.republishes or source.updates if source else "") or claim.source
    if isinstance(claim.speaker, Unnamed):
        return "unnamed", claim.speaker.words.casefold(), claim.speaker.within, text
    if claim.speaker:
        return "named", claim.speaker
    return "voice", (source.publisher if source else "") or text

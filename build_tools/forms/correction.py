"""*Correction*: a change of the claim or record where it can be made word for word, else a remark for a curator."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from build_tools.blanks.fields import choices_of
from build_tools.corpus import Corpus
from build_tools.forms import values
from build_tools.forms.bench import Bench
from build_tools.forms.claims import add_claim, add_note, add_remark, mark_as_proposed
from build_tools.forms.evidence import NotBorne, require_borne
from build_tools.forms.names import actor_called, is_name, speaker_called
from build_tools.forms.quoted import in_text, passages_of, sources_holding, unmarked
from build_tools.forms.read import Filled
from build_tools.forms.target import Target, record_called, target_of
from build_tools.model import Actor, Claim, Entry, Place, Question, Source, Unnamed
from build_tools.problems import ProblemsFound
from build_tools.records.emit import plain_claim
from build_tools.records.splice import CannotSplice
from build_tools.remarks import OPENING


class NotMechanical(Exception):
    """The change cannot be made word for word; the message says why, to a curator."""


@dataclass(frozen=True)
class Asked:
    """One correction: its form, what it speaks of, what it should be, and who asks."""

    filled: Filled
    target: Target
    right: str
    by: str

    @property
    def claim(self) -> tuple[Entry, int]:
        """The claim that is meant. Raises NotMechanical where it is not clear which."""
        record, position = self.target.record, self.target.position
        if not isinstance(record, Entry):
            raise NotMechanical("the page is that of no event, so that it has no claims of its own")
        if position is None:
            raise NotMechanical(f"it does not say which of the {len(record.claims)} claims is meant")
        return record, position


def propose_correction(filled: Filled, bench: Bench, by: str) -> str:
    """Put the correction on the bench. Returns what it is, for a title. Raises ProblemsFound."""
    asked = Asked(filled, target_of(filled, bench.corpus), unmarked(filled, "right"), by)
    passages_of(filled, "quote", None, bench.corpus)
    if not record_called(filled.line("link"), Source, bench.corpus):
        values.address_of(filled, "link")
    wrong = values.chosen(filled, "wrong", otherwise="else")
    tried = Bench.of(bench.dossier, bench.edits.looks)
    try:
        _require_evidence(asked, wrong, tried.corpus)
        _WAYS[wrong](asked, tried)
        mark_as_proposed(tried, asked.target.record, by)
        tried.settle()
        _require_sound(tried)
        bench.take(tried)
    except (NotMechanical, NotBorne, CannotSplice) as reason:
        bench.open.append(
            f"Not changed word for word: {reason}. It stands as a remark instead; settle it and delete it."
        )
        _remark(asked, bench)
    shown = next((words for words, meant in choices_of("wrong").items() if meant == wrong), wrong)
    return f"Correction: {asked.target.record.id} ({shown[0].lower()}{shown[1:]})"


_CHANGE_WHAT_IS_SAID = ("speaker", "via", "stance", "when", "said", "number", "title")


def _require_evidence(asked: Asked, wrong: str, corpus: Corpus) -> None:
    """What is said is changed only by words that stand in the source."""
    record, position = asked.target.record, asked.target.position
    if wrong in _CHANGE_WHAT_IS_SAID:
        claim = record.claims[position] if isinstance(record, Entry) and position is not None else None
        words = unmarked(asked.filled, "quote")
        claim = None if wrong == "title" else claim
        require_borne(wrong, asked.right, words, record=record, claim=claim, corpus=corpus)


def _require_sound(bench: Bench) -> None:
    errors, _ = bench.judged()
    if errors:
        raise NotMechanical(f"the change would break a rule ({errors[0].code}: {errors[0].message})")


# ── a remark ────────────────────────────────────────────────────────────────────────────────────────────────


def _remark(asked: Asked, bench: Bench) -> None:
    record, position = asked.target.record, asked.target.position
    try:
        if isinstance(record, Entry) and record.claims:
            about = "" if position is not None else "It does not say which claim it is about. "
            add_note(bench, record, position or 0, _in_words(asked, about), asked.by)
        else:
            add_remark(bench, record, _in_words(asked), asked.by)
    except CannotSplice as reason:
        tip = "Those who keep the dossier make this change by hand."
        message = f"the record is laid out in a way that the program does not touch ({reason})"
        raise ProblemsFound([asked.filled.problem("page", "form-answer", message, tip)]) from None


def _in_words(asked: Asked, about: str = "") -> str:
    told = [("The site says", "site"), ("The source says", "says"), ("It should be", "right")]
    told += [("Words of the source", "quote"), ("See", "link")]
    parts = [f"{name}: {words}" for name, key in told if (words := asked.filled.line(key))]
    return f"{OPENING} {asked.by}, not checked. {about}" + " / ".join(parts)


# ── what can be changed word for word ───────────────────────────────────────────────────────────────────────


def _quote(asked: Asked, bench: Bench) -> None:
    entry, position = asked.claim
    claim = entry.claims[position]
    words = unmarked(asked.filled, "quote") or asked.right
    document = bench.corpus.documents.get(claim.source)
    if not words:
        raise NotMechanical("it does not give the words of the source")
    if document is None:
        raise NotMechanical("the text of the source is not at hand, so that nobody can compare the words here")
    found = in_text(words, document)
    if not found:
        raise NotMechanical(f"the words are not in {document.name}")
    lost = [one.written for one in claim.quantities if one.written not in found]
    if lost:
        raise NotMechanical(f"the claim's number “{lost[0]}” is not in the new words")
    bench.set(entry, ("claims", position, "quote"), found, f"claim {position + 1}: quote")


def _speaker(asked: Asked, bench: Bench) -> None:
    entry, position = asked.claim
    speaker = speaker_called(_name(asked), bench)
    value = plain_claim(Claim("", "", speaker=speaker))["speaker"] if isinstance(speaker, Unnamed) else speaker
    bench.set(entry, ("claims", position, "speaker"), value, f"claim {position + 1}: speaker")


def _via(asked: Asked, bench: Bench) -> None:
    entry, position = asked.claim
    names = [part.strip() for part in _name(asked).split(";") if part.strip()]
    chain = [actor_called(name, bench, kind="outlet") for name in names]
    bench.set(entry, ("claims", position, "via"), list(chain), f"claim {position + 1}: via")


def _stance(asked: Asked, bench: Bench) -> None:
    entry, position = asked.claim
    folded = asked.right.casefold()
    stances = {shown.casefold(): meant for shown, meant in choices_of("stance").items()}
    stance = stances.get(folded, folded)
    if stance not in stances.values():
        raise NotMechanical("“What it should be” is none of " + ", ".join(sorted(set(stances.values()))))
    bench.set(entry, ("claims", position, "stance"), stance, f"claim {position + 1}: stance")


def _when(asked: Asked, bench: Bench) -> None:
    record = asked.target.record
    if isinstance(record, Entry) and asked.target.position is None:
        bench.date(record, _date(asked))
    elif isinstance(record, Source):
        bench.set(record, ("published",), _date(asked))
    else:
        entry, position = asked.claim
        before = entry.claims[position].when
        bench.set(entry, ("claims", position, "when"), _date(asked), f"claim {position + 1}: when")
        if entry.date in ("", before) or len(entry.claims) == 1:
            bench.date(entry, _date(asked))


def _said(asked: Asked, bench: Bench) -> None:
    if isinstance(asked.target.record, Source):
        bench.set(asked.target.record, ("published",), _date(asked))
        return
    entry, position = asked.claim
    bench.set(entry, ("claims", position, "said"), _date(asked), f"claim {position + 1}: said")


def _number(asked: Asked, bench: Bench) -> None:
    entry, position = asked.claim
    claim, value = entry.claims[position], values.number_in(asked.right)
    if not value:
        raise NotMechanical("“What it should be” holds no single number")
    meant = [
        at
        for at, one in enumerate(claim.quantities)
        if _names_number(asked.filled.line("site"), one.written, one.value)
    ]
    at = 0 if len(claim.quantities) == 1 else meant[0] if len(meant) == 1 else None
    if at is None:
        raise NotMechanical(f"the claim has {len(claim.quantities)} numbers, and it does not say which is meant")
    before = claim.quantities[at].value
    bench.set(entry, ("claims", position, "quantities", at, "value"), value, f"claim {position + 1}: value")
    for question, answer in claim.answers.items():
        if answer == before:
            bench.set(
                entry, ("claims", position, "answers", question), value, f"claim {position + 1}: answer to {question}"
            )


def _names_number(words: str, written: str, value: str) -> bool:
    return written in words or value in words.split()


def _title(asked: Asked, bench: Bench) -> None:
    record = asked.target.record
    if not isinstance(record, Entry | Source | Question):
        raise NotMechanical("the page is that of no event, source or question, and has a name, not a title")
    if not asked.right:
        raise NotMechanical("“What it should be” is empty")
    bench.set(record, ("title",), asked.right)


def _other_name(asked: Asked, bench: Bench) -> None:
    """Another name is added beside the one that is there: which of them leads, a curator decides."""
    record = asked.target.record
    if not isinstance(record, Actor | Place):
        raise NotMechanical(
            "names are kept on the page of the person, organisation or place, which is not the one named"
        )
    name = _name(asked)
    if name == record.name or name in [alias.name for alias in record.aliases]:
        raise NotMechanical("the record has this name already")
    bench.append(record, ("aliases",), {"name": name, "note": f"{OPENING} {asked.by}, not checked"})


def _address(asked: Asked, bench: Bench) -> None:
    record = asked.target.record
    if not isinstance(record, Source):
        raise NotMechanical("addresses are kept on the page of the source, which is not the one named")
    address = next((one for one in (asked.right, asked.filled.line("link")) if values.is_address(one)), "")
    if not address:
        raise NotMechanical("it gives no web address")
    bench.set(record, ("url",), address)


def _other_source(asked: Asked, bench: Bench) -> None:
    """What another source says is a claim of its own in the same entry."""
    record = asked.target.record
    if not isinstance(record, Entry):
        raise NotMechanical("the page is that of no event, so that it has no claims of its own")
    words = unmarked(asked.filled, "quote")
    held = list(sources_holding(words, bench.corpus))
    named = record_called(asked.filled.line("link"), Source, bench.corpus)
    held = [(id, found) for id, found in held if named is None or id == named.id]
    if len(held) != 1:
        raise NotMechanical("no source of this dossier has these words; the source has to be proposed first")
    quote = held[0][1]
    if any(claim.quote == quote for claim in record.claims):
        raise NotMechanical("the event has a claim of these words already")
    add_claim(bench, record, Claim(quote, held[0][0], note=_in_words(asked)), asked.by)


def _nothing(asked: Asked, bench: Bench) -> None:
    raise NotMechanical("it does not say what kind of mistake it is")


def _name(asked: Asked) -> str:
    if not is_name(asked.right):
        raise NotMechanical("“What it should be” holds no name")
    return asked.right


def _date(asked: Asked) -> str:
    date = values.date_in(asked.right)
    if not date:
        raise NotMechanical("“What it should be” holds no date")
    return date


_WAYS: dict[str, Callable[[Asked, Bench], None]] = {
    "quote": _quote,
    "speaker": _speaker,
    "via": _via,
    "stance": _stance,
    "when": _when,
    "said": _said,
    "number": _number,
    "title": _title,
    "name": _other_name,
    "url": _address,
    "other": _other_source,
    "else": _nothing,
}

"""What the pages say of claims, roots and answers, in pieces of text that may carry a link. Knows no HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from build_tools import addresses, offices
from build_tools.agreement import Answer
from build_tools.corpus import Corpus, PlacedClaim
from build_tools.model import Claim, Place, Quantity, Question, Record, Role, Unnamed
from build_tools.roots import Absorbed, Root, RootCount
from build_tools.text import date_words
from build_tools.values import NotAValue, NumberSet, parse_number
from build_tools.wording.terms import counted, term


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence; ``address`` (relative to the site's root) makes it a link, ``kind`` styles it."""

    text: str
    address: str = ""
    kind: str = ""


Pieces = tuple[Piece, ...]


def plain(pieces: Iterable[Piece]) -> str:
    """The words without their links."""
    return "".join(piece.text for piece in pieces)


def joined(groups: Sequence[Pieces], separator: str = ", ", last: str = "") -> Pieces:
    """Several runs of pieces as one, with ``last`` between the last two."""
    out: list[Piece] = []
    for index, group in enumerate(groups):
        if index:
            out.append(Piece(last if last and index == len(groups) - 1 else separator))
        out += group
    return tuple(out)


# ── Who ─────────────────────────────────────────────────────────────────────────────────────────────────────


def actor(identity: str, corpus: Corpus) -> Piece:
    """An actor by name, linked; an id without a record stands for itself."""
    record = corpus.actors.get(identity)
    return Piece(str(record.name), addresses.address_of(record), "actor") if record else Piece(str(identity))


def source_title(identity: str, corpus: Corpus) -> Piece:
    """A source by its title, linked."""
    record = corpus.sources.get(identity)
    return Piece(str(record.title or record.id), addresses.address_of(record), "source") if record else Piece(identity)


def unnamed(words: str, within: str, corpus: Corpus) -> Pieces:
    """“Ukrainian officials” (unnamed, within Ukraine): the source's words for someone it does not name."""
    if not within:
        return (Piece(f"“{words}”"), Piece(" (unnamed)", kind="remark"))
    return (Piece(f"“{words}”"), Piece(" (unnamed, within ", kind="remark"), actor(within, corpus), Piece(")"))


def speaker(claim: Claim, corpus: Corpus) -> Pieces:
    """Who is said to have said it."""
    if isinstance(claim.speaker, Unnamed):
        return unnamed(claim.speaker.words, claim.speaker.within, corpus)
    if claim.speaker:
        return (actor(claim.speaker, corpus),)
    return own_voice(copies(claim.source, corpus)[-1], corpus)


def own_voice(source: str, corpus: Corpus) -> Pieces:
    """The publisher speaking for itself, or the source where no publisher is known."""
    record = corpus.sources.get(source)
    who = actor(record.publisher, corpus) if record and record.publisher else source_title(source, corpus)
    return (who, Piece(" in its own voice", kind="remark"))


def copies(source: str, corpus: Corpus) -> list[str]:
    """The source and those it republishes, nearest the reader first; safe against loops."""
    line: list[str] = []
    while source and source not in line:
        line.append(source)
        source = corpus.sources[source].republishes if source in corpus.sources else ""
    return line


# ── Roots ───────────────────────────────────────────────────────────────────────────────────────────────────


def root(one: Root, corpus: Corpus) -> Pieces:
    """A root in words: a name, “words” (unnamed …), or a publisher in its own voice."""
    if one.kind == "named":
        return (actor(one.who, corpus),)
    if one.kind == "unnamed":
        return unnamed(one.who, one.within, corpus)
    who = actor(one.who, corpus) if one.who else source_title(one.source, corpus)
    return (who, Piece(" in its own voice", kind="remark"))


def root_number(count: RootCount) -> str:
    """“2–3”, as few and as many as there can be."""
    return str(count.high) if count.low == count.high else f"{count.low}–{count.high}"


def root_range(count: RootCount) -> str:
    """“2–3 roots in 2 sources”, as few and as many as there can be."""
    return f"{counted(root_number(count), 'root')} in {counted(len(count.sources), 'source')}"


def root_reason(count: RootCount, corpus: Corpus) -> Pieces:
    """Who the roots are and which of them may be one: “A; B; “officials”, who may include A”."""
    absorbed = {one.root: one for one in count.absorbed}
    return joined([(*root(one, corpus), *_doubt(absorbed.get(one), corpus)) for one in count.roots], "; ")


def _doubt(absorbed: Absorbed | None, corpus: Corpus) -> Pieces:
    """Which root it may be. One of several is named only where it belongs to the body that the words speak of."""
    if absorbed is None:
        return ()
    if absorbed.root.kind == "voice":
        rests_on = _short_root(absorbed.into, corpus) if absorbed.only else (Piece("those it cites"),)
        return (Piece(", which may rest on "), *rests_on)
    if not absorbed.only and not absorbed.root.within:
        return (Piece(", who may be among the others"),)
    verb = ", who may include " if absorbed.into.kind == "named" else ", who may be the same as "
    return (Piece(verb), *_short_root(absorbed.into, corpus))


def _short_root(one: Root, corpus: Corpus) -> Pieces:
    return (Piece(f"“{one.who}”"),) if one.kind == "unnamed" else root(one, corpus)


# ── What ────────────────────────────────────────────────────────────────────────────────────────────────────


def value(written: str, question: Question, corpus: Corpus) -> Piece:
    """What an answer comes to: “at least 10,000 soldiers”, “4 or 5 November 2024”, a place by its name."""
    if question.kind == "quantity":
        return Piece(with_unit(number(written), question.unit))
    if question.kind == "date":
        return Piece(date_words.in_words(written))
    if question.kind == "place" and written in corpus.places:
        place = corpus.places[written]
        return Piece(str(place.name), addresses.address_of(place))
    return Piece(str(written))


def with_unit(words: str, unit: str) -> str:
    """A number with its unit behind it, in the singular for exactly one."""
    if words.split()[-1:] == ["1"] and re.search(r"[^su]s$", unit) and not re.search(r"(ch|sh|x|s)es$", unit):
        unit = unit[:-1]
    return f"{words} {unit}" if unit else words


def number(written: str) -> str:
    """A value of the number grammar in words; anything else comes back as it is."""
    try:
        read = parse_number(written)
    except NotAValue:
        return str(written)
    return ("about " if read.approximate else "") + _limits(read)


def _limits(read: NumberSet) -> str:
    if read.high is None:
        return f"at least {digits(read.low)}"
    if read.low is None:
        return f"at most {digits(read.high)}"
    span = digits(read.low) if read.low == read.high else f"{digits(read.low)}–{digits(read.high)}"
    return f"{span} of {digits(read.total)}" if read.total is not None else span


def digits(amount: Fraction | None) -> str:
    """A number with separators; decimals as written, without trailing noughts."""
    if amount is None:
        return ""
    return f"{amount.numerator:,}" if amount.denominator == 1 else f"{float(amount):,.6g}"


def quantity(one: Quantity) -> str:
    """A quantity as read: its value in words with its unit."""
    return with_unit(number(one.value), one.unit)


def event_type(key: str, corpus: Corpus) -> str:
    """The label of an event type; a type that the vocabulary lacks is shown by its key in words."""
    known = corpus.types.get(key)
    return str(known.label or known.id) if known else str(key).replace("-", " ").capitalize()


def coordinates(place: Place) -> str:
    """“50.91° N, 34.80° E”, with as many digits as the record gives."""
    try:
        signed = [(float(text), str(text).lstrip("-+")) for text in place.coordinates]
    except ValueError:
        return ", ".join(place.coordinates)
    halves = (("N", "S"), ("E", "W"))
    return ", ".join(f"{text}° {half[value < 0]}" for (value, text), half in zip(signed, halves, strict=True))


def answers_by_value(answers: Iterable[Answer], question: Question, corpus: Corpus) -> list[tuple[Piece, list[Pieces]]]:
    """What is answered, each with the roots that answer so, in order of first appearance; a root leads to its claim."""
    grouped: dict[str, tuple[Piece, dict[Root, Answer]]] = {}
    for answer in answers:
        piece = value(answer.written, question, corpus)
        kept = grouped.setdefault(piece.text, (piece, {}))[1]
        kept[answer.root] = surer(kept.get(answer.root), answer)
    return [(piece, [_voice(answer, corpus) for answer in by_root.values()]) for piece, by_root in grouped.values()]


def _voice(answer: Answer, corpus: Corpus) -> Pieces:
    who = Piece(plain(root(answer.root, corpus)), addresses.address_of_claim(answer.placed))
    return (who, Piece(f", {term('draft', 'voice').label}", kind="remark")) if answer.placed.is_draft else (who,)


def surer(first: Answer | None, second: Answer) -> Answer:
    """Of two answers of one root with one value the reviewed one, else the first."""
    return second if first is None or first.placed.is_draft and not second.placed.is_draft else first


def if_a_draft_holds() -> Piece:
    """The reserve behind what comes about only with claims that nobody has reviewed yet."""
    return Piece(f", {term('draft', 'state').label}", kind="remark")


# ── Quotes ──────────────────────────────────────────────────────────────────────────────────────────────────


def office_body(role: Role, corpus: Corpus) -> Pieces:
    """The body of an office, linked; nothing where the title has told it."""
    told = offices.body_to_tell(role, corpus.actors.get(role.of))
    return (actor(role.of, corpus),) if told else ()


def outlet(claim: Claim, corpus: Corpus) -> Piece:
    """Whose wording reported speech has: that of the first publisher in a line of copies, else of the source by title."""
    source = copies(claim.source, corpus)[-1]
    record = corpus.sources.get(source)
    return actor(record.publisher, corpus) if record and record.publisher else source_title(source, corpus)


def language_of(claim: Claim, corpus: Corpus) -> str:
    """The language of a quote (BCP 47): its own, else that of its source."""
    return corpus.language_of(claim)


def published_of(claim: Claim, corpus: Corpus) -> str:
    """When the claim's source was published (EDTF); empty where that is not known."""
    source = corpus.sources.get(claim.source)
    return str(source.published) if source else ""


def name_of(record: Record) -> str:
    """What a record is called: its name or title, its id where it has neither."""
    return str(getattr(record, "name", "") or getattr(record, "title", "") or record.id)


def said_on(placed: PlacedClaim, corpus: Corpus) -> str:
    """The EDTF date on which a claim was made: its own, else that of its publication (by then at the latest)."""
    source = corpus.sources.get(placed.claim.source)
    return str(placed.claim.said or (source.published if source else ""))

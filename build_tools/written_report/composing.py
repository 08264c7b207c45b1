"""A selection of the dossier → the contents of a report: what is asked, what is told, who says it, and where it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from build_tools import voicing
from build_tools.addresses import address_of, address_of_claim
from build_tools.agreement import Agreement, Finding
from build_tools.citations import plain
from build_tools.citations.works import Citing
from build_tools.corpus import Corpus, PlacedClaim, placed_claims
from build_tools.exports.telling import SiteFacts, Telling
from build_tools.model import Claim, Entry, Source
from build_tools.text.date_words import in_words
from build_tools.wording import standing, words
from build_tools.wording.terms import counted, term
from build_tools.written_report.contents import Block, Heading, Kind, Paragraph, Report, Run
from build_tools.written_report.prose import blocks_of
from build_tools.written_report.selection import Chosen, Selection, chosen
from build_tools.written_report.telling_selection import in_full

_WORDING = {
    "partly": "partly quoted, the rest in the words of {}",
    "reported": "reported in the words of {}",
    "unknown": "as printed by {}",
}


@dataclass
class Notes:
    """The notes in the order in which they are asked for; one claim has one note."""

    texts: list[tuple[Run, ...]] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, key: str, text: tuple[Run, ...]) -> int:
        """The number of the note of this key, made now if there is none yet."""
        if key not in self.numbers:
            self.texts.append(text)
            self.numbers[key] = len(self.texts)
        return self.numbers[key]


def compose(telling: Telling, wanted: Selection, *, title: str = "", made_with: str = "") -> Report:
    """The report. ``made_with``: the program's name and version. The same dossier and selection give the same report."""
    return _Composing(telling, wanted, title=title, made_with=made_with).report()


class _Composing:
    def __init__(self, telling: Telling, wanted: Selection, *, title: str, made_with: str) -> None:
        self._corpus: Corpus = telling.corpus
        self._agreement: Agreement = telling.agreement
        self._site: SiteFacts = telling.site
        self._latest = telling.history.latest
        self._citing = Citing(telling.corpus, name=telling.site.name, url=telling.site.url)
        self._wanted = wanted
        self._chosen = tuple(chosen(telling.corpus, wanted))
        self._placed = tuple(placed for one in self._chosen for placed in self._claims_of(one))
        self._title = title or telling.site.name
        self._made_with = made_with
        self._notes = Notes()

    def report(self) -> Report:
        blocks = (*self._head(), *self._timeline(), *self._questions(), *self._sources())
        subject = in_full(self._wanted, self._corpus)
        as_of = self._latest.when if self._latest else ""
        return Report(self._title, subject, blocks, tuple(self._notes.texts), as_of)

    def _claims_of(self, one: Chosen) -> tuple[PlacedClaim, ...]:
        """Placed in the whole entry, so that what is worked out of a claim is that of the site."""
        kept = {claim.id for claim in one.entry.claims}
        whole = self._corpus.entries[one.entry.id]
        return tuple(placed for placed in placed_claims(whole) if placed.id in kept)

    # ── what it is ──────────────────────────────────────────────────────────────────────────────────────────

    def _head(self) -> Iterator[Block]:
        yield Heading(1, self._title)
        yield _paragraph(f"{in_full(self._wanted, self._corpus)}.", kind="lead")
        yield _paragraph(" ".join(self._about()))
        for warning in self._warnings():
            yield _paragraph(warning, kind="warning")

    def _about(self) -> Iterator[str]:
        where = f" ({self._site.url})" if self._site.url else ""
        as_of = f", as of {in_words(self._latest.when)}, commit {self._latest.commit[:10]}" if self._latest else ""
        with_ = f", made with {self._made_with}" if self._made_with else ""
        yield f"Taken from the dossier “{self._site.name}”{where}{as_of}{with_}."
        sources = {placed.claim.source for placed in self._placed}
        entries = counted(len(self._chosen), "entry", "entries")
        yield f"{entries}, {counted(len(self._placed), 'claim')} from {counted(len(sources), 'source')}."
        yield (
            "Quotes were looked up, letter by letter, in all texts of sources that were at hand when this was made. "
            "In quotation marks stands what a source quotes or says itself; what it tells of a speaker in its own words "
            "stands without; the notes give all of them as they are written, with their characters counted from 1."
        )
        yield "The report shows who says what, and through whom it came; it calls no claim true or false."

    def _warnings(self) -> Iterator[str]:
        drafts = sum(one.entry.status == "draft" for one in self._chosen)
        if drafts:
            yield f"{counted(drafts, 'entry is a draft', 'entries are drafts')} that nobody has reviewed yet, marked as such."
        left_out = sum(one.left_out for one in self._chosen)
        if left_out:
            yield f"{counted(left_out, 'other claim')} of these entries {'is' if left_out == 1 else 'are'} left out by the selection."
        outcomes = Counter(self._corpus.find(placed.claim).outcome for placed in self._placed)
        if gone := outcomes["text unavailable"]:
            yield f"The texts of {counted(gone, 'quote')} were not at hand: these quotes could not be looked up."
        if not self._chosen:
            yield "The selection is empty: nothing in the dossier meets it."

    # ── what is told ────────────────────────────────────────────────────────────────────────────────────────

    def _timeline(self) -> Iterator[Block]:
        if self._chosen:
            yield Heading(2, "What is told")
        for one in self._chosen:
            yield from self._entry(one)

    def _entry(self, one: Chosen) -> Iterator[Block]:
        entry = self._corpus.entries[one.entry.id]
        day = in_words(entry.date)
        yield Heading(3, f"{day[:1].upper()}{day[1:]}: {entry.title}")
        yield Paragraph((Run(self._facts(entry), "emphasis"), *self._link(address_of(entry))))
        yield from blocks_of(entry.body)
        if entry.claims:
            told = standing.sentence(standing.standing(entry, self._corpus, self._agreement), self._corpus)
            yield _paragraph(words.plain(told))
        for placed in self._claims_of(one):
            yield from self._claim(placed)

    def _facts(self, entry: Entry) -> str:
        places = [words.name_of(self._corpus.places[id]) for id in entry.places if id in self._corpus.places]
        facts = [words.event_type(entry.type, self._corpus) if entry.type else "", ", ".join(places)]
        if entry.status != "reviewed":
            facts.append(f"{term('status', entry.status).label}, not reviewed")
        elif entry.reviewed_by:
            facts.append(f"reviewed by {', '.join(entry.reviewed_by)}")
        return " · ".join(fact for fact in facts if fact)

    def _link(self, address: str) -> tuple[Run, ...]:
        return (Run(" · "), Run("page", link=self._site.absolute(address))) if self._site.url else ()

    def _claim(self, placed: PlacedClaim) -> Iterator[Block]:
        claim, corpus = placed.claim, self._corpus
        number = self._notes.number(placed.id, tuple(self._note(placed)))
        shown, whose = self._shown(claim)
        runs = (Run(f"{self._who(claim)}: ", "strong"), Run(shown, note=number), Run(whose, "emphasis"))
        lang = words.language_of(claim, corpus)
        yield Paragraph(tuple(run for run in runs if run.text), "quote", "" if lang == "en" else lang)
        if claim.translation:
            yield _paragraph(f"“{claim.translation.text}” (translated by {claim.translation.by})", kind="remark")
        if answered := self._answered(placed):
            yield _paragraph(answered, kind="remark")
        if claim.note:
            yield _paragraph(f"Curator’s note: {claim.note}", kind="remark")

    def _who(self, claim: Claim) -> str:
        """“Kyrylo Budanov, through RBC-Ukraine, denies (5 November 2024)”."""
        said = f" ({in_words(claim.said)})" if claim.said else ""
        stance = term("stance", claim.stance).label
        via = [words.actor(id, self._corpus).text for id in claim.via]
        through = f", through {', then '.join(via)}," if via else ""
        return f"{words.plain(words.speaker(claim, self._corpus))}{through} {stance[:1].lower()}{stance[1:]}{said}"

    def _shown(self, claim: Claim) -> tuple[str, str]:
        """The quote, in quotation marks where the source quotes its speaker or speaks itself; and else whose words it is in."""
        how = voicing.voicing(claim, self._corpus)
        if how in ("own", "quoted"):
            return f"“{voicing.within_marks(claim.quote)}”", ""
        return voicing.without_marks(claim.quote), f" ({_WORDING[how].format(words.outlet(claim, self._corpus).text)})"

    def _answered(self, placed: PlacedClaim) -> str:
        claim, told = placed.claim, []
        for id, written in self._corpus.answers_of(claim).items():
            question = self._corpus.questions.get(id)
            if question and claim.stance == "declines":
                told.append(f"gives no answer to “{question.title}”")
            elif question:
                told.append(f"“{question.title}”: {words.value(written, question, self._corpus).text}")
        by = "not yet reviewed" if placed.is_draft else "by the curator"
        return f"Read ({by}) as: {'; '.join(told)}." if told else ""

    def _note(self, placed: PlacedClaim) -> Iterator[Run]:
        claim = placed.claim
        source = self._corpus.sources.get(claim.source)
        yield Run(f"“{claim.quote}”, in: ")
        yield Run(f"{self._cited(source)} " if source else f"source {claim.source}, which has no record. ")
        yield Run(f"Claim {claim.id}{self._position(placed)}.")
        if self._site.url:
            address = self._site.absolute(address_of_claim(placed))
            yield Run(" ")
            yield Run(address, link=address)

    def _position(self, placed: PlacedClaim) -> str:
        found, source = self._corpus.find(placed.claim), self._corpus.sources.get(placed.claim.source)
        digest = f" of the text with SHA-256 {source.sha256}" if source and source.sha256 else ""
        capture = self._corpus.captures.get(placed.claim.source)
        if capture and digest:
            digest += f", made of {capture.original} (SHA-256 {capture.original_sha256})"
        if found.outcome == "exact":
            return f", characters {found.start + 1:,}–{found.end:,}{digest}"
        return f", text unavailable{digest and f'; it was the text with SHA-256 {source.sha256}' if source else ''}"

    def _cited(self, source: Source) -> str:
        """As a footnote has it, without the gap for a day of access: the archive's copy and the hash say which it was."""
        written = plain.write(self._citing.source(source)).replace(f" (accessed {plain.ACCESSED})", "")
        retrieved = f" Retrieved {in_words(source.retrieved)}." if source.retrieved else ""
        return f"{written}{retrieved}"

    # ── what is asked ───────────────────────────────────────────────────────────────────────────────────────

    def _questions(self) -> Iterator[Block]:
        asked = dict.fromkeys(id for placed in self._placed for id in self._corpus.answers_of(placed.claim))
        findings = [self._agreement.findings[id] for id in asked if id in self._agreement.findings]
        if findings:
            yield Heading(2, "What the answers come to")
            yield _paragraph("Over the whole dossier, not only this selection.", kind="remark")
        for finding in findings:
            yield from self._finding(finding)

    def _finding(self, finding: Finding) -> Iterator[Block]:
        question, corpus = finding.question, self._corpus
        yield Heading(3, str(question.title))
        reserve = words.if_a_draft_holds().text if finding.if_a_draft_holds else ""
        state = term("reserve" if finding.has_reserve else "state", finding.state.value)
        told = [f"{state.label}{reserve}: {state.meaning}.", f"Scope: {question.scope}" if question.scope else ""]
        yield _paragraph(" ".join(one for one in told if one))
        for value, roots in words.answers_by_value(finding.answers, question, corpus):
            yield _paragraph(f"{value.text}: {words.plain(words.joined(roots, '; '))}", kind="item")
        if finding.declined:
            who = dict.fromkeys(words.plain(words.speaker(placed.claim, corpus)) for placed in finding.declined)
            yield _paragraph(f"no answer given: {'; '.join(who)}", kind="item")
        if finding.roots.roots:
            reason = words.plain(words.root_reason(finding.roots, corpus))
            yield _paragraph(f"{words.root_range(finding.roots)}: {reason}.", kind="remark")
        yield from blocks_of(question.body)

    # ── where it comes from ─────────────────────────────────────────────────────────────────────────────────

    def _sources(self) -> Iterator[Block]:
        used = dict.fromkeys(placed.claim.source for placed in self._placed)
        sources = [self._corpus.sources[id] for id in used if id in self._corpus.sources]
        if sources:
            yield Heading(2, "Sources")
        for source in sources:
            digest = f" SHA-256 of the text: {source.sha256}." if source.sha256 else ""
            copy = f" Republishes {self._title_of(source.republishes)}." if source.republishes else ""
            earlier = f" A later version of {self._title_of(source.updates)}." if source.updates else ""
            yield _paragraph(f"{self._cited(source)}{copy}{earlier}{digest}", kind="item")

    def _title_of(self, id: str) -> str:
        return f"“{words.source_title(id, self._corpus).text}”"


def _paragraph(text: str, *, kind: Kind = "") -> Paragraph:
    return Paragraph((Run(text),), kind)

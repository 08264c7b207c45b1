"""A review as a report that reads like an editor's summary: what matters most first, then record by record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from build_tools.corpus import PlacedClaim
from build_tools.model import Entry, Source
from build_tools.problems import errors_among
from build_tools.review import naming
from build_tools.review.changes import Became, ClaimChange, RecordChange, State
from build_tools.review.report import Item, Line, Report, Section, Span, code, line, strong
from build_tools.review.review import Review
from build_tools.review.telling_consequences import (
    consequence_sections,
    dispute_turned,
    question_turned,
    roots_turned,
)
from build_tools.review.telling_records import counts, record_sections
from build_tools.review.telling_waivers import waived
from build_tools.text.date_words import in_words
from build_tools.withheld_words import NOT_REPEATED

_MOST_AT_A_GLANCE = 15
_MOST_TOPS = 4
_MOST_CONTEXT = 600


def report_on(one: Review) -> Report:
    """All that there is to say of a review."""
    compared = line(_state(one.before), " → ", _state(one.after))
    glance = list(_glance(one))
    if len(glance) > _MOST_AT_A_GLANCE:
        more = len(glance) - _MOST_AT_A_GLANCE
        glance = [*glance[:_MOST_AT_A_GLANCE], Item(line(f"… and {more} more of this kind below"))]
    glance += list(_sums(one))
    sections = (*consequence_sections(one), *record_sections(one), *_for_the_reviewer(one), *_files(one))
    safe = _Safe(one)
    return Report("What this change means", compared, safe.items(glance), tuple(map(safe.section, sections)))


@dataclass(frozen=True)
class _Safe:
    """Lines that repeat words of an entry at risk are left out, however they came into the report."""

    review: Review

    def section(self, held: Section) -> Section:
        """A section with its items made safe."""
        return replace(held, items=self.items(held.items))

    def items(self, held: Iterable[Item]) -> tuple[Item, ...]:
        """The items, those below them too."""
        if not self.review.hidden:
            return tuple(held)
        return tuple(Item(self._line(one.line), self.items(one.below)) for one in held)

    def _line(self, spans: Line) -> Line:
        text = "".join(span.text for span in spans)
        return spans if self.review.safe(text) == text else line(NOT_REPEATED)


def _state(state: State) -> Line:
    commit = state.commit[:10]
    if not commit:
        return line(state.name)
    return (
        line(code(state.name), " (", code(commit), ")")
        if not state.commit.startswith(state.name)
        else line(code(commit))
    )


# ── at a glance ─────────────────────────────────────────────────────────────────────────────────────────────


def _glance(one: Review) -> Iterator[Item]:
    found = one.consequences
    for entry in found.published:
        yield Item(
            line(
                strong("Attention: an entry withheld because it put a person at risk is published now"),
                ": ",
                code(entry.id),
            )
        )
    for entry in found.withheld:
        yield Item(line(strong("Withheld from now on, since it puts a person at risk"), ": ", code(entry.id)))
    yield from _unreadable(one)
    yield from _of_the_program(one)
    yield from waived(one)
    shown = [change for change in one.found.records if change.kind is Entry and not one.hides(change)]
    for verb, entries in (
        ("Retracted", found.retracted),
        ("No longer retracted", found.restored),
        ("Gone from the site", found.vanished),
    ):
        for entry in entries:
            if entry.id not in one.hidden:
                yield Item(line(strong(verb), ": “", naming.short(entry.title), "” (", code(entry.id), ")"))
    questions = [turn for turn in found.questions if not one.discretion.hides_record(turn.question)]
    for turn in questions:
        if turn.turns:
            roots = roots_turned(*turn.roots)
            yield Item(line(question_turned(turn), f" ({roots})" if roots else ""))
    for turn in questions:
        if not turn.turns and (roots := roots_turned(*turn.roots)):
            yield Item(line(question_turned(turn), f", {roots}"))
    for support in found.entries:
        if (words := dispute_turned(support)) and support.after.id not in one.hidden:
            yield Item(line("“", naming.short(support.after.title), "” is ", strong(words)))
    if errors := errors_among(found.added_problems):
        yield Item(line(strong(f"{naming.counted(len(errors), 'new problem')}"), " that would stop a build; see below"))
    yield from (Item(told) for change in shown for told in _moved_or_reviewed(change))


def _unreadable(one: Review) -> Iterator[Item]:
    if lost := sum(change.became is Became.UNREADABLE for change in one.found.records):
        head = strong(f"{naming.counted(lost, 'record')} cannot be read now")
        yield Item(line(head, ": nobody knows what changed there, and what follows is told as if nothing had"))


def _of_the_program(one: Review) -> Iterator[Item]:
    if paths := one.files.program:
        tops = dict.fromkeys(f"{path.partition('/')[0]}/" if "/" in path else path for path in paths)
        named = naming.listed([*tops] if len(tops) <= _MOST_TOPS else [*[*tops][:_MOST_TOPS], "others"])
        head = strong(f"{naming.counted(len(paths), 'file')} of the program or settings changed")
        yield Item(line(head, f" ({named}): nothing is said here of what that does"))


def _moved_or_reviewed(change: RecordChange) -> Iterator[Line]:
    was, now = change.before, change.after
    if not isinstance(was, Entry) or not isinstance(now, Entry):
        return
    title = line("“", naming.short(now.title), "” ")
    if was.date != now.date:
        yield line(title, f"moves from {in_words(was.date)} to {in_words(now.date)}")
    if was.status != now.status and "retracted" not in (was.status, now.status):
        by = f", by {naming.listed(now.reviewed_by)}" if now.status == "reviewed" and now.reviewed_by else ""
        yield line(title, f"is {now.status} now, was {was.status}{by}")


def _sums(one: Review) -> Iterator[Item]:
    if one.is_empty:
        yield Item(line("No change of meaning in the records." if one.files.program else "No change of meaning."))
    elif sums := counts(one):
        yield Item(line(f"{', '.join(sums)}."))
    solved = len(one.consequences.solved_problems)
    if solved:
        yield Item(line(f"{naming.counted(solved, 'problem')} solved."))


# ── for those who check ─────────────────────────────────────────────────────────────────────────────────────


def _for_the_reviewer(one: Review) -> Iterator[Section]:
    quotes = [_in_context(change.placed, one) for change in one.found.claims if _to_be_read(change, one)]
    if quotes:
        note = "Each new or reworded quote with its sentence: does the source say it so, of this, by this speaker?"
        yield Section("For the reviewer: quotes to read", tuple(quotes), folded=True, note=note)
    others = [*_new_sources(one), *_who_reviewed(one)]
    if others:
        yield Section("For the reviewer: sources and reviews", tuple(others), folded=len(others) > 8)


def _to_be_read(change: ClaimChange, one: Review) -> bool:
    reworded = any(field.name == "quote" for field in change.fields)
    return bool(change.after) and (change.before is None or reworded) and not one.hides(change)


def _in_context(placed: PlacedClaim, one: Review) -> Item:
    corpus, claim = one.after.corpus, placed.claim
    found, sentence = corpus.find(claim), corpus.context_of(claim)
    where = line(code(claim.source), naming.placed(claim.quote, placed.entry))
    if sentence is None and found.outcome == "exact":  # a withheld claim stands in the same sentence
        return Item(line(where, ": “", strong(naming.short(claim.quote)), "”"))
    if sentence is None:
        reason = {"text unavailable": "the text of the source is not at hand"}.get(
            found.outcome, f"the quote is {found.outcome} in its source"
        )
        return Item(line(where, ": “", naming.short(claim.quote), f"” ({reason})"))
    text = corpus.documents[claim.source].text
    if sentence.end - sentence.start > _MOST_CONTEXT or found.end > sentence.end:
        return Item(line(where, ": “", strong(naming.short(claim.quote)), "”"))
    parts = text[sentence.start : found.start], text[found.start : found.end], text[found.end : sentence.end]
    return Item(line(where, ": ", parts[0], strong(parts[1]), parts[2]))


def _new_sources(one: Review) -> Iterator[Item]:
    for change in one.found.records:
        if isinstance(change.after, Source) and change.before is None and not one.hides(change):
            source = change.after
            terms = f": rights {source.rights}"
            address = f", {source.url}" if source.url else ", no address given"
            text = "" if source.id in one.after.corpus.documents else ", its text is not at hand"
            yield Item(line("New source “", naming.short(source.title), "”", terms, address, text))


def _who_reviewed(one: Review) -> Iterator[Item]:
    ids = {change.after.id for change in one.found.records if isinstance(change.after, Entry)}
    ids |= {change.after.entry.id for change in one.found.claims if change.after}
    for id in sorted(ids - one.hidden):
        entry = one.after.corpus.entries.get(id)
        if entry and entry.status == "reviewed":
            by = naming.listed(entry.reviewed_by) or "nobody named"
            older = (
                " Its text was written before its claims changed: read it again." if is_text_older(entry, one) else ""
            )
            yield Item(
                line("Entry ", code(id), f" counts as reviewed by {by}: does that hold for what changed?{older}")
            )
            if own := one.own_reviewers(entry):
                names = naming.listed(own)
                told = f" names {names} as reviewer, who made the change as well: somebody else should compare it"
                yield Item(line("Entry ", code(id), told))


def is_text_older(entry: Entry, one: Review) -> bool:
    """Whether claims of an entry that was reviewed came, went or were changed, and its text stays as it was."""
    was = one.before.corpus.entries.get(one.found.then(Entry, entry.id))
    if was is None or was.status != "reviewed" or was.body != entry.body or not entry.body.strip():
        return False
    placed = (side for change in one.found.claims for side in (change.before, change.after) if side)
    return any(side.entry.id in (entry.id, was.id) for side in placed)


def _files(one: Review) -> Iterator[Section]:
    files = one.files
    groups = (
        (
            "No change of meaning: only formatting, order of keys, comments, or the new id of what was renamed",
            files.formatting,
        ),
        ("Files that could not be read on one side, so that nothing is said of what changed in them", files.unread),
        ("Files of the program or settings", files.program),
        ("Other files that changed", files.others),
    )
    for title, paths in groups:
        if paths:
            items = tuple(Item(line(Span(one.discretion.path(path), "code"))) for path in paths)
            yield Section(f"{title} ({naming.counted(len(paths), 'file')})", items, folded=paths is not files.unread)

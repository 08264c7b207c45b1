"""What a change leads to, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from build_tools.agreement import Finding
from build_tools.corpus import Corpus
from build_tools.model import Record
from build_tools.problems import Level, Problem
from build_tools.review import naming
from build_tools.review.consequences import Consequences
from build_tools.review.discretion import Discretion
from build_tools.review.entry_turns import EntryTurn
from build_tools.review.question_turns import QuestionTurn
from build_tools.review.report import Item, Line, Section, Span, Spot, code, items, line, strong
from build_tools.review.review import Review
from build_tools.roots import Root

_UNFOLDED = 8
_MOST_ANSWERS = 6


def consequence_sections(one: Review) -> Iterator[Section]:
    """A section for each sort of consequence of which there is one."""
    found, quiet = one.consequences, one.discretion.hides_record
    sections = (
        (
            "Questions that are answered otherwise",
            [_question(turn, one) for turn in found.questions if not quiet(turn.question)],
        ),
        ("Support of entries", [_entry(turn, one) for turn in found.entries if turn.after.id not in one.hidden]),
        ("Pages and coverage", [*_pages(found, quiet), *_coverage(found, quiet), *_orphans(found, quiet)]),
        ("Problems that this adds", [_problem(problem, one) for problem in found.added_problems]),
        ("Problems that this solves", [_problem(problem, one, was=True) for problem in found.solved_problems]),
    )
    for title, told in sections:
        if told:
            yield Section(title, tuple(told), folded=len(told) > _UNFOLDED)


def question_turned(turn: QuestionTurn) -> Line:
    """“Question “…” turns from compatible to contradicted”."""
    was, now = turn.states
    title = line("Question “", naming.short(turn.question.title), "” ")
    if turn.before is None:
        return line(title, "is asked now: its answers come to ", strong(now))
    if turn.after is None:
        return line(title, "is asked no more; its answers came to ", strong(was))
    if not turn.turns:
        return line(title, f"stays {now}")
    return line(title, f"turns from {was} to ", strong(now))


def roots_turned(had: tuple[int, int], has: tuple[int, int]) -> str:
    """“roots 2–3 → 3–4”; empty where they are the same."""
    return f"roots {naming.span_of_roots(had)} → {naming.span_of_roots(has)}" if had != has else ""


def _question(turn: QuestionTurn, one: Review) -> Item:
    head = question_turned(turn)
    below = []
    may = one.discretion
    came, went = may.roots_of(turn.after, turn.came), may.roots_of(turn.before, turn.went)
    if roots := roots_turned(*turn.roots):
        below.append(line(roots, _who(came, went, one)))
    elif came or went:
        below.append(line(f"roots {naming.span_of_roots(turn.roots[1])} as before", _who(came, went, one)))
    if is_told_before(turn):
        below.append(line("its assessment was written before this: read it again"))
    if turn.is_cut:
        below.append(line("who answers in an entry that puts a person at risk, and what, is not repeated here"))
    had, has = _answers(turn.before, one.before.corpus, may), _answers(turn.after, one.after.corpus, may)
    for label, answers in (
        ("no longer: ", [answer for answer in had if answer not in has]),
        ("new: ", [answer for answer in has if answer not in had]),
        ("as before: ", [answer for answer in has if answer in had]),
    ):
        if answers:
            below.append(line(f"answers {label}", _by_value(answers)))
    return Item(head, items(*below))


def is_told_before(turn: QuestionTurn) -> bool:
    """Whether a question is answered otherwise than when its text was written, and the text stays as it was."""
    if turn.before is None or turn.after is None or not turn.after.question.body.strip():
        return False
    return turn.before.question.body == turn.after.question.body


def _answers(finding: Finding | None, corpus: Corpus, may: Discretion) -> dict[tuple[str, str], None]:
    """Values, each with somebody who gave it."""
    if finding is None:
        return {}
    unit = f" {finding.question.unit}" if finding.question.unit else ""
    return {(f"{answer.written}{unit}", naming.root(answer.root, corpus)): None for answer in may.answers(finding)}


def _by_value(answers: list[tuple[str, str]]) -> str:
    by_value: dict[str, list[str]] = {}
    for value, root in answers:
        by_value.setdefault(value, []).append(root)
    told = [f"{value}: {naming.listed(roots)}" for value, roots in by_value.items()]
    more = f"; and {len(told) - _MOST_ANSWERS} more" if len(told) > _MOST_ANSWERS else ""
    return naming.short("; ".join(told[:_MOST_ANSWERS]), 600) + more


def _who(came: tuple[Root, ...], went: tuple[Root, ...], one: Review) -> str:
    new = f"; new: {naming.listed(naming.root(root, one.after.corpus) for root in came)}" if came else ""
    gone = f"; no longer: {naming.listed(naming.root(root, one.before.corpus) for root in went)}" if went else ""
    return new + gone


def _entry(turn: EntryTurn, one: Review) -> Item:
    came = one.discretion.roots_in(turn.after, one.after.corpus, turn.came)
    who = _who(came, one.discretion.roots_in(turn.before, one.before.corpus, turn.went), one)
    same = f"roots {naming.span_of_roots(turn.has)} as before" if who else ""
    words = [told for told in (dispute_turned(turn), (roots_turned(turn.had, turn.has) or same) + who) if told]
    return Item(line("“", naming.short(turn.after.title), "” (", code(turn.after.id), "): ", "; ".join(words)))


def dispute_turned(turn: EntryTurn) -> str:
    """Whether an entry became disputed or ceased to be; empty where it is as it was."""
    if turn.disputed == turn.was_disputed:
        return ""
    return "disputed now" if turn.disputed else "no longer disputed"


def _pages(found: Consequences, quiet: Callable[[Record], bool]) -> Iterator[Item]:
    for page in found.pages:
        actor = page.after or page.before
        if actor is None or quiet(actor):
            continue
        more = page.has - page.had
        verb = (
            f"gains {naming.counted(more, 'statement')}" if more > 0 else f"loses {naming.counted(-more, 'statement')}"
        )
        yield Item(line("Actor page “", naming.short(actor.name), f"” {verb} ({page.had} → {page.has})"))


def _coverage(found: Consequences, quiet: Callable[[Record], bool]) -> Iterator[Item]:
    for turn in found.coverage:
        if quiet(turn.source):
            continue
        title = naming.short(turn.source.title)
        yield Item(line("Source “", title, f"” is now covered {turn.had} → {turn.has} %"))


def _orphans(found: Consequences, quiet: Callable[[Record], bool]) -> Iterator[Item]:
    for record in found.orphans:
        if quiet(record):
            continue
        yield Item(
            line("Nothing points any more to “", naming.short(naming.title_of(record)), "” (", code(record.id), ")")
        )


def _problem(problem: Problem, one: Review, *, was: bool = False) -> Item:
    mark = " (warning)" if problem.level is Level.WARNING else ""
    hidden = one.discretion.hides_problem(problem)
    message = "in an entry that puts a person at risk" if hidden else problem.message
    head = line(_where(problem, one, was=was), ": ", code(problem.code), f": {naming.short(message)}{mark}")
    return Item(head, items(line(problem.tip)) if problem.tip and not was and not hidden else ())


def _where(problem: Problem, one: Review, *, was: bool) -> Span:
    """The line, with the way to it unless the path tells of a record that only an entry at risk leads to."""
    path, at = one.discretion.path(problem.where.path), problem.where
    return Span(path) if path != at.path else Span(f"{path}:{at.line}", spot=Spot(path, at.line, was))

"""A handover and the forge's own facts → what is said on the pull request: one comment, one review. Pure."""

from __future__ import annotations

from build_tools.forge import suggestions
from build_tools.forge.calls import Call, Overtaken, Refused
from build_tools.forge.defused import cut, defused
from build_tools.forge.facts import Facts
from build_tools.forge.handover import Handover
from build_tools.forge.own_remark import BOT, kept_up, own

NAME = "what this change means"
_MOST = 55_000  # the forge takes 65,536; what is written around it needs some
_ENDED = {
    "success": "The check found no problem that stops it.",
    "failure": "**The check found problems**: they stand beside their lines, and all together on the page of [the run]({run}).",
}
_OTHERWISE = "The check came to no result ({conclusion}): see [the run]({run})."


def require_matching(handover: Handover, facts: Facts) -> None:
    """The number that was handed over is believed only where the forge says the same. Raises Refused, Overtaken."""
    run, pull = facts.run, facts.pull
    if run.event != "pull_request":
        raise Refused(f"the run was started by “{run.event}”, not by a pull request")
    if not handover.number == pull.number:
        raise Refused(f"the forge answers with pull request {pull.number}, not {handover.number}")
    if not handover.head == run.head:
        raise Refused("what was handed over is of another commit than the run")
    if not run.head_repository or run.head_repository != pull.head_repository:
        raise Refused(f"pull request {pull.number} does not come from the repository of this run")
    if not pull.is_open:
        raise Overtaken(f"pull request {pull.number} is closed")
    if pull.head != run.head:
        raise Overtaken(f"pull request {pull.number} has a newer commit; the run of that one will tell")


def calls(handover: Handover, facts: Facts, *, author: str = BOT) -> list[Call]:
    """What to send. Raises Refused where the handover does not belong to these facts."""
    require_matching(handover, facts)
    before = own(facts.comments, NAME, author=author)
    fits = suggestions.fitting(handover.fixes, facts)
    if not handover.changes and not fits and before is None:
        return []
    issue = f"repos/{facts.run.repository}/issues/{facts.pull.number}"
    comment = kept_up(_text(handover, facts), NAME, before, issue=issue)
    return [*comment, *suggestions.calls(handover.fixes, facts, author=author)]


def _text(handover: Handover, facts: Facts) -> str:
    """The program's own sentences first: whatever stands below cannot swallow or dress them."""
    repository = f"{facts.run.server}/{facts.run.repository}"
    told = defused(cut(handover.diff, _MOST), repository=repository, commit=handover.head)
    shown = cut(told, _MOST)
    parts = [_about(handover, facts), _fixes_in_words(handover, facts)]
    if len(handover.diff) > _MOST or len(shown) < len(told):
        parts.append(f"The list is too long for a comment; the whole is on the page of [the run]({facts.run.address}).")
    return "\n\n".join([*filter(None, parts), shown.strip()]) + "\n"


def _about(handover: Handover, facts: Facts) -> str:
    run = facts.run
    ended = _ENDED.get(run.conclusion, _OTHERWISE).format(run=run.address, conclusion=run.conclusion)
    return (
        f"{ended} [The run]({run.address}#artifacts) holds a preview of the site under *Artifacts*: unpack it and open "
        "index.html.\n\n"
        f"<sub>Of {handover.head}, by the program as it stands in the proposal itself: a help for reviewers, no proof."
        "</sub>"
    )


def _fixes_in_words(handover: Handover, facts: Facts) -> str:
    fits = len(suggestions.fitting(handover.fixes, facts))
    more = suggestions.beside(handover.fixes, facts) + max(0, fits - suggestions.MOST)
    if not fits and not more:
        return ""
    here = f"{_counted(min(fits, suggestions.MOST))} suggested on the lines." if fits else ""
    rest = f"{_counted(more)} not shown on the lines: run `claimline fix` and commit." if more else ""
    return " ".join(filter(None, (here, rest)))


def _counted(number: int) -> str:
    return f"{number} mechanical fix is" if number == 1 else f"{number} mechanical fixes are"

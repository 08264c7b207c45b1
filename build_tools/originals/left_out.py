"""Articles of one original together with what is to be said of its other parts. Knows no format."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from build_tools.originals.article import Article
from build_tools.originals.written import as_line
from build_tools.problems import Level, Problem, ProblemsFound

_MOST_NAMED = 5


def with_remarks(articles: Sequence[Article], remarks: Iterable[Problem]) -> tuple[Article, ...]:
    """The articles; the remarks are told with the first of them, as warnings. Raises them where there is no article."""
    remarks = tuple(remarks)
    if not articles and remarks:
        raise ProblemsFound([replace(one, level=Level.ERROR) for one in remarks])
    if not remarks:
        return tuple(articles)
    warnings = tuple(replace(one, level=Level.WARNING) for one in remarks)
    return (replace(articles[0], problems=(*articles[0].problems, *warnings)), *articles[1:])


def some_of(names: Sequence[str]) -> str:
    """The first of many names, and how many more there are."""
    named = "; ".join(as_line(one)[:120] for one in names[:_MOST_NAMED])
    return named if len(names) <= _MOST_NAMED else f"{named}; and {len(names) - _MOST_NAMED} more"

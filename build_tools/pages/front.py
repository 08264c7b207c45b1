"""The pages that belong to no record: how to read the site, its data, what it is, search."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from build_tools.pages.desk import Desk
from build_tools.pages.page import Page

Columns = Mapping[str, Mapping[str, str]]
_METHOD = "How claims, stances, roots, agreement, dates and places are told apart and shown on this site."


def pages(desk: Desk, columns: Columns, about_cells: str) -> Iterator[Page]:
    """All of them; ``columns`` says what each column of each download holds, ``about_cells`` how cells are written."""
    yield desk.page("methodology.html", "methodology.html", title="How to read this site", description=_METHOD)
    yield desk.page(
        "data.html",
        "data.html",
        title="Data",
        description="The whole dossier as CSV and JSON, and what the columns mean.",
        tables=columns,
        about_cells=about_cells,
    )
    yield desk.page(
        "about.html", "about.html", title="About", description=f"Who makes {desk.site.name}, and how to help."
    )
    yield desk.page("search.html", "search.html", title="Search", description=f"Search {desk.site.name}.")

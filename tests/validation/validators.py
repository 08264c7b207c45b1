"""All validators, in the order of the table."""

from __future__ import annotations

import re
import sqlite3
import subprocess
from importlib.metadata import version

from .calendars import CALENDAR
from .checksums import SUMS
from .conflict_events import EVENTS
from .database import SQLITE
from .feeds import FEEDS
from .follow_money import FOLLOW_THE_MONEY
from .judging import Validator
from .maps import MAPS
from .page_scripts import PAGES
from .provenance_graph import PROVENANCE
from .reference_files import REFERENCES
from .static_api import API
from .tables import TABLES
from .timelines import TIMELINE
from .web_annotations import ANNOTATIONS
from .whole_dossier import DOSSIER
from .written_reports import REPORTS

# Of what stands in data/ and api/; the others are of what else leaves the project.
DOWNLOADS: tuple[Validator, ...] = (
    DOSSIER, TABLES, EVENTS, SQLITE, API, ANNOTATIONS, PROVENANCE, FOLLOW_THE_MONEY,
    *FEEDS, CALENDAR, TIMELINE, MAPS, *REFERENCES, SUMS,
)  # fmt: skip
EVERY = (*DOWNLOADS, PAGES, REPORTS)


def tool_and_version(tool: str) -> str:
    """A tool as it is installed here."""
    if tool == "SQLite":
        return f"SQLite {sqlite3.sqlite_version}"
    if tool == "sha256sum":
        said = subprocess.run([tool, "--version"], capture_output=True, text=True, check=False).stdout
        return (
            " ".join(re.findall(r"^sha256sum.*?([\d.]+)$", said.partition("\n")[0])[:1])
            .join(("sha256sum ", ""))
            .strip()
        )
    return f"{tool} {version(tool)}"

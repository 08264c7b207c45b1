"""One HTML page of all that was read in a seed, for a curator: text, marks, reasons, and what would be proposed.

It holds the full text, so it is a working page and no part of a site. It loads nothing and needs no script.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from build_tools.annotate import running_text
from build_tools.annotate.by_sentence import PlacedClaim, is_resolved, placed_claims, rows
from build_tools.annotate.marks import find_marks
from build_tools.annotate.view import View, listed_entries
from build_tools.extract.propose import Proposal
from build_tools.extract.reading import Reading
from build_tools.text.date_words import in_words


@dataclass(frozen=True, slots=True)
class Layer:
    """A line of the legend: what is marked, how often, and how often it is not resolved."""

    name: str
    label: str
    count: int
    unresolved: int = 0


def as_html(reading: Reading, proposal: Proposal) -> str:
    """The page, as one text; the same reading gives the same letters."""
    claims, gathered = placed_claims(proposal), rows(reading, proposal)
    template = _templates().get_template("page.html")
    return template.render(
        source=proposal.source,
        published=reading.published,
        published_why=reading.published_why,
        body=sum(row.is_body for row in gathered),
        uncovered=sum(row.is_open for row in gathered),
        layers=_layers(reading, claims),
        paragraphs=running_text.paragraphs(reading.document, gathered, find_marks(reading, claims)),
        entries=listed_entries(proposal, claims, gathered),
        new=(*proposal.actors, *proposal.places),
        view=View(reading, proposal, gathered),
        style=_asset("annotate.css"),
        script=_asset("annotate.js"),
        policy=_policy(),
    )


def _layers(reading: Reading, claims: Sequence[PlacedClaim]) -> list[Layer]:
    return [
        Layer("claim", "Claims", len(claims)),
        Layer("speech", "Who said it", len(reading.attributions)),
        Layer("time", "Times", len(reading.times), sum(not is_resolved(time) for time in reading.times)),
        Layer("name", "Names", len(reading.names), sum(not name.id for name in reading.names)),
        Layer("quantity", "Quantities", len(reading.quantities)),
    ]


# ── The frame ───────────────────────────────────────────────────────────────────────────────────────────────


@lru_cache(maxsize=1)
def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("build_tools.annotate"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(words=running_text.words, in_words=in_words, counted=_counted)
    return environment


def _counted(number: int, noun: str) -> str:
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"


@lru_cache(maxsize=2)
def _asset(name: str) -> Markup:
    """Our own style or script, to stand in the page as it is."""
    return Markup((resources.files("build_tools.annotate") / "assets" / name).read_text(encoding="utf-8"))


def _policy() -> str:
    """Content Security Policy: this style and this script and nothing else, whatever the text may hold."""
    style, script = (_digest(_asset(name)) for name in ("annotate.css", "annotate.js"))
    ours = f"style-src {style}; script-src {script}; img-src data:"
    return f"default-src 'none'; {ours}; base-uri 'none'; form-action 'none'"


def _digest(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"

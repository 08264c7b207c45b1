"""The files of a new dossier, made of templates and answers. Reads the templates and nothing else."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from build_tools.blanks.fields import blank
from build_tools.scaffold.answers import Answers
from build_tools.scaffold.examples import example
from build_tools.text import tables

_HERE = Path(__file__).parent
TEMPLATES = _HERE / "templates"


@dataclass(frozen=True, slots=True)
class Made:
    """A file that a dossier begins with. ``kept_up``: a newer program brings it up to date where nobody has changed it."""

    path: str
    text: str
    kept_up: bool


def files(answers: Answers, *, requirement: str, pins: str, event_types: Sequence[str] = ()) -> tuple[Made, ...]:
    """Every file of a dossier. ``requirement`` and ``pins``: lines for pip; ``event_types``: labels of the kinds of event,
    if they are no longer those of the chosen vocabulary.
    """
    told = {**_told(answers), "requirement": requirement, "pins": pins}
    told["event_types"] = event_types or labels(answers.vocabulary)
    return tuple(_made(answers, told))


def _made(answers: Answers, told: Mapping[str, Any]) -> Iterator[Made]:
    environment = _environment()
    for template, path, forge, whose in tables.rows(_HERE / "files.tsv"):
        if forge in ("any", answers.forge):
            name = template.format(vocabulary=answers.vocabulary)
            yield Made(path, environment.get_template(name).render(told), kept_up=whose == "tool")


def kept_up_paths() -> tuple[str, ...]:
    """Every file that a program may have written and keep up, for whichever forge."""
    rows = tables.rows(_HERE / "files.tsv")
    return tuple(dict.fromkeys(path for _, path, _, whose in rows if whose == "tool"))


def labels(vocabulary: str) -> list[str]:
    """The labels of the kinds of event in one of the vocabularies that can be chosen."""
    text = (TEMPLATES / "vocabularies" / f"{vocabulary}.yml").read_text(encoding="utf-8")
    return re.findall(r"^  label: (.+)$", text, re.MULTILINE)


def _told(answers: Answers) -> dict[str, Any]:
    return {
        **answers.as_mapping(),
        "licence": answers.licence_label,
        "licence_url": answers.licence_url,
        "rights_html": _rights(answers),
        "contact_is_mail": answers.contact_is_mail,
        "code_owner": answers.code_owner,
        "blank_form": lambda form: blank(form).strip(),
        "example": lambda kind: example(kind, answers.vocabulary).strip(),
    }


def _rights(answers: Answers) -> str:
    """Under which licence the curators' own words stand, as the site says it."""
    label, owner = html.escape(answers.licence_label), html.escape(answers.owner)
    told = f'<a rel="license" href="{answers.licence_url}">{label}</a>' if answers.licence_url else label
    return f"What curators wrote: © {owner}, {told}."


@cache
def _environment() -> Any:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        undefined=jinja2.StrictUndefined,
        autoescape=False,  # nothing here is HTML; each value is quoted as its file's language asks
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        # Makefiles, workflows and shells have the usual brackets for themselves.
        block_start_string="<%",
        block_end_string="%>",
        variable_start_string="<<",
        variable_end_string=">>",
        comment_start_string="<#",
        comment_end_string="#>",
    )
    environment.filters |= {"yaml": _yaml, "yaml_word": _yaml_word, "md": _markdown}
    return environment


def _yaml(text: str) -> str:
    """A string between double quotes: what JSON writes is YAML too."""
    return json.dumps(text, ensure_ascii=False)


def _yaml_word(text: str) -> str:
    """A string as it is, where it can mean nothing else; else between double quotes."""
    plain = re.fullmatch(r"[A-Za-z][A-Za-z ,()-]*[A-Za-z)]", text)
    return text if plain and text.casefold() not in {"yes", "no", "on", "off", "true", "false", "null"} else _yaml(text)


def _markdown(text: str) -> str:
    """Words that stay words in Markdown: nothing in them is a link, an element or emphasis."""
    return re.sub(r"([\\`*_\[\]<>#!|~&])", r"\\\1", text)

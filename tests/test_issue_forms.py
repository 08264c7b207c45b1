"""The forge's forms ask what the program reads: the same fields, choices and needs; and no form starts the program."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from build_tools.blanks.fields import FORMS, choices_of, fields_of
from build_tools.dossier import open_dossier

PROJECT = Path(__file__).parent.parent
TEMPLATES = PROJECT / ".github" / "ISSUE_TEMPLATE"


def template(form: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((TEMPLATES / f"{form}.yml").read_text(encoding="utf-8"))
    return loaded


def asked(form: str) -> list[dict[str, Any]]:
    return [one for one in template(form)["body"] if one["type"] != "markdown"]


@pytest.mark.parametrize("form", FORMS)
def test_a_form_asks_what_the_program_reads(form: str) -> None:
    needed = {"event": {"risk"}}.get(form, set())  # a person has to answer it; an e-mail may leave it out
    shown = [(one["id"], one["attributes"]["label"], one["validations"]["required"]) for one in asked(form)]
    assert shown == [(one.key, one.label, one.required or one.key in needed) for one in fields_of(form)]


@pytest.mark.parametrize("form", FORMS)
def test_every_field_is_explained_in_a_sentence(form: str) -> None:
    for one in asked(form):
        assert one["attributes"]["description"].rstrip().endswith((".", "?")), one["id"]


@pytest.mark.parametrize("form", FORMS)
def test_what_can_be_chosen_is_what_the_program_knows(form: str) -> None:
    types = [one.label for one in open_dossier(PROJECT, with_texts=False).corpus.types.values()]
    for one in (one for one in asked(form) if one["type"] == "dropdown"):
        assert one["attributes"]["options"] == (types if one["id"] == "type" else list(choices_of(one["id"])))


@pytest.mark.parametrize("form", FORMS)
def test_no_form_sets_a_label_by_itself(form: str) -> None:
    """A template's labels are set whoever sends it; the label that starts the program is a maintainer's decision."""
    assert "labels" not in template(form)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_says_that_it_is_public_and_where_the_private_way_is(form: str) -> None:
    told = " ".join(one["attributes"]["value"] for one in template(form)["body"] if one["type"] == "markdown")
    assert "What you write here is public." in told and "SECURITY.md" in told
    assert (PROJECT / "SECURITY.md").is_file()

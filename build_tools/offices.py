"""Offices in words: what somebody is or was, without saying twice what the title says already. Knows no page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from build_tools.model import Actor, Role

_PAST = re.compile(r"(former(ly)?|ex|late|then|one-?time|erstwhile|past|previous|retired)\b", re.IGNORECASE)


def leading(actor: Actor) -> Role | None:
    """The last role that has not ended; where all have, the last."""
    current = [role for role in actor.roles if not role.until]
    return next(reversed(current or actor.roles), None)


def title(role: Role) -> str:
    """The title, with “Former” where the record bears an end."""
    return f"Former {role.title}" if role.until and not _PAST.match(role.title) else str(role.title)


def body_to_tell(role: Role, body: Actor | None) -> str:
    """The name of the body behind a title; empty where the title begins with it, or with a short form of it."""
    if body is None or _begins_with(role.title, [body.name, *(alias.name for alias in body.aliases)]):
        return "" if body else role.of
    return str(body.name)


def in_words(role: Role, body: Actor | None) -> str:
    """“Former US envoy”, “Spokesperson, Water Board”."""
    return ", ".join(filter(None, (title(role), body_to_tell(role, body))))


def _begins_with(words: str, names: Sequence[str]) -> bool:
    said = _PAST.sub("", words.replace(".", "")).strip(" -").casefold()
    forms = {form.casefold() for name in names for form in (str(name), _initials(str(name))) if len(form) > 1}
    return any(re.match(rf"{re.escape(form)}\b", said) for form in forms)


def _initials(name: str) -> str:
    """“US” for “the United States”: the capitals with which its words begin."""
    return "".join(word[0] for word in re.findall(r"\w+", name) if word[0].isupper())

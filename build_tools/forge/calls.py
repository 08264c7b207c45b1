"""A request to the forge as data: worked out by pure functions, shown by ``--dry-run``, sent by ``github``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Call:
    """``path`` is below the API's root; ``what`` says in words what it does.

    ``otherwise``: what to tell people where the forge refuses it; empty where the job then has to fail.
    """

    method: str
    path: str
    body: Mapping[str, Any]
    what: str
    otherwise: str = ""


class Refused(Exception):
    """Raised where what was handed over cannot be trusted, or the forge does not answer; the message says why."""


class Overtaken(Refused):
    """Raised where there is nothing to do any more: the pull request has moved on. No fault of anybody."""

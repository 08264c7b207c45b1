"""MkDocs' own server puts a script into each page that loads it again, which the page's policy would not let run.

While somebody writes, that matters more: `mkdocs serve` sends the pages without the policy. On disk nothing is another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, ClassVar
from wsgiref.types import StartResponse, WSGIEnvironment

from mkdocs.plugins import BasePlugin

_TOLD, _UNTOLD = b'<meta http-equiv="Content-Security-Policy"', b'<meta data-equiv="Content-Security-Policy"'
Answer = Callable[[WSGIEnvironment, StartResponse], Iterable[bytes]]


class Reloading(BasePlugin):  # type: ignore[no-untyped-call]
    """Has a hand in nothing but `mkdocs serve`."""

    NAME: ClassVar[str] = "claimline-reloading"

    def on_serve(self, server: Any, **_: object) -> Any:
        """Have it send pages without the policy."""
        server.set_app(unbound(server.get_app()))
        return server


def unbound(answer: Answer) -> Answer:
    """Answers as ``answer`` does, but for the policy. What is left is as long as what was there: nobody counts anew."""

    def answered(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        return (part.replace(_TOLD, _UNTOLD, 1) for part in answer(environ, start_response))

    return answered

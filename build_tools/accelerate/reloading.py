"""MkDocs' own server puts a script into each page that loads it again, which the page's policy would not let run.

`mkdocs serve` names that one script in the policy by its hash; nothing else may run there either. On disk nothing is another.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable
from typing import Any, ClassVar
from wsgiref.types import StartResponse, WSGIEnvironment

from mkdocs.plugins import BasePlugin

_BEGIN, _END = b"<script>", b"</script></body>"  # around the script, where the server puts it
_MAY_RUN = b"script-src "
Answer = Callable[[WSGIEnvironment, StartResponse], Iterable[bytes]]


class Reloading(BasePlugin):  # type: ignore[no-untyped-call]
    """Has a hand in nothing but `mkdocs serve`."""

    NAME: ClassVar[str] = "claimline-reloading"

    def on_serve(self, server: Any, **_: object) -> Any:
        """Have it send pages whose policy lets its own script run."""
        server.set_app(naming_the_script(server.get_app()))
        return server


def naming_the_script(answer: Answer) -> Answer:
    """Answers as ``answer`` does; of a page the policy names the script that the server has put at its end."""

    def answered(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        begun: list[Any] = []

        def held(*told: Any) -> Callable[[bytes], object]:
            begun[:] = told
            return lambda _: None

        parts = answer(environ, held)
        status, headers, *more = begun
        if dict(headers).get("Content-Type", "").startswith("text/html"):
            parts = [_named(b"".join(parts))]
            kept = [(key, value) for key, value in headers if key != "Content-Length"]
            headers = [*kept, ("Content-Length", str(len(parts[0])))]
        start_response(status, headers, *more)
        return parts

    return answered


def _named(page: bytes) -> bytes:
    before, _, script = page.rpartition(_END)[0].rpartition(_BEGIN)
    if not before:
        return page
    name = base64.b64encode(hashlib.sha256(script).digest())
    return page.replace(_MAY_RUN, b"%b'sha256-%b' " % (_MAY_RUN, name), 1)

"""A site shown while its dossier is edited: served to browsers on this machine, which load a page again when it is saved."""

from __future__ import annotations

import gc
import mimetypes
import time
import traceback
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Condition, Thread
from urllib.parse import unquote, urlsplit

from build_tools.accelerate.live_site import LiveSite
from build_tools.accelerate.watching import Watch
from build_tools.problems import as_text
from build_tools.publication import Publication
from build_tools.terminal import say

_ASK = "/.claimline/since/"
_PAUSE = 0.5  # seconds without a saved file, after which there is time for the rules
_LONGEST = 25.0  # seconds that a browser's question waits for its answer
_FOLLOWING = "/.claimline/follow.js"  # a file: no page lets a script run that stands in it
_SCRIPT = """(() => { const { state } = document.currentScript.dataset; let asking;
const ask = () => { asking = new AbortController();
fetch("%s" + state, { signal: asking.signal }).then((told) => told.text()).then((now) => now === state ? ask() : location.reload())
.catch((error) => error.name === "AbortError" || setTimeout(ask, 2000)) };
document.addEventListener("visibilitychange", () => document.hidden ? asking.abort() : ask());
if (!document.hidden) ask() })()"""
_FOLLOW = '<script src="%s" data-state="%d"></script>'
_ERRORS = '<pre role="alert" style="position:fixed;z-index:99;inset:auto 0 0;margin:0;max-height:50vh;overflow:auto;padding:1rem;background:#7a1f1f;color:#fff;white-space:pre-wrap;font:14px/1.4 monospace">There are errors: what was saved is not shown yet.\n\n%s</pre>'


class Server(ThreadingHTTPServer):
    """Answers browsers. ``state`` is counted up whenever there is something else to see."""

    daemon_threads = True

    def __init__(self, address: tuple[str, int], site: LiveSite) -> None:
        super().__init__(address, _Handler)
        self.site, self.state, self.changed = site, 1, Condition()

    def tell(self) -> None:
        """Have all browsers load again."""
        with self.changed:
            self.state += 1
            self.changed.notify_all()

    def state_after(self, state: int) -> int:
        """The next state, or the same one if nothing happens for long."""
        with self.changed:
            self.changed.wait_for(lambda: self.state != state, timeout=_LONGEST)
            return self.state


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        if path.startswith(_ASK):
            known = path.removeprefix(_ASK)
            self._send(200, "text/plain", str(self.server.state_after(int(known) if known.isdigit() else 0)).encode())
            return
        if path == _FOLLOWING:
            self._send(200, "text/javascript", (_SCRIPT % _ASK).encode())
            return
        path = path.lstrip("/")
        path = f"{path}index.html" if path.endswith("/") or not path else path
        state, shown = self.server.state, self.server.site.shown
        try:
            content = shown.content(path)
        except Exception:  # of a record with an error that the rules are about to tell
            _say(traceback.format_exc())
            self._send(500, "text/html", self._watching(b"<body>This page could not be made.</body>", state))
            return
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        if content is None:
            self._send(404, "text/html", self._watching(shown.shell.lost, state))
        else:
            self._send(200, kind, self._watching(content, state) if kind == "text/html" else content)

    do_HEAD = do_GET

    def _watching(self, page: bytes, state: int) -> bytes:
        """A page with what loads it again, and with the errors that keep a later state of it back."""
        problems = self.server.site.problems
        told = _ERRORS % escape(as_text(problems)) if problems else ""
        more = (_FOLLOW % (_FOLLOWING, state) + told).encode(errors="xmlcharrefreplace")
        before, end, after = page.rpartition(b"</body>")
        return before + more + end + after

    def _send(self, status: int, kind: str, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the terminal is for the curator's errors."""


def serve(root: Path, publication: Publication, address: str) -> bool:
    """Serve at ``host:port`` until interrupted. False, at once, where MkDocs has to have a hand in it."""
    host, _, port = address.rpartition(":")
    url = f"http://{host}:{port}/"
    site = LiveSite(root, publication, url)
    if not site.shown.shell.is_quick:
        return False
    gc.collect()
    gc.freeze()  # what was read stays: the collector need not walk through it again and again
    server, watch = Server((host, int(port)), site), Watch(root)
    Thread(target=server.serve_forever, daemon=True).start()
    _say(f"The site is at {url} and follows what you save; Ctrl-C ends it.")
    try:
        while True:
            _follow(site, server, watch.changed(timeout=_PAUSE))
    except KeyboardInterrupt:
        _say("")
    finally:
        watch.stop()
        server.shutdown()
    return True


def _follow(site: LiveSite, server: Server, changed: set[str]) -> None:
    """Take in what was saved, or when nothing was for a while, hold it against the rules."""
    before, start = site.problems, time.monotonic()
    if changed:
        site.update(changed)
        server.tell()
        if not site.problems:
            _say(
                f"{', '.join(sorted(changed)[:3])}{' …' * (len(changed) > 3)}: shown after {time.monotonic() - start:.1f} s"
            )
    else:
        site.judge()
    if site.problems and site.problems != before:
        _say(as_text(site.problems))
        server.tell()


def _say(words: str) -> None:
    say(words, err=True)

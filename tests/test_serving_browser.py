"""While somebody writes: what is saved is shown by both servers under the policy of every page, and does nothing there."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from threading import Thread
from urllib.request import urlopen

import pytest
from browser import Visitor
from mkdocs.livereload import LiveReloadServer

from build_tools.accelerate.live_site import LiveSite
from build_tools.accelerate.reloading import Reloading
from build_tools.accelerate.serving import Server
from build_tools.frame.policy import POLICY
from build_tools.pages.page import Site
from build_tools.publication import open_publication

ENTRY, PAGE = "content/timeline/2031/dam-failure-disputed.md", "timeline/dam-failure-disputed.html"
SOURCE, ITS_PAGE = "content/sources/herald.md", "sources/herald.html"
ENABLED = "log: Enabled live reload"  # what MkDocs' script says when it runs
# Each is an error, which is told half a second after it was saved; the page shows what was saved at once.
HOSTILE = """
<script>hit()</script> <img src=x onerror=hit()> <meta http-equiv=refresh content="0;url=https://evil.example/">

[go](javascript:hit()) <base href=//evil.example/> <style>@import "//evil.example/x.css"</style> {{ 7*7 }}
"""


@pytest.fixture
def root(dossiers: Mapping[str, Path], tmp_path: Path) -> Path:
    """A dossier to be edited."""
    copied = shutil.copytree(dossiers["flood"], tmp_path / "flood", ignore=shutil.ignore_patterns("site", ".cache"))
    return Path(copied)


@pytest.fixture
def served(root: Path) -> Iterator[Server]:
    """`claimline serve`, but for its watch on the disk."""
    live = LiveSite(root, open_publication(root, Site("")), "http://127.0.0.1:8000/")
    server = Server(("127.0.0.1", 0), live)
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def save(server: Server, root: Path, path: str, was: str, now: str) -> None:
    """As an editor does; the server takes it in, and the rules have not spoken yet."""
    told = (root / path).read_text()
    assert was in told
    (root / path).write_text(told.replace(was, now, 1))
    server.site.update({path})


def test_what_is_saved_is_shown_and_the_browser_has_nothing_to_stop(visit: Visitor, served: Server, root: Path) -> None:
    opened = visit(f"http://127.0.0.1:{served.server_port}/{PAGE}")
    save(served, root, ENTRY, "title: ", "title: Reworded. ")
    served.tell()
    opened.page.locator("h1", has_text="Reworded.").wait_for()
    assert opened.messages == [] and opened.outside == []


def test_what_a_problem_is_about_to_refuse_does_nothing_as_long_as_it_is_shown(
    visit: Visitor, served: Server, root: Path
) -> None:
    opened = visit(f"http://127.0.0.1:{served.server_port}/{PAGE}")
    opened.page.add_init_script("window.hit = () => console.log('hit')")
    with (root / ENTRY).open("a") as entry:
        entry.write(HOSTILE)
    save(served, root, ENTRY, "title: ", "title: Hostile. ")
    save(served, root, SOURCE, "kind: ", "url: javascript:hit()\narchived: data:text/html,x\nkind: ")
    served.tell()
    opened.page.locator("h1", has_text="Hostile.").wait_for()
    shown = opened.page.locator(".cl-prose").all_inner_texts()
    assert "<script>hit()</script>" in "".join(shown) and "{{ 7*7 }}" in "".join(shown)
    opened.page.get_by_text("go", exact=True).click()
    opened.page.goto(f"http://127.0.0.1:{served.server_port}/{ITS_PAGE}")
    assert opened.page.locator("a[href^=javascript], a[href^=data]").count() == 0
    assert opened.messages == [] and opened.outside == []


@pytest.fixture
def mkdocs_serves(sites: Mapping[str, Path], tmp_path: Path) -> Iterator[LiveReloadServer]:
    """`mkdocs serve`, which sets a word before the title when a file beside the site was saved."""
    page = Path(shutil.copytree(sites["flood"], tmp_path / "site")) / PAGE

    def build() -> None:
        page.write_text(page.read_text().replace("<h1>", "<h1>Reworded. ", 1))

    (tmp_path / "records").mkdir()
    server = LiveReloadServer(build, "127.0.0.1", 0, str(tmp_path / "site"), polling_interval=0.1, shutdown_delay=0.05)
    server.watch(str(tmp_path / "records"))
    Reloading().on_serve(server)
    thread = Thread(target=server.serve, daemon=True)
    thread.start()
    while not server.serve_thread.is_alive():
        time.sleep(0.01)
    yield server
    server.shutdown(wait=True)
    thread.join()


def test_mkdocs_own_server_loads_a_page_again_under_the_policy(
    visit: Visitor, mkdocs_serves: LiveReloadServer, tmp_path: Path
) -> None:
    home = f"http://127.0.0.1:{mkdocs_serves.server_port}/"
    opened = visit(home + PAGE)
    (tmp_path / "records" / "any.md").write_text("saved")
    opened.page.locator("h1", has_text="Reworded.").wait_for()
    assert set(opened.messages) == {ENABLED} and opened.outside == []
    with urlopen(home + PAGE) as answer:
        page = answer.read().decode()
    assert page.count("sha256-") == 1 and re.sub("'sha256-[^']+' ", "", page).count(escape(POLICY, quote=False)) == 1


def test_nothing_else_runs_on_a_page_that_mkdocs_serves(
    visit: Visitor, mkdocs_serves: LiveReloadServer, tmp_path: Path
) -> None:
    page = tmp_path / "site" / PAGE
    page.write_text(page.read_text().replace("</h1>", "</h1><script>console.log('hit')</script>", 1))
    opened = visit(f"http://127.0.0.1:{mkdocs_serves.server_port}/{PAGE}")
    stopped, enabled = opened.messages
    assert "Content Security Policy" in stopped and enabled == ENABLED

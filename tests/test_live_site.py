"""A site while its dossier is edited: each page as the records are now, and errors beside the last state without any."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from threading import Thread
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from synthetic_corpus import synthetic_corpus

from build_tools.accelerate import live_site
from build_tools.accelerate.finding import Finder
from build_tools.accelerate.live_site import LiveSite
from build_tools.accelerate.serving import Server
from build_tools.accelerate.watching import Watch
from build_tools.dossier import Dossier
from build_tools.keeping import readings
from build_tools.keeping.vault import SWITCH
from build_tools.making.maker import all_made
from build_tools.pages.page import Site
from build_tools.publication import Publication, open_publication
from build_tools.rechecking.check import check_all

ENTRY = "content/timeline/2031/dam-failure-disputed.md"
PAGE = "timeline/dam-failure-disputed.html"
URL = "http://127.0.0.1:8000/"


@pytest.fixture
def flood(dossiers: Mapping[str, Path], tmp_path: Path) -> Path:
    root = tmp_path / "flood"
    shutil.copytree(dossiers["flood"], root, ignore=shutil.ignore_patterns("site", ".cache"))
    return root


@pytest.fixture
def live(flood: Path) -> LiveSite:
    return LiveSite(flood, open_publication(flood, Site("")), URL)


def saved(root: Path, was: str, now: str, path: str = ENTRY) -> set[str]:
    text = (root / path).read_text()
    assert was in text
    (root / path).write_text(text.replace(was, now, 1))
    return {path}


def shown(live: LiveSite, path: str = PAGE) -> str:
    content = live.shown.content(path)
    assert content is not None
    return content.decode()


def test_every_file_of_the_site_is_there_before_anything_is_built(
    live: LiveSite, sites: Mapping[str, Path], dossiers: Mapping[str, Path]
) -> None:
    built = [path for path in sites["flood"].rglob("*") if path.is_file() and not path.name.startswith("sitemap")]
    names = [path.relative_to(sites["flood"]).as_posix() for path in built]
    assert [name for name in names if name != "404.html" and live.shown.content(name) is None] == []
    page = (sites["flood"] / PAGE).read_text()
    assert shown(live).partition("<h1")[2].partition("</h1>")[0] == page.partition("<h1")[2].partition("</h1>")[0]
    assert live.shown.content("nothing/here.html") is None and live.shown.content("../mkdocs.yml") is None


def test_every_page_of_a_large_dossier_is_found_by_its_address() -> None:
    publication = Publication(Dossier(Path("nowhere"), synthetic_corpus(450), (), frozenset()), Site("Large"))
    makers = list(publication.page_makers())
    finder = Finder(lambda: makers)
    addresses = [page.address for page in all_made(makers)]
    sought = [*addresses[::17], *[one for one in addresses if one.count("/") > 1][:40]]
    assert [address for address in sought if not finder.page(address)] == []


def test_what_is_saved_is_shown(live: LiveSite, flood: Path) -> None:
    live.update(saved(flood, "title: ", "title: Reworded. "))
    assert "Reworded. " in shown(live) and "Reworded. " in shown(live, "timeline/index.html")
    live.judge()
    assert live.problems == [] and "Reworded. " in shown(live)


@pytest.mark.parametrize(
    ("was", "now", "code"),
    [("claims:", "clams:", "unknown-key"), ("status:", "see_also: [nowhere]\nstatus:", "unknown-reference")],
)
def test_errors_leave_what_was_there_until_they_are_mended(
    live: LiveSite, flood: Path, was: str, now: str, code: str
) -> None:
    before = shown(live)
    changed = saved(flood, was, now)
    live.update(changed)
    live.judge()
    assert code in {one.code for one in live.problems} and shown(live) == before
    live.update(saved(flood, "name: ", "name: The ", "content/actors/herald.md"))  # elsewhere: the error stays
    live.judge()
    assert live.problems and shown(live) == before
    live.update(saved(flood, now, was))
    live.judge()
    assert live.problems == [] and "The " in shown(live, "actors/herald.html")


def test_where_a_check_is_kept_only_what_was_saved_is_judged(
    flood: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SWITCH, "on")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "user"))
    monkeypatch.setattr(readings, "ENOUGH", 0)
    monkeypatch.setattr(live_site, "inspect_opened", lambda *_: pytest.fail("more is judged"))
    check_all(flood)
    live = LiveSite(flood, open_publication(flood, Site("")), URL)
    live.update(saved(flood, "title: ", "title: Reworded. "))
    live.judge()
    live.update(saved(flood, "status:", "see_also: [nowhere]\nstatus:"))
    live.judge()
    assert {one.code for one in live.problems} == {"unknown-reference"} and "Reworded. " in shown(live)
    live.update(saved(flood, "see_also: [nowhere]\nstatus:", "status:"))
    live.judge()
    assert live.problems == []


def test_settings_with_an_error_leave_what_was_there(live: LiveSite, flood: Path) -> None:
    live.update(saved(flood, "site_name", "sight_name", "mkdocs.yml"))
    assert live.problems and shown(live)
    live.update(saved(flood, "sight_name: ", "site_name: New ", "mkdocs.yml"))
    assert live.problems == [] and "New The" in shown(live)


@pytest.fixture
def server(live: LiveSite) -> Iterator[Server]:
    server = Server(("127.0.0.1", 0), live)
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_browsers_are_told_when_there_is_something_else_to_see(server: Server, live: LiveSite, flood: Path) -> None:
    host = f"http://127.0.0.1:{server.server_port}/"
    with urlopen(host) as answer:
        assert b'<script src="/.claimline/follow.js" data-state="1"></script>' in answer.read()
    live.update(saved(flood, "claims:", "clams:"))
    server.tell()
    with urlopen(f"{host}.claimline/since/1") as answer:
        assert answer.read() == b"2"
    with urlopen(host + PAGE) as answer:
        assert "what was saved is not shown yet" in answer.read().decode()
    with urlopen(f"{host}assets/claimline.css") as answer:
        assert answer.headers["Content-Type"] == "text/css; charset=utf-8" and b"<script>(" not in answer.read()
    with pytest.raises(HTTPError) as lost:
        urlopen(f"{host}nothing.html")
    assert lost.value.code == 404 and b"There is no page at this address" in lost.value.read()
    lost.value.close()


def test_a_saved_record_is_noticed_and_what_an_editor_keeps_beside_it_is_not(flood: Path) -> None:
    watch = Watch(flood)
    try:
        (flood / "content/actors/.herald.md.swp").write_text("kept")
        (flood / ENTRY).read_bytes()
        saved(flood, "title: ", "title: New ")
        assert watch.changed(timeout=5) == {ENTRY}
    finally:
        watch.stop()

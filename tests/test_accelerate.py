"""The quick way to a site and the plain one: the same files, byte for byte; and when the quick one is left."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Template
from mkdocs.commands.build import get_context
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page as Framed
from mkdocs.utils import meta
from on_disk import files_of

from build_tools.accelerate import crew
from build_tools.accelerate.framing import Frames
from build_tools.accelerate.inside import PLAIN
from build_tools.accelerate.opening import KEY
from build_tools.accelerate.switch import obstacle
from build_tools.building import build_site
from build_tools.dossier import open_dossier
from build_tools.making.maker import Maker
from build_tools.pages.page import Page, Site
from build_tools.problems import ProblemsFound
from build_tools.publication import Publication, as_markdown, html_of

HOOK = (Path(__file__).parent.parent / "build_tools" / "hooks.py").as_posix()
ALL_PAGES = frozenset({"index.md", "actors/index.md"})


@pytest.mark.parametrize("name", ["first", "flood"])
def test_both_ways_lead_to_the_same_site(
    name: str, dossiers: Mapping[str, Path], sites: Mapping[str, Path], tmp_path: Path
) -> None:
    root = Path(shutil.copytree(dossiers[name], tmp_path / name, ignore=shutil.ignore_patterns("site", ".cache")))
    build_site(root, plain=True)
    quick, plainly = files_of(sites[name]), files_of(root / "site")
    assert quick.keys() == plainly.keys() and len(quick) > 200
    assert [path for path, content in quick.items() if content != plainly[path]] == []


def test_mkdocs_alone_makes_the_same_site(
    dossiers: Mapping[str, Path], sites: Mapping[str, Path], tmp_path: Path
) -> None:
    root = Path(shutil.copytree(dossiers["flood"], tmp_path / "flood", ignore=shutil.ignore_patterns("site", ".cache")))
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(Path(__file__).parent.parent)}
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "--quiet"], cwd=root, check=True, env=environment)
    alone, ours = files_of(root / "site"), files_of(sites["flood"])
    assert [path for path in alone.keys() | ours.keys() if alone.get(path) != ours.get(path)] == []


# ── When MkDocs is left to itself ───────────────────────────────────────────────────────────────────────────


def settings_of(root: Path, more: str = "") -> MkDocsConfig:
    (root / "content").mkdir(exist_ok=True)
    own = "" if "hooks:" in more else f"hooks: [{HOOK}]\n"
    theme = "" if "theme:" in more else "theme: {name: material}\n"
    plugins = "" if "plugins:" in more else "plugins: []\n"
    text = f"site_name: The dam\ndocs_dir: content\nuse_directory_urls: false\n{own}{theme}{plugins}{more}\n"
    (root / "mkdocs.yml").write_text(text)
    return load_config(str(root / "mkdocs.yml"))


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("", ""),
        ("nav: [{Home: index.md}, {More: [{Actors: actors/index.md}]}, {Web: 'https://example.org'}]", ""),
        ("plugins: [search]", "plugins: material/search"),
        (f"hooks: [{HOOK}, other.py]", "other hooks"),
        ("hooks: [own.py]", "other hooks"),
        ("hooks: [part.py]", "other hooks"),
        ("theme: {name: mkdocs}", "theme"),
        ("theme: {name: material, custom_dir: over}", "templates"),
        ("exclude_docs: rules/", "exclude_docs"),
        ("nav: [index.md]", "without a title"),
        ("nav: [{Home: index.md}, {Lost: lost.md}]", "lost.md"),
    ],
)
def test_whatever_else_has_a_hand_in_a_site_gets_all_its_pages(more: str, told: str, tmp_path: Path) -> None:
    ours = "from build_tools.hooks import on_config, on_files, on_page_content, on_page_markdown\n"
    (tmp_path / "other.py").write_text("def on_page_content(html, **_): return html.upper()\n")
    (tmp_path / "own.py").write_text(f"{ours}def on_post_page(output, **_): return output.upper()\n")
    (tmp_path / "part.py").write_text("from build_tools.hooks import on_config\n")
    (tmp_path / "over").mkdir()
    found = obstacle(settings_of(tmp_path, more), ALL_PAGES)
    assert told in found and bool(told) == bool(found)


def test_who_wants_mkdocs_alone_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PLAIN, "1")
    assert PLAIN in obstacle(settings_of(tmp_path), ALL_PAGES)


MkDocsSite = tuple[MkDocsConfig, Files, Navigation, Template]


# ── Frames ──────────────────────────────────────────────────────────────────────────────────────────────────

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ["", "a", "“Ä & <b>”", "</style><script>", "\\", "q7cl", "--- \n", "{{ x }}", '"', "'", "\u2028", "\x85", "=SUM(1)"]
)
ADDRESS = st.sampled_from(["index.html", "actors/index.html", "actors/nato.html", "x.html", "who/is/who-1.html"])
PAGES = st.builds(
    Page,
    path=ADDRESS.map(lambda one: one.replace(".html", ".md")),
    title=TEXT.filter(bool),
    description=TEXT,
    html=TEXT,
    record=TEXT,
    record_address=TEXT,
    before=st.just("") | ADDRESS,
    after=st.just("") | ADDRESS,
    linked_data=TEXT,
    feeds=st.lists(st.tuples(st.just("data/feeds/a"), TEXT), max_size=2).map(tuple),
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> MkDocsSite:
    root = tmp_path_factory.mktemp("site")
    (root / "content").mkdir()
    more = "site_url: https://example.org/dam\nnav: [{Home: index.md}, {Actors: actors/index.md}, {All: x.html}]"
    config = settings_of(root, more)
    config.extra[KEY] = empty(root)
    config = config.plugins.on_config(config)
    files = Files([File.generated(config, path, content="") for path in ("index.md", "actors/index.md")])
    return config, files, get_navigation(files, config), config.theme.get_env().get_template("main.html")


def empty(root: Path) -> object:
    return Publication(open_dossier(root), Site("The dam"))


def as_mkdocs_does(page: Page, site: MkDocsSite) -> bytes:
    """The template asked about this page alone, which is read from its Markdown file."""
    config, files, nav, template = site
    text = as_markdown(page)
    in_nav = files.get_file_from_path(page.path)
    framed = in_nav.page if in_nav else Framed(None, File.generated(config, page.path, content=text), config)
    assert framed
    framed.meta, framed.content = meta.get_data(text)[1], html_of(text)
    return template.render(get_context(nav, (), config, framed)).encode("utf-8", errors="xmlcharrefreplace")


@settings(max_examples=25)
@given(pages=st.lists(PAGES, min_size=1, max_size=4))
def test_a_frame_says_of_each_page_what_the_template_would_say(pages: list[Page], site: MkDocsSite) -> None:
    config, _, nav, template = site
    frames = Frames(template.environment, config, nav)
    for page in pages:
        assert frames.framed(page) == as_mkdocs_does(page, site)


# ── Work shared out ─────────────────────────────────────────────────────────────────────────────────────────


def numbers(count: int, *, name: str = "numbers", is_long: bool = False, bad: str = "") -> Maker[tuple[str, bytes]]:
    def make(key: str) -> list[tuple[str, bytes]]:
        if key == bad:
            raise OSError(28, "No space left on device")
        return [(f"{name}/{key}.txt", key.encode()), (f"{name}/{key}/more.txt", b"more")]

    return Maker(name, lambda: [str(number) for number in range(count)], make, is_long)


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_each_key_is_made_once_and_told_in_order(jobs: int, tmp_path: Path) -> None:
    makers = [numbers(700), numbers(3, name="long", is_long=True), numbers(0, name="none"), numbers(1, name="one")]
    made = crew.make(crew.all_keys(makers), tmp_path, jobs=jobs)
    assert list(made) == [(maker.name, key) for maker in makers for key in maker.keys()]
    assert {path for one in made.values() for path in one.paths} == files_of(tmp_path).keys()
    assert (tmp_path / "numbers/699.txt").read_text() == "699"


def test_a_full_disk_is_told_as_if_one_process_had_met_it(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No space left"):
        crew.make(crew.all_keys([numbers(500, bad="77")]), tmp_path, jobs=3)


def test_a_process_that_is_ended_leaves_nothing_undone(tmp_path: Path) -> None:
    here = os.getpid()

    def make(key: str) -> list[tuple[str, bytes]]:
        if os.getpid() != here:
            os._exit(9)
        return [(f"{key}.txt", b"")]

    maker = Maker("fragile", lambda: [str(number) for number in range(50)], make)
    crew.make(crew.all_keys([maker]), tmp_path, jobs=2)
    assert len(files_of(tmp_path)) == 50


def test_a_site_half_written_is_not_taken_for_a_finished_one(
    dossiers: Mapping[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "flood"
    shutil.copytree(dossiers["flood"], root, ignore=shutil.ignore_patterns("site", ".cache"))

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch, pytest.raises(ProblemsFound, match="No space left"):
        patch.setattr(crew, "make", full)
        build_site(root)
    assert "Open " in build_site(root) and build_site(root).startswith("Nothing has changed")

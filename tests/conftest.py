"""Fixtures shared by all tests: dossiers in folders of their own, and one browser for the session."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from browser import chromium, tabs, visit  # noqa: F401 - fixtures for every test
from built_sites import corpora, dossiers, sites  # noqa: F401 - fixtures for every test
from hypothesis import settings
from once_for_all import common_folder  # noqa: F401 - a fixture for every test
from told_dossiers import exported, tellings  # noqa: F401 - fixtures for every test

# The suite judges a change, so it tries the same cases every time; HYPOTHESIS_PROFILE=explore looks for new ones.
settings.register_profile("suite", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))

# No test finds what another one kept of a dossier; those that are about it switch it on.
os.environ["CLAIMLINE_CACHE"] = "off"

HERE = Path(__file__).parent
PROJECT = HERE.parent


# What takes a worker longest goes first, or the last one is at it alone while the others are done. Two that want the
# built sites do not start side by side: one would wait while the other builds.
LONGEST_FIRST = (
    "test_site_access.py",
    "test_extract_properties.py",
    "test_validated_formats.py",
    "test_attacks.py",
    "test_site_weight.py",
    "test_site_policy.py",
    "test_site_without_scripts.py",
    "test_search_browser.py",
    "test_site_keyboard.py",
    "test_unfinished_builds.py",
    "test_placing.py",
    "test_bundle_browser.py",
    "test_first_dossier_offline.py",
    "test_first_dossier.py",
    "test_accelerate.py",
    "test_scaffold.py",
    "test_handed_over.py",
    "test_site_print.py",
    "test_pages_browser.py",
    "test_reimport_mutants.py",
    "test_matching_properties.py",
    "test_written_report.py",
    "test_checks_of_files.py",
)


def pytest_configure(config: pytest.Config) -> None:
    """Files run in the order given here: pytest-xdist would put those with most tests first."""
    if hasattr(config.option, "loadscopereorder"):
        config.option.loadscopereorder = False


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first, the others in their order."""
    place = {name: number for number, name in enumerate(LONGEST_FIRST)}
    items.sort(key=lambda item: place.get(item.path.name, len(place)))


def pytest_addoption(parser: pytest.Parser) -> None:
    """One flag for all golden files."""
    parser.addoption("--update-golden", action="store_true", help="write golden files anew instead of comparing")


@pytest.fixture(scope="session")
def flood_at() -> Callable[[Path], Path]:
    """Makes a copy of the small invented dossier at a place of one's choice."""

    def copied(root: Path) -> Path:
        shutil.copytree(HERE / "dossiers" / "flood", root)
        settings = root / "mkdocs.yml"
        hooks = (PROJECT / "build_tools" / "hooks.py").as_posix()
        settings.write_text(settings.read_text().replace("../../../build_tools/hooks.py", hooks))
        return root

    return copied


@pytest.fixture
def flood(tmp_path: Path, flood_at: Callable[[Path], Path]) -> Path:
    """A copy of the small invented dossier, free to be changed."""
    return flood_at(tmp_path / "flood")


@pytest.fixture(scope="session")
def copied_to() -> Callable[[Path], Path]:
    """Copies what the project's own site is made of to a place of one's choice."""

    def copied(root: Path) -> Path:
        for folder in ("content", "seeds"):
            shutil.copytree(PROJECT / folder, root / folder)
        settings = (PROJECT / "mkdocs.yml").read_text()
        hooks = (PROJECT / "build_tools" / "hooks.py").as_posix()
        (root / "mkdocs.yml").write_text(settings.replace("- build_tools/hooks.py", f"- {hooks}"))
        return root

    return copied


@pytest.fixture
def first_dossier_copy(tmp_path: Path, copied_to: Callable[[Path], Path]) -> Path:
    """A copy of what the project's own site is made of, free to be changed."""
    return copied_to(tmp_path / "dossier")

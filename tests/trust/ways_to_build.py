"""The ways to make something of a dossier, as people type them; and how to have each do everything itself, in its own order."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import mkdocs.__main__
import pytest

from build_tools import bundle, processes, solid_archive
from build_tools.cli import main
from build_tools.keeping import readings

Do = Callable[[Path], int]


def claimline(*words: str) -> Do:
    """A command of ours, for a dossier."""

    def do(root: Path) -> int:
        filled = [word.format(root=root) for word in words]
        return int(main([*filled, "--root", str(root)], standalone_mode=True) or 0)

    return do


def mkdocs_alone(root: Path) -> int:
    """MkDocs as somebody runs it who knows nothing of us."""
    return int(mkdocs.__main__.cli(["build", "--quiet", "--config-file", str(root / "mkdocs.yml")]) or 0)


@dataclass(frozen=True)
class Way:
    """A way to make something. ``outs``: what appears, each as a whole; ``is_kept``: what a former build has made and kept is
    there, so that it is made after an edit; ``then``: what comes next; ``first``: what was done before.
    """

    name: str
    do: Do
    outs: tuple[str, ...]
    is_kept: bool
    then: Do
    first: Do | None = None

    @property
    def is_site(self) -> bool:
        """Whether it makes nothing but the site."""
        return self.outs == ("site",)


BUILD = claimline("build")
_EXPORT, _PAGES = claimline("export", "--out", "{root}/exports"), claimline("pages", "--out", "{root}/pages")
BUNDLE = claimline("bundle", "--out", "{root}/all.zip")
_SOLID = claimline("bundle", "--solid", "--out", "{root}/all.zip")
WAYS = (
    Way("a build after an edit", BUILD, ("site",), True, BUILD),
    Way("a full build", claimline("build", "--force"), ("site",), False, BUILD),
    Way("mkdocs build alone", mkdocs_alone, ("site",), False, BUILD),
    Way("export", _EXPORT, ("exports",), False, _EXPORT),
    Way("pages", _PAGES, ("pages",), False, _PAGES),
    Way("bundle of a site", _SOLID, ("site", "all.zip", "all.tar.xz"), True, _SOLID, first=BUILD),
)


def alone(patch: pytest.MonkeyPatch) -> None:
    """All that a program does it does itself, in its own order."""
    patch.setattr(processes, "_can_copy", lambda: False)
    patch.setattr(os, "sched_getaffinity", lambda _: {0})
    patch.setattr(readings, "ENOUGH", 0)
    for room in (bundle, solid_archive):
        patch.setattr(room, "ThreadPoolExecutor", _AtOnce)


class _AtOnce:
    """Threads of which there is none."""

    def __init__(self, _: int) -> None:
        pass

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def submit(self, do: Callable[..., Any], *words: Any, **named: Any) -> Future[Any]:
        """Do it now."""
        future: Future[Any] = Future()
        future.set_result(do(*words, **named))
        return future

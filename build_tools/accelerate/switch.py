"""Whether a site can be built the quick way with the same outcome: only where nothing but Claimline has a hand in it."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from inspect import isfunction
from pathlib import Path
from types import ModuleType
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from build_tools.accelerate.inside import PLAIN

_ANSWERS = {"on_config", "on_files", "on_page_markdown", "on_page_content"}
_OURS = Path(__file__).parent.with_name("hooks.py")


def obstacle(config: MkDocsConfig, addresses: Collection[str]) -> str:
    """What stands against it in words for people; empty where nothing does. ``addresses``: paths of pages that there
    will be for certain.
    """
    return next(iter(_obstacles(config, addresses)), "")


def _obstacles(config: MkDocsConfig, addresses: Collection[str]) -> Iterator[str]:
    if os.environ.get(PLAIN):
        yield f"{PLAIN} is set"
    if others := [name for name in config.plugins if name not in (config.hooks or ())]:
        yield f"mkdocs.yml names plugins: {', '.join(others)}"
    hooks: Any = config.hooks  # by name, whatever its annotation says
    if len(hooks) != 1 or not all(map(_is_ours, hooks.values())):
        yield "mkdocs.yml names other hooks than Claimline's"
    if config.theme.name != "material" or config.theme.custom_dir:
        yield "mkdocs.yml names a theme or templates of its own"
    if config.extra_templates or config.exclude_docs or config.draft_docs:
        yield "mkdocs.yml names extra_templates, exclude_docs or draft_docs"
    for title, path in named(config.nav or ()):
        if path.endswith(".md") and (title is None or path not in addresses):
            yield f"the navigation of mkdocs.yml names {path} without a title, or there is no such page"


def _is_ours(hook: ModuleType) -> bool:
    """Whether a hook file answers to all that this program's own does, and with nothing else."""
    answers = {name: vars(hook)[name] for name in dir(hook) if name.startswith("on_")}
    ours = all(isfunction(one) and Path(one.__code__.co_filename) == _OURS for one in answers.values())
    return ours and answers.keys() == _ANSWERS


def named(items: Iterable[Any]) -> Iterator[tuple[str | None, str]]:
    """Titles and paths of a navigation as it is configured."""
    for item in [items] if isinstance(items, str | dict) else items:
        if isinstance(item, str):
            yield None, item
        else:
            for title, held in item.items():
                yield from ((title, held),) if isinstance(held, str) else named(held)

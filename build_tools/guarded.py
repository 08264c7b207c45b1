"""MkDocs as Claimline runs it: stopped before it writes a page unless Claimline's hook has taken the records over.

Without that hook MkDocs would publish every file of content/ as it lies there, what is withheld too. Run as a program it
builds or serves; MkDocs loads it as the last hook as well.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import Any

import click
from mkdocs.commands.build import build as build_with
from mkdocs.commands.serve import serve as serve_with
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.utils import DuplicateFilter

from build_tools.frame import theme
from build_tools.publication import KEY, UNGUARDED, Publication

_LAST = -1000


@event_priority(_LAST)
def on_config(config: MkDocsConfig) -> None:
    """Go on only where the dossier was opened: before MkDocs touches the old site."""
    if not isinstance(config.extra.get(KEY), Publication):
        raise SystemExit(UNGUARDED)


@event_priority(_LAST)
def on_files(files: Files, *, config: MkDocsConfig) -> None:
    """Go on only where no file of a record is left to be shown as it lies there."""
    own = (file for file in files if file.src_dir == config.docs_dir and not file.generated_by)
    if any(not theme.is_needed(file.src_uri, own=True) for file in own):
        raise SystemExit(UNGUARDED)


@click.group()
def main() -> None:
    """Build or serve the dossier in the folder in which this is run."""


@main.command()
@click.option("--strict", is_flag=True)
def build(strict: bool) -> None:
    """Build the site."""
    _log(logging.WARNING if strict else logging.ERROR)
    config = load_config(strict=strict or None, hooks=_hooks())
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build_with(config)
    finally:
        config.plugins.on_shutdown()


@main.command()
@click.option("--dev-addr")
def serve(dev_addr: str) -> None:
    """Serve the site. Other hooks in mkdocs.yml count from the next start, so that the guard is never taken away."""
    _log(logging.INFO)
    serve_with(dev_addr=dev_addr, hooks=_hooks())


def _hooks() -> list[Any]:
    """Those that the settings name, and this one."""
    return [*load_config().hooks, str(Path(__file__).resolve())]


def _log(level: int) -> None:
    shown = logging.StreamHandler(sys.stderr)
    shown.setFormatter(logging.Formatter("%(levelname)-7s -  %(message)s"))
    shown.addFilter(DuplicateFilter())  # the settings are read twice
    logger = logging.getLogger("mkdocs")
    logger.setLevel(level)
    logger.propagate = False
    logger.addHandler(shown)


if __name__ == "__main__":
    main()

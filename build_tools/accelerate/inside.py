"""MkDocs run inside this program, which has read and checked the dossier already."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from build_tools.accelerate.outcome import KEY as OUTCOME
from build_tools.accelerate.outcome import Outcome
from build_tools.publication import Publication
from build_tools.terminal import Saying

PLAIN = "CLAIMLINE_PLAIN"  # set to anything: every page goes through MkDocs


def build(root: Path, publication: Publication, *, site: Path, strict: bool, outcome: Outcome | None = None) -> bool:
    """Build the site of the dossier at ``root`` into the folder ``site``, whatever the settings say; whether it came to a good
    end. Errors of MkDocs' are told as it tells them, with ``strict`` its warnings too.
    """
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # an advertisement of Material's, not about the dossier
    from mkdocs.commands import build as mkdocs
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    from build_tools.accelerate.opening import KEY

    with _telling(logging.WARNING if strict else logging.ERROR) as log:
        try:
            config = load_config(str(root / "mkdocs.yml"), strict=strict)
            config.site_dir = str(site)
            config.extra[KEY] = publication
            config.extra[OUTCOME] = outcome
            config.plugins.on_startup(command="build", dirty=False)
            try:
                mkdocs.build(config)
            finally:
                config.plugins.on_shutdown()
        except (MkDocsException, SystemExit) as error:
            log.error(str(error))
            return False
    return True


@contextmanager
def _telling(level: int) -> Iterator[logging.Logger]:
    """What MkDocs has to say from a level on, on the error stream in the words in which its own program says it."""
    log, handler = logging.getLogger("mkdocs"), Saying()
    handler.setLevel(level)
    handler.setFormatter(logging.Formatter("%(levelname)-8s-  %(message)s"))
    propagated = log.propagate
    log.addHandler(handler)
    log.propagate = False
    try:
        yield log
    finally:
        log.removeHandler(handler)
        log.propagate = propagated

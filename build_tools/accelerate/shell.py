"""What MkDocs knows of a site before any page is made: its settings, the navigation, the frames, the files of the theme."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mkdocs.commands.build import get_context
from mkdocs.config import load_config
from mkdocs.structure.files import File, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation

from build_tools.accelerate.framing import Frames
from build_tools.accelerate.opening import KEY
from build_tools.publication import Publication


@dataclass(frozen=True)
class Shell:
    """The site around the pages. ``publication`` bears the names that the settings give; ``lost`` is shown where there is
    no page; ``is_quick``: its pages can be framed without MkDocs.
    """

    publication: Publication
    frames: Frames
    files: Mapping[str, File]
    lost: bytes
    is_quick: bool


def shell(root: Path, publication: Publication, url: str) -> Shell:
    """That of the dossier at ``root``, which is shown at ``url``. Raises what MkDocs raises for settings with errors."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # an advertisement of Material's, not about the dossier
    config = load_config(str(root / "mkdocs.yml"), site_url=url)
    config.extra[KEY] = publication
    config = config.plugins.on_config(config)
    files = get_files(config)
    env = config.theme.get_env()
    files.add_files_from_theme(env, config)
    files = config.plugins.on_files(files, config=config)
    set_exclusions(files, config)
    nav = get_navigation(files, config)
    lost = env.get_template("404.html").render(get_context(nav, (), config, base_url="/")).encode()
    beside = {file.dest_uri: file for file in files if not file.is_documentation_page()}
    return Shell(config.extra[KEY], Frames(env, config, nav), beside, lost, KEY in config.plugins)

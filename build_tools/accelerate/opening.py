"""The dossier that MkDocs is to build a site of, under the settings that MkDocs has read."""

from __future__ import annotations

import warnings
from dataclasses import replace
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from build_tools import moment
from build_tools.pages.page import Site
from build_tools.problems import as_text, errors_among
from build_tools.publication import Publication, open_publication

KEY = "claimline"  # of ``extra``, where templates find the dossier


def opened(config: MkDocsConfig) -> Publication:
    """Without errors: read and checked here, or by the program that has MkDocs build and left it in ``extra``.

    Raises Abort where there are errors.
    """
    if known := config.extra.get(KEY):
        return replace(known, site=_site(config))
    root = Path(config.config_file_path).parent
    moment.stop(root)
    publication = open_publication(root, _site(config))
    if errors := errors_among(publication.problems):
        raise Abort(as_text(errors))
    return publication


def _site(config: MkDocsConfig) -> Site:
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", DeprecationWarning
        )  # “never used in MkDocs”; nothing else tells what a person wrote
        chosen = any(
            "edit_uri" in each for each in config.user_configs
        )  # MkDocs' own guess is a folder docs/ on master
    edit = (config.edit_uri or "").removesuffix(f"{Path(config.docs_dir).name}/") if chosen else None
    about, url, forge = (part or "" for part in (config.site_description, config.site_url, config.repo_url))
    rights, way = config.copyright or "", str(config.extra.get("corrections") or "")
    return Site(config.site_name, about, url, forge, edit, rights, corrections=way)

"""The thin adapter to MkDocs: checks the dossier, hands over generated files. Uses public MkDocs names only."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from build_tools.frame import theme
from build_tools.pages.page import Site
from build_tools.problems import as_text, errors_among
from build_tools.publication import Publication, html_of, open_publication

KEY = "claimline"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check the dossier before MkDocs touches the old site; stop on any error. Put the frame around it."""
    if config.use_directory_urls:
        raise Abort("mkdocs.yml: set “use_directory_urls: false”; without it links do not work offline.")
    chosen = any("edit_uri" in each for each in config.user_configs)  # MkDocs' own guess is a folder docs/ on master
    edit = (config.edit_uri or "").removesuffix(f"{Path(config.docs_dir).name}/") if chosen else None
    about, url, forge = (part or "" for part in (config.site_description, config.site_url, config.repo_url))
    rights, way = config.copyright or "", str(config.extra.get("corrections") or "")
    site = Site(config.site_name, about, url, forge, edit, rights, corrections=way)
    publication = open_publication(Path(config.config_file_path).parent, site)
    if errors := errors_among(publication.problems):
        raise Abort(as_text(errors))
    config.extra[KEY] = publication
    config.theme.dirs.insert(1 if config.theme.custom_dir else 0, theme.TEMPLATES)
    config.theme.update(theme.SETTINGS)
    config.nav = config.nav or theme.navigation()
    config.extra_css += theme.missing(theme.STYLES, config.extra_css)
    config.extra_javascript += theme.missing(theme.SCRIPTS, config.extra_javascript)
    return config


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Put the generated pages in the place of the records; leave out what no page loads."""
    publication: Publication = config.extra[KEY]
    for file in [file for file in files if not theme.is_needed(file.src_uri, own=file.src_dir == config.docs_dir)]:
        files.remove(file)
    for path, content in publication.contents():
        files.append(File.generated(config, path, content=content))
    for path, place in publication.downloads.places.items():
        files.append(File.generated(config, path, abs_src_path=str(place)))
    return files


def on_page_markdown(markdown: str, *, page: Page, **_: object) -> str:
    """Generated pages are HTML already: there is nothing for Markdown to do."""
    return "" if page.file.generated_by else markdown


def on_page_content(html: str, *, page: Page, **_: object) -> str:
    """Give a generated page its HTML, as it was rendered."""
    return html_of(page.file.content_string) if page.file.generated_by else html

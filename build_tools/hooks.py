"""The thin adapter to MkDocs: checks the dossier, hands over generated files. Uses public MkDocs names only."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from build_tools.accelerate.in_place import stand_by
from build_tools.accelerate.opening import KEY, opened
from build_tools.accelerate.outcome import KEY as OUTCOME
from build_tools.accelerate.plugin import Accelerator
from build_tools.accelerate.reloading import Reloading
from build_tools.accelerate.switch import obstacle
from build_tools.frame import theme
from build_tools.publication import Publication, html_of


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check the dossier before MkDocs touches the old site; stop on any error. Put the frame around it."""
    is_alone = KEY not in config.extra
    if config.use_directory_urls:
        raise Abort("mkdocs.yml: set “use_directory_urls: false”; without it links do not work offline.")
    publication = config.extra[KEY] = opened(config)
    theme.put_around(config)
    if not obstacle(config, publication.addresses()):
        config.plugins[KEY] = Accelerator(publication, config.extra.pop(OUTCOME, None))
    config.plugins[Reloading.NAME] = Reloading()
    if is_alone:
        stand_by(config)
    return config


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Put the generated pages in the place of the records, unless they are made beside MkDocs; leave out what no page
    loads.
    """
    for file in [file for file in files if not theme.is_needed(file.src_uri, own=file.src_dir == config.docs_dir)]:
        files.remove(file)
    if KEY in config.plugins:
        return files
    publication: Publication = config.extra[KEY]
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

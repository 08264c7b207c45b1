"""Commands that hand out: ``build``, ``serve``, ``pages``, ``export``, ``bundle``, ``verify``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from build_tools.commands.group import counted, main, root_option, stop


@main.command()
@click.option("--force", is_flag=True, help="Build even if nothing has changed since the last build.")
@click.option("--strict", is_flag=True, help="Stop at warnings of MkDocs too.")
@root_option
def build(force: bool, strict: bool, root: Path) -> None:
    """Check the dossier and build its site into site/."""
    from build_tools.building import build_site

    click.echo(build_site(root, force=force, strict=strict))


@main.command()
@click.option("--address", default="127.0.0.1:8000", show_default=True, metavar="HOST:PORT")
@root_option
def serve(address: str, root: Path) -> None:
    """Show the site at http://127.0.0.1:8000 and build it again whenever a record is saved."""
    from build_tools.building import serve_site

    sys.exit(serve_site(root, address))


@main.command()
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="An empty or new folder.")
@root_option
def pages(out: Path, root: Path) -> None:
    """Write the pages, assets and downloads as files, for any other site generator."""
    from build_tools.building import write_pages

    click.echo(f"{counted(write_pages(root, out), 'file')} in {out}")


@main.command()
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="An empty or new folder.")
@root_option
def export(out: Path, root: Path) -> None:
    """Write the downloads: claims.csv, entries.csv, dossier.json and its schema, the sources as references."""
    from build_tools.building import write_exports

    click.echo(f"{counted(write_exports(root, out), 'file')} in {out}")


@main.command()
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Default: dist/<site name>.zip")
@root_option
def bundle(out: Path | None, root: Path) -> None:
    """Build the site and pack it as a zip that opens from a folder, without a server or a network."""
    from build_tools.building import build_bundle

    click.echo(build_bundle(root, out))


@main.command()
@click.argument("site", type=click.Path(exists=True, path_type=Path))
@root_option
def verify(site: Path, root: Path) -> None:
    """Verify a bundle (ZIP) or built site (DIR): nothing loaded from elsewhere, every link arrives, no full text."""
    from build_tools.building import verify_site

    if problems := verify_site(site, root):
        stop(problems)
    click.echo(f"{site}: complete, and loads nothing from elsewhere.")

"""Commands that hand out: ``build``, ``serve``, ``pages``, ``export``, ``bundle``, ``verify``."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import click

from build_tools.commands.group import counted, main, root_option, stop
from build_tools.problems import visible
from build_tools.terminal import say


@main.command()
@click.option("--force", is_flag=True, help="Build even if nothing has changed since the last build.")
@click.option("--strict", is_flag=True, help="Stop at warnings of MkDocs too.")
@click.option("--plain", is_flag=True, help="Let MkDocs alone make every page: the same site, later.")
@root_option
def build(force: bool, strict: bool, plain: bool, root: Path) -> None:
    """Check the dossier and build its site into site/."""
    from build_tools.building import build_site

    say(build_site(root, force=force, strict=strict, plain=plain))


@main.command()
@click.option("--address", default="127.0.0.1:8000", show_default=True, metavar="HOST:PORT")
@click.option("--plain", is_flag=True, help="Let MkDocs alone do it: the whole site is built anew after each change.")
@root_option
def serve(address: str, plain: bool, root: Path) -> None:
    """Show the site at http://127.0.0.1:8000 and load it again whenever a record is saved."""
    from build_tools.building import serve_site

    sys.exit(serve_site(root, address, plain=plain))


@main.command()
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="An empty or new folder.")
@root_option
def pages(out: Path, root: Path) -> None:
    """Write the pages, assets and downloads as files, for any other site generator."""
    from build_tools.building import write_pages

    say(f"{counted(write_pages(root, out), 'file')} in {out}")


def _known_exports(context: click.Context, option: click.Parameter, wanted: tuple[str, ...]) -> tuple[str, ...]:
    from build_tools.building import is_export

    words = tuple(word for each in wanted for word in each.replace(",", " ").split())
    if unknown := [word for word in words if not is_export(word)]:
        tip = "`claimline export --list` shows the formats (first column) and files (second column) that there are."
        raise click.BadParameter(f"there is no format or file “{unknown[0]}”. {tip}", context, option)
    return words


def _list_exports(context: click.Context, _: click.Parameter, listed: bool) -> None:
    from build_tools.building import list_exports

    if listed:
        say(list_exports())
        context.exit()


@main.command()
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="An empty or new folder.")
@click.option(
    "--only", multiple=True, metavar="FORMAT…", callback=_known_exports, help="Formats or files: csv,claims.jsonl."
)
@click.option(
    "--list",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_list_exports,
    help="Show the formats and files that there are.",
)
@root_option
def export(out: Path, only: tuple[str, ...], root: Path) -> None:
    """Write the downloads (tables, a database, JSON, feeds, references and the rest), or --only some of them."""
    from build_tools.building import write_exports

    say(f"{counted(write_exports(root, out, only=only), 'file')} in {out}")


def _tell(words: str) -> None:
    """What goes on, to whoever waits at a terminal: of thousands of pages it takes minutes."""
    if sys.stderr.isatty():
        say(f"{visible(words)} …", err=True)


_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@main.command()
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Default: dist/<site name>.zip")
@click.option("--with-data", is_flag=True, help="With feeds, API, linked data and large downloads too.")
@click.option("--solid", is_flag=True, help="As .tar.xz too: a quarter of the size, opened by fewer programs.")
@click.option("--sign", "key", type=_FILE, metavar="KEY", help="Sign its hashes with an SSH key (ssh-keygen -Y sign).")
@root_option
def bundle(out: Path | None, root: Path, *, with_data: bool, solid: bool, key: Path | None) -> None:
    """Build the site and pack it as a zip that opens from a folder, without a server or a network, and that whoever gets it
    can check.
    """
    from build_tools.handing_over import build_bundle

    say(build_bundle(root, out, with_data=with_data, solid=solid, key=key, tell=_tell))


@main.command()
@click.argument("site", type=click.Path(exists=True, path_type=Path))
@click.option("--signers", type=_FILE, metavar="FILE", help="Keys that you trust (ALLOWED SIGNERS of ssh-keygen).")
@partial(root_option, is_needed=False)
def verify(site: Path, signers: Path | None, root: Path | None) -> None:
    """Verify a bundle (ZIP or its folder) or built site (DIR): its files are those that were built, its tables agree, its
    quotes stand in seeds/, nothing is loaded from elsewhere, every link arrives, no full text.
    """
    from build_tools.handing_over import verify_site
    from build_tools.verification.standalone.verify import Report, conclusion, verdict

    report = Report()
    problems = verify_site(site, root, signers=signers, report=report, tell=_tell)
    first = [verdict(report), ""] if report.checked or report.wrong else []
    say("\n".join([*first, *report.lines()]), err=bool(problems))
    if problems:
        stop(problems)
    say(f"{site}: complete, and loads nothing from elsewhere.")
    if report.checked:
        say(conclusion(report), nl=False)
    if signers and not report.is_signed:
        sys.exit(1)

"""``schema``: what editors need to complete keys, ids and vocabulary while people write records."""

from __future__ import annotations

from pathlib import Path

import click

from build_tools.commands.group import counted, main, root_option
from build_tools.problems import ProblemsFound, visible
from build_tools.terminal import say

EDITOR_FOLDER = Path(".vscode/schemas")


@main.command()
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Default: .vscode/schemas in the dossier, where its settings for Visual Studio Code look for them.",
)
@root_option
def schema(out: Path | None, root: Path) -> None:
    """Write the JSON Schemas of all records, with the dossier's ids and vocabulary to choose from."""
    from build_tools.building import write_schemas

    changed = write_schemas(root, out or root / EDITOR_FOLDER)
    say(f"{out or root / EDITOR_FOLDER}: {counted(len(changed), 'schema')} new or changed.")


def refresh_schemas(root: Path) -> None:
    """Have an editor that is in use know the ids that a command has just made or taken away."""
    from build_tools.building import write_schemas

    try:
        if (root / EDITOR_FOLDER).is_dir():
            write_schemas(root, root / EDITOR_FOLDER)
    except (OSError, ProblemsFound) as error:
        told = f"The records are written. What editors complete is not up to date ({error}): run `claimline schema`."
        say(visible(told), err=True)

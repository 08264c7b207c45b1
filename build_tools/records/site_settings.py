"""The few settings of ``mkdocs.yml`` that a site has whichever program builds it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from build_tools.problems import Location, Problem, ProblemsFound, Written
from build_tools.records import located_yaml
from build_tools.records.files import Files, files_at
from build_tools.records.load import decode

PATH = "mkdocs.yml"


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """A site's name, description and addresses, the folder that it is built into, and the files that MkDocs runs for it."""

    name: str
    description: str = ""
    url: str = ""
    repository: str = ""
    rights: str = ""
    corrections: str = ""
    site_dir: str = "site"
    hooks: tuple[str, ...] = ()

    @property
    def slug(self) -> str:
        """The name as a file name."""
        return re.sub(r"[^a-z0-9]+", "-", self.name.casefold()).strip("-") or "dossier"


def read_settings(where: Path | Files) -> SiteSettings:
    """Read them. Raises ProblemsFound where the file is missing, no YAML, or names no site."""
    files = files_at(where)
    if not files.has(PATH):
        tip = "Run claimline in the dossier's folder, or name it with --root."
        raise ProblemsFound(
            [Problem(Location(PATH), "no-dossier", f"there is no {PATH} in {files.root.resolve()}", tip)]
        )
    fields, _ = located_yaml.read(decode(files, PATH), PATH)
    keys = {
        "name": "site_name",
        "description": "site_description",
        "url": "site_url",
        "repository": "repo_url",
        "rights": "copyright",
    }
    values = {
        name: str(fields.values[key]) for name, key in keys.items() if isinstance(fields.values.get(key), Written)
    }
    if "name" not in values:
        tip = "Add a line “site_name: …”."
        raise ProblemsFound([Problem(Location(PATH), "missing-key", "the site has no name", tip)])
    extra = fields.values.get("extra")
    told = extra.values.get("corrections") if isinstance(extra, located_yaml.Fields) else None
    values["corrections"] = str(told) if isinstance(told, Written) else ""
    folder = fields.values.get("site_dir", "site")
    hooks = fields.values.get("hooks")
    run = (
        tuple(str(one) for one in hooks.values if isinstance(one, Written))
        if isinstance(hooks, located_yaml.Items)
        else ()
    )
    return SiteSettings(**values, site_dir=str(folder) if isinstance(folder, str) else "site", hooks=run)

"""Every command that writes records, each with a small world to do it in: the folder that it starts from, and its words."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from build_tools.cli import main

TESTS = Path(__file__).parents[1]
DOSSIER = "dossier"  # its folder in a world; what lies beside it belongs to the person
NOTE = """---
title: The council counts the houses
publisher: Alder Gazette
published: 2031-03-20
source: https://gazette.example/houses
lang: en
---
The county council said on Thursday that 12 houses in Millbrook had lost their roofs.

Ida Moss denied that the bridge of Oldham was closed.
"""
LATER = """Bridge at Oldham opens again
By Tom Reed
The bridge at Oldham opened again on March 28, 2031, Mayor Nora Finch told the Herald.
“Nobody was hurt,” said Ida Moss, the head of the Rescue Service.
"""
CLAIMS = (
    {"quote": "residents said", "source": "herald", "entry": "dam-failure-disputed", "note": "Twice."},
    {"quote": "Flood in Millbrook", "source": "herald", "entry": "headline", "entry_title": "A headline",
     "entry_date": "2031-03-05", "entry_type": "disaster"},
)  # fmt: skip
MOSS = "---\nname: I. Moss\nkind: person\naliases: [Chief Moss]\n---\nShe was there.\n"
FORM = (TESTS / "cases/forms/source-for-an-event.txt").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Scenario:
    """A command in a world. ``made``: what lies there besides the small dossier; ``before``: commands that came first,
    and what was done ``then``; ``commits``: how many times it changes records; ``each``: its files belong to no other, and change one by one.
    """

    name: str
    words: tuple[str, ...]
    made: Callable[[Path], None]
    before: tuple[tuple[str, ...], ...] = ()
    then: Callable[[Path], None] = lambda _: None
    commits: int = 1
    each: bool = False
    is_new: bool = False

    def prepare(self, world: Path) -> None:
        """Make the world in an empty folder."""
        (world / "beside").mkdir()
        if not self.is_new:
            shutil.copytree(TESTS / "dossiers/flood", world / DOSSIER)
        self.made(world)
        for words in self.before:
            done = CliRunner().invoke(main, _in(world, words))
            assert done.exit_code == 0, done.output
        self.then(world)

    def try_in(self, world: Path) -> None:
        """Run the command as a part of this process, as it comes."""
        CliRunner().invoke(main, _in(world, self.words))

    def run_in(self, world: Path) -> int:
        """Run the command in this process; its exit code."""
        main(_in(world, self.words), standalone_mode=True)
        return 0


def _in(world: Path, words: Sequence[str]) -> list[str]:
    filled = [word.format(root=world / DOSSIER, beside=world / "beside") for word in words]
    return filled if filled[0] == "new" and "{root}" in words else [*filled, "--root", str(world / DOSSIER)]


def _nothing(_: Path) -> None:
    """The small dossier as it is."""


def _articles(world: Path) -> None:
    seeds = world / DOSSIER / "seeds"
    (seeds / "houses.md").write_text(NOTE)
    (seeds / "bridge.txt").write_text(LATER)
    (seeds / "bridge.yml").write_text("publisher: herald\npublished: 2031-03-29\n")


def _sidecar(world: Path) -> None:
    """Another publication day: an entry goes into another year's folder."""
    (world / DOSSIER / "seeds/bridge.yml").write_text("publisher: alder-gazette\npublished: 2032-03-29\n")


def _claims(world: Path) -> None:
    (world / "beside/claims.jsonl").write_text("".join(json.dumps(one) + "\n" for one in CLAIMS))


def _twice(world: Path) -> None:
    """Ida Moss twice, and an editor's schemas in use."""
    root = world / DOSSIER
    (root / "content/actors/i-moss.md").write_text(MOSS)
    entry = root / "content/timeline/2031/dam-failure-disputed.md"
    entry.write_text(entry.read_text().replace("speaker: residents", "speaker: i-moss"))


def _mendable(world: Path) -> None:
    root = world / DOSSIER
    for name in ("gazette", "herald"):
        path = root / f"content/sources/{name}.md"
        path.write_text("\n".join(line for line in path.read_text().split("\n") if not line.startswith("sha256")))
    entry = root / "content/timeline/2031/millbrook-flood.md"
    entry.write_text(entry.read_text().replace('date: "2031-03-04"', 'date: "2030-03-04"', 1))


def _form(world: Path) -> None:
    (world / "beside/form.md").write_text(FORM.partition("=== form\n")[2].partition("=== comes to\n")[0])


def _share(world: Path) -> None:
    """Articles that another machine has read: they lie in no dossier yet."""
    _articles(world)
    out = world / "beside/1.part"
    words = ["import", "--shard", "1/1", "--out", str(out), "--jobs", "1", "--root", str(world / DOSSIER)]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0, done.output
    for name in ("bridge.txt", "bridge.yml"):
        (world / DOSSIER / "seeds" / name).unlink()
    (world / DOSSIER / "seeds/houses.md").unlink()


def _editor(world: Path) -> None:
    (world / DOSSIER / ".vscode/schemas").mkdir(parents=True)


_MOSS = "content/actors/ida-moss.md"
SCENARIOS: tuple[Scenario, ...] = (
    Scenario("rename", ("rename", "ida-moss", "i-moss"), _nothing),
    Scenario("import of texts and originals", ("import", "--jobs", "1"), _articles),
    Scenario(
        "import after a sidecar changed",
        ("import", "--again", "--jobs", "1"),
        _articles,
        before=(("import", "--jobs", "1"),),
        then=_sidecar,
    ),
    Scenario("import of claims", ("import", "{beside}/claims.jsonl"), _claims),
    Scenario(
        "import of articles and claims",
        ("import", "{root}/seeds/bridge.txt", "{beside}/claims.jsonl", "--jobs", "1"),
        lambda world: (_articles(world), _claims(world))[0],
        commits=2,
    ),
    Scenario("import of parts", ("import", "--merge", "{beside}/1.part", "--jobs", "1"), _share, commits=2),
    Scenario("a part of an import", ("import", "--shard", "1/1", "--out", "{beside}/1.part", "--jobs", "1"), _articles, commits=0),
    Scenario("the next round of an import", ("import", "--next", "{beside}/1.round", "--jobs", "1"), _articles, commits=0),
    Scenario("merge", ("merge", "i-moss", "into", "ida-moss", "--prefer", "ida-moss"), _twice),
    Scenario("fix", ("fix",), _mendable),
    Scenario("set-aside", ("set-aside", "herald", "The dam above the town has failed", "--reason", "hearsay"), _nothing),
    Scenario("add-quote", ("add-quote", "herald", "residents said", "--entry", "dam-failure-disputed"), _nothing),
    Scenario("a quote in a new entry", ("add-quote", "herald", "residents said", "--new-entry", "Talk", "--date", "2031-03-05", "--type", "disaster"), _nothing),
    Scenario("new actor", ("new", "actor", "--name", "Nora Finch", "--kind", "person"), _editor),
    Scenario("form", ("form", "{beside}/form.md", "--by", "octo"), _form),
    Scenario("schema", ("schema", "--out", "{beside}/schemas"), _nothing, commits=0, each=True),
    Scenario("new dossier", ("new", "{root}", "--defaults", "--name", "Flood"), _nothing, is_new=True),
)  # fmt: skip

"""Hostile things (what a file can hold) and the files of a dossier that a stranger can hand in, each with who reads it.

Of every pair the same is asked: the program neither ends nor waits nor eats the machine, says what is wrong with this file where
something is, and goes on with the others.
"""

from __future__ import annotations

import gzip
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path

from click.testing import CliRunner

from build_tools.cli import main
from build_tools.dossier import open_dossier
from build_tools.ingest.run import plan_import
from build_tools.inspection import find_problems
from build_tools.problems import Level, Problem, ProblemsFound, as_text
from build_tools.records.site_settings import read_settings
from tests.trust.inputs.carried import page
from tests.trust.inputs.clear import require_clear
from tests.trust.inputs.files_in_memory import of_folder

FLOOD = Path(__file__).parents[2] / "dossiers" / "flood"
_LATEST = date(2031, 12, 31)
_MOST_OTHERS = 12  # records that may fail with one on which they lean
_SECRET = "The secret words of another folder."
_ARTICLE = (
    "The tide rose through the night, and by dawn the lower road of Millbrook was gone under water, the mayor said on Monday.",
    "“We will rebuild,” said Ida Moss of the rescue service.",
    "At least 40 people were brought to safety by boats, the rescue service told the Herald on Tuesday.",
)
_BOMB = "a: &a [x, x]\n" + "".join(
    f"{new}: &{new} [*{old}, *{old}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)

# ── files ───────────────────────────────────────────────────────────────────────────────────────────────────

FILES = {
    "an entry": "content/timeline/2031/dam-failure-disputed.md",
    "an actor": "content/actors/ida-moss.md",
    "a place": "content/places/millbrook.md",
    "a question": "content/questions/dam-failed.md",
    "a source": "content/sources/tide.md",
    "the vocabulary": "content/vocabulary.yml",
    "the home page": "content/index.md",
    "the settings": "mkdocs.yml",
    "a seed": "seeds/herald.txt",
    "a new seed": "seeds/new.txt",
    "what lies beside a seed": "seeds/tide.yml",
    "a ledger": "seeds/tide.ledger.json",
    "what was brought": "seeds/tide.brought.json",
    "a capture": "seeds/tide.capture.json",
    "an original": "seeds/tide.html",
    "a new original": "seeds/new.html",
    "a mail": "seeds/new.eml",
    "a mailbox": "seeds/new.mbox",
    "a feed": "seeds/new.xml",
    "a table": "seeds/new.csv",
    "an archive": "seeds/new.warc.gz",
    "a package": "seeds/new.wacz",
    "a paper": "seeds/new.pdf",
    "a note": "seeds/new.md",
    "claims": "seeds/new.jsonl",
    "the names put away": ".mailmap",
}

# ── things ──────────────────────────────────────────────────────────────────────────────────────────────────

Thing = Callable[[Path], object]


def _holds(make: Callable[[bytes], bytes]) -> Thing:
    return lambda path: path.write_bytes(make(path.read_bytes() if path.is_file() else b""))


def _in_the_middle(piece: bytes) -> Thing:
    return _holds(lambda data: data[: len(data) // 2] + piece + data[len(data) // 2 :])


def _as_front_matter(text: str) -> Thing:
    """As YAML: of a file in Markdown its front matter, of another all of it."""

    def lay(path: Path) -> None:
        path.write_text(f"---\n{text}---\nWords.\n" if path.suffix == ".md" else text)

    return lay


def _instead(make: Callable[[Path], object]) -> Thing:
    def lay(path: Path) -> None:
        path.unlink(missing_ok=True)
        make(path)

    return lay


def _lead_out(path: Path) -> None:
    outside = Path(tempfile.gettempdir()) / "claimline-outside"
    outside.write_text(_SECRET * 20)
    path.symlink_to(outside)


THINGS: dict[str, Thing] = {
    "nothing": _holds(lambda _: b""),
    "blanks": _holds(lambda _: b" \n\t\r\n"),
    "a NUL": _in_the_middle(b"\0"),
    "bytes that are no UTF-8": _in_the_middle(b"\xff\xfe\xc0\xaf"),
    "half a character": _in_the_middle(b"\xed\xa0\x80"),
    "UTF-16": _holds(lambda data: data.decode("utf-8", "replace").encode("utf-16")),
    "orders to a terminal": _in_the_middle(b"\x1b[2J\x1b]0;x\x07\x9b31m\xe2\x80\xae"),
    "a mark of byte order twice": _holds(lambda data: b"\xef\xbb\xbf\xef\xbb\xbf" + data),
    "a line without end": _holds(lambda _: b"a" * 20_000_000),
    "a value without end": _holds(lambda _: b'{"a": "' + b"a" * 20_000_000),
    "YAML that grows": _as_front_matter(_BOMB),
    "a tag of YAML": _as_front_matter("title: !!python/object/apply:os.system [touch hacked]\nname: !!binary x\n"),
    "lists in lists": _as_front_matter("a: " + "[" * 100_000),
    "maps in maps": _as_front_matter("a: " + "{b: " * 50_000),
    "keys in keys": _as_front_matter("".join(" " * depth + "a:\n" for depth in range(1_500))),
    "JSON in JSON": _holds(lambda _: b'{"a":[' * 100_000),
    "half of a surrogate": _holds(lambda _: b'{"format": 1, "seed": "\\ud800", "quote": "\\ud800"}'),
    "a number without end": _holds(lambda _: b'{"format": ' + b"9" * 100_000 + b', "quote": 1e999999}'),
    "another shape": _holds(lambda _: b'[null, 1, "a", {"a": [{}]}]'),
    "elements in elements": _holds(lambda _: b"<div><b>" * 60_000),
    "tags that never close": _holds(lambda _: b"<a b='<!--<![CDATA[" * 30_000),
    "entities that grow": _holds(lambda _: _entities()),
    "a gzip that grows": _holds(lambda _: _packed()),
    "a link to another folder": _instead(_lead_out),
    "a link to itself": _instead(lambda path: path.symlink_to(path.name)),
    "a link to nothing": _instead(lambda path: path.symlink_to("is-not-there")),
    "a folder": _instead(lambda path: path.mkdir()),
    "no leave to read": _instead(lambda path: (path.write_bytes(b"x"), path.chmod(0))),
}


def _entities() -> bytes:
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    head = f'<!DOCTYPE a [<!ENTITY l0 "boo">{lines}<!ENTITY own SYSTEM "file:///etc/hostname">]>'
    return f"<?xml version='1.0'?>{head}<rss version='2.0'><channel><item><title>&l11;&own;</title></item></channel></rss>".encode()


@cache
def _packed() -> bytes:
    return gzip.compress(gzip.compress(b"WARC/1.0\r\n" + b"0" * 100_000_000, 1), 1)


# ── what is asked of each pair ──────────────────────────────────────────────────────────────────────────────


@cache
def _sound() -> Mapping[str, bytes]:
    """The files of a small one into which a page was imported."""
    with tempfile.TemporaryDirectory(prefix="claimline-things-") as folder:
        root = Path(folder) / "dossier"
        shutil.copytree(FLOOD, root)
        (root / "seeds/tide.html").write_bytes(page(_ARTICLE))
        (root / "seeds/tide.yml").write_text("published: 2031-03-04\npublisher: herald\n")
        done = CliRunner().invoke(main, ["import", "--root", str(root)])
        if done.exit_code:
            raise RuntimeError(done.output)
        return dict(of_folder(root).held)


@contextmanager
def dossier() -> Iterator[Path]:
    """A folder of its own with these files, for as long as it is needed."""
    with tempfile.TemporaryDirectory(prefix="claimline-things-") as folder:
        for name, data in _sound().items():
            path = Path(folder) / "dossier" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        yield Path(folder) / "dossier"


def wrong(file: str, thing: str) -> tuple[str, bool]:
    """What is wrong with how the program takes a thing in a file, empty if nothing is; and whether it says something of it."""
    with dossier() as root:
        THINGS[thing](root / FILES[file])
        problems = [*_checked(root), *_imported(root)]
        told = any(one.where.path == FILES[file] for one in problems)
        require_clear(problems, tips=False)
        words = as_text(problems)
        if _SECRET[:20] in words or (root / "hacked").exists():
            return "what lies elsewhere was read, or an order followed", told
        if not all(sign.isprintable() or sign == "\n" for sign in words):
            return "a problem would act on a terminal", told
        broken = {one.where.path for one in problems if one.level is Level.ERROR} - {FILES[file]}
        return (f"others fail for it: {sorted(broken)[:3]}" if len(broken) > _MOST_OTHERS else ""), told


def _checked(root: Path) -> list[Problem]:
    try:
        read_settings(root)
        return list(find_problems(open_dossier(root)))
    except ProblemsFound as found:
        return list(found.problems)


def _imported(root: Path) -> list[Problem]:
    try:
        plan = plan_import(root, again=True, latest=_LATEST, jobs=1)
        return [*plan.warnings, *plan.unpacked.problems, *plan.unpacked.warnings]
    except ProblemsFound as found:
        return list(found.problems)

"""No mark in any byte: of a dossier with a mark in every place from which something could get out, published in every way.

By programs of their own, as a curator runs them, on a machine whose user, name, folders and settings are marked too.
"""

from __future__ import annotations

import itertools
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.trust.proof import Proof

PROJECT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(PROJECT / "tests"))

from every_byte import STEM, files_below, marks_in
from marked_dossier import LETTER, begin_history, go_on_with_history, lay_marks
from test_papers import PAPERS
from test_papers import as_seen as paper_as_seen
from test_pictures import PICTURES, as_seen, saved

from build_tools.papers.bare import bare as bare_paper
from build_tools.pictures.bare import Bare, bare
from build_tools.pictures.parts import NotReadable

_MARKED = ("USER", "LOGNAME", "HOSTNAME", "COMPUTERNAME", "EMAIL", "GIT_AUTHOR_NAME", "GIT_COMMITTER_EMAIL", "HOST")
_ENOUGH = 240  # files, from which on readings and outcomes are kept
_OURS = "build_tools.cli"
_WAYS: Sequence[tuple[tuple[str, ...], str]] = (
    ((_OURS, "build"), "site"),
    ((_OURS, "bundle", "--out", "out/small.zip"), "out"),
    ((_OURS, "bundle", "--with-data", "--solid", "--out", "out/large.zip"), "out"),
    *(((_OURS, "report", "--out", f"out/report.{form}"), "out") for form in ("md", "docx", "pdf")),
    ((_OURS, "export", "--out", "out-exports"), "out-exports"),
    ((_OURS, "pages", "--out", "out-pages"), "out-pages"),
    (("mkdocs", "build", "-q"), "site"),
    ((_OURS, "build", "--force"), "site"),  # so that what comes next is an edit's build
)
_BEFORE = _WAYS[:3]  # what the zips and the site of later are made over
_PART = 0.1  # of the time, for broken pictures and broken PDFs each


def proofs(minutes: float) -> Iterator[Proof]:
    """What is published, in every way there is; then pictures and PDFs."""
    for name, enough in (("a small dossier", 0), ("one of which readings are kept", _ENOUGH)):
        with _machine() as (root, environment):
            yield _published(name, root, environment, enough)
    yield _whole_pictures()
    yield _whole_papers()
    seconds = min(60, 60 * minutes * _PART)
    yield _broken("picture", [make() for make in PICTURES.values()], bare, seconds)
    yield _broken("PDF", [make() for make, _ in PAPERS.values()], bare_paper, seconds)


# ── what is published ───────────────────────────────────────────────────────────────────────────────────────


@contextmanager
def _machine() -> Iterator[tuple[Path, Mapping[str, str]]]:
    with tempfile.TemporaryDirectory(prefix=STEM) as folder:
        home = Path(folder) / f"{STEM}home"
        environment = {**os.environ, **{key: f"{STEM}{key.lower()}" for key in _MARKED}, "PYTHONPATH": str(PROJECT)}
        for key in ("HOME", "XDG_CACHE_HOME", "TMPDIR"):
            (home / key).mkdir(parents=True)
            environment[key] = str(home / key)
        environment.pop("CLAIMLINE_CACHE", None)
        yield home / "dossier", environment


def _published(name: str, root: Path, environment: Mapping[str, str], enough: int) -> Proof:
    _lay(root, enough)
    lay_marks(root)
    (root / "seeds/letter.eml").write_text(LETTER)
    _run(root, environment, "-m", "build_tools.cli", "import", "seeds/letter.eml")
    begin_history(root)
    for folder in ("out", "out-pages", "out-exports"):
        (root / folder).mkdir()
    before = list(marks_in(_outputs(root, environment, _BEFORE)))
    go_on_with_history(root)
    files = list(_outputs(root, environment, _WAYS))
    found = [*([] if before else ["the search saw nothing of what was published at first"]), *marks_in(files)]
    size = sum(len(data) for _, data in files)
    of = f"files ({size / 1e6:.0f} MB) of {name}, published, withheld and published again"
    return Proof("What must not be told stands in no byte of what is published", len(files), of, tuple(found))


def _lay(root: Path, enough: int) -> None:
    shutil.copytree(PROJECT / "tests/dossiers/flood", root)
    settings = root / "mkdocs.yml"
    hooks = PROJECT / "build_tools/hooks.py"
    settings.write_text(settings.read_text().replace("../../../build_tools/hooks.py", str(hooks)))
    for number in range(enough):
        template = root / f"content/templates/{number}.md"
        template.parent.mkdir(exist_ok=True)
        template.write_text(f"{STEM}template")


def _run(root: Path, environment: Mapping[str, str], *words: str) -> None:
    done = subprocess.run([sys.executable, *words], cwd=root, env=dict(environment), capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(words)}: {done.stdout.decode()}{done.stderr.decode()}")


def _outputs(
    root: Path, environment: Mapping[str, str], ways: Sequence[tuple[tuple[str, ...], str]]
) -> Iterator[tuple[str, bytes]]:
    """Each command that makes something for others, and what lies in the folders when all have run. A site that another
    command is about to make anew is looked at before.
    """
    for at, (words, folder) in enumerate(ways):
        _run(root, environment, "-m", *words)
        if folder not in [later for _, later in ways[at + 1 :]] or folder == "site":
            yield from ((f"{' '.join(words[1:])}: {path}", data) for path, data in files_below(root / folder))


# ── pictures and PDFs ────────────────────────────────────────────────────────────────────────────────────────────────


def _whole_pictures() -> Proof:
    found, tried = [], 0
    for (first, make), (second, other) in itertools.product(PICTURES.items(), repeat=2):
        tried += 1
        whole = make() + other() if first != second else make()
        picture = bare(whole).content
        if list(marks_in([(first, picture)])):
            found.append(f"{first} with {second} behind it: a mark is left")
        if as_seen(picture) != as_seen(make()):
            found.append(f"{first}: it looks otherwise")
    return Proof("A picture tells nothing but what is seen, and looks as before", tried, "pictures", tuple(found))


def _whole_papers() -> Proof:
    """Each with each of the others behind it, as former states and hidden files lie behind a PDF."""
    found, tried = [], 0
    for (first, (make, _)), (second, (other, _)) in itertools.product(PAPERS.items(), repeat=2):
        tried += 1
        whole = make() + (b"\n" + saved("PNG") + other()[:400] if first != second else b"")
        try:
            paper = bare_paper(whole).content
        except NotReadable:
            continue
        if list(marks_in([(first, paper)])):
            found.append(f"{first} with {second} behind it: a mark is left")
        if paper_as_seen(paper) != paper_as_seen(make()):
            found.append(f"{first}: it looks otherwise")
    return Proof("A PDF tells nothing but its pages, and they are as before", tried, "PDFs", tuple(found))


def _broken(what: str, whole: Sequence[bytes], bare: Callable[[bytes], Bare], seconds: float) -> Proof:
    dice = random.Random(8)
    found, tried, until = [], 0, time.monotonic() + seconds
    while time.monotonic() < until:
        tried += 1
        data = bytearray(dice.choice(whole))
        for _ in range(dice.randint(1, 4)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        broken = bytes(data[: dice.randrange(len(data))] if dice.random() < 0.2 else data)
        try:
            if bare(bare(broken).content).told:
                found.append(f"not bare at once: {broken.hex()}")
        except NotReadable:
            continue
        except Exception as error:  # noqa: BLE001 (whatever it is, it is found)
            found.append(f"{type(error).__name__}: {broken.hex()}")
    return Proof(f"A broken {what} is bared or refused", tried, f"broken {what}s", tuple(found))

"""Two builds of one commit, as far from each other as one machine allows, are the same bytes; and whatever is altered in a bundle
afterwards is found by the program that lies in it.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from build_tools.verification.standalone import verify as standalone
from tests.benchmarks.made.dossier import write_dossier
from tests.trust import told_twice
from tests.trust.proof import Proof

PROJECT = Path(__file__).parent.parent.parent
ELSEWHERE = Path(__file__).parent / "another_machine"
_MADE = 60  # entries of the made dossier
_SAID = 12  # of what was found


@dataclass(frozen=True)
class Machine:
    """Where a build runs: ``folder`` below the scratch one, ``umask``, ``processors``, what is in the environment, more words."""

    folder: str
    umask: int
    processors: int
    environment: Mapping[str, str]
    path: Sequence[Path] = ()
    words: Sequence[str] = field(default=("bundle", "--with-data"))


HERE = Machine("a", 0o022, 2, {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0", "CLAIMLINE_CACHE": "off"})
MACHINES = (
    Machine(
        "somebody else/ünter wegs/b",
        0o077,
        1,
        {
            "TZ": "Pacific/Kiritimati",
            "LC_ALL": "C",
            "PYTHONUTF8": "0",
            "PYTHONCOERCECLOCALE": "0",
            "PYTHONHASHSEED": "4711",
            "CLAIMLINE_CACHE": "on",
            "USER": "somebody",
            "HOME": "/nonexistent",
        },
        (ELSEWHERE,),
    ),
    Machine(
        "c",
        0o002,
        2,
        {"TZ": "America/St_Johns", "LC_ALL": "POSIX", "PYTHONHASHSEED": "1", "LANGUAGE": "tr"},
        (ELSEWHERE,),
    ),
)


def proofs(minutes: float) -> Iterator[Proof]:
    """The first dossier and a made one on three machines; then one bundle, altered."""
    end = time.monotonic() + minutes * 60
    with tempfile.TemporaryDirectory(prefix="claimline-reproducible-") as scratch:
        for name, lay in (("first dossier", _first), ("made dossier", _made)):
            folder = Path(scratch, name.split()[0])
            origin = folder / "origin"
            lay(origin)
            committed(origin)
            bundles = [bundled(origin, machine, folder) for machine in (HERE, *MACHINES)]
            yield same(name, folder, bundles)
        yield from altered(bundles[0], folder / HERE.folder / "seeds", end)


def _first(root: Path) -> None:
    for name in ("content", "seeds"):
        shutil.copytree(PROJECT / name, root / name)
    settings = (PROJECT / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(settings.replace("build_tools/hooks.py", ".claimline/hooks.py"), encoding="utf-8")
    (root / ".claimline").mkdir()
    (root / ".claimline" / "hooks.py").write_bytes((PROJECT / "build_tools" / "hooks.py").read_bytes())


def _made(root: Path) -> None:
    write_dossier(root, _MADE)


def committed(root: Path) -> None:
    """Everything, by a made-up person, on a fixed day."""
    git = ["git", "-c", "user.name=Editor", "-c", "user.email=editor@invalid", "-c", "commit.gpgsign=false"]
    days = {f"GIT_{who}_DATE": "2026-02-03T23:30:00-08:00" for who in ("AUTHOR", "COMMITTER")}
    for words in (("init", "-q", "-b", "main"), ("add", "-A"), ("commit", "-q", "-m", "All records")):
        subprocess.run([*git, *words], cwd=root, check=True, env={**os.environ, **days})


def bundled(origin: Path, machine: Machine, scratch: Path) -> Path:
    """The zip that a clone of a dossier becomes on a machine; a copy, where it lies outside Git."""
    root = scratch / machine.folder
    if (origin / ".git").is_dir():
        subprocess.run(["git", "clone", "-q", "--no-hardlinks", str(origin), str(root)], check=True)
    else:
        shutil.copytree(origin, root, ignore=shutil.ignore_patterns("site", ".cache", "dist"))
    target = root / "dist" / "dossier.zip"
    words = [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        "build_tools.cli",
        *machine.words,
        "--root",
        str(root),
        "--out",
        str(target),
    ]
    path = os.pathsep.join(map(str, (*machine.path, PROJECT)))
    kept = {key: value for key, value in os.environ.items() if key in ("PATH", "TMPDIR", "VIRTUAL_ENV")}
    environment = {**kept, **machine.environment, "PYTHONPATH": path, "XDG_CACHE_HOME": str(root / "own cache")}
    processors = set(sorted(os.sched_getaffinity(0))[: machine.processors])

    def settle() -> None:
        os.umask(machine.umask)
        os.sched_setaffinity(0, processors)

    done = subprocess.run(words, cwd=PROJECT, env=environment, preexec_fn=settle, capture_output=True, check=False)  # noqa: PLW1509
    if done.returncode:
        raise RuntimeError(f"{machine.folder}: {done.stderr.decode(errors='replace')}")
    return target


def same(name: str, scratch: Path, bundles: Sequence[Path]) -> Proof:
    """Every file of every site, and the zip."""
    sites = [hashes(bundle.parent.parent / "site") for bundle in bundles]
    found = [
        f"{machine.folder}: {path} differs ({scratch})"
        for machine, site in zip(MACHINES, sites[1:], strict=False)
        for path in sorted(site.keys() | sites[0].keys())
        if site.get(path) != sites[0].get(path)
    ]
    zips = {sha256(bundle.read_bytes()).hexdigest() for bundle in bundles}
    found += [f"{len(zips)} different zips"] * (len(zips) > 1)
    promise = f"{name}: {len(bundles)} builds in other folders, time zones, locales, umasks, hash seeds and days are the same bytes"
    return Proof(
        f"{promise} (zip: {min(zips)[:16]}…)", sum(map(len, sites)) + len(bundles), "files", tuple(found[:_SAID])
    )


def hashes(site: Path) -> dict[str, str]:
    """By path."""
    files = (path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}


# ── What is altered afterwards ──────────────────────────────────────────────────────────────────────────────


def altered(bundle: Path, seeds: Path, end: float) -> Iterator[Proof]:
    """A byte of every file, a file gone, added or renamed; every byte of the zip that is of no file."""
    report = standalone.Report()
    standalone.check(str(bundle), standalone.read_seeds(str(seeds)), None, report)
    told = [f"{one.where}: {one.what}" for one in report.wrong]
    yield Proof(f"verify.py finds a bundle in order: {'; '.join(report.checked)}", 1, "bundle", tuple(told))
    yield _files(bundle)
    yield _structure(bundle, end)
    yield from told_twice.proofs(bundle, step=23)


def _files(bundle: Path) -> Proof:
    with zipfile.ZipFile(bundle) as archive:
        whole = {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}
    drawn, found, tried = random.Random(8), [], 0
    sums = {name: sha256(content).hexdigest() for name, content in whole.items()}
    for name, content in whole.items():
        at = drawn.randrange(len(content)) if content else 0
        flipped = content[:at] + bytes([content[at] ^ 1 << drawn.randrange(8)]) + content[at + 1 :] if content else b"x"
        for what, files in {
            "changed": {**whole, name: flipped},
            "gone": {other: held for other, held in whole.items() if other != name},
            "renamed": {(f"{other}x" if other == name else other): held for other, held in whole.items()},
        }.items():
            tried += 1
            named = _named(files, sums, whole)
            if not any(name in one for one in named):
                found.append(f"{name} {what} at {at}: {sorted(named)}")
    return Proof(
        "verify.py names every file of which a byte is changed, or that is gone or renamed",
        tried,
        "alterations",
        tuple(found[:_SAID]),
    )


def _named(files: Mapping[str, bytes], sums: Mapping[str, str], whole: Mapping[str, bytes]) -> set[str]:
    """The files that are named. Those that are as they were are not hashed anew each time."""
    report = standalone.Report()
    real, known = standalone.hashlib.sha256, {id(whole[name]): sums[name] for name in whole}

    class Hashing:
        def __init__(self, content: bytes) -> None:
            self.told = known.get(id(content)) or real(content).hexdigest()

        def hexdigest(self) -> str:
            return self.told

    standalone.hashlib.sha256 = Hashing  # type: ignore[misc, assignment]
    try:
        standalone.check_sums(standalone.Files(frozenset(files), files.__getitem__), report)
    finally:
        standalone.hashlib.sha256 = real  # type: ignore[misc]
    return {f"{one.where} {one.what}" for one in report.wrong}


def _structure(bundle: Path, end: float) -> Proof:
    """Of a small zip made of a part of the bundle, every byte that is of no file, in all its bits, for as long as there is time."""
    small = bundle.with_name("small.zip")
    _packed_small(bundle, small)
    data, found, tried = small.read_bytes(), [], 0
    with zipfile.ZipFile(small) as archive:
        members = archive.infolist()
        packed = {at for one in members for at in _packed_bytes(one)}
        comment = members[0].comment
    free = set(range(data.index(comment), data.index(comment) + len(comment)))  # names the packer; means nothing
    for at in sorted(set(range(len(data))) - packed - free):
        for bit in range(8):
            if time.monotonic() > end:
                break
            tried += 1
            small.write_bytes(data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :])
            report = standalone.Report()
            standalone.check(str(small), {}, None, report)
            if not report.wrong:
                found.append(f"byte {at}, bit {bit} of {len(data)}")
    return Proof("verify.py finds every change to the zip around its files", tried, "bits", tuple(found[:_SAID]))


def _packed_small(bundle: Path, small: Path) -> None:
    from build_tools.bundle import make_bundle

    with zipfile.ZipFile(bundle) as archive:
        names = [name for name in archive.namelist() if name.count("/") == 1 and name.endswith(".html")][:4]
        site = small.with_name("small")
        for name in (*names, archive.namelist()[0].partition("/")[0] + "/index.html"):
            (site / name.partition("/")[2]).parent.mkdir(parents=True, exist_ok=True)
            (site / name.partition("/")[2]).write_bytes(archive.read(name))
    make_bundle(site, small)


def _packed_bytes(member: zipfile.ZipInfo) -> range:
    start = member.header_offset + 30 + len(member.orig_filename.encode())
    return range(start, start + member.compress_size)

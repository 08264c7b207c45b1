"""Built site → a zip that opens from a folder, without a server or a network, and that its receiver can check. Knows no dossier.

Members are compressed side by side; those that the zip before held alike are taken from there.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import zlib
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Any

from build_tools.former_zip import FormerZip
from build_tools.offline_page import OfflinePages
from build_tools.placing.beside import new_beside
from build_tools.problems import Location, Problem, ProblemsFound
from build_tools.processes import default_jobs
from build_tools.verification.standalone import verify as standalone
from build_tools.verification.standalone.verify import MANIFEST, SELF, SIGNATURE, SUMS
from build_tools.zip_writer import Packed, ZipWriter, packed, packed_blocks

README = "READ ME.txt"
_README = """{name}

Unpack this zip, then open index.html in the folder "{folder}" with any web browser.
Everything works without a network: pages, search and filters. Nothing is loaded from elsewhere;
links to publishers' pages lead to the web when you follow them.

To check that these are the files that were built, run "python3 verify.py" in the folder (or "sha256sum -c SHA256SUMS").
With the articles at hand, "python3 verify.py --seeds DIR" looks up every quote in them. It says what that proves and what not.
"python3 verify.py --signers FILE" says whether somebody signed it whose key is in the file (ssh-keygen(1), ALLOWED SIGNERS).
"""
_FOR_READING = """
This zip is for reading. What only programs take is on the site itself, not in here: the feeds, the API, the linked data in
the pages, and large downloads that tell again what the tables in the folder "data" hold. Links to them say so.
`claimline bundle --with-data` makes a zip that holds all of it.
"""

# What only a web server shows or only a crawler or debugger reads.
_SERVED_ONLY = re.compile(r"404\.html|sitemap\.xml(\.gz)?|.*\.map")
_KEPT_OUT = ("seeds",)  # folders that hold whole articles
_LEVEL = 6  # of deflate: 9 takes twice the time for one hundredth less
_SUMS_OF_DATA = f"data/{SUMS}"
_MARK = f"Claimline; deflate {_LEVEL}, zlib {zlib.ZLIB_RUNTIME_VERSION}".encode()  # other ones pack otherwise
_PACKED = (".gz", ".woff2", ".png", ".jpg", ".jpeg", ".webp", ".zip", ".pdf")  # packed already: taken as they are
_AT_ONCE = 16  # files that one thread takes at a time
_OUR_OWN = frozenset((README, MANIFEST, SELF, SUMS, SIGNATURE))
_NOTHING: Mapping[str, Any] = MappingProxyType({})
FORMAT, VERSION = "claimline-bundle", "1.0"


@dataclass(frozen=True, slots=True)
class Bundle:
    """A zip that was made: where, how many files, how many bytes, and which files of the site are not in it."""

    path: Path
    files: int
    size: int
    left_out: tuple[str, ...] = ()


def make_bundle(
    site: Path,
    target: Path,
    *,
    name: str = "",
    without: Collection[str] | None = None,
    manifest: Mapping[str, Any] = _NOTHING,
    sign: Callable[[bytes], bytes] | None = None,
    approve: Callable[[Path], None] | None = None,
) -> Bundle:
    """Pack the built site as ``target``. The same site gives the same bytes.

    ``name``: of the dossier, for the folder in the zip; that of the target if empty. ``without``: files that stay out of
    a zip for reading, whose pages are lighter (``offline_page.py``); None packs the site as it is. ``manifest``: what else its
    manifest tells. ``sign`` makes the signature of its list of hashes. ``approve`` looks at the zip before it takes its place,
    and raises what speaks against it. The zip appears whole or not at all.
    Raises ProblemsFound: ``site-not-built``, ``seeds-in-site``, ``link-out-of-site``, ``name-unsafe``.
    """
    found, unwanted = _files(site, target), frozenset(without or ())
    left_out = tuple(path for path in found if path in unwanted)
    files = [path for path in found if path not in unwanted]
    lighter = None if without is None else OfflinePages(left_out)
    folder = re.sub(r"[^\w.-]+", "-", name or target.stem).strip("-.") or "dossier"
    told = _README.format(name=name or target.stem, folder=folder) + _FOR_READING * (lighter is not None)
    handle, draft = new_beside(target)
    try:
        with os.fdopen(handle, "wb") as stream, ExitStack() as stack:
            former = stack.enter_context(FormerZip(target, _MARK))
            members = _Members(ZipWriter(stream), folder)
            members.add(README, told.encode(), comment=_MARK)
            for path, member, sha256 in _Packing(site, folder, former, lighter).side_by_side(files):
                members.take(path, member, sha256)
            members.close(manifest, sign)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(draft, 0o644)
        if approve:
            approve(Path(draft))
        os.replace(draft, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(draft)
        raise
    return Bundle(target, members.count, target.stat().st_size, left_out)


class _Members:
    """The files of the zip one behind the other; at the end what tells of them and checks them."""

    def __init__(self, writer: ZipWriter, folder: str) -> None:
        self._writer, self._folder = writer, folder
        self._hashes: dict[str, str] = {}
        self.count = 0

    def take(self, path: str, member: Packed, sha256: str, *, comment: bytes = b"") -> None:
        """The next one."""
        self._writer.add(f"{self._folder}/{path}", member, comment=comment)
        self._hashes[path] = sha256
        self.count += 1

    def add(self, path: str, content: bytes, *, comment: bytes = b"") -> None:
        """The next one, which is at hand."""
        member = packed_blocks([content], level=_LEVEL)
        self.take(path, member, hashlib.sha256(content).hexdigest(), comment=comment)

    def close(self, manifest: Mapping[str, Any], sign: Callable[[bytes], bytes] | None) -> None:
        """The manifest, the program that checks it all, and the hashes with their signature."""
        told = {"format": FORMAT, "version": VERSION, **manifest, "files": self.count + 2}
        self.add(MANIFEST, (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode())
        self.add(SELF, Path(standalone.__file__).read_bytes())
        sums = "".join(f"{sha256}  {path}\n" for path, sha256 in sorted(self._hashes.items())).encode()
        self.add(SUMS, sums)
        if sign:
            self.add(SIGNATURE, sign(sums))
        self._writer.finish()


@dataclass(frozen=True, slots=True)
class _Packing:
    site: Path
    folder: str
    former: FormerZip
    lighter: OfflinePages | None

    def side_by_side(self, files: Iterable[str]) -> Iterator[tuple[str, Packed, str]]:
        """The members in their order with their hashes, compressed by as many threads as there are processors; few wait."""
        jobs, rest = default_jobs(), iter(files)
        waiting: deque[Future[list[tuple[str, Packed, str]]]] = deque()
        with ThreadPoolExecutor(jobs) as pool:
            while some := tuple(islice(rest, _AT_ONCE)):
                waiting.append(pool.submit(self._some, some))
                if len(waiting) > jobs:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()

    def _some(self, paths: Iterable[str]) -> list[tuple[str, Packed, str]]:
        return [(path, *self._one(path)) for path in paths]

    def _one(self, path: str) -> tuple[Packed, str]:
        name, file = f"{self.folder}/{path}", self.site / path
        if self.lighter and (path.endswith(".html") or path == _SUMS_OF_DATA):
            lightened = self.lighter.sums if path == _SUMS_OF_DATA else self.lighter.page
            page = lightened(path, file.read_bytes())
            held = self.former.member_of(name, page) or packed_blocks([page], level=_LEVEL)
            return held, hashlib.sha256(page).hexdigest()
        member = self.former.member(name, file) or packed(file, level=0 if path.endswith(_PACKED) else _LEVEL)
        with file.open("rb") as content:
            return member, hashlib.file_digest(content, "sha256").hexdigest()


def _files(site: Path, target: Path) -> list[str]:
    """What goes into the bundle, relative to the site, in order. Raises ProblemsFound."""
    if not (site / "index.html").is_file():
        tip = "Build it first: claimline build"
        raise ProblemsFound([Problem(Location(str(site)), "site-not-built", "there is no built site here", tip)])
    paths = [path for path in site.rglob("*") if path.is_file() and path.resolve() != target.resolve()]
    names = sorted(path.relative_to(site).as_posix() for path in paths)
    if problems := [problem for name in names if (problem := _refused(site, name))]:
        raise ProblemsFound(problems)
    return [
        name for name in names if not _SERVED_ONLY.fullmatch(name) and not _is_hidden(name) and name not in _OUR_OWN
    ]


def _refused(site: Path, name: str) -> Problem | None:
    if not (site / name).resolve().is_relative_to(site.resolve()):
        tip = "Put the file itself there"
        return Problem(Location(str(site / name)), "link-out-of-site", "a symbolic link leads out of the site", tip)
    if name.split("/")[0] in _KEPT_OUT:
        tip = "Seeds hold whole articles; keep them out of what is published"
        return Problem(Location(str(site / name)), "seeds-in-site", "the built site holds a folder of seeds", tip)
    if not standalone.is_safe(name):
        tip = 'Give it one without \\ : * ? " < > |, without a dot or a blank at its end, and not that of a device (con, nul …)'
        return Problem(
            Location(str(site / name)), "name-unsafe", "not every system can unpack a file of this name", tip
        )
    return None


def _is_hidden(name: str) -> bool:
    return any(part.startswith(".") for part in name.split("/"))

"""Built site → a zip that opens from a folder, without a server or a network. Knows no dossier.

Members are compressed side by side; those that the zip before held alike are taken from there.
"""

from __future__ import annotations

import os
import re
import tempfile
import zlib
from collections import deque
from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from build_tools.former_zip import FormerZip
from build_tools.offline_page import OfflinePages
from build_tools.problems import Location, Problem, ProblemsFound
from build_tools.processes import default_jobs
from build_tools.zip_writer import Packed, ZipWriter, packed, packed_blocks

README = "READ ME.txt"
_README = """{name}

Unpack this zip, then open index.html in the folder "{folder}" with any web browser.
Everything works without a network: pages, search and filters. Nothing is loaded from elsewhere;
links to publishers' pages lead to the web when you follow them.
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
_MARK = f"Claimline; deflate {_LEVEL}, zlib {zlib.ZLIB_RUNTIME_VERSION}".encode()  # other ones pack otherwise
_PACKED = (".gz", ".woff2", ".png", ".jpg", ".jpeg", ".webp", ".zip", ".pdf")  # packed already: taken as they are
_AT_ONCE = 16  # files that one thread takes at a time


@dataclass(frozen=True, slots=True)
class Bundle:
    """A zip that was made: where, how many files, how many bytes, and which files of the site are not in it."""

    path: Path
    files: int
    size: int
    left_out: tuple[str, ...] = ()


def make_bundle(site: Path, target: Path, *, name: str = "", without: Collection[str] | None = None) -> Bundle:
    """Pack the built site as ``target``. The same site gives the same bytes.

    ``name``: of the dossier, for the folder in the zip; that of the target if empty. ``without``: files that stay out of
    a zip for reading, whose pages are lighter (``offline_page.py``); None packs the site as it is. The zip appears whole or not
    at all. Raises ProblemsFound: ``site-not-built``, ``seeds-in-site``, ``link-out-of-site``.
    """
    found, unwanted = _files(site, target), frozenset(without or ())
    left_out = tuple(path for path in found if path in unwanted)
    files = [path for path in found if path not in unwanted]
    lighter = None if without is None else OfflinePages(left_out)
    folder = re.sub(r"[^\w.-]+", "-", name or target.stem).strip("-.") or "dossier"
    told = _README.format(name=name or target.stem, folder=folder) + _FOR_READING * (lighter is not None)
    handle, draft = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as stream, ExitStack() as stack:
            former = stack.enter_context(FormerZip(target, _MARK))
            writer = ZipWriter(stream)
            writer.add(f"{folder}/{README}", packed_blocks([told.encode()], level=_LEVEL), comment=_MARK)
            packing = _Packing(site, folder, former, lighter)
            for path, member in packing.side_by_side(files):
                writer.add(f"{folder}/{path}", member)
            writer.finish()
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(draft, 0o644)
        os.replace(draft, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(draft)
        raise
    return Bundle(target, len(files) + 1, target.stat().st_size, left_out)


@dataclass(frozen=True, slots=True)
class _Packing:
    site: Path
    folder: str
    former: FormerZip
    lighter: OfflinePages | None

    def side_by_side(self, files: Iterable[str]) -> Iterator[tuple[str, Packed]]:
        """The members in their order, compressed by as many threads as there are processors; few wait at a time."""
        jobs, rest = default_jobs(), iter(files)
        waiting: deque[Future[list[tuple[str, Packed]]]] = deque()
        with ThreadPoolExecutor(jobs) as pool:
            while some := tuple(islice(rest, _AT_ONCE)):
                waiting.append(pool.submit(self._some, some))
                if len(waiting) > jobs:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()

    def _some(self, paths: Iterable[str]) -> list[tuple[str, Packed]]:
        return [(path, self._one(path)) for path in paths]

    def _one(self, path: str) -> Packed:
        if self.lighter and path.endswith(".html"):
            return self._lighter(self.lighter.page(path, (self.site / path).read_bytes()), f"{self.folder}/{path}")
        return self.former.member(f"{self.folder}/{path}", self.site / path) or packed(
            self.site / path, level=0 if path.endswith(_PACKED) else _LEVEL
        )

    def _lighter(self, page: bytes, name: str) -> Packed:
        return self.former.member_of(name, page) or packed_blocks([page], level=_LEVEL)


def _files(site: Path, target: Path) -> list[str]:
    """What goes into the bundle, relative to the site, in order. Raises ProblemsFound."""
    if not (site / "index.html").is_file():
        tip = "build it first: claimline build"
        raise ProblemsFound([Problem(Location(str(site)), "site-not-built", "there is no built site here", tip)])
    paths = [path for path in site.rglob("*") if path.is_file() and path.resolve() != target.resolve()]
    names = sorted(path.relative_to(site).as_posix() for path in paths)
    if problems := [problem for name in names if (problem := _refused(site, name))]:
        raise ProblemsFound(problems)
    return [name for name in names if not _SERVED_ONLY.fullmatch(name) and not _is_hidden(name) and name != README]


def _refused(site: Path, name: str) -> Problem | None:
    if not (site / name).resolve().is_relative_to(site.resolve()):
        tip = "put the file itself there"
        return Problem(Location(str(site / name)), "link-out-of-site", "a symbolic link leads out of the site", tip)
    if name.split("/")[0] in _KEPT_OUT:
        tip = "seeds hold whole articles; keep them out of what is published"
        return Problem(Location(str(site / name)), "seeds-in-site", "the built site holds a folder of seeds", tip)
    return None


def _is_hidden(name: str) -> bool:
    return any(part.startswith(".") for part in name.split("/"))

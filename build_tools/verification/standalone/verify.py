"""Checks a dossier that was handed to you: with Python 3.8 or newer alone, without a network, without changing anything.

    python3 verify.py                    in the unpacked folder
    python3 verify.py BUNDLE.zip         the zip as it came; it is read in memory and never unpacked
    python3 verify.py --seeds DIR        with the articles, where you have them: every quote is looked up in them
    python3 verify.py --signers FILE     with the keys that you trust (ssh-keygen(1), ALLOWED SIGNERS)

Ends with 0 where all that was checked is in order, 1 where something is wrong or a signature that was asked for could not be
checked, 2 where it was called wrongly.

Whoever forges a bundle can forge the verify.py in it. Take this file from somebody else than the bundle (the release of
Claimline, another bundle of that version, `claimline verify`), or read it: each section stands for itself.
"""

from __future__ import annotations

import os
import sys

# What lies beside this file is of the bundle too: no csv.py of a stranger's is imported below.
if __name__ == "__main__":
    sys.path[:] = [one for one in sys.path if os.path.abspath(one) != os.path.dirname(os.path.abspath(__file__))]

import argparse
import base64
import csv
import hashlib
import io
import json
import pathlib
import re
import shutil
import stat
import struct
import subprocess
import tempfile
import textwrap
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import Any, BinaryIO, Dict, List, NamedTuple

try:
    import sqlite3
except ImportError:  # some builds of Python are without it
    sqlite3 = None  # type: ignore[assignment]

SUMS, SIGNATURE, MANIFEST, SELF = "SHA256SUMS", "SHA256SUMS.sig", "manifest.json", "verify.py"

# ── 1. What is found ────────────────────────────────────────────────────────────────────────────────────────


class Finding(NamedTuple):
    """Something wrong: a word for its kind, the file in the bundle, what is wrong."""

    code: str
    where: str
    what: str


class Report:
    """What is ``wrong``, what was ``checked`` and is in order, what was ``not_checked``, each in a sentence; the hash of
    SHA256SUMS, which stands for the whole bundle; the ``key`` of a sound signature of that, and whose it is, where the reader
    trusts that ``signer``; how many quotes were ``looked_up``; the columns that stand in the bundle ``once``, by table.
    """

    def __init__(self) -> None:
        self.wrong: list[Finding] = []
        self.checked: list[str] = []
        self.not_checked: list[str] = []
        self.once: dict[str, list[str]] = {}
        self.fingerprint = "(there is none)"
        self.key = self.signer = ""
        self.looked_up = 0

    @property
    def is_signed(self) -> bool:
        """Whether somebody whom the reader trusts has signed it."""
        return bool(self.signer)

    def add(self, code: str, where: str, what: str) -> None:
        """Something is wrong."""
        self.wrong.append(Finding(code, where, what))

    def lines(self) -> list[str]:
        """What was checked and what was not, a line each, in which no word of the bundle can make a line of its own."""
        told = [f"OK           {one}" for one in self.checked] + [f"NOT CHECKED  {one}" for one in self.not_checked]
        return [visible(one) for one in told]

    def lines_of_wrong(self) -> list[str]:
        """What is wrong, and what was asked and has no answer, a line each."""
        told = [(f"{where or 'the zip'}: {what} [{code}]", code in ASKED) for code, where, what in self.wrong]
        return [visible(f"{'NOT ANSWERED ' if asked else 'WRONG        '}{one}") for one, asked in told]


# What the reader asked for and this program cannot say: the files are none the worse for it.
ASKED = ("signature-missing", "signer-unknown", "signers-unfit", "articles-other")


def visible(text: str) -> str:
    """What a bundle says cannot steer the terminal, nor look like a line of this program."""
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)


# ── 2. The files, in a folder or a zip ──────────────────────────────────────────────────────────────────────

LARGEST = 512 * 1024 * 1024  # bytes of one file, unpacked: more is an attack or a mistake
SAID = 5  # of many names
STEEPEST = 1000  # times smaller than unpacked: deflate reaches about 1030 on zeros
ON_THE_WHOLE = 200  # the same of all files together; of a bundle, 5 to 10
BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, OverflowError, MemoryError)
UNREADABLE = (*BROKEN_ZIP, OSError)


class Files(NamedTuple):
    """The names of all files, relative to the bundle's folder, and the way to read one."""

    names: frozenset[str]
    read: Callable[[str], bytes]


def open_folder(path: str, report: Report) -> Files:
    """The plain files of a folder. A link, a pipe or a device is reported and never opened."""
    names: list[str] = []

    def closed(error: OSError) -> None:
        report.add("unreadable", os.path.relpath(str(error.filename), path), f"cannot be looked into: {error.strerror}")

    for folder, inside, files in os.walk(path, onerror=closed):
        for name in [*files, *(one for one in inside if os.path.islink(os.path.join(folder, one)))]:
            whole = os.path.join(folder, name)
            names.append(os.path.relpath(whole, path).replace(os.sep, "/"))
            if not stat.S_ISREG(os.lstat(whole).st_mode):
                report.add("file-not-plain", names.pop(), "is a link or no plain file, and was not opened")
    return Files(frozenset(names), lambda name: content_of(os.path.join(path, *name.split("/"))))


def content_of(path: str) -> bytes:
    """The bytes of a file."""
    with open(path, "rb") as file:
        return file.read()


def open_zip(file: BinaryIO, archive: zipfile.ZipFile) -> Files:
    """The files of a zip in which ``zip_dangers`` and ``zip_structure`` find nothing, by their names inside its one folder."""
    members = {one.filename.partition("/")[2]: one for one in archive.infolist()}
    return Files(frozenset(members), lambda name: unpacked(file, members[name]))


def unpacked(file: BinaryIO, member: zipfile.ZipInfo) -> bytes:
    """The content of a member. Raises BadZipFile or zlib.error where its packed data is not exactly what the zip says."""
    file.seek(member.header_offset)
    name, extra = struct.unpack("<26xHH", file.read(30).ljust(30, b"\0"))
    file.seek(name + extra, os.SEEK_CUR)
    content = packed = file.read(member.compress_size)
    if member.compress_type == zipfile.ZIP_DEFLATED:
        inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        content = inflate.decompress(packed, member.file_size + 1)
        if not inflate.eof or inflate.unused_data:
            raise zipfile.BadZipFile("its packed data ends elsewhere than the zip says")
    elif member.compress_type != zipfile.ZIP_STORED:
        raise zipfile.BadZipFile("it is packed in a way that Claimline does not use")
    if len(content) != member.file_size or zlib.crc32(content) != member.CRC:
        raise zipfile.BadZipFile("its content is damaged (the CRC-32 in the zip is another)")
    return content


def zip_dangers(members: Sequence[zipfile.ZipInfo]) -> Iterator[Finding]:
    """What would do harm when it is unpacked, or would be one file in one program and another in the next."""
    for one in members:
        if not is_safe(one.orig_filename):
            told = "unpacking this would write outside the bundle's folder, or the name means something else on some systems"
            yield Finding("zip-path-unsafe", one.filename, told)
        if stat.S_ISLNK(one.external_attr >> 16):
            yield Finding("zip-holds-link", one.filename, "a symbolic link could lead anywhere")
        if one.flag_bits & 1:
            yield Finding("zip-encrypted", one.filename, "the file cannot be read without a password")
        if one.file_size > LARGEST or one.file_size > STEEPEST * max(one.compress_size, 1) + 4096:
            yield Finding("zip-too-large", one.filename, _told_sizes("the file", [one]))
    if sum(one.file_size for one in members) > ON_THE_WHOLE * sum(one.compress_size for one in members) + LARGEST:
        yield Finding("zip-too-large", "", _told_sizes("the zip", members))
    alike = Counter(_folded(one.filename) for one in members)
    folders = {folder for name in alike for folder in accumulate(name.split("/")[:-1], "{}/{}".format)}
    for name in sorted({one.filename for one in members}):
        if alike[_folded(name)] > 1:
            yield Finding("zip-name-twice", name, f"the zip holds this file {alike[_folded(name)]} times")
        if _folded(name) in folders:
            yield Finding("zip-name-twice", name, "the zip holds a file and a folder of this name")
    if len({one.filename.partition("/")[0] for one in members}) > 1:
        yield Finding("zip-not-one-folder", "", "the zip holds more than one folder at its top")


def _told_sizes(what: str, members: Sequence[zipfile.ZipInfo]) -> str:
    unpacked_size, size = sum(one.file_size for one in members), sum(one.compress_size for one in members)
    return f"{what} unpacks to {unpacked_size:,} bytes from {size:,}"


def _folded(name: str) -> str:
    """What some systems take for the same name."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


UNFIT = re.compile(  # signs and devices that Windows keeps for itself; what it cuts off at the end of a name
    r"""[\\:*?"<>|\x00-\x1f]|[. ](?=/|$)|(^|/)(con|prn|aux|nul|(com|lpt)[1-9])(?=[./]|$)""", re.IGNORECASE
)


def is_safe(name: str) -> bool:
    """Whether a name in a zip is a file's, and the same one inside the folder it is unpacked into, on every system."""
    parts = name[: -1 if name.endswith("/") else None].split("/")
    return not {"", ".", ".."} & set(parts) and not UNFIT.search(name)


MARK = re.compile(rb"Claimline; deflate \d, zlib [\w.+-]{1,40}")  # stands with the first member


def zip_structure(file: BinaryIO, members: Sequence[zipfile.ZipInfo]) -> Iterator[Finding]:
    """What of the zip around its files is not as Claimline writes it (PKWARE, APPNOTE.TXT 6.3.10, § 4.3): a changed byte,
    something hidden before, between or behind the files, a header that calls a file otherwise than the directory does.
    """
    at, directory, most = 0, bytearray(), 0xFFFFFFFF
    for one in members:
        name = one.orig_filename.encode("utf-8", "surrogateescape")
        flags = 0 if one.orig_filename.isascii() else 0x800  # names are in UTF-8
        told = (flags, one.compress_type, 0, 0x21, one.CRC, one.compress_size, one.file_size, len(name))
        facts = struct.pack("<H4H3LH", 20, *told)
        header = b"PK\3\4" + facts + struct.pack("<H", 0) + name
        file.seek(at)
        if name.endswith(b"/") or file.read(len(header)) != header:  # a folder could hold bytes that nobody looks at
            yield _altered(one.filename, at, "what it says of this file")
            return
        comment = one.comment if not directory and MARK.fullmatch(one.comment) else b""
        rest = struct.pack("<4H2L", 0, len(comment), 0, 0, 0o100644 << 16, at)
        directory += b"PK\1\2" + struct.pack("<BB", 20, 3) + facts + rest + name + comment
        at += len(header) + one.compress_size
    count, size = len(members), len(directory)
    if count >= 0xFFFF or at + size >= most:
        large = struct.pack("<Q2H2L4Q", 44, 3 << 8 | 45, 45, 0, 0, count, count, size, at)
        directory += b"PK\6\6" + large + b"PK\6\7" + struct.pack("<LQL", 0, at + size, 1)
    counted = min(count, 0xFFFF)
    directory += b"PK\5\6" + struct.pack("<4H2LH", 0, 0, counted, counted, min(size, most), min(at, most), 0)
    file.seek(at)
    found = file.read(len(directory) + 1)
    if found != directory:
        same = next((i for i, (a, b) in enumerate(zip(found, directory)) if a != b), min(len(found), len(directory)))
        yield _altered("", at + same, "its directory of files, or what stands behind that,")


def zip_faults(file: BinaryIO, archive: zipfile.ZipFile) -> list[Finding]:
    """Why nobody should look into a zip, or unpack it."""
    return list(zip_dangers(archive.infolist())) or list(zip_structure(file, archive.infolist()))


def _altered(name: str, at: int, what: str) -> Finding:
    told = f"from byte {at:,} on, the zip itself is not as Claimline wrote it: {what} was altered, or another program "
    return Finding(
        "zip-altered", name, f"{told}packed it anew. To check the files alone, unpack it and verify the folder"
    )


# ── 3. Hashes: are these the files that were built? ─────────────────────────────────────────────────────────


def read_sums(content: bytes) -> dict[str, str]:
    """SHA256SUMS, as `sha256sum` writes it: name → hash. Raises ValueError where it is anything else."""
    *lines, last = content.decode().split("\n")
    listed: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        match = re.fullmatch(r"([0-9a-f]{64})  (.+)", line)
        if not match or match[2] in listed:
            raise ValueError(f"line {number} is no line of sha256sum, or names a file again")
        listed[match[2]] = match[1]
    if last:
        raise ValueError("its last line is cut off")
    return listed


def check_sums(files: Files, report: Report) -> bool:
    """Each file has the hash that SHA256SUMS lists, none is missing, none was added. Whether all could be read."""
    before, found, unread = len(report.wrong), {}, set()
    try:
        listed = read_sums(files.read(SUMS))
    except (KeyError, ValueError, *UNREADABLE) as error:
        told = f"cannot be read: {error}" if SUMS in files.names else "is not here: nothing tells what was built"
        report.add("sums-broken" if SUMS in files.names else "sums-missing", SUMS, told)
        return False
    report.fingerprint = hashlib.sha256(files.read(SUMS)).hexdigest()
    for name in sorted(files.names - {SUMS, SIGNATURE}):
        try:
            found[name] = hashlib.sha256(files.read(name)).hexdigest()
        except UNREADABLE as error:
            unread.add(name)
            code = "unreadable" if isinstance(error, (OSError, MemoryError)) else "zip-broken"
            report.add(code, name, f"cannot be read: {error}")
    missing = sorted(listed.keys() - files.names)
    for name in missing:
        report.add("file-missing", name, f"is listed in SHA256SUMS and not here; its sha256 was {listed[name]}")
    for name, hash_ in found.items():
        if name not in listed:
            of = "".join(f", with the content of {one}" for one in missing if listed[one] == hash_)
            report.add("file-added", name, f"is here and not listed in SHA256SUMS{of}; sha256 {hash_}")
        elif hash_ != listed[name]:
            told = f"is not the file that was built: expected sha256 {listed[name]}, found {hash_}"
            report.add("file-changed", name, told)
    if len(report.wrong) == before:
        report.checked.append(f"{len(found)} files have the hashes in SHA256SUMS; none is missing, none was added")
    return not unread


# ── 4. Counts and references: do the tables agree with the manifest, with each other, with the pages? ───────

KINDS = ("entries", "claims", "sources", "actors", "places", "questions")
# Table, the columns that tell its rows apart, and column>table: where a filled cell leads to an id.
TABLES = [line.split() for line in """\
entries id type>types
claims id entry>entries entry_type>types source>sources speaker>actors speaker_within>actors
sources id publisher>actors republishes>sources updates>sources
actors id part_of>actors country>actors
actor_aliases actor+position actor>actors
actor_roles actor+position actor>actors of>actors
places id within>places
place_aliases place+position place>places
questions id deaths_of>entries
answers question+claim question>questions claim>claims entry>entries root_within>actors root_source>sources
contradictions question+claim+other_claim question>questions claim>claims other_claim>claims
entry_actors entry+position entry>entries actor>actors
entry_places entry+position entry>entries place>places
entry_related entry+position entry>entries related>entries
claim_via claim+position claim>claims actor>actors
claim_quantities claim+position claim>claims
types id""".split("\n")]  # fmt: skip
Tables = Dict[str, List[Dict[str, str]]]


def read_tables(files: Files) -> Tables:
    """The tables in data/, by name."""
    csv.field_size_limit(1 << 30)
    paths = {name: f"data/{name}.csv" for name, *_ in TABLES}
    texts = {name: io.StringIO(files.read(path).decode(), "") for name, path in paths.items() if path in files.names}
    tables = {name: list(csv.DictReader(text, strict=True)) for name, text in texts.items()}
    for name, rows in tables.items():
        if any(None in row or None in row.values() for row in rows):
            raise ValueError(f"data/{name}.csv has a line with more or fewer cells than its first")
    return tables


FORMULAS = "=+-@\t\r\n＝＋－＠'"  # with one of these before it, a cell has an apostrophe in front


def plain(cell: str) -> str:
    """A cell of text without the apostrophe that keeps spreadsheets from running what begins like a formula."""
    return cell[1:] if cell[:1] == "'" else cell


def check_counts(files: Files, tables: Tables, report: Report) -> None:
    """The manifest's counts are those of the tables and of the JSON beside them; its accounting balances."""
    before, manifest = len(report.wrong), json.loads(files.read(MANIFEST))
    counts, accounts = manifest.get("counts", {}), manifest.get("accounting", {})
    whole = json.loads(files.read("data/dossier.json")) if "data/dossier.json" in files.names else {}
    for kind in KINDS:
        lines = f"data/{kind}.jsonl"
        held = {f"data/{kind}.csv": len(tables[kind])} if kind in tables else {}
        held.update({lines: files.read(lines).count(b"\n")} if lines in files.names else {})
        held.update({"data/dossier.json": len(whole[kind])} if kind in whole else {})
        for name, number in (held or {"data": 0}).items():
            if number != counts.get(kind, 0):
                told = f"holds {number} {kind}; the manifest says {counts.get(kind, 'nothing')}"
                report.add("count-wrong", name, told)
    for name, one in accounts.items():
        if one["whole"] != sum(one["parts"].values()):
            report.add("count-wrong", MANIFEST, f"the accounting of {name} does not balance: {one}")
    pages = sum(counts.get(kind, 0) for kind in KINDS if kind != "claims")
    if "records" in accounts and accounts["records"]["parts"].get("pages", 0) != pages:
        report.add("count-wrong", MANIFEST, f"does not count as many records in its accounting as elsewhere, {pages}")
    number = len(files.names - {SUMS, SIGNATURE})
    if manifest["files"] != number:
        report.add("count-wrong", MANIFEST, f"says that there are {manifest['files']} files; there are {number}")
    if len(report.wrong) == before and tables:
        told = ", ".join(f"{counts.get(kind, 0)} {kind}" for kind in KINDS)
        report.checked.append(f"{told}: as many in the manifest as in the tables")
    if len(report.wrong) == before and accounts:
        report.checked.append("the accounting in the manifest balances: seeds, sentences, records")


def check_references(files: Files, tables: Tables, report: Report) -> None:
    """Every id is there once, everything leads to what is there, and each claim is called by the hash of its words."""
    before, number = len(report.wrong), 0
    if not tables:
        report.not_checked.append("counts and references: there are no tables in data/")
        return
    for name in sorted({name for name, *_ in TABLES} - tables.keys()):
        report.add("table-missing", f"data/{name}.csv", "is not here, and the other tables are")
    ids = {name: {row.get("id") for row in rows} for name, rows in tables.items()}
    for name, key, *references in TABLES:
        rows, where = tables.get(name, []), f"data/{name}.csv"
        for values, times in Counter(tuple(row[one] for one in key.split("+")) for row in rows).items():
            if times > 1:
                report.add("row-twice", where, f"{' '.join(values)} stands there {times} times")
        for column, target in (one.split(">") for one in references if one.partition(">")[2] in tables):
            cells = [row[column] for row in rows if row[column]]
            number += len(cells)
            for cell in sorted(set(cells) - ids[target]):
                report.add("reference-broken", where, f"{column} {cell} is in no row of data/{target}.csv")
    for row in tables.get("claims", []):
        made = f"{row['source']}#{hashlib.sha256(plain(row['quote']).encode()).hexdigest()[:8]}"
        if row["id"] != made:
            report.add("claim-id-wrong", "data/claims.csv", f"{row['id']} is not the hash of its words, {made}")
    number += check_addresses(files, tables, report)
    if len(report.wrong) == before:
        told = "references lead to rows and places that are there; every claim's id is the hash of its words"
        report.checked.append(f"{number} {told}")


def check_addresses(files: Files, tables: Tables, report: Report) -> int:
    """Every record and claim has its place on a page. How many there are."""
    addresses = [row["address"].partition("#") for kind in KINDS for row in tables.get(kind, [])]
    read, held = "", b""  # the claims of a page stand together
    for page, _, place in addresses:
        if page not in files.names:
            report.add("page-missing", page, "is not here, and a table leads to it")
        elif place:
            read, held = (read, held) if read == page else (page, files.read(page))
            if f'id="{place}"'.encode() not in held:
                report.add("page-missing", page, f"has no place “{place}”, to which data/claims.csv leads")
    return len(addresses)


# ── 5. What is told twice: do all forms of a table say the same, cell by cell? ──────────────────────────────

# Which lines (data/*.jsonl, and the same in dossier.json) tell a table again, list within them by list. A column is the
# member of its name; date_earliest is "earliest" within "date"; what is called otherwise is named, = alone is the member
# itself.
AGAIN = [line.split() for line in """\
entries entries
claims claims position=number start=position.start end=position.end translation=translation.text root=root.kind \
speaker=speaker.actor speaker_words=speaker.unnamed speaker_within=speaker.within
sources sources
actors actors
places places latitude=coordinates.0 longitude=coordinates.1
questions questions state=finding.state roots_low=finding.roots.low roots_high=finding.roots.high
types types
entry_actors entries.actors actor=
entry_places entries.places place=
entry_related entries.see_also related=
claim_via claims.via actor=
claim_quantities claims.quantities
actor_aliases actors.aliases
actor_roles actors.roles since=from
place_aliases places.aliases
answers questions.finding.answers kind=value.kind low=value.low high=value.high approximate=value.approximate \
total=value.total first=value.first last=value.last words=value.word root=root.kind
contradictions questions.finding.contradictions claim=0.claim other_claim=1.claim""".split("\n")]  # fmt: skip
REPEATED = [("answers", "claim", column, column) for column in ("entry", "stance", "root")]
DAYS = re.compile(r".*_(earliest|latest)|first|last")  # columns that no person wrote, though they may begin with -
DATABASE = "data/dossier.sqlite"
Once = Dict[str, List[str]]


def check_forms(files: Files, tables: Tables, report: Report) -> None:
    """Tables, lines, the whole dossier and the database tell the same; data/SHA256SUMS and datapackage.json name the same files."""
    if not tables:
        return
    before, once = len(report.wrong), {name: list(rows[0]) if rows else [] for name, rows in tables.items()}
    told = {"other rows of the tables": check_repeats(tables, once, report)}
    told["data/*.jsonl and dossier.json"] = check_lines(files, tables, once, report)
    told[DATABASE] = check_database(files, tables, once, report)
    check_lists(files, tables, report)
    cells = sum(len(rows) * len(rows[0]) for rows in tables.values() if rows)
    if len(report.wrong) == before:
        kinds = ", ".join(f"{number:,} in {name}" for name, number in told.items() if number)
        report.checked.append(
            f"of {cells:,} cells in the tables, those that are told again say the same there: {kinds}"
        )
    if left := [f"{name} {len(columns)} of {len(tables[name][0])}" for name, columns in once.items() if columns]:
        told_once = "columns that stand in the bundle once, so that nothing is there to compare their cells with"
        report.not_checked.append(f"{told_once}: {', '.join(left)}")
    report.once = once


def differs(report: Report, table: str, key: str, column: str, pair: tuple[str, str], other: str) -> None:
    """A cell is told otherwise elsewhere."""
    here, there = (f"“{one[:120]}”" if one else "empty" for one in pair)
    report.add("told-otherwise", f"data/{table}.csv", f"{key}: {column} is {here}; {other} says {there}")


def seen(once: Once, table: str, column: str) -> None:
    """This column is told again."""
    if column in once.get(table, ()):
        once[table].remove(column)


def repetitions(tables: Tables) -> Iterator[tuple[str, str, str, str, str]]:
    """Table, its column that leads to another, that table, the column that repeats, the column there."""
    for name, _, *references in TABLES:
        leads = dict(one.split(">") for one in references)
        pairs = [(at, column, of) for table, at, column, of in REPEATED if table == name]
        for column in (tables.get(name) or [{}])[0]:
            at, _, of = column.partition("_")
            pairs.append((at, column, of))
        for at, column, of in pairs:
            to = leads.get(at, "")
            if tables.get(name) and tables.get(to) and of in tables[to][0]:
                yield name, at, to, column, of


def check_repeats(tables: Tables, once: Once, report: Report) -> int:
    """What a row repeats of another, or sums up of others, is so there. How many cells."""
    number = 0
    for name, at, to, column, of in repetitions(tables):
        meant = {row["id"]: row[of] for row in tables[to]}
        seen(once, name, column)
        for row in tables[name]:
            number += 1
            there = meant.get(row[at], "")
            if row[column] != there:
                differs(
                    report,
                    name,
                    row.get("id") or f"{row[at]} in {name}",
                    column,
                    (row[column], there),
                    f"data/{to}.csv",
                )
    return number + check_sums_of_rows(tables, once, report) + check_links(tables, once, report)


def check_sums_of_rows(tables: Tables, once: Once, report: Report) -> int:
    """What a row sums up of its own cells, or of other rows: sources of an entry, days of a plain date, bounds of a plain number."""
    number, claims = 0, tables.get("claims", [])
    sources: dict[str, dict[str, None]] = {}
    for row in claims:
        sources.setdefault(row["entry"], {})[row["source"]] = None
    for name, rows in tables.items():
        key = next(keys.split("+") for table, keys, *_ in TABLES if table == name)
        dates = [column[:-9] for column in (rows[0] if rows else ()) if column.endswith("_earliest")]
        for row in rows:
            meant = {}
            for date in dates:
                if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", row[date]):
                    meant.update({f"{date}_earliest": row[date], f"{date}_latest": row[date]})
            if name == "entries" and claims:
                meant["sources"] = " ".join(sources.get(row["id"], ()))
                seen(once, name, "sources")
            if name == "claim_quantities" and re.fullmatch(r"0|[1-9][0-9]{0,14}", row["value"]):
                meant.update(low=row["value"], high=row["value"], approximate="false")
            number += len(meant)
            for column, value in meant.items():
                if row[column] != value:
                    differs(report, name, " ".join(row[one] for one in key), column, (row[column], value), "the rest")
    return number


def check_links(tables: Tables, once: Once, report: Report) -> int:
    """Lists in cells, and the tables that tell them a line each."""
    number = 0
    for name, of, *called in AGAIN:
        kind, _, column = of.partition(".")
        if tables.get(name) is None or not tables.get(kind) or column not in tables[kind][0]:
            continue
        lists = [(row["id"], plain(row[column])) for row in tables[kind]]
        read = ((id, read_json(cell.encode()) if cell[:1] == "[" else cell.split()) for id, cell in lists)
        objects = [{"id": id, column: items} for id, items in read]
        seen(once, kind, column)
        rows = members(name, objects, [column])
        number += compare(name, tables[name], rows, called, f"data/{kind}.csv", once, report)
    answers = {row["id"]: read_json(plain(row["answers"] or "{}").encode()) for row in tables.get("claims", [])}
    for row in tables.get("answers", []):
        meant = answers.get(row["claim"], {}).get(row["question"], "")
        if row["written"] and row["written"] != cell_of(meant, "written"):
            differs(report, "answers", row["claim"], "written", (row["written"], str(meant)), "data/claims.csv")
        number += bool(row["written"])
    return number


def one_of_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object of JSON, in which one name for two values would be one here and the other there."""
    if len(dict(pairs)) < len(pairs):
        raise ValueError("a member stands twice in one object")
    return dict(pairs)


def read_json(content: bytes) -> Any:
    """Raises ValueError where it is none, or means one thing here and another there."""
    return json.loads(content.decode(), object_pairs_hook=one_of_each)


def check_lines(files: Files, tables: Tables, once: Once, report: Report) -> int:
    """The lines in data/*.jsonl, the same in dossier.json, and the tables. How many cells."""
    lines = {kind: f"data/{kind}.jsonl" for kind in (*KINDS, "answers")}
    held = {
        kind: [read_json(line) for line in files.read(name).split(b"\n") if line]
        for kind, name in lines.items()
        if name in files.names
    }
    told = {kind: lines[kind] for kind in held}
    whole = read_json(files.read("data/dossier.json")) if "data/dossier.json" in files.names else {}
    for kind in (*KINDS, "types"):
        if kind in whole and kind in held and spelt(whole[kind]) != spelt(held[kind]):
            report.add("told-otherwise", "data/dossier.json", f"its {kind} are not those of {lines[kind]}")
        if kind in whole and kind not in held:
            held[kind], told[kind] = whole[kind], "data/dossier.json"
    answers = [one for question in held.get("questions", ()) for one in question["finding"]["answers"]]
    if "answers" in held and "questions" in held and spelt(answers) != spelt(held["answers"]):
        report.add("told-otherwise", "data/answers.jsonl", "its answers are not those in data/questions.jsonl")
    number = 0
    for name, of, *called in AGAIN:
        kind, _, path = of.partition(".")
        if tables.get(name) is not None and kind in held:
            rows = members(name, held[kind], path.split(".") if path else [])
            number += compare(name, tables[name], rows, called, told[kind], once, report)
    return number


def spelt(value: object) -> str:
    """Equal only where true is not 1, nor 1 the same as 1.0."""
    return json.dumps(value, sort_keys=True)


def members(name: str, objects: Sequence[Any], path: Sequence[str]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """What should stand in the rows of a table, by their keys: objects, or those in a list within each."""
    key = next(keys.split("+") for table, keys, *_ in TABLES if table == name)
    for one in objects:
        inside = one
        for step in path:
            inside = inside[step]
        if name == "answers":
            declined = {"question": one["id"], "written": "", "value": {"kind": "declined"}}
            inside = [*inside, *({**declined, **each} for each in one["finding"]["declined"])]
        if name == "claims":
            one = {**one, "speaker": one["speaker"] or {}}
        for at, each in enumerate(inside if path else [one], start=1):
            yield tuple(key_of(one["id"], at, each, column) for column in key), each


def key_of(of: str, at: int, each: Any, column: str) -> str:
    """One part of what a row is known by."""
    if column == "position":
        return str(at)
    if isinstance(each, list):  # the two sides of a contradiction
        return str({"claim": each[0]["claim"], "other_claim": each[1]["claim"]}.get(column, of))
    return str(each[column]) if isinstance(each, dict) and column in each else of


def compare(
    name: str,
    rows: Sequence[dict[str, str]],
    meant: Iterator[tuple[tuple[str, ...], Any]],
    called: Sequence[str],
    other: str,
    once: Once,
    report: Report,
) -> int:
    """Rows and what tells them again. How many cells."""
    key = next(keys.split("+") for table, keys, *_ in TABLES if table == name)
    otherwise = dict(one.split("=") for one in called)
    paths = {column: tuple(otherwise.get(column, column).split(".")) for column in (rows[0] if rows else ())}
    here, number = {tuple(row[one] for one in key): row for row in rows}, Counter()  # type: ignore[var-annotated]
    for keys, each in meant:
        row = here.pop(keys, None)
        if row is None:
            report.add("told-otherwise", f"data/{name}.csv", f"{' '.join(keys)}, which stands in {other}, has no row")
            continue
        for column, path in paths.items():
            is_key = column in key and column not in otherwise
            cells = [row[column]] if is_key else cells_of(each, column, path)
            number[column] += bool(cells)
            if cells and row[column] not in cells:
                differs(report, name, " ".join(keys), column, (row[column], cells[0]), other)
    for keys in here:
        report.add("told-otherwise", f"data/{name}.csv", f"{' '.join(keys)} has a row, and stands not in {other}")
    for column, times in number.items():
        if times == len(rows):
            seen(once, name, column)
    return sum(number.values())


def cells_of(each: Any, column: str, path: tuple[str, ...]) -> list[str]:
    """How a value is written into a cell; nothing where the object does not tell it. A list has three ways."""
    if path == ("",):
        return [cell_of(each, column)]
    if isinstance(each, dict) and path[0] not in each:
        first, _, rest = column.partition("_")
        path = (first, rest)
        if column == "low" or column == "high":
            value = each.get("value", "")
            return [value] if value.isdecimal() and value.isascii() and value == str(int(value)) else []
        if not rest or each.get(first, "") is not None and not isinstance(each.get(first), dict):
            return []
        if each[first] and rest not in each[first]:
            return []
    for step in path:
        if isinstance(each, list):
            each = each[int(step)]
        elif isinstance(each, dict):
            each = each.get(step, each.get("words") if step == "word" else None)
    if isinstance(each, dict) and "edtf" in each:
        each = each["edtf"]
    if isinstance(each, list) and each and column == "claims":
        return [str(len(each))]
    if isinstance(each, list):
        names = [one for one in each if isinstance(one, str)]
        joined = [cell_of(sign.join(names), column) for sign in (" ", "; ")] if len(names) == len(each) else []
        return [*joined, cell_of(each, column)]
    return [cell_of(each, column)]


def cell_of(value: Any, column: str) -> str:
    """A value as a cell of CSV."""
    if value is None or value in ([], {}):
        return "0" if column == "claims" else ""
    if isinstance(value, (list, dict)):
        value = json.dumps(value, ensure_ascii=False, sort_keys=True)
    if not isinstance(value, str):
        return json.dumps(value)
    text = value.encode(errors="backslashreplace").decode()
    return "'" + text if text[:1] in FORMULAS and text and not DAYS.fullmatch(column) else text


def check_lists(files: Files, tables: Tables, report: Report) -> None:
    """data/SHA256SUMS and data/datapackage.json tell of the files beside them what these are."""
    listed = read_sums(files.read(f"data/{SUMS}")) if f"data/{SUMS}" in files.names else {}
    for name, hash_ in listed.items():
        if f"data/{name}" not in files.names:
            report.add("told-otherwise", f"data/{SUMS}", f"lists {name}, which is not in the bundle")
        elif hashlib.sha256(files.read(f"data/{name}")).hexdigest() != hash_:
            report.add("told-otherwise", f"data/{name}", f"data/{SUMS} has another hash of it")
    if listed:
        others = {one[5:] for one in files.names if one.startswith("data/")} - {SUMS} - listed.keys()
        for name in sorted(others):
            report.add("told-otherwise", f"data/{SUMS}", f"does not list {name}, which is in the bundle")
    if "data/datapackage.json" not in files.names:
        return
    for one in read_json(files.read("data/datapackage.json"))["resources"]:
        path = f"data/{one['path']}"
        if path not in files.names:
            continue
        content = files.read(path)
        if one["hash"] != f"sha256:{hashlib.sha256(content).hexdigest()}" or one["bytes"] != len(content):
            report.add("told-otherwise", path, "data/datapackage.json has another hash or size of it")
        columns = [each["name"] for each in one["schema"]["fields"]]
        if columns != next(csv.reader(io.StringIO(content.decode(), ""), strict=True), []):
            report.add("told-otherwise", path, "data/datapackage.json has other columns")


# A table that computes nothing: columns with a type, keys, references.
PLAIN = re.compile(
    r"""CREATE TABLE "\w+" \(\s*(("\w+"|TEXT|INTEGER|NUMERIC|NOT NULL|PRIMARY KEY|REFERENCES)[\s,()]*)+\)"""
)


def check_database(files: Files, tables: Tables, once: Once, report: Report) -> int:
    """The plain tables of the database. It is opened as what a stranger made: a copy, read only, in which nothing is run."""
    if DATABASE not in files.names:
        return 0
    if sqlite3 is None:
        report.not_checked.append(f"{DATABASE}: this Python cannot open it")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "copy.sqlite")
        with open(path, "wb") as file:
            file.write(files.read(DATABASE))
        try:
            database = sqlite3.connect(f"{pathlib.Path(path).as_uri()}?mode=ro&immutable=1", uri=True)
            try:
                database.execute("PRAGMA trusted_schema = OFF")
                database.set_authorizer(only_reading)
                return sum(check_table(name, rows, database, once, report) for name, rows in tables.items())
            finally:
                database.close()
        except (sqlite3.Error, sqlite3.Warning) as error:
            report.add("database-broken", DATABASE, f"is not as Claimline writes it: {error}")
            return 0


def only_reading(action: int, first: str | None, _second: str | None, _database: str | None, view: str | None) -> int:
    """SQLite asks what a statement may: select (21), read a column (20), the one PRAGMA (19) that looks whether all is whole."""
    return 0 if view is None and (action in (20, 21) or action == 19 and first == "quick_check") else 1


def check_table(name: str, rows: Sequence[dict[str, str]], database: Any, once: Once, report: Report) -> int:
    """One table of the database. How many cells."""
    (made,) = database.execute(
        "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", (name,)
    ).fetchone() or ("",)
    if not PLAIN.fullmatch(made or ""):
        report.add("database-broken", DATABASE, f"has no plain table “{name}”")
        return 0
    (state,) = database.execute(f'PRAGMA quick_check("{name}")').fetchone()
    if state != "ok":
        report.add("database-broken", DATABASE, f"its table “{name}” came to harm: {state}")
        return 0
    key = next(keys.split("+") for table, keys, *_ in TABLES if table == name)
    asked = database.execute(f'SELECT * FROM "{name}" NOT INDEXED')
    columns = [one[0] for one in asked.description]
    if rows and columns != list(rows[0]):
        report.add("told-otherwise", f"data/{name}.csv", f"{DATABASE} has other columns")
        return 0
    here = {tuple(row[one] for one in key): row for row in rows}
    for values in asked:
        held = dict(zip(columns, values))
        keys = tuple(as_written(held[one], one) for one in key)
        row = here.pop(keys, None)
        if row is None:
            report.add(
                "told-otherwise", f"data/{name}.csv", f"{' '.join(keys)}, which stands in {DATABASE}, has no row"
            )
            continue
        for column, value in held.items():
            if not is_same(row[column], value, column):
                differs(report, name, " ".join(keys), column, (row[column], as_written(value, column)), DATABASE)
    for keys in here:
        report.add("told-otherwise", f"data/{name}.csv", f"{' '.join(keys)} has a row, and stands not in {DATABASE}")
    for column in columns:
        seen(once, name, column)
    return len(rows) * len(columns)


def as_written(value: Any, column: str) -> str:
    """A value of the database as a cell of CSV. Raises TypeError for bytes, of which there are none."""
    if isinstance(value, bytes):
        raise TypeError(f"{DATABASE} holds bytes in {column}")
    return cell_of(value, column if DAYS.fullmatch(column) else "")


def is_same(cell: str, value: Any, column: str) -> bool:
    """Whether a cell says what the database says, where true is 1 and a number may be spelt otherwise."""
    if isinstance(value, (int, float)):
        told = {"true": "1", "false": "0"}.get(cell, cell)
        try:
            return told == str(value) or float(told) == value
        except ValueError:
            return False
    if value is None and cell.lstrip("-").isdecimal():
        return len(cell) > 300  # no number of SQLite's is as large
    return cell == as_written(value, column)


# ── 6. Quotes: do they stand in the articles, letter by letter? ─────────────────────────────────────────────


def normalised(data: bytes) -> str | None:
    """An article's text as it is hashed: UTF-8, no BOM, lines end in LF, fixed spaces are spaces, NFC. None if no text."""
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        return None
    text = unicodedata.normalize("NFC", text.replace("\u00a0", " ").replace("\u202f", " "))
    return text[1:] if text[:1] == "\ufeff" else text


def read_seeds(folder: str) -> dict[str, str]:
    """The texts in a folder by the hash under which a bundle names them."""
    paths = [os.path.join(at, name) for at, _, names in os.walk(folder) for name in names]
    texts = (normalised(content_of(one)) for one in paths if os.path.isfile(one) and os.path.getsize(one) <= LARGEST)
    return {hashlib.sha256(text.encode()).hexdigest(): text for text in texts if text is not None}


def check_quotes(tables: Tables, texts: dict[str, str], report: Report) -> None:
    """Each quote stands in its article, at the place and in the words that are told, where the article is at hand."""
    hashes = {row["id"]: row["sha256"] for row in tables.get("sources", [])}
    before, looked_up, absent, claims = len(report.wrong), 0, set(), tables.get("claims", [])
    for row in claims:
        text, quote, at = texts.get(row["source_sha256"]), plain(row["quote"]), (row["start"], row["end"])
        if row["source_sha256"] != hashes.get(row["source"]):
            report.add("quote-wrong", "data/claims.csv", f"{row['id']}: sources.csv has another hash of its text")
        elif text is None:
            absent.add(row["source"])
        elif not stands(quote, text, *at):
            told = f"{row['id']}: its text does not have these words" + (" at {}–{}".format(*at) if any(at) else "")
            report.add("quote-wrong", "data/claims.csv", f"{told}: “{quote[:80]}”")
        else:
            looked_up += 1
    report.looked_up = looked_up
    if looked_up and len(report.wrong) == before:
        held = len(set(texts) & set(hashes.values()))
        report.checked.append(f"{looked_up} quotes stand in the articles given ({held}), letter by letter")
    if absent:
        names = " ".join(sorted(absent)[:SAID]) + (f" and {len(absent) - SAID} more" if len(absent) > SAID else "")
        told = f"no text given has the hash of: {names}" if texts else "--seeds DIR names the articles"
        number = sum(row["source"] in absent for row in claims)
        report.not_checked.append(f"{number} of {len(claims)} quotes; {told}")


def stands(quote: str, text: str, start: str, end: str) -> bool:
    """Whether a text has these words from its letter ``start`` to before ``end``; anywhere, where no place is told."""
    if not start and not end:
        return quote in text
    at = int(start)
    return at >= 0 and text.startswith(quote, at) and int(end) == at + len(quote)


# ── 7. Signature: who vouches for SHA256SUMS? ───────────────────────────────────────────────────────────────


def check_signature(files: Files, signers: str | None, report: Report) -> None:
    """The signature of SHA256SUMS, by OpenSSH (`ssh-keygen -Y`), which asks no network."""
    signature = files.read(SIGNATURE) if SIGNATURE in files.names else b""
    if SIGNATURE not in files.names:
        report.not_checked.append("who built it: the bundle is not signed")
        if signers:
            report.add("signature-missing", SIGNATURE, "is not here: the bundle is not signed")
    elif not _is_armoured(signature):
        report.add("signature-wrong", SIGNATURE, "is no signature as ssh-keygen writes it")
    elif not shutil.which("ssh-keygen"):
        report.not_checked.append("the signature: ssh-keygen (OpenSSH 8.2 or newer) is not installed here")
    else:
        _ask_openssh(files.read(SUMS), signature, signers, report)


def _is_armoured(signature: bytes) -> bool:
    """Whether it is, byte for byte, what ssh-keygen makes of what is in it."""
    lines = signature.split(b"\n")
    try:
        packed = base64.b64encode(base64.b64decode(b"".join(lines[1:-2]), validate=True))
    except ValueError:
        return False
    wrapped = [packed[at : at + 70] for at in range(0, len(packed), 70)]
    return lines == [b"-----BEGIN SSH SIGNATURE-----", *wrapped, b"-----END SSH SIGNATURE-----", b""]


def _ask_openssh(sums: bytes, signature: bytes, signers: str | None, report: Report) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, SIGNATURE)
        with open(path, "wb") as file:
            file.write(signature)
        is_sound, told = _keygen(sums, "check-novalidate", "-n", "claimline", "-s", path)
        if "usage: ssh-keygen" in told:
            report.not_checked.append("the signature: ssh-keygen is older than OpenSSH 8.2 here, and cannot")
        elif not is_sound:
            report.add("signature-wrong", SIGNATURE, f"is not of this SHA256SUMS: {told}")
        else:
            key = key_of_signature(signature)
            report.key = "SHA256:" + base64.b64encode(hashlib.sha256(key).digest()).decode().rstrip("=")
            if signers:
                _ask_whose(sums, path, signers, key, report)
            else:
                report.not_checked.append(
                    f"whose signature it is (--signers FILE names whom you trust). It is sound: {told}"
                )


def key_of_signature(signature: bytes) -> bytes:
    """The public key in a sound signature (OpenSSH, PROTOCOL.sshsig: after the magic word and the version)."""
    packed = base64.b64decode(b"".join(signature.split(b"\n")[1:-2]))
    (length,) = struct.unpack(">L", packed[10:14])
    return packed[14 : 14 + length]


def line_to_trust(key: bytes) -> str:
    """What has to stand in a file of trusted people for whoever holds a key."""
    (length,) = struct.unpack(">L", key[:4])
    kind = key[4 : 4 + length].decode(errors="replace")
    return f'NAME namespaces="claimline" {kind} {base64.b64encode(key).decode()}'


BARE_KEY = re.compile(r"(?:ssh-|ecdsa-|sk-)[\w@.-]+ [A-Za-z0-9+/=]{40,}")  # what a file of a public key begins with


def _ask_whose(sums: bytes, path: str, signers: str, key: bytes, report: Report) -> None:
    """Of all whom the file of trusted people names for that key, one has to be allowed to sign a bundle now."""
    held = content_of(signers).decode(errors="replace") if os.path.isfile(signers) else ""
    if bare := BARE_KEY.match(held.lstrip("\ufeff")):
        told = "is a public key, and not yet a list of whom you trust. If you know whose it is, write this line into a file, "
        line = f'NAME namespaces="claimline" {bare[0]}'
        report.add(
            "signers-unfit", signers, f"{told}with their name in place of NAME, and give that to --signers: {line}"
        )
        return
    is_known, told = _keygen(b"", "find-principals", "-s", path, "-f", signers)
    for name in told.splitlines() if is_known else ():
        is_known, told = _keygen(sums, "verify", "-n", "claimline", "-s", path, "-f", signers, "-I", name)
        if is_known:
            report.signer = name
            report.checked.append(f"SHA256SUMS is signed by {name}: {told}")
            return
    what = f"is sound, but the key ({report.key}) is of nobody in {signers} who may sign now ({' '.join(told.split())}). If you "
    asked = "know by another way whose key that is, add this line to trust it, with their name in place of NAME: "
    report.add("signer-unknown", SIGNATURE, f"{what}{asked}{line_to_trust(key)}")


def _keygen(given: bytes, *words: str) -> tuple[bool, str]:
    command, pipe = ["ssh-keygen", "-Y", *words], subprocess.PIPE
    done = subprocess.run(command, check=False, input=given, stdout=pipe, stderr=subprocess.STDOUT)
    lines = done.stdout.decode(errors="replace").replace("\r", "").strip().split("\n")
    return done.returncode == 0, "\n".join(line.strip() for line in lines) if words[
        0
    ] == "find-principals" else "; ".join(lines)


# ── 8. All together ─────────────────────────────────────────────────────────────────────────────────────────

REPACKED = "The zip is not as Claimline packed it, and nobody has looked at its files. Unpack it, and check the folder."


def verdict(report: Report) -> str:
    """What it comes to, in a sentence or two that also say what is not known."""
    codes = {one.code for one in report.wrong if one.code not in ASKED}
    if codes == {"zip-altered"}:
        return REPACKED
    if codes:
        number = sum(one.code not in ASKED for one in report.wrong)
        things = "1 thing is" if number == 1 else f"{number} things are"
        return f"Not the files of one bundle as it was built, or they came to harm on the way: {things} WRONG. Rely on none of them."
    return visible(f"Unaltered since SHA256SUMS was written{_vouched(report)}{_looked_up(report)}")


def _vouched(report: Report) -> str:
    found = {one.code for one in report.wrong}
    if report.signer:
        return f", and signed by {report.signer} (key {report.key})."
    if report.key:
        known = "is not among those that you trust" if "signer-unknown" in found else "is not known here"
        return f", and signed. Who signed it is not shown: whose key {report.key} is, {known}."
    if any(one.startswith("the signature") for one in report.not_checked):
        return ". Who wrote it is not shown: nobody could check the signature here."
    return ". Who wrote it is not shown: no signature."


def _looked_up(report: Report) -> str:
    other = (
        " The articles given are not those that it quotes."
        if "articles-other" in {one.code for one in report.wrong}
        else ""
    )
    return other or ("" if report.looked_up else " No quote was looked up.")


def conclusion(report: Report) -> str:
    """What was shown and what was not, by what was looked at, as whoever has to rely on it has to read it."""
    if any(one.code not in ASKED for one in report.wrong):
        return f"\n{verdict(report)}\n"
    shown = ["every file here is, byte for byte, the one that SHA256SUMS lists, and there is no other"]
    if any("as many in the manifest" in one for one in report.checked):
        shown.append(
            "the tables (data/*.csv) agree with the manifest and, wherever they tell a thing twice, with each other"
        )
    if any("told again say the same" in one for one in report.checked):
        shown.append("and with what else in data/ tells their cells again, as counted above")
    if report.looked_up:
        shown.append(f"{report.looked_up} quotes stand in the articles given")
    unknown = [
        "that anything that is said is true",
        "that the articles are genuine",
        "that it is so what the manifest says of itself (when, of which commit, what was left out)",
        "that pages and other downloads say the same as the tables, since of those only the hash is compared",
        *(
            ["that what stands in the bundle once was not altered before it was hashed"]
            if any(report.once.values())
            else []
        ),
        *(["that the quotes stand in any article: none was looked up"] if not report.looked_up else []),
        *(["when it was signed"] if report.signer else ["who made the bundle"]),
    ]
    whose = "" if report.signer else FORGER.format(report.fingerprint)
    told = f"What the lines with OK show: {'; '.join(shown)}.\n\nWhat they do not show: {'; '.join(unknown)}.{whose}"
    return "\n" + "\n".join(textwrap.fill(one, 120) for one in told.split("\n")) + "\n"


FORGER = """ Whoever alters all forms of a thing alike can write SHA256SUMS anew. That it is the one of whoever built the bundle, only \
a signature shows of somebody you trust, or that they tell you by another way that its sha256 is {}"""


def check_contents(files: Files, texts: dict[str, str], signers: str | None, report: Report) -> None:
    """All of sections 3 to 7."""
    if not check_sums(files, report):
        return
    check_signature(files, signers, report)
    if MANIFEST not in files.names:
        report.add("manifest-missing", MANIFEST, "is not here: nothing tells what the bundle was made of")
        return
    check_tables(files, texts, report)


def check_tables(files: Files, texts: dict[str, str], report: Report) -> None:
    """Sections 4 to 6."""
    try:
        tables = read_tables(files)
        check_counts(files, tables, report)
        check_references(files, tables, report)
        check_forms(files, tables, report)
        check_quotes(tables, texts, report)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, csv.Error, *UNREADABLE) as error:
        report.add("tables-broken", "data", f"manifest or tables are not as Claimline writes them: {error!r:.300}")


def check(path: str, texts: dict[str, str], signers: str | None, report: Report) -> None:
    """A folder or zip."""
    if os.path.isdir(path):
        return check_contents(open_folder(path, report), texts, signers, report)
    try:
        with open(path, "rb") as file, zipfile.ZipFile(file) as archive:
            report.wrong += zip_faults(file, archive)
            if not report.wrong:
                check_contents(open_zip(file, archive), texts, signers, report)
    except (ValueError, *UNREADABLE) as error:
        told = f"cannot be read: {error}"
        packed_otherwise = path.endswith((".tar.xz", ".tar"))
        report.add("zip-broken", "", f"{told}. Unpack it (tar -xf), and name the folder" if packed_otherwise else told)


def main() -> int:
    """Check what is named, and tell what was found."""
    reader = argparse.ArgumentParser(description="Checks a Claimline bundle; see the head of this file.")
    reader.add_argument("bundle", nargs="?", default=os.path.dirname(os.path.abspath(__file__)), help="ZIP or folder")
    reader.add_argument("--seeds", metavar="DIR", help="a folder with the articles")
    reader.add_argument("--signers", metavar="FILE", help="the keys that you trust")
    asked = reader.parse_args()
    for path in filter(None, (asked.bundle, asked.seeds, asked.signers)):
        if not os.path.exists(path):
            reader.error(f"there is no {path}")
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    report, texts = Report(), read_seeds(asked.seeds) if asked.seeds else {}
    check(asked.bundle, texts, asked.signers, report)
    if asked.seeds and not report.looked_up and not any(one.code == "quote-wrong" for one in report.wrong):
        other = f"has {len(texts)} texts, and none has the hash of an article that is quoted"
        told = f"{other}: another version, shortened, or with other letters or blanks. No quote could be looked up"
        report.add("articles-other", asked.seeds, told)
    print("\n".join([verdict(report), "", *report.lines(), *report.lines_of_wrong()]))
    print(conclusion(report), end="")
    return 1 if report.wrong or asked.signers and not report.is_signed else 0


if __name__ == "__main__":
    sys.exit(main())

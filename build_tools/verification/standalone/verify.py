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
import re
import shutil
import stat
import struct
import subprocess
import tempfile
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import BinaryIO, Dict, List, NamedTuple

SUMS, SIGNATURE, MANIFEST, SELF = "SHA256SUMS", "SHA256SUMS.sig", "manifest.json", "verify.py"

# ── 1. What is found ────────────────────────────────────────────────────────────────────────────────────────


class Finding(NamedTuple):
    """Something wrong: a word for its kind, the file in the bundle, what is wrong."""

    code: str
    where: str
    what: str


class Report:
    """What is ``wrong``, what was ``checked`` and is in order, what was ``not_checked``, each in a sentence; the hash of
    SHA256SUMS, which stands for the whole bundle; whether somebody whom the reader trusts has signed that.
    """

    def __init__(self) -> None:
        self.wrong: list[Finding] = []
        self.checked: list[str] = []
        self.not_checked: list[str] = []
        self.fingerprint = "(there is none)"
        self.is_signed = False

    def add(self, code: str, where: str, what: str) -> None:
        """Something is wrong."""
        self.wrong.append(Finding(code, where, what))

    def lines(self) -> list[str]:
        """What was checked and what was not, a line each, in which no word of the bundle can make a line of its own."""
        told = [f"OK           {one}" for one in self.checked] + [f"NOT CHECKED  {one}" for one in self.not_checked]
        return [visible(one) for one in told]


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
    return {name: list(csv.DictReader(text, strict=True)) for name, text in texts.items()}


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


# ── 5. Quotes: do they stand in the articles, letter by letter? ─────────────────────────────────────────────


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


# ── 6. Signature: who vouches for SHA256SUMS? ───────────────────────────────────────────────────────────────


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
        elif not signers:
            sound = "whose signature it is (--signers FILE names whom you trust). It is sound"
            report.not_checked.append(f"{sound}: {told}")
        else:
            _ask_whose(sums, path, signers, report)


def _ask_whose(sums: bytes, path: str, signers: str, report: Report) -> None:
    """Of all whom the file of trusted people names for that key, one has to be allowed to sign a bundle now."""
    is_known, told = _keygen(b"", "find-principals", "-s", path, "-f", signers)
    for name in told.split("\n") if is_known else ():
        is_known, told = _keygen(sums, "verify", "-n", "claimline", "-s", path, "-f", signers, "-I", name)
        if is_known:
            report.is_signed = True
            report.checked.append(f"SHA256SUMS is signed by {name}: {told}")
            return
    report.add("signature-wrong", SIGNATURE, f"is of nobody in {signers}: {told}")


def _keygen(given: bytes, *words: str) -> tuple[bool, str]:
    command, pipe = ["ssh-keygen", "-Y", *words], subprocess.PIPE
    done = subprocess.run(command, check=False, input=given, stdout=pipe, stderr=subprocess.STDOUT)
    return done.returncode == 0, done.stdout.decode(errors="replace").strip()


# ── 7. All together ─────────────────────────────────────────────────────────────────────────────────────────

SHOWN = """
What the lines with OK show: every file here is, byte for byte, the one that SHA256SUMS lists, and there is no other; the
tables (data/*.csv) agree with the manifest and with each other; the quotes in them that were looked up stand in the
articles given.

What they do not show: that anything that is said is true; that the articles are genuine; that it is so what the manifest
says of itself (when, of which commit, what was left out); that pages and other downloads say the same as the tables, since
of those only the hash is compared; and who made the bundle. Whoever alters files can write SHA256SUMS anew. That it is the
one of whoever built the bundle, only a signature shows of somebody you trust, named above, or that they tell you by another
way that its sha256 is {}
"""
IN_VAIN = """
{}: these are not the files of one bundle as it was built, or they came to harm on the way. Rely on none of them.
"""


def conclusion(report: Report) -> str:
    """What the findings come to, as whoever has to rely on them has to read it."""
    if report.wrong:
        return IN_VAIN.format(f"{len(report.wrong)} things are WRONG" if report.wrong[1:] else "1 thing is WRONG")
    return SHOWN.format(report.fingerprint)


def check_contents(files: Files, texts: dict[str, str], signers: str | None, report: Report) -> None:
    """All of sections 3 to 6."""
    if not check_sums(files, report):
        return
    check_signature(files, signers, report)
    if MANIFEST not in files.names:
        report.add("manifest-missing", MANIFEST, "is not here: nothing tells what the bundle was made of")
        return
    try:
        tables = read_tables(files)
        check_counts(files, tables, report)
        check_references(files, tables, report)
        check_quotes(tables, texts, report)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, csv.Error, *UNREADABLE) as error:
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
    report = Report()
    check(asked.bundle, read_seeds(asked.seeds) if asked.seeds else {}, asked.signers, report)
    wrong = [f"WRONG        {where or 'the zip'}: {what} [{code}]" for code, where, what in report.wrong]
    print("\n".join([*report.lines(), *map(visible, wrong)]))
    print(conclusion(report), end="")
    return 1 if report.wrong or asked.signers and not report.is_signed else 0


if __name__ == "__main__":
    sys.exit(main())

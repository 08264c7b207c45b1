"""WARC 1.0 and 1.1 (ISO 28500): a stream of records, each with its headers and its document, read within limits.

Knows no articles. Importing this costs a library: its users do so where they need it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import DecompressingBufferedReader
from warcio.exceptions import ArchiveLoadFailed

from build_tools.originals.http_body import body_of
from build_tools.originals.unpacked import MOST_OF_ONE, NotUnpacked, Unpacked

_MOST_RECORDS = 200_000
_LONGEST_LINE = 64 << 10
_MOST_LINES = 5_000  # of headers in one go
KINDS = ("response", "resource", "conversion", "revisit")


@dataclass(frozen=True)
class Captured:
    """One record. ``kind``: one of KINDS; ``url``, ``date`` and ``id`` as its headers give them; ``status`` of HTTP, 0
    where the record knows none; ``headers`` of HTTP (for the other kinds the record's type alone), by small names.

    ``refers_to``: for a revisit, the id of the record that has its content, and the address and date of that.
    """

    kind: str
    url: str
    date: str
    id: str
    status: int
    headers: Mapping[str, str]
    refers_to: tuple[str, str, str] = ("", "", "")
    _record: Any = field(default=None, compare=False, repr=False)

    def document(self) -> bytes:
        """The document, decompressed. Only while this is the newest record. Raises NotUnpacked, saying why."""
        if not hasattr(self._record.raw_stream, "limit"):
            raise NotUnpacked("its record does not say how long it is")
        raw = self._read()
        if len(raw) > MOST_OF_ONE:
            raise NotUnpacked(f"it is longer than {MOST_OF_ONE >> 20} megabytes")
        if self._record.raw_stream.limit > 0:
            raise NotUnpacked("it is cut off: the record is shorter than it says")
        self._require_digest()
        return body_of(raw, self.headers) if self.kind == "response" else raw

    def _read(self) -> bytes:
        try:
            found: bytes = self._record.raw_stream.read(MOST_OF_ONE + 1)
        except Exception as error:  # noqa: BLE001 - a digest that is none stops the library in the middle of a record
            raise NotUnpacked(f"it is damaged ({_first_line(error)})") from None
        return found

    def _require_digest(self) -> None:
        """The hash of the whole record decides; one of the body alone is taken of different things by different tools."""
        failed = [str(one) for one in self._record.digest_checker.problems if str(one).startswith("block digest")]
        if failed:
            raise NotUnpacked("it was altered after its capture: its hash is not the one in its WARC-Block-Digest")


class _Lines(DecompressingBufferedReader):  # type: ignore[misc]
    """Lines as long as headers are, and as many: a file may hold a line of a gigabyte, or a million headers."""

    in_a_row = 0

    def readline(self, length: int | None = None) -> bytes:
        self.in_a_row += 1
        if self.in_a_row > _MOST_LINES:
            raise ArchiveLoadFailed("its headers do not end")
        found: bytes = super().readline(min(length or _LONGEST_LINE, _LONGEST_LINE))
        return found

    def read(self, length: int | None = None) -> bytes:
        self.in_a_row = 0
        found: bytes = super().read(length)
        return found


def records(stream: Unpacked) -> Iterator[Captured]:
    """The records that can hold a document. Where the file ends early or cannot be read on, ``stream.broken`` says why."""
    iterator = ArchiveIterator(stream, check_digests=True)
    iterator.INC_RECORD = ""  # a line for people on stderr; `warnings` are told from here
    iterator.reader = _Lines(stream)
    for number in range(_MOST_RECORDS):
        try:
            record = next(iterator)
        except StopIteration:
            return
        except Exception as error:  # noqa: BLE001 - a library that is fed with anything may fail with anything
            stream.broken = stream.broken or f"it is damaged ({_first_line(error)})"
            return
        if record.rec_type in KINDS:
            yield _captured(record)
    stream.broken = f"it holds more than {_MOST_RECORDS} records"


def _first_line(error: Exception) -> str:
    """What a library says, without what it found in the file, which it shows as Python spells it."""
    said = (str(error).strip().splitlines() or [type(error).__name__])[0]
    return said.partition(", first line:")[0][:200]


def _captured(record: Any) -> Captured:
    told = record.rec_headers.get_header
    http = record.http_headers
    headers = {name.lower(): value for name, value in http.headers} if http else {}
    headers.setdefault("content-type", record.content_type or "")
    return Captured(
        kind=record.rec_type,
        url=told("WARC-Target-URI") or "",
        date=told("WARC-Date") or "",
        id=(told("WARC-Record-ID") or "").strip("<> "),
        status=_status(http),
        headers=headers,
        refers_to=(
            (told("WARC-Refers-To") or "").strip("<> "),
            told("WARC-Refers-To-Target-URI") or "",
            told("WARC-Refers-To-Date") or "",
        ),
        _record=record,
    )


def _status(http: Any) -> int:
    code = http.get_statuscode() if http else ""
    return int(code) if code and code.isascii() and code.isdigit() else 0

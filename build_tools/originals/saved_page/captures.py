"""Where and when a page was saved, as the tool that saved it wrote into the file: browsers, SingleFile, Save Page WE, HTTrack,
the Wayback Machine, archive.today.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from build_tools.originals.days_told import edtf
from build_tools.originals.saved_page.told import Marks
from build_tools.originals.written import as_address

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BEGINNING = 6000
_WAYBACK = re.compile(r"(?:https?:)?//web\.archive\.org/web/(\d{4,14})[a-z_]{0,4}/(.+)\Z", re.DOTALL)
_TODAY = re.compile(
    r"https?://archive\.(?:today|is|ph|li|fo|md|vn)/(?:o/\w+/|(\d{4})\.?(\d\d)\.?(\d\d)-?\d{0,6}/)(https?:.+)\Z",
    re.DOTALL,
)
_TODAY_HOST = re.compile(r"https?://archive\.(?:today|is|ph|li|fo|md|vn)/\w{4,6}\Z")
_BY_BROWSER = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->")
_SINGLE_FILE = re.compile(r"<!--\s*Page saved with SingleFile\s+url:\s*(\S+)\s+(?:saved date:\s*([^\n]{8,80})\s)?")
_HTTRACK = re.compile(r"<!-- Mirrored from (\S+) by HTTrack[^>]{0,80}?, ((?:\w{3}, )?\d[^>]{8,40}?) ?-->")


@dataclass(frozen=True, slots=True)
class Capture:
    """What the saving tool tells; ``told_by`` as in Article."""

    url: str = ""
    archived: str = ""
    retrieved: str = ""
    told_by: dict[str, str] = field(default_factory=dict)


def capture(text: str, marks: Marks) -> Capture:
    """The capture that the file tells of; empty fields where it tells nothing."""
    addresses = _addresses(text, marks)
    return _of_wayback(addresses) or _of_archive_today(marks, addresses) or _of_tool(text, marks) or Capture()


def from_address(address: str, day: str = "") -> Capture:
    """A capture whose address and day stand beside the page: in the head of an MHTML file, in a record of a web archive."""
    return _of_wayback([address]) or _capture(address, day, "the head of the file")


def original_address(address: str) -> str:
    """The address that an archive's address is a copy of; any other address as it is."""
    found = _WAYBACK.match(address) or _TODAY.match(address)
    return as_address(_whole(found[found.re.groups])) if found else as_address(address)


def is_by_archive_today(saved: Capture) -> bool:
    """Whether the page's dates in the head are those of archive.today, which puts its own there."""
    return bool(_TODAY_HOST.match(saved.archived) or _TODAY.match(saved.archived))


def remove_frame(tree: HtmlElement) -> None:
    """Takes the bars out that the archives put around a page."""
    for element in tree.xpath("//*[@id='wm-ipp-base' or @id='wm-ipp' or @id='wm-ipp-print' or @id='donato']"):
        element.drop_tree()
    if tree.xpath("boolean(//*[@id='CONTENT'])"):
        for element in tree.xpath("//*[@id='HEADER']"):
            element.drop_tree()


def _addresses(text: str, marks: Marks) -> list[str]:
    links = marks.tree.xpath(
        "//link[@rel='canonical' or @rel='bookmark']/@href | //base/@href | //form//input[@name='q']/@value"
    )
    saved = [
        found[1] for found in (_BY_BROWSER.search(text[:_BEGINNING]), _SINGLE_FILE.search(text[:_BEGINNING])) if found
    ]
    return [
        html.unescape(one.strip())
        for one in [*saved, *map(str, links[:20]), *(one.says for one in marks.meta("og:url"))]
    ]


def _of_wayback(addresses: list[str]) -> Capture | None:
    for address in addresses:
        found = _WAYBACK.match(address)
        if found and (url := as_address(_whole(found[2]))):
            archived = address if address.startswith("http") else f"https:{address}"
            where = "the address of the Wayback Machine's copy"
            return Capture(url, archived, _day(found[1]), dict.fromkeys(("url", "archived", "retrieved"), where))
    return None


def _of_archive_today(marks: Marks, addresses: list[str]) -> Capture | None:
    for address in addresses:
        found = _TODAY.match(address)
        if found and (url := as_address(_whole(found[4]))):
            short = next((one for one in addresses if _TODAY_HOST.match(one)), address)
            day = "-".join(part for part in found.groups()[:3] if part)
            where = "the address of archive.today's copy"
            told = {"url": where, "archived": where} | ({"retrieved": where} if day else {})
            return Capture(url, short, day, told)
    return None


def _of_tool(text: str, marks: Marks) -> Capture | None:
    """SingleFile, Save Page WE, HTTrack, or the comment that browsers write."""
    head = text[:_BEGINNING]
    if found := _SINGLE_FILE.search(head):
        return _capture(found[1], _javascript_day(found[2] or ""), "the comment of SingleFile")
    if saved := next(marks.meta("savepage-url"), None):
        day = next((one.says for one in marks.meta("savepage-date")), "")
        return _capture(saved.says, _javascript_day(day), "the marks of Save Page WE")
    if found := _HTTRACK.search(head):
        return _capture(f"http://{found[1]}", edtf(found[2]), "the comment of HTTrack")
    if found := _BY_BROWSER.search(head):
        return _capture(found[1], "", "the browser's comment “saved from url”")
    return None


def _capture(address: str, day: str, where: str) -> Capture:
    url = original_address(html.unescape(address))
    told = {key: where for key, value in (("url", url), ("retrieved", day)) if value}
    return Capture(url, "", day, told)


def _javascript_day(written: str) -> str:
    """The day of “Thu Nov 07 2024 10:11:12 GMT+0100 (…)”, in the time zone of the computer that saved."""
    return edtf(" ".join(written.split()[1:4])) if written[:3].isalpha() else edtf(written)


def _day(stamp: str) -> str:
    """``20241107101112`` → ``2024-11-07``."""
    return edtf("-".join(part for part in (stamp[:4], stamp[4:6], stamp[6:8]) if part))


def _whole(address: str) -> str:
    """The Wayback Machine may write ``http:/`` with one stroke."""
    return re.sub(r"\A(https?):/(?!/)", r"\1://", address)

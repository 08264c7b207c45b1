"""The day of publication as the page states it: not the day it was archived or printed. The day it was changed is only told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from build_tools.originals.days_told import edtf, is_date_line, is_universal
from build_tools.originals.saved_page.furniture import furniture_names
from build_tools.originals.saved_page.told import Marks, Told
from build_tools.originals.saved_page.tree import named_words, running_text, tag_of, upwards
from build_tools.problems import Level, Location, Problem

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_METAS = (
    "article:published_time", "og:article:published_time", "article:published", "og:published_time", "datepublished",
    "date", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "publicationdate", "dc.date",
    "dc.date.issued", "dcterms.date", "dcterms.issued", "dcterms.created", "dc.date.created", "parsely-pub-date",
    "sailthru.date", "citation_publication_date", "citation_date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime",
    "article.published", "originalpublicationdate", "rbpubdate", "dcsext.articlefirstpublished",
)  # fmt: skip
_CHANGED_METAS = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "dc.date.modified")
_FULL_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_CHANGED = frozenset("updated update modified modify modification changed lastmod edited aktualisiert stand".split())
_CHANGED_WORDS = re.compile(
    r"updated?|modified|edited|last change|aktualisiert|stand\b|mis à jour|actualizado|atualizado|aggiornato|обновлено|"
    r"оновлено|zaktualizowano|aktualizacja|bijgewerkt|uppdaterad|oppdatert|opdateret|güncelle|تحديث|수정|更新",
    re.IGNORECASE,
)
_DATED_WORDS = "date datetime published publish pubdate timestamp posted time dateline created datum fecha"
_DATED = frozenset(_DATED_WORDS.split())
_LONGEST = 120


def published(marks: Marks, language: str, lines: Sequence[str] = ()) -> Told:
    """The day as EDTF and where it stands. Of a day told in UTC another place may know the outlet's own day."""
    found = [(Told(day, one.where), one) for one in _places(marks, lines) if (day := edtf(one.says, language))]
    if not found:
        return Told("", "")
    best, source = found[0]
    local = (told for told, other in found[1:] if _is_same_moment_elsewhere(source.says, other.says))
    return next(local, best) if is_universal(source.says) else best


def change(marks: Marks, language: str, published_on: str, name: str) -> tuple[Problem, ...]:
    """A warning where the page says that it was changed on a later day: its weekdays may be counted from that one."""
    found = (
        (edtf(one.says, language), one.where) for one in (*marks.linked("dateModified"), *marks.meta(*_CHANGED_METAS))
    )
    day, where = next(((day, where) for day, where in found if _FULL_DAY.fullmatch(day)), ("", ""))
    if not _FULL_DAY.fullmatch(published_on) or day <= published_on:
        return ()
    message = (
        f"the page was published on {published_on} and changed on {day} ({where}); its days are counted from the former"
    )
    tip = (
        f"If its text tells of what came after {published_on}, write “published: {day}” into the .yml file beside its text: "
        "days such as “on Thursday” are then counted from there."
    )
    return (Problem(Location(name), "original-date", message, tip, Level.WARNING),)


def _places(marks: Marks, lines: Sequence[str]) -> Iterator[Told]:
    yield from marks.linked("datePublished")
    yield from marks.meta(*_METAS)
    yield from _of_elements(marks.tree.xpath("//*[@itemprop='datePublished']"), "itemprop datePublished")
    yield from _of_elements(marks.tree.xpath("//time[@pubdate]"), "time pubdate")
    times = [one for one in marks.tree.iter("time") if _is_of_article(one)]
    yield from _of_elements(times[:1], "time")
    yield from _named_lines(marks.tree)
    yield from _lines_around(lines)
    yield from marks.linked("dateCreated", "uploadDate")


def _of_elements(elements: Iterable[HtmlElement], where: str) -> Iterator[Told]:
    for element in list(elements)[:3]:
        machine = element.get("datetime") or element.get("content")
        yield Told(machine or running_text(element)[:_LONGEST], f"{where}[datetime]" if machine else where)


def _named_lines(tree: HtmlElement) -> Iterator[Told]:
    """A line of the page that is named as a date and stands before the end of the article."""
    for element in tree.iter("p", "div", "span", "li", "small", "em", "td"):
        if not _DATED.isdisjoint(named_words(element)) and _is_of_article(element):
            text = _before_change(running_text(element))
            if is_date_line(text):
                yield Told(text, f"the page's date line “{text[:60]}”")
                return


def _lines_around(lines: Sequence[str]) -> Iterator[Told]:
    """Short lines around the article that are hardly more than a date, and do not tell of a change."""
    before = ""
    for whole in lines:
        line = _before_change(whole)
        if is_date_line(line) and not _CHANGED_WORDS.search(before):
            yield Told(line, f"the page's date line “{line[:60]}”")
        before = whole if len(whole) < 30 else ""


def _before_change(line: str) -> str:
    """The line as far as it does not tell of a change: “Published 9 May, updated 12 May” gives the one day."""
    found = _CHANGED_WORDS.search(line)
    return line[: found.start()].strip() if found else line


def _is_of_article(element: HtmlElement) -> bool:
    """Not the date of a change, of a comment, of another article in a list, of a page's head with today's date."""
    text = running_text(element)
    if not _before_change(text) or not _CHANGED.isdisjoint(named_words(element)):
        return False
    before = element.getprevious()
    said = (
        before.tail if before is not None else element.getparent().text if element.getparent() is not None else ""
    ) or ""
    if _CHANGED_WORDS.search(said):
        return False
    for above in list(upwards(element))[1:]:
        if tag_of(above) in ("nav", "aside", "footer", "li", "a") or _is_box(above):
            return False
    return True


def _is_box(element: HtmlElement) -> bool:
    names = furniture_names(element)
    return bool(
        names & {"related", "comment", "comments", "sidebar", "recommended", "teaser", "widget", "most read", "footer"}
    )


def _is_same_moment_elsewhere(universal: str, other: str) -> bool:
    """Whether the other place tells the same moment in a time zone of its own."""
    first, second = _moment(universal), _moment(other)
    return first is not None and first == second and not is_universal(other)


def _moment(text: str) -> float | None:
    import datetime as dt

    try:
        moment = dt.datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return moment.timestamp() if moment.tzinfo else None

"""PDF files with a layer of text → the article in them, with what the file says about itself, and no more than it says."""

from __future__ import annotations

import io
import re
import shlex
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from build_tools.originals.article import Article
from build_tools.originals.names_told import authors as names_in
from build_tools.originals.paper.lines import Line, TooMuchWork, Work, clean, lines_of
from build_tools.originals.paper.paragraphs import Paragraph, paragraphs, running_size
from build_tools.originals.paper.running import printed_address, without_running
from build_tools.originals.written import as_address, as_language, as_line
from build_tools.problems import Level, Location, Problem, ProblemsFound

if TYPE_CHECKING:
    from pypdf import PdfReader

_SIZE_LIMIT = 200_000_000
_PAGE_LIMIT = 600
_TEXT_LIMIT = 6_000_000
_FEWEST_LETTERS = 40  # on average on a page that is text and no picture
_MADE_BY_MACHINE = re.compile(
    r"(?:microsoft \w+ - )?(?:untitled|document\d*|dokument\d*|print(?:ing)?|title|noname|layout \d+|slide \d+|presentation|"
    r"ohne titel|sans titre|без имени|без названия|.{0,200}\.(?:docx?|pdf|indd|qxd|rtf|odt|pub|tex|dvi|pptx?|xlsx?|html?|p65))\Z",
    re.IGNORECASE,
)
_TOOLS = re.compile(
    r"word|acrobat|indesign|chrome|skia|quartz|ghostscript|latex|libreoffice|user|admin|owner|scanner|canon|xerox",
    re.IGNORECASE,
)


def articles(data: bytes, name: str) -> tuple[Article, ...]:
    """The one article of a PDF. Its notes stand at the end of the text; heads, feet and numbers of pages are left out.

    Raises ProblemsFound: ``original-too-large``, ``original-unreadable`` (broken, or closed with a password),
    ``original-no-article`` (pictures of pages without text).
    """
    if len(data) > _SIZE_LIMIT:
        raise _refused(
            name,
            "original-too-large",
            f"the PDF has {len(data) // 1_000_000} MB",
            "Save the pages that you need as a PDF of their own.",
        )
    reader = _opened(data, name)
    pages, problems = _pages(reader, name)
    _require_text(pages, problems, name)
    told = _metadata(reader)
    inner = without_running(pages)
    found = paragraphs(inner)
    title, place = _title(told, found, running_size(inner))
    return (_article(_text(found, title), title, place, told, printed_address(pages), _language(reader), problems),)


def _opened(data: bytes, name: str) -> PdfReader:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            tip = "Open it with its password and print it into a new PDF, or put the article's text into a .txt file."
            raise _refused(name, "original-unreadable", "the PDF is closed with a password", tip)
        count = len(reader.pages)
    except ProblemsFound:
        raise
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        OSError,
        NotImplementedError,
        ImportError,
    ) as error:
        tip = "Open it in a PDF viewer and print it into a new PDF; if that fails, get the file again."
        raise _refused(name, "original-unreadable", f"the PDF is damaged ({type(error).__name__})", tip) from None
    if count > _PAGE_LIMIT:
        tip = "Save the pages that you need as a PDF of their own."
        raise _refused(name, "original-too-large", f"the PDF has {count} pages", tip)
    return reader


def _pages(reader: PdfReader, name: str) -> tuple[list[list[Line]], tuple[Problem, ...]]:
    """The lines of every page; a page that cannot be read is told and left empty."""
    pages: list[list[Line]] = []
    unread: list[int] = []
    letters, work = 0, Work()
    for number in range(len(reader.pages)):
        lines: list[Line] = []
        try:
            lines = lines_of(reader.pages[number], number, work)
        except TooMuchWork:
            tip = "Save the pages that you need as a PDF of their own; print them into a new one if that does not help."
            raise _refused(name, "original-too-large", "the PDF has more to draw than any paper", tip) from None
        except Exception:  # noqa: BLE001 - pypdf raises whatever a broken page makes it stumble over
            unread.append(number + 1)
        letters += sum(len(line.text) for line in lines)
        if letters > _TEXT_LIMIT:
            raise _refused(
                name,
                "original-too-large",
                f"the PDF has more than {_TEXT_LIMIT:,} letters",
                "Save the pages that you need as a PDF of their own.",
            )
        pages.append(lines)
    return pages, _told_unread(unread, len(pages), name)


def _told_unread(unread: Sequence[int], count: int, name: str) -> tuple[Problem, ...]:
    if not unread:
        return ()
    which = ", ".join(map(str, unread[:10]))
    message = f"{len(unread)} of {count} pages of the PDF cannot be read: {which}"
    tip = "Open it in a PDF viewer and print it into a new PDF, then import that one."
    return (Problem(Location(name), "original-cut-short", message, tip, Level.WARNING),)


def _require_text(pages: Sequence[Sequence[Line]], unread: Sequence[Problem], name: str) -> None:
    letters = sum(len(line.text) for page in pages for line in page)
    if unread and not letters:
        raise _refused(name, "original-unreadable", unread[0].message, unread[0].tip)
    if letters < _FEWEST_LETTERS * max(1, len(pages)) / (1 if len(pages) < 3 else 2):
        tip = f"Put a layer of text into it, for example with “ocrmypdf {shlex.quote(name)} new.pdf”, and import the new file."
        raise _refused(name, "original-no-article", "the PDF holds pictures of pages and no text", tip)


def _metadata(reader: PdfReader) -> dict[str, str]:
    """Title and Author of the document's information dictionary."""
    try:
        info: Any = reader.metadata or {}
        found = {key: info.get(f"/{key}") for key in ("Title", "Author")}
    except Exception:  # noqa: BLE001 - a broken dictionary tells nothing
        return {}
    return {key: as_line(clean(str(value))) for key, value in found.items() if value is not None}


def _language(reader: PdfReader) -> str:
    try:
        catalogue: Any = reader.trailer["/Root"]
        return as_language(str(catalogue.get("/Lang") or ""))
    except Exception:  # noqa: BLE001
        return ""


def _title(told: dict[str, str], found: Sequence[Paragraph], size: float) -> tuple[str, str]:
    """The title of the metadata if it is one; else the largest words of the first page."""
    title = told.get("Title", "")
    if len(title) > 3 and not _MADE_BY_MACHINE.match(title) and any(sign.isalpha() for sign in title):
        return title, "the PDF's metadata (Title)"
    headings = [one for one in found if one.page == 0 and one.size > 1.12 * size and 8 <= len(one.text) <= 300]
    largest = max(headings, key=lambda one: one.size, default=None)
    return (largest.text, "the largest type on the first page") if largest else ("", "")


def _text(found: Sequence[Paragraph], title: str) -> str:
    folded = re.sub(r"\W+", "", title).casefold()
    kept = [
        one for one in found if not (one.page == 0 and folded and re.sub(r"\W+", "", one.text).casefold() == folded)
    ]
    return "\n\n".join(one.text for one in kept)


def _article(
    text: str, title: str, place: str, told: dict[str, str], address: str, language: str, problems: tuple[Problem, ...]
) -> Article:
    author = told.get("Author", "")
    writers = names_in([author]) if not _TOOLS.search(author) else ()
    url = as_address(address)
    given = {"title": (title, place), "url": (url, "the address that the browser printed on every page")}
    given["language"] = (language, "the PDF's catalogue (Lang)")
    given["authors"] = ("+" if writers else "", "the PDF's metadata (Author)")
    told_by = {key: where for key, (value, where) in given.items() if value}
    return Article(
        text=text, title=title, authors=writers, language=language, url=url, told_by=told_by, problems=problems
    )


def _refused(name: str, code: str, message: str, tip: str) -> ProblemsFound:
    return ProblemsFound([Problem(Location(name), code, message, tip)])

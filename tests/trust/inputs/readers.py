"""Every public function that reads what a stranger wrote, each as a function of one text; a refusal counts as an answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cache
from pathlib import Path

from build_tools import markup, problems, quotes, seeds, values
from build_tools.agreement import Agreement
from build_tools.annotate.standoff import as_json
from build_tools.brought import reading as brought
from build_tools.checks import prose as prose_of_records
from build_tools.dossier import open_dossier
from build_tools.extract.propose import propose
from build_tools.extract.read import read
from build_tools.forge import defused
from build_tools.forms import read as forms
from build_tools.forms import values as answers
from build_tools.ingest.sound import sound_entries
from build_tools.inspection import find_problems
from build_tools.model import Source
from build_tools.originals import days_told, names_told, rendered, written
from build_tools.originals.read import read_original
from build_tools.outside import collecting
from build_tools.pages.render import Site, render
from build_tools.problems import ProblemsFound
from build_tools.records import emit, front_matter, load, located_yaml
from build_tools.records.splice import CannotSplice, set_value
from build_tools.review import escaping, layout_of_prose, word_diff
from build_tools.search import words
from build_tools.text import edtf, names
from build_tools.text.article import lines, published, sentences
from build_tools.text.quantities.find import find_quantities
from build_tools.text.times.find import Anchor, find_times
from build_tools.verification import markup as verified
from build_tools.wording import prose
from build_tools.written_report import as_markdown
from build_tools.written_report.contents import Paragraph, Report, Run
from tests.trust.inputs.files_in_memory import InMemory, of_folder

FLOOD = Path(__file__).parents[2] / "dossiers" / "flood"
SITE = Site("Flood", "Who says what.", repository="https://git.example/flood", edit_uri="edit/main/")
PARAGRAPH = (
    "The river rose through the night, and by dawn the lower road was gone under brown water, the mayor said. " * 3
)
_REFUSALS = (ProblemsFound, values.NotAValue, edtf.NotEdtf, CannotSplice)

Reader = Callable[[str], object]


def refusing(read_it: Reader) -> Reader:
    """The reader, whose refusals are answers."""

    def action(text: str) -> object:
        try:
            return read_it(text)
        except _REFUSALS as refusal:
            return refusal

    return action


def proposal(text: str) -> object:
    """All that is done with one article before it is compared with records."""
    document = seeds.read_document(seeds.normalise(text.encode("utf-8", "replace"), "x.txt"), "x.txt")
    reading = read(document, published="2031-11-07")
    made = propose(reading, source_id="x")
    sound_entries(made.entries, document, published="2031-11-07")
    return as_json(reading, made)


def original(ending: str, before: str = "", after: str = "") -> Reader:
    """A file of a kind that holds the text between two others."""
    return lambda text: read_original(f"{before}{text}{after}".encode("utf-8", "replace"), f"seeds/x{ending}")


@cache
def flood() -> InMemory:
    """The small dossier of the tests."""
    return of_folder(FLOOD)


def entry_file() -> str:
    """The path of an entry in it that has prose and claims."""
    return next(path for path in sorted(flood().held) if path.startswith("content/timeline/"))


def with_prose(text: str) -> InMemory:
    """The dossier with a text for an entry's prose."""
    record = flood().held[entry_file()].decode()
    parts = front_matter.split(record, entry_file())
    return flood().beside(**{entry_file(): (record[: parts.body_start] + text).encode("utf-8", "replace")})


def with_title(text: str) -> str:
    """An entry with this for its title, as the program would write it."""
    record = flood().held[entry_file()].decode()
    return set_value(record, ["title"], text)


def _checked(text: str) -> object:
    return find_problems(open_dossier(with_prose(text)))


def _shown(text: str) -> object:
    corpus = open_dossier(with_prose(text)).corpus
    return [page.html for page in render(corpus, Agreement(corpus), SITE)]


def _record(text: str) -> object:
    found: list[problems.Problem] = []
    return load.parse(text, entry_file(), found), found


def _report(text: str) -> bytes:
    runs = (Run(text), Run(text, style="strong"))
    return as_markdown.write(Report(text, text, (Paragraph(runs),), ()))


HEAD = "From: Ann Lee <ann@herald.example>\r\nSubject: Flood\r\nDate: Mon, 3 Mar 2031 10:00:00 +0000\r\n"
FEED = '<rss version="2.0"><channel><title>Herald</title><item><title>Flood</title><link>https://herald.example/1</link><description>'
PAGE = f"<html><head><title>Flood</title></head><body><article><h1>Flood</h1><p>{PARAGRAPH}</p><p>"

READERS: dict[str, Reader] = {
    name: refusing(action)
    for name, action in {
        "a seed's bytes": lambda text: seeds.normalise(text.encode("utf-8", "replace"), "seeds/x.txt"),
        "its lines": lambda text: seeds.read_document(text, "x"),
        "its sentences": sentences.split,
        "its language": lines.language,
        "its date": lambda text: published.infer(seeds.read_document(text, "x"), dt.date(2031, 12, 31)),
        "dates in words": lambda text: find_times(seeds.read_document(text, "x"), Anchor("2031-11-07")),
        "numbers": find_quantities,
        "the proposal": proposal,
        "a quote in it": lambda text: quotes.find_in(text, text[: len(text) // 2], after="x"),
        "a page (HTML)": original(".html"),
        "an article in a page": original(".html", PAGE, "</p></article></body></html>"),
        "a title of a page": original(
            ".html", "<html><head><title>", f"</title></head><body><p>{PARAGRAPH}</p></body></html>"
        ),
        "data in a page": original(
            ".html", '<html><head><script type="application/ld+json">', f"</script></head><body><p>{PARAGRAPH}</p>"
        ),
        "attributes in a page": original(".html", "<html><body><p class='", f"'>{PARAGRAPH}</p></body></html>"),
        "Markdown": original(".md"),
        "front matter of Markdown": original(".md", "---\ntitle: ", f"\n---\n\n{PARAGRAPH}\n"),
        "a feed": original(".xml"),
        "an item of a feed": original(".xml", FEED, "</description></item></channel></rss>"),
        "a JSON feed": original(
            ".jsonfeed", '{"version":"https://jsonfeed.org/version/1","title":"a","items":[{"id":"1","content_text":"'
        ),
        "a mail": original(".eml"),
        "a mail's words": original(".eml", HEAD + "\r\n"),
        "a mail's head": original(".eml", HEAD + "X-Told: ", f"\r\n\r\n{PARAGRAPH}\r\n"),
        "a mail's sender": original(".eml", "From: ", f"\r\nSubject: Flood\r\n\r\n{PARAGRAPH}\r\n"),
        "a mail's subject": original(".eml", "From: a@b.example\r\nSubject: ", f"\r\n\r\n{PARAGRAPH}\r\n"),
        "parts of a mail": original(".eml", HEAD + 'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n'),
        "a type of a mail": original(".eml", HEAD + "Content-Type: ", f"\r\n\r\n{PARAGRAPH}\r\n"),
        "a mailbox": original(".mbox", "From a@b Mon Mar  3 10:00:00 2031\n"),
        "a table": original(".csv"),
        "a cell of a table": original(".csv", 'url,title,text\nhttps://a.example/1,Flood,"'),
        "a web archive": original(".warc"),
        "heads of a web archive": original(".warc", "WARC/1.0\r\nWARC-Type: response\r\n"),
        "a PDF": original(".pdf", "%PDF-1.4\n"),
        "claims brought (JSON)": lambda text: brought.read(text.encode("utf-8", "replace"), "seeds/x.jsonl"),
        "claims brought (CSV)": lambda text: brought.read(
            f"quote,source\n{text}".encode("utf-8", "replace"), "seeds/x.csv"
        ),
        "YAML": lambda text: located_yaml.read(text, "x.md"),
        "a YAML value": lambda text: located_yaml.read(f"a: {text}", "x.md"),
        "a YAML list": lambda text: located_yaml.read(f"a:\n  - {text}", "x.md"),
        "a record": _record,
        "front matter": lambda text: front_matter.split(text, "x.md"),
        "a value written": emit.scalar,
        "a title spliced in": with_title,
        "an EDTF date": edtf.parse,
        "a set of dates": lambda text: edtf.parse(f"[{text}]"),
        "a value": values.parse_number,
        "an answer with a date": lambda text: values.parse_answer(text, "date"),
        "a tolerance": values.parse_tolerance,
        "prose shown": markup.shown,
        "prose's first words": prose.first_words,
        "words with code": prose.with_code,
        "links of prose": prose_of_records.links,
        "prose without code": prose_of_records.without_code,
        "links that run": prose_of_records.run_by_links,
        "paragraphs": lambda text: list(prose_of_records.paragraphs(text)),
        "addresses of prose": lambda text: list(collecting.mentions([Source("x", title="x", body=text)])),
        "rules on prose": _checked,
        "pages of prose": _shown,
        "words escaped for review": escaping.escaped,
        "words as code": escaping.in_code,
        "words of a form as prose": answers.prose,
        "a date of a form": answers.date_in,
        "a number of a form": answers.number_in,
        "a form": lambda text: forms.read_form(text, "issue"),
        "an answer of a form": lambda text: forms.read_form(f"### What is wrong?\n\n{text}", "issue"),
        "a report": _report,
        "a comment defused": lambda text: defused.defused(text, repository="https://git.example/a/b", commit="a" * 40),
        "a stranger's line": defused.one_line,
        "prose laid out": layout_of_prose.laid_out,
        "words compared": lambda text: word_diff.marked(text, text + " x"),
        "words for the search": words.both,
        "a name": lambda text: (names.fold(text), names.slug(text)),
        "a date as told": lambda text: (days_told.edtf(text), days_told.is_date_line(text)),
        "authors as told": lambda text: names_told.authors([text]),
        "a field as told": lambda text: (
            written.as_edtf(text),
            written.as_language(text),
            written.as_address(text),
            written.as_line(text),
        ),
        "markup as words": rendered.plain_words,
        "what a terminal shows": problems.visible,
        "a page verified": verified.read_html,
        "styles verified": verified.read_css,
    }.items()
}

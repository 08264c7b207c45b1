"""The table of what is fuzzed: which promise, made of which known inputs, sown with which words, how often."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path

from tests.trust.inputs import of_originals, of_pages, of_records, of_texts
from tests.trust.inputs.carried import CARRIERS, packed
from tests.trust.inputs.mutations import Mutator

TESTS = Path(__file__).parents[2]
_CASES = TESTS / "cases"
_DOSSIERS = TESTS / "dossiers"


@dataclass(frozen=True)
class Target:
    """One promise, which tells whether an input was more than refused. ``known``: gives the inputs that others are made of; ``count``: how many in ten minutes."""

    name: str
    promise: Callable[[bytes], bool]
    count: int
    known: Callable[[], Sequence[str]]
    words: Sequence[str] = field(default=())
    most: int = 3_000
    most_changes: int = 8

    def mutator(self) -> Mutator:
        """What makes its inputs."""
        return Mutator(self.known(), self.words, self.most, most_changes=self.most_changes)


def _read(paths: Sequence[Path]) -> tuple[str, ...]:
    return tuple(path.read_bytes().decode("utf-8", "surrogateescape") for path in sorted(paths))


@cache
def _articles() -> tuple[str, ...]:
    return _read([*_CASES.glob("*.txt"), *(_CASES / "marked").glob("*.txt"), *_DOSSIERS.glob("*/seeds/*.txt")])


@cache
def _records() -> tuple[str, ...]:
    return _read(list(_DOSSIERS.glob("*/content/**/*.md")))


@cache
def _entries() -> tuple[str, ...]:
    return _read(list(_DOSSIERS.glob("*/content/timeline/**/*.md")))


@cache
def _yaml() -> tuple[str, ...]:
    return (
        *(one.split("---\n")[1] for one in _records() if one.count("---\n") > 1),
        *_read(list(_DOSSIERS.glob("*/content/*.yml"))),
    )


def _prose() -> tuple[str, ...]:
    return (*(one.split("---\n", 2)[-1] for one in _records()), *_read([*_DOSSIERS.glob("*/*.md")]), *_MARKDOWN)


_MARKDOWN = (
    '# A\n\nB *c* **d** `e` [f](https://g.example "h") <https://i.example> ![j](k.png)\n\n> l\n> > m\n\n1. n\n   - o\n\n|p|q|\n|-|:-:|\n|r|s|\n',
    "[a]: b 'c'\n[a][a] [a] [d](<e f>) [g](javascript:h) &lt;i&gt; &amp;#58; \\* \\[j\\]\n\n    k\n\n```\nl\n```\n\nm  \nn\n***\n",
)


def _endings(*endings: str) -> tuple[Path, ...]:
    folders = (_CASES / "saved_pages", _CASES / "originals", *_DOSSIERS.glob("*/seeds"))
    return tuple(path for folder in folders for path in folder.iterdir() if path.name.endswith(endings))


def _feeds() -> tuple[str, ...]:
    cases = _read(list((_CASES / "feeds").glob("*.txt")))
    return (*(one.partition("\n=====\n")[0] for one in cases), *_read(_endings(".xml")))


def _pdfs() -> tuple[str, ...]:
    from fpdf import FPDF

    pdf = FPDF()
    pdf.set_compression(False)
    pdf.add_page()
    pdf.set_font("Times", size=11)
    for text in ("Ferries stopped", "The operator said on Tuesday that it would suspend all night crossings. " * 4):
        pdf.multi_cell(0, 5, text, new_x="LMARGIN", new_y="NEXT")
    return (bytes(pdf.output()).decode("utf-8", "surrogateescape"), *_read(_endings(".pdf")))


def _mails() -> tuple[str, ...]:
    multipart = (
        "From: Ann Lee <ann@herald.example>\nTo: b@c.example\nSubject: =?utf-8?q?Fl=C3=BCt?=\nDate: Mon, 3 Mar 2031 10:00:00 +0100\n"
        'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain; charset=utf-8\n'
        "Content-Transfer-Encoding: quoted-printable\n\nThe river rose through the night =E2=80=93 the mayor said.\n--b\n"
        'Content-Type: text/html; name="../../x.html"\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename="a.html"\n\n'
        "PGh0bWw+PGJvZHk+PHA+VGhlIHJpdmVyIHJvc2UuPC9wPjwvYm9keT48L2h0bWw+\n--b\nContent-Type: message/rfc822\n\nSubject: In\n\nThe river rose.\n--b--\n"
    )
    return (multipart, *_read(_endings(".eml")))


def _archives() -> tuple[str, ...]:
    return _read(_endings(".warc"))


def _packages() -> tuple[str, ...]:
    archive = _archives()[0].encode("utf-8", "surrogateescape")
    return (packed(archive, of_originals.CAPTURED).decode("utf-8", "surrogateescape"),)


def _tables() -> tuple[str, ...]:
    return (
        'url,title,published,authors,text\nhttps://herald.example/1,Flood,2031-03-03,Ann Lee,"The quay is under water.\nWe have moved."\n',
        "Link;Archive status;Archive date;Upload title;Text content\nhttps://a.example;x: success;2025-03-04T10:00:00+00:00;Quay;The quay is under water\n",
        "url\ttext\nhttps://a.example\tThe river rose through the night.\n",
    )


def _brought() -> tuple[str, ...]:
    claims = '{"quote": "The river rose", "source": "herald", "speaker": "mayor", "stance": "asserts", "when": "2031-03-03", "answers": {"dead": "12"}}\n'
    annotation = '{"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation", "target": {"source": "x", "selector": {"type": "TextQuoteSelector", "exact": "a"}}}\n'
    return (claims * 2, annotation, *_read(list((_CASES / "brought").glob("*"))))


def _brought_tables() -> tuple[str, ...]:
    return (
        "quote,source,speaker,stance,when\nThe river rose,herald,mayor,asserts,2031-03-03\n",
        "source;quote;speaker\nherald;“The river rose”;Ann Lee\nherald;They left;\n",
        "id,address,quote\n1,x#1,a\n",
    )


def _forms() -> tuple[str, ...]:
    cases = _read(list((_CASES / "forms").glob("*.txt")))
    return tuple(one.partition("=== form\n")[2].partition("\n=== ")[0] for one in cases)


def _beside() -> tuple[str, ...]:
    seeds = [path for path in _DOSSIERS.glob("*/seeds/*") if path.suffix in (".yml", ".json")]
    return (*(one for one in _read(seeds) if len(one) < 3_000), *_read(list(_DOSSIERS.glob("*/mkdocs.yml"))))


_DATES = (
    "2024-11-06", "2024-11", "2024", "2024-11-06?", "2024-11-04/2024-11-06", "../2024-11-07", "2023-08/..", "[2024-11-04,2024-11-06]",
    "[2024-11-04..2024-11-06]", "{2024,2025}", "202X", "20XX", "2024-21", "2024-11-06T10:00:00Z", "2024-11-06~", "2024%", "2024-XX-XX", "?2024-~11",
)  # fmt: skip
_VALUES = (
    "12000",
    "11000..12000",
    ">=10000",
    "<=12000",
    "~600",
    "38/63",
    "yes",
    "no",
    "-5",
    "1.5",
    "~1.5..2.5",
    "10 %",
    "2 days",
    *_DATES,
)
_OF_DATES = (
    "-",
    "/",
    "..",
    "~",
    "?",
    "%",
    "X",
    "XX",
    "T10:00:00",
    "Z",
    "+01:00",
    "[",
    "]",
    "{",
    "}",
    ",",
    "2024",
    "11",
    "30",
    "31",
    "21",
    "0",
)
_OF_VALUES = (">=", "<=", "~", "..", "/", "-", ".", "%", " days", "1", "0", "00", "e5", "12", "9" * 400)
_OF_NEWS = (
    "“", "”", "said", "told Reuters", "on Monday", "last May", "2024", "12 people", "at least 40", "1,000 to 2,000", "a third of", "Ministry of", "President Gen.",
    "John Smith", "Kyiv", "’s", "—", "•", "By Ann Lee", "KYIV, Nov 6 (Reuters) —", "March 3, 2031", "3 March", "half a million", "5 °C", "$1.5bn", "a week earlier",
    "Mr.", "U.S.", "(ABC)", "spokesman", "according to", "did not", "he", "they", "\n\n", "noon", "10:30 a.m.", "the 1990s", "Q3", "Easter", "overnight", "two-thirds",
)  # fmt: skip
_OF_YAML = (
    "- ", ": ", "? ", "| ", "|-\n", ">\n", "&a ", "*a", "!!python/object:os.system ", "!a ", "<<: ", "{", "}", "[", "]", ",", "'", '"', "#", "---\n", "...\n", "%YAML 1.2\n",
    "\t", "  ", "claims:\n", "title: ", "date: ", "type: ", "quote: ", "source: ", "speaker: ", "unnamed: ", "via: [a]\n", "answers: {a: b}\n", "waivers:\n  - {rule: a, reason: b, date: 2031}\n",
)  # fmt: skip
_OF_HTML = ("<p>", "</p>", "<div class='x'>", "<br>", "<script type=\"application/ld+json\">", "</script>", "<!--", "-->", "<svg>", "<template>", "<table><tr><td>", "&nbsp;", "&#x0;", "<meta charset=utf-16>", "<time datetime=\"2031-02-30\">", "<h1>", "<noscript>", "<plaintext>", "<frameset>", "<select><option>", "<math><mi>", "{\"@type\":\"NewsArticle\",", "\"@graph\":[", "<a href='javascript:x'>")  # fmt: skip
_OF_MAIL = ("Content-Type: ", "multipart/mixed; boundary=b", "text/html; charset=utf-7", "charset=idna", "charset=base64", "--b\n", "--b--\n", "Content-Transfer-Encoding: base64\n", "uuencode", "=?utf-8?b?", "?=", "=\n", "=E2", "Date: ", "Subject: ", "From: ", "message/rfc822\n\n", "From a@b Mon Mar  3 10:00:00 2031\n", "-----Original Message-----\n", "On 3 March 2031, Ann wrote:\n", "> ", "-- \n", "application/pdf", "filename*=utf-8''%ff")  # fmt: skip
_OF_FEEDS = ("<item>", "</item>", "<entry>", "<content type='xhtml'>", "<![CDATA[", "]]>", "<!DOCTYPE a [<!ENTITY b 'c'>]>", "&b;", "<pubDate>", "<link>", "<?xml version='1.0' encoding='utf-16'?>", "xmlns:a='b'", "<dc:creator>", "<content:encoded>", "&lt;p&gt;", "<guid>")  # fmt: skip
_OF_WARC = ("WARC/1.0\r\n", "WARC-Type: response\r\n", "Content-Length: ", "-1", "99999999999999999999", "\r\n\r\n", "HTTP/1.1 200 OK\r\n", "Content-Encoding: gzip\r\n", "Transfer-Encoding: chunked\r\n", "WARC-Target-URI: http://[::\r\n", "WARC-Date: x\r\n", "\x1f\udc8b\x08", "ffffffff\r\n", "WARC-Block-Digest: sha1:x\r\n", "Content-Type: text/html; charset=hz\r\n")  # fmt: skip
_OF_PDF = ("obj", "endobj", "stream\n", "endstream", "<<", ">>", "/Length 999999999", "/Filter /FlateDecode", "/Filter [/ASCII85Decode /LZWDecode]", "/Kids [1 0 R]", "/Count 99999999", "xref\n", "trailer", "startxref\n0", "1 0 R", "(", ")", "BT", "ET", "Tj", "/Font", "/Encrypt 1 0 R", "/Parent 3 0 R", "/ToUnicode 4 0 R", "<ffff>", "0 0 0 0 0 0 cm")  # fmt: skip
_OF_TABLES = (
    ",",
    ";",
    "\t",
    '"',
    '""',
    "\n",
    "\r",
    "url",
    "text",
    "title",
    "published",
    "[1, 'a']",
    "{'a': 1}",
    "=1+1",
)
_OF_JSON = (
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    '"',
    "\\u",
    "\\ud800",
    "null",
    "true",
    "1e999",
    "-",
    "NaN",
    '"quote":',
    '"source":',
    '"answers":',
    '"extractions":',
    '"target":',
    '"items":',
)
_OF_FORMS = ("### ", "What is wrong?\n\n", "_No response_\n", "> ", "- ", "Publisher: ", "**", "<!-- ", " -->")

TARGETS: dict[str, Target] = {
    one.name: one
    for one in (
        Target("a seed's characters", of_texts.no_character_is_lost, 40_000, _articles),
        Target("blocks and sentences", of_texts.sentences_are_slices, 12_000, _articles, _OF_NEWS),
        Target("proposals", of_texts.proposals_are_anchored, 4_000, _articles, _OF_NEWS, 1_500),
        Target("dates in words", of_texts.times_are_dates, 15_000, _articles, _OF_NEWS, 800),
        Target("numbers", of_texts.numbers_are_values, 15_000, _articles, (*_OF_NEWS, *_OF_VALUES), 800),
        Target("EDTF", of_texts.a_date_has_its_limits, 30_000, lambda: _DATES, _OF_DATES, most_changes=1),
        Target("values", of_texts.a_value_is_read_or_refused, 25_000, lambda: _VALUES, (*_OF_VALUES, *_OF_DATES), most_changes=2),
        Target("YAML", of_records.yaml_knows_its_places, 20_000, _yaml, _OF_YAML, 1_200, 3),
        Target("records", of_records.a_record_reads_back, 10_000, _entries, _OF_YAML, 4_000, 1),
        Target("words spliced in", of_records.a_value_is_spliced_in, 6_000, _articles, _OF_YAML, 200),
        Target("Markdown as HTML", of_pages.prose_is_harmless, 10_000, _prose, ("javascript:", "&#", "](", "[", "<", ">", "`", "\n    "), 800),
        Target("words escaped", of_pages.words_stay_words, 6_000, _prose, ("javascript:", "&#", "](", "[", "<", ">", "`", "- ", "1. "), 300),
        Target("forms", of_records.form_is_read, 5_000, _forms, _OF_FORMS, most_changes=2),
        Target("saved pages", partial(of_originals.original_is_read, ending=".html"), 1_500, lambda: _read(_endings(".html")), _OF_HTML, 6_000),
        Target("PDF", partial(of_originals.original_is_read, ending=".pdf"), 1_000, _pdfs, _OF_PDF, 20_000, 2),
        Target("mail", partial(of_originals.original_is_read, ending=".eml"), 4_000, _mails, _OF_MAIL),
        Target("mailboxes", partial(of_originals.original_is_read, ending=".mbox"), 1_500, _mails, _OF_MAIL),
        Target("feeds", partial(of_originals.original_is_read, ending=".xml"), 3_000, _feeds, _OF_FEEDS),
        Target("web archives", partial(of_originals.original_is_read, ending=".warc"), 3_000, _archives, _OF_WARC, 8_000, 1),
        Target("packages", partial(of_originals.original_is_read, ending=".wacz"), 1_500, _packages, _OF_WARC, 20_000, 1),
        Target("archives in packages", of_originals.package_is_read, 1_500, _archives, _OF_WARC, 8_000, 1),
        Target("tables", partial(of_originals.original_is_read, ending=".csv"), 6_000, _tables, _OF_TABLES),
        Target("Markdown files", partial(of_originals.original_is_read, ending=".md"), 4_000, lambda: _read(_endings(".md")), ("---\n", "+++\n", "# ", "[[", "]]", "![[", "> ", "- ")),
        Target("claims in JSON", partial(of_records.brought_is_read, ending=".jsonl"), 6_000, _brought, _OF_JSON, most_changes=3),
        Target("claims in tables", partial(of_records.brought_is_read, ending=".csv"), 4_000, _brought_tables, _OF_TABLES, most_changes=1),
        Target("files beside a seed", of_records.file_beside_is_read, 6_000, _beside, (*_OF_JSON, *_OF_YAML), 1_500, 2),
        *(Target(f"words in {kind}", partial(of_originals.words_arrive, kind=kind), 2_000, _articles, (), 1_500) for kind in CARRIERS),
        Target("a ledger in an import", of_pages.ledger_is_no_trap, 100, lambda: _read(list(_DOSSIERS.glob("ferry/seeds/*wire-four-dead.ledger.json"))), _OF_JSON, 20_000, 1),
        Target("prose to its pages", of_pages.pages_of_prose_are_harmless, 300, _prose, (), 800),
        Target("seed to page", of_pages.seed_to_page, 300, _articles, _OF_NEWS, 800),
    )
}  # fmt: skip

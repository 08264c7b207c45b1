"""An article's words laid into a file of each kind, as a newsroom, a mail program or an archiver would. Knows no reader."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Callable, Sequence
from email.message import EmailMessage
from html import escape

TITLE = "Ferries stopped at Orr"
ADDRESS = "https://herald.example/ferries"
Carrier = Callable[[Sequence[str]], bytes]


def paragraphs(text: str) -> list[str]:
    """The lines of a text, each on one line, without blanks around and without empty ones."""
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return [line for line in lines if line]


def visible(text: str) -> str:
    """What somebody sees of it, without blanks: no controls, no marks of direction, no characters that are none."""
    seen = (sign for sign in unicodedata.normalize("NFC", text) if not sign.isspace())
    return unicodedata.normalize("NFC", "".join(sign for sign in seen if unicodedata.category(sign)[0] != "C"))


def unescaped_json(text: str) -> str:
    """A text with the escapes of JSON resolved, wherever they stand."""

    def plain(found: re.Match[str]) -> str:
        try:
            return str(json.loads(f'"{found[0]}"'))
        except ValueError:
            return found[0]

    return re.sub(r"(?:\\u[0-9a-fA-F]{4})+|\\[nrtbf/\"\\]", plain, text)


def page(lines: Sequence[str]) -> bytes:
    """A page that holds nothing else."""
    words = "".join(f"<p>{escape(line)}</p>\n" for line in lines)
    head = f'<head><meta charset="utf-8"><title>{TITLE}</title></head>'
    return f"<!doctype html><html>{head}<body><article><h1>{TITLE}</h1>\n{words}</article></body></html>".encode()


def mail(lines: Sequence[str]) -> bytes:
    """A message of plain text."""
    message = EmailMessage()
    message["From"], message["Subject"], message["Date"] = (
        "Ann Lee <ann@a.example>",
        TITLE,
        "Mon, 3 Mar 2031 10:00:00 +0000",
    )
    message.set_content("\n\n".join(lines) + "\n", charset="utf-8", cte="base64")
    return message.as_bytes()


def letter(lines: Sequence[str]) -> bytes:
    """A message of HTML."""
    message = EmailMessage()
    message["From"], message["Subject"], message["Date"] = (
        "Ann Lee <ann@a.example>",
        TITLE,
        "Mon, 3 Mar 2031 10:00:00 +0000",
    )
    message.set_content(page(lines).decode(), subtype="html", charset="utf-8", cte="quoted-printable")
    return message.as_bytes()


def feed(lines: Sequence[str]) -> bytes:
    """A feed of one item with its full text."""
    words = escape("".join(f"<p>{escape(_in_xml(line))}</p>" for line in lines))
    item = f"<item><title>{TITLE}</title><link>{ADDRESS}</link><content:encoded>{words}</content:encoded></item>"
    head = '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Herald</title>'
    return f"<?xml version='1.0' encoding='utf-8'?>{head}{item}</channel></rss>".encode()


def json_feed(lines: Sequence[str]) -> bytes:
    """The same as JSON."""
    item = {"id": "1", "url": ADDRESS, "title": TITLE, "content_text": "\n\n".join(lines)}
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Herald", "items": [item]}).encode()


def table(lines: Sequence[str]) -> bytes:
    """A table of one captured page."""
    held = io.StringIO()
    csv.writer(held).writerows([("url", "title", "text"), (ADDRESS, TITLE, "\n\n".join(lines))])
    return held.getvalue().encode()


def archive(lines: Sequence[str]) -> bytes:
    """A web archive of one page, its record packed."""
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page(lines)
    told = {
        "WARC-Type": "response", "WARC-Record-ID": "<urn:uuid:0b7c8a50-0000-4000-8000-000000000001>", "WARC-Date": "2031-03-03T10:00:00Z",
        "WARC-Target-URI": ADDRESS, "Content-Type": "application/http; msgtype=response", "Content-Length": f"{len(body)}",
    }  # fmt: skip
    heads = "".join(f"{key}: {value}\r\n" for key, value in told.items())
    return gzip.compress(f"WARC/1.0\r\n{heads}\r\n".encode() + body + b"\r\n\r\n", mtime=0)


def packed(archive: bytes, address: str) -> bytes:
    """A web archive in a package (WACZ), which names a page of it."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        package.writestr("archive/data.warc", archive)
        pages = ({"format": "json-pages-1.0"}, {"url": address, "title": "A"})
        package.writestr("pages/pages.jsonl", "".join(f"{json.dumps(one)}\n" for one in pages))
        resources = [{"path": "archive/data.warc"}]
        package.writestr("datapackage.json", json.dumps({"profile": "data-package", "resources": resources}))
    return held.getvalue()


def markdown(lines: Sequence[str]) -> bytes:
    """A note in Markdown."""
    words = (re.sub(r"([\\`*_{}\[\]()>#+\-.!|~<=])", r"\\\1", line).replace("&", "&amp;") for line in lines)
    return (f"# {TITLE}\n\n" + "\n\n".join(words) + "\n").encode()


def paper(lines: Sequence[str]) -> bytes:
    """A PDF, of the letters of Western Europe."""
    from fpdf import FPDF

    pdf = FPDF()
    pdf.add_page()
    for size, words in ((16, [TITLE]), (11, lines)):
        pdf.set_font("Times", size=size)
        for line in words:
            pdf.multi_cell(0, 5, as_paper_has_it(line), new_x="LMARGIN", new_y="NEXT")
            pdf.ln(4)
    return bytes(pdf.output())


def as_paper_has_it(line: str) -> str:
    """What of a line can be printed with the letters of Western Europe."""
    return line.encode("latin-1", "ignore").decode("latin-1")


def _in_xml(text: str) -> str:
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", text)


CARRIERS: dict[str, tuple[str, Carrier]] = {
    "a page": (".html", page), "a mail": (".eml", mail), "a letter": (".eml", letter), "a feed": (".xml", feed), "a JSON feed": (".jsonfeed", json_feed),
    "a table": (".csv", table), "an archive": (".warc.gz", archive), "Markdown": (".md", markdown), "a PDF": (".pdf", paper),
}  # fmt: skip

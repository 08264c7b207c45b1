"""Families of texts that grow: each is one thing over and over, or within itself, to a wanted length in characters."""

from __future__ import annotations

from collections.abc import Callable

Family = Callable[[int], str]

REPEATED = {
    "letters": "a", "capitals": "A", "digits": "1", "dots": ".", "blanks": " ", "tabs": "\t", "newlines": "\n", "blank lines": " \n",
    "double quotes": '"', "single quotes": "'", "opening marks": "“", "closing marks": "”", "quoted letters": "“a” ",
    "commas": ",", "commas and letters": "a, ", "hyphens": "-", "dashes": "— ", "underscores": "_", "slashes": "/", "colons": ":",
    "semicolons": ";", "question marks": "?", "hashes": "#", "stars": "*", "stars and letters": "*a ", "two stars": "**a*", "backticks": "`",
    "backticks apart": "`a ", "tildes": "~", "pipes": "|", "tables": "|a|b|\n|-|-|\n", "equals": "=", "percents": "%", "at signs": "@",
    "addresses": "a@", "mail": "a@a.a ", "links": "http://a.b/", "www": "www.", "schemes": "a:", "backslashes": "\\", "carets": "^",
    "opening brackets": "(", "closing brackets": ")", "square": "[", "square closed": "]", "links begun": "[a](", "links within": "[a](<",
    "images": "![", "references": "[a][", "definitions": "[a]: b\n", "footnotes": "[^1]", "notes": "[[a|", "braces": "{", "templates": "{{ x }}", "blocks": "{% if %}",
    "angles": "<", "angles closed": ">", "tags": "<a>", "tags begun": "<a ", "attributes": "<a b='", "closing tags": "</a>", "comments": "<!--", "cdata": "<![CDATA[",
    "scripts": "<script>", "divisions": "<div>", "paragraphs": "<p>a", "tables in tables": "<table><tr><td>", "bold": "<b><i>",
    "doctypes": "<!doctype a [", "entities": "&amp;", "ampersands": "&", "number entities": "&#65", "processing": "<?a ",
    "quotes in lines": "> ", "quotes within": ">", "bullets": "• a\n", "list items": "- a\n", "list within": "- ", "numbered": "1. a\n", "headings": "# a\n", "lined headings": "a\n=\n",
    "short lines": "No.\n", "sentences": "He fell. ", "capital words": "Abc ", "of": "Bank of ", "and": "Ministry of Health and ",
    "said": "he said ", "said that": "said that ", "numbers": "one hundred and ", "twenties": "twenty-", "days": "on Monday 5 Nov ", "iso days": "2024-11-06 ",
    "day spans": "5-", "initials": "A.", "titles": "President Gen. Maj. ", "thousands": "1,000,", "decimals": "1.", "ranges": "1..",
    "appositions": "John Smith, the head of ", "labels": "Abc: ", "sources": "official in ", "possessives": "’s ",
    "between": "between 5 and ", "parts": "a third of ", "cited": "Reuters, citing ", "by": "By Ann ", "datelines": "KYIV, ",
    "Cyrillic": "привет мир ", "Arabic": "قال ", "Chinese": "市长", "faces": "😀", "accents": "e\u0301", "accents alone": "\u0301", "joiners": "a\u200d",
    "zero widths": "\u200b", "soft hyphens": "a\u00ad", "nbsp": "\u00a0", "turned": "\u202e", "line separators": "\u2028", "returns": "\r", "form feeds": "a\x0c",
    "front matter": "---\n", "keys": "a: b\n", "flow lists": "[", "flow maps": "{a: ", "flow closed": "[],", "dashes of lists": "- - ", "anchors": "&a ", "aliases": "*a ", "yaml tags": "!a ",
    "yaml quotes": "a: 'b\n", "yaml comments": "#a\n", "documents": "--- a\n", "block scalars": "a: |\n", "long keys": "? a\n", "merge": "<<: ",
    "mail heads": "A: b\n", "folded heads": "A: b\n c\n", "received": "Received: a\n", "encoded words": "=?utf-8?q?a?= ", "encoded begun": "=?utf-8?b?", "bounds": "--b\n", "from lines": "From a 10:00\n", "forwarded": "> From: a\n",
    "csv quotes": '"a",', "csv open": '"a', "csv cells": ",", "csv lines": "a,b\n", "semicolon cells": "a;",
    "feed items": "<item><title>a</title>", "feed entries": "<entry>", "json lists": "[", "json maps": '{"a":', "json strings": '"a",', "json escapes": "\\u0041",
    "base64": "QUJD", "base64 lines": "QUJDQUJD\n", "hex": "deadbeef", "octets": "=41", "urls encoded": "%41", "data address": "data:a/b,",
    "warc heads": "WARC/1.0\r\n", "warc fields": "WARC-Type: a\r\n", "pdf objects": "1 0 obj\n", "pdf lists": "[ ", "pdf maps": "<< ", "pdf strings": "(", "streams": "stream\n",
}  # fmt: skip


def _repeated(unit: str) -> Family:
    return lambda length: unit * (length // len(unit))


def _within(opening: str, closing: str) -> Family:
    def make(length: int) -> str:
        depth = length // (len(opening) + len(closing))
        return opening * depth + "a" + closing * depth

    return make


def _indented(length: int) -> str:
    depth = int((2 * length) ** 0.5) // 2
    return "".join(" " * at + "a:\n" for at in range(depth)) + " " * depth + "b"


def _indented_list(length: int) -> str:
    depth = int(length**0.5)
    return "".join("  " * at + "- a\n" for at in range(depth))


def _growing_words(length: int) -> str:
    return " ".join("a" * at for at in range(1, int((2 * length) ** 0.5)))


def _different_words(length: int) -> str:
    return " ".join(f"Wort{at:x}" for at in range(length // 9))


def _different_keys(length: int) -> str:
    return "".join(f"k{at:x}: v\n" for at in range(length // 9))


FAMILIES: dict[str, Family] = {
    **{name: _repeated(unit) for name, unit in REPEATED.items()},
    "round within": _within("(", ")"),
    "square within": _within("[", "]"),
    "braces within": _within("{", "}"),
    "marks within": _within("“", "”"),
    "guillemets within": _within("«", "»"),
    "divisions within": _within("<div>", "</div>"),
    "spans within": _within("<span>", "</span>"),
    "lists within": _within("<ul><li>", "</li></ul>"),
    "quotations within": _within("<blockquote>", "</blockquote>"),
    "flow within": _within("{a: [", "]}"),
    "links in links": _within("[", "](b)"),
    "images in images": _within("![", "](b)"),
    "strong within": _within("**a *b ", "* c**"),
    "markdown quotations": _within("> ", "\n"),
    "comments closed": _within("<!-- ", " -->"),
    "json within": _within('{"a":[', "]}"),
    "indented keys": _indented,
    "indented items": _indented_list,
    "growing words": _growing_words,
    "different names": _different_words,
    "different keys": _different_keys,
    "one word and the end": lambda length: "a" * length + "!",
    "blanks and the end": lambda length: "a" + " " * length + "b",
    "newlines and the end": lambda length: "a" + "\n" * length + "b",
    "digits and the end": lambda length: "1" * length + "x",
    "a long line and another": lambda length: "a " * (length // 4) + "\n" + "b " * (length // 4),
}

"""Prose is plain Markdown: no HTML, no script links, no pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_tools.checks.prose import Link, links, run_by_links, without_code, written
from build_tools.checks.rule import Case, Finding
from build_tools.markup import followed
from build_tools.model import Record
from build_tools.problems import Level

CODE = "prose-unsafe"
LEVEL = Level.ERROR
SCOPE = "record"
WAIVABLE = False
TIP = "Write it in Markdown (*emphasis*, [words](https://…)), or put it in `backquotes` to show it as it stands."

_TAG = re.compile(
    r"(?<!\\)<(?:!--.{0,200}?(?:-->|\Z)|[!?][a-zA-Z][^<>]{0,200}>"
    r"|(?P<closes>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*)(?P<rest>(?:[\s/][^<>]{0,400})?)(?P<end>>?))",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"[\s/][a-zA-Z:-]+\s*=")
_ELEMENTS = frozenset(
    """a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink blockquote body br
    button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed
    fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe image
    img input ins isindex kbd keygen label legend li link listing main map mark marquee math menu meta meter nav nobr
    noembed noframes noscript object ol optgroup option output p param picture plaintext pre progress q rp rt ruby s samp
    script search section select slot small source span strike strong style sub summary sup svg table tbody td template
    textarea tfoot th thead time title tr track tt u ul var video wbr xmp""".split()
)
_AUTOLINK = re.compile(
    r"<(?:[a-z][a-z0-9+.&#;-]{1,40}:[^\s<>]*|[^\s<>@]++@[^\s<>@][^\s<>@.]*+\.[^\s<>@]++)>", re.IGNORECASE
)
_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]")
_SCHEME = re.compile(r"[^/?#:]*:")
_SAFE = ("http:", "https:", "mailto:")


def find(case: Case) -> Iterator[Finding]:
    """HTML tags and comments; links with another scheme than http, https and mailto, however it is spelt (entities,
    backslashes, invisible letters, by reference, between angle brackets); pictures, which pages do not show.
    """
    for record in case.records():
        if "<" in record.body:
            yield from _tags(record)
        found = links(record.body)
        for link in found:
            if finding := _judged(record, link):
                yield finding
        known = {followed(link.address) for link in found}
        for address in run_by_links(record.body):
            if address not in known:
                yield _hidden(record, address)


def _tags(record: Record) -> Iterator[Finding]:
    prose = _AUTOLINK.sub(lambda found: " " * len(found[0]), without_code(record.body))
    prose = _angled_targets(prose)
    for tag in _TAG.finditer(prose):
        if _is_html(tag):
            yield Finding(
                record, written(record, *tag.span()), f"“{_shortened(tag[0])}” is HTML, which prose does not hold"
            )


def _is_html(tag: re.Match[str]) -> bool:
    """“a <b and c” and “<sic>” are words: they show as they stand. An element's name has its bracket, or an attribute."""
    if not tag["name"]:
        return True
    has_attribute = bool(_ATTRIBUTE.search(tag["rest"]))
    return has_attribute or bool(tag["end"]) and tag["name"].casefold() in _ELEMENTS


def _hidden(record: Record, address: str) -> Finding:
    """A link that only the page's own reading of Markdown shows to be one."""
    scheme, _, rest = address.partition(":")
    at = next(
        (at for words in (rest[:20], scheme, "](", "]:", "<") if words and (at := record.body.find(words)) >= 0), 0
    )
    line = record.body.rfind("\n", 0, at) + 1
    end = record.body.find("\n", at)
    where = written(record, line, end if end >= 0 else len(record.body))
    tip = "Link to a page of the site or to a web address (https://…), with fewer brackets in the words of the link."
    return Finding(
        record,
        where,
        f"“{_shortened(where)}” holds a link of the kind “{scheme[:30]}:”, which prose does not hold",
        tip,
    )


def _angled_targets(prose: str) -> str:
    """“[words](<address>)”: these brackets belong to the link, which is judged by itself."""
    return re.sub(
        r"(\]\(\s*|\]:[ \t]*)<[^<>\n]*>", lambda found: found[1] + " " * (len(found[0]) - len(found[1])), prose
    )


def _judged(record: Record, link: Link) -> Finding | None:
    where = written(record, link.start, link.end)
    address = _INVISIBLE.sub("", link.address)
    scheme = _SCHEME.match(address)
    if scheme and scheme[0].casefold() not in _SAFE:
        tip = "Link to a page of the site or to a web address (https://…)."
        return Finding(
            record,
            where,
            f"“{_shortened(where)}” is a link of the kind “{scheme[0][:30]}”, which prose does not hold",
            tip,
        )
    if link.is_picture:
        tip = "Pages show no pictures, but their descriptions. Link to the file: [words](../assets/file.png)."
        return Finding(record, where, f"“{_shortened(where)}” is a picture, which no page shows", tip, Level.WARNING)
    return None


def _shortened(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= 60 else line[:57] + "…"

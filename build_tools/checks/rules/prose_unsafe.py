"""Prose is plain Markdown: no HTML, no script links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_tools.checks.rule import Case, Finding
from build_tools.problems import Level, Written

CODE = "prose-unsafe"
LEVEL = Level.ERROR
SCOPE = "record"
WAIVABLE = False
TIP = "Write it in Markdown (*emphasis*, [words](https://…)), or put it in `backquotes` to show it as it stands."

_UNSAFE = re.compile(
    r"<(?:[a-zA-Z/!?][^\n>]{0,200}>?)|\]\(\s*<?\s*(?:javascript|data|vbscript)\s*:|^\s*\[[^\]\n]+\]:\s*(?:javascript|data|vbscript)\s*:",
    re.IGNORECASE | re.MULTILINE,
)
_CODE = re.compile(r"`[^`\n]*`")
_AUTOLINK = re.compile(r"<(?:https?|mailto):[^\s<>]+>", re.IGNORECASE)


def find(case: Case) -> Iterator[Finding]:
    """HTML tags and links that run script, in the bodies of records."""
    for record in case.records():
        prose = _AUTOLINK.sub(_blank, _CODE.sub(_blank, record.body))
        for unsafe in _UNSAFE.finditer(prose):
            line = record.body_line + prose.count("\n", 0, unsafe.start())
            column = unsafe.start() - (prose.rfind("\n", 0, unsafe.start()) + 1) + 1
            where = Written(unsafe[0], line, column)
            what = "HTML" if unsafe[0].lstrip().startswith("<") else "a link that runs a script"
            yield Finding(record, where, f"“{unsafe[0].strip()[:60]}” is {what}, which prose does not hold")


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])

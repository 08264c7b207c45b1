"""A report as Markdown with footnotes (``[^1]``, as Pandoc and the hosts of repositories read them). Words of sources stay
words: whatever would be markup in them is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_tools.written_report.contents import Block, Heading, Paragraph, Report, Run

_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~!$^]")
_AT_THE_START = re.compile(r"^(\s*)([-+=:]|\d+(?=[.)]))")
_STYLES = {"strong": "**", "emphasis": "*", "": ""}


def write(report: Report) -> bytes:
    """The file."""
    blocks = (_block(block) for block in report.blocks)
    notes = (f"[^{number}]: {_runs(runs)}" for number, runs in enumerate(report.notes, 1))
    return ("\n\n".join([*_joined_items(blocks), *notes]) + "\n").encode(errors="backslashreplace")


def _joined_items(blocks: Iterator[str]) -> Iterator[str]:
    """Items of one list stand on lines that follow each other."""
    items: list[str] = []
    for text in blocks:
        if text.startswith("- "):
            items.append(text)
            continue
        if items:
            yield "\n".join(items)
            items = []
        yield text
    if items:
        yield "\n".join(items)


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        return f"{'#' * block.level} {_line(block.text)}"
    text = _runs(block.runs)
    return _MARKS.get(block.kind, "{}").format(_escaped_start(text, block))


_MARKS = {"quote": "> {}", "item": "- {}", "warning": "**Note:** {}", "lead": "*{}*"}


def _escaped_start(text: str, block: Paragraph) -> str:
    """A paragraph that begins like a list does not become one."""
    return _AT_THE_START.sub(r"\1\\\2", text) if block.kind in ("", "remark") else text


def _runs(runs: tuple[Run, ...]) -> str:
    return "".join(map(_run, runs))


def _run(run: Run) -> str:
    text = _line(run.text)
    if run.link:
        text = f"<{run.link}>" if run.text == run.link else f"[{text}](<{_address(run.link)}>)"
    elif run.style and text.strip():
        mark, inner = _STYLES[run.style], text.strip()
        before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        text = f"{before}{mark}{inner}{mark}{after}"
    return f"{text}[^{run.note}]" if run.note else text


def _address(link: str) -> str:
    return link.replace("<", "%3C").replace(">", "%3E").replace("\n", "")


def _line(text: str) -> str:
    """On one line, so that no words of a source begin a block of their own."""
    return _MARKUP.sub(r"\\\g<0>", re.sub(r"(?<!\s)\s*\n\s*", " ", text))

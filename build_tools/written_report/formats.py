"""Which formats a report can be had in, and by which module."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from build_tools.written_report.contents import Report

FORMATS = ("md", "docx", "pdf")


def format_of(path: Path) -> str:
    """The format that a file's name asks for; empty where it is none of them."""
    suffix = path.suffix.casefold().removeprefix(".")
    return {"markdown": "md"}.get(suffix, suffix) if suffix in (*FORMATS, "markdown") else ""


def written(report: Report, form: str, *, fonts: Sequence[Path] = ()) -> bytes:
    """The report as a file. Raises ProblemsFound where a PDF's fonts lack letters."""
    if form == "docx":
        from build_tools.written_report import as_docx

        return as_docx.write(report)
    if form == "pdf":
        from build_tools.written_report import as_pdf

        return as_pdf.write(report, fonts=fonts)
    from build_tools.written_report import as_markdown

    return as_markdown.write(report)

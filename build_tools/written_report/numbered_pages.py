"""Pages of A4 with their number at the foot. Imported only when a PDF is made: loading fpdf2 takes a moment."""

from __future__ import annotations

from fpdf import FPDF


class NumberedPages(FPDF):
    """``family``: the font of the numbers, to be added before the first page."""

    def __init__(self, *, family: str) -> None:
        super().__init__(unit="mm", format="A4")
        self._family = family

    def footer(self) -> None:
        """Called by fpdf2 at the end of each page."""
        self.set_y(-15)
        self.set_font(self._family, "", 8)
        self.cell(0, 6, f"{self.page_no()} / {{nb}}", align="C")

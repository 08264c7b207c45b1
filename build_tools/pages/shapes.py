"""Shapes that stand in many places of every page, as a style sheet: each is told once, and takes the colour of the words it
stands in. Knows ``styles/shapes.tsv`` and nothing else."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from build_tools.text import tables

_SHAPES = Path(__file__).parent / "styles" / "shapes.tsv"
_GRIDS = {"sign": (16, 1.7), "station": (20, 1.6), "mark": (24, 1.7)}  # units across, and how many a stroke is wide


def style_sheet() -> str:
    """A rule for each shape, which gives its picture to ``--cl-shape``: a mask, opaque where there is ink."""
    return "".join(
        f'.cl-{kind}-{key.replace(" ", "-")} {{ --cl-shape: url("data:image/svg+xml,{_picture(kind, shape)}"); }}\n'
        for kind, key, shape in tables.rows(_SHAPES)
    )


def _picture(kind: str, shape: str) -> str:
    across, width = _GRIDS[kind]
    strokes = f"fill='none' stroke='#000' stroke-width='{width}' stroke-linecap='round' stroke-linejoin='round'"
    drawn = shape.replace('class="f"', "fill='#000' stroke='none'").replace('"', "'")
    svg = f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {across} {across}' {strokes}>{drawn}</svg>"
    return quote(svg, safe=" <>='/:.,-")

"""The styles keep their promises: contrast, meanings apart for colour-blind readers, no word too small, fonts that are light."""

from __future__ import annotations

import itertools
import math
import re
from base64 import b64decode

import pytest

from build_tools.pages.render import assets

_TOKENS = re.compile(r'\[data-md-color-scheme="(\w+)"\] \{([^}]*)\}')
_VALUE = re.compile(r"(--[\w-]+):\s*([^;]+);")
STANCES = ("--cl-blue", "--cl-green", "--cl-ochre", "--cl-violet", "--cl-red", "--cl-grey")

# How reds, greens and blues reach an eye without one kind of cone: Machado, Oliveira & Fernandes (2009), severity 1.
SIGHT = {
    "three cones": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "no long cones": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "no middle cones": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "no short cones": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}
Linear = tuple[float, float, float]


def css() -> str:
    """The style sheet as the site serves it."""
    return assets()["assets/claimline.css"].decode()


def schemes() -> dict[str, dict[str, str]]:
    """Colours by scheme; those of readers who ask for more contrast stand upon the ordinary ones."""
    found: dict[str, dict[str, str]] = {}
    for name, block in _TOKENS.findall(css().split("@media print")[0]):
        colours = dict(_VALUE.findall(block))
        if "--cl-paper" not in colours:
            continue
        label = f"{name}, more contrast" if name in found else name
        found[label] = {**found.get(name, {}), **colours}
    return found


def linear(colour: str) -> Linear:
    """A colour in linear light; ``#fff`` stands for ``#ffffff``."""
    digits = colour.lstrip("#")
    digits = digits if len(digits) == 6 else "".join(2 * digit for digit in digits)
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return _light(red), _light(green), _light(blue)


def _light(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def contrast(one: str, other: str) -> float:
    """Contrast as WCAG 2.2 has it."""
    low, high = sorted(sum(c * w for c, w in zip(linear(colour), (0.2126, 0.7152, 0.0722), strict=True))
                       for colour in (one, other))  # fmt: skip
    return (high + 0.05) / (low + 0.05)


def seen(colour: str, sight: str) -> Linear:
    """Where a colour lies in CIELAB for an eye of that kind."""
    light = linear(colour)
    rows = [sum(a * b for a, b in zip(row, light, strict=True)) for row in SIGHT[sight]]
    red, green, blue = (min(1.0, max(0.0, value)) for value in rows)
    x, y, z = (_root(0.4124 * red + 0.3576 * green + 0.1805 * blue, 0.95047),
               _root(0.2126 * red + 0.7152 * green + 0.0722 * blue, 1.0),
               _root(0.0193 * red + 0.1192 * green + 0.9505 * blue, 1.08883))  # fmt: skip
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _root(value: float, white: float) -> float:
    part = value / white
    return part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116


@pytest.mark.parametrize("scheme", schemes())
def test_every_colour_of_words_is_readable_on_paper_and_wash(scheme: str) -> None:
    colours = schemes()[scheme]
    for name in ("--cl-ink", "--cl-soft", "--cl-link", *STANCES):
        for ground in ("--cl-paper", "--cl-wash"):
            assert contrast(colours[name], colours[ground]) >= 4.5, (scheme, name, ground)
    assert contrast(colours["--cl-edge"], colours["--cl-paper"]) >= 3, scheme
    assert contrast(colours["--cl-ink"], colours["--cl-mark"]) >= 7, scheme


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_colours_of_stances_stay_apart_for_every_kind_of_sight(scheme: str, sight: str) -> None:
    colours = schemes()[scheme]
    distances = {
        (one, other): math.dist(seen(colours[one], sight), seen(colours[other], sight))
        for one, other in itertools.combinations(STANCES, 2)
    }
    assert min(distances.values()) >= 10, min(distances, key=lambda pair: distances[pair])


def test_every_variable_that_a_style_asks_for_is_set_somewhere() -> None:
    everything = css() + "".join(
        content.decode() for path, content in assets().items() if path.endswith((".js", ".css"))
    )
    asked = set(re.findall(r"var\((--cl-[\w-]+)\)", everything))
    assert not asked - set(re.findall(r"(--cl-[\w-]+)\s*:", everything)) - {"--cl-tone"}


def test_fonts_come_from_the_site_are_all_used_and_weigh_little_where_a_page_is_in_latin_letters() -> None:
    asked = re.findall(r'url\("?([^")]+)"?\)', css())
    fonts = {f"assets/{address}" for address in asked if address.endswith(".woff2")}
    assert not [address for address in asked if ":" in address and not address.startswith("data:")]
    assert fonts == {path for path in assets() if path.endswith(".woff2")}
    first = [path for path in fonts if path.endswith("-latin.woff2")]
    assert sum(len(assets()[path]) for path in first) <= 82_000
    assert "assets/fonts/LICENSE.txt" in assets()


def test_a_page_from_a_folder_finds_the_same_fonts_in_one_style_sheet() -> None:
    carried = assets()["assets/fonts/carried.css"].decode()
    inside = [b64decode(found) for found in re.findall(r"base64,([^\"]+)", carried)]
    assert sorted(inside) == sorted(content for path, content in assets().items() if path.endswith("-latin.woff2"))
    assert carried.count("unicode-range") == len(inside) and 'url("fonts' not in carried


def test_no_words_are_set_smaller_than_thirteen_pixels() -> None:
    sheets = [content.decode() for path, content in assets().items() if path == "assets/claimline.css"]
    sizes = re.findall(r"(?:font-size|font|--cl-tiny):[^;}]*?(\d*\.\d+)rem", "".join(sheets))
    assert sizes and min(map(float, sizes)) >= 0.65

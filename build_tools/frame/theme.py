"""Where the frame's templates lie, and the settings of the theme that they count on. Knows no MkDocs and no records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from build_tools import licence
from build_tools.frame.policy import POLICY

TEMPLATES = str(Path(__file__).with_name("templates"))
STYLES = ("assets/claimline.css", "assets/search/search.css")
SCRIPTS = ("assets/claimline.js", "assets/search/search.js")

# The frame takes Material's style sheets and nothing else: it switches schemes itself, and no font comes from elsewhere.
SETTINGS: Mapping[str, object] = MappingProxyType(
    {
        "palette": {"scheme": "default", "primary": "custom", "accent": "custom"},
        "favicon": "assets/favicon.svg",
        "font": False,
        "policy": POLICY,
    }
)
_SECTIONS = {
    "Home": "index.md",
    "Timeline": "timeline/index.md",
    "Questions": "questions/index.md",
    "Where sources disagree": "disagreements.md",
    "Who says what": "who-says-what.md",
    "What was known when": "known/index.md",
    "Actors": "actors/index.md",
    "Places": "places/index.md",
    "Sources": "sources/index.md",
    "Method": "methodology.md",
    "Data": "data.md",
    "About": "about.md",
}
_UNUSED = ("assets/javascripts/", "assets/images/favicon.png")


def put_around(config: Any) -> None:
    """Settle in a generator's configuration what the frame counts on, as far as the site does not say otherwise."""
    config.theme.dirs.insert(1 if config.theme.custom_dir else 0, TEMPLATES)
    config.theme.update({**SETTINGS, "rights": licence.as_html(config.copyright or "")})
    config.nav = config.nav or navigation()
    config.extra_css += missing(STYLES, config.extra_css)
    config.extra_javascript += missing(SCRIPTS, config.extra_javascript)


def navigation() -> list[dict[str, str]]:
    """The sections of a site that names none: never all pages, which would make it grow quadratically."""
    return [{title: path} for title, path in _SECTIONS.items()]


def is_needed(path: str, *, own: bool) -> bool:
    """Whether a file that the generator found belongs on the site: of the dossier's own files only its assets, of the
    theme's only what some page loads."""
    if own:
        return path.startswith("assets/")
    return not path.startswith(_UNUSED) and not path.endswith(".map")


def missing(wanted: tuple[str, ...], given: Sequence[object]) -> list[str]:
    """The ``wanted`` files that are not among those that a site names itself."""
    named = set(map(str, given))
    return [path for path in wanted if path not in named]

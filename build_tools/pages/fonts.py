"""The fonts once more as one style sheet that carries them, for pages opened from a folder: there nothing may be loaded
ahead, and text would be drawn before its fonts are read. Knows the rules of ``styles/fonts.css`` and nothing else."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable

_FACE = re.compile(r"@font-face \{[^}]*-latin\.woff2[^}]*\}")
_FAMILY = re.compile(r'font-family: "([^"]+)"')
_DISPLAY = re.compile(r"font-display: \w+")
_ADDRESS = re.compile(r'url\("([^"]+)"\)')


def carried(rules: str, content_of: Callable[[str], bytes]) -> str:
    """The faces for Latin letters with their files inside, as families of their own that the tokens name first.

    ``content_of`` gives a file by its address in the rules.
    """

    def inside(found: re.Match[str]) -> str:
        return f'url("data:font/woff2;base64,{b64encode(content_of(found[1])).decode()}")'

    faces = (_ADDRESS.sub(inside, _DISPLAY.sub("font-display: block", face)) for face in _FACE.findall(rules))
    return "".join(_FAMILY.sub(r'font-family: "\1 Carried"', face) + "\n" for face in faces)

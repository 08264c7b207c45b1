"""A picture and what it tells beside the picture; and the picture alone, with every point as it was.

Whatever bears on what is seen stays as it is, letter for letter: the coded picture, its colours, which way up it is shown.
Everything else goes, also what nobody here knows.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from build_tools.pictures import gif, jpeg, png, webp
from build_tools.pictures.parts import NotReadable

_MOST = 100_000  # parts: a long film has some thousands
ENDINGS = frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif"})


@dataclass(frozen=True, slots=True)
class Bare:
    """``content``: its bytes without what it told; ``told``: that, in words for people, each once."""

    content: bytes
    told: tuple[str, ...]


def bare(data: bytes) -> Bare:
    """By what the bytes are, whatever the file's name says. Raises NotReadable."""
    is_webp = data[:4] == webp.SIGN and data[8:12] == webp.KIND
    readers = {jpeg.SIGN: jpeg.parts, png.SIGN: png.parts, gif.SIGN: gif.parts}
    read = webp.parts if is_webp else next((one for sign, one in readers.items() if data.startswith(sign)), None)
    if read is None:
        raise NotReadable("it is no JPEG, PNG, GIF or WebP, whatever its name says")
    found = list(islice(read(data), _MOST + 1))
    if len(found) > _MOST:
        raise NotReadable(f"it has more than {_MOST} parts")
    told = tuple(dict.fromkeys(part.told for part in found if part.told))
    if not told:
        return Bare(data, ())
    inside = b"".join(part.instead if part.told or part.instead else part.data for part in found)
    return Bare(webp.whole(inside) if is_webp else inside, told)

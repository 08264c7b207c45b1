"""How a file in another encoding is made UTF-8: told in words, with the line to type. Converts nothing itself."""

from __future__ import annotations

import shlex

_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def conversion_to_utf8(data: bytes, name: str) -> str:
    """What to do with a file that holds these bytes: of the encodings that programs write, the likely one is named."""
    file = shlex.quote(name)
    if data.startswith(_UTF16):
        return f"Convert it: {_line('UTF-16', file)}"
    return f"Convert it, if it is Western European: {_line('WINDOWS-1252', file)}"


def _line(encoding: str, file: str) -> str:
    return f"iconv -f {encoding} -t UTF-8 {file} > converted && mv converted {file}"

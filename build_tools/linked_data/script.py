"""Linked data → the element of a page that holds it. Nobody runs it, and nothing in it can end it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

CONTEXT = "https://schema.org"
# What HTML or an old JavaScript parser would take for something else, in the escapes of JSON.
_ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def script(things: Sequence[Mapping[str, Any]]) -> str:
    """The script element; empty where there is nothing to say."""
    if not things:
        return ""
    told = json.dumps({"@context": CONTEXT, "@graph": list(things)}, ensure_ascii=False, separators=(",", ":"))
    return f'<script type="application/ld+json">{told.translate(_ESCAPED)}</script>\n'

"""What a browser may do on a page of the site, whatever stands on it: the Content-Security-Policy of every page.

It stands in the page itself, so that it holds on any host and in a folder. Knows no page.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# In a folder 'self' may mean nothing, since a file has no origin: Firefox once took it so, as its sources show. “file:” says
# it once more; a page that comes from a host may not load files of the reader's disk, whatever its policy says.
_OWN = ("'self'", "file:")

# What is not named here is forbidden: frames, objects, media, workers, manifests, and every inline script and style sheet.
_ALLOWED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "default-src": ("'none'",),
        "script-src": _OWN,
        "style-src": _OWN,
        "style-src-attr": ("'unsafe-inline'",),  # the lengths of bars and dots, which are there without scripts too
        "img-src": (*_OWN, "data:"),
        "font-src": (*_OWN, "data:"),  # in a folder a style sheet carries them
        "connect-src": ("'self'",),  # `claimline serve` asks whether something was saved; a finished page asks nothing
        "form-action": _OWN,  # the field of the page “not found” leads to the search
        "base-uri": ("'none'",),
    }
)

POLICY = "; ".join(" ".join((directive, *sources)) for directive, sources in _ALLOWED.items())

"""Which source of a dossier a file from elsewhere means: by the hash of its text, its id, its seed's name or its address."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from urllib.parse import parse_qsl, urlencode, urlsplit

from build_tools.brought.anchoring import Ground, normalised
from build_tools.brought.brought_claim import SOURCE, BroughtClaim, Spot
from build_tools.ingest.renamed import Renamed
from build_tools.model import Source
from build_tools.problems import ProblemsFound

_HASH = re.compile(r"(?:urn:)?(?:sha-?256[:-])?([0-9a-f]{64})", re.IGNORECASE)
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|igshid")
_SHORTEST_PIECE = 200  # characters of a text that is told from others by being part of one of them
_SHOWN = 80


@dataclass
class SourcesHere:
    """The sources of a dossier. ``ground_of`` gives a source's text, None where it is not at hand or has changed;
    ``unread``: names of seeds that have not been imported yet, by these names, without their endings, and by their hashes.
    """

    sources: Iterable[Source]
    ground_of: Callable[[Source], Ground | None]
    renamed: Renamed
    unread: Callable[[], Mapping[str, str]] = dict
    _found: dict[tuple[tuple[str, ...], str | None], tuple[Source, ...]] = field(default_factory=dict)

    def meant(self, claim: BroughtClaim) -> tuple[Source, ...]:
        """The sources that a claim may mean: one, or those that have one address. Raises ProblemsFound."""
        hints = claim.source
        key = (hints.names, hints.text)
        if key not in self._found:
            self._found[key] = self._look(hints.names, hints.text, claim.spot)
        if not self._found[key]:
            raise self._unknown(hints.names, hints.text, claim.spot)
        return self._found[key]

    def _look(self, names: tuple[str, ...], text: str | None, spot: Spot) -> tuple[Source, ...]:
        named = next(
            (found for by in (self._by_hash, self._by_id, self._by_seed) for one in names if (found := by(one))), ()
        )
        named = named or next((found for one in names if (found := self._by_address(one))), ())
        held = tuple(self._holding(text)) if text and text.strip() else ()
        if named and held and not set(_ids(named)) & set(_ids(held)):
            tip = "Correct the name of the document in the file, or give it the text that it means."
            message = f"the document is called {names[0][:_SHOWN]}, but its text is that of source “{held[0].id}”"
            raise spot.refused(SOURCE, message, tip)
        return named or held

    def _by_hash(self, name: str) -> tuple[Source, ...]:
        found = _HASH.fullmatch(name.strip())
        return self._hashes.get(found[1].lower(), ()) if found else ()

    def _by_id(self, name: str) -> tuple[Source, ...]:
        id = self.renamed.get("sources", {}).get(name, name)
        return tuple(one for one in self._all if one.id == id)

    def _by_seed(self, name: str) -> tuple[Source, ...]:
        """By a file's name with or without its folder and suffix."""
        if "://" in name:
            return ()
        file = PurePosixPath(name.replace("\\", "/")).name
        whole = tuple(one for one in self._all if one.seed and one.seed == file)
        return whole or tuple(one for one in self._all if one.seed and PurePosixPath(one.seed).stem == file)

    def _by_address(self, name: str) -> tuple[Source, ...]:
        return self._addresses.get(address(name), ()) if "://" in name else ()

    def _holding(self, text: str) -> Iterator[Source]:
        """The source of which this is the text; else the one of whose text it is a piece."""
        plain = normalised(text)
        if same := self._by_hash(hashlib.sha256(plain.encode("utf-8", "replace")).hexdigest()):
            yield from same
            return
        piece = plain.strip()
        for source in self._all:
            ground = self.ground_of(source)
            if ground and (piece == ground.text.strip() or len(piece) >= _SHORTEST_PIECE and piece in ground.text):
                yield source

    def _unknown(self, names: tuple[str, ...], text: str | None, spot: Spot) -> ProblemsFound:
        if not names and not text:
            tip = "Add the source's id, its seed's name, the SHA-256 of its text or its address."
            return spot.refused(SOURCE, "nothing tells in which text these words stand", tip)
        called = f"“{names[0][:_SHOWN]}”" if names else "the text that the file carries"
        if seed := self._unread(names, text):
            tip = f"Run `claimline import seeds/{seed}` first, so that the article has its record; then import this file again."
            return spot.refused(SOURCE, f"{called} is seeds/{seed}, which has not been imported yet", tip)
        tip = (
            "Save its text as seeds/NAME.txt and import that; or name in the file a source of this dossier: its id, its "
            "seed's name, the SHA-256 of its text or its address."
        )
        return spot.refused(SOURCE, f"{called} is no source of this dossier", tip)

    def _unread(self, names: tuple[str, ...], text: str | None) -> str:
        """The seed that is meant, if it only has to be imported."""
        hashes = [found[1].lower() for name in names if (found := _HASH.fullmatch(name.strip()))]
        files = [PurePosixPath(name.replace("\\", "/")).name for name in names]
        own = [hashlib.sha256(normalised(text).encode("utf-8", "replace")).hexdigest()] if text else []
        unread = self.unread()
        return next((unread[one] for one in (*hashes, *own, *files) if one in unread), "")

    @cached_property
    def _all(self) -> list[Source]:
        return list(self.sources)

    @cached_property
    def _hashes(self) -> dict[str, tuple[Source, ...]]:
        found: dict[str, tuple[Source, ...]] = {}
        for one in self._all:
            if one.sha256:
                found[one.sha256] = (*found.get(one.sha256, ()), one)
        return found

    @cached_property
    def _addresses(self) -> dict[str, tuple[Source, ...]]:
        found: dict[str, tuple[Source, ...]] = {}
        for one in self._all:
            for url in {address(url) for url in (one.url, one.archived) if url}:
                found[url] = (*found.get(url, ()), one)
        return found


def address(url: str) -> str:
    """What tells one page from another in its address: without scheme, “www.”, fragment and marks of campaigns."""
    try:
        parts = urlsplit(url.strip())
        pairs = [one for one in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(one[0])]
        query = f"?{urlencode(pairs)}" if pairs else ""
        return f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}{query}"
    except ValueError:
        return url


def _ids(sources: Iterable[Source]) -> list[str]:
    return [one.id for one in sources]

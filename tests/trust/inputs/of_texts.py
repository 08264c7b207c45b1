"""Promises of what reads plain text: seeds, sentences, proposals, dates, numbers and values.

Each takes the input, runs the reader, fails where its answer is not as promised, and tells whether there was more than a refusal.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from build_tools import seeds, values
from build_tools.extract.propose import propose
from build_tools.extract.read import read
from build_tools.problems import ProblemsFound
from build_tools.records import load
from build_tools.text import edtf
from build_tools.text.quantities.find import find_quantities
from build_tools.text.times.find import Anchor, find_times
from tests.trust.inputs.clear import require_clear
from tests.trust.inputs.of_records import reads_back

_CODES_OF_SEEDS = {"seed-empty", "seed-not-text", "seed-not-utf8", "seed-too-large"}
_WORD = re.compile(r"[^\W\d_]{3}")


# ── seeds ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _bare(text: str) -> str:
    """Without what normalising names: line ends, blanks, the mark of byte order; accents in one form."""
    return re.sub("[\r\n \u00a0\u202f\ufeff]", "", unicodedata.normalize("NFD", text))


def no_character_is_lost(data: bytes) -> bool:
    """Of a seed every character is in its text, in its order, and its text is its own seed."""
    try:
        text = seeds.normalise(data, "seeds/x.txt")
    except ProblemsFound as found:
        require_clear(found.problems)
        assert {one.code for one in found.problems} <= _CODES_OF_SEEDS
        return False
    given = data.decode("utf-8")
    assert _bare(text) == _bare(given)
    assert text.count("\n") == len(re.findall("\r\n|\r|\n", given))
    assert text.count(" ") == len(re.findall("[ \u00a0\u202f]", given))
    assert seeds.normalise(text.encode(), "seeds/x.txt") == text
    return True


def sentences_are_slices(data: bytes) -> bool:
    """Blocks and sentences lie in order, without overlap; what no block holds is no word, nor what no sentence of a body does."""
    try:
        text = seeds.normalise(data, "seeds/x.txt")
    except ProblemsFound:
        return False
    document = seeds.read_document(text, "seeds/x.txt")
    end = 0
    for block in document.blocks:
        assert end <= block.start <= block.end <= len(text)
        assert not _WORD.search(text[end : block.start]), text[end : block.start]
        end = block.end
    assert not _WORD.search(text[end:])
    end = 0
    for sentence in document.sentences:
        assert end <= sentence.start < sentence.end <= len(text)
        words = text[sentence.start : sentence.end]
        assert words == words.strip()
        end = sentence.end
    for number, block in enumerate(document.blocks):
        ends = [(one.start, one.end) for one in document.sentences if one.block == number] if block.is_body else []
        for (_, before), (behind, _) in pairwise([(0, block.start), *ends, (block.end, 0)]) if block.is_body else ():
            assert not _WORD.search(text[before:behind]), text[before:behind]
    return bool(document.sentences)


def proposals_are_anchored(data: bytes) -> bool:
    """Names, times and numbers are slices of the text; quotes stand in it; ids are ids."""
    try:
        text = seeds.normalise(data, "seeds/x.txt")
    except ProblemsFound:
        return False
    reading = read(seeds.read_document(text, "x.txt"), published="2031-03-03")
    made = propose(reading, source_id="x")
    for found in (*reading.times, *reading.names, *reading.quantities):
        assert text[found.start : found.end] == found.text
    for claim in (claim for entry in made.entries for claim in entry.claims):
        assert claim.quote in text
    ids = [one.id for one in (*made.entries, *made.actors, *made.places)]
    assert all(load.layout.is_id(id) for id in ids), ids
    for record in (*made.entries, *made.actors, *made.places):
        reads_back(record)
    return any(entry.claims for entry in made.entries)


def times_are_dates(data: bytes) -> bool:
    """Every time found is a slice; its date is EDTF."""
    text = data.decode("utf-8", "replace")
    times = find_times(seeds.read_document(text, "x"), Anchor("2031-03-03"))
    for found in times:
        assert text[found.start : found.end] == found.text
        if found.edtf:
            edtf.parse(found.edtf)
    return bool(times)


def numbers_are_values(data: bytes) -> bool:
    """Every quantity found is a slice; its value is in the grammar."""
    text = data.decode("utf-8", "replace")
    quantities = find_quantities(text)
    for found in quantities:
        assert text[found.start : found.end] == found.text
        values.parse_number(found.value)
        assert found.value.isascii(), found.value
    return bool(quantities)


# ── dates and values ────────────────────────────────────────────────────────────────────────────────────────────


def a_date_has_its_limits(data: bytes) -> bool:
    """A date is read whole or refused in words; what is read is ASCII, and its first day is not after its last."""
    text = data.decode("utf-8", "replace")
    try:
        found = edtf.parse(text)
    except edtf.NotEdtf as refusal:
        assert str(refusal)
        return False
    assert found.text == text and text.isascii(), text
    assert found.earliest is None or found.latest is None or found.earliest <= found.latest
    assert found.sort_key and found.precision
    return True


def a_value_is_read_or_refused(data: bytes) -> bool:
    """An answer of any kind is read or refused in words, and what is read can be told again."""
    text = data.decode("utf-8", "replace")
    is_read = False
    for kind in ("quantity", "date", "yes-no", "place", "choice", "text"):
        try:
            found = values.parse_answer(text, kind)
        except values.NotAValue as refusal:
            assert str(refusal)
            continue
        assert repr(found)
        is_read = is_read or kind in ("quantity", "date")
        if isinstance(found, values.NumberSet):
            assert text.strip().isascii() and found.widened(None)
            assert all(str(float(one)) for one in (found.low, found.high, found.total) if one is not None)
    try:
        values.parse_tolerance(text)
    except values.NotAValue as refusal:
        assert str(refusal)
    return is_read

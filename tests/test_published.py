"""What readers get of a dossier: a remark that nobody has settled is on no page, in no search and in no download."""

from __future__ import annotations

import gzip
from dataclasses import replace
from pathlib import Path

import pytest
from on_disk import edit
from test_diff import DAM, FLOOD

from build_tools.dossier import open_dossier
from build_tools.model import Alias
from build_tools.pages.page import Site
from build_tools.publication import Publication
from build_tools.published import for_readers
from build_tools.remarks import OPENING

REMARK = f"{OPENING} Rosa Lind, not checked. The site says: the dam / It should be: the upper dam"
PLACES = {
    "the note of a claim": (DAM, "    speaker: residents", f'    speaker: residents\n    note: "{REMARK}"'),
    "behind a curator’s note": (FLOOD, "note: Told to the Herald itself.", f'note: "Told to the Herald itself. {REMARK}"'),
    "below the text": (FLOOD, "The river rose at night, as the council said.", f"The river rose at night.\n\n> {REMARK}"),
    "another name": (
        "content/actors/ida-moss.md",
        "kind: person",
        f'kind: person\naliases:\n  - {{name: Edda Moos, note: "{REMARK}"}}',
    ),
    "below the text of a source": ("content/sources/herald.md", "\n---", f"\n---\n> {REMARK}"),
    "below a question": ("content/questions/dam-failed.md", "\n---", f"\n---\n> {REMARK}"),
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_no_remark_is_published_until_it_is_settled(flood: Path, place: str) -> None:
    edit(flood, *PLACES[place])
    made = Publication(open_dossier(flood), Site("Flood", "An invented dossier"))
    files = [gzip.decompress(held) if path.endswith(".gz") else held for path, held in made.downloads.items()]
    held = b"\n".join([*made.assets().values(), *files]).decode(errors="ignore")
    text = "\n".join(page.html for page in made.pages()) + held
    text = text.replace(f"“{OPENING}”", "").replace(f"“{OPENING} …”", "")
    assert "the upper dam" not in text and "Edda Moos" not in text
    assert ("Told to the Herald itself." in text) and ("The river rose at night" in text)


def test_a_dossier_without_remarks_is_published_as_it_is(flood: Path) -> None:
    corpus = open_dossier(flood).corpus
    assert for_readers(corpus) == corpus
    named = replace(corpus.actors["ida-moss"], aliases=(Alias("I. Moss", note="Writes herself so."),))
    assert for_readers(replace(corpus, actors={"ida-moss": named})).actors["ida-moss"] == named

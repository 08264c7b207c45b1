"""Commands that edit for people: every file or none, nothing else touched, nothing dropped without a word."""

from __future__ import annotations

import errno
import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from build_tools.cli import main
from build_tools.dossier import open_dossier
from build_tools.inspection import find_problems
from build_tools.problems import errors_among
from build_tools.records import staging

FLOOD = "content/timeline/2031/millbrook-flood.md"
DISPUTED = "content/timeline/2031/dam-failure-disputed.md"


def claimline(*words: str | Path, given: str = "") -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(main, [str(word) for word in words], input=given)


def done(*words: str | Path) -> str:
    """What a command that has to succeed prints."""
    result = claimline(*words)
    assert result.exit_code == 0, result.output
    return result.stdout


def refused(*words: str | Path) -> str:
    """What a command that has to be refused says."""
    result = claimline(*words)
    assert result.exit_code == 1, result.output
    return result.stderr


def contents(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode())


def is_sound(root: Path) -> bool:
    return errors_among(find_problems(open_dossier(root))) == []


@pytest.fixture
def disk_that_fills_up(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The second file that is written finds no room."""
    real, written = staging.write_anew, []

    def write_until_full(path: str, data: bytes) -> str:
        written.append(path)
        if len(written) == 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)
        return real(path, data)

    monkeypatch.setattr(staging, "write_anew", write_until_full)
    yield written


# ── rename ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_links_in_prose_follow_a_rename(flood: Path) -> None:
    prose = (
        'See [her](../../actors/ida-moss.md), [on the site](../actors/ida-moss.html#roles "Moss"), [a place][1],\n'
        "[not hers](../places/ida-moss.md) and [not that](../actors/ida-moss-jr.md).\n\n[1]: <../../actors/ida-moss.md>\n"
    )
    edit(flood / FLOOD, "The river rose at night, as the council said.\n", prose)
    edit(flood / "content/actors/residents.md", "---\nname", "---\nwas: [folk]\nname")
    residents = flood / "content/actors/residents.md"
    residents.write_text(residents.read_text() + "They know [Ms Moss](ida-moss.md) and [nato](nato.md).\n")
    shown = done("rename", "ida-moss", "i-moss", "--root", flood)
    text = (flood / FLOOD).read_text()
    assert '[her](../../actors/i-moss.md), [on the site](../actors/i-moss.html#roles "Moss")' in text
    assert "[not hers](../places/ida-moss.md) and [not that](../actors/ida-moss-jr.md)" in text
    assert "[1]: <../../actors/i-moss.md>" in text
    assert "[Ms Moss](i-moss.md) and [nato](nato.md)" in residents.read_text()
    assert f"~ {FLOOD}" in shown and "speaker: i-moss" in shown


def test_a_rename_can_be_taken_back(flood: Path) -> None:
    done("import", "--root", flood)
    before = contents(flood / "content")
    done("rename", "ida-moss", "i-moss", "--root", flood)
    done("rename", "i-moss", "ida-moss", "--root", flood)
    after = contents(flood / "content")
    record = after.pop("actors/ida-moss.md")
    assert record.decode().replace("was: [i-moss]\n", "") == before.pop("actors/ida-moss.md").decode()
    assert after == before and is_sound(flood)
    done("import", "--again", "--root", flood)
    assert contents(flood / "content") == {**before, "actors/ida-moss.md": record}
    done("rename", "ida-moss", "i-moss", "--root", flood)
    assert "was: [ida-moss]\n" in (flood / "content/actors/i-moss.md").read_text()


def test_an_id_that_another_record_had_is_refused_by_the_name_of_that_record(flood: Path) -> None:
    done("rename", "ida-moss", "i-moss", "--root", flood)
    said = refused("rename", "residents", "ida-moss", "--root", flood)
    assert "“ida-moss” was the id of i-moss before it was renamed" in said
    assert "claimline merge residents i-moss" in said
    assert "“i-moss” is its id already" in refused("rename", "i-moss", "i-moss", "--root", flood)


@pytest.mark.parametrize("mark", ["'", '"', ""])
def test_a_rename_leaves_the_quotation_marks_around_what_points(flood: Path, mark: str) -> None:
    edit(flood / FLOOD, "speaker: ida-moss", f"speaker: {mark}ida-moss{mark}   # the head")
    edit(flood / FLOOD, "people-rescued:", f"{mark}people-rescued{mark}:")
    done("rename", "ida-moss", "i-moss", "--root", flood)
    done("rename", "people-rescued", "rescued", "--root", flood)
    text = (flood / FLOOD).read_text()
    assert f"speaker: {mark}i-moss{mark}   # the head" in text and f"{{{mark}rescued{mark}:" in text


def test_a_renamed_question_keeps_the_comment_at_each_answer(flood: Path) -> None:
    edit(flood / FLOOD, 'answers: {people-rescued: ">=40"}', 'answers:\n      people-rescued: ">=40"   # at least')
    done("rename", "people-rescued", "rescued", "--root", flood)
    assert 'answers:\n      rescued: ">=40"   # at least' in (flood / FLOOD).read_text()


def test_a_renamed_publisher_stays_renamed_after_the_next_import(flood: Path) -> None:
    sidecar = flood / "seeds/gazette.yml"
    sidecar.write_bytes(b"# the paper\r\npublisher: alder-gazette   # as it calls itself\r\nkind: news-report\r\n")
    done("import", "--root", flood)
    done("rename", "alder-gazette", "gazette-of-alder", "--root", flood)
    assert sidecar.read_bytes() == (
        b"# the paper\r\npublisher: gazette-of-alder   # as it calls itself\r\nkind: news-report\r\n"
    )
    before = contents(flood / "content")
    assert done("import", "--again", "--dry-run", "--root", flood).count("publisher") == 0
    done("import", "--root", flood)
    assert contents(flood / "content") == before


def test_a_byte_order_mark_and_newlines_of_windows_stay(flood: Path) -> None:
    path = flood / FLOOD
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes()
    done("rename", "ida-moss", "i-moss", "--root", flood)
    assert path.read_bytes() == before.replace(b"ida-moss", b"i-moss")


def test_a_rename_that_finds_no_room_leaves_every_byte(flood: Path, disk_that_fills_up: list[str]) -> None:
    before = contents(flood)
    assert "cannot-write: No space left" in refused("rename", "ida-moss", "i-moss", "--root", flood)
    assert contents(flood) == before


# ── fix ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def mendable(flood: Path) -> Path:
    """A dossier in Git with a quote in other typography and a hash that is missing."""
    edit(flood / "seeds/gazette.txt", "the dam had failed", "the “old” dam had failed")
    edit(
        flood / "content/sources/gazette.md",
        "sha256: 3754b003a05416e675f3a627887856994979c0e0068f4577fa6a63d4b8e22c2f\n",
        "",
    )
    disputed = next((flood / "content/timeline/2031").glob("*dam*"))
    edit(
        disputed,
        "quote: A council spokesman denied that the dam",
        'quote: A council spokesman denied that the "old" dam',
    )
    for words in (["init", "-q"], ["add", "."]):
        subprocess.run(["git", "-C", flood, *words], check=True)
    return flood


def test_what_fix_would_do_is_told_in_exact_lines(mendable: Path) -> None:
    before = contents(mendable / "content")
    rows: list[dict[str, Any]] = json.loads(done("fix", "--dry-run", "--format", "json", "--root", mendable))
    assert contents(mendable / "content") == before
    assert [(row["rule"], row["start_line"], row["end_line"]) for row in rows] == [
        ("seed-changed", 7, 7),
        ("quote-missing", 9, 9),
    ]
    for row in rows:
        path = mendable / row["path"]
        lines = path.read_text().split("\n")
        lines[row["start_line"] - 1 : row["end_line"]] = row["replacement"].split("\n")
        path.write_text("\n".join(lines))
    assert is_sound(mendable)
    assert done("fix", "--root", mendable) == "Nothing to mend.\n"


def test_what_fix_would_do_is_a_patch_that_git_applies(mendable: Path) -> None:
    edit(mendable / FLOOD, 'date: "2031-03-04"', 'date: "2030-03-04"')
    edit(mendable / FLOOD, 'said: "2031-03-05"', 'said: "2031-03-05"')
    patch = done("fix", "--dry-run", "--format", "diff", "--root", mendable)
    assert "rename to content/timeline/2030/millbrook-flood.md" in patch
    subprocess.run(["git", "-C", mendable, "apply"], input=patch.encode(), check=True)
    applied = contents(mendable / "content")
    subprocess.run(["git", "-C", mendable, "apply", "-R"], input=patch.encode(), check=True)
    done("fix", "--root", mendable)
    assert contents(mendable / "content") == applied


def test_words_that_are_set_aside_and_letters_of_another_composition_are_mended_too(flood: Path) -> None:
    seed = "Flood in Millbrook: what we know\nRescuers brought 25 people to safety in Millbrook on March 4, 2031, a source in the rescue service told the Herald.\nThe dam above the town has failed, residents said. Café “Weir” is closed – for now.\n"
    (flood / "seeds/herald.txt").write_text(seed)
    aside = 'set_aside:\n  - quote: Cafe\u0301 "Weir" is closed - for now   # by the river\n    reason: no event\n'
    edit(
        flood / "content/sources/herald.md",
        "sha256: 5dc5d95cb0acd9a78d50362c6530a055a4743e7deed8fd78cff5492926a8cb57\n",
        aside,
    )
    done("fix", "--root", flood)
    text = (flood / "content/sources/herald.md").read_text()
    assert "  - quote: Café “Weir” is closed – for now   # by the river\n" in text and is_sound(flood)


# ── merge ───────────────────────────────────────────────────────────────────────────────────────────────────

MOSS = """---
name: I. Moss
kind: person
aliases:
  # as she signs
  - {name: Ida M. Moss, note: so in letters}
  - Ида Мосс
roles:
  - title: mayor
    of: county-council   # since the vote
    from: "2031-05-01"
country: alder-county
links: {wikidata: Q99}
was: [moss]
# found in the archive
---
Mayor after the flood.
"""


@pytest.fixture
def doubled(flood: Path) -> Path:
    """A dossier that has Ida Moss twice, the second time in every place where an actor can stand."""
    (flood / "content/actors/i-moss.md").write_text(MOSS)
    edit(
        flood / FLOOD,
        "actors: [rescue-service, county-council]",
        "actors: [i-moss, rescue-service, ida-moss]   # who acted",
    )
    edit(
        flood / FLOOD,
        "      within: rescue-service\n",
        "      within: rescue-service\n    via: [i-moss, ida-moss, residents]\n",
    )
    edit(flood / DISPUTED, "within: county-council", "within: i-moss")
    edit(flood / DISPUTED, 'answers: {dam-failed: "no"}', 'via: [i-moss]\n    answers: {dam-failed: "no"}')
    edit(flood / "content/actors/residents.md", "kind: group", "kind: group\nnot_same: [i-moss]")
    edit(flood / "content/actors/herald.md", "kind: outlet", "kind: outlet\npart_of: i-moss  # her own")
    assert is_sound(flood)
    return flood


def test_a_merged_actor_is_one_everywhere_and_nothing_of_either_is_lost(doubled: Path) -> None:
    would = done("merge", "i-moss", "ida-moss", "--root", doubled, "--dry-run")
    shown = done("merge", "i-moss", "INTO", "ida-moss", "--root", doubled)
    assert shown == would and is_sound(doubled)
    assert "goes with content/actors/i-moss.md: # found in the archive" in shown
    assert (
        (doubled / "content/actors/ida-moss.md").read_text()
        == """---
name: Ida Moss
kind: person
aliases:
  - {name: Ида Мосс, lang: ru, note: for search}
  - I. Moss
  # as she signs
  - {name: Ida M. Moss, note: so in letters}
roles:
  - title: head
    of: rescue-service
    as_of: "2031-03-04"
  - title: mayor
    of: county-council   # since the vote
    from: "2031-05-01"
country: alder-county
links: {wikidata: Q99}
was: [i-moss, moss]
---
Mayor after the flood.
"""
    )
    assert not (doubled / "content/actors/i-moss.md").exists()
    text = (doubled / FLOOD).read_text()
    assert "actors: [rescue-service, ida-moss]   # who acted" in text and "via: [ida-moss, residents]" in text
    assert "part_of: ida-moss  # her own" in (doubled / "content/actors/herald.md").read_text()
    assert "within: ida-moss}\n    stance: denies\n    via: [ida-moss]" in (doubled / DISPUTED).read_text()
    assert "not_same: [ida-moss]" in (doubled / "content/actors/residents.md").read_text()


def test_what_both_say_otherwise_stops_the_merge_until_somebody_decides(doubled: Path) -> None:
    edit(doubled / "content/actors/ida-moss.md", "kind: person", "kind: person\nlinks: {wikidata: Q1}\ncountry: herald")
    before = contents(doubled)
    said = refused("merge", "i-moss", "ida-moss", "--root", doubled)
    assert "content/actors/i-moss.md:13:19: cannot-merge: links.wikidata: i-moss says “Q99”, ida-moss says “Q1”" in said
    assert "country: i-moss says “alder-county”, ida-moss says “herald”" in said and "--prefer ida-moss" in said
    assert contents(doubled) == before
    shown = done("merge", "i-moss", "ida-moss", "--prefer", "ida-moss", "--root", doubled)
    assert "not kept: links.wikidata “Q99”, as i-moss had it" in shown
    text = (doubled / "content/actors/ida-moss.md").read_text()
    assert "links: {wikidata: Q1}\ncountry: herald" in text and "Q99" not in text


def test_the_values_of_the_one_that_goes_can_be_preferred(doubled: Path) -> None:
    edit(doubled / "content/actors/ida-moss.md", "kind: person", "kind: group   # of people\nlinks: {wikidata: Q1}")
    shown = done("merge", "i-moss", "ida-moss", "--prefer", "i-moss", "--root", doubled)
    assert "not kept: kind “group”, as ida-moss had it" in shown
    assert "kind: person   # of people\nlinks: {wikidata: Q99}" in (doubled / "content/actors/ida-moss.md").read_text()


def test_a_speaker_who_would_pass_on_their_own_words_is_found(doubled: Path) -> None:
    edit(doubled / FLOOD, "    speaker: ida-moss\n", "    speaker: ida-moss\n    via: [i-moss]\n")
    edit(doubled / "content/sources/gazette.md", "publisher: alder-gazette", "publisher: ida-moss")
    edit(doubled / "content/actors/ida-moss.md", "    of: rescue-service\n", "    of: i-moss\n")
    shown = done("merge", "i-moss", "ida-moss", "--root", doubled)
    assert f"{FLOOD}: “At least 40 people have been taken to safety” went through its own speaker" in shown
    assert f"{DISPUTED}: “A council spokesman denied that the dam had failed” went through its own publisher" in shown
    assert "the role “head” was of i-moss, which is the same now" in shown
    assert "    speaker: ida-moss\n    quantities" in (doubled / FLOOD).read_text() and is_sound(doubled)


@pytest.mark.parametrize(
    ("old", "into", "says"),
    [
        ("i-moss", "residents", "content/actors/residents.md first"),
        ("i-moss", "millbrook", "are of two kinds"),
        ("places/alder-county", "actors/alder-county", "are of two kinds"),
        ("i-moss", "i-moss", "is both"),
        ("gazette", "herald", "republishes"),
        ("dam-failed", "people-rescued", "move the answers"),
        ("i-mos", "ida-moss", "Did you mean i-moss"),
        ("alder-county", "herald", "kind: alder-county says “state”"),
        ("moss", "ida-moss", "It is actors/i-moss now."),
    ],
)
def test_a_merge_that_cannot_be_is_refused_with_a_reason(old: str, into: str, says: str, doubled: Path) -> None:
    before = contents(doubled)
    assert says in refused("merge", old, into, "--root", doubled)
    assert contents(doubled) == before


def test_a_merge_that_would_make_a_ring_is_refused(doubled: Path) -> None:
    edit(doubled / "content/actors/i-moss.md", "country: alder-county", "part_of: rescue-service")
    edit(doubled / "content/actors/county-council.md", "kind: organisation", "kind: organisation\npart_of: ida-moss")
    before = contents(doubled)
    assert is_sound(doubled)
    said = refused("merge", "i-moss", "ida-moss", "--root", doubled)
    assert "would-be-worse: " in said and "hierarchy-loop" in said and "Nothing was written" in said
    assert contents(doubled) == before


def test_a_merge_that_finds_no_room_leaves_every_byte(doubled: Path, disk_that_fills_up: list[str]) -> None:
    before = contents(doubled)
    assert "cannot-write: No space left" in refused("merge", "i-moss", "ida-moss", "--root", doubled)
    assert contents(doubled) == before and len(disk_that_fills_up) == 2


def test_merged_places_share_what_one_of_them_knows(flood: Path) -> None:
    town = '---\nname: Mill Brook\nkind: town\nlinks: {geonames: "7"}\n---\n'
    (flood / "content/places/mill-brook.md").write_text(town)
    edit(flood / "content/places/millbrook.md", 'coordinates: ["51.5", "-2.25"]\nprecision: locality\n', "")
    edit(flood / "content/places/mill-brook.md", "links", 'coordinates: ["51.5", "-2.25"]\nprecision: locality\nlinks')
    edit(flood / DISPUTED, "places: [millbrook]", "places: [mill-brook]")
    done("merge", "mill-brook", "millbrook", "--root", flood)
    text = (flood / "content/places/millbrook.md").read_text()
    assert 'aliases: [Mill Brook]\nwithin: alder-county\ncoordinates: ["51.5", "-2.25"]\nprecision: locality\n' in text
    assert 'links: {geonames: "7"}\nwas: [mill-brook]' in text
    assert is_sound(flood)


def test_merged_entries_hold_the_claims_of_both_as_they_are_written(flood: Path) -> None:
    edit(flood / DISPUTED, "  - quote: The dam", "  # what people said\n  - quote: The dam")
    edit(flood / DISPUTED, "status: draft", "status: draft\nsensitivity: graphic")
    shown = done("merge", "dam-failure-disputed", "millbrook-flood", "--root", flood)
    text = (flood / FLOOD).read_text()
    assert text.count("- quote: ") == 5
    assert "  # what people said\n  - quote: The dam above the town has failed\n    source: herald\n" in text
    assert "status: draft" in text and "sensitivity: graphic" in text and "residents" in text
    assert "not taken over: title “Residents say the dam failed, the council denies it”" in shown
    assert "status is draft now" in shown and is_sound(flood)


def test_one_claim_in_both_entries_is_kept_once_and_differences_are_put_to_a_person(flood: Path) -> None:
    edit(
        flood / DISPUTED,
        "claims:\n",
        "claims:\n  - quote: At least 40 people have been taken to safety\n    source: gazette\n",
    )
    said = refused("merge", "dam-failure-disputed", "millbrook-flood", "--root", flood)
    assert "differ in speaker, quantities, answers" in said
    done("merge", "dam-failure-disputed", "millbrook-flood", "--prefer", "millbrook-flood", "--root", flood)
    assert (flood / FLOOD).read_text().count("At least 40 people") == 1 and is_sound(flood)


ARTICLE = """Ferry runs aground near Port Hale
The ferry Northern Star ran aground off Port Hale late on Monday, March 10, 2031, the Coastguard Agency said.
“All 212 passengers are safe,” said Nora Finch, the head of the Coastguard Agency, on Telegram.
“The ship is holed,” N. Finch told Reuters. Nora K. Finch said the weather was to blame.
"""


@pytest.mark.parametrize("merges", [[("coastguard-agency", "agency")], [("nora-finch", "finch"), ("reuters", "wire")]])
def test_a_merged_record_does_not_come_back_with_the_next_import(merges: list[tuple[str, str]], flood: Path) -> None:
    (flood / "seeds/ferry.txt").write_text(ARTICLE)
    done("import", "--root", flood)
    for old, into in merges:
        kind = next(line for line in (flood / f"content/actors/{old}.md").read_text().splitlines() if "kind:" in line)
        (flood / f"content/actors/{into}.md").write_text(f"---\nname: The {into}\n{kind}\n---\n")
        done("merge", old, into, "--root", flood)
        ledger = json.loads((flood / "seeds/ferry.ledger.json").read_text())
        assert f"actors/{old}" in ledger["records"], "that it was proposed once is remembered"
        assert f'"{old}"' not in json.dumps([ledger["claims"], *ledger["records"].values()])
    before = contents(flood / "content/actors")
    assert "+ content/" not in done("import", "--again", "--root", flood)
    assert contents(flood / "content/actors") == before
    (flood / "seeds/later.txt").write_text(ARTICLE.replace("late on Monday, March 10", "on Tuesday, March 11"))
    done("import", "--root", flood)
    assert not any((flood / f"content/actors/{old}.md").exists() for old, _ in merges)
    assert is_sound(flood)


def test_a_merged_entry_does_not_come_back_with_the_next_import(flood: Path) -> None:
    (flood / "seeds/ferry.txt").write_text(ARTICLE)
    done("import", "--root", flood)
    old = next(path for path in (flood / "content/timeline/2031").glob("*.md") if "Northern Star" in path.read_text())
    done("merge", old.stem, "dam-failure-disputed", "--root", flood)
    before = {path: text for path, text in contents(flood).items() if path.startswith("content/")}
    done("import", "--again", "--root", flood)
    assert {path: text for path, text in contents(flood).items() if path.startswith("content/")} == before

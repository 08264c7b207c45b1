"""Downloads in pieces: after any edit, and with any number of processes, the files are those of a full write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from on_disk import files_of
from pages_corpus import dam

from build_tools.agreement import Agreement
from build_tools.corpus import Corpus
from build_tools.exports.all import Downloads, files
from build_tools.exports.checksums import Counting, Finished
from build_tools.exports.kept_pieces import Kept
from build_tools.exports.landing import Range, land
from build_tools.exports.pieces import FOLDERS
from build_tools.exports.telling import SiteFacts, Telling
from build_tools.exports.writing import write
from build_tools.published import for_readers
from build_tools.tracing.records import followed

SITE = SiteFacts("The dam", url="https://dam.example/d/")


def telling(corpus: Corpus) -> Telling:
    given = for_readers(corpus)
    return Telling(given, Agreement(given), SITE)


def pieces(told: Telling) -> Mapping[str, Mapping[str, Sequence[tuple[str, bytes]]]]:
    return {maker.name: {key: list(maker.make(key)) for key in maker.keys()} for maker in Downloads(told).makers}


def changed(before: Telling, after: Telling) -> dict[str, list[str]]:
    """The keys whose pieces came out otherwise: what a trace tells, and more, without making any."""
    was, now = pieces(before), pieces(after)
    return {name: [key for key, made in held.items() if was[name].get(key) != made] for name, held in now.items()}


# ── Edits ───────────────────────────────────────────────────────────────────────────────────────────────────


def retitled(corpus: Corpus, id: str, words: str) -> Corpus:
    return replace(corpus, entries={**corpus.entries, id: replace(corpus.entries[id], title=words)})


def without_entry(corpus: Corpus, id: str, _: str) -> Corpus:
    return replace(corpus, entries={key: one for key, one in corpus.entries.items() if key != id})


def copied(corpus: Corpus, id: str, words: str) -> Corpus:
    new = f"{id}-{len(corpus.entries)}"
    entries = {**corpus.entries, new: replace(corpus.entries[id], id=new, title=words, claims=())}
    return replace(corpus, entries=dict(sorted(entries.items())))


def moved_to_the_end(corpus: Corpus, id: str, _: str) -> Corpus:
    entries = dict(corpus.entries)
    entries[id] = entries.pop(id)
    return replace(corpus, entries=entries)


def without_claims(corpus: Corpus, id: str, _: str) -> Corpus:
    return replace(corpus, entries={**corpus.entries, id: replace(corpus.entries[id], claims=())})


def retracted(corpus: Corpus, id: str, _: str) -> Corpus:
    return replace(corpus, entries={**corpus.entries, id: replace(corpus.entries[id], status="retracted")})


def renamed_actor(corpus: Corpus, _: str, words: str) -> Corpus:
    return replace(corpus, actors={key: replace(one, name=f"{one.name} {words}") for key, one in corpus.actors.items()})


EDITS = (retitled, without_entry, copied, moved_to_the_end, without_claims, retracted, renamed_actor)
Edits = list[tuple[int, int, str]]


@settings(max_examples=10, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 50), st.sampled_from(["A", '“B”,\r\n"c"', ""])), max_size=4)
)
def test_after_any_edits_the_files_are_those_of_a_full_write(edits: Edits) -> None:
    corpus = dam()
    with TemporaryDirectory() as folder:
        out, kept = Path(folder) / "out", Path(folder) / "cache" / "pieces"
        told = telling(corpus)
        write(Downloads(told), out, kept=kept)
        for which, at, words in edits:
            ids = list(corpus.entries)
            corpus = EDITS[which](corpus, ids[at % len(ids)], words) if ids else corpus
            before, told = told, telling(corpus)
            finished = write(Downloads(told), out, kept=kept, changed=changed(before, told))
            facts = {path: (one.size, one.sha256) for path, one in finished.items()}
            found = {path: Finished.of(content) for path, content in files_of(out).items()}
            assert facts == {path: (one.size, one.sha256) for path, one in found.items()}
            tables = [path for path in found if path.endswith(".csv")]
            assert [finished[path].lines for path in tables] == [found[path].lines for path in tables]
        full = files(told)
        assert files_of(out) == dict(full)


def test_a_second_process_changes_no_byte(tmp_path: Path) -> None:
    told = telling(dam())
    write(Downloads(told), tmp_path / "two", jobs=2)
    assert files_of(tmp_path / "two") == dict(files(told))


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_each_piece_was_made_from_is_noted_wherever_it_was_made(jobs: int, tmp_path: Path) -> None:
    given = for_readers(dam())
    given = replace(given, entries=followed(given.entries))
    told, notes = Telling(given, Agreement(given), SITE), {}
    write(Downloads(told), tmp_path / "out", jobs=jobs, notes=notes)
    offer = Downloads(told)
    assert notes.keys() == {(maker.name, key) for maker in offer.makers for key in maker.keys()}
    assert ("Entry.title", "dam-bursts") in notes["downloads of entries", "dam-bursts"]
    assert ("Entry.title", "dam-bursts") not in notes["downloads of entries", "repairs"]


# ── What is kept ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("spoil", ["cut off", "no JSON", "gone", "a file was touched", "a file is gone"])
def test_what_is_kept_is_believed_only_while_it_is_whole(spoil: str, tmp_path: Path) -> None:
    told, out, kept = telling(dam()), tmp_path / "out", tmp_path / "pieces"
    write(Downloads(told), out, kept=kept)
    assert Kept.read(kept, out).files
    {
        "cut off": lambda: kept.write_bytes(kept.read_bytes()[:-7]),
        "no JSON": lambda: kept.write_bytes(b"\x00\x01"),
        "gone": kept.unlink,
        "a file was touched": lambda: (out / "data/claims.csv").write_bytes(b"mine"),
        "a file is gone": (out / "data/claims.csv").unlink,
    }[spoil]()
    assert not Kept.read(kept, out).files
    write(Downloads(told), out, kept=kept, changed={})
    assert files_of(out) == dict(files(told))


def test_what_an_edit_does_not_touch_is_not_written(tmp_path: Path) -> None:
    before, after = telling(dam()), telling(retitled(dam(), "dam-bursts", "The dam, once more"))
    write(Downloads(before), tmp_path / "out", kept=tmp_path / "pieces")
    written = {path: path.stat().st_mtime_ns for path in (tmp_path / "out" / "data").rglob("*") if path.is_file()}
    write(Downloads(after), tmp_path / "out", kept=tmp_path / "pieces", changed=changed(before, after))
    touched = {path.name for path, at in written.items() if path.stat().st_mtime_ns != at}
    assert "entries.csv" in touched and not touched & {"actors.csv", "sources.jsonl", "places.geojson", "claim_via.csv"}


# ── Pieces and files ────────────────────────────────────────────────────────────────────────────────────────


def test_every_piece_has_its_place_in_a_file() -> None:
    offer = Downloads(telling(dam()))
    laid_out = {strand for layout in offer.layouts for run in layout.runs for strand in run.strands}
    made = {name for held in pieces(telling(dam())).values() for key in held.values() for name, _ in key}
    assert {name for name in made if not name.startswith(FOLDERS)} <= laid_out


@given(st.lists(st.binary(max_size=9)), st.integers(1, 5))
def test_octets_and_ranges_of_files_make_one_file(parts: list[bytes], step: int) -> None:
    with TemporaryDirectory() as folder:
        other, content = Path(folder) / "other", b"".join(parts)
        other.write_bytes(content)
        told: list[bytes | Range] = []
        for at in range(0, len(content), step):
            size = min(step, len(content) - at)
            told.append(Range(other, at, size) if at % 2 else content[at : at + size])
        target = Path(folder) / "target.csv"
        assert land(target, told) == Finished.of(content) and target.read_bytes() == content


@given(st.lists(st.sampled_from(['"', "\r\n", ",", "a"])), st.integers(1, 4))
def test_lines_are_counted_whatever_the_blocks(signs: list[str], step: int) -> None:
    content = "".join(signs).encode()
    counting = Counting()
    for at in range(0, len(content), step):
        counting.take(content[at : at + step])
    assert counting.finished == Finished.of(content)

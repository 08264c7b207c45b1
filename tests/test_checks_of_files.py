"""The check of some files: it tells whatever is wrong by them, wherever that is, and nothing that is not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_checks import BREACHES, DAM, FLOOD, change

from build_tools.dossier import open_dossier
from build_tools.inspection import find_problems, inspect
from build_tools.problems import Problem
from build_tools.records.files import Folder, in_order

SOUND = Path(__file__).parent / "dossiers" / "flood"
IDA = "content/actors/ida-moss.md"
HERALD = "content/sources/herald.md"


@dataclass(frozen=True)
class Held:
    """A dossier in memory."""

    held: Mapping[str, bytes]
    root: Path = Path("held")

    def below(self, folder: str) -> tuple[str, ...]:
        return in_order(path for path in self.held if path.startswith(f"{folder}/"))

    def has(self, path: str) -> bool:
        return path in self.held

    def has_folder(self, path: str) -> bool:
        return any(one.startswith(f"{path}/") for one in self.held)

    def read(self, path: str) -> bytes:
        return self.held[path]


@cache
def sound() -> Mapping[str, bytes]:
    files = Folder(SOUND)
    return {path: files.read(path) for folder in ("content", "seeds") for path in files.below(folder)}


def told(root: Path, *paths: str) -> list[str]:
    return [f"{problem.where.path}: {problem.code}" for problem in inspect(root, paths).problems]


# ── everything that the files break ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("breach", BREACHES)
def test_each_breach_is_told_by_the_check_of_the_file_that_it_was_made_in(breach: str, flood: Path) -> None:
    path, old, new, _ = BREACHES[breach]
    change(flood, path, old, new)
    assert list(inspect(flood, [path]).problems) == find_problems(open_dossier(flood))


WORDS = re.compile(rb"[a-z0-9]+(?:-[a-z0-9]+)+|[A-Za-z]{4,}")


@st.composite
def changed(draw: st.DrawFn, held: Mapping[str, bytes], most: int) -> tuple[dict[str, bytes], set[str]]:
    """Up to ``most`` changes to a dossier, as a hasty person makes them; and the files that were changed."""
    now, touched = dict(held), set[str]()
    for _ in range(draw(st.integers(0, most))):
        path = draw(st.sampled_from(sorted(now)))
        what = draw(st.sampled_from(("word", "word", "line", "twice", "gone", "moved", "copied")))
        lines = now[path].split(b"\n")
        at = draw(st.integers(0, len(lines) - 1))
        touched.add(path)
        if what == "gone":
            del now[path]
        elif what in ("moved", "copied"):
            other = draw(st.sampled_from((path.replace(".", "-too.", 1), path.replace("/2031/", "/2032/"))))
            now[other] = now[path] if what == "copied" else now.pop(path)
            touched.add(other)
        elif what == "word" and (found := WORDS.findall(now[path])):
            known = WORDS.findall(b" ".join(now.values())) + [b"draft", b"person-at-risk", b"place", b"2030-02-30"]
            old, new = draw(st.sampled_from(found)), draw(st.sampled_from(known))
            now[path] = now[path].replace(old, new, draw(st.sampled_from((1, -1))))
        else:
            now[path] = b"\n".join(
                lines[:at]
                + lines[at : at + 1] * (what == "twice")
                + lines[at:] * (what == "twice")
                + lines[at + 1 :] * (what == "line")
            )
    return now, touched


def kinds_of(problems: Iterable[Problem]) -> set[tuple[str, str]]:
    return {(problem.where.path, problem.code) for problem in problems}


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.data())
def test_what_is_new_in_the_whole_is_told_by_the_check_of_the_changed_files(data: st.DataObject) -> None:
    before, _ = data.draw(changed(sound(), 2))
    after, files = data.draw(changed(before, 3))
    old, new = find_problems(open_dossier(Held(before))), find_problems(open_dossier(Held(after)))
    told = inspect(Held(after), files).problems
    assert set(told) <= set(new), "nothing is told that is not so"
    assert kinds_of(new) - kinds_of(old) <= kinds_of(told)
    assert old or set(told) == set(new), "in a sound dossier all that is wrong is so by the files"

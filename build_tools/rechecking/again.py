"""A verdict brought up to date: judged again is what a change concerns, and the rest stands."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from build_tools.checks.catalogue import Rule
from build_tools.checks.concerning import KINDS, pointed_to
from build_tools.checks.rule import Case
from build_tools.checks.rules.names_alike import uses_of
from build_tools.checks.rules.person_at_risk import hidden_records, traces_of
from build_tools.corpus import Corpus
from build_tools.model import Record
from build_tools.problems import Problem
from build_tools.rechecking.change import Change
from build_tools.rechecking.covering import Told, told_of
from build_tools.rechecking.first import risk_of
from build_tools.rechecking.judged import Found, by_record, finding_of, judge_by_record, judge_each, judge_groups, whole
from build_tools.rechecking.sheet import Sheet, in_groups, sheet_of
from build_tools.rechecking.verdict import Verdict, record_at

_WHEN: Mapping[str, tuple[str, ...]] = {
    "alias-shared": ("Actor", "Place"),
    "hierarchy-loop": ("Actor", "Place", "Source"),
    "names-alike": ("Actor", "Place"),
}
_ORDER = ("Entry", "Source", "Actor", "Place", "Question", "Record")


def judge_again(change: Change) -> Verdict | None:
    """The verdict on the dossier as it is now; None where everything has to be judged. Raises Incomplete."""
    return None if change.is_odd else _Again(change).verdict()


class _Again:
    def __init__(self, change: Change) -> None:
        self.change = change
        self.was, self.dossier, self.corpus = change.was, change.dossier, change.dossier.corpus
        self.case = Case(self.corpus, change.dossier.broken)
        kept = {path: sheet for path, sheet in self.was.sheets.items() if path not in change.before}
        self.dependent = {path: kept[path] for path in kept if not change.touched.isdisjoint(kept[path].read)}
        self.records = {**change.records, **{path: self.record(path, kept) for path in self.dependent}}
        self.before = {**change.before, **self.dependent}
        self.after = {path: sheet_of(record, self.case) for path, record in self.records.items()}
        self.sheets = {**kept, **self.after}

    def record(self, path: str, sheets: Mapping[str, Sheet] | None = None) -> Record:
        return record_at(path, (sheets or self.sheets)[path], self.dossier)

    def verdict(self) -> Verdict:
        each = self.each()
        return replace(
            self.was,
            files=self.change.files,
            sheets=self.sheets,
            each=each,
            groups=self.groups(),
            alone={rule.code: self.alone(rule) for rule in whole()},
            singly={rule.code: self.singly(rule) for rule in by_record()},
            covered=self.covered(),
            types=dict(self.corpus.types),
            broken=self.dossier.broken,
            risk=self.risk,
        ).concluded(self.dossier)

    # ── each record for itself, and those that share a key ──────────────────────────────────────────────────

    def each(self) -> dict[str, Found]:
        found = {path: one for path, one in self.was.each.items() if path not in self.before}
        for path, (one, read) in judge_each(self.records.values(), self.case).items():
            self.sheets[path] = self.sheets[path].having_read(read)
            found |= {path: one} if one.problems or one.spent else {}
        return found

    def groups(self) -> dict[str, Found]:
        concerned = {
            path
            for path in (*self.before, *self.after)
            if path in self.change.paths or not self.change.of_sources.isdisjoint(self.before[path].read)
        }
        sheets = [part[path] for part in (self.before, self.after) for path in concerned if path in part]
        keys = {key for sheet in sheets for key in sheet.keys}
        members: dict[str, list[str]] = defaultdict(list)
        for path, sheet in self.sheets.items():
            if not keys.isdisjoint(sheet.keys):
                for key in keys.intersection(sheet.keys):
                    members[key].append(path)
        found = {key: one for key, one in self.was.groups.items() if key not in keys}
        for rule in in_groups():
            own = {key: paths for key, paths in members.items() if key.startswith(f"{rule.code}\0")}
            inner = {key.partition("\0")[2]: self.in_order(paths) for key, paths in own.items()}
            found |= {f"{rule.code}\0{key}": one for key, one in judge_groups(rule, inner, self.case).items()}
        return found

    def in_order(self, paths: Iterable[str]) -> list[Record]:
        return [self.record(path) for path in sorted(paths, key=lambda path: self.rank[self.sheets[path].token])]

    @property
    def rank(self) -> Mapping[str, tuple[int, int]]:
        if not hasattr(self, "_rank"):
            corpus = self.corpus
            groups: tuple[Iterable[Iterable[str]], ...] = (
                (corpus.entries, corpus.withheld),
                (corpus.sources,),
                (corpus.actors,),
                (corpus.places,),
                (corpus.questions, corpus.drafted_questions),
            )
            self._rank = {
                f"{kind}:{id}": (number, at)
                for number, (kind, parts) in enumerate(zip(_ORDER, groups, strict=False))
                for at, id in enumerate(id for part in parts for id in part)
            }
        return self._rank

    # ── rules with ways of their own ────────────────────────────────────────────────────────────────────────

    def alone(self, rule: Rule) -> Found:
        was = self.was.alone[rule.code]
        if rule.code not in _WHEN:
            is_concerned = any(sheet.states for sheet in (*self.before.values(), *self.sheets.values()))
        else:
            is_concerned = self.change.of_kinds(*_WHEN[rule.code])
        if rule.code == "names-alike" and not is_concerned:
            is_concerned = any(self.is_told_otherwise(problem) for problem in was.problems)
        if not is_concerned:
            return was
        return finding_of(rule, replace(self.case, _made={uses_of: _Uses(self.sheets.values())}))

    def is_told_otherwise(self, problem: Problem) -> bool:
        """Whether one of two names that look alike is referred to more or less often than it was, as the tip tells."""
        return any(f"/{id}{end}" in problem.tip for id in self.used_otherwise for end in (" ", "`"))

    @cached_property
    def used_otherwise(self) -> frozenset[str]:
        """The ids of what is referred to more or less often than it was, or by other entries that are reviewed."""
        counts: list[Counter[tuple[str, bool]]] = []
        for part in (self.change.before, self.change.after):
            uses = _Uses(part.values())
            counts.append(Counter((word, sheet.is_reviewed) for sheet in uses.sheets for word in sheet.refers))
        return frozenset(word.partition(":")[2] for word, _ in {*(counts[0] - counts[1]), *(counts[1] - counts[0])})

    def singly(self, rule: Rule) -> dict[str, Found]:
        own = {"record-orphan": self.orphans, "person-at-risk": self.at_risk}
        return own[rule.code](rule)

    def orphans(self, rule: Rule) -> dict[str, Found]:
        pointed = {point for part in (self.before, self.after) for sheet in part.values() for point in sheet.points}
        own = {sheet.token for part in (self.before, self.after) for sheet in part.values()}
        concerned = {
            path: sheet
            for path, sheet in self.sheets.items()
            if sheet.kind not in ("Entry", "Record")
            and (sheet.token in pointed or sheet.token in own or pointed.intersection(_as_author(sheet)))
        }
        wanted = {word for sheet in concerned.values() for word in (sheet.token, *_as_author(sheet))}
        named = {
            point for sheet in self.sheets.values() if not wanted.isdisjoint(sheet.points) for point in sheet.points
        }
        kinds = {kind.__name__: kind for kind in KINDS}
        there = {
            (kinds[sheet.kind], sheet.id)
            for sheet in concerned.values()
            if not named.isdisjoint((sheet.token, *_as_author(sheet)))
        }
        only = tuple(self.record(path) for path in concerned)
        found = judge_by_record(rule, replace(self.case, only=only, _made={pointed_to: frozenset(there)}))
        kept = {
            path: one
            for path, one in self.was.singly[rule.code].items()
            if path in self.sheets and path not in concerned
        }
        return {**kept, **found}

    def at_risk(self, rule: Rule) -> dict[str, Found]:
        if not self.corpus.withheld and self.was.risk is None:
            self.risk = None
            return {}
        if self.may_alter_risk():
            self.risk = risk_of(self.case)
            return judge_by_record(rule, self.case)
        self.risk = self.was.risk
        looked_for, hidden = self.was.risk
        made: dict[Hashable, Any] = {
            traces_of: looked_for,
            hidden_records: tuple(self.record(path) for path, sheet in self.sheets.items() if sheet.token in hidden),
        }
        found = judge_by_record(rule, replace(self.case, only=tuple(self.change.records.values()), _made=made))
        kept = {path: one for path, one in self.was.singly[rule.code].items() if path not in self.change.paths}
        return {**kept, **found}

    def may_alter_risk(self) -> bool:
        change = self.change
        if (
            self.was.risk is None
            or change.types
            or change.texts
            or change.of_kinds("Source", "Actor", "Place", "Question")
        ):
            return True
        if (
            any(path.startswith("content/vocabulary") for path in change.paths)
            or change.dossier.broken != self.was.broken
        ):
            return True
        changed = [*change.before.values(), *change.after.values()]
        aside = [sheet for sheet in self.sheets.values() if sheet.is_aside and sheet.kind == "Entry"]
        telling = {word for sheet in aside for word in (*sheet.refers, *sheet.voices)}
        told = [
            {word for sheet in part.values() for word in (*sheet.refers, *sheet.voices)}
            for part in (change.before, change.after)
        ]
        return any(sheet.is_aside for sheet in changed) or self.are_told_here_alone(telling & (told[0] ^ told[1]))

    def are_told_here_alone(self, words: set[str]) -> bool:
        """Whether one of these is referred to, or is a speaker's words, in no entry that did not change."""
        for path, sheet in self.sheets.items():
            if not words:
                break
            if sheet.kind == "Entry" and not sheet.is_aside and path not in self.change.paths:
                words = words.difference(sheet.refers, sheet.voices)
        return bool(words)

    # ── coverage ────────────────────────────────────────────────────────────────────────────────────────────

    def covered(self) -> dict[str, Told]:
        changed = (*self.change.before.values(), *self.change.after.values())
        named = {f"Source:{id}" for id in self.change.texts}
        named |= {word for sheet in changed for word in (sheet.token, *sheet.refers) if word.startswith("Source:")}
        concerned = self.with_versions(named)
        around = self.with_versions(concerned)
        told = told_of(self.part(around))
        ids = {word.partition(":")[2] for word in concerned}
        kept = {id: one for id, one in self.was.covered.items() if id not in ids and id in self.corpus.sources}
        return {**kept, **{id: one for id, one in told.items() if id in ids}}

    def with_versions(self, tokens: set[str]) -> set[str]:
        found = set(tokens)
        for sheet in (*self.sheets.values(), *self.change.before.values()):
            if sheet.kind == "Source" and (sheet.token in tokens or not tokens.isdisjoint(sheet.refers)):
                found.update((sheet.token, *(word for word in sheet.refers if word.startswith("Source:"))))
        return found

    def part(self, tokens: set[str]) -> Corpus:
        """Of the corpus, these sources with their texts, and the entries with claims of them."""
        corpus, ids = self.corpus, {word.partition(":")[2] for word in tokens}
        entries = [
            sheet.id for sheet in self.sheets.values() if sheet.kind == "Entry" and not tokens.isdisjoint(sheet.refers)
        ]
        entries.sort(key=lambda id: self.rank[f"Entry:{id}"])
        return Corpus(
            entries={id: corpus.entries[id] for id in entries if id in corpus.entries},
            withheld={id: corpus.withheld[id] for id in entries if id in corpus.withheld},
            sources={id: corpus.sources[id] for id in sorted(ids) if id in corpus.sources},
            documents={id: corpus.documents[id] for id in sorted(ids) if id in corpus.documents},
        )


def _as_author(sheet: Sheet) -> Iterator[str]:
    return (f"author:{form}" for form in sheet.forms) if sheet.kind == "Actor" else iter(())


class _Uses(Mapping[Any, Any]):
    """How often entries that are reviewed refer to a record, and how often anything does: counted when it is asked for."""

    def __init__(self, sheets: Iterable[Sheet]) -> None:
        self.sheets = [
            sheet
            for sheet in sheets
            if sheet.kind == "Source" or sheet.kind == "Actor" or sheet.kind == "Entry" and not sheet.is_aside
        ]

    def __getitem__(self, key: Any) -> tuple[int, int]:
        word = f"{key[0].__name__}:{key[1]}"
        counted = [(sheet.is_reviewed, sheet.refers.count(word)) for sheet in self.sheets if word in sheet.refers]
        if not counted:
            raise KeyError(key)
        return sum(number for reviewed, number in counted if reviewed), sum(number for _, number in counted)

    def __iter__(self) -> Iterator[Any]:
        raise TypeError("they are counted one by one")

    def __len__(self) -> int:
        raise TypeError("they are counted one by one")

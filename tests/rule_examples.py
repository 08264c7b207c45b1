"""Lays the example of a rule's page over the small sound dossier, and prints what the check then finds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from build_tools.checks.rule_page import Example, Excerpt
from build_tools.dossier import SEEDS, open_dossier, read_seed
from build_tools.inspection import find_problems

ORPHAN = "record-orphan"
_OPENING = "```problems\n"
_HASH = re.compile(r"^sha256: .*\n", re.MULTILINE)
_SEED = re.compile(r"^seed: *(\S+)\n", re.MULTILINE)


def found_in(example: Example, root: Path, code: str = "") -> list[str]:
    """The problems, as printed without their tips, of the dossier at ``root`` changed by an example of the rule ``code``.

    An example puts a few claims in the place of others and so leaves records that nothing points to any more: of these
    only the examples of that rule tell.
    """
    lay(example.excerpts, root)
    found = find_problems(open_dossier(root))
    return [str(problem) for problem in found if code == ORPHAN or problem.code != ORPHAN]


def laid_problems(page: str, example: Example, found: Iterable[str]) -> str:
    """The page with what was found in the block of problems of an example."""
    start = page.index(f"## Fails: {example.title}\n" if example.title else "## Fails\n")
    begin = page.index(_OPENING, start) + len(_OPENING)
    return page[:begin] + "".join(f"{line}\n" for line in found) + page[page.index("```", begin) :]


def lay(excerpts: Iterable[Excerpt], root: Path) -> None:
    """Write each excerpt; a source whose text is new gets its hash, unless the example gives one itself."""
    excerpts = tuple(excerpts)
    for excerpt in excerpts:
        file = root / excerpt.path
        file.parent.mkdir(parents=True, exist_ok=True)
        old = file.read_text(encoding="utf-8") if file.is_file() else ""
        file.write_text(_changed(old, excerpt), encoding="utf-8")
    stated = {excerpt.path for excerpt in excerpts if _HASH.search(excerpt.text)}
    touched = {excerpt.path for excerpt in excerpts}
    for file in sorted((root / "content" / "sources").glob("*.md")):
        path = file.relative_to(root).as_posix()
        seed = _SEED.search(file.read_text(encoding="utf-8"))
        if seed and path not in stated and f"{SEEDS}/{seed[1]}" in touched:
            _write_hash(file, root / SEEDS / seed[1])


def _changed(old: str, excerpt: Excerpt) -> str:
    if excerpt.language == "markdown" and not excerpt.text.startswith("---"):
        return old[: _end_of_front_matter(old)] + "---\n" + excerpt.text
    if excerpt.language != "yaml" or excerpt.text.startswith("---") or not excerpt.path.endswith(".md"):
        return excerpt.text
    assert old, f"{excerpt.path} is not in the small dossier: give the whole file, beginning with ---"
    for key, block in _blocks(excerpt.text):
        old = _with(old, key, block)
    return old


def _blocks(text: str) -> list[tuple[str, str]]:
    """Each key at the margin, with its lines."""
    found = re.findall(r"^(\w+):.*\n(?:(?!\w+:).*\n)*", text, re.MULTILINE)
    blocks = re.split(r"^(?=\w+:)", text, flags=re.MULTILINE)
    return list(zip(found, [block for block in blocks if block.strip()], strict=True))


def _with(text: str, key: str, block: str) -> str:
    """The record with a key's lines replaced, or added at the end of its front matter."""
    end = _end_of_front_matter(text)
    front, rest = text[:end], text[end:]
    held = re.search(rf"^{key}:.*\n(?:(?=[ #-]).*\n)*", front, re.MULTILINE)
    return (front[: held.start()] + block + front[held.end() :] if held else front + block) + rest


def _end_of_front_matter(text: str) -> int:
    return text.index("\n---", 3) + 1


def _write_hash(source: Path, seed: Path) -> None:
    text = _HASH.sub("", source.read_text(encoding="utf-8"))
    source.write_text(_with(text, "sha256", f"sha256: {read_seed(seed).sha256}\n"), encoding="utf-8")

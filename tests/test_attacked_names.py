"""Names of files that strangers choose: none makes a record that is no id, and an import writes nothing under them."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path

import pytest
from attack_fields import strings

from build_tools.building import build_site
from build_tools.dossier import open_dossier
from build_tools.ingest.apply import apply_plans
from build_tools.ingest.run import plan_import
from build_tools.inspection import find_problems
from build_tools.problems import ProblemsFound, as_text, errors_among
from build_tools.records.layout import is_id
from build_tools.text import hidden

TEXT = "Number {}\n\nThe mayor said on Tuesday that at least {} people left the village of Orr.\n"


def names() -> list[str]:
    """The corpus as far as a disk takes it for a name."""
    taken = [text.encode()[:200].decode(errors="ignore").replace("/", "⁄").replace("\0", "") for _, text in strings()]
    told = {
        unicodedata.normalize("NFKC", name).casefold(): name for name in taken
    }  # two that are one are a problem of theirs
    return sorted(one for one in told.values() if one.strip(". ") and not one.startswith(".") and not is_id(one))


@pytest.mark.parametrize("folder", ["content/actors", "content/timeline/2031", "content/questions"])
def test_none_can_be_a_record_s_name_and_nothing_is_built(flood: Path, folder: str) -> None:
    tried = {f"{folder}/{name}.md" for name in names()}
    for path in tried:
        (flood / path).write_text("---\nname: X\nkind: person\n---\n")
    told = as_text(errors_among(find_problems(open_dossier(flood))))
    assert len(tried) > 150 and not hidden.pattern().search(told)
    with pytest.raises(ProblemsFound) as found:
        build_site(flood)
    assert not (flood / "site").exists()
    assert tried - {one.where.path for one in found.value.problems} == set()


def test_an_import_gives_each_a_sound_id_and_writes_nowhere_else(flood: Path) -> None:
    before = {path for path in flood.parent.rglob("*") if "content" not in path.parts and "seeds" not in path.parts}
    tried = names()[::6]
    for number, name in enumerate(tried):
        (flood / "seeds" / f"{name}.txt").write_text(TEXT.format(number, number + 40))
    plan = plan_import(flood, latest=date(2031, 12, 31), jobs=1)
    apply_plans(flood, plan.plans, plan.unpacked.texts, plan.corrected, there=plan.there)
    after = {path for path in flood.parent.rglob("*") if "content" not in path.parts and "seeds" not in path.parts}
    assert after - before <= {flood / ".cache", *(flood / ".cache").rglob("*")}
    records = [path for path in (flood / "content").rglob("*.md") if path.name != "index.md"]
    assert [path for path in records if not is_id(path.stem)] == []

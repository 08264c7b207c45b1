"""An engine for many machines drives an import, as the README shows: Dask, with two processes of this machine.

Runs where Dask is installed (``pip install "dask[distributed]"``); nothing else needs it.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from test_shards import LATEST, dossier, files_in

from build_tools.ingest import driving
from build_tools.ingest.apply import apply_plans
from build_tools.ingest.run import plan_import

README = Path(__file__).parent.parent / "README.md"


@pytest.mark.filterwarnings("default")
def test_dask_reads_the_parts_of_an_import(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    distributed = pytest.importorskip("distributed")
    (shown,) = re.findall(r"```python\n(import datetime, pathlib.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    whole, root, folder = dossier(tmp_path / "whole"), dossier(tmp_path / "dossier"), tmp_path / "parts"
    folder.mkdir()
    apply_plans(whole, plan_import(whole, latest=LATEST, jobs=1).plans)

    original = driving.import_by
    monkeypatch.setattr(
        driving, "import_by", lambda *given, **named: original(*given, **{**named, "latest": LATEST, "read_here": 1})
    )
    monkeypatch.chdir(tmp_path)
    with distributed.LocalCluster(2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1") as cluster:
        program = shown.replace('"tcp://scheduler:8786"', repr(cluster.scheduler_address)).replace(
            "parts=64", "parts=3"
        )
        exec(compile(program, "README.md", "exec"), {"__name__": "__main__"})
    assert files_in(root) == files_in(whole)
    assert len(list(folder.glob("*.part"))) >= 6

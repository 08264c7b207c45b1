"""A dossier that is held in memory while it is edited, judged again after each edit. Keeps nothing on the disk: a file may be
another one by now than the one that was taken in.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection

from build_tools.dossier import SEEDS, Dossier
from build_tools.keeping.readings import Readings
from build_tools.rechecking.again import judge_again
from build_tools.rechecking.change import Change
from build_tools.rechecking.check import kept_verdict
from build_tools.rechecking.judged import Incomplete
from build_tools.rechecking.verdict import Verdict
from build_tools.records.layout import CONTENT


def judge_at_hand(was: Verdict | None, dossier: Dossier, changed: Collection[str]) -> Verdict | None:
    """The verdict on a dossier of which these files have changed since ``was`` (None: since the verdict that is kept of its
    folder); None where everything has to be judged, or a rule crashes.
    """
    if was is None:
        readings = Readings.at(dossier.root)
        was, files = kept_verdict(readings), readings.hashes()
    else:
        files = dict(was.files)
    if was is None:
        return None
    inside = (path for path in changed if path.startswith((f"{CONTENT}/", f"{SEEDS}/")))
    files |= {path: secrets.token_bytes() for path in inside}  # whatever lies there now: it counts as changed
    try:
        return judge_again(Change(was, dossier, files))
    except Incomplete:
        return None

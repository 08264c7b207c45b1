"""What a site is as a bundle: the files that were built, tables that agree, quotes that stand. The functions are those that the
bundle carries along (``standalone``); here their findings become problems.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from build_tools.problems import Location, Problem
from build_tools.verification.files import SiteFiles
from build_tools.verification.standalone.verify import (
    MANIFEST,
    SELF,
    SIGNATURE,
    SUMS,
    Files,
    Report,
    check_contents,
    open_folder,
)

_TIPS = {
    "file-added": "take it out; file managers leave some (.DS_Store, Thumbs.db)",
    "zip-broken": "get the bundle again from whoever made it",
    "signature-missing": "ask whoever made it for a signed one: claimline bundle --sign KEY",
    "signer-unknown": "the files are as they were signed; ask whoever made it by another way for the fingerprint of their key",
    "signers-unfit": "name a file of such lines: ALLOWED SIGNERS in ssh-keygen(1)",
    "signature-wrong": "do not rely on it before whoever made it has told you by another way what they signed",
}
_TIP = "do not rely on it: get the bundle again from whoever made it"


def as_bundle(
    path: Path, site: SiteFiles, texts: Sequence[str], signers: Path | None, report: Report
) -> Iterator[Problem]:
    """What is wrong with a folder or zip as a bundle; a site that was only built is none. ``texts``: of the articles."""
    if path.is_dir() and not site.names & {SUMS, MANIFEST, SELF, SIGNATURE}:
        report.not_checked.append(f"hashes: there is no {SUMS}, since this is a built site and no bundle")
        return
    files = open_folder(str(path), report) if path.is_dir() else Files(site.names, site.read)
    hashed = {hashlib.sha256(text.encode()).hexdigest(): text for text in texts}
    check_contents(files, hashed, str(signers) if signers else None, report)
    for code, name, what in report.wrong:
        yield Problem(Location(site.label(name)), code, what, _TIPS.get(code, _TIP))

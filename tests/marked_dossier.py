"""A dossier with a mark in every place from which something could get out, and its past: what was published and is withheld now.

Each mark is the stem of ``every_byte`` and a word that tells where it was set.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
from pathlib import Path

DAYS = ("2031-03-10", "2031-03-11", "2031-03-12")
CLEAN_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c6360000000020001e221bc330000000049454e44ae426082"
)
FLOOD = "content/timeline/2031/millbrook-flood.md"
AS_PUBLISHED = "content/timeline/2031/zwyxquformer-sluice.md"
AS_WITHHELD = "content/timeline/2031/zwyxquid-sluice.md"
GONE = "content/timeline/2031/zwyxqugone-sluice.md"
_SEEN = "lorries carried Zwyxqusandbags away from the sluice before dawn"
_SEED = f"The keeper Zwyxqukeeper Holm said {_SEEN}. The Zwyxquseed family, whom nobody quotes, stayed in their house."
_MAILMAP = "Lark <lark@zwyxqualias.example> Ann Zwyxqureal <ann@zwyxquhome.example>\n"
_WITNESS = """---
title: {title}
date: "2031-03-04"
type: disaster
places: [millbrook]
actors: [rescue-service]
status: {status}
sensitivity: {sensitivity}
proposed_by: [Zwyxquproposer]
reviewed_by: [Zwyxqureviewer]
claims:
  - quote: {seen}
    source: herald
    speaker: {{unnamed: the keeper Zwyxqukeeper Holm, within: rescue-service}}
    medium: Zwyxqumedium
    note: Zwyxqunote in the hand of a curator.
    quantities:
      - {{written: lorries, value: ">=2", unit: zwyxquunit, of: zwyxquof that drove}}
---
Zwyxqubody, as the keeper saw it.
"""


def lay_marks(root: Path) -> None:
    """Into the invented dossier at ``root``, as it is published at first: the witness is there for readers."""
    seed, source = root / "seeds/herald.txt", root / "content/sources/herald.md"
    before = hashlib.sha256(seed.read_bytes()).hexdigest()
    seed.write_text(f"{seed.read_text().rstrip()}\n{_SEED}\n")
    source.write_text(source.read_text().replace(before, hashlib.sha256(seed.read_bytes()).hexdigest()))
    flood = root / FLOOD
    flood.write_text(flood.read_text().replace("# the Herald's count", "# zwyxqucomment of a curator"))
    (root / AS_PUBLISHED).write_text(_witness("Zwyxqufirsttitle at the sluice", "reviewed", "none"))
    for path, text in {
        "content/templates/zwyxqutemplate.md": "Zwyxqutemplate",
        "content/assets/.zwyxquhidden.csv": "Zwyxquhidden",
        "content/.zwyxqunotes": "Zwyxqunotes",
        "seeds/.zwyxqudraft": "Zwyxqudraft",
        ".mailmap": _MAILMAP,
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    (root / "content/assets/plain.png").write_bytes(CLEAN_PNG)


LETTER = """Received: from zwyxquhop ([203.0.113.9]) by zwyxqurelay.example; Tue, 4 Mar 2031 10:00:00 +0000
Return-Path: <zwyxquback@zwyxqubounce.example>
X-Originating-IP: zwyxquorigin
From: Ida Moss <zwyxqufrom@zwyxqusender.example>
Reply-To: zwyxqureply@zwyxqusender.example
To: Ann Zwyxqureal <ann@zwyxquhome.example>
Cc: zwyxqucopy@zwyxquhome.example
Message-ID: <zwyxqumessage@zwyxqusender.example>
Subject: Bridges of Millbrook closed
Date: Tue, 04 Mar 2031 09:40:00 +0000
Content-Type: text/plain; charset=utf-8

Three bridges in Millbrook were closed on Tuesday, the county council said.
"""


def withhold(root: Path) -> None:
    """The witness turns out to be at risk: the entry is withheld under another name and title, another one is deleted."""
    (root / AS_PUBLISHED).unlink()
    (root / AS_WITHHELD).write_text(_witness("Zwyxqutitle left open", "draft", "person-at-risk"))


def _witness(title: str, status: str, sensitivity: str) -> str:
    return _WITNESS.format(title=title, status=status, sensitivity=sensitivity, seen=_SEEN)


def commit(root: Path, message: str, day: str) -> None:
    """As a curator does whose name and address are nobody's business; another one takes it in."""
    people = {
        "AUTHOR": ("Ann Zwyxqureal", "ann@zwyxquhome.example"),
        "COMMITTER": ("Zwyxqucommitter", "c@zwyxquc.example"),
    }
    told = {f"GIT_{role}_NAME": name for role, (name, _) in people.items()}
    told |= {f"GIT_{role}_EMAIL": address for role, (_, address) in people.items()}
    told |= {f"GIT_{role}_DATE": f"{day}T12:00:00+00:00" for role in people}
    environment = {**os.environ, **told, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    for words in (("add", "-A"), ("commit", "-q", "-m", message)):
        subprocess.run(("git", "-c", "commit.gpgsign=false", *words), cwd=root, check=True, env=environment)


def begin_history(root: Path) -> None:
    """A repository with what is published at first."""
    (root / ".gitignore").write_text("/site/\n/.cache/\n/out*\n*.zip\n")
    subprocess.run(("git", "init", "-q", "-b", "main"), cwd=root, check=True)
    for key, value in {
        "user.name": "Zwyxquwriter",
        "user.email": "w@zwyxquwriter.example",
        "remote.origin.url": "https://zwyxqutoken@forge.example/dossier.git",
    }.items():
        subprocess.run(("git", "config", key, value), cwd=root, check=True)
    body = "Zwyxqulong words of a message.\n\nSigned-off-by: Ann Zwyxqureal <ann@zwyxquhome.example>"
    commit(root, f"Draft of Ann Zwyxqureal <ann@zwyxquhome.example>\n\n{body}", DAYS[0])
    subprocess.run(("git", "tag", "zwyxqutag"), cwd=root, check=True)


def go_on_with_history(root: Path) -> None:
    """Withheld, with messages that say of what; and an entry that was withheld from the beginning comes and goes."""
    for number, (message, day) in enumerate((("Zwyxqusubject hidden", DAYS[1]), ("Take out zwyxqugone", DAYS[2]))):
        flood = root / FLOOD
        flood.write_text(f"{flood.read_text()}\nOne more line{' again' * number}.\n")
        if number:
            (root / GONE).unlink()
        else:
            withhold(root)
            (root / GONE).write_text(_witness("Zwyxqugone title", "draft", "person-at-risk"))
        commit(root, message, day)

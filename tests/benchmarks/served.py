"""Edits as a curator makes them, and a running `claimline serve`, asked as a browser asks it."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.measured import watched


def edit(root: Path, number: int) -> Path:
    """Give a reviewed entry other words under its claims and, in turn, another title, another speaker, another day."""
    records, change = sorted((root / "content/timeline").rglob("*.md")), _CHANGES[number % len(_CHANGES)]
    at = number * 7919 % len(records)
    chosen = next(one for one in (*records[at:], *records[:at]) if _takes(one.read_text(encoding="utf-8"), change))
    text = chosen.read_text(encoding="utf-8").rstrip()
    text = f"{text}\n\nLooked at again and found to be so, says note {note(number)}.\n"
    chosen.write_text(change(text), encoding="utf-8")
    return chosen


def _other_prose(text: str) -> str:
    return text.replace("found to be so", "found to be just so")


def _another_title(text: str) -> str:
    return re.sub(r'^title: (.*?)("?)$', r"title: \1 again\2", text, count=1, flags=re.MULTILINE)


def _another_speaker(text: str) -> str:
    return re.sub(r"^( +speaker: )(?!body-1$)(body|person)-\d+$", r"\1body-1", text, count=1, flags=re.MULTILINE)


def _another_day(text: str) -> str:
    return re.sub(r'^((?: +when|date): "\d{4}-)\d\d-\d\d"$', r'\g<1>01-02"', text, flags=re.MULTILINE)


_CHANGES = (_other_prose, _another_title, _another_speaker, _another_day)


def _takes(text: str, change: object) -> bool:
    """Whether an entry is reviewed and has what is to be changed."""
    return "status: reviewed" in text and (change is _other_prose or change(text) != text)  # type: ignore[operator]


def note(number: int) -> str:
    """A word for a number: figures in prose would have to stand in a claim."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


class Served:
    """A running server."""

    def __init__(self, root: Path, address: str) -> None:
        self._root, self._address, self.megabytes = root, address, 0.0

    def saved(self, number: int, kind: int) -> float:
        """Seconds from the save of a record until its page, loaded again, has the words."""
        chosen = edit(
            self._root, len(_CHANGES) * number + kind
        )  # whatever is being rebuilt is over once the page is there
        words = f"note {note(len(_CHANGES) * number + kind)}"
        address = f"{self._address}/timeline/{chosen.stem}.html"
        until(address, f"{words}.")
        told = re.search(rb"/\.claimline/since/(\d+)", page(address))
        if not told:
            raise RuntimeError("the page does not wait for a reload")
        start = time.perf_counter()
        text = chosen.read_text(encoding="utf-8").replace(f"{words}.", f"{words}, once more.")
        chosen.write_text(_CHANGES[kind](text), encoding="utf-8")
        page(f"{self._address}/.claimline/since/{int(told[1])}")
        until(address, f"{words}, once more.")
        return time.perf_counter() - start


@contextmanager
def served(root: Path) -> Iterator[Served]:
    """``claimline serve``, as soon as its first page is there."""
    place = f"127.0.0.1:{_free_port()}"
    command = (sys.executable, "-m", "build_tools.cli", "serve", "--address", place)
    process = subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    told = Served(root, f"http://{place}")
    try:
        with watched(process.pid, itself=True) as peak:
            until(f"http://{place}/index.html", "", patience=600.0)
            yield told
        told.megabytes = peak.megabytes
    finally:
        process.terminate()
        process.wait()


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def until(address: str, words: str, *, patience: float = 120.0) -> None:
    """Ask for a page until it holds the words."""
    end = time.perf_counter() + patience
    while time.perf_counter() < end:
        try:
            if words.encode() in page(address):
                return
        except OSError:
            pass
        time.sleep(0.02)
    raise TimeoutError(f"{address} did not come to hold {words!r}")


def page(address: str) -> bytes:
    """What the server answers."""
    with urllib.request.urlopen(address, timeout=70) as reply:
        return bytes(reply.read())

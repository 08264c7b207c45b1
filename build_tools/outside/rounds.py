"""All addresses asked: hosts side by side, one host's addresses one after another with a pause."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

from build_tools.outside.answers import Answer, State
from build_tools.outside.asking import Manners, ask

_AT_A_TIME = 8
_ENOUGH = 3  # a host that has not answered so often in a row is left alone
_LEFT_ALONE = Answer(State.UNSURE, "not asked: the host did not answer before")


def ask_all(
    addresses: Iterable[str], manners: Manners, *, done: Callable[[str], None] = lambda address: None
) -> Mapping[str, Answer]:
    """Address → answer, each address asked once, in the order of the alphabet. ``done`` is told of each."""
    by_host: dict[str, list[str]] = {}
    for address in sorted(set(addresses)):
        by_host.setdefault(_host(address), []).append(address)
    with ThreadPoolExecutor(_AT_A_TIME) as threads:
        parts = threads.map(lambda group: _ask_host(group, manners, done), by_host.values())
        found = {address: answer for part in parts for address, answer in part.items()}
    return dict(sorted(found.items()))


def _ask_host(addresses: list[str], manners: Manners, done: Callable[[str], None]) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    silent = 0
    for number, address in enumerate(addresses):
        if number and silent < _ENOUGH:
            time.sleep(manners.pause)
        answers[address] = ask(address, manners) if silent < _ENOUGH else _LEFT_ALONE
        silent = 0 if answers[address].status else silent + 1
        done(address)
    return answers


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""

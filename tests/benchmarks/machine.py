"""The machine that figures come from: what it is, and how much of it other work takes. Linux; elsewhere it tells less."""

from __future__ import annotations

import os
import platform
import subprocess
import time
from pathlib import Path

_LOOK = 0.5  # seconds


def described() -> dict[str, object]:
    """What a reader must know to compare figures."""
    return {
        "processor": _field("/proc/cpuinfo", "model name") or platform.processor(),
        "cores": os.cpu_count() or 1,
        "memory": _field("/proc/meminfo", "MemTotal"),
        "python": platform.python_version(),
        "load": os.getloadavg()[0],
        "commit": _commit(),
        "begun": time.strftime("%Y-%m-%d %H:%M:%S"),
    }


def busy() -> float:
    """How many cores are at work just now, while nothing that is measured runs."""
    before = _worked()
    time.sleep(_LOOK)
    return (_worked() - before) / _LOOK


def _worked() -> float:
    """Seconds that all cores together were not idle."""
    stat = Path("/proc/stat")
    if not stat.exists():
        return 0.0
    user, nice, system, _, _, interrupts, soft, *_ = map(int, stat.read_text().splitlines()[0].split()[1:])
    return (user + nice + system + interrupts + soft) / os.sysconf("SC_CLK_TCK")


def _field(file: str, name: str) -> str:
    path = Path(file)
    lines = path.read_text().splitlines() if path.exists() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), "")


def _commit() -> str:
    asked = ("git", "describe", "--always", "--dirty")
    return subprocess.run(asked, cwd=Path(__file__).parent, capture_output=True, text=True, check=False).stdout.strip()

"""A signature by OpenSSH, offline: with the key that its owner uses for servers and Git anyway. Knows not what is signed.

`ssh-keygen -Y sign` (ssh-keygen(1), since OpenSSH 8.0; format: PROTOCOL.sshsig). Only this room runs it to sign.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

from build_tools.problems import Location, Problem, ProblemsFound

NAMESPACE = "claimline"  # so that nobody can pass off what was signed for another purpose


def signature(content: bytes, key: Path) -> bytes:
    """What ``ssh-keygen`` makes of a content with a private key, or with a public one whose private half an agent holds.

    It may ask for the key's passphrase on the terminal. Raises ProblemsFound: ``not-signed``.
    """
    command = ["ssh-keygen", "-Y", "sign", "-q", "-n", NAMESPACE, "-f", str(key)]
    try:
        done = subprocess.run(command, check=False, capture_output=True, input=content)
    except OSError:
        raise _not_signed(key, "ssh-keygen is not installed here", "install OpenSSH, or leave out --sign") from None
    if done.returncode or not done.stdout:
        said = done.stderr.decode(errors="replace").strip() or "ssh-keygen gave no signature"
        raise _not_signed(key, said, "name the file of a private key, or of a public one that your ssh-agent knows")
    return done.stdout


def _not_signed(key: Path, why: str, tip: str) -> ProblemsFound:
    return ProblemsFound([Problem(Location(str(key)), "not-signed", f"nothing was signed with this key: {why}", tip)])

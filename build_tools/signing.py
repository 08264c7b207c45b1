"""A signature by OpenSSH, offline: with the key that its owner uses for servers and Git anyway. Knows not what is signed.

`ssh-keygen -Y sign` (ssh-keygen(1), since OpenSSH 8.0; format: PROTOCOL.sshsig). Only this room runs it to sign.
"""

from __future__ import annotations

import base64
import hashlib
import struct
import subprocess
from dataclasses import dataclass
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
        raise _not_signed(key, "ssh-keygen is not installed here", "Install OpenSSH, or leave out --sign") from None
    if done.returncode or not done.stdout:
        said = done.stderr.decode(errors="replace").strip() or "ssh-keygen gave no signature"
        raise _not_signed(key, said, "Name the file of a private key, or of a public one that your ssh-agent knows")
    return done.stdout


@dataclass(frozen=True, slots=True)
class Signer:
    """The key that made a signature: its ``fingerprint`` as OpenSSH writes it, and its ``public`` half (kind, letters)."""

    fingerprint: str
    public: str


def signer_of(signature: bytes) -> Signer:
    """Whose key it was, as the signature itself says (PROTOCOL.sshsig: magic, version, then the public key)."""
    held = base64.b64decode(b"".join(signature.strip().split(b"\n")[1:-1]))
    blob = _string(held, len(b"SSHSIG") + 4)
    hash_ = base64.b64encode(hashlib.sha256(blob).digest()).decode().rstrip("=")
    return Signer(f"SHA256:{hash_}", f"{_string(blob, 0).decode()} {base64.b64encode(blob).decode()}")


def _string(data: bytes, at: int) -> bytes:
    """A string of the protocol, which begins with its length."""
    (length,) = struct.unpack_from(">I", data, at)
    return data[at + 4 : at + 4 + length]


def _not_signed(key: Path, why: str, tip: str) -> ProblemsFound:
    return ProblemsFound([Problem(Location(str(key)), "not-signed", f"nothing was signed with this key: {why}", tip)])

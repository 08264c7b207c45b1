"""One address asked politely: HEAD, then GET where HEAD is not enough; few redirects, each host vetted again.

Nothing of an answer but its status and where it leads is read.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import time
from dataclasses import dataclass, replace
from urllib.parse import quote, urljoin, urlsplit

from build_tools.outside.answers import Answer, State, answer_to
from build_tools.outside.hosts import HostRefused, HostUnknown, MayAsk, is_public, reachable

_FOR_GOOD = (301, 308)
_ELSEWHERE = (*_FOR_GOOD, 302, 303, 307)
_SAFE = "/%:@!$&'()*+,;=~-._?"


@dataclass(frozen=True)
class Manners:
    """How one asks. Seconds: ``timeout`` for an answer, ``pause`` between two requests to a host, ``again_after``
    before a second try. ``agent`` names the program and says where to complain. ``may_ask``: other than the public
    network only in tests.
    """

    agent: str
    timeout: float = 20
    pause: float = 1
    again_after: float = 10
    most_redirects: int = 5
    may_ask: MayAsk = is_public


class _Failed(Exception):
    """No answer came; the message says what did."""


def ask(address: str, manners: Manners) -> Answer:
    """Whether an address still answers. Never raises. What may pass by itself is tried twice."""
    answer = _asked(address, manners)
    if answer.state is State.UNSURE and (not answer.status or answer.status == 429 or answer.status >= 500):
        time.sleep(manners.again_after)
        answer = _asked(address, manners)
    return answer


def _asked(address: str, manners: Manners) -> Answer:
    try:
        answer = _followed(address, "HEAD", manners)
        if answer.state is State.ANSWERS or answer.state is State.MOVED:
            return answer
    except _Failed:
        pass  # some servers hang up on HEAD
    except (HostRefused, HostUnknown):
        pass  # GET tells it
    time.sleep(manners.pause)
    try:
        return _followed(address, "GET", manners)
    except _Failed as failed:
        return Answer(State.UNSURE, str(failed))
    except HostUnknown as unknown:
        return Answer(State.GONE, str(unknown))
    except HostRefused as refused:
        return Answer(State.REFUSED, str(refused))


def _followed(address: str, method: str, manners: Manners) -> Answer:
    at, for_good = address, True
    for _ in range(manners.most_redirects + 1):
        status, leads_to = _one_request(at, method, manners)
        if status not in _ELSEWHERE or not leads_to:
            return _arrived(address, at, for_good=for_good, answer=answer_to(status))
        for_good = for_good and status in _FOR_GOOD
        at = _joined(at, leads_to)
    return Answer(State.UNSURE, f"it leads on more than {manners.most_redirects} times")


def _arrived(asked: str, at: str, *, for_good: bool, answer: Answer) -> Answer:
    if at == asked or answer.state is not State.ANSWERS:
        return answer
    if _path(at) == "/" != _path(asked):
        return Answer(State.UNSURE, "it leads to the front page now: the text itself may be gone", answer.status, at)
    return replace(answer, state=State.MOVED, moved_to=at) if for_good else answer


def _joined(at: str, leads_to: str) -> str:
    try:
        return urljoin(at, leads_to)
    except ValueError:
        raise HostRefused("it leads to what is no web address") from None


def _path(address: str) -> str:
    parts = urlsplit(address)
    return "/" if parts.path in ("", "/") and not parts.query else parts.path


def _one_request(address: str, method: str, manners: Manners) -> tuple[int, str]:
    """The status, and where it leads. Raises _Failed, HostRefused, HostUnknown."""
    try:
        parts = urlsplit(address)
        secure, host = parts.scheme == "https", (parts.hostname or "").encode("idna").decode()
        port = parts.port or (443 if secure else 80)
    except (ValueError, UnicodeError):
        raise HostRefused("it is no web address") from None
    if parts.scheme not in ("http", "https") or not host or parts.username is not None:
        raise HostRefused("it is no plain web address")
    connection = _Connection(host, port, reachable(host, port, may_ask=manners.may_ask), secure, manners.timeout)
    target = quote(parts.path or "/", safe=_SAFE) + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else "")
    try:
        connection.request(method, target, headers={"User-Agent": manners.agent, "Accept": "*/*"})
        answer = connection.getresponse()
        return answer.status, answer.getheader("Location", "")
    except TimeoutError:
        raise _Failed(f"no answer within {manners.timeout:g} seconds") from None
    except ssl.SSLCertVerificationError as error:
        raise _Failed(f"its certificate is not accepted: {error.verify_message}") from None
    except ssl.SSLError as error:
        raise _Failed(f"no secure connection: {error.reason}") from None
    except (OSError, http.client.HTTPException, UnicodeError) as error:
        raise _Failed(f"no answer: {getattr(error, 'strerror', None) or type(error).__name__}") from None
    finally:
        connection.close()


class _Connection(http.client.HTTPConnection):
    """To a number that has been vetted, in the name of its host."""

    def __init__(self, host: str, port: int, number: str, secure: bool, timeout: float) -> None:
        super().__init__(host, port, timeout=timeout)
        self.default_port = 443 if secure else 80
        self._number, self._secure = number, secure

    def connect(self) -> None:
        """See HTTPConnection; certificates are checked against the host's name."""
        self.sock = socket.create_connection((self._number, self.port), self.timeout)
        if self._secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)

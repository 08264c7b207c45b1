"""Which machines may be asked: public ones. A record must not make a build server knock at its own network's doors."""

from __future__ import annotations

import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

Address = IPv4Address | IPv6Address
MayAsk = Callable[[Address], bool]
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address
_ALSO_REFUSED_PORTS = range(1, 1024)
_WEB_PORTS = (80, 443)


class HostRefused(Exception):
    """Raised where an address must not be asked; the message says why."""


class HostUnknown(Exception):
    """Raised where no machine has that name."""


def is_public(address: Address) -> bool:
    """Whether it is a machine that anybody can reach, by the innermost address that it stands for."""
    inner = _inner(address)
    if isinstance(inner, IPv6Address) and inner.teredo:
        return False
    return inner.is_global and not inner.is_multicast and not inner.is_reserved


def reachable(host: str, port: int, *, may_ask: MayAsk) -> str:
    """The number to connect to, which stays the same until the request is over: a name may not change its mind.

    All numbers of a host must be allowed. Raises HostRefused, HostUnknown.
    """
    if port in _ALSO_REFUSED_PORTS and port not in _WEB_PORTS:
        raise HostRefused(f"port {port} is no website's")
    try:
        told = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise HostUnknown(f"no machine has the name {host}") from None
    numbers = [str(one[4][0]).partition("%")[0] for one in told]
    if not all(may_ask(ip_address(number)) for number in numbers):
        raise HostRefused("it leads into a private network")
    return numbers[0]


def _inner(address: Address) -> Address:
    if not isinstance(address, IPv6Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address

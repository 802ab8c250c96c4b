"""What this process turns to outside the machine, as Python tells it."""

import ipaddress
import sys
from collections.abc import Iterator
from contextlib import contextmanager

LOOK_UPS = frozenset(("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"))
SENDINGS = frozenset(("socket.connect", "socket.sendto", "socket.sendmsg"))


@contextmanager
def outgoing() -> Iterator[set[str]]:
    """Give the addresses elsewhere that this process turns to meanwhile, from any thread.

    Python tells of them before anything is sent; libraries that are not written in Python may not.
    """
    addresses: set[str] = set()
    watching = True

    def look(event: str, arguments: tuple[object, ...]) -> None:
        if watching and (event in LOOK_UPS or event in SENDINGS) and (host := _elsewhere(event, arguments)):
            addresses.add(host)

    sys.addaudithook(look)  # cannot be taken away again
    try:
        yield addresses
    finally:
        watching = False


def _elsewhere(event: str, arguments: tuple[object, ...]) -> str:
    """The host that is turned to; empty when it is this machine, or a socket that has no host."""
    host = arguments[0] if event in LOOK_UPS else arguments[1]
    if isinstance(host, tuple):
        host = host[0]
    elif event in SENDINGS:
        return ""  # the path of a Unix socket, or of one that is connected already
    name = host.decode() if isinstance(host, bytes) else str(host or "")
    try:
        return "" if ipaddress.ip_address(name).is_loopback else name
    except ValueError:
        return "" if name == "localhost" else name

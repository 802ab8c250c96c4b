import _socket
import socket
from pathlib import Path

from qa.outgoing import outgoing

ELSEWHERE = "192.0.2.1"  # an address for documentation (RFC 5737); to connect by UDP sends nothing


def test_only_what_leaves_the_machine_counts_and_only_while_it_is_watched(tmp_path: Path) -> None:
    def turn_to(host: str) -> None:
        # Not the class of the socket module, which the tests keep from connecting.
        with_udp = _socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        with_udp.connect_ex((host, 443))
        with_udp.close()

    with outgoing() as addresses, socket.create_server(("127.0.0.1", 0)) as here:
        socket.create_connection(here.getsockname()).close()
        socket.getaddrinfo("localhost", 80)
        with socket.socket(socket.AF_UNIX) as there:
            there.connect_ex(str(tmp_path / "nergens"))
        assert addresses == set()
        turn_to(ELSEWHERE)
        socket.getaddrinfo("192.0.2.2", 80, flags=socket.AI_NUMERICHOST)
        assert addresses == {ELSEWHERE, "192.0.2.2"}
    turn_to("192.0.2.3")
    assert addresses == {ELSEWHERE, "192.0.2.2"}

"""A broadcast framed once: order, partial sends and slow readers."""

from __future__ import annotations

import queue
import socket
import threading
from collections.abc import Iterator

import pytest

from competition.live.fanout import MOST_WAITING, Outlet, Seat, Tail, framed
from tests.live.wire import frames


class Websocket:
    """The library's websocket as far as a writer uses it."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock

    def send(self, message: str) -> None:
        self.sock.sendall(framed(message))


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    ours.setblocking(False)
    theirs.settimeout(2)
    yield ours, theirs
    ours.close()
    theirs.close()


def seated(ours: socket.socket) -> tuple[Seat, queue.Queue[object]]:
    waiting: queue.Queue[object] = queue.Queue()

    def write(octets: bytes) -> None:
        ours.setblocking(True)
        ours.sendall(octets)
        ours.setblocking(False)

    return Seat(Websocket(ours), waiting, Outlet(ours, threading.Lock(), write)), waiting


def received(theirs: socket.socket, count: int) -> list[bytes]:
    held = b""
    found: list[bytes] = []
    while len(found) < count:
        held += theirs.recv(1 << 20)
        more, held = frames(held)
        found += [payload for _, payload in more]
    return found


@pytest.mark.parametrize("size", [10, 125, 126, 65_535, 65_536, 200_000])
def test_framed_is_one_text_frame_of_any_size(size: int) -> None:
    found, rest = frames(framed("匠" * (size // 3) + "x" * (size % 3)))

    assert [(opcode, len(payload)) for opcode, payload in found] == [(1, size)]
    assert rest == b""


def test_seat_whose_writer_is_idle_takes_a_frame_at_once(pair: tuple[socket.socket, socket.socket]) -> None:
    seat, waiting = seated(pair[0])

    taken = seat.take(framed("one"))

    assert (taken, waiting.empty(), received(pair[1], 1)) == (True, True, [b"one"])


def test_seat_whose_queue_holds_something_keeps_the_order(pair: tuple[socket.socket, socket.socket]) -> None:
    seat, waiting = seated(pair[0])
    waiting.put("earlier")

    assert seat.take(framed("later")) is False


def test_seat_puts_the_rest_of_a_frame_first_and_takes_nothing_until_it_is_written(
    pair: tuple[socket.socket, socket.socket],
) -> None:
    seat, waiting = seated(pair[0])
    long = "x" * 2_000_000

    taken = seat.take(framed(long))
    rest = waiting.get_nowait()
    between = seat.take(framed("between"))
    reader = threading.Thread(target=seat.send, args=(rest,))
    reader.start()
    whole = received(pair[1], 1)
    reader.join(2)
    after = seat.take(framed("after"))

    assert (taken, isinstance(rest, Tail), between, after) == (True, True, False, True)
    assert whole == [long.encode()]
    assert received(pair[1], 1) == [b"after"]


def test_seat_that_never_reads_is_full_and_can_be_dropped(pair: tuple[socket.socket, socket.socket]) -> None:
    seat, waiting = seated(pair[0])
    for number in range(MOST_WAITING):
        assert seat.full() is False
        waiting.put(number)

    full = seat.full()
    seat.drop()

    assert (full, seat.dropped, pair[1].recv(10)) == (True, True, b"")


def test_seat_without_an_outlet_leaves_everything_to_the_queue(pair: tuple[socket.socket, socket.socket]) -> None:
    waiting: queue.Queue[object] = queue.Queue()
    seat = Seat(Websocket(pair[0]), waiting, None)

    taken = seat.take(framed("one"))
    seat.send("two")

    assert (taken, seat.full(), received(pair[1], 1)) == (False, False, [b"two"])

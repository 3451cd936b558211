"""What no client should send ends its own socket, with one line in the log; everybody else goes on."""

from __future__ import annotations

import contextlib
import socket
import time
import urllib.error
import urllib.request

import pytest

from tests.live.conftest import Running
from tests.live.house import House
from tests.live.wire import BINARY, TEXT, Closed, Refused, Wire, frame

pytestmark = pytest.mark.timing

WATCH = b'42/live,7["watch",{"boards":[]}]'
ENDED = {
    "nothing": frame(b""),
    "no packet": frame(b"hello"),
    "no packet of Socket.IO": frame(b"4"),
    "a packet of an unknown kind": frame(b'47/live,["watch",{}]'),
    "an Engine.IO packet nobody sends": frame(b'0{"sid":"x"}'),
    "octets": frame(b"\x00\x01\x02", BINARY),
    "octets that look like text": frame(WATCH, BINARY),
    "half a document": frame(b'42/live,7["watch",{"boards":['),
    "a document too deep": frame(b"42/live," + b"[" * 60_000),
    "an event that is no list": frame(b'42/live,7{"watch":1}'),
    "an event without a name": frame(b"42/live,7[]"),
    "attachments nobody asked for": frame(b'459-/elsewhere,["watch",{"_placeholder":true,"num":0}]'),
    "an error of our own": frame(b'44/live,{"message":"no"}'),
    "a number without end": frame(b"42/live," + b"9" * 5_000 + b'["watch",{}]'),
    "text that is not UTF-8": frame(b"4\xff\xfe"),
    "a frame without a mask": bytes([0x81, len(WATCH)]) + WATCH,
    "an opcode that does not exist": frame(WATCH, 5),
    "a frame that is too large": frame(b"4" * 140_000),
    "a frame that says it is huge": b"\x81\xff" + (1 << 40).to_bytes(8) + b"\0\0\0\0" + b"4" * 200_000,
    "a control frame in pieces": frame(b"x", 9, final=False),
    "a continuation of nothing": frame(b"x", 0),
}
BORNE = {
    "an answer nobody waits for": frame(b"43/live,99[1]"),
    "an event elsewhere": frame(b'42/judging,7["ops",{}]'),
    "an event nobody knows": frame(b'42/live,["publish",{}]'),
    "no body": frame(b'42/live,8["watch"]'),
    "bodies": frame(b'42/live,8["watch",1,2,3]'),
    "a list of no boards": frame(b'42/live,8["watch",{"boards":[1,null]}]'),
    "goodbye to another namespace": frame(b"41/judging,"),
}


def lives(house: House, neighbour: Wire, contest: Running) -> bool:
    """Whether the house and somebody else's socket still answer, and nothing in the log is a surprise."""
    neighbour.call("watch", {"boards": [contest.stage_id]})
    return house.lives() and "Traceback" not in house.said()


@pytest.mark.parametrize("octets", ENDED.values(), ids=ENDED.keys())
def test_hub_ends_the_socket_that_sends_garbage_and_no_other(house: tuple[House, Running], octets: bytes) -> None:
    served, contest = house
    neighbour = contest.spectator(served.url)
    before = len(served.said().splitlines())
    wire = Wire(served.url)

    with contextlib.suppress(Closed):
        wire.raw(octets)
    ended = wire.closed()

    time.sleep(0.05)
    assert (ended, lives(served, neighbour, contest)) == (True, True)
    assert len(served.said().splitlines()) - before <= 1
    neighbour.close()


@pytest.mark.parametrize("octets", BORNE.values(), ids=BORNE.keys())
def test_hub_bears_what_makes_no_sense_and_answers_the_next(house: tuple[House, Running], octets: bytes) -> None:
    served, contest = house
    with Wire(served.url) as wire:
        wire.raw(octets)
        answer = wire.call("watch", {"boards": [contest.stage_id]})

    assert list(answer["boards"]) == [contest.stage_id]
    assert "Traceback" not in served.said()


def test_hub_ends_a_flood_and_the_others_hear_nothing_of_it(house: tuple[House, Running]) -> None:
    served, contest = house
    neighbour = contest.spectator(served.url)
    before = served.said().count("socket.flood")
    wire = Wire(served.url)

    with contextlib.suppress(Closed):
        wire.raw(frame(WATCH) * 300)

    assert wire.closed(10)
    assert lives(served, neighbour, contest)
    assert served.said().count("socket.flood") == before + 1
    neighbour.close()


def test_hub_takes_no_socket_from_another_origin(house: tuple[House, Running]) -> None:
    served, contest = house

    with pytest.raises(Refused):
        Wire(served.url, origin="https://elsewhere.example")
    with pytest.raises(Refused, match="device_unknown"):
        Wire(served.url, "/judging", auth=contest.tablet, origin=False)
    contest.judge(served.url).close()


@pytest.mark.parametrize("auth", [None, {}, {"device": 1, "secret": []}, {"device": "x", "secret": "y"}, "x"])
def test_hub_takes_no_tablet_it_does_not_know(house: tuple[House, Running], auth: object) -> None:
    with pytest.raises(Refused, match="device_unknown"):
        Wire(house[0].url, "/judging", auth=auth)


def test_hub_takes_no_namespace_it_does_not_know(house: tuple[House, Running]) -> None:
    with pytest.raises(Refused, match="44/desk"):
        Wire(house[0].url, "/desk")


def test_hub_speaks_websocket_only(house: tuple[House, Running]) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{house[0].url}/socket.io/?EIO=4&transport=polling", timeout=5)

    refused.value.close()
    assert refused.value.code == 400


def test_hub_never_compresses(house: tuple[House, Running]) -> None:
    host = house[0].url.removeprefix("http://")
    name, _, port = host.partition(":")
    with socket.create_connection((name, int(port)), timeout=5) as plain:
        plain.sendall(
            f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n".encode()
        )
        head = plain.recv(4_096)

    assert (b" 101 " in head, b"deflate" in head.lower()) == (True, False)


def test_hub_goes_on_while_some_never_read(house: tuple[House, Running]) -> None:
    served, contest = house
    mute = [contest.spectator(served.url) for _ in range(30)]
    for one in mute:
        one.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
    judge, reader = contest.judge(served.url), contest.spectator(served.url)
    waits, revisions = [], []

    for number in range(12):
        begun = time.monotonic()
        answer = judge.call("ops", {"ops": [contest.op("12.01" if number % 2 else "11.96")]})["answers"][0]
        assert answer["answer"] == "kept"
        waits.append(time.monotonic() - begun)
        revisions.append(reader.event("tick")["revision"])

    assert max(waits) < 2
    assert revisions == list(range(revisions[0], revisions[0] + 12))
    for one in [*mute, judge, reader]:
        one.close()


def test_hub_holds_more_than_1024_sockets(house: tuple[House, Running]) -> None:
    served, contest = house
    idle = [Wire(served.url, source=f"127.0.0.{number % 4 + 2}") for number in range(1_200)]
    judge = contest.judge(served.url)

    answers = [
        wire.call("watch", {"boards": [contest.stage_id]})["boards"] for wire in (idle[0], idle[1_023], idle[1_199])
    ]
    answer = judge.call("ops", {"ops": [contest.op("11.94")]})["answers"][0]["answer"]
    ticks = [wire.event("tick")["board"] for wire in (idle[0], idle[1_199])]

    for one in [*idle, judge]:
        one.close()
    assert [list(found) for found in answers] == [[contest.stage_id]] * 3
    assert (answer, ticks) == ("kept", [contest.stage_id] * 2)


def test_frame_text_is_what_it_says() -> None:
    assert frame(b"abc", TEXT) == b"\x81\x83\0\0\0\0abc"

"""The tablets' door over websockets: namespace /judging, signed in by the device's own secret, never by a cookie."""

from __future__ import annotations

import time
from typing import Any

import structlog
from flask import g, request
from flask_socketio import ConnectionRefusedError as Turned
from flask_socketio import SocketIO, disconnect, join_room
from marshmallow import Schema

from competition.accounts.guard import bearer
from competition.accounts.queries import Bound
from competition.judging import exchange
from competition.judging.channels import NAMESPACE, device_room, room_of
from competition.judging.schemas import HelloBody, OpsBody, sound
from competition.live.hub import same_origin
from competition.web.forms import Invalid, read_sent

log = structlog.get_logger()

FRESH = 2.0
RULES = {"connect": "tablet", "ops": "tablet", "hello": "tablet"}


_tokens: dict[str, str] = {}
_devices: dict[str, tuple[Bound, float]] = {}


def install(socketio: SocketIO) -> None:
    """Hang the events on the hub."""

    @socketio.on("connect", namespace=NAMESPACE)
    def connect(auth: Any = None) -> None:
        device = device_of(auth)
        if device is None or not same_origin():
            raise Turned("device_unknown")
        _tokens[_sid()] = f"Bearer {auth['device']}.{auth['secret']}"
        join_room(device_room(device.id))
        if device.state == "accepted":
            join_room(room_of(device.trade_id))

    @socketio.on("disconnect", namespace=NAMESPACE)
    def gone(reason: Any = None) -> None:
        _tokens.pop(_sid(), None)
        _devices.pop(_sid(), None)

    @socketio.on("ops", namespace=NAMESPACE)
    def ops(body: Any = None) -> dict[str, Any]:
        return answered(OpsBody, body, exchange.exchange)

    @socketio.on("hello", namespace=NAMESPACE)
    def hello(body: Any = None) -> dict[str, Any]:
        return answered(HelloBody, body, exchange.hello)

    @socketio.on_error(NAMESPACE)
    def failed(error: Exception) -> dict[str, Any]:
        log.error("socket.failed", sid=_sid(), error=repr(error))
        return {"error": {"code": "failed"}}


def _sid() -> str:
    """The id of the socket whose event is being answered."""
    sid: str = getattr(request, "sid", "")
    return sid


def device_of(auth: Any) -> Bound | None:
    """The device of a handshake {"device": id, "secret": text}."""
    if not isinstance(auth, dict):
        return None
    device, secret = auth.get("device"), auth.get("secret")
    if not isinstance(device, str) or not isinstance(secret, str) or not sound(device + secret):
        return None
    return bearer(f"Bearer {device}.{secret}")


def _asking(sid: str) -> Bound | None:
    """The device of a socket, looked up again when what is known of it is older than `FRESH` seconds: a revoked tablet
    is refused at the latest then."""
    device, at = _devices.get(sid, (None, 0.0))
    if device is None or time.monotonic() - at > FRESH:
        device = bearer(_tokens.get(sid))
        if device is not None:
            _devices[sid] = (device, time.monotonic())
    return device


def answered(shape: type[Schema], body: Any, action: Any) -> dict[str, Any]:
    """What the action answers; a wrong shape or a device that is no longer known is told, and the socket lives on."""
    device = _asking(_sid())
    if device is None:
        disconnect()
        return {"error": {"code": "device_unknown"}}
    if device.state == "accepted":
        join_room(room_of(device.trade_id))
    g.spoken = device.person.locale
    try:
        said: dict[str, Any] = action(device, read_sent(shape, body))
        return said
    except Invalid as invalid:
        return {"error": {"code": "invalid", "fields": invalid.errors}}

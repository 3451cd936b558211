"""The tablets' door over HTTP: the package, and operations when the socket is down."""

from __future__ import annotations

from flask import Blueprint, g
from flask.typing import ResponseReturnValue

from competition.accounts.guard import current_device, tablet
from competition.judging import exchange
from competition.judging.schemas import HelloBody, OpsBody
from competition.web.forms import read_json

api = Blueprint("judging_api", __name__, url_prefix="/api/v1/judging")


@api.get("/package")
@tablet
def package() -> ResponseReturnValue:
    """All the tablet needs to mark without a network."""
    return exchange.package(current_device())


@api.post("/ops")
@tablet
def ops() -> ResponseReturnValue:
    """Operations, answered after their commit."""
    device = current_device()
    g.spoken = device.person.locale
    return exchange.exchange(device, read_json(OpsBody))


@api.post("/hello")
@tablet
def hello() -> ResponseReturnValue:
    """The tablet is there."""
    return exchange.hello(current_device(), read_json(HelloBody))

"""The tablet binds itself here: the code of the QR, or six digits, against a secret of its own."""

from __future__ import annotations

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from competition.accounts import actions
from competition.accounts.guard import public
from competition.accounts.schemas import RedeemBody
from competition.web.forms import read_json
from competition.web.limits import failed, limiter

api = Blueprint("accounts_api", __name__, url_prefix="/api/v1/accounts")


@api.post("/devices/redeem")
@public
@limiter.limit("30 per 10 minutes", deduct_when=failed)
def redeem() -> ResponseReturnValue:
    values = read_json(RedeemBody)
    bound = actions.redeem(values["code"].strip(), values["name"].strip(), request.headers.get("User-Agent", ""))
    return {"device": {"id": bound.device_id, "secret": bound.secret, "state": bound.state}}, 201

"""The tablet's two pages: signing in by QR code, and marking. Both hold nothing of anybody; the device's own secret
opens what it needs."""

from __future__ import annotations

from functools import cache

from flask import make_response, render_template, request
from flask.typing import ResponseReturnValue

from competition.accounts.guard import public
from competition.judging.pages.blueprint import entrance, pages
from competition.judging.words import tablet_words
from competition.web import headers
from competition.web.assets import STATIC, asset_of, release_of
from competition.web.onepage import Joined, join

KEPT = 8 * 3600


@entrance.get("/j")
@public
def enter() -> ResponseReturnValue:
    """Sign this tablet in. The code is in the fragment, which no server sees."""
    return render_template("judging/join.html", words=tablet_words())


@pages.get("/tablet")
@public
def tablet() -> ResponseReturnValue:
    """The marking page. On plain HTTP it is one document that the browser keeps for a contest day, so that it opens
    again while the server is away; over TLS its modules are fetched and kept like all static files."""
    joined = None if request.is_secure else _joined()
    if joined is not None:
        headers.allow("script-src", joined.script_hash)
        headers.allow("style-src", joined.style_hash)
    answer = make_response(render_template("judging/tablet.html", joined=joined, words=tablet_words()))
    if joined is not None:
        answer.headers["Cache-Control"] = f"private, max-age={KEPT}"
        answer.headers["Vary"] = "Cookie, Accept-Language"
    return answer


@cache
def _joined() -> Joined:
    return join(
        STATIC, "js/judging/tablet.js", style="css/rooms/judging.css", base=asset_of(release_of(STATIC))("").rstrip("/")
    )

"""Every error leaves by one door: a page or JSON with a code, words in the person's language, and an id that the log has too."""

from __future__ import annotations

import secrets
from typing import Any

import structlog
from flask import Flask, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from competition.store import Refused
from competition.web.forms import Invalid

log = structlog.get_logger()

WORDS = {
    400: _l("The request cannot be understood."),
    401: _l("Please sign in first."),
    403: _l("You are not allowed to do this."),
    404: _l("There is nothing here, or it has been taken away."),
    405: _l("This address does not accept that method."),
    409: _l("The rules do not allow this now."),
    413: _l("What was sent is too large."),
    415: _l("This kind of content is not accepted here."),
    422: _l("Some fields need another look."),
    429: _l("Too many attempts. Please wait a little and try again."),
    500: _l("Something went wrong on our side. Nothing was half-saved."),
}


def refusal_words(refused: Refused) -> str:
    """What a refusal says to people; an unknown code falls back to its status."""
    words = current_app.extensions["refusals"].get(refused.code)
    if words is None:
        return str(WORDS.get(refused.status, WORDS[409]))
    return str(words) % {name: _shown(value) for name, value in refused.facts.items()}


def install(app: Flask) -> None:
    """Register the handlers; `app.extensions["refusals"]` maps the codes of all rooms to lazy words."""
    app.register_error_handler(Refused, lambda e: answer(e.status, e.code, refusal_words(e)))
    app.register_error_handler(Invalid, lambda e: answer(422, "invalid", str(WORDS[422]), e.errors))
    app.register_error_handler(
        CSRFError,
        lambda e: answer(400, "csrf", _("This form is too old or came from elsewhere. Please load the page again.")),
    )
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def answer(
    status: int, code: str, message: str, fields: dict[str, list[str]] | None = None, *, mark: str | None = None
) -> tuple[str | dict[str, Any], int]:
    """The answer to an error: JSON for the API, a page for people; the log line carries the same id."""
    if mark is None:
        mark = secrets.token_hex(4)
        log.info("refused", status=status, code=code, id=mark, method=request.method, path=request.path)
    if request.path.startswith("/api/"):
        body: dict[str, Any] = {"code": code, "message": message, "id": mark} | ({"fields": fields} if fields else {})
        return {"error": body}, status
    page = render_template(
        "errors/error.html", status=status, code=code, message=message, fields=fields or {}, mark=mark
    )
    return page, status


def _http(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    if status < 400:
        return error.get_response()
    words = WORDS.get(status, WORDS[400 if status < 500 else 500])
    body, code = answer(status, error.name.lower().replace(" ", "_"), str(words))
    allowed = error.valid_methods if isinstance(error, MethodNotAllowed) else None
    return (body, code, {"Allow": ", ".join(sorted(allowed))}) if allowed else (body, code)


def _unexpected(error: Exception) -> ResponseReturnValue:
    mark = secrets.token_hex(4)
    log.error("failed", exc_info=error, id=mark, method=request.method, path=request.path)
    return answer(500, "failed", str(WORDS[500]), mark=mark)


def _shown(value: Any) -> Any:
    return ", ".join(str(one) for one in value) if isinstance(value, list | tuple) else value

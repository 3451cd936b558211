"""How much and how often: body sizes per view, and attempts per address counted only when they fail."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, Response, current_app, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from werkzeug.exceptions import BadRequest

View = TypeVar("View", bound=Callable[..., object])

BODY = 1 << 20
limiter = Limiter(get_remote_address, headers_enabled=False)


def accepts(megabytes: int) -> Callable[[View], View]:
    """This view may be sent more than the usual 1 MiB."""

    def mark(view: View) -> View:
        view.__body__ = megabytes << 20  # type: ignore[attr-defined]
        return view

    return mark


def failed(response: Response) -> bool:
    """For limits that count only attempts that were refused: a hall full of tablets shares one address."""
    return response.status_code >= 400


def install(app: Flask, redis_url: str | None) -> None:
    app.config["MAX_CONTENT_LENGTH"] = BODY
    app.config["MAX_FORM_MEMORY_SIZE"] = BODY
    app.config["RATELIMIT_STORAGE_URI"] = redis_url or "memory://"
    app.config["RATELIMIT_IN_MEMORY_FALLBACK_ENABLED"] = True
    app.config["RATELIMIT_IN_MEMORY_FALLBACK"] = ["10000 per minute"]

    @app.before_request
    def size() -> None:
        view = current_app.view_functions.get(request.endpoint or "")
        size = getattr(view, "__body__", None)
        if size is not None:
            request.max_content_length = size

    @app.before_request
    def sound() -> None:
        """PostgreSQL keeps no null byte: an address with one is nobody's."""
        if "\0" in request.path or b"%00" in request.query_string:
            raise BadRequest

    limiter.init_app(app)

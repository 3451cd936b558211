"""Puts the house together; decides nothing."""

from __future__ import annotations

import datetime as dt
import importlib
import secrets
from types import ModuleType
from typing import Any

from flask import Flask, g, redirect, request
from flask.typing import ResponseReturnValue
from flask_wtf import CSRFProtect

from competition import wiring
from competition.accounts import guard
from competition.config import Settings
from competition.jobs import queue as jobs_queue
from competition.live import hub
from competition.store.session import Store, bind
from competition.store.vault import Vault, bind_vault
from competition.web import assets, errors, headers, health, limits, words
from competition.web.logs import set_up_logs

ROOMS = (
    "jobs", "accounts", "organisations", "events", "schemes", "contestants", "officials", "judging", "standings", "screens",
)  # fmt: skip


def create_app(settings: Settings) -> Flask:
    """The house, ready to serve. Binds store and vault to this process; starts nothing that runs by itself."""
    set_up_logs()
    store = Store(settings.database_url, green=settings.worker != "threading", strict=settings.strict)
    bind(store)
    bind_vault(Vault(settings.vault_key))
    app = Flask("competition", static_folder=None, template_folder=str(assets.TEMPLATES))
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_NAME="craftboard",
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure,
        PERMANENT_SESSION_LIFETIME=dt.timedelta(days=14),
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
    )
    app.extensions["settings"] = settings
    app.extensions["store"] = store
    app.extensions["setup_code"] = secrets.token_hex(4).upper()
    _web(app, settings)
    hub.install(app, worker=settings.worker, redis_url=settings.redis_url)
    for room in ROOMS:
        _doors(app, room)
    errors.install(app)
    app.extensions["queue"] = jobs_queue.install(settings.data, settings.redis_url, inline=settings.jobs_inline)
    wiring.wire(app, store)
    return app


def _web(app: Flask, settings: Settings) -> None:
    words.install(app, lambda: person.locale if (person := guard.current_person()) else None)
    headers.install(app, secure=settings.secure)
    assets.install(app)
    limits.install(app, settings.redis_url)
    health.install(app)
    guard.install(app)
    CSRFProtect(app)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(permitted=guard.permitted, said_in=words.said_in, named=words.named)

    @app.context_processor
    def around() -> dict[str, Any]:
        return {"current_person": guard.current_person(), "locale": words.language(), "settings": settings, "here_path": request.full_path}


def _doors(app: Flask, room: str) -> None:
    """Register a room's doors: pages, api and sockets, those that it has, and the words of its refusals."""
    refusals: dict[str, Any] = app.extensions.setdefault("refusals", {})
    for furniture in ("pages", "api", "sockets", "words"):
        module = _furniture(room, furniture)
        if module is None:
            continue
        refusals.update(getattr(module, "REFUSALS", {}))
        for name in ("pages", "api"):
            if furniture == name and hasattr(module, name):
                app.register_blueprint(getattr(module, name))
                if name == "api":
                    app.extensions["csrf"].exempt(module.api)
        if furniture == "sockets":
            module.install(hub.socketio)


def _furniture(room: str, name: str) -> ModuleType | None:
    try:
        return importlib.import_module(f"competition.{room}.{name}")
    except ModuleNotFoundError as missing:
        if missing.name in (f"competition.{room}.{name}", f"competition.{room}"):
            return None
        raise

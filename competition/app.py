"""Puts the house together; decides nothing."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

from flask import Flask, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from competition import wiring
from competition.accounts import api as accounts_api
from competition.accounts import guard
from competition.accounts import pages as accounts_pages
from competition.accounts import words as accounts_words
from competition.acts import pages as acts_pages
from competition.acts import words as acts_words
from competition.advancement import pages as advancement_pages
from competition.advancement import words as advancement_words
from competition.amendments import pages as amendments_pages
from competition.amendments import words as amendments_words
from competition.config import Settings
from competition.contestants import pages as contestants_pages
from competition.contestants import words as contestants_words
from competition.desk import pages as desk_pages
from competition.desk import words as desk_words
from competition.eligibility import pages as eligibility_pages
from competition.eligibility import words as eligibility_words
from competition.events import pages as events_pages
from competition.events import words as events_words
from competition.figures import pages as figures_pages
from competition.figures import words as figures_words
from competition.jobs import pages as jobs_pages
from competition.jobs import queue as jobs_queue
from competition.jobs import words as jobs_words
from competition.judging import api as judging_api
from competition.judging import pages as judging_pages
from competition.judging import sockets as judging_sockets
from competition.judging import words as judging_words
from competition.ladders import pages as ladders_pages
from competition.ladders import words as ladders_words
from competition.live import hub
from competition.matches import pages as matches_pages
from competition.matches import words as matches_words
from competition.members import pages as members_pages
from competition.members import words as members_words
from competition.milestones import pages as milestones_pages
from competition.milestones import words as milestones_words
from competition.officials import pages as officials_pages
from competition.officials import words as officials_words
from competition.organisations import pages as organisations_pages
from competition.organisations import words as organisations_words
from competition.paper import pages as paper_pages
from competition.paper import words as paper_words
from competition.portal import pages as portal_pages
from competition.portal import words as portal_words
from competition.registration import pages as registration_pages
from competition.registration import words as registration_words
from competition.schemes import pages as schemes_pages
from competition.schemes import words as schemes_words
from competition.screens import pages as screens_pages
from competition.series import pages as series_pages
from competition.series import words as series_words
from competition.sessions import pages as sessions_pages
from competition.sessions import words as sessions_words
from competition.standings import api as standings_api
from competition.standings import pages as standings_pages
from competition.standings import sockets as standings_sockets
from competition.standings import words as standings_words
from competition.store.session import Store, bind
from competition.store.vault import Vault, bind_vault
from competition.web import assets, errors, headers, health, limits, words
from competition.web.logs import set_up_logs

PAGES = (
    jobs_pages.pages, accounts_pages.pages, organisations_pages.pages, events_pages.pages, schemes_pages.pages, contestants_pages.pages,
    officials_pages.pages, judging_pages.entrance, judging_pages.pages, standings_pages.pages, screens_pages.pages,
    acts_pages.pages, members_pages.pages, registration_pages.pages, series_pages.pages, portal_pages.pages, desk_pages.pages,
    amendments_pages.pages, sessions_pages.pages, paper_pages.pages, ladders_pages.pages,
    advancement_pages.pages, eligibility_pages.pages,
    matches_pages.pages, milestones_pages.pages, figures_pages.pages,
)  # fmt: skip
APIS = (accounts_api.api, judging_api.api, standings_api.api)
SOCKETS = (judging_sockets, standings_sockets)
WORDS = (
    accounts_words, jobs_words, organisations_words, events_words, schemes_words, contestants_words, officials_words, judging_words,
    acts_words, members_words, registration_words, series_words, portal_words, desk_words,
    amendments_words, sessions_words, paper_words, standings_words, ladders_words, advancement_words, eligibility_words,
    matches_words, milestones_words, figures_words,
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
    _doors(app)
    errors.install(app)
    app.extensions["queue"] = jobs_queue.install(settings.data, settings.redis_url, inline=settings.jobs_inline)
    wired = wiring.wire(store)
    app.extensions["tasks"], app.extensions["readiness"] = wired.tasks, wired.readiness
    app.extensions["besides"], app.extensions["about_entries"] = wired.besides, wired.about_entries
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies, x_host=settings.proxies)  # type: ignore[method-assign]
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
    app.jinja_env.globals.update(permitted=guard.permitted, opens=guard.opens, said_in=words.said_in, named=words.named)

    @app.context_processor
    def around() -> dict[str, Any]:
        return {
            "current_person": guard.current_person(),
            "locale": words.language(),
            "settings": settings,
            "here_path": request.full_path,
        }


def _doors(app: Flask) -> None:
    """Every room's doors, and the words of its refusals, facts and acts."""
    app.extensions["refusals"] = {code: text for words in WORDS for code, text in words.REFUSALS.items()}
    for said in WORDS:
        acts_words.learn(
            facts=getattr(said, "FACTS", {}), acts=getattr(said, "ACTS", {}), values=getattr(said, "VALUES", {})
        )
    for pages in PAGES:
        app.register_blueprint(pages)
    for api in APIS:
        app.register_blueprint(api)
        app.extensions["csrf"].exempt(api)
    for sockets in SOCKETS:
        sockets.install(hub.socketio)
    app.add_url_rule("/", "home", portal_pages.home)
    app.add_url_rule("/desk", "desk", guard.public(_desk))


def _desk() -> ResponseReturnValue:
    """Where one's work begins: the events, or the units of whoever does nothing else than approve for them."""
    person = guard.current_person()
    only_units = (
        person is not None and bool(person.grants) and {role for role, _scope in person.grants} == {"unit_officer"}
    )
    return redirect(url_for("registration.my_units" if only_units else "events.index"))

"""Who may come in: every view carries exactly one rule, and a view without one opens to nobody.

`@public`, `@signed_in`, `@may(permission)` for pages (by session cookie), `@tablet` for what a judge's device asks (by
its own secret, never by cookie). `may` takes the scope from the address: <event_id> and <trade_id>, or
<organisation_id>.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import quote, urlsplit

from flask import Flask, current_app, g, redirect, request, session
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from competition.accounts import actions, queries, roles
from competition.accounts.queries import Bound, Known
from competition.store import Refused, reading, utcnow

View = TypeVar("View", bound=Callable[..., Any])

TOKEN = "token"  # noqa: S105 - the name of the field in the cookie, not a token


def public(view: View) -> View:
    """Anybody may."""
    view.__rule__ = "public"  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Whoever is signed in may."""
    view.__rule__ = "signed_in"  # type: ignore[attr-defined]
    return view


def tablet(view: View) -> View:
    """A device with its own secret may; the view looks at its state."""
    view.__rule__ = "tablet"  # type: ignore[attr-defined]
    return view


def may(permission: str) -> Callable[[View], View]:
    """Whoever holds a role that allows `permission` over the scope in the address may."""
    if permission not in roles.PERMISSIONS:
        raise ValueError(f"no such permission: {permission}")

    def mark(view: View) -> View:
        view.__rule__ = f"may:{permission}"  # type: ignore[attr-defined]
        return view

    return mark


def rule_of(view: Callable[..., Any] | None) -> str | None:
    """The rule a view carries, or None."""
    return getattr(view, "__rule__", None)


def install(app: Flask) -> None:
    """Ask before every request."""
    app.before_request(_ask)


def current_person() -> Known | None:
    """Whoever is signed in by cookie on this request."""
    if "person" not in g:
        g.person = _by_cookie()
    person: Known | None = g.person
    return person


def me() -> Known:
    """The signed-in person, where the rule has made sure of one."""
    person = current_person()
    if person is None:
        raise Refused("sign_in_first", 401)
    return person


def current_device() -> Bound:
    """The device that asks, where the rule is `tablet`."""
    device: Bound = g.device
    return device


def permitted(
    permission: str, event_id: str | None = None, trade_id: str | None = None, organisation_id: str | None = None
) -> bool:
    """Whether the signed-in person may: for showing or hiding a button, never instead of a rule."""
    person = current_person()
    return person is not None and person.may(permission, roles.scope_path(event_id, trade_id, organisation_id))


def opens(address: str) -> bool:
    """Whether the signed-in person may open this address of ours, by the rule on its view: for a link or plain words."""
    try:
        endpoint, args = current_app.url_map.bind("").match(urlsplit(address).path, method="GET")
    except HTTPException:
        return False
    rule = rule_of(current_app.view_functions[endpoint]) or ""
    permission = rule.removeprefix("may:")
    return permission == rule or permitted(
        permission, args.get("event_id"), args.get("trade_id"), args.get("organisation_id")
    )


def bearer(header: str | None) -> Bound | None:
    """The device of an `Authorization: Bearer <device_id>.<secret>` header."""
    scheme, _, token = (header or "").partition(" ")
    device_id, _, secret = token.strip().partition(".")
    if scheme.lower() != "bearer" or not secret:
        return None
    with reading() as s:
        return queries.bound(s, device_id, secret)


def _ask() -> ResponseReturnValue | None:
    if request.endpoint is None:
        return None
    rule = rule_of(current_app.view_functions.get(request.endpoint))
    if rule == "public":
        return None
    if rule == "tablet":
        device = bearer(request.headers.get("Authorization"))
        if device is None:
            raise Refused("device_unknown", 401)
        g.device = device
        return None
    if rule is None:
        raise Refused("forbidden", 403)
    person = current_person()
    if person is None:
        if request.path.startswith("/api/") or request.method not in ("GET", "HEAD"):
            raise Refused("sign_in_first", 401)
        return redirect(f"/accounts/sign-in?next={quote(request.full_path.rstrip('?'))}")
    if rule == "signed_in":
        return None
    args = request.view_args or {}
    scope = roles.scope_path(args.get("event_id"), args.get("trade_id"), args.get("organisation_id"))
    if not person.may(rule.removeprefix("may:"), scope):
        raise Refused("forbidden", 403)
    return None


def _by_cookie() -> Known | None:
    token = session.get(TOKEN)
    if not isinstance(token, str):
        return None
    with reading() as s:
        opened = queries.sign_in(s, token)
        if opened is None or opened.last_seen < utcnow() - dt.timedelta(days=actions.SIGN_IN_DAYS):
            return None
        person = queries.known(s, opened.person_id, opened.id)
    if opened.last_seen < utcnow() - dt.timedelta(minutes=1):
        actions.seen(opened.id)
    return person

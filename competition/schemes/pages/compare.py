"""Two versions side by side, or a version beside a template."""

from __future__ import annotations

from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from competition.accounts.guard import may
from competition.schemes import queries
from competition.schemes.library import templates
from competition.schemes.pages import pages
from competition.schemes.pages.common import here
from competition.schemes.telling import compare
from competition.store import Refused, reading
from competition.web.words import named

Choice = tuple[str, str]


@pages.get("/<event_id>/<trade_id>/compare")
@may("plan.read")
def comparison(event_id: str, trade_id: str) -> ResponseReturnValue:
    """?before= and ?after= name a version (a number), the draft ("draft") or a template (its key)."""
    with reading() as s:
        at = here(s, event_id, trade_id)
        versions = queries.versions(s, trade_id)
        draft = queries.draft(s, trade_id)
        own = [(str(one.version), str(_("Version %(number)s", number=one.version))) for one in versions]
        if draft is not None:
            own.insert(0, ("draft", str(_("The draft"))))
        if not own:
            raise Refused("not_there", 404)
        after = request.args.get("after") or own[0][0]
        before = request.args.get("before") or (own[1][0] if len(own) > 1 else own[0][0])
        documents = [_document(s, trade_id, which) for which in (before, after)]
    readable = [one for one in documents if one is not None]
    known = [(key, _("Template: %(name)s", name=named(one.name, one.name_en))) for key, one in templates().items()]
    return render_template(
        "schemes/compare.html", event=at.event, trade=at.trade, before=before, after=after, choices=own + known,
        titles=dict(own + known), compared=compare(*readable) if len(readable) == 2 else None, here="trades",
    )  # fmt: skip


def _document(s: Session, trade_id: str, which: str) -> dict[str, Any] | None:
    """The document that a choice names; None for a draft that cannot be read yet. Refused: not_there (404)."""
    if which == "draft":
        draft = queries.draft(s, trade_id)
        if draft is None:
            raise Refused("not_there", 404)
        return draft.document if queries.sound(draft.document) else None
    if which in templates():
        return templates()[which].document
    plan = queries.version(s, trade_id, int(which)) if which.isdigit() and len(which) < 6 else None
    if plan is None:
        raise Refused("not_there", 404)
    return plan.document

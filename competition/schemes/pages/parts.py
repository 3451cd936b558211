"""The forms of a draft's parts: general rules, the document part, the awards, one module, one criterion with its aspects.

A form posts itself whole with one `act`: save, or a change to one of its lists such as added:aspects. With the header
X-Autosave the answer is the column beside the form alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from competition.accounts import queries as accounts
from competition.accounts.guard import may, me
from competition.schemes import actions, awarding, checks, editing, fields, places, queries, taking, telling, words
from competition.schemes.models import PlanDraft
from competition.schemes.pages import pages
from competition.schemes.pages.common import Here, here
from competition.schemes.taking import Nested
from competition.store import Refused, reading, utcnow
from competition.web.errors import refusal_words
from competition.web.forms import Conflict

MOST_CONFLICTS = 12


GENERAL = tuple(field.key for field in fields.GENERAL)
MODULE = tuple(field.key for field in fields.MODULE)


@dataclass(frozen=True)
class Form:
    """One form: its name, the place of its part in the document and which keys of it, and how it is read from what was
    sent, given what is stored."""

    name: str
    place: str
    taken: Callable[[Nested, Mapping[str, Any]], dict[str, Any]]
    keys: tuple[str, ...] = ()
    module: int = 0
    criterion: int = 0

    def part(self, document: dict[str, Any]) -> dict[str, Any]:
        """The part of the document this form is for. Refused: not_there (404)."""
        try:
            return editing.form_part(document, self.place, self.keys)
        except editing.Gone:
            raise Refused("not_there", 404) from None

    def document(self, document: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
        """The whole document with this part in its place. Refused: draft_part_gone."""
        try:
            return editing.with_part(document, self.place, part, self.keys)
        except editing.Gone:
            raise Refused("draft_part_gone") from None


def _general() -> Form:
    return Form("general", "", partial(taking.taken, fields.GENERAL), GENERAL)


def _document() -> Form:
    return Form("document", "document", partial(taking.taken, fields.DOCUMENT))


def _awards() -> Form:
    return Form("awards", "awards", partial(taking.taken, awarding.FIELDS))


def _module(module: str) -> Form:
    at = _number(module)
    return Form("module", f"modules.{at}", partial(taking.taken, fields.MODULE), MODULE, at)


def _criterion(module: str, criterion: str) -> Form:
    at, inside = _number(module), _number(criterion)
    place = f"modules.{at}.criteria.{inside}"
    return Form("criterion", place, taking.taken_criterion, (), at, inside)


def _number(text: str) -> int:
    if not text.isdigit() or len(text) > 3:
        raise Refused("not_there", 404)
    return int(text)


@pages.get("/<event_id>/<trade_id>/draft/general")
@may("plan.edit")
def draft_general(event_id: str, trade_id: str) -> ResponseReturnValue:
    return _show(event_id, trade_id, _general())


@pages.post("/<event_id>/<trade_id>/draft/general")
@may("plan.edit")
def draft_general_post(event_id: str, trade_id: str) -> ResponseReturnValue:
    return _post(event_id, trade_id, _general())


@pages.get("/<event_id>/<trade_id>/draft/document")
@may("plan.edit")
def draft_document(event_id: str, trade_id: str) -> ResponseReturnValue:
    return _show(event_id, trade_id, _document())


@pages.post("/<event_id>/<trade_id>/draft/document")
@may("plan.edit")
def draft_document_post(event_id: str, trade_id: str) -> ResponseReturnValue:
    return _post(event_id, trade_id, _document())


@pages.get("/<event_id>/<trade_id>/draft/awards")
@may("plan.edit")
def draft_awards(event_id: str, trade_id: str) -> ResponseReturnValue:
    return _show(event_id, trade_id, _awards())


@pages.post("/<event_id>/<trade_id>/draft/awards")
@may("plan.edit")
def draft_awards_post(event_id: str, trade_id: str) -> ResponseReturnValue:
    return _post(event_id, trade_id, _awards())


@pages.get("/<event_id>/<trade_id>/draft/modules/<module>")
@may("plan.edit")
def draft_module(event_id: str, trade_id: str, module: str) -> ResponseReturnValue:
    return _show(event_id, trade_id, _module(module))


@pages.post("/<event_id>/<trade_id>/draft/modules/<module>")
@may("plan.edit")
def draft_module_post(event_id: str, trade_id: str, module: str) -> ResponseReturnValue:
    return _post(event_id, trade_id, _module(module))


@pages.get("/<event_id>/<trade_id>/draft/modules/<module>/<criterion>")
@may("plan.edit")
def draft_criterion(event_id: str, trade_id: str, module: str, criterion: str) -> ResponseReturnValue:
    return _show(event_id, trade_id, _criterion(module, criterion))


@pages.post("/<event_id>/<trade_id>/draft/modules/<module>/<criterion>")
@may("plan.edit")
def draft_criterion_post(event_id: str, trade_id: str, module: str, criterion: str) -> ResponseReturnValue:
    return _post(event_id, trade_id, _criterion(module, criterion))


def address(at: Here, form: Form) -> str:
    """The address of a form."""
    known: dict[str, Any] = {"event_id": at.event.id, "trade_id": at.trade.id}
    if form.name == "module":
        return url_for("schemes.draft_module", **known, module=form.module)
    if form.name == "criterion":
        return url_for("schemes.draft_criterion", **known, module=form.module, criterion=form.criterion)
    return url_for(f"schemes.draft_{form.name}", **known)


def _draft(event_id: str, trade_id: str) -> tuple[Here, PlanDraft, str]:
    """Where we are, the draft, and the name of who saved it last. Refused: draft_gone (409)."""
    with reading() as s:
        at = here(s, event_id, trade_id)
        draft = queries.draft(s, trade_id)
        if draft is None:
            raise Refused("draft_gone", 409)
        return at, draft, accounts.names(s, {draft.by}).get(draft.by, "")


def _show(event_id: str, trade_id: str, form: Form) -> ResponseReturnValue:
    at, draft, by = _draft(event_id, trade_id)
    part = form.part(draft.document)
    return _page(at, draft, by, form, part, seen=editing.digest(part)), 200


def _post(event_id: str, trade_id: str, form: Form) -> ResponseReturnValue:
    at, draft, by = _draft(event_id, trade_id)
    stored = form.part(draft.document)
    sent = taking.nested(request.form.items(multi=True))
    if request.headers.get("X-Autosave"):
        _keep_kinds(sent, stored)
    part = form.taken(sent, stored)
    act, _colon, place = request.form.get("act", "save").partition(":")
    if act not in ("save", "kind"):
        part = _acted(draft, form, part, act, place)
    try:
        saved = actions.save_part(
            me().id, trade_id, form.place, part, seen=request.form.get("seen", ""), keys=form.keys,
            edit=(form.name, str(part.get("key", ""))), burst=act == "save",
        )  # fmt: skip
    except Refused as refused:
        if refused.code != "changed_meanwhile":
            raise
        if str(stored.get("key", "")) != request.form.get("was", ""):
            raise Refused("draft_part_gone") from None
        return _conflict(at, draft, by, form, stored, part)
    if request.headers.get("X-Autosave"):
        at, draft, by = _draft(event_id, trade_id)
        return _aside(at, draft, by, form, part, saved.seen), 200
    return redirect(_onward(at, form, act, place, part), 303)


def _keep_kinds(sent: Nested, stored: Mapping[str, Any]) -> None:
    """While a form saves itself its aspects keep their kinds: the fields of another kind are not on the page yet."""
    rows = sent.get("aspects")
    kinds = {str(place): aspect.get("kind") for place, aspect in enumerate(stored.get("aspects") or [])}
    for place, row in rows.items() if isinstance(rows, dict) else ():
        if isinstance(row, dict) and kinds.get(place):
            row["kind"] = kinds[place]


def _acted(draft: PlanDraft, form: Form, part: dict[str, Any], act: str, place: str) -> dict[str, Any]:
    """The part after one of its lists was changed, in the whole document, where new keys must be free.

    Refused: draft_part_gone.
    """
    inside = f"{form.place}.{place}" if form.place else place
    try:
        changed = actions.acted(
            form.document(draft.document, part), act, inside, kind=request.form.get("new_kind", "points")
        )
    except editing.Gone:
        raise Refused("draft_part_gone") from None
    return form.part(changed)


def _onward(at: Here, form: Form, act: str, place: str, part: dict[str, Any]) -> str:
    """Where to go after a change: to the element that was changed, opened."""
    steps = place.split(".")
    if act == "save" or not place:
        return address(at, form)
    if act == "added":
        rows = editing.part_at(part, place)
        steps = [*steps, str(len(rows) - 1)]
    elif steps[-1].isdigit():
        last = int(steps[-1]) + {"up": -1, "down": 1, "copied": 1, "removed": -1}.get(act, 0)
        steps[-1] = str(max(0, last))
    aspect = steps[1] if steps[0] == "aspects" and len(steps) > 1 else ""
    opened = f"?open={aspect}" if aspect else ""
    return f"{address(at, form)}{opened}#field-{'.'.join(steps)}"


def _conflict(
    at: Here, draft: PlanDraft, by: str, form: Form, stored: dict[str, Any], mine: dict[str, Any]
) -> ResponseReturnValue:
    """The page once more with the person's values, and what is stored now beside them."""
    theirs, ours = flat(stored), flat(mine)
    differs = [name for name in ours if name in theirs and theirs[name] != ours[name]][:MOST_CONFLICTS]
    conflict = Conflict(by=by, at=draft.at, fields={name: theirs[name] for name in differs})
    labels = {name: places.where(form.document(draft.document, mine), f"{form.place}.{name}") for name in differs}
    seen = editing.digest(stored)
    if request.headers.get("X-Autosave"):
        return _aside(at, draft, by, form, mine, seen, refused=refusal_words(Refused("changed_meanwhile"))), 409
    return _page(at, draft, by, form, mine, seen=seen, conflict=conflict, labels=labels), 409


def flat(part: Any, name: str = "") -> dict[str, str]:
    """Every single value of a part by the name its field has in the form, as the field shows it."""
    if isinstance(part, dict | list):
        inner = part.items() if isinstance(part, dict) else enumerate(part)
        found: dict[str, str] = {}
        for key, value in inner:
            found |= flat(value, f"{name}.{key}" if name else str(key))
        return found
    return {name: "" if part is None else str(part)}


def _page(
    at: Here, draft: PlanDraft, by: str, form: Form, part: dict[str, Any], *, seen: str,
    conflict: Conflict | None = None, labels: dict[str, str] | None = None,
) -> str:  # fmt: skip
    return render_template(
        "schemes/part.html", conflict=conflict, labels=labels or {}, opened=request.args.get("open", ""),
        neighbours=list(editing.criteria(draft.document)), **_shown(at, draft, by, form, part, seen),
    )  # fmt: skip


def _aside(at: Here, draft: PlanDraft, by: str, form: Form, part: dict[str, Any], seen: str, refused: str = "") -> str:
    return render_template("schemes/_aside.html", refused=refused, **_shown(at, draft, by, form, part, seen))


def _shown(at: Here, draft: PlanDraft, by: str, form: Form, part: dict[str, Any], seen: str) -> dict[str, Any]:
    """What the form and the column beside it need."""
    document = form.document(draft.document, part)
    checked = checks.check(document)
    sections = [str(one.get("key")) for one in (document.get("document") or {}).get("sections") or []]
    return {
        "event": at.event, "trade": at.trade, "draft": draft, "by": by, "form": form, "part": part, "seen": seen,
        "checked": checked, "errors": checked.inside(form.name, form.module, form.criterion), "here": "trades",
        "fields": fields, "award_fields": awarding.FIELDS,
        "words": words, "address": address(at, form), "offered": checks.offered, "now": utcnow(),
        "may_edit": at.may_edit, "tie_words": telling.tie_words(document), "faults_in": checked.faults_in(form.module, form.criterion),
        "module": document["modules"][form.module],
        "options": {
            "section": sections, "component": [str(one.get("key")) for one in document.get("components") or []],
            "ties": _ties(document),
        },
    }  # fmt: skip


def _ties(document: dict[str, Any]) -> list[str]:
    """Every comparator the document offers."""
    components = [f"component:{one.get('key')}" for one in document.get("components") or []]
    modules = [f"module:{one.get('key')}" for one in document.get("modules") or []]
    judges = [f"judges_majority:{one.get('key')}" for one in document.get("modules") or []]
    found = [criterion for _place, _module, criterion in editing.criteria(document)]
    criteria = [f"criterion:{one.get('key')}" for one in found]
    aspects = [tie for one in found for aspect in one.get("aspects") or [] for tie in _ties_of(aspect)]
    return [*components, *modules, "fewer_deductions", *criteria, *aspects, *judges]


def _ties_of(aspect: dict[str, Any]) -> list[str]:
    """The comparators an aspect offers."""
    alone, kind = aspect.get("marked_by") == "one", aspect.get("kind")
    what = ["time"] if alone and kind in ("timed", "measurement") else []
    what += ["aspect", "value"] if kind != "deduction" else []
    what += ["best_attempt"] if aspect.get("attempts") else []
    return [f"{one}:{aspect.get('key')}" for one in what]

"""A contestant's photograph: choosing it, showing it to whoever may see the list, taking it away."""

from __future__ import annotations

from pathlib import Path

from flask import Response, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from competition.accounts.guard import may, me
from competition.contestants import actions, queries, words
from competition.contestants.pages import pages
from competition.contestants.pages.people import in_event
from competition.events import queries as events
from competition.store import Refused, reading
from competition.web import photos
from competition.web.apart import apart
from competition.web.limits import accepts


@pages.get("/<event_id>/people/<contestant_id>/photo")
@may("contestant.edit")
def photo(event_id: str, contestant_id: str) -> ResponseReturnValue:
    """Choose a photo and its crop."""
    return _page(event_id, contestant_id, {}, 200)


@pages.post("/<event_id>/people/<contestant_id>/photo")
@may("contestant.edit")
@accepts((photos.MAX_BYTES >> 20) + 1)
def photo_post(event_id: str, contestant_id: str) -> ResponseReturnValue:
    """Keep what was sent, decoded and written anew; whatever is no photo is refused in words."""
    with reading() as s:
        in_event(s, event_id, contestant_id)
    sent = request.files.get("photo")
    if sent is None or not sent.filename:
        return _page(event_id, contestant_id, {"photo": [_("Choose a photo.")]}, 422)
    try:
        made = apart(photos.portrait, sent.stream.read(photos.MAX_BYTES + 1))
    except photos.NotAPhoto as wrong:
        return _page(event_id, contestant_id, {"photo": [str(words.NOT_A_PHOTO[wrong.code]) % wrong.facts]}, 422)
    finally:
        sent.close()
    digest = apart(photos.keep, folder(), made)
    _forget(actions.set_photo(me().id, contestant_id, digest))
    flash(_("The photo has been saved."), "good")
    return redirect(url_for("contestants.person", event_id=event_id, contestant_id=contestant_id), 303)


@pages.post("/<event_id>/people/<contestant_id>/photo/remove")
@may("contestant.edit")
def photo_remove(event_id: str, contestant_id: str) -> ResponseReturnValue:
    """Take the photo away."""
    with reading() as s:
        in_event(s, event_id, contestant_id)
    _forget(actions.remove_photo(me().id, contestant_id))
    flash(_("The photo has been taken away."), "good")
    return redirect(url_for("contestants.person", event_id=event_id, contestant_id=contestant_id), 303)


@pages.get("/<event_id>/people/<contestant_id>/photo/<digest>.jpg")
@may("contestant.read")
def portrait(event_id: str, contestant_id: str, digest: str) -> ResponseReturnValue:
    """The picture itself, `?small=1` its thumbnail; only whoever may see the list gets it, and may keep it a day."""
    with reading() as s:
        in_event(s, event_id, contestant_id)
        if queries.contestant(s, contestant_id).photo != digest:
            raise Refused("not_there", 404)
    file = photos.file_of(folder(), digest, small="small" in request.args)
    if not file.is_file():
        raise Refused("not_there", 404)
    answer = Response(file.read_bytes(), mimetype=photos.MEDIA_TYPE)
    answer.headers["Cache-Control"] = "private, max-age=86400, immutable"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.set_etag(file.stem)
    return answer.make_conditional(request)


def folder() -> Path:
    """Where photographs lie."""
    data: Path = current_app.extensions["settings"].data
    return data / "photos"


def _forget(digest: str | None) -> None:
    if digest is not None:
        photos.forget(folder(), digest)


def _page(event_id: str, contestant_id: str, errors: dict[str, list[str]], status: int) -> ResponseReturnValue:
    with reading() as s:
        event = events.event(s, event_id)
        person = queries.contestant(s, contestant_id)
        in_event(s, event_id, contestant_id)
    return (
        render_template(
            "contestants/photo.html", event=event, person=person, errors=errors, here="contestants",
            megabytes=photos.MAX_BYTES >> 20, browser_words=words.photo_words(),
        ),
        status,
    )  # fmt: skip

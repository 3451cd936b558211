"""The doors of photographs."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from competition.contestants import queries
from competition.store import reading
from tests.world import World


def picture(colour: str = "teal") -> tuple[io.BytesIO, str]:
    file = io.BytesIO()
    Image.new("RGB", (900, 900), colour).save(file, "PNG")
    file.seek(0)
    return file, "photo.png"


def entered(world: World) -> tuple[str, str]:
    event_id = world.event()
    world.contestants(world.trade(event_id), 1)
    with reading() as s:
        return event_id, str(queries.entries_of_event(s, event_id)[0].contestant_id)


def kept(world: World) -> list[Path]:
    return sorted((world.app.extensions["settings"].data / "photos").rglob("*.jpg"))


def test_a_photo_is_kept_shown_and_taken_away(world: World) -> None:
    event_id, person = entered(world)
    browser = world.organiser()
    address = f"/contestants/{event_id}/people/{person}"

    assert browser.post(f"{address}/photo", data={"photo": picture()}).location == address
    with reading() as s:
        digest = queries.contestant(s, person).photo
    small = browser.get(f"{address}/photo/{digest}.jpg?small=1")
    large = browser.get(f"{address}/photo/{digest}.jpg")

    assert [Image.open(io.BytesIO(one.data)).size for one in (large, small)] == [(600, 800), (120, 160)]
    assert (large.mimetype, large.headers["X-Content-Type-Options"], large.headers["Cache-Control"]) == (
        "image/jpeg", "nosniff", "private, max-age=86400, immutable",
    )  # fmt: skip
    assert f"/photo/{digest}.jpg" in browser.get(address).text
    browser.post(f"{address}/photo", data={"photo": picture("navy")})
    assert len(kept(world)) == 2
    assert browser.post(f"{address}/photo/remove").location == address
    assert (kept(world), browser.get(f"{address}/photo/{digest}.jpg").status_code) == ([], 404)


def test_what_is_no_photo_is_refused_in_words(world: World) -> None:
    event_id, person = entered(world)
    address = f"/contestants/{event_id}/people/{person}/photo"
    browser = world.organiser()

    answers = [
        browser.post(address, data={"photo": (io.BytesIO(content), "photo.jpg")})
        for content in (b"MZ this is a programme", b"")
    ] + [browser.post(address, data={})]

    assert [(one.status_code, 'id="wrong-photo"' in one.text) for one in answers] == [(422, True)] * 3
    assert kept(world) == []


def test_photos_are_for_whoever_may_see_the_list(world: World) -> None:
    event_id, person = entered(world)
    other = world.event()
    browser = world.organiser()
    address = f"/contestants/{event_id}/people/{person}"
    browser.post(f"{address}/photo", data={"photo": picture()})
    with reading() as s:
        shown = f"{address}/photo/{queries.contestant(s, person).photo}.jpg"
    world.person("何清越", "checkin", ("check_in", f"/events/{event_id}"))
    world.person("方晓棠", "judge", ("scoring_judge", f"/events/{event_id}"))
    desk, judge = world.signed_in("checkin"), world.signed_in("judge")

    assert [one.get(shown).status_code for one in (desk, judge, world.app.test_client())] == [200, 403, 302]
    assert [one.get(address).status_code for one in (desk, judge)] == [200, 403]
    assert desk.post(f"{address}/photo", data={"photo": picture()}).status_code == 403
    assert [browser.get(one.replace(event_id, other)).status_code for one in (shown, address)] == [404, 404]

"""The doors of registration at the desk: deciding on what was sent in, as a unit's officer and as the organiser."""

from __future__ import annotations

import re

from flask.testing import FlaskClient
from sqlalchemy import event as sa_event
from sqlalchemy import text

from competition.events import queries as events
from competition.jobs import exports
from competition.registration import actions
from competition.registration.actions import AT_ONCE
from competition.store import reading, transaction
from competition.web.sheets import read_grids
from tests.registration.ground import KEY, details, number, opened, unit
from tests.world import PASSWORD, World


def officer(world: World, unit_id: str, login: str = "heqingyue") -> FlaskClient:
    """何清越, who approves for a unit, signed in."""
    world.person("何清越", login, ("unit_officer", actions.scope_of_unit(unit_id)))
    return world.signed_in(login)


def decided(client: FlaskClient, address: str, act: str, *ids: str, **said: str) -> tuple[int, str]:
    """The preview of a decision confirmed as a browser does it: status and page."""
    preview = client.post(address, data={"act": act, "ids": list(ids)}).get_data(as_text=True)
    hidden = re.findall(r'<input type="hidden" name="(ids|revs)" value="([^"]+)"', preview)
    sent = {name: [value for key, value in hidden if key == name] for name in ("ids", "revs")}
    answer = client.post(address, data={"act": act, "confirm": "1", **sent, **said})
    return answer.status_code, answer.get_data(as_text=True)


def test_organiser_returns_with_a_reason_and_approves(world: World) -> None:
    registering = opened(world)
    registering.send(details("陈嘉树", 1), details("王梓涵", 2))
    desk = world.organiser()
    chen, wang = registering.all()
    address = f"/registration/{registering.event_id}/acts"

    assert decided(desk, address, "return", chen.id)[0] == 422
    assert decided(desk, address, "return", chen.id, reason="姓名有误")[0] == 303
    assert decided(desk, address, "approve", wang.id)[0] == 303
    assert [(one.name, one.state) for one in registering.all()] == [("陈嘉树", "RETURNED"), ("王梓涵", "ENTERED")]
    assert "王梓涵" in desk.get(f"/contestants/{registering.event_id}").get_data(as_text=True)
    shown = desk.get(f"/registration/{registering.event_id}/application/{chen.id}").get_data(as_text=True)
    assert [words in shown for words in ("退回修改", "姓名有误", "待审核 → 退回修改", "SENT")] == [
        True,
        True,
        True,
        False,
    ]


def test_approval_of_who_is_no_member_is_refused_by_name_and_nobody_is_entered(world: World) -> None:
    registering = opened(world)
    registering.send(details("陈嘉树", 1))
    with transaction() as s:
        events.event(s, registering.event_id).members_only = True
    status, page = decided(
        world.organiser(), f"/registration/{registering.event_id}/acts", "approve", registering.one().id
    )

    assert (status, "陈嘉树" in page.split('role="alert"')[1].split("</div>")[0]) == (422, True)
    assert registering.one().state == "SENT"


def test_more_than_a_page_waits_for_is_decided_by_the_worker(world: World) -> None:
    registering = opened(world)
    people = [details(f"陈嘉{chr(0x4E00 + n)}", n) for n in range(1, AT_ONCE + 3)]
    for at in range(0, len(people), 40):
        registering.send(*people[at : at + 40])
    desk = world.organiser()
    address = f"/registration/{registering.event_id}/acts"
    status, _page = decided(desk, address, "reject", *[one.id for one in registering.all()], reason="名额已满")
    with reading() as s:
        job_id = s.execute(text("SELECT id FROM job")).scalar_one()
    told = desk.get(f"/registration/decided/{job_id}")

    assert (status, told.status_code, told.headers["Location"]) == (303, 303, f"/registration/{registering.event_id}")
    assert {one.state for one in registering.all()} == {"REJECTED"}
    assert desk.get(f"/registration/decided/{KEY}").status_code == 404


def test_officer_finds_the_own_unit_and_decides_only_there(world: World) -> None:
    registering = opened(world)
    union = unit("青溪市机械工会")
    below = unit("青溪机械厂", union)
    other = unit("青溪纺织厂")
    registering.send(details("陈嘉树", 1, organisation_id=below), unit_id=below)
    registering.send(details("王梓涵", 2, organisation_id=other), unit_id=other, key="w" * 22)
    chen, wang = registering.all()
    desk = officer(world, union)
    address = f"/registration/unit/{union}"

    assert desk.get("/desk").headers["Location"] == "/registration/units"
    assert desk.get("/registration/units").headers["Location"] == address
    page = desk.get(address).get_data(as_text=True)
    assert ["陈嘉树" in page, "王梓涵" in page, "青溪市技能创新运动会" in page] == [True, False, True]
    assert [
        desk.get(one).status_code
        for one in (
            f"{address}/application/{chen.id}", f"{address}/application/{wang.id}", f"/registration/unit/{other}",
            f"/registration/{registering.event_id}", f"/contestants/{registering.event_id}",
        )
    ] == [200, 404, 403, 403, 403]  # fmt: skip
    assert decided(desk, f"{address}/acts", "approve", wang.id)[0] == 422
    assert decided(desk, f"{address}/acts", "approve", chen.id)[0] == 303
    assert [one.state for one in registering.all()] == ["ENTERED", "SENT"]
    assert desk.post(f"{address}/officers", data={}).status_code == 403


def test_officer_takes_the_own_act_back_and_nobody_elses(world: World) -> None:
    registering = opened(world)
    union, other = unit("青溪市机械工会"), unit("青溪纺织厂")
    registering.send(details("陈嘉树", 1, organisation_id=union), unit_id=union)
    desk = officer(world, union)
    decided(desk, f"/registration/unit/{union}/acts", "approve", registering.one().id)
    with reading() as s:
        act_id = s.execute(text("SELECT id FROM act")).scalar_one()

    assert officer(world, other, "zhaoyinuo").post(f"/acts/{act_id}/undo").status_code == 404
    assert desk.post(f"/acts/{act_id}/undo", data={"back": f"/registration/unit/{union}"}).status_code == 303
    assert registering.one().state == "SENT"


def test_officer_of_several_units_sees_how_many_wait_in_each(world: World) -> None:
    registering = opened(world)
    first, second = unit("青溪机械厂"), unit("青溪纺织厂")
    registering.send(details("陈嘉树", 1, organisation_id=first), unit_id=first)
    grants = [("unit_officer", actions.scope_of_unit(one)) for one in (first, second)]
    world.person("何清越", "heqingyue", *grants)
    page = world.signed_in("heqingyue").get("/registration/units").get_data(as_text=True)

    counted = dict(re.findall(r'class="name"[^>]*>(\w+)</a></th><td[^>]*><span[^>]*>(\d)</span>', page))
    assert counted == {"青溪机械厂": "1", "青溪纺织厂": "0"}


def test_organiser_names_and_ends_an_officer(world: World) -> None:
    unit_id = unit("青溪机械厂")
    desk = world.organiser()
    address = f"/registration/unit/{unit_id}"
    said = {"name": "何清越", "login": "heqingyue", "password": PASSWORD}

    assert [
        desk.post(f"{address}/officers", data=said | change).status_code
        for change in ({"name": ""}, {"login": "a b"}, {"password": "short"}, {}, {})
    ] == [422, 422, 422, 303, 409]
    page = desk.get(address).get_data(as_text=True)
    end = re.search(rf'action="({address}/officers/[^"]+/end)"', page)
    assert end is not None
    assert world.signed_in("heqingyue").get(address).status_code == 200
    assert desk.post(end[1]).status_code == 303
    assert world.signed_in("heqingyue").get(address).status_code == 403
    assert "不再审核报名" in desk.get(f"/organisations/{unit_id}").get_data(as_text=True)


def test_list_asks_as_often_for_many_as_for_few(world: World) -> None:
    registering = opened(world)
    desk = world.organiser()

    def questions() -> int:
        asked: list[str] = []
        with reading() as s:
            engine = s.get_bind()

        def listen(*said: object) -> None:
            asked.append(str(said[2]))

        sa_event.listen(engine, "before_cursor_execute", listen)
        try:
            assert desk.get(f"/registration/{registering.event_id}").status_code == 200
        finally:
            sa_event.remove(engine, "before_cursor_execute", listen)
        return len(asked)

    registering.send(details("陈嘉树", 1))
    desk.get(f"/registration/{registering.event_id}")
    few = questions()
    registering.send(*[details(f"陈嘉{chr(0x4E00 + n)}", n) for n in range(2, 32)], key="q" * 22)
    assert questions() == few


def test_list_is_exported_with_numbers_masked(world: World) -> None:
    registering = opened(world)
    registering.send(details("陈嘉树", 1))
    desk = world.organiser()
    started = desk.post(f"/registration/{registering.event_id}/export", data={})
    file = exports.file_of(started.headers["Location"].rsplit("/", 1)[1])
    assert file is not None
    cells = [cell for row in read_grids(file)[0].rows for cell in row]

    assert [cell for cell in cells if cell in ("陈嘉树", "钳工", number(1), "13900000000")] == ["钳工", "陈嘉树"]


def test_waiting_registrations_stand_on_the_guided_path(world: World) -> None:
    registering = opened(world)
    registering.send(details("陈嘉树", 1))
    page = world.organiser().get(f"/events/{registering.event_id}").get_data(as_text=True)

    assert f"/registration/{registering.event_id}?state=SENT" in page


def test_activity_of_an_entry_tells_the_approval_in_words(world: World) -> None:
    registering = opened(world)
    registering.send(details("陈嘉树", 1))
    registering.decide("ENTERED")
    entry = registering.entry()
    page = world.organiser().get(f"/contestants/{registering.event_id}/{registering.trade_id}/{entry.id}")

    assert "待审核 → 已通过" in page.get_data(as_text=True)

"""The doors of labour contests: what organiser, chief, unit and public see and do."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from competition.accounts.roles import scope_path
from competition.events import actions as events
from competition.milestones import queries
from competition.store import reading
from tests.matches.test_pages import asked, text
from tests.milestones.ground import Works, day, document, running, works
from tests.world import NAMES, World

FORM: dict[str, Any] = {
    "aspect_key": "T1.1", "beyond": "0", "most": "", "digits": "0", "mode": "half_up",
    "node-title": ["基坑开挖", "主体封顶", ""], "node-title_en": ["Pit", "", ""], "node-due": [day(-20), day(-10), ""],
    "node-points": ["60", "40", ""], "node-evidence": ["1", "", ""],
    "band-until": ["0", "7", ""], "band-percent": ["100", "50", ""],
}  # fmt: skip
REPORT = {"done_on": day(-21), "evidence": "2", "text": "监理签字", "link": "https://example.org/p/1"}


def to(one: Works, path: str = "") -> str:
    return f"/milestones/{one.event_id}/{one.trade_id}{path}"


def of_unit(one: Works, unit: str, path: str = "") -> str:
    return f"/milestones/unit/{unit}{path}"


def officer(one: Works, *roles: str) -> FlaskClient:
    login = "-".join(roles)
    one.world.person("叶知秋", login, *((role, scope_path(one.event_id)) for role in roles))
    return one.world.signed_in(login)


def test_an_organiser_sets_milestones_by_a_form_and_takes_them_away(world: World) -> None:
    one = works(world)
    desk = world.organiser()
    assert desk.post(to(one, "/setting"), data=FORM).status_code == 303
    assert one.contest().row.document == document(
        nodes=[
            {"key": "N1", "title": {"zh": "基坑开挖", "en": "Pit"}, "due": day(-20), "points": "60", "evidence": 1},
            {"key": "N2", "title": {"zh": "主体封顶", "en": ""}, "due": day(-10), "points": "40", "evidence": 0},
        ]
    )
    assert 'value="基坑开挖"' in text(desk, to(one, "/setting"))
    assert desk.post(to(one, "/setting"), data=FORM | {"rev": "9"}).status_code == 409
    assert desk.post(to(one, "/setting/drop")).status_code == 303
    with reading() as s:
        assert queries.contest_row(s, one.stage_id) is None


@pytest.mark.parametrize(
    ("change", "field"),
    [({"node-title": [], "node-title_en": [], "node-due": [], "node-points": [], "node-evidence": []}, "nodes"),
     ({"node-due": ["bald", day(1)]}, "nodes"), ({"node-points": ["0", "40"]}, "nodes"), ({"node-evidence": ["x", "1"]}, "nodes"),
     ({"band-percent": ["50", "60"]}, "bands"), ({"band-until": ["", "7"]}, "bands"), ({"beyond": "300"}, "beyond"),
     ({"most": "0.5"}, "most"), ({"aspect_key": ""}, "aspect_key")],
)  # fmt: skip
def test_the_form_names_what_is_wrong_and_keeps_what_was_typed(world: World, change: Any, field: str) -> None:
    one = works(world)
    answer = world.organiser().post(to(one, "/setting"), data=FORM | change)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert f'href="#field-{field}"' in page
    assert ('value="基坑开挖"' in page) == ("node-title" not in change)


def test_a_unit_reports_for_its_own_and_the_chief_accepts_or_returns(world: World) -> None:
    one = running(world)
    unit, chief = world.signed_in(f"by{one.unit}"), officer(one, "chief_judge")
    page = text(unit, of_unit(one, one.unit))
    assert [name in page for name in NAMES[:3]] == [True, True, False]
    entry = of_unit(one, one.unit, f"/{one.entries[0]}")
    assert "基坑开挖" in text(unit, entry)
    assert unit.post(f"{entry}/report/N1", data=REPORT | {"link": "javascript:alert(1)"}).status_code == 422
    assert unit.post(f"{entry}/report/N1", data=REPORT | {"done_on": day(2)}).status_code == 409
    assert unit.post(f"{entry}/report/N1", data=REPORT).status_code == 303
    assert unit.post(f"{entry}/report/N9", data=REPORT).status_code == 404
    assert unit.get(of_unit(one, one.unit, f"/{one.entries[2]}")).status_code == 404
    assert unit.post(of_unit(one, one.unit, f"/{one.entries[2]}/report/N1"), data=REPORT).status_code == 404
    assert unit.get(of_unit(one, one.other)).status_code == 403
    assert unit.get(to(one)).status_code == 403
    (waiting,) = one.contest().waiting
    report = to(one, f"/reports/{waiting.report.id}")
    assert "监理签字" in text(chief, to(one))
    chief.post(f"{report}/return", data={"reason": ""})
    assert one.contest().waiting != []
    chief.post(f"{report}/return", data={"reason": "缺监理章"})
    assert "缺监理章" in text(unit, entry)
    unit.post(f"{entry}/report/N1", data=REPORT)
    (again,) = one.contest().waiting
    address = f"{to(one)}/reports/{again.report.id}/accept"
    answer = chief.post(address, data={"entry": one.entries[0]})
    assert answer.location.endswith(f"/entries/{one.entries[0]}")
    assert one.whys(0)[0] == ("counted", "40")
    assert chief.post(to(one, "/settle"), data={"seen": one.contest().said_hash}).status_code == 303
    assert one.marks() == {0: "40", 1: "0", 2: "0"}


def test_the_desk_reports_and_somebody_else_decides(world: World) -> None:
    one = running(world)
    desk, chief = world.organiser(), officer(one, "chief_judge")
    entry = to(one, f"/entries/{one.entries[1]}")
    assert desk.post(f"{entry}/report/N2", data=REPORT).status_code == 303
    (waiting,) = one.contest().waiting
    accept = to(one, f"/reports/{waiting.report.id}/accept")
    desk.post(accept)
    assert one.contest().waiting != []
    chief.post(accept)
    assert one.contest().waiting == []
    assert chief.post(f"{entry}/report/N1", data=REPORT).status_code == 403
    assert "30 × 100 %" in text(desk, entry)


def test_the_public_sees_milestones_and_scores_once_the_event_is_public(world: World) -> None:
    one = works(world)
    one.set_up()
    nobody, unit = world.app.test_client(), world.signed_in(f"by{one.unit}")
    assert nobody.get(to(one, "/public")).status_code == 404
    assert NAMES[0] not in text(unit, of_unit(one, one.unit))
    events.move_event("system", one.event_id, "PUBLISHED", checks=())
    before = text(nobody, to(one, "/public"))
    assert ("基坑开挖" in before, NAMES[0] in before) == (True, False)
    one.start()
    assert NAMES[0] in text(nobody, to(one, "/public"))
    assert to(one, "/public") in text(nobody, f"/portal/{one.event_id}")


def test_pages_ask_the_database_the_same_however_much_is_reported(world: World) -> None:
    one = running(world)
    desk = world.organiser()
    addresses = (f"/milestones/{one.event_id}", to(one), of_unit(one, one.unit), to(one, f"/entries/{one.entries[0]}"))
    one.report(0, "N1", -21)
    before = [asked(world, desk, address) for address in addresses]
    for entry in range(3):
        for node in ("N1", "N2", "N3"):
            one.report(entry, node, -1)
    assert [asked(world, desk, address) for address in addresses] == before
    assert max(before) <= 22

"""A house with something of everything in it, and the address of each of its pages, so that all of them can be looked at."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from flask.testing import FlaskClient
from PIL import Image
from werkzeug.routing import Rule

from competition.accounts.roles import ROLES
from competition.contestants import actions as contestants
from competition.contestants import queries as contestant_queries
from competition.contestants.actions import ContestantDetails, TeamDetails
from competition.eligibility import actions as eligibility
from competition.events import actions as events
from competition.events import queries as event_queries
from competition.events.actions import (
    DivisionDetails,
    EventDetails,
    OrganiserDetails,
    PointDetails,
    TradeSettings,
    VenueDetails,
)
from competition.jobs.models import Job
from competition.judging import actions as judging
from competition.members import actions as members
from competition.members.actions import Details
from competition.officials import actions as officials
from competition.officials import queries as official_queries
from competition.officials.actions import OfficialDetails, QualificationDetails
from competition.organisations import actions as organisations
from competition.registration import actions as registration
from competition.registration import queries as registration_queries
from competition.registration.actions import Applying, Sender
from competition.schemes import actions as schemes
from competition.sessions import actions as sessions
from competition.sessions import queries as session_queries
from competition.standings import boards
from competition.store import reading, transaction, utcnow
from tests import blind
from tests.contestants import forms
from tests.journeys.formats import formats, ids_of, others
from tests.journeys.furnished_ladder import advanced, laddered, serial
from tests.members import roll
from tests.paper.ground import papers_in_each_state
from tests.registration.ground import KEY, details, opened
from tests.world import JUDGES, PASSWORD, PLAN, World

LONG = "青溪高新技术产业开发区先进装备制造与智能检测联合工会委员会"
LONG_EN = "Qingxi High-tech Zone Joint Union Committee of Advanced Equipment Manufacturing and Smart Inspection"
UNITS = "工会名称,工会编码,级别,上级工会,行业,所有制\n{long}第二分会,,企业,{long},机械,国有\n,,企业,青溪市总工会,,\n"


@dataclass(frozen=True)
class Furnished:
    """The addresses of all pages that can be asked for by a rule, by rule; `rest` are further ones; ids by name."""

    by_rule: dict[str, str]
    rest: tuple[str, ...]
    known: dict[str, str]
    own: tuple[str, ...]
    """What the code `own_code` opens."""

    @property
    def addresses(self) -> list[str]:
        """All of them, each once."""
        return list(dict.fromkeys([*self.by_rule.values(), *self.rest]))


def furnish(world: World) -> Furnished:
    """Furnish the house; 欧阳静怡 ("everybody") may do everything, 严明 ("officer") decides for a unit."""
    world.app.config["WTF_CSRF_ENABLED"] = False
    everybody = world.person("欧阳静怡", "everybody", *product(sorted(ROLES), ["/"]))
    desk = world.signed_in("everybody")
    city = organisations.add_organisation("system", name="青溪市总工会", level="city", badge="青")
    unit = organisations.add_organisation(
        "system", name=LONG, level="park", parent_id=city, industry="machinery", ownership="state"
    )
    registration.name_officer("system", unit, name="严明", login="officer", password=PASSWORD)
    contest = world.started(entries=6)
    contest.finish(0, "88.5", "12.01", ["2", "3"])
    contest.mark(1, "A", 1, A1_1="12.10", A1_2="3")
    boards.publish(contest.stage_id)
    known = _roll(desk, unit) | _whole(world, unit, everybody)
    known |= {"organisation_id": unit, "series_id": serial(contest.event_id), "key": "fitter"}
    known |= laddered(world, contest.event_id, contest.trade_id, LONG)
    known |= {f"cut_{name}": value for name, value in advanced(world).items()}
    known |= formats(world, unit, LONG)
    known |= _rules_of_entry(known["event_id"])
    known |= _imports(desk, known["event_id"]) | _jobs(desk, everybody)
    of_contest = _of_contest(world, desk, contest.event_id, contest.trade_id, contest.entries[0])
    sheet = contest.sheet(0, "A", 1)
    of_contest |= {"sheet_id": sheet.id, "code": sheet.code} | papers_in_each_state(contest, everybody)
    by_rule = dict(_addresses(world, known, of_contest))
    draft, empty = world.event(), world.event()
    world.trade(draft)
    rest = (*_others(known, of_contest, draft, empty), *_blind(world))
    mine, code = _with_results(world)
    own = ("/registration/mine/entry", f"/standings/mine/{mine}")
    return Furnished(by_rule, rest, known | {"running": contest.event_id, "own_code": code}, own)


def _blind(world: World) -> tuple[str, ...]:
    """Pages of a trade with three draws: one before its third draw, one whose reveal is approved, one that is revealed."""
    event_id = world.event()
    early = world.trade(event_id, "three_stage")
    world.contestants(early, 3)
    officers, keepers = blind.people(world, event_id)
    for kind in ("entry_code", "station_code"):
        sessions.commit(officers[0], event_id, early, kind, keepers[:3])
        sessions.make_draw(officers[0], event_id, early, kind, everybody=True)
    sessions.commit(officers[1], event_id, early, "work_code", keepers[2:])
    found = [f"/sessions/{event_id}/{early}/draws", f"/judging/{event_id}/{early}/reveal"]
    for whole in (False, True):
        contest = world.started("three_stage", entries=2)
        for entry in range(2):
            contest.finish(entry, "88.5", "12.01", ["2", "3"])
        for module in ("T", "A"):
            judging.lock_module(contest.trade_id, contest.stage_id, module, "system")
        judging.end_stage(contest.event_id, contest.trade_id, "system")
        drawn, ids = contest.drawn, f"{contest.event_id}/{contest.trade_id}"
        if drawn is not None and whole:
            drawn.reveal()
        elif drawn is not None:
            judging.propose_reveal(drawn.officers[1], contest.event_id, contest.trade_id)
            judging.approve_reveal(drawn.keepers[0], contest.event_id, contest.trade_id)
        found += [f"/judging/{ids}", f"/judging/{ids}/reveal", f"/sessions/{ids}/draws"]
    return tuple(found)


def _rules_of_entry(event_id: str) -> dict[str, str]:
    """Rules that some meet, some fail and some cannot be told to meet; the keys that addresses of rules use."""
    rules = [
        {"key": "age", "kind": "age", "least": 18, "most": 30, "on": "2026-05-01", "trades": ["fitter"]},
        {"key": "limit", "kind": "limit", "per": "organisation", "most": 1, "firm": True},
        {"key": "unit", "kind": "unit", "of": "category", "barred": [LONG]},
    ]
    eligibility.set_rules("system", event_id, {"rules": rules}, "warn", reason="报名后按省里的通知补充")
    return {"rule_key": "age", "rule_kind": "division"}


def _roll(desk: FlaskClient, unit: str) -> dict[str, str]:
    """Members, one of whom has left, and a list of members with problems."""
    ids = []
    for n in range(4):
        said = Details(
            name=roll.name(n), sex="", id_number=roll.id_number(n), phone=roll.phone(n), card_number="",
            categories=("migrant",) if n else (), joined_on=dt.date(2020, 5, 4), consent_on=None,
        )  # fmt: skip
        ids.append(members.add_member("system", unit, said))
    members.leave("system", ids[3], on=dt.date(2026, 1, 1), reason="调离本市")
    rows = [
        roll.row(7, LONG), roll.row(8, LONG, 身份证号="361102199001011234"), roll.row(9, f"{LONG}第三分会"),
        roll.row(10, LONG, 性别="女"),
    ]  # fmt: skip
    sent = desk.post("/members/import", data={"form": (io.BytesIO(roll.csv_bytes(rows)), "会员名册.csv")})
    return {"member_id": ids[0], "members_batch": sent.location.rsplit("/", 1)[1]}


def _whole(world: World, unit: str, by: str) -> dict[str, str]:
    """The event with everything, as ids by the names that addresses use."""
    now = utcnow()
    said = EventDetails(
        name=f"{LONG}职工技能大赛", name_en=f"{LONG_EN} Skills Contest", edition=12, starts_on=dt.date(2026, 12, 1),
        ends_on=dt.date(2026, 12, 3), zone="Asia/Shanghai", place="青溪体育馆", notice="请提前四十分钟检录。",
        notice_en="Be there 40 minutes early.", registration_opens_at=now - dt.timedelta(days=1),
        registration_closes_at=now + dt.timedelta(days=300),
    )  # fmt: skip
    roles = [OrganiserDetails(name="青溪市总工会"), OrganiserDetails(name=LONG, role="co_organiser")]
    event_id = events.create_event(by, said, roles)
    trade, team = schemes.add_trades_from_templates("system", event_id, ["fitter", "emergency_rescue"])
    schemes.add_version("system", trade, PLAN)
    events.set_divisions(
        "system", trade, [DivisionDetails(name="青年组", max_age=35), DivisionDetails(name="成年组", min_age=36)]
    )
    settings = TradeSettings(anonymity="open", minutes=None, team_size=2, team_reserves=1)
    events.edit_trade("system", team, settings)
    venue = events.add_venue("system", event_id, VenueDetails(name="主赛馆", name_en="Main hall", address="一楼"))
    at = dt.datetime(2026, 12, 1, 1, tzinfo=dt.UTC)
    for n in range(3):
        point = events.add_point(
            "system", event_id,
            PointDetails(title=f"{LONG}第{n + 1}场", starts_at=at + dt.timedelta(hours=2 * n), venue_id=venue, trade_id=trade),
        )  # fmt: skip
    for state in ("PUBLISHED", "REGISTRATION_OPEN"):
        events.move_event("system", event_id, state, checks=())
    schemes.start("system", trade, PLAN, None)
    known = {"event_id": event_id, "trade_id": trade, "team_trade": team, "point_id": point}
    known |= _officials(event_id, trade) | _entered(event_id, trade, team, unit)
    return known | _day(event_id, trade, venue)


def _day(event_id: str, trade_id: str, venue_id: str) -> dict[str, str]:
    """Two sessions at two stations, the first of them called; a seed that is committed to."""
    sessions.add_stations("system", event_id, venue_id, ("A1", "A2"))
    batching = sessions.Batching(venue_id=venue_id, minutes=120, rest=30, opens=480, closes=1080)
    sessions.make_sessions("system", event_id, trade_id, batching)
    sessions.commit("system", event_id, trade_id, "entry_code")
    with reading() as s:
        stage_id = event_queries.stage_of_trade(s, trade_id).id
        one = session_queries.sessions_of_stage(s, stage_id)[0]
        seat = session_queries.seats(s, stage_id)[one.id][0]
    sessions.check_in("system", event_id, trade_id, seat.entry.id, "hand")
    return {"session_id": one.id}


def _officials(event_id: str, trade_id: str) -> dict[str, str]:
    """Judges, one with a letter that is out; an officer; somebody in the register with qualifications."""
    held = QualificationDetails(
        kind="national", certificate="GJ-0042", template_key="fitter", valid_until=dt.date(2027, 5, 1)
    )
    official = officials.add_official(
        "system", OfficialDetails(name="范长青", organisation=LONG, trades=("fitter",), qualifications=(held,))
    )
    officials.declare_unit("system", official, LONG, "范长青")
    roles = ("chief_judge", "scoring_judge", "scoring_judge")
    judges = [
        officials.add_judge("system", event_id, trade_id, name=name, organisation=LONG, role=role)
        for name, role in zip(JUDGES, roles, strict=False)
    ]
    (letter,) = officials.send_letters("system", event_id, trade_id, judges[:1])
    officer = officials.appoint("system", event_id, None, official, "arbitration")
    return {"judge_id": judges[0], "code": letter.code, "official_id": official, "officer_id": officer}


def _entered(event_id: str, trade: str, team: str, unit: str) -> dict[str, str]:
    """Contestants, two of whom are most likely one; a team; registrations, one of them approved."""

    def person(name: str, **more: Any) -> ContestantDetails:
        said = ContestantDetails(
            name=name, sex="m", organisation_id=unit, employer=LONG, id_number="", phone="13900000007", coach="何清越"
        )
        return replace(said, **more)

    entry = contestants.enter("system", trade, person("陈嘉树", id_number=roll.id_number(0)))
    contestants.enter("system", trade, person("孟星野"))
    twice = contestants.enter("system", trade, person("孟星野", employer="青溪机械厂"))
    crew = TeamDetails(
        name="青溪应急队", organisation_id=unit, coach="", members=[person("周沐宸", phone=""), person("赵一诺", phone="")],
        reserves=[person("李慕白", phone="")],
    )  # fmt: skip
    team_entry = contestants.enter_team("system", team, crew)
    sender = Sender(kind="unit", organisation_id=unit, unit_name=LONG, contact="何清越", phone="13900000001")
    sent = registration.send(
        event_id, sender, [Applying(trade_id=trade, details=details(name, n)) for n, name in enumerate(JUDGES)], KEY
    )
    with reading() as s:
        found = registration_queries.search(s, registration_queries.Wanted(event_id=event_id, sort="name", down=False))
        with_person = {one.id: str(one.contestant_id) for one in contestant_queries.entries_of_event(s, event_id)}
    registration.decide(
        "system", [found[0].id], "ENTERED", "", {found[0].id: found[0].rev}, permission="registration.approve",
        event_id=event_id,
    )  # fmt: skip
    return {
        "entry_id": entry, "team_entry": team_entry, "contestant_id": with_person[entry], "keep_id": with_person[twice],
        "gone_id": next(of for one, of in with_person.items() if one not in (entry, twice, team_entry)),
        "application_id": found[1].id, "receipt": sent.codes[0][1],
    }  # fmt: skip


def _with_results(world: World) -> tuple[str, str]:
    """An event whose results are out: the registration of somebody who took part, and its code."""
    place = opened(world)
    sent = place.send(*(details(name, n + 40) for n, name in enumerate(JUDGES[:2])))
    revs = {one.id: one.rev for one in place.all()}
    registration.decide(
        "system", list(revs), "ENTERED", "", revs, permission="registration.approve", event_id=place.event_id
    )
    people = world.judges(place.event_id, place.trade_id)
    stage_id = judging.start_stage(place.event_id, place.trade_id, "system")
    with reading() as s:
        entries = [one.id for one in contestant_queries.entries_of_stage(s, stage_id)]
    contest = world.contest(place.event_id, place.trade_id, stage_id, entries, people)
    for entry in range(len(entries)):
        contest.finish(entry, "90", "12.01", ["3", "2"])
    with transaction() as s:
        event_queries.event(s, place.event_id).state = "PROVISIONAL"
    boards.publish(stage_id)
    return next(one.id for one in place.all() if one.name == sent.codes[0][0]), sent.codes[0][1]


def _imports(desk: FlaskClient, event_id: str) -> dict[str, str]:
    """An entry form with problems, and a list of units that was read."""
    form = {"form": (io.BytesIO(forms.park()), "园区报名表.xlsx")}
    job = desk.post(f"/contestants/{event_id}/import", data=form).location
    batch = desk.get(job).location.rsplit("/", 1)[1]
    listed = {"form": (io.BytesIO(UNITS.format(long=LONG).encode()), "工会.csv")}
    read = desk.post("/organisations/import", data=listed).location.rsplit("/", 1)[1]
    return {"batch_id": batch, "units_job": read}


def _jobs(desk: FlaskClient, by: str) -> dict[str, str]:
    """A job at work, and an export that is done."""
    with transaction() as s:
        job = Job(kind="contestants.export", payload={}, started_by=by, state="running", done=3, total=9)
        s.add(job)
        s.flush()
        running = job.id
    done = desk.post("/members/export", data={"numbers": "masked"}).location.rsplit("/", 1)[1]
    return {"job_id": running, "export_job": done}


def _of_contest(world: World, desk: FlaskClient, event_id: str, trade_id: str, entry_id: str) -> dict[str, str]:
    """Ids of the event that runs, by the names that addresses use; its first contestant has a photo."""
    with reading() as s:
        judge = official_queries.judges(s, trade_id)[0].id
        person = str(contestant_queries.entry(s, entry_id).contestant_id)
    file = io.BytesIO()
    Image.new("RGB", (900, 1200), "teal").save(file, "PNG")
    file.seek(0)
    desk.post(f"/contestants/{event_id}/people/{person}/photo", data={"photo": (file, "photo.png")})
    return {
        "event_id": event_id, "trade_id": trade_id, "entry_id": entry_id, "judge_id": judge, "contestant_id": person,
    }  # fmt: skip


def _addresses(world: World, known: dict[str, str], of_contest: dict[str, str]) -> Iterator[tuple[str, str]]:
    """(rule, address) of every page of the desk and the public; what is no page is left out."""
    for rule in world.app.url_map.iter_rules():
        if not is_page(rule) or rule.rule in LEADS_ON:
            continue
        ids = known | _special(rule.rule, known, of_contest)
        if rule.arguments <= set(ids):
            parts = re.split(r"<(?:[a-z]+:)?(\w+)>", rule.rule)
            yield rule.rule, "".join(ids[part] if n % 2 else part for n, part in enumerate(parts))


NOT_PAGES = (".json", ".csv", ".svg", ".xlsx", ".ics", ".jpg", "/tablets", "/pick", "/branches", "/file")


LEADS_ON = {
    "/sessions/<event_id>/<trade_id>/draws/<kind>/share": "opens to a custodian alone, until he has his share",
    "/organisations/done/<job_id>": "tells what a job of more than a thousand units did and leads on at once",
    "/registration/decided/<job_id>": "tells what a decision on many did and leads on at once",
    "/ladders/<ladder_id>/tiers/<tier_id>/made/<job_id>": "tells which events were made and leads on at once",
    "/standings/mine/<application_id>": "opens to the code of a registration alone, and is looked at with one",
}
"""Addresses that are not walked to here, and why."""


def is_page(rule: Rule) -> bool:
    """Whether a rule is a page that people look at, and neither a part of one nor a file."""
    if "GET" not in (rule.methods or ()) or rule.rule.startswith(("/api/", "/static/", "/healthz")):
        return False
    return not rule.rule.endswith(NOT_PAGES)


def _special(rule: str, known: dict[str, str], of_contest: dict[str, str]) -> dict[str, str]:
    """What stands in an address of this rule instead of the usual."""
    if rule.startswith("/members/import/"):
        return {"batch_id": known["members_batch"]}
    if rule.startswith("/organisations/import/"):
        return {"job_id": known["units_job"]}
    if "/team" in rule:
        return {"trade_id": known["team_trade"], "entry_id": known["team_entry"]}
    if "/draft/modules/" in rule:
        return {"module": "0", "criterion": "0"}
    if "/sheet/<module>" in rule:
        return {"module": "A"}
    if rule.startswith("/advancement/"):
        return {name.removeprefix("cut_"): value for name, value in known.items() if name.startswith("cut_")}
    if rule.startswith(("/matches/", "/milestones/")):
        return ids_of(rule, known)
    if rule.startswith(("/judging/", "/paper/", "/screens/", "/standings/", "/ladders/")):
        return of_contest
    return {}


def _others(known: dict[str, str], of_contest: dict[str, str], draft: str, empty: str) -> Iterator[str]:
    """Pages with other things on them: an event under way, one half set up, one with nothing, what is not there."""
    running, trade, person = of_contest["event_id"], of_contest["trade_id"], of_contest["contestant_id"]
    for event_id in (running, draft, empty):
        yield from (f"/events/{event_id}", f"/events/{event_id}/trades", f"/events/{event_id}/programme")
        yield from (f"/contestants/{event_id}", f"/officials/{event_id}", f"/registration/{event_id}")
        yield from (f"/judging/{event_id}", f"/screens/{event_id}", f"/standings/{event_id}")
    yield from (f"/officials/{running}/{trade}", f"/contestants/{running}/people/{person}")
    yield from (f"/portal/{running}", f"/schemes/{running}/{trade}", f"/jobs/{known['export_job']}")
    event, team = known["event_id"], known["team_trade"]
    yield from (f"/schemes/{event}/{team}", f"/standings/{event}", f"/judging/{event}", f"/screens/{event}")
    for paper in ("paper_typed", "paper_differs", "paper_held"):
        yield f"/paper/{running}/{trade}/sheets/{of_contest[paper]}"
    yield f"/registration/{event}/apply?kind=person"
    yield from ("/organisations/list?q=zz", "/members/?print=1", f"/contestants/{event}?q=zz", "/desk/find?q=青溪")
    yield from others(known)
    yield "/events/0190aaaa-0000-7000-8000-000000000000"

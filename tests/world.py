"""One small named competition, used everywhere: 首届青溪市技能创新运动会 and a few invented people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient

from competition.accounts import actions as accounts
from competition.accounts import queries as accounts_queries
from competition.accounts.queries import Bound
from competition.contestants import actions as contestants
from competition.contestants.actions import ContestantDetails
from competition.events import actions as events
from competition.events import queries as events_queries
from competition.events.actions import EventDetails, OrganiserDetails
from competition.judging import actions as judging
from competition.judging import queries as judging_queries
from competition.judging.actions import Answer, Batch, Op
from competition.judging.models import Sheet
from competition.officials import actions as officials
from competition.officials import queries as officials_queries
from competition.schemes import actions as schemes
from competition.store import new_id, reading, transaction
from tests.blind import Drawn, three_draws

PASSWORD = "spirit-level-7"
HASH = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(
    PASSWORD
)  # the cheapest: signing in a thousand times
NAMES = ("陈嘉树", "欧阳静怡", "王梓涵", "李慕白", "赵一诺", "周沐宸", "阿依古丽", "刘子墨", "何清越", "孟星野")
JUDGES = ("林致远", "方晓棠", "韩立群", "叶知秋", "范长青")

PLAN: dict[str, Any] = {
    "format": "craftboard-plan",
    "version": 1,
    "title": {"zh": "小钳工", "en": "Small fitter"},
    "scale": "100",
    "components": [
        {"key": "theory", "title": {"zh": "理论", "en": "Theory"}, "weight": "0.3", "max": "100"},
        {"key": "practical", "title": {"zh": "实操", "en": "Practical"}, "weight": "0.7", "max": "100"},
    ],
    "modules": [
        {
            "key": "T",
            "title": {"zh": "理论", "en": "Theory"},
            "component": "theory",
            "minutes": 60,
            "panel": {"method": "mean", "high": 0, "low": 0, "level": "aspect", "minimum": 1, "spread": None},
            "criteria": [
                {
                    "key": "T1",
                    "title": {"zh": "理论考试", "en": "Theory paper"},
                    "aspects": [
                        {
                            "key": "T1.1",
                            "kind": "points",
                            "title": {"zh": "卷面分", "en": "Paper"},
                            "note": None,
                            "max": "100",
                            "step": "0.5",
                            "marked_by": "one",
                            "required": True,
                        }
                    ],
                }
            ],
        },
        {
            "key": "A",
            "title": {"zh": "锉配", "en": "Filing"},
            "component": "practical",
            "minutes": 120,
            "panel": {"method": "mean", "high": 0, "low": 0, "level": "aspect", "minimum": 1, "spread": "1"},
            "criteria": [
                {
                    "key": "A1",
                    "title": {"zh": "尺寸", "en": "Size"},
                    "aspects": [
                        {
                            "key": "A1.1",
                            "kind": "measurement",
                            "title": {"zh": "槽宽", "en": "Slot width"},
                            "note": None,
                            "max": "40",
                            "unit": "mm",
                            "decimals": 3,
                            "bands": [
                                {"from": "11.98", "to": "12.02", "points": "40"},
                                {"from": "11.95", "to": "12.05", "points": "20"},
                            ],
                            "plausible": {"min": "11", "max": "13"},
                            "marked_by": "one",
                            "required": True,
                        },
                        {
                            "key": "A1.2",
                            "kind": "judgement",
                            "title": {"zh": "外观", "en": "Finish"},
                            "note": None,
                            "max": "60",
                            "steps": 4,
                            "descriptors": [
                                {"zh": "差", "en": "Poor"},
                                {"zh": "合格", "en": "Fair"},
                                {"zh": "良好", "en": "Good"},
                                {"zh": "优秀", "en": "Best"},
                            ],
                            "marked_by": "each",
                            "required": True,
                        },
                        {
                            "key": "A1.3",
                            "kind": "deduction",
                            "title": {"zh": "未戴护目镜", "en": "No goggles"},
                            "note": None,
                            "max": "0",
                            "step": "2",
                            "cap": "6",
                            "marked_by": "one",
                            "required": False,
                        },
                    ],
                }
            ],
        },
    ],
    "rounding": {
        step: {"digits": 2, "mode": "half_up"} for step in ("judge", "aspect", "panel", "module", "component", "total")
    },
    "ties": ["component:practical", "fewer_deductions"],
}


class World:
    """Makes people and things through the house's own actions, as they are asked for."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.people = 0

    def person(self, name: str, login: str, *grants: tuple[str, str]) -> str:
        """A person who can sign in, with (role, scope) grants. Returns the id."""
        with transaction() as s:
            person_id = accounts.create_person(s, name=name, login=login, password_hash=HASH)
            for role, scope in grants:
                accounts.grant(s, person_id, role, scope)
        return person_id

    def signed_in(self, login: str) -> FlaskClient:
        """A browser in which this person is signed in."""
        client = self.app.test_client()
        answer = client.post("/accounts/sign-in", data={"login": login, "password": PASSWORD})
        assert answer.status_code == 303, answer.get_data(as_text=True)
        return client

    def organiser(self) -> FlaskClient:
        """苏明, organiser of the whole house, signed in."""
        self.person("苏明", "suming", ("organiser", "/"), ("sys_admin", "/"))
        return self.signed_in("suming")

    def event(self, by: str | None = None) -> str:
        """首届青溪市技能创新运动会. Returns its id."""
        details = EventDetails(
            name="青溪市技能创新运动会",
            name_en="Qingxi Skills Games",
            edition=1,
            starts_on=date(2026, 9, 28),
            ends_on=date(2026, 9, 30),
            zone="Asia/Shanghai",
            place="青溪体育馆",
        )
        host = OrganiserDetails(name="青溪市总工会")
        return events.create_event(by or self.person("苏明", f"organiser{new_id()}"), details, [host])

    def trade(
        self, event_id: str, anonymity: str = "open", plan: dict[str, Any] | None = None, template: str = "fitter"
    ) -> str:
        """A trade with the small plan above. Returns its id."""
        trade_id = schemes.add_trades_from_templates("system", event_id, [template])[0]
        schemes.add_version("system", trade_id, plan or PLAN)
        events.set_stage("system", trade_id, anonymity=anonymity, minutes=120)
        return trade_id

    def contestants(self, trade_id: str, count: int = 3) -> list[str]:
        """Contestants entered in the trade. Returns their entries' ids in order."""
        return [
            contestants.enter(
                "system",
                trade_id,
                ContestantDetails(
                    name=name, sex="", organisation_id=None, employer=f"青溪第{n + 1}机械厂", id_number="", phone=""
                ),
            )
            for n, name in enumerate(NAMES[:count])
        ]

    def judges(self, event_id: str, trade_id: str, count: int = 2) -> list[str]:
        """Judges seated in every module in order. Returns their people's ids."""
        judge_ids = [officials.add_judge("system", event_id, trade_id, name=name) for name in JUDGES[:count]]
        officials.seat_all("system", event_id, trade_id, judge_ids)
        with reading() as s:
            return [officials_queries.judge(s, judge_id).person_id for judge_id in judge_ids]

    def started(self, anonymity: str = "open", entries: int = 3, judges: int = 2) -> Contest:
        """A trade whose stage runs, with its tablets accepted."""
        event_id = self.event()
        trade_id = self.trade(event_id, anonymity)
        entry_ids = self.contestants(trade_id, entries)
        people = self.judges(event_id, trade_id, judges)
        drawn = three_draws(self, event_id, trade_id) if anonymity == "three_stage" else None
        stage_id = judging.start_stage(event_id, trade_id, "system", seed="青溪")
        return self.contest(event_id, trade_id, stage_id, entry_ids, people, drawn)

    def contest(
        self,
        event_id: str,
        trade_id: str,
        stage_id: str,
        entries: list[str],
        people: list[str],
        drawn: Drawn | None = None,
    ) -> Contest:
        """A trade whose stage runs already, with its tablets accepted."""
        tablets = [self.tablet(event_id, trade_id, one)[0] for one in people]
        return Contest(event_id, trade_id, stage_id, entries, people, tablets, drawn)

    def tablet(self, event_id: str, trade_id: str, person_id: str, *, accepted: bool = True) -> tuple[Bound, str]:
        """A tablet bound to a judge: what the house knows of it, and its secret."""
        invited = accounts.invite_device(person_id, event_id, trade_id, "system")
        bound = accounts.redeem(invited.code, "iPad", "test")
        if accepted:
            accounts.accept_device(bound.device_id, "system")
        with reading() as s:
            found = accounts_queries.bound(s, bound.device_id, bound.secret)
        assert found is not None
        return found, bound.secret


class Contest:
    """A running trade, and short ways to mark in it; `drawn` is what only slips and shares say of one with three draws."""

    def __init__(
        self, event_id: str, trade_id: str, stage_id: str, entries: list[str], people: list[str], tablets: list[Bound],
        drawn: Drawn | None = None,
    ) -> None:  # fmt: skip
        self.event_id, self.trade_id, self.stage_id = event_id, trade_id, stage_id
        self.entries, self.people, self.tablets, self.drawn = entries, people, tablets, drawn

    @property
    def subjects(self) -> list[str]:
        """What the sheets are of: the entries in order, or their works until the reveal."""
        if self.drawn is None or self.stage().revealed_at is not None:
            return self.entries
        return [self.drawn.works[one] for one in self.entries]

    def sheet(self, entry: int, module: str, seat: int) -> Sheet:
        """The sheet of the n-th entry (from 0) in a module, for the judge on this seat (from 1)."""
        with reading() as s:
            copies = judging_queries.copies(s, {self.subjects[entry]}).values()
            return next(x.sheet for x in copies if x.sheet.module_key == module and x.sheet.seat == seat)

    def op(self, entry: int, module: str, seat: int, kind: str = "mark", **said: Any) -> Op:
        """One operation on that sheet."""
        return Op(op_id=said.pop("op_id", new_id()), kind=kind, sheet=self.sheet(entry, module, seat).id, **said)

    def send(self, seat: int, *ops: Op) -> list[Answer]:
        """The answers to what the judge on this seat sends."""
        return judging.take([Batch(self.tablets[seat - 1], ops)])[0]

    def mark(self, entry: int, module: str, seat: int, **values: str) -> list[Answer]:
        """Marks by aspect, written A1_1 for A1.1."""
        return self.send(
            seat,
            *[self.op(entry, module, seat, aspect=key.replace("_", "."), value=value) for key, value in values.items()],
        )

    def finish(self, entry: int, theory: str, width: str, finish: Sequence[str]) -> None:
        """The whole of one entry marked, submitted and signed by every judge; `finish` is a judgement a seat."""
        seats = range(1, len(self.people) + 1)
        for module in ("T", "A"):
            for seat in seats:
                values = (
                    {"T1_1": theory}
                    if module == "T"
                    else {"A1_2": finish[seat - 1]} | ({"A1_1": width} if seat == 1 else {})
                )
                if module == "A" or seat == 1:
                    self.mark(entry, module, seat, **values)
                    self.send(seat, self.op(entry, module, seat, "submit"))
        for module in ("T", "A"):
            for seat in seats if module == "A" else (1,):
                assert self.send(seat, self.op(entry, module, seat, "sign"))[0].answer == "kept"

    def stage(self) -> Any:
        """The stage as it stands."""
        with reading() as s:
            return events_queries.stage(s, self.stage_id)

"""A ladder for a journey: its unions and people, and short ways through the house's doors from workshop to city final.

What many events do alike (entering, judges, marks, the end of a stage) is asked for here over HTTP; nothing is written
into tables.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask.testing import FlaskClient

from competition.accounts.roles import scope_path
from competition.advancement import queries as advancement
from competition.contestants import queries as contestants
from competition.contestants.queries import EntryRow
from competition.events import actions as event_actions
from competition.events import queries as events
from competition.ladders import queries as ladders
from competition.ladders.queries import Passage
from competition.organisations import actions as organisations
from competition.schemes import actions as schemes
from competition.store import new_id, reading
from tests.world import World

TIERS = ("企业", "园区", "县区", "市")
"""From the lowest."""
CITY = "青溪市总工会"
TREE: dict[str, dict[str, tuple[str, str]]] = {
    "东城区总工会": {"东城工业园工会": ("东风机械厂工会", "东方电器厂工会")},
    "西山县总工会": {"西山产业园工会": ("西山锻造厂工会", "西岭车桥厂工会")},
    "南湖县总工会": {"南湖开发区工会": ("南湖船舶厂工会", "南岸阀门厂工会")},
}
"""County, its park, its enterprises."""
ENTERPRISES = tuple(one for parks in TREE.values() for pair in parks.values() for one in pair)
TRADES = {"fitter": "钳工", "welder": "焊工"}
SURNAMES, GIVEN = "陈李周吴郑冯褚卫", ("嘉树", "静怡", "梓涵", "慕白", "一诺", "沐宸")
SOUND, OFF = "12.00", "12.04"
"""A size within the tolerance of the scheme, and one outside it."""
TIED, WRONG = "周嘉树", "郑嘉树"
"""Who is equal to the second at the first cut; whose size was held against the wrong tolerance in his county."""


def _aspect(key: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "note": None, "marked_by": "one", "required": True, **more}


def scheme(tolerance: str = "0.02") -> dict[str, Any]:
    """A paper of 90 and a size of 10, which is in or out of the tolerance."""
    low, high = (f"{12 + sign * float(tolerance):.2f}" for sign in (-1, 1))
    aspects = [
        _aspect("T1.1", kind="points", title={"zh": "卷面分", "en": "Paper"}, max="90", step="0.5"),
        _aspect(
            "T1.2", kind="measurement", title={"zh": "槽宽", "en": "Slot width"}, max="10", unit="mm", decimals=3,
            bands=[{"from": low, "to": high, "points": "10"}], plausible={"min": "11", "max": "13"},
        ),
    ]  # fmt: skip
    steps = ("judge", "aspect", "panel", "module", "component", "total")
    return {
        "format": "craftboard-plan", "version": 1, "title": {"zh": "晋级赛", "en": "Ladder contest"}, "scale": "100",
        "components": [{"key": "theory", "title": {"zh": "成绩", "en": "Result"}, "weight": "1", "max": "100"}],
        "modules": [
            {
                "key": "T", "title": {"zh": "综合", "en": "All"}, "component": "theory", "minutes": 60,
                "panel": {"method": "mean", "high": 0, "low": 0, "level": "aspect", "minimum": 1, "spread": None},
                "criteria": [{"key": "T1", "title": {"zh": "卷", "en": "Paper"}, "aspects": aspects}],
            }
        ],
        "rounding": {step: {"digits": 2, "mode": "half_up"} for step in steps}, "ties": [],
    }  # fmt: skip


def names(trade: str) -> dict[str, list[str]]:
    """Four invented people of each enterprise, the first the best."""
    some = [surname + given for given in GIVEN for surname in SURNAMES]
    own = some[:24] if trade == "fitter" else some[24:]
    return {unit: own[4 * n : 4 * n + 4] for n, unit in enumerate(ENTERPRISES)}


def workshop(unit: str, place: int) -> str:
    """Where the n-th of an enterprise works: what the chain must lead back to."""
    return f"{unit.removesuffix('工会')}第{'一二三四'[place]}车间"


@dataclass
class Climbing:
    """The house while the ladder is climbed: who may do what is signed in, events and rungs by the union that runs them."""

    world: World
    desk: FlaskClient
    chief: FlaskClient
    units: dict[str, str]
    ladder_id: str = ""
    tiers: dict[str, str] = field(default_factory=dict)
    devices: int = 0

    def events(self) -> dict[str, str]:
        """Event by the union that runs it."""
        by_unit = {key: name for name, key in self.units.items()}
        with reading() as s:
            return {by_unit[one.organisation_id or self.units[CITY]]: one.event_id for one in self._rungs(s)}

    def rung(self, unit: str) -> str:
        event_id = self.events()[unit]
        with reading() as s:
            return next(one.id for one in self._rungs(s) if one.event_id == event_id)

    def _rungs(self, s: Any) -> list[Any]:
        return ladders.rungs_of_ladder(s, self.ladder_id)

    def trade(self, unit: str, trade: str) -> tuple[str, str]:
        """(event, trade)"""
        event_id = self.events()[unit]
        with reading() as s:
            return event_id, next(one.id for one in events.trades(s, event_id) if one.template_key == trade)

    def entries(self, unit: str, trade: str) -> list[EntryRow]:
        with reading() as s:
            return contestants.entries_of_stage(s, events.stage_of_trade(s, self.trade(unit, trade)[1]).id)

    def passage(self, unit: str, trade: str) -> Passage:
        """The passage into this trade."""
        with reading() as s:
            found = ladders.passage_of_trade(s, self.trade(unit, trade)[1])
            assert found is not None
            return found

    def post(self, address: str, *, by: FlaskClient | None = None, **said: Any) -> str:
        """Send a form that is taken; returns what it leads to."""
        answer = (by or self.desk).post(address, data=said)
        assert answer.status_code == 303, (address, answer.status_code, _errors(answer.text))
        return str(answer.location)

    def make(self, tier: str, above: str, units: Sequence[str]) -> None:
        """The events of these unions, copied from the one above."""
        self.post(
            f"/ladders/{self.ladder_id}/tiers/{self.tiers[tier]}/make", feeds_id=self.rung(above),
            units=[self.units[one] for one in units], starts_on="2026-06-01", ends_on="2026-06-02",
            taken=["trades", "settings", "divisions", "plans"], confirm="1",
        )  # fmt: skip

    def set_rules(self, tier: str, **rule: Any) -> None:
        """One rule for both trades of every event of a tier."""
        address = f"/ladders/{self.ladder_id}/passages/acts"
        self.post(address, act="rule", everything="1", tier=self.tiers[tier], confirm="1", **rule)

    def enter(self, unit: str, trade: str) -> None:
        """Enter the four of an enterprise."""
        event_id, trade_id = self.trade(unit, trade)
        for n, name in enumerate(names(trade)[unit]):
            said: dict[str, Any] = {"name": name, "organisation_id": self.units[unit], "employer": workshop(unit, n)}
            self.post(f"/contestants/{event_id}/{trade_id}/add", **said)

    def contest(self, unit: str, trade: str, marks: Mapping[str, tuple[str, str]]) -> None:
        """A stage from its judge to its end: paper and size of everybody by name."""
        event_id, trade_id = self.trade(unit, trade)
        self.open(event_id, trade_id)
        self.mark(event_id, trade_id, marks)
        self.close(event_id, trade_id)

    def open(self, event_id: str, trade_id: str) -> None:
        """Somebody to judge in the only module, and the start."""
        place = f"{event_id}/{trade_id}"
        self.post(f"/officials/{place}/several", lines="林致远")
        self.post(f"/officials/{place}/panels/all")
        self.post(f"/judging/{place}/start", by=self.chief)

    def mark(self, event_id: str, trade_id: str, marks: Mapping[str, tuple[str, str]]) -> None:
        """Everything the judge has to mark, by name, or by code where he sees no names: submitted and signed, as a tablet sends
        it over HTTP."""
        tablet = self.tablet(event_id, trade_id)
        client = self.world.app.test_client()
        sheets = client.get("/api/v1/judging/package", headers=tablet).get_json()["sheets"]
        called = [sheet["name"] or sheet["code"] for sheet in sheets]
        assert sorted(called) == sorted(marks)
        ops: list[dict[str, Any]] = []
        for sheet, name in zip(sheets, called, strict=True):
            paper, size = marks[name]
            said = [("mark", "T1.1", paper), ("mark", "T1.2", size), ("submit", None, None), ("sign", None, None)]
            for kind, aspect, value in said:
                one = {"op_id": new_id(), "n": len(ops), "kind": kind, "sheet": sheet["id"]}
                ops.append(one | ({"aspect": aspect, "value": value, "base": 0} if aspect else {}))
        answers = client.post("/api/v1/judging/ops", json={"ops": ops}, headers=tablet).get_json()["answers"]
        assert [one["answer"] for one in answers] == ["kept"] * len(ops), answers

    def close(self, event_id: str, trade_id: str) -> None:
        """Every sheet locked, the stage over; the house recounts it by itself."""
        place = f"{event_id}/{trade_id}"
        self.post(f"/judging/{place}/modules/T/lock", by=self.chief)
        self.post(f"/judging/{place}/end", by=self.chief)

    def tablet(self, event_id: str, trade_id: str) -> dict[str, str]:
        """A tablet of the trade's judge, accepted: the header that it sends."""
        cards = self.desk.post(f"/officials/{event_id}/{trade_id}/invite-all").text
        found = re.search(r'data-link="[^"#]+#([^"]+)"', cards)
        assert found is not None
        self.devices += 1
        said = {"code": found[1], "name": f"平板 {self.devices}"}
        answer = self.world.app.test_client().post("/api/v1/accounts/devices/redeem", json=said)
        device = answer.get_json()["device"]
        self.post(f"/officials/{event_id}/{trade_id}/tablets/{device['id']}/accept")
        return {"Authorization": f"Bearer {device['id']}.{device['secret']}"}

    def propose_all(self, tier: str) -> None:
        """Every cut into the events of a tier proposed at once."""
        address = f"/advancement/ladders/{self.ladder_id}/acts"
        self.post(address, act="propose", everything="1", tier=self.tiers[tier], confirm="1")

    def confirm(self, unit: str, trade: str) -> None:
        """The proposal confirmed by the chief, and everybody who advances entered above."""
        passage = self.passage(unit, trade)
        with reading() as s:
            cut = advancement.open_cut(s, passage.id)
            assert cut is not None
        self.post(f"/advancement/{passage.id}/cuts/{cut.id}/confirm", by=self.chief, hash=cut.proposal_hash)
        said: dict[str, Any] = {"act": "accept", "everything": "1", "state": "OFFERED", "confirm": "1"}
        self.post(f"/advancement/{passage.id}/places/acts", **said)

    def why(self, unit: str, trade: str) -> list[tuple[str, str, str]]:
        """Who has which place above: name, why, state."""
        with reading() as s:
            found = advancement.places(s, self.passage(unit, trade).id)
            who = advancement.who_of(s, [one.key for one in found])
        return [(who[one.key].name, one.why, one.state) for one in found]

    def chain(self, entry_id: str) -> list[tuple[str, str, str]]:
        """The way of an entry from the top: tier, the union that ran the event, the workshop."""
        by_event = {key: unit for unit, key in self.events().items()}
        with reading() as s:
            links = advancement.chain(s, entry_id)
        return [(one.tier.name if one.tier else "", by_event[one.event.id], one.entry.employer) for one in links]


def climbing(world: World) -> Climbing:
    """Unions and people, the city's event with both trades, and the ladder of four tiers with the city in it."""
    world.app.config["WTF_CSRF_ENABLED"] = False
    desk = world.organiser()
    world.person("严明", "chief", ("chief_judge", "/"), ("check_in", "/"))
    units = {CITY: organisations.add_organisation("system", name=CITY, level="city")}
    for county, parks in TREE.items():
        units[county] = organisations.add_organisation("system", name=county, level="county", parent_id=units[CITY])
        for park, pair in parks.items():
            units[park] = organisations.add_organisation("system", name=park, level="park", parent_id=units[county])
            for one in pair:
                own = organisations.add_organisation("system", name=one, level="enterprise", parent_id=units[park])
                units[one] = own
    climb = Climbing(world, desk, world.signed_in("chief"), units)
    said: dict[str, Any] = {
        "name": "职工技能大赛", "name_en": "Workers' Skills Contest", "edition": "1", "starts_on": "2026-09-28",
        "ends_on": "2026-09-30", "place": "青溪体育馆", "organiser-0-name": CITY, "organiser-0-role": "host",
    }  # fmt: skip
    city = climb.post("/events/new", **said).split("/events/")[1][:36]
    climb.post(f"/schemes/{city}/add", keys=list(TRADES))
    with reading() as s:
        trades = [one.id for one in events.trades(s, city)]
    for trade_id in trades:
        schemes.add_version("system", trade_id, scheme())
        event_actions.set_stage("system", trade_id, anonymity="open", minutes=60)
    rows: dict[str, Any] = {f"tier-{n}-name": name for n, name in enumerate(reversed(TIERS))}
    made = climb.post("/ladders/new", name="青溪市职工技能晋级赛", name_en="Qingxi ladder", shown="1", **rows)
    climb.ladder_id = made.rsplit("/", 1)[1]
    with reading() as s:
        climb.tiers = {one.name: one.id for one in ladders.tiers(s, climb.ladder_id)}
    climb.post(f"/ladders/{climb.ladder_id}/tiers/{climb.tiers['市']}/rungs", event_id=city)
    world.person("何清越", "county", ("organiser", scope_path(city)))
    return climb


def totals(trade: str, tier: str) -> dict[str, int]:
    """What everybody is worth: the best of the first enterprise 88, a point less in each next one, six from place to place."""
    found = {
        name: 88 - n - 6 * place
        for n, unit in enumerate(ENTERPRISES)
        for place, name in enumerate(names(trade)[unit])
    }  # fmt: skip
    return found | ({TIED: 82} if trade == "fitter" and tier == "企业" else {})


def hold(climb: Climbing, tier: str, unit: str, trade: str) -> None:
    """A pool held with whoever is entered there."""
    worth = totals(trade, tier)
    entered = [one.name for one in climb.entries(unit, trade)]
    off = {WRONG} if tier == "县区" else set()
    climb.contest(unit, trade, {name: (str(worth[name] - 10), OFF if name in off else SOUND) for name in entered})


def climb_to(climb: Climbing, tier: str, units: list[str], below: str) -> None:
    """The pools of a tier filled from those below by cuts, then held."""
    climb.propose_all(tier)
    for unit in units:
        for trade in TRADES:
            climb.confirm(unit, trade)
            hold(climb, tier, unit, trade)


def _errors(page: str) -> list[str]:
    """What a page says is wrong."""
    return [re.sub(r"<[^>]+>|\s+", " ", one).strip() for one in re.findall(r'role="alert"[^>]*>(.*?)</', page, re.S)]

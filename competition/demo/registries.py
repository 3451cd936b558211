"""The demo's registries: the union tree by region and industry, the real-name roll, and the register of officials."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from competition.contestants.actions import ContestantDetails
from competition.demo import names
from competition.demo.names import Cast, Person, Worker
from competition.jobs.actions import Running
from competition.members import actions as members
from competition.members import work
from competition.officials import actions as officials
from competition.officials.actions import OfficialDetails, QualificationDetails
from competition.organisations import actions as organisations
from competition.store import new_id

LIST = "全市会员名册.csv"
COLUMNS = ("姓名", "性别", "身份证号", "所属工会", "会员类别", "入会日期", "授权日期")
CATEGORIES = ("", "农民工", "劳务派遣工", "新就业形态劳动者", "困难职工", "劳动模范")
OFTEN = (70, 14, 6, 5, 3, 2)
CONSENT = "本人同意工会为会员服务和赛事报名使用名册中的个人信息；不同意不影响会员资格。"
CONSENT_EN = "I agree that the union uses what the roll says of me for members' services and for entering contests."
QUALIFIED = (
    ("national", "senior_technician", 2), ("provincial", "technician", 5), ("municipal", "technician", 6),
    ("assessor", "engineer", 4), ("expert", "senior_engineer", 3),
)  # fmt: skip


def add_units(actor: str, cast: Cast) -> dict[str, str]:
    """The union tree; ids by name."""
    ids: dict[str, str] = {}
    for unit in cast.units:
        ids[unit.name] = organisations.add_organisation(
            actor, name=unit.name, level=unit.level, short=unit.short, badge=unit.badge, industry=unit.industry,
            ownership=unit.ownership, parent_id=ids[unit.parent] if unit.parent else None,
            industry_parent_id=ids[unit.industry_parent] if unit.industry_parent else None,
        )  # fmt: skip
    return ids


def enrol(actor: str, seed: int, cast: Cast, today: dt.date) -> int:
    """The roll, by the import every union uses; returns how many stand on it. Not within a transaction."""
    everybody = [*(one for trade in cast.trades for one in trade.contestants), *cast.others]
    on_roll = [one for one in everybody if one.joined is not None]
    version = members.publish_consent(actor, text=CONSENT, text_en=CONSENT_EN)
    batch_id = members.open_batch(actor, file_name=LIST, options={"consent_version": version})
    job = Running(new_id(), actor)
    with TemporaryDirectory(prefix="craftboard-demo-") as folder:
        _write(work.frames(Path(folder), batch_id)[0], seed, on_roll, today)
        payload = {"folder": folder, "batch_id": batch_id}
        work.read_list(job, payload)
        members.begin(batch_id, {})
        counts = work.apply_list(job, payload)
    return int(counts.get("created", 0))


def register(actor: str, seed: int, cast: Cast, spare_trades: Iterable[str], today: dt.date) -> None:
    """Everybody who judges, with what he is qualified by; who serves nowhere yet can judge the `spare_trades`."""
    trades = tuple(spare_trades)
    people: list[tuple[Person, tuple[str, ...]]] = [
        (one, (trade.template,))
        for trade in cast.trades
        for one in (trade.chief, *trade.judges, *([trade.guest] if trade.guest else []))
    ]
    people += [(one, trades) for one in cast.spare]
    dice = Random(f"{seed}/officials")
    officials.add_officials(actor, [_official(dice, one, keys, today) for one, keys in people])


def appoint(actor: str, event_id: str, one: Person, role: str, trade_id: str | None = None) -> None:
    """Let somebody whom the register does not have yet hold an office of an event, or of one of its trades."""
    official_id = officials.add_official(actor, OfficialDetails(name=one.name, organisation=one.unit))
    officials.appoint(actor, event_id, trade_id, official_id, role)


def entry_of(one: Worker, units: dict[str, str]) -> ContestantDetails:
    """What an entry form says of somebody."""
    return ContestantDetails(
        name=one.name, sex=one.sex, organisation_id=units[one.unit], employer=one.employer, id_number=one.number,
        phone="", skill_level=one.level, coach=one.coach,
    )  # fmt: skip


def _write(file: Path, seed: int, on_roll: Iterable[Worker], today: dt.date) -> None:
    dice = Random(f"{seed}/roll")
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(COLUMNS)
        for one in on_roll:
            agreed = today - dt.timedelta(days=dice.randrange(20, 300)) if dice.random() < 0.8 else ""
            sex, category = {"m": "男", "f": "女"}[one.sex], dice.choices(CATEGORIES, OFTEN)[0]
            rows.writerow([one.name, sex, one.number, one.unit, category, one.joined, agreed])


def _official(dice: Random, one: Person, trades: tuple[str, ...], today: dt.date) -> OfficialDetails:
    """One of the register; a few qualifications are over, a few end soon."""
    kind, level, _often = dice.choices(QUALIFIED, [often for *_, often in QUALIFIED])[0]
    until = today + dt.timedelta(days=dice.choices((-40, 25, 700), (1, 1, 12))[0] + dice.randrange(20))
    held = QualificationDetails(
        kind=kind, level=level, certificate=f"裁{dice.randrange(10_000, 100_000)}", template_key=trades[0],
        valid_from=until - dt.timedelta(days=3 * 365), valid_until=until,
    )  # fmt: skip
    return OfficialDetails(
        name=one.name, organisation=one.unit, enterprise=one.unit.endswith(names.WORKS), trades=trades,
        birth_year=dice.randrange(1964, 1992), qualifications=(held,),
    )  # fmt: skip

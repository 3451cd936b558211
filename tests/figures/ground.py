"""A small ladder in which people took part: of a works, of its branch, and of no unit."""

from __future__ import annotations

from dataclasses import dataclass

from competition.contestants import actions as contestants
from competition.contestants.actions import ContestantDetails
from competition.organisations.models import Organisation
from competition.store import transaction
from tests.contestants.forms import id_number
from tests.ladders.ground import Climb
from tests.ladders.ground import climb as small

NOTHING = "0190aaaa-0000-7000-8000-000000000000"


@dataclass
class Small:
    """The city above two counties. One person entered twice below and once above, one withdrew, one has no unit."""

    climb: Climb
    works: str
    branch: str


def unit(name: str, parent: str | None = None, **more: str) -> str:
    with transaction() as s:
        one = Organisation(name=name, short=name[:8], badge=name[:1], level="enterprise", parent_id=parent, **more)
        s.add(one)
        s.flush()
        return one.id


def enter(trade_id: str, name: str, number: str, organisation_id: str | None = None, sex: str = "") -> str:
    details = ContestantDetails(
        name=name, sex=sex, organisation_id=organisation_id, employer="", id_number=number, phone=""
    )
    return contestants.enter("system", trade_id, details)


def furnished() -> Small:
    """Three persons in five participations, and one who withdrew."""
    climb = small()
    works = unit("青溪机械集团工会", industry="machinery", ownership="state")
    branch = unit("青溪机械集团一分厂工会", works, industry="machinery", ownership="")
    first, second = id_number(1), id_number(2, sex="女", year=1965)
    enter(climb.trades["东城", "fitter"], "陈嘉树", first, branch, "m")
    enter(climb.trades["东城", "welder"], "陈嘉树", first, branch, "m")
    enter(climb.trades["青溪市", "fitter"], "陈嘉树", first, branch, "m")
    enter(climb.trades["西城", "fitter"], "欧阳静怡", second, works, "f")
    enter(climb.trades["西城", "fitter"], "王梓涵", "")
    gone = enter(climb.trades["西城", "welder"], "李慕白", "")
    contestants.set_status("system", gone, "WD", "有事")
    return Small(climb, works, branch)

"""A final that is judged blind: three draws over HTTP, what slips and custodians know, and the reveal backwards."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from flask.testing import FlaskClient
from playwright.sync_api import Page, expect

from competition.accounts.roles import scope_path
from tests.browser import axe
from tests.journeys.climbing import Climbing
from tests.journeys.desk import sign_in
from tests.live.house import House

KINDS = ("entry_code", "station_code", "work_code")
CIPHERS = (("柳如烟", "cipher1"), ("沈砚秋", "cipher3"))
KEEPERS = {
    "keeper1": ("何清越", "supervisor"), "keeper2": ("周沐宸", "arbitration"), "keeper3": ("孟星野", "supervisor"),
    "keeper4": ("赵一诺", "arbitration"), "keeper5": ("刘子墨", "supervisor"),
}  # fmt: skip
KEPT = {
    "entry_code": ("keeper1", "keeper2", "keeper3"), "station_code": ("keeper1", "keeper2", "keeper3"),
    "work_code": ("keeper3", "keeper4", "keeper5"),
}  # fmt: skip
SLIP = re.compile(
    r'slip-from"><span>[^<]*<b class="num">([^<]+)</b>.*?slip-code"><small>[^<]*</small><b class="num">([^<]+)<', re.S
)
SHARE = re.compile(r'share-lines num">(.*?)</ol>', re.S)


@dataclass
class Sealed:
    """What the slips say, name by name (in `codes` by kind), and each custodian's share on paper."""

    climb: Climbing
    event_id: str
    trade_id: str
    officers: dict[str, FlaskClient]
    keepers: dict[str, FlaskClient]
    people: dict[str, str]
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    shares: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def place(self) -> str:
        return f"{self.event_id}/{self.trade_id}"

    def draw(self, kind: str, **said: object) -> None:
        """One draw from its hash to three shares taken, by its own officer."""
        officer = self.officers[kind]
        address = f"/sessions/{self.place}/draws/{kind}"
        holders = dict(zip(("one", "two", "three"), (self.people[key] for key in KEPT[kind]), strict=True))
        self.climb.post(f"{address}/commit", by=officer, **holders)
        self.climb.post(f"{address}/draw", by=officer, **said)
        self.codes[kind] = dict(SLIP.findall(officer.post(f"{address}/slips").text))
        self.shares[kind] = {}
        for login in KEPT[kind]:
            found = SHARE.search(self.keepers[login].get(f"{address}/share").text)
            assert found is not None
            self.shares[kind][login] = "\n".join(re.findall(r"<li>([^<]+)</li>", found[1]))
            self.climb.post(f"{address}/share", by=self.keepers[login])

    def works(self) -> dict[str, str]:
        """Work code by the number of whoever made it, as all slips together say."""
        first, second, third = (self.codes[kind] for kind in KINDS)
        return {number: third[second[code]] for number, code in first.items()}

    def open(self, kind: str, by: FlaskClient) -> int:
        """Two custodians type their shares; returns the status."""
        one, two = list(self.shares[kind].values())[1:]
        return by.post(f"/sessions/{self.place}/draws/{kind}/open", data={"one": one, "two": two}).status_code


def sealed_by_three_draws(climb: Climbing, event_id: str, trade_id: str) -> Sealed:
    """All three draws made and their shares taken; different officers for the first and the third."""
    scope = scope_path(event_id)
    for name, login in CIPHERS:
        climb.world.person(name, login, ("cipher_officer", scope))
    people = {login: climb.world.person(name, login, (role, scope)) for login, (name, role) in KEEPERS.items()}
    first, third = (climb.world.signed_in(login) for _name, login in CIPHERS)
    officers = {"entry_code": first, "station_code": first, "work_code": third}
    keepers = {login: climb.world.signed_in(login) for login in KEEPERS}
    made = Sealed(climb, event_id, trade_id, officers, keepers, people)
    made.draw("entry_code", everybody="1")
    made.draw("station_code", everybody="1")
    made.draw("work_code", stations=list(made.codes["station_code"].values()))
    return made


def revealed_backwards(made: Sealed, page: Page, house: House) -> None:
    """Too early it is refused; then one proposes, another approves in the browser, and 3, 2, 1 are opened."""
    third = made.officers["work_code"]
    address = f"/judging/{made.place}/reveal"
    assert made.open("work_code", third) == 409
    made.climb.post(f"{address}/propose", by=third)
    sign_in(page, house, "keeper1")
    page.goto(f"{house.url}{address}")
    axe(page)
    page.locator("[data-dialog=approve-reveal]").click()
    page.locator("#approve-reveal button[type=submit]").click()
    expect(page.locator(".reveal-steps li[data-done=yes]")).to_have_count(4)
    assert made.open("entry_code", third) == 409
    assert [made.open(kind, third) for kind in reversed(KINDS)] == [303, 303, 303]
    page.goto(f"{house.url}{address}")
    expect(page.locator(".reveal-steps li[data-done=yes]")).to_have_count(7)
    expect(page.locator("section[aria-labelledby=chain-title] tbody tr")).to_have_count(len(made.works()))
    axe(page)

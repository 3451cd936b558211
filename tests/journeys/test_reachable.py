"""No page is there that nobody can click to: from the desk, from the public front, from a unit officer's start."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from competition.accounts.actions import set_up_first
from tests.journeys.furnished import Furnished, furnish
from tests.journeys.walk import walk
from tests.live.house import settled
from tests.world import World

UNLINKED = {
    "/sessions/<event_id>/<trade_id>/clock.json": "asked by machines",
    "/sessions/<event_id>/<trade_id>/draws/<kind>/share": "offered to a custodian alone, until he has his share",
    "/organisations/branches": "a part of the tree, asked for by its page",
    "/organisations/pick": "what fits in a field for a unit, asked for by its page",
    "/paper/at/<sheet_id>": "stands on the printed sheet as a QR code",
    "/healthz": "asked by machines",
    "/accounts/first": "only in a house that nobody has set up, whose first page leads there",
    "/judging/tablet": "a paired tablet is led there",
    "/jobs/<job_id>": "whoever starts something long is led there",
    "/jobs/<job_id>/file": "offered on the page of an export that is done",
    "/organisations/import/<job_id>": "the job that read the list leads on to it",
    "/organisations/done/<job_id>": "a job leads on to it",
    "/registration/decided/<job_id>": "a job leads on to it",
    "/ladders/<ladder_id>/tiers/<tier_id>/made/<job_id>": "a job leads on to it",
    "/registration/mine/entry": "shown to who has typed his code",
    "/standings/mine/<application_id>": "linked from there once results are out",
    "/officials/reply/<code>": "stands on the letter, as an address and a QR code",
}
"""What no link leads to, and how people come to it."""


@pytest.fixture
def furnished(tmp_path: Path) -> Iterator[tuple[World, Furnished]]:
    with settled(tmp_path) as world:
        yield world, furnish(world)


def test_every_page_is_reached_by_clicking(furnished: tuple[World, Furnished]) -> None:
    world, _made = furnished
    anonymous, desk, officer = world.app.test_client(), world.signed_in("everybody"), world.signed_in("officer")
    by_public = walk(world.app, anonymous, "/")
    by_desk = walk(world.app, desk, "/desk", "/")
    by_officer = walk(world.app, officer, "/desk")
    rules = {
        rule.rule
        for rule in world.app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and not rule.rule.startswith(("/api/", "/static/"))
    }
    reached = by_public.keys() | by_desk.keys() | by_officer.keys()
    assert sorted(rules - reached - UNLINKED.keys()) == []
    assert sorted(UNLINKED.keys() & reached) == []


def test_the_public_reaches_results_registration_and_series_without_the_desk(
    furnished: tuple[World, Furnished],
) -> None:
    world, _made = furnished
    reached = walk(world.app, world.app.test_client(), "/")
    assert not [
        rule for rule in reached if rule.startswith(("/contestants", "/members", "/officials", "/organisations"))
    ]
    wanted = {
        "/portal/", "/portal/calendar", "/portal/<event_id>", "/registration/<event_id>/apply", "/registration/mine",
        "/standings/<event_id>/<trade_id>", "/series/<series_id>/standings", "/accounts/sign-in",
    }  # fmt: skip
    assert wanted - reached.keys() == set()


def test_a_unit_s_officer_reaches_what_is_to_be_decided(furnished: tuple[World, Furnished]) -> None:
    world, _made = furnished
    reached = walk(world.app, world.signed_in("officer"), "/desk")
    wanted = {
        "/registration/unit/<organisation_id>",
        "/registration/unit/<organisation_id>/application/<application_id>",
    }
    assert wanted - reached.keys() == set()


def test_an_empty_house_leads_to_its_first_page(tmp_path: Path) -> None:
    with settled(tmp_path) as world:
        assert "/accounts/first" in walk(world.app, world.app.test_client(), "/desk")
        set_up_first(name="苏明", login="suming", password="spirit-level-7")
        assert "/accounts/first" not in walk(world.app, world.app.test_client(), "/desk")

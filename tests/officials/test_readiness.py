"""Judges, panels and tablets on the guided path."""

from __future__ import annotations

from flask import Flask

from competition.officials import actions
from competition.officials.readiness import JUDGES, PANELS, TABLETS
from competition.store import reading
from tests.world import World


def lines(app: Flask, event_id: str) -> list[tuple[bool, str]]:
    with app.test_request_context("/?lang=en"), reading() as s:
        return [(line.done, line.text) for check in (JUDGES, PANELS, TABLETS) for line in check.function(s, event_id)]


def test_path_asks_for_judges_then_panels_then_tablets(app: Flask, world: World) -> None:
    event_id = world.event()
    trade_id = world.trade(event_id)
    before = lines(app, event_id)

    chief = actions.add_judge("system", event_id, trade_id, name="范长青", role="chief_judge")
    person_id, _ = world.judges(event_id, trade_id)
    world.tablet(event_id, trade_id, person_id)

    assert before == [(False, "No judges yet"), (False, "Too few judges in: T A")]
    assert lines(app, event_id) == [
        (True, "3 judges"),
        (True, "Every module has its panel"),
        (False, "1 of 2 judges have their tablet"),
    ]
    assert chief

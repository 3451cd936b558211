"""The guided path of an event, from what each room says."""

from flask_babel import force_locale, lazy_gettext

from competition.contestants.readiness import CHECKS as CONTESTANT_CHECKS
from competition.events.checks import CHECKS as EVENT_CHECKS
from competition.events.readiness import Check, Line, Step, steps, waiting_steps
from competition.schemes.readiness import CHECKS as SCHEME_CHECKS
from competition.store import reading
from tests.world import World

DONE = Line(trade_id=None, done=True, text="there", href="/a", action="See")
MISSING = Line(trade_id="t", done=False, text="missing", href="/b", action="Mend")


def test_step_is_done_when_it_has_lines_and_none_is_missing() -> None:
    made = [Step(key="a", title=lazy_gettext("A"), lines=lines) for lines in ((), (DONE,), (DONE, MISSING))]

    assert [(step.done, step.missing) for step in made] == [(False, ()), (True, ()), (False, (MISSING,))]


def test_steps_come_in_their_order(world: World) -> None:
    checks = [
        Check(key="late", order=20, title=lazy_gettext("B"), function=lambda s, event_id: []),
        Check(key="early", order=10, title=lazy_gettext("A"), function=lambda s, event_id: [DONE]),
    ]
    with reading() as s:
        assert [(step.key, step.lines) for step in steps(checks, s, "e")] == [("early", (DONE,)), ("late", ())]


def test_what_waits_is_a_step_only_while_it_does(world: World) -> None:
    def check(key: str, *lines: Line, waits: bool = True) -> Check:
        return Check(key=key, order=10, title=lazy_gettext("A"), function=lambda s, event_id: list(lines), waits=waits)

    checks = [check("quiet"), check("plain", MISSING, waits=False), check("waiting", DONE, MISSING)]
    with reading() as s:
        assert [step.key for step in steps(checks, s, "e")] == ["plain", "waiting"]
        assert [(step.key, step.missing) for step in waiting_steps(checks, s, "e")] == [("waiting", (MISSING,))]


def test_checks_name_what_is_missing_and_where_it_is_mended(world: World) -> None:
    event_id = world.event()
    checks = (*EVENT_CHECKS, *SCHEME_CHECKS, *CONTESTANT_CHECKS)
    with world.app.test_request_context(), force_locale("en"), reading() as s:
        empty = steps(checks, s, event_id)
    trade_id = world.trade(event_id)
    world.contestants(trade_id, 2)
    with world.app.test_request_context(), force_locale("en"), reading() as s:
        full = steps(checks, s, event_id)

    assert [(step.key, step.done) for step in empty] == [
        ("event", True), ("trades", False), ("schemes", False), ("contestants", False),
    ]  # fmt: skip
    assert empty[1].lines == (
        Line(trade_id=None, done=False, text="No trades yet", href=f"/schemes/{event_id}/add", action="Choose trades"),
    )
    assert [step.lines[0] for step in full[1:]] == [
        Line(trade_id=None, done=True, text="1 trade", href=f"/events/{event_id}/trades", action="See the trades"),
        Line(
            trade_id=trade_id, done=True, text="Version 2", href=f"/schemes/{event_id}/{trade_id}", action="See the scheme"
        ),
        Line(
            trade_id=trade_id, done=True, text="2 contestants", href=f"/contestants/{event_id}?trade={trade_id}",
            action="See the contestants",
        ),
    ]  # fmt: skip

"""The one gate: what may be seen now of a stage's results."""

from __future__ import annotations

import pytest

from competition.engine.visibility import ANONYMITIES, Sight, blind, codes_beside_names, public_sight


@pytest.mark.parametrize("state", ["DRAFT", "RUNNING", "ENDED"])
def test_public_sight_of_each_anonymity(state: str) -> None:
    assert {anonymity: public_sight(anonymity, state) for anonymity in ANONYMITIES} == {
        "open": Sight(rows=True, unsigned=True, label="provisional"),
        "station": Sight(rows=True, unsigned=False, label="provisional"),
        "three_stage": Sight(rows=False, unsigned=False, label="hidden"),
    }


@pytest.mark.parametrize("state", ["DRAFT", "RUNNING", "ENDED"])
def test_the_reveal_shows_what_three_draws_hid_and_changes_nothing_else(state: str) -> None:
    assert {anonymity: public_sight(anonymity, state, revealed=True) for anonymity in ANONYMITIES} == {
        "open": Sight(rows=True, unsigned=True, label="provisional"),
        "station": Sight(rows=True, unsigned=False, label="provisional"),
        "three_stage": Sight(rows=True, unsigned=False, label="provisional"),
    }
    assert {one: codes_beside_names(one, "RUNNING", revealed=True) for one in (*ANONYMITIES, "unknown")} == {
        "open": True, "station": False, "three_stage": True, "unknown": False,
    }  # fmt: skip


@pytest.mark.parametrize("unknown", ["", "OPEN", "open ", "names", "Station"])
def test_public_sight_of_an_unknown_anonymity_shows_nothing(unknown: str) -> None:
    assert public_sight(unknown, "RUNNING") == Sight(rows=False, unsigned=False, label="hidden")
    assert public_sight(unknown, "ENDED", revealed=True) == Sight(rows=False, unsigned=False, label="hidden")


@pytest.mark.parametrize(
    ("anonymity", "signed", "expected"),
    [
        ("open", 0, False),
        ("open", 3, False),
        ("station", 0, True),
        ("station", 1, False),
        ("three_stage", 0, True),
        ("unknown", 0, True),
    ],
)
def test_blind_is_who_has_no_module_signed_by_the_whole_panel(anonymity: str, signed: int, expected: bool) -> None:
    assert blind(anonymity, signed) is expected


@pytest.mark.parametrize(
    ("anonymity", "shown"),
    [
        ("open", {"DRAFT": True, "RUNNING": True, "ENDED": True}),
        ("station", {"DRAFT": True, "RUNNING": False, "ENDED": True}),
        ("three_stage", {"DRAFT": False, "RUNNING": False, "ENDED": False}),
        ("unknown", {"DRAFT": True, "RUNNING": False, "ENDED": False}),
    ],
)
def test_codes_stand_beside_names_only_where_nobody_is_marked_blind(anonymity: str, shown: dict[str, bool]) -> None:
    assert {state: codes_beside_names(anonymity, state) for state in shown} == shown

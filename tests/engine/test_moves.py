"""Tables of moves: which are open, why others are not, and what a diagram shows."""

import pytest

from competition.engine.moves import Move, Standing, Station, Table
from competition.events.states import PATH, SIDES, SUSPENDABLE, TABLE, is_over, phase

OPEN = Move(frm="A", to="B", may="edit", needs=("name", "place"))
BACK = Move(frm="B", to="A", may="edit", reason=True)
ITSELF = Move(frm="B", to="C", may=None)
HALT = Move(frm="B", to="HALTED", may="halt", reason=True)
RETURNS = (Move(frm="HALTED", to="A", may="halt", returns=True), Move(frm="HALTED", to="B", may="halt", returns=True))
SMALL = Table(("A", "B", "C"), ("HALTED",), (BACK, HALT, ITSELF, OPEN, *RETURNS))


def test_moves_come_forward_first_then_aside_then_back() -> None:
    assert SMALL.moves_from("B") == [ITSELF, HALT, BACK]


def test_a_returning_move_leads_only_to_where_the_thing_came_from() -> None:
    assert SMALL.moves_from("HALTED", "B") == [RETURNS[1]]
    assert SMALL.moves_from("HALTED") == []
    assert (SMALL.find("HALTED", "A", "B"), SMALL.find("HALTED", "B", "B")) == (None, RETURNS[1])


def test_standings_say_who_may_and_what_fails() -> None:
    assert SMALL.standings("A", lambda key: key == "edit", {"place", "window"}) == [
        Standing(move=OPEN, allowed=True, failing=("place",))
    ]
    assert [one.open for one in SMALL.standings("A", lambda _key: True, ())] == [True]
    assert [one.open for one in SMALL.standings("A", lambda _key: False, ())] == [False]
    assert [(one.allowed, one.open) for one in SMALL.standings("B", lambda _key: True, ())] == [
        (False, False), (True, True), (True, True),
    ]  # fmt: skip


def test_needed_names_the_guards_to_ask() -> None:
    assert (SMALL.needed("A"), SMALL.needed("B")) == (frozenset({"name", "place"}), frozenset())


@pytest.mark.parametrize(
    ("state", "visited", "came_from", "signs"),
    [
        ("A", (), None, ["now", "open", "closed"]),
        ("B", ("A",), None, ["done", "now", "open"]),
        ("C", ("A",), None, ["done", "skipped", "now"]),
        ("HALTED", ("A", "B"), "B", ["done", "left", "closed"]),
    ],
)
def test_stations_show_the_path(state: str, visited: tuple[str, ...], came_from: str | None, signs: list[str]) -> None:
    shown = SMALL.stations(state, visited, came_from)

    assert shown == [Station(state=one, sign=sign) for one, sign in zip("ABC", signs, strict=True)]


@pytest.mark.parametrize(("state", "sign"), [("A", "closed"), ("B", "open"), ("HALTED", "now")])
def test_aside_shows_the_side_states(state: str, sign: str) -> None:
    assert SMALL.aside(state) == [Station(state="HALTED", sign=sign)]


@pytest.mark.parametrize(
    ("path", "sides", "moves", "words"),
    [
        (("A", "A"), (), (), "a state stands twice"),
        (("A",), (), (OPEN,), "no such move: A to B"),
        (("A", "B"), (), (OPEN, OPEN), "a move twice: A to B"),
        (("A",), (), (Move(frm="A", to="A", may=None),), "no such move: A to A"),
    ],
)
def test_table_refuses_what_does_not_fit(
    path: tuple[str, ...], sides: tuple[str, ...], moves: tuple[Move, ...], words: str
) -> None:
    with pytest.raises(ValueError, match=f"^{words}$"):
        Table(path, sides, moves)


def test_every_state_of_an_event_is_reached_and_only_archived_and_cancelled_end() -> None:
    assert TABLE.reachable() == set(PATH) | set(SIDES)
    assert TABLE.ends() == {"ARCHIVED", "CANCELLED"}
    assert (len(PATH), len(SIDES)) == (16, 2)


def test_moves_of_an_event_back_or_aside_want_a_reason() -> None:
    wrong = [
        (move.frm, move.to)
        for move in TABLE.moves
        if move.may is not None
        and not move.returns
        and move.reason != (move.to in SIDES or -1 < TABLE.index(move.to) < TABLE.index(move.frm))
    ]
    assert wrong == []


@pytest.mark.parametrize("state", SUSPENDABLE)
def test_suspended_event_returns_to_where_it_was(state: str) -> None:
    assert [move.to for move in TABLE.moves_from("SUSPENDED", state)] == [state, "CANCELLED"]


def test_phases_of_an_event() -> None:
    assert {one: [state for state in TABLE.states if phase(state) == one] for one in map(phase, TABLE.states)} == {
        "before": list(PATH[:6]), "during": ["IN_SESSION", "SCORING", "REVIEW"], "after": list(PATH[9:]),
        "suspended": ["SUSPENDED"], "cancelled": ["CANCELLED"],
    }  # fmt: skip
    assert [state for state in TABLE.states if is_over(state)] == [*PATH[8:], "CANCELLED"]

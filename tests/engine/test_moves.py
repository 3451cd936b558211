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


def long_table() -> Table:
    """A path of four with two states beside it: from LENT the thing goes on or back, from LOST only where it was."""
    moves = (
        Move(frm="A", to="B", may="edit"),
        Move(frm="C", to="A", may="edit"),
        Move(frm="C", to="B", may="edit"),
        Move(frm="C", to="D", may="edit"),
        Move(frm="C", to="LENT", may="edit"),
        Move(frm="C", to="LOST", may="edit"),
        Move(frm="LENT", to="D", may="edit"),
        Move(frm="LENT", to="LOST", may="edit"),
        Move(frm="LOST", to="C", may="edit", needs=("found",), returns=True),
        Move(frm="LOST", to="LENT", may="edit", needs=("lender",), returns=True),
    )
    return Table(("A", "B", "C", "D"), ("LENT", "OLD", "LOST"), moves)


def test_table_knows_its_states_and_how_far_along_they_are() -> None:
    table = long_table()
    assert table.states == ("A", "B", "C", "D", "LENT", "OLD", "LOST")
    assert [table.index(state) for state in table.states] == [0, 1, 2, 3, -1, -1, -1]


def test_moves_back_come_last_the_nearest_first() -> None:
    assert [move.to for move in long_table().moves_from("C")] == ["D", "LENT", "LOST", "B", "A"]


def test_returning_moves_stand_and_need_only_where_the_thing_came_from() -> None:
    table = long_table()
    home, lender = (table.find("LOST", to, to) for to in ("C", "LENT"))
    assert home is not None
    assert lender is not None
    assert {
        came_from: (table.standings("LOST", lambda _key: True, {"found"}, came_from), table.needed("LOST", came_from))
        for came_from in (None, "B", "C", "LENT")
    } == {
        None: ([], frozenset()),
        "B": ([], frozenset()),
        "C": ([Standing(move=home, allowed=True, failing=("found",))], {"found"}),
        "LENT": ([Standing(move=lender, allowed=True, failing=())], {"lender"}),
    }


def test_the_path_seen_from_aside_has_nothing_open() -> None:
    table = long_table()
    seen = {came_from: [one.sign for one in table.stations("LENT", (), came_from)] for came_from in (None, "C")}
    assert seen == {None: ["left", "closed", "closed", "closed"], "C": ["done", "done", "left", "closed"]}


def test_side_states_are_open_from_each_other_as_the_moves_lead() -> None:
    table = long_table()
    asked = [("LENT", None), ("LOST", None), ("LOST", "C"), ("LOST", "LENT")]
    assert [[one.sign for one in table.aside(state, came_from)] for state, came_from in asked] == [
        ["now", "closed", "open"],
        ["closed", "closed", "now"],
        ["closed", "closed", "now"],
        ["open", "closed", "now"],
    ]


def test_reachable_is_what_the_moves_lead_to_from_the_first_state() -> None:
    table = long_table()
    assert (table.reachable(), table.ends()) == (frozenset("AB"), frozenset({"B", "D", "OLD"}))

"""Brackets: positions, byes, walkovers, the match for the third place, corrections and the places at the end."""

from __future__ import annotations

from functools import reduce

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from competition.engine.brackets import Bracket, Match, Placed, advance, build, correct, placing, positions
from competition.engine.matches import Outcome, Result
from competition.engine.refusal import Impossible

FIRST, SECOND = ((1, 0),), ((0, 1),)
FOUR = build("ABCD", third_place=True)


def names(count: int) -> list[str]:
    return [f"S{number}" for number in range(1, count + 1)]


def after(bracket: Bracket, *results: Result) -> Bracket:
    return reduce(advance, results, bracket)


def won(match: str, *, by: str = "first") -> Result:
    return Result(match, FIRST if by == "first" else SECOND)


def sides(bracket: Bracket) -> dict[str, tuple[str | None, str | None, str]]:
    return {key: (one.first, one.second, one.state) for key, one in bracket.matches.items()}


def refused(change, *arguments: object) -> Impossible:
    with pytest.raises(Impossible) as found:
        change(*arguments)
    return found.value


def places(bracket: Bracket) -> list[tuple[str, int, bool]]:
    return [(one.entrant, one.place, one.tied) for one in placing(bracket)]


@pytest.mark.parametrize(
    ("rounds", "order"),
    [(0, (1,)), (1, (1, 2)), (2, (1, 4, 2, 3)), (3, (1, 8, 4, 5, 2, 7, 3, 6))],
)
def test_positions_are_the_usual_ones(rounds: int, order: tuple[int, ...]):
    assert positions(rounds) == order


@given(st.integers(1, 8))
def test_best_seeds_meet_late(rounds: int):
    order = positions(rounds)

    assert sorted(order) == list(range(1, 2**rounds + 1))
    for strong in range(rounds):
        part = 2**rounds >> strong
        assert all(sum(seed <= 2**strong for seed in order[at : at + part]) == 1 for at in range(0, len(order), part))


def test_bracket_of_six_gives_the_two_best_byes():
    assert sides(build(names(6))) == {
        "1.1": ("S1", "", "bye"),
        "1.2": ("S4", "S5", "ready"),
        "1.3": ("S2", "", "bye"),
        "1.4": ("S3", "S6", "ready"),
        "2.1": ("S1", None, "waiting"),
        "2.2": ("S2", None, "waiting"),
        "3.1": (None, None, "waiting"),
    }


def test_matches_know_their_round_and_how_many_games():
    bracket = build(names(8), third_place=True, best_of=(1, 3))

    assert [(one.key, one.round, one.best_of) for one in bracket.matches.values()] == [
        ("1.1", 1, 1), ("1.2", 1, 1), ("1.3", 1, 1), ("1.4", 1, 1), ("2.1", 2, 3), ("2.2", 2, 3), ("third", 3, 3), ("3.1", 3, 3),
    ]  # fmt: skip
    three = build(names(8), third_place=True, best_of=(1, 3, 5))
    assert (three.matches["third"].best_of, three.matches["3.1"].best_of) == (3, 5)
    plain = build(names(4), third_place=True, best_of=[3])
    assert [one.best_of for one in plain.matches.values()] == [3, 3, 3, 3]
    assert (plain.best_of, plain.seeds, plain.rounds) == ((3,), ("S1", "S2", "S3", "S4"), 2)


def test_match_carries_what_became_of_it():
    bracket = advance(build("AB", best_of=[3]), Result("1.1", ((3, 11), (11, 2), (5, 11))))

    came = Outcome("second", (1, 2), (19, 24))
    assert bracket.matches["1.1"] == Match("1.1", 1, 3, "A", "B", "played", "B", "A", (), came)
    assert build("AB").matches["1.1"] == Match("1.1", 1, 1, "A", "B", "ready")
    assert build("AB").matches["1.1"].outcome is None
    assert build("ABC").matches["1.1"] == Match("1.1", 1, 1, "A", "", "bye", "A", "")
    assert build("ABC").matches["2.1"] == Match("2.1", 2, 1, "A", None, "waiting")
    assert advance(FOUR, won("1.2")).matches["2.1"] == Match("2.1", 2, 1, None, "B", "waiting")


def test_whole_bracket_with_a_match_for_the_third_place():
    semis = after(FOUR, won("1.1"), won("1.2", by="second"))
    assert sides(semis) == {
        "1.1": ("A", "D", "played"),
        "1.2": ("B", "C", "played"),
        "third": ("D", "B", "ready"),
        "2.1": ("A", "C", "ready"),
    }

    done = after(semis, won("2.1", by="second"), won("third"))

    assert (semis.finished, done.finished) == (False, True)
    assert placing(done) == (
        Placed("C", 1, False),
        Placed("A", 2, False),
        Placed("D", 3, False),
        Placed("B", 4, False),
    )


def test_without_a_match_for_it_the_third_place_is_shared_and_others_by_round():
    bracket = build(names(6))
    done = after(bracket, won("1.2"), won("1.4"), won("2.1"), won("2.2", by="second"), won("3.1", by="second"))

    assert places(done) == [
        ("S3", 1, False), ("S1", 2, False), ("S2", 3, True), ("S4", 3, True), ("S5", 5, True), ("S6", 5, True),
    ]  # fmt: skip


def test_only_one_who_lost_in_a_round_shares_no_place():
    done = after(build(names(5)), won("1.2"), won("2.1"), won("2.2"), won("3.1"))

    assert places(done) == [
        ("S1", 1, False), ("S2", 2, False), ("S3", 3, True), ("S4", 3, True), ("S5", 5, False),
    ]  # fmt: skip


def test_walkover_sends_the_other_on():
    bracket = after(FOUR, Result("1.1", absent="first"), Result("1.2", FIRST[:0], "second"))

    assert sides(bracket)["2.1"] == ("D", "B", "ready")
    assert sides(bracket)["third"] == ("A", "C", "ready")


def test_double_walkover_sends_nobody_on_and_the_next_has_a_bye():
    bracket = after(FOUR, Result("1.1", absent="both"), won("1.2"))

    came = Outcome("nobody", (0, 0), (0, 0))
    assert bracket.matches["1.1"] == Match("1.1", 1, 1, "A", "D", "played", "", "", ("A", "D"), came)
    assert bracket.matches["third"] == Match("third", 2, 1, "", "C", "bye", "C", "")
    assert bracket.matches["2.1"] == Match("2.1", 2, 1, "", "B", "bye", "B", "")
    assert places(bracket) == [("B", 1, False), ("A", 3, True), ("C", 3, True), ("D", 3, True)]


def test_nobody_at_all_can_come_to_a_final():
    bracket = after(build("ABCD"), Result("1.1", absent="both"), Result("1.2", absent="both"))

    assert bracket.matches["2.1"] == Match("2.1", 2, 1, "", "", "bye", "", "")
    assert places(bracket) == [("A", 3, True), ("B", 3, True), ("C", 3, True), ("D", 3, True)]


def test_who_both_stay_away_from_a_final_are_second():
    done = after(FOUR, won("1.1"), won("1.2"), Result("third", absent="both"), Result("2.1", absent="both"))

    assert places(done) == [("A", 2, True), ("B", 2, True), ("C", 4, True), ("D", 4, True)]


def test_places_are_told_only_at_the_end():
    assert refused(placing, FOUR) == Impossible("not_finished", left="4")
    assert refused(placing, after(FOUR, won("1.1"))) == Impossible("not_finished", left="3")


@pytest.mark.parametrize(
    ("seeds", "third", "best_of", "refusal"),
    [
        (["A"], False, [1], Impossible("bad_field", least="2", most="1024", given="1")),
        (names(1025), False, [1], Impossible("bad_field", least="2", most="1024", given="1025")),
        (["A", ""], False, [1], Impossible("seed_missing", seed="2")),
        (["A", "B", "A"], False, [1], Impossible("seed_twice", entrant="A")),
        (["A", "B", "C"], True, [1], Impossible("no_third_place", least="4", given="3")),
        (["A", "B", "C"], False, [], Impossible("bad_rounds", rounds="2", given="0")),
        (["A", "B", "C"], False, [1, 1, 1], Impossible("bad_rounds", rounds="2", given="3")),
        (["A", "B", "C"], False, [1, 2], Impossible("bad_best_of", best_of="2", most="99")),
    ],
)
def test_build_refuses(seeds: list[str], third: bool, best_of: list[int], refusal: Impossible):
    assert refused(build, seeds, third, best_of) == refusal


def test_largest_and_smallest_brackets_can_be():
    assert [len(build(names(1024)).matches), len(build("AB").matches), len(build("ABCD", True).matches)] == [1023, 1, 4]
    assert build("ABC", best_of=[1, 3]).matches["2.1"].best_of == 3


@pytest.mark.parametrize(
    ("result", "refusal"),
    [
        (Result("9.9", FIRST), Impossible("unknown_match", "9.9")),
        (Result("1.2", FIRST), Impossible("second_result", "1.2")),
        (Result("1.1", FIRST), Impossible("a_bye", "1.1")),
        (Result("3.1", FIRST), Impossible("not_ready", "3.1")),
        (Result("2.1"), Impossible("too_few_games", "2.1", played="0", best_of="1")),
    ],
)
def test_advance_refuses(result: Result, refusal: Impossible):
    assert refused(advance, after(build(names(6)), won("1.2")), result) == refusal


def test_result_can_be_corrected_before_the_match_that_follows():
    semis = after(FOUR, won("1.1"), won("1.2"))

    corrected = correct(semis, won("1.1", by="second"))

    assert corrected == after(FOUR, won("1.1", by="second"), won("1.2"))
    assert sides(corrected)["2.1"] == ("D", "B", "ready")
    assert sides(corrected)["third"] == ("A", "C", "ready")


def test_games_can_be_corrected_after_it_where_the_same_go_on():
    played = after(build("ABCD", best_of=[3]), *(Result(key, FIRST * 2) for key in ("1.1", "1.2", "2.1")))

    again = Result("1.1", ((1, 0), (0, 1), (5, 3)))

    assert correct(played, again).results == (again, Result("1.2", FIRST * 2), Result("2.1", FIRST * 2))
    assert placing(correct(played, again)) == placing(played)


def test_correction_is_refused_once_somebody_else_would_have_had_to_play():
    played = after(FOUR, won("1.1"), won("1.2"), won("third"))

    assert refused(correct, played, won("1.1", by="second")) == Impossible("follow_up_played", "1.1", follow_up="third")
    assert refused(correct, played, Result("1.2", absent="both")) == Impossible(
        "follow_up_played", "1.2", follow_up="third"
    )
    bye = after(
        build(names(8)), Result("1.1", absent="both"), won("1.2"), won("1.3"), won("1.4"), won("2.2"), won("3.1")
    )
    assert refused(correct, bye, won("1.1")) == Impossible("follow_up_played", "1.1", follow_up="3.1")


@pytest.mark.parametrize(
    ("result", "refusal"),
    [
        (Result("9.9", FIRST), Impossible("unknown_match", "9.9")),
        (Result("1.4", FIRST), Impossible("no_result", "1.4")),
        (Result("1.1", FIRST), Impossible("no_result", "1.1")),
        (Result("1.2", FIRST * 2), Impossible("too_many_games", "1.2", played="2", over="1")),
    ],
)
def test_correct_refuses(result: Result, refusal: Impossible):
    assert refused(correct, after(build(names(6)), won("1.2")), result) == refusal


@given(
    st.integers(2, 40), st.booleans(), st.lists(st.sampled_from(["first", "second", "away", "gone", "both"])), st.data()
)
@settings(deadline=None)
def test_every_bracket_ends_with_everybody_placed(count: int, third: bool, ways: list[str], data: st.DataObject):
    bracket = build(names(count), third and count >= 4)
    ways = list(ways)
    while ready := [one for one in bracket.matches.values() if one.state == "ready"]:
        match = data.draw(st.sampled_from(ready))
        way = ways.pop() if ways else "first"
        result = {
            "first": won(match.key),
            "second": won(match.key, by="second"),
            "away": Result(match.key, absent="first"),
            "gone": Result(match.key, absent="second"),
            "both": Result(match.key, absent="both"),
        }[way]
        bracket = advance(bracket, result)

    found = placing(bracket)

    assert bracket.finished
    assert sorted(one.entrant for one in found) == sorted(names(count))
    assert [one.place for one in found] == sorted(one.place for one in found)
    assert sum(one.place == 1 for one in found) <= 1
    for one in found:
        assert one.tied is (sum(other.place == one.place for other in found) > 1)
        assert 1 <= one.place <= 2 ** (count - 1).bit_length()


@given(st.integers(2, 40), st.booleans())
@settings(deadline=None)
def test_where_the_better_seed_always_wins_the_seeds_are_the_order(count: int, third: bool):
    bracket = build(names(count), third and count >= 4)
    while ready := [one for one in bracket.matches.values() if one.state == "ready"]:
        for match in ready:
            better = bracket.seeds.index(str(match.first)) < bracket.seeds.index(str(match.second))
            bracket = advance(bracket, won(match.key, by="first" if better else "second"))

    assert [one.entrant for one in placing(bracket)] == names(count)
    assert len(bracket.results) == count - 1 + (third and count >= 4)

"""Reading pasted judges and the matrix of panels."""

from __future__ import annotations

import pytest
from flask import Flask

from competition.officials.actions import Newcomer
from competition.officials.schemas import newcomers, seating
from competition.store import Refused

FIRST, SECOND = "01a1fdd1-6d1f-7a52-be18-783d38dc7349", "01a1fdd1-6d23-7105-8210-6e5b3e3d5e09"


@pytest.mark.parametrize(
    ("line", "newcomer"),
    [
        ("林致远", Newcomer(name="林致远")),
        ("林致远\t青溪技校", Newcomer(name="林致远", organisation="青溪技校")),
        ("林致远，青溪技校，chief_judge", Newcomer(name="林致远", organisation="青溪技校", role="chief_judge")),
        ("阿依古丽·买买提、青溪总工会", Newcomer(name="阿依古丽·买买提", organisation="青溪总工会")),
        ("Ann Lee, Qingxi Mill, Score Clerk", Newcomer(name="Ann Lee", organisation="Qingxi Mill", role="score_clerk")),
        ("林致远,score_clerk", Newcomer(name="林致远", role="score_clerk")),
    ],
)
def test_pasted_line_is_read(app: Flask, line: str, newcomer: Newcomer) -> None:
    with app.test_request_context("/?lang=en"):
        assert newcomers(f"\n{line}\n\n") == [newcomer]


def test_pasted_role_is_read_in_the_language_of_the_page(app: Flask) -> None:
    with app.test_request_context("/?lang=zh"):
        assert newcomers("林致远\t\t裁判长") == [Newcomer(name="林致远", role="chief_judge")]


def test_pasted_line_without_a_name_is_named_by_its_number(app: Flask) -> None:
    with app.test_request_context("/?lang=en"), pytest.raises(Refused) as caught:
        newcomers("林致远\n\n，青溪技校")
    assert (caught.value.code, caught.value.status, caught.value.facts) == (
        "line_wrong", 422, {"line": 3, "text": "，青溪技校"},
    )  # fmt: skip


def test_matrix_is_read_by_number_with_gaps_closed() -> None:
    sent = {
        f"seat.A.{FIRST}": "３",
        f"seat.A.{SECOND}": "1",
        f"seat.T.{FIRST}": " ",
        f"seat.T.{SECOND}": "x",
        f"seat.Z.{FIRST}": "1",
        "csrf_token": "1",
    }

    assert seating(sent, ["T", "A"]) == {"T": [], "A": [SECOND, FIRST]}


def test_matrix_refuses_a_seat_given_twice() -> None:
    with pytest.raises(Refused) as caught:
        seating({f"seat.A.{FIRST}": "1", f"seat.A.{SECOND}": "1"}, ["A"])
    assert (caught.value.code, caught.value.facts) == ("seat_twice", {"module": "A", "seat": 1})


@pytest.mark.parametrize("language", ["zh", "en"])
def test_pasted_roles_are_understood_in_either_language(app: Flask, language: str) -> None:
    with app.test_request_context(f"/?lang={language}"):
        found = newcomers("林致远\t裁判长\n方晓棠\tChief judge\n韩立群, 青溪一中, 裁判")

    assert [(one.name, one.role) for one in found] == [
        ("林致远", "chief_judge"),
        ("方晓棠", "chief_judge"),
        ("韩立群", "scoring_judge"),
    ]

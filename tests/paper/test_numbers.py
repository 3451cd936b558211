"""Numbers of sheets and what is typed: what is printed is read again, what was mistyped is not, values as the form reads them."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from competition.engine.plans import parse_plan
from competition.engine.plans.shape import Aspect
from competition.engine.refusal import Impossible
from competition.paper.numbers import LETTERS, printed, read_number, scanned
from competition.paper.typed import said
from competition.store import Refused
from tests.engine.plan_documents import aspect, module, plan

FOLDER = Path(__file__).parents[1] / "golden"
GOLDEN: list[dict[str, Any]] = json.loads((FOLDER / "paper_typed.json").read_text(encoding="utf-8"))
VALUES: dict[str, Any] = json.loads((FOLDER / "values.json").read_text(encoding="utf-8"))["aspects"]
STAGE = "0190aaaa-0000-7000-8000-000000000001"
OTHER = "0190aaaa-0000-7000-8000-000000000002"


@pytest.mark.parametrize("number", [1, 42, 9999, 12345])
def test_read_number_takes_what_is_printed_however_it_is_typed(number: int) -> None:
    text = printed(STAGE, number)
    wide = text.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789-"})
    assert [read_number(STAGE, one) for one in (text, text.lower(), text.replace("-", ""), f" {wide} ")] == [number] * 4


def test_read_number_finds_every_wrong_digit_and_every_swap() -> None:
    digits, letter = printed(STAGE, 1274).split("-")
    wrong = [digits[:n] + str(d) + digits[n + 1 :] for n in range(4) for d in range(10) if str(d) != digits[n]]
    wrong += [digits[:n] + digits[n + 1] + digits[n] + digits[n + 2 :] for n in range(3)]
    for one in wrong:
        with pytest.raises(Refused, match=r"^paper_number$"):
            read_number(STAGE, f"{one}-{letter}")
    assert len(wrong) == 39


def test_each_stage_has_its_own_letters() -> None:
    assert printed(STAGE, 7) != printed(OTHER, 7)
    assert {printed(STAGE, n)[-1] for n in range(23)} == set(LETTERS)


@pytest.mark.parametrize("text", ["", "K", "12", "12-I", "x-K", "123456789-A"])
def test_read_number_refuses_what_is_none(text: str) -> None:
    with pytest.raises(Refused, match=r"^paper_number$"):
        read_number(STAGE, text)


def test_scanned_reads_the_address_of_a_sheet_alone() -> None:
    address = f"http://192.168.1.10:8000/paper/at/{STAGE}"
    found = [scanned(one) for one in (address, address.upper(), f" {address}\n", f"{address}/x", "0127-K")]
    assert found == [STAGE, STAGE, STAGE, None, None]


def read_alone(document: dict[str, Any]) -> Aspect:
    """The aspect as a plan has it."""
    beside = aspect("yesno", "F", "1", "one")
    whole = plan(module("A", document, beside), most=str(Decimal(document["max"]) + 1))
    return parse_plan(whole).aspect(document["key"])


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: case["aspect"])
def test_said_reads_what_the_form_reads(case: dict[str, Any]) -> None:
    one = read_alone(VALUES[case["aspect"]])
    assert {text: said(one, text) for text in case["said"]} == case["said"]
    codes = {}
    for text in case["refused"]:
        with pytest.raises(Impossible) as caught:
            said(one, text)
        codes[text] = caught.value.code
    assert codes == case["refused"]

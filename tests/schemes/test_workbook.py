"""Plans as spreadsheets: there and back, and every wrong cell named."""

from __future__ import annotations

import copy
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from competition.engine.plans import plan_hash
from competition.schemes.library import templates
from competition.schemes.workbook import Wrong, read_plan, tables_of
from competition.web.sheets import read_grids, write_tables
from competition.web.speaking import speaking
from tests.engine.test_plan_schema import everything
from tests.engine.test_technical import WHOLE
from tests.world import PLAN


def sparse() -> dict[str, Any]:
    """A plan that leaves out whatever may be left out, says null to some of it, and writes figures in odd ways."""
    document = copy.deepcopy(PLAN)
    aspects = document["modules"][1]["criteria"][0]["aspects"]
    del aspects[0]["note"], aspects[0]["plausible"], aspects[1]["required"]
    aspects[0]["bands"] = [{"from": None, "to": "12.020", "points": "40.00"}, {"from": "12.021", "points": "0"}]
    aspects[0] |= {"lines": [], "method": None, "section": None}
    aspects[1] |= {"lines": [{"zh": "一", "en": ""}, {"zh": "二", "en": "=2+2"}]}
    aspects[2] |= {"critical": None, "cap": None}
    document["modules"][1]["criteria"][0]["day"] = None
    document["modules"][0].pop("minutes")
    document["modules"][1]["panel"].pop("spread")
    document["document"] = {"safety": [], "equipment": None, "purpose": {"zh": "一\n\n二", "en": ""}}
    document["components"][0]["bonus"] = None
    return document


def nulls() -> dict[str, Any]:
    """Everything the format knows, said to be nothing wherever it may be."""
    document = everything()
    aspects = document["modules"][0]["criteria"][0]["aspects"]
    for aspect in aspects:
        for key in ("counts", "factor", "dnf_if_none", "attempts"):
            if key in aspect:
                aspect[key] = None
    aspects[0] |= {"formula": None, "floor": None, "attempts": {"count": 2, "rule": "best", "on": "value"}}
    aspects[0]["attempts"] |= dict.fromkeys(("better", "drop_best", "failed", "most_failed", "minimum", "rounding"))
    aspects[1] |= {"bands": None, "floor": None}
    aspects[3]["values"] = None
    aspects[4]["min"] = None
    aspects[8] |= {"under": {"from": "300", "unit": "10", "points": "1", "cap": None}, "over": None}
    aspects[9]["min"] = None
    document["modules"][0] |= {"floor": None, "ceiling": None}
    document["modules"][0]["panel"] |= dict.fromkeys(("trim_from", "figure", "leniency", "exclude_lead", "spread"))
    document["components"][0] |= {"floor": None, "ceiling": None, "bonus": None, "max": "162"}
    document["rounding"]["product"] = None
    document["scale_score"] |= {"low": None, "high": None}
    document["order"] = {"better": None, "seed": None}
    document["awards"] = {"medals": None, "prizes": []}
    return document | {"total_floor": None, "total_ceiling": None}


CASES: dict[str, dict[str, Any]] = {
    "everything": everything(), "null everywhere": nulls(), "empty order": PLAN | {"order": {}, "scale_score": None, "awards": {}},
    "null awards": PLAN | {"order": None, "awards": None},
    **{key: one.document for key, one in templates().items()},
    "small": PLAN, "technical": WHOLE, "sparse": sparse(), "null document": PLAN | {"document": None},
    "empty document": PLAN | {"document": {}},
}  # fmt: skip


def book_of(document: dict[str, Any], language: str = "zh") -> bytes:
    with speaking(language):
        return write_tables(tables_of(document))


def read_back(raw: bytes, folder: Path, language: str = "zh") -> tuple[dict[str, Any], list[Wrong]]:
    path = folder / "book.xlsx"
    path.write_bytes(raw)
    with speaking(language):
        return read_plan(read_grids(path))


def edited(raw: bytes, cells: dict[str, dict[str, Any]]) -> bytes:
    """The workbook with other values in some cells, as a committee's own program would write it."""
    book = openpyxl.load_workbook(io.BytesIO(raw))
    for sheet, values in cells.items():
        for cell, value in values.items():
            book[sheet][cell] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("written", ["zh", "en"])
@pytest.mark.parametrize("case", sorted(CASES))
def test_a_plan_comes_back_from_its_spreadsheet_with_the_same_hash(case: str, written: str, tmp_path: Path) -> None:
    back, wrong = read_back(book_of(CASES[case], written), tmp_path, "en" if written == "zh" else "zh")

    assert wrong == []
    assert (back, plan_hash(back)) == (CASES[case], plan_hash(CASES[case]))


def test_a_sheet_offers_its_words_in_drop_downs() -> None:
    book = openpyxl.load_workbook(io.BytesIO(book_of(PLAN, "en")))

    rules = book["Marking scheme"].data_validations.dataValidation
    assert any("M measurement" in rule.formula1 and "J judgement" in rule.formula1 for rule in rules)


def test_numbers_typed_in_a_spreadsheet_program_are_understood(tmp_path: Path) -> None:
    raw = edited(
        book_of(PLAN, "en"), {"Marking scheme": {"P4": 40, "W4": "11.98～12.02＝40；11.95至12.05=20", "G4": "m"}}
    )
    raw = edited(raw, {"Modules": {"E4": 120.0}, "Components": {"D3": 0.3}})

    back, wrong = read_back(raw, tmp_path)

    aspect = back["modules"][1]["criteria"][0]["aspects"][0]
    assert wrong == []
    assert (aspect["max"], back["modules"][1]["minutes"], back["components"][0]["weight"]) == ("40", 120, "0.3")


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"Marking scheme": {"G4": "weighing"}}, ("Marking scheme", 4, "G", "Kind", "one of these is expected")),
        (
            {"Marking scheme": {"W4": "wide"}},
            ("Marking scheme", 4, "W", "Requirement and tolerance", "“wide” is no band"),
        ),
        ({"Marking scheme": {"P4": "=20+20"}}, ("Marking scheme", 4, "P", "Maximum points", "a formula stands here")),
        (
            {"Marking scheme": {"P4": "39"}},
            ("Marking scheme", 4, "W", "Requirement and tolerance", "a band gives more"),
        ),
        ({"Marking scheme": {"A4": "Z"}}, ("Marking scheme", 4, "A", "Module", "there is no module Z")),
        ({"Marking scheme": {"F5": "A1.1"}}, ("Marking scheme", 5, "F", "Aspect", "the key A1.1 stands twice")),
        (
            {"Marking scheme": {"C5": "另一个"}},
            ("Marking scheme", 5, "C", "Criterion title (Chinese)", "criterion A1 has"),
        ),
        ({"Modules": {"E3": "long"}}, ("Modules", 3, "E", "Minutes", "a whole number is expected")),
        ({"Components": {"D3": "0.2"}}, ("Components", 4, "D", "Weight", "the weights add up to 0.9")),
        ({"Rules": {"B12": "module:Z"}}, ("Rules", 12, "B", "Value", "this comparator is not known")),
        ({"Document": {"A3": "Weather"}}, ("Document", 3, "A", "Part", "one of these is expected")),
        (
            {"Document": {"A3": "Equipment", "C3": "车床", "G3": "-1"}},
            ("Document", 3, "G", "Quantity", "a figure from"),
        ),
    ],
)
def test_a_wrong_cell_is_named_by_sheet_row_and_column(
    cells: dict[str, dict[str, Any]], expected: tuple[str, int, str, str, str], tmp_path: Path
) -> None:
    _plan, wrong = read_back(edited(book_of(PLAN, "en"), cells), tmp_path, "en")

    told = [(one.sheet, one.row, one.column, one.title) for one in wrong]
    assert (told[0], wrong[0].why.startswith(expected[4])) == (expected[:4], True), wrong


def test_missing_sheets_and_columns_are_named(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(book_of(PLAN, "en")))
    del book["Rules"]
    book["Modules"].delete_cols(1)
    out = io.BytesIO()
    book.save(out)

    _plan, wrong = read_back(out.getvalue(), tmp_path, "en")

    assert [(one.sheet, one.row, one.title, one.why) for one in wrong[:2]] == [
        ("Modules", 2, "Module", "this column is missing"),
        ("Rules", 0, "", "this sheet is missing"),
    ]


def test_any_other_spreadsheet_is_refused_in_words(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    out = io.BytesIO()
    book.save(out)

    plan, wrong = read_back(out.getvalue(), tmp_path, "en")

    assert [(one.row, one.why) for one in wrong] == [(0, "this sheet is missing")] * 5
    assert plan["modules"] == []


@pytest.mark.parametrize(
    ("sheet", "title", "row", "value", "why"),
    [
        ("Marking scheme", "Formula or expression", 4, "10 - value +", "this cannot be read from character 13 on"),
        ("Marking scheme", "Formula or expression", 12, "[Z9]", "there is no aspect Z9"),
        ("Marking scheme", "Points of each level", 6, "0; 1; 2", "there must be 4 to 4 of them"),
        ("Marking scheme", "Attempts", 3, "1", "a figure from 2 to 20 is expected"),
        ("Marking scheme", "What counts of the attempts", 3, "the median", "one of these is expected: the best"),
        ("Marking scheme", "Rounding of attempts", 3, "two", "one of these is expected: 2 half up"),
        ("Marking scheme", "Undertime unit (s)", 11, "0", "a figure above 0 is expected"),
        ("Modules", "Strict and lenient judges", 3, "by hand", "one of these is expected: as given"),
        ("Modules", "Never below", 3, "200", "the lower end is above the upper end"),
        ("Components", "Never above", 3, "x", "a figure is expected, such as 2.50"),
    ],
)
def test_a_wrong_cell_of_a_rare_column_is_named_too(
    sheet: str, title: str, row: int, value: str, why: str, tmp_path: Path
) -> None:
    raw = book_of(everything(), "en")
    book = openpyxl.load_workbook(io.BytesIO(raw))
    column = next(cell.column_letter for cell in book[sheet][2] if cell.value == title)

    _plan, wrong = read_back(edited(raw, {sheet: {f"{column}{row}": value}}), tmp_path, "en")

    assert (wrong[0].sheet, wrong[0].row, wrong[0].column, wrong[0].title) == (sheet, row, column, title), wrong
    assert wrong[0].why.startswith(why)


@pytest.mark.parametrize(
    ("rule", "value", "why"),
    [
        ("Awards as JSON", "medals for all", "this is not JSON"),
        ("Scale score: scaled", "by rank", "one of these is expected: the total itself"),
        ("Ranking: ahead is", "the taller", "one of these is expected: higher is better"),
        ("Scale score: one deviation", "0", "a figure above 0 is expected"),
        ("Scale score: decimals", "x", "a whole number is expected"),
        ("Total never below", "101", "the lower end is above the upper end"),
        ("Rounding: products and expressions", "7", "a figure from 0 to 6 is expected"),
    ],
)
def test_a_wrong_rule_is_named_by_its_row(rule: str, value: str, why: str, tmp_path: Path) -> None:
    raw = book_of(everything(), "en")
    book = openpyxl.load_workbook(io.BytesIO(raw))
    row = next(cell.row for cell in book["Rules"]["A"] if cell.value == rule)

    _plan, wrong = read_back(edited(raw, {"Rules": {f"B{row}": value}}), tmp_path, "en")

    assert (wrong[0].sheet, wrong[0].row, wrong[0].column) == ("Rules", row, "B"), wrong
    assert wrong[0].why.startswith(why)

"""Finding the header of an entry form and the rows that are people."""

from competition.contestants.reading import Column, Form, RawRow, cell_text, read_form, read_forms
from competition.web.sheets import Cell, Grid

HEADER: list[Cell] = ["序号", "姓 名", "性别", "身份证号码", "工作单位", "工种（赛项）", "手机号"]
COLUMNS = (
    Column(1, "序号", ""), Column(2, "姓 名", "name"), Column(3, "性别", "sex"), Column(4, "身份证号码", "id_number"),
    Column(5, "工作单位", "employer"), Column(6, "工种（赛项）", "trade"), Column(7, "手机号", "phone"),
)  # fmt: skip


def row(number: int, *cells: Cell, formulas: frozenset[str] = frozenset()) -> RawRow:
    fields = ("name", "sex", "id_number", "employer", "trade", "phone")
    return RawRow("表", number, dict(zip(fields, cells, strict=True)), formulas)


def test_read_form_finds_the_header_under_titles_and_the_people_before_the_foot() -> None:
    grid = Grid(
        "表",
        [
            ["青溪市技能运动会报名汇总表", "", "", "", "", "", ""],
            ["推荐单位（盖章）：青溪高新区工会  ", "", "", "", "", "", "填报日期：11月3日"],
            [],
            HEADER,
            [1.0, "张桂", "男", "1", "甲厂", "焊工", "13800001234"],
            ["", "", "", "", "", "", ""],
            HEADER,
            [2.0, "", "", "", "", "", ""],
            ["合计", "1人"],
            ["填表人：____  联系电话：____"],
        ],
        frozenset({(8, 2)}),
    )

    assert read_form(grid) == Form(
        sheet="表",
        header_row=4,
        columns=COLUMNS,
        delegation="青溪高新区工会",
        rows=(
            row(5, "张桂", "男", "1", "甲厂", "焊工", "13800001234"),
            row(8, "", "", "", "", "", "", formulas=frozenset({"name"})),
        ),
        skipped=(7, 9, 10),
    )


def test_read_form_takes_each_field_from_its_first_column() -> None:
    form = read_form(Grid("a", [["Name", "Employer", "Unit", "Company"], ["Ann Lee", "One", "x", "Two"]]))

    assert form is not None
    assert [column.field for column in form.columns] == ["name", "employer", "", ""]
    assert form.rows == (RawRow("a", 2, {"name": "Ann Lee", "employer": "One"}, frozenset()),)


def test_read_forms_tells_forms_from_other_sheets() -> None:
    other = Grid("填表说明", [["请勿改动表头"], ["姓名要写全"]])

    assert read_forms([other, Grid("空", [])]) == ([], ["填表说明", "空"])


def test_read_form_gives_short_rows_nothing_for_what_they_lack() -> None:
    form = read_form(Grid("a", [["姓名", "性别"], ["张桂"]]))

    assert form is not None
    assert form.rows == (RawRow("a", 2, {"name": "张桂", "sex": None}, frozenset()),)


def test_cell_text_writes_whole_figures_without_a_point() -> None:
    assert [cell_text(cell) for cell in (13800001234.0, 1.5, None, " a ", 9.9e17)] == [
        "13800001234",
        "1.5",
        "",
        "a",
        "9.9e+17",
    ]

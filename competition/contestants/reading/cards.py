"""Forms whose titles do not stand above the people: fields down a column with people beside each other, and cards of one
person with titles beside values."""

from collections.abc import Iterator, Sequence

from competition.contestants.reading.cells import cell_text
from competition.contestants.reading.forms import Column, Form, RawRow
from competition.contestants.reading.lines import SAMPLE, plain, told_above
from competition.contestants.reading.spellings import field_of, is_title
from competition.web.sheets import Cell, Grid

FEWEST_FIELDS = 3
LONGEST_SHEET = 4_000

Place = tuple[int, int]


def read_cards(grid: Grid) -> list[Form]:
    """The blocks of a sheet, one for each title 姓名 in its first column of titles."""
    titles = _titles(grid)
    named = [place for place, field in titles.items() if field == "name"]
    if not named:
        return []
    starts = sorted({row for row, _ in named})
    found: list[Form] = []
    above = 0
    for at, start in enumerate(starts):
        end = starts[at + 1] if at + 1 < len(starts) else len(grid.rows) + 1
        top = _top(titles, start, above)
        block = {place: field for place, field in titles.items() if top <= place[0] < end}
        below = _top(titles, end, start) if at + 1 < len(starts) else end
        block = {place: field for place, field in block.items() if place[0] < below}
        form = _block(grid, block, above, top)
        if form is not None:
            found.append(form)
            above = max(row for row, _ in block)
    return found


def _titles(grid: Grid) -> dict[Place, str]:
    """Where titles stand, and the field of each ("" for a title that is not taken over)."""
    return {
        (row, column): field_of(text)
        for row, cells in enumerate(grid.rows[:LONGEST_SHEET], 1)
        for column, cell in enumerate(cells, 1)
        if isinstance(cell, str) and (text := cell.strip()) and is_title(text)
    }


def _top(titles: dict[Place, str], start: int, above: int) -> int:
    """The first row of a block: titles may stand in the rows right above the name."""
    rows = {row for row, _ in titles}
    top = start
    while (
        top - 1 in rows
        and top - 1 > above
        and not any(field == "name" for place, field in titles.items() if place[0] == top - 1)
    ):
        top -= 1
    return top


def _block(grid: Grid, titles: dict[Place, str], above: int, top: int) -> Form | None:
    first: dict[str, Place] = {}
    for place, field in sorted(titles.items()):
        if field:
            first.setdefault(field, place)
    if len(first) < FEWEST_FIELDS or "name" not in first:
        return None
    delegation, trade, lines = told_above(grid.rows[above : top - 1])
    across = len({column for _, column in first.values()}) == 1
    people = _across(grid, first) if across else _card(grid, titles, first)
    columns = tuple(
        Column(place[0] if across else place[1], _text(grid, place), field if first.get(field) == place else "")
        for place, field in sorted(titles.items())
    )
    layout = "across" if across else "card"
    return Form(grid.name, top, columns, delegation, tuple(people), (), layout, 1, trade, lines)


def _across(grid: Grid, first: dict[str, Place]) -> Iterator[RawRow]:
    """Each column right of the titles is a person, up to the last that holds anything."""
    title_column = first["name"][1]
    width = max(len(grid.rows[row - 1]) for row, _ in first.values())
    for column in range(title_column + 1, width + 1):
        places = {field: (row, column) for field, (row, _) in first.items()}
        raw = _person(grid, places)
        if raw is not None:
            yield raw


def _card(grid: Grid, titles: dict[Place, str], first: dict[str, Place]) -> Iterator[RawRow]:
    """One person: each value stands in the first filled cell right of its title, before the next title."""
    places: dict[str, Place] = {}
    for field, (row, column) in first.items():
        places[field] = (row, column + 1)
        for at in range(column + 1, len(grid.rows[row - 1]) + 1):
            if (row, at) in titles:
                break
            if _text(grid, (row, at)) or (row, at) in grid.formulas:
                places[field] = (row, at)
                break
    raw = _person(grid, places)
    if raw is not None:
        yield raw


def _person(grid: Grid, places: dict[str, Place]) -> RawRow | None:
    values: dict[str, Cell] = {field: _cell(grid.rows, place) for field, place in places.items()}
    formulas = frozenset(field for field, place in places.items() if place in grid.formulas)
    said = [cell_text(value) for value in values.values() if cell_text(value)]
    if not formulas and (not said or SAMPLE.match(plain(said[0]))):
        return None
    return RawRow(grid.name, places["name"][0], values, formulas, places)


def _cell(rows: Sequence[Sequence[Cell]], place: Place) -> Cell:
    row, column = place
    cells = rows[row - 1]
    return cells[column - 1] if column <= len(cells) else None


def _text(grid: Grid, place: Place) -> str:
    return cell_text(_cell(grid.rows, place))

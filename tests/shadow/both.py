"""One contest through both tabulators, cell by cell: the product's way from the files on, and the second opinion."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from competition.shadow import tabulate
from competition.tabulating.marks import HEADER, read_marks
from competition.tabulating.reading import ENTRIES_HEADER, read_entries, read_plan
from competition.tabulating.results import plain_result, result_of
from tests.shadow.generating_marks import Trial

CELLS = (
    *("rank", "tied", "status", "total", "scale_score", "components", "modules", "aspects", "figures", "award_rank"),
    *("medal", "medallion", "prize", "titles", "level"),
)
TEAM_CELLS = ("key", "rank", "tied", "score", "counted")
TABLES = ("teams", "organisations", "organisation_award")
Cells = dict[str, Any]


def of_product(trial: Trial) -> Cells:
    """What the product makes of the three files."""
    plan = read_plan(json.dumps(trial.plan).encode())
    marks = written(HEADER, trial.marks)
    read = read_marks(plan, marks, read_entries(written(ENTRIES_HEADER, trial.entries)))
    plain = plain_result(result_of(plan, read, marks))
    for table in ("teams", "organisations"):
        plain[table] = [{cell: row[cell] for cell in TEAM_CELLS} for row in plain[table]]
    return plain | {"entries": {row["entry"]: {cell: row[cell] for cell in CELLS} for row in plain["entries"]}}


def written(header: Sequence[str], rows: Sequence[Mapping[str, str]]) -> bytes:
    """Rows as a CSV file."""
    text = io.StringIO()
    table = csv.DictWriter(text, header, lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    return text.getvalue().encode()


def differences(trial: Trial) -> list[str]:
    """Every cell in which the two do not say the same, as `place: product | shadow`; figures are the same by value."""
    product, shadow = of_product(trial), tabulate(trial.plan, trial.marks, trial.entries)
    found = list(_between(product["entries"], shadow["entries"], "entries"))
    if list(product["entries"]) != list(shadow["entries"]):
        found.append(f"order: {list(product['entries'])} | {list(shadow['entries'])}")
    for table in TABLES:
        found += _between(product[table], shadow[table], table)
    return found


def _between(product: Any, shadow: Any, place: str) -> list[str]:
    if isinstance(product, Mapping) and isinstance(shadow, Mapping) and product.keys() == shadow.keys():
        return [one for key in product for one in _between(product[key], shadow[key], f"{place}.{key}")]
    if isinstance(product, list) and isinstance(shadow, list) and len(product) == len(shadow):
        pairs = enumerate(zip(product, shadow, strict=True))
        return [one for number, (left, right) in pairs for one in _between(left, right, f"{place}[{number}]")]
    return [] if _value(product) == _value(shadow) else [f"{place}: {product!r} | {shadow!r}"]


def _value(cell: Any) -> Any:
    """A figure by its value; anything else as it is."""
    if isinstance(cell, str):
        try:
            return Fraction(cell) if set(cell) <= set("-0123456789.") else cell
        except ValueError:
            return cell
    return cell

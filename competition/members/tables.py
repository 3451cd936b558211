"""Lists of this room as spreadsheets, written in the worker: members, and what is doubtful about an import."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask_babel import gettext as _

from competition.jobs import exports
from competition.members import queries
from competition.members.queries import Wanted
from competition.members.staging import Frames
from competition.members.words import FIELDS, PROBLEMS, REPAIRS, SEVERITIES, SEXES
from competition.store import reading
from competition.web.sheets import Column, Table
from competition.web.words import named

LIST = "members.list"
PROBLEMS_OF = "members.import_problems"
MOST_ROWS = 20_000
STEP = 500
TITLES = ("name", "sex", "id_number", "phone", "card_number", "organisation", "categories", "since", "consent")


@exports.writes(LIST)
def list_table(arguments: dict[str, Any]) -> Table:
    """The members who fit, at most MOST_ROWS; numbers are masked unless `whole`, for which a reason is on record."""
    whole = bool(arguments.pop("whole"))
    values: list[list[str]] = []
    with reading() as s:
        bits = queries.categories(s)
        wanted = Wanted(**arguments)
        for at in range(0, MOST_ROWS, STEP):
            found = queries.search(s, wanted, at, STEP)
            for one in queries.opened(s, found, whole=whole):
                member, numbers = one.member, one.numbers
                values.append(
                    [
                        member.name, str(SEXES[member.sex]) if member.sex else "", numbers["id_number"], numbers["phone"],
                        numbers["card_number"], one.organisation,
                        _(", ").join(named(each.name, each.name_en) for each in bits.of(member.categories)),
                        member.joined_on.isoformat() if member.joined_on else "",
                        member.consent_on.isoformat() if member.consent_on else "",
                    ]
                )  # fmt: skip
            s.expunge_all()
            if len(found) < STEP:
                break
    columns = [Column(str(FIELDS[title]), {"organisation": 30, "id_number": 22}.get(title, 14)) for title in TITLES]
    note = () if len(values) < MOST_ROWS else (_("The first %(most)s of the list.", most=MOST_ROWS),)
    return Table(_("Members"), columns, values, note)


@exports.writes(PROBLEMS_OF)
def problems_table(arguments: dict[str, Any]) -> Table:
    """What was doubtful or wrong in an import, row by row, numbers masked; at most MOST_ROWS lines."""
    frames = Frames(Path(arguments["file"]), str(arguments["batch_id"]), "problems")
    values: list[list[str]] = []
    for frame in frames.read():
        for row, field, code, severity, shown, value in frame:
            if len(values) < MOST_ROWS:
                facts = {"shown": shown, "value": value}
                repair = REPAIRS.get(code) if severity != "wrong" else None
                values.append(
                    [
                        str(row), str(FIELDS[field]), shown, str(PROBLEMS[code]) % facts, str(repair) % facts if repair else "",
                        str(SEVERITIES[severity]),
                    ]
                )  # fmt: skip
    titles = (
        (_("Row"), 8), (_("Column"), 14), (_("What stands there"), 26), (_("What it is about"), 44), (_("Proposed"), 30),
        (_("So it is"), 14),
    )  # fmt: skip
    return Table(_("Doubtful rows"), [Column(title, width) for title, width in titles], values)

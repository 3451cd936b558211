"""The empty entry form to fill in: drop-downs, a filled sample, and notes in both languages."""

from __future__ import annotations

from io import BytesIO

from flask import send_file
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from competition.accounts.guard import may
from competition.contestants import import_words
from competition.contestants.pages import pages
from competition.contestants.words import SEXES
from competition.events import queries as events
from competition.store import reading
from competition.web.sheets import XLSX, Column, Table, write_tables
from competition.web.words import named

LEVELS = ("高级技师 / 1", "技师 / 2", "高级工 / 3", "中级工 / 4", "初级工 / 5", "无 / 0")
SAMPLE = ("示例 张三", "990001199003070012", "1990.3", "甲市总工会", "甲市第一机械厂", "19900000000", "李四")


@pages.get("/<event_id>/import/form.xlsx")
@may("contestant.read")
def empty_form(event_id: str) -> ResponseReturnValue:
    """The form to fill in: text columns, with the event's trades, divisions and the levels to choose from."""
    with reading() as s:
        event = events.event(s, event_id)
        trades = events.trades(s, event_id)
        divisions = events.divisions_of_event(s, event_id)
    names = tuple(named(one.name, one.name_en) for one in trades)
    groups = tuple(dict.fromkeys(named(one.name, one.name_en) for some in divisions.values() for one in some))
    columns = _columns(names, groups, teams=any(one.team_size > 1 for one in trades))
    head = (
        named(event.name, event.name_en),
        _("One person a row. ID numbers and telephone numbers stay text; leave the header as it is."),
    )
    values = dict(
        zip(("name", "id_number", "born", "organisation", "employer", "phone", "coach"), SAMPLE, strict=True)
    ) | {"trade": names[0] if names else "", "division": groups[0] if groups else "", "sex": str(SEXES["m"])}
    sample = [values.get(key, LEVELS[2] if key == "skill_level" else "") for key in columns]
    tables = [
        Table(_("Entry form"), list(columns.values()), (), head),
        Table(_("Example"), list(columns.values()), [sample], (_("How a filled row looks; this sheet is not read."),)),
        Table(_("Notes"), [Column("说明 / Notes", 90)], _notes()),
    ]
    return send_file(
        BytesIO(write_tables(tables)), mimetype=XLSX, as_attachment=True, download_name=f"{_('Entry form')}.xlsx"
    )


def _columns(trades: tuple[str, ...], divisions: tuple[str, ...], *, teams: bool) -> dict[str, Column]:
    """The columns by field; divisions and teams only where the event has them."""
    titles = import_words.FIELDS
    made = {
        "name": Column(str(titles["name"]), 14),
        "sex": Column(str(titles["sex"]), 8, tuple(str(SEXES[key]) for key in ("m", "f"))),
        "id_number": Column(str(titles["id_number"]), 24),
        "organisation": Column(str(titles["organisation"]), 28),
        "employer": Column(str(titles["employer"]), 28),
        "trade": Column(str(titles["trade"]), 20, trades),
        "skill_level": Column(str(titles["skill_level"]), 16, LEVELS),
        "phone": Column(str(titles["phone"]), 16),
        "coach": Column(str(titles["coach"]), 14),
    }
    if divisions:
        made["division"] = Column(str(titles["division"]), 16, divisions)
    if teams:
        made["team"] = Column(str(titles["team"]), 18)
        made["role"] = Column(str(titles["role"]), 14, (_("Member"), _("Reserve")))
    return made


def _notes() -> list[list[str]]:
    """The same notes in both languages, one below the other."""
    lines: list[list[str]] = []
    for locale in ("zh", "en"):
        with force_locale(locale):
            lines += [
                [_("Who enters in two trades gets two rows.")],
                [_("The organisation is who sends the contestant; the work unit is where he works.")],
                [_("Write trades as in the drop-down; other names are asked about after the upload.")],
                [_("Sheets that are no lists of people may stay; they are passed over.")],
                [_("Formulas are not read.")],
                [""],
            ]
    return lines

"""The step of the guided path that asks for entries against the rules to be looked at."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy.orm import Session

from competition.eligibility import queries
from competition.events.readiness import Check, Line


def lines(s: Session, event_id: str) -> list[Line]:
    """One line for an event that has rules: how many entries fail them, or cannot be told. Where the rules are to refuse,
    nobody may stay who fails one."""
    one = queries.rule_set(s, event_id)
    if one is None or not one.document["rules"]:
        return []
    found = queries.counts(s, event_id)
    failed, unknown = found.get("failed", 0), found.get("unknown", 0)
    href = f"/eligibility/{event_id}"
    if not failed and not unknown:
        text = _("Every entry meets the rules of entry")
        return [Line(trade_id=None, done=True, text=text, href=href, action=_("See the entries"))]
    said = []
    if failed:
        said.append(ngettext("%(num)d entry does not meet the rules", "%(num)d entries do not meet the rules", failed))
    if unknown:
        said.append(ngettext("of %(num)d something is not known", "of %(num)d something is not known", unknown))
    done = not (failed and one.mode == queries.REFUSE)
    return [
        Line(
            trade_id=None, done=done, text=_(", ").join(said), href=f"{href}?verdict=open",
            action=_("Look at them"), warn=True,
        )
    ]  # fmt: skip


CHECKS = (Check(key="eligibility", order=46, title=_l("Rules of entry"), function=lines, waits=True),)

"""What pages of other rooms say of rules of entry: the overview of an event, and whoever has just been entered."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from competition.eligibility import queries
from competition.eligibility.telling import names_of, reason_words
from competition.events.beside import Beside


def rules_of_entry(s: Session, event_id: str) -> list[Beside]:
    """How many rules an event has, and what the entries are against them."""
    one = queries.rule_set(s, event_id)
    if one is None or not one.document["rules"]:
        return [Beside(_("Rules of entry"), _("none yet"), f"/eligibility/{event_id}/rules")]
    count = len(one.document["rules"])
    said = [ngettext("%(num)d rule", "%(num)d rules", count)]
    failed = queries.counts(s, event_id).get("failed", 0)
    if failed:
        said.append(ngettext("%(num)d entry does not meet the rules", "%(num)d entries do not meet the rules", failed))
    return [Beside(_("Rules of entry"), _(", ").join(said), f"/eligibility/{event_id}")]


def of_entry(s: Session, event_id: str, entry_id: str) -> list[str]:
    """Which rules an entry fails or cannot be told to meet, one a line; nothing where it meets them all."""
    row = queries.finding(s, entry_id)
    if row is None or row.verdict not in ("failed", "unknown"):
        return []
    names = names_of(s, event_id, queries.rules_of(queries.rule_set(s, event_id)))
    return [
        _("%(name)s: %(why)s", name=person["name"], why=reason_words(one, names))
        for person in row.results
        for one in person["rules"]
        if one["verdict"] in ("failed", "unknown")
    ]

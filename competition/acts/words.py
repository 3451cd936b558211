"""Words of acts and facts, gathered from every room, and of this room's refusals."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

FACTS: dict[str, LazyString] = {"act_undone": _l("What was done to %(count)s was taken back")}
ACTS: dict[str, LazyString] = {}
VALUES: dict[str, Mapping[str, LazyString]] = {}

REFUSALS: dict[str, LazyString] = {
    "act_undone": _l("This has been taken back already."),
    "act_too_old": _l("This was done too long ago to be taken back as a whole."),
    "act_overtaken": _l("%(count)s of them have been changed since; this can no longer be taken back as a whole."),
}


def learn(
    *,
    facts: Mapping[str, LazyString],
    acts: Mapping[str, LazyString],
    values: Mapping[str, Mapping[str, LazyString]] | None = None,
) -> None:
    """Take up a room's words: kind of fact or act -> what it says, with %(field)s places; and what the keys that a field
    of a fact holds are called: "kind.field" -> key -> words."""
    FACTS.update(facts)
    ACTS.update(acts)
    VALUES.update(values or {})

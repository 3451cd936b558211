"""What a move of an event needs: named checks, each with what is missing in words and the link that mends it.

Some ask this room's tables, others what rooms above answer on the guided path (`readiness.Check` by its key): where no
room offers such a check, nothing is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from competition.events import queries
from competition.events.models import Event, Stage
from competition.events.readiness import Check, Step, steps
from competition.store import utcnow

STAGE_ORDER = 80


@dataclass(frozen=True, kw_only=True)
class Missing:
    """What keeps a move closed, in the person's language, and the link that mends it ("" where only time does)."""

    text: str
    href: str = ""
    action: str = ""


class Ground:
    """What guards look at: an event, its stages and the guided path, each asked for once."""

    def __init__(self, s: Session, event: Event, checks: Iterable[Check]) -> None:
        self.s, self.event, self._checks = s, event, tuple(checks)

    @cached_property
    def stages(self) -> list[Stage]:
        """The stages of every trade, also those that wait."""
        return queries.every_stage(self.s, [self.event.id])

    @cached_property
    def path(self) -> list[Step]:
        """The guided path up to the start of the stages."""
        return steps((check for check in self._checks if check.order < STAGE_ORDER), self.s, self.event.id)

    def step(self, key: str) -> Step | None:
        """The step of the guided path with this key, asked for alone."""
        return next(iter(steps((check for check in self._checks if check.key == key), self.s, self.event.id)), None)

    def href(self, page: str = "") -> str:
        """The address of one of the event's pages."""
        return f"/events/{self.event.id}{page}"


@dataclass(frozen=True, kw_only=True)
class Guard:
    """A named condition of a move: what it asks in words, and `missing(ground)`, None when it holds."""

    title: LazyString
    missing: Callable[[Ground], Missing | None]


def failing(keys: Collection[str], ground: Ground) -> dict[str, Missing]:
    """Those of the guards that do not hold, with what is missing; in the order of `GUARDS`."""
    asked = ((key, guard.missing(ground)) for key, guard in GUARDS.items() if key in keys)
    return {key: missing for key, missing in asked if missing is not None}


def _place(ground: Ground) -> Missing | None:
    if ground.event.place:
        return None
    return Missing(text=_("The place is not set."), href=ground.href("/edit#field-place"), action=_("Set the place"))


def _host(ground: Ground) -> Missing | None:
    if ground.event.host:
        return None
    return Missing(text=_("No host is named."), href=ground.href("/edit#organisers"), action=_("Name the host"))


def _trades(ground: Ground) -> Missing | None:
    if ground.stages:
        return None
    return Missing(
        text=_("There are no trades yet."), href=f"/schemes/{ground.event.id}/add", action=_("Choose trades")
    )


def _window(ground: Ground) -> Missing | None:
    opens, closes = ground.event.registration_opens_at, ground.event.registration_closes_at
    mend = {"href": ground.href("/edit#field-registration_opens_at"), "action": _("Set the window")}
    if opens is None or closes is None:
        return Missing(text=_("It is not set from when to when people can register."), **mend)
    if closes <= utcnow():
        return Missing(text=_("The window for registration is over."), **mend)
    return None


def _step(key: str) -> Callable[[Ground], Missing | None]:
    """The guard that nothing of a step of the guided path is missing; it holds where no room offers that step."""

    def missing(ground: Ground) -> Missing | None:
        step = ground.step(key)
        return None if step is None or not step.missing else _of_steps([step])

    return missing


def _path(ground: Ground) -> Missing | None:
    return _of_steps([step for step in ground.path if not step.done], ground.href())


def _of_steps(undone: list[Step], href: str = "") -> Missing | None:
    if not undone:
        return None
    if len(undone) == 1 and len(undone[0].missing) == 1:
        line = undone[0].missing[0]
        return Missing(text=f"{undone[0].title}: {line.text}", href=line.href, action=line.action)
    names = _(", ").join(str(step.title) for step in undone)
    first = next((line for step in undone for line in step.missing), None)
    text = _("Not done yet: %(names)s", names=names)
    return Missing(text=text, href=href or (first.href if first else ""), action=_("See what is missing"))


def _stage_started(ground: Ground) -> Missing | None:
    if any(stage.state == "RUNNING" for stage in ground.stages):
        return None
    return Missing(text=_("No stage is running."), href=f"/judging/{ground.event.id}", action=_("Open the monitor"))


def _waiting(ground: Ground, states: tuple[str, ...], words: str) -> Missing | None:
    count = sum(stage.state in states for stage in ground.stages)
    if ground.stages and not count:
        return None
    text = words if ground.stages else _("There are no trades yet.")
    return Missing(text=text, href=f"/judging/{ground.event.id}", action=_("Open the monitor"))


def _all_started(ground: Ground) -> Missing | None:
    count = sum(stage.state == "DRAFT" for stage in ground.stages)
    words = ngettext("%(num)d stage has not started.", "%(num)d stages have not started.", count)
    return _waiting(ground, ("DRAFT",), words)


def _all_ended(ground: Ground) -> Missing | None:
    count = sum(stage.state != "ENDED" for stage in ground.stages)
    words = ngettext("%(num)d stage has not ended.", "%(num)d stages have not ended.", count)
    return _waiting(ground, ("DRAFT", "RUNNING"), words)


def _nothing_running(ground: Ground) -> Missing | None:
    count = sum(stage.state == "RUNNING" for stage in ground.stages)
    if not count:
        return None
    text = ngettext("%(num)d stage is still running.", "%(num)d stages are still running.", count)
    return Missing(text=text, href=f"/judging/{ground.event.id}", action=_("Open the monitor"))


def _nothing_blind(ground: Ground) -> Missing | None:
    count = sum(stage.anonymity != "open" for stage in ground.stages)
    if not count:
        return None
    text = ngettext("%(num)d stage was marked blind.", "%(num)d stages were marked blind.", count)
    return Missing(text=f"{text} {_('Reveal the names first.')}")


GUARDS: dict[str, Guard] = {
    "place": Guard(title=_l("The place is set"), missing=_place),
    "host": Guard(title=_l("A host is named"), missing=_host),
    "trades": Guard(title=_l("There is a trade"), missing=_trades),
    "window": Guard(title=_l("The window for registration is set"), missing=_window),
    "entries": Guard(title=_l("Contestants are entered"), missing=_step("contestants")),
    "registration": Guard(title=_l("Every registration is decided"), missing=_step("registration")),
    "path": Guard(title=_l("All steps up to the start are done"), missing=_path),
    "stage_started": Guard(title=_l("A stage has started"), missing=_stage_started),
    "all_started": Guard(title=_l("Every stage has started"), missing=_all_started),
    "all_ended": Guard(title=_l("Every stage has ended"), missing=_all_ended),
    "nothing_running": Guard(title=_l("No stage is running"), missing=_nothing_running),
    "nothing_blind": Guard(title=_l("No stage was marked blind"), missing=_nothing_blind),
    "unsealed": Guard(title=_l("Every work has its name again"), missing=_step("reveal")),
    "recounted": Guard(title=_l("Both engines give the same result"), missing=_step("recount")),
    "amendments": Guard(title=_l("No change of a scheme waits for a second person"), missing=_step("amendments")),
    "appeals": Guard(title=_l("Every appeal is decided"), missing=_step("appeals")),
    "objections": Guard(title=_l("Every objection is answered"), missing=_step("objections")),
}

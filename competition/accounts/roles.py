"""Roles of the field and what each may do: one table, asked by the guard. What is not written here is denied."""

from __future__ import annotations

PERMISSIONS: dict[str, frozenset[str]] = {
    "house.read": frozenset({"sys_admin", "organiser"}),
    "event.create": frozenset({"sys_admin", "organiser"}),
    "event.read": frozenset(
        {"sys_admin", "organiser", "expert_lead", "check_in", "chief_judge", "supervisor", "score_clerk", "arbitration"}
    ),
    "event.edit": frozenset({"organiser"}),
    "trade.edit": frozenset({"organiser"}),
    "plan.read": frozenset(
        {"sys_admin", "organiser", "expert_lead", "chief_judge", "score_clerk", "supervisor", "arbitration"}
    ),
    "plan.edit": frozenset({"organiser", "expert_lead"}),
    "plan.amend": frozenset({"organiser", "expert_lead", "chief_judge", "supervisor"}),
    "plan.approve": frozenset({"organiser", "chief_judge", "supervisor"}),
    "organisation.read": frozenset({"sys_admin", "organiser", "roll_keeper", "unit_officer"}),
    "organisation.edit": frozenset({"organiser"}),
    "member.read": frozenset({"organiser", "roll_keeper"}),
    "member.edit": frozenset({"organiser", "roll_keeper"}),
    "member.unmask": frozenset({"roll_keeper", "supervisor"}),
    "registration.read": frozenset({"organiser", "unit_officer"}),
    "registration.approve": frozenset({"organiser", "unit_officer"}),
    "series.edit": frozenset({"organiser"}),
    "ladder.read": frozenset({"sys_admin", "organiser"}),
    "ladder.edit": frozenset({"organiser"}),
    "cut.read": frozenset({"sys_admin", "organiser", "chief_judge", "supervisor", "arbitration"}),
    "cut.propose": frozenset({"organiser"}),
    "cut.confirm": frozenset({"organiser", "chief_judge", "supervisor"}),
    "cut.accept": frozenset({"organiser"}),
    "contestant.read": frozenset({"organiser", "check_in", "supervisor", "arbitration"}),
    "contestant.edit": frozenset({"organiser"}),
    "eligibility.read": frozenset({"organiser", "check_in", "supervisor", "arbitration"}),
    "eligibility.edit": frozenset({"organiser"}),
    "eligibility.override": frozenset({"organiser", "supervisor"}),
    "identity.unmask": frozenset({"check_in", "supervisor"}),
    "official.read": frozenset({"sys_admin", "organiser", "chief_judge", "supervisor", "arbitration"}),
    "official.edit": frozenset({"organiser"}),
    "judge.replace": frozenset({"organiser", "chief_judge"}),
    "device.invite": frozenset({"organiser", "chief_judge"}),
    "device.accept": frozenset({"organiser", "chief_judge"}),
    "session.read": frozenset(
        {
            "sys_admin",
            "organiser",
            "check_in",
            "cipher_officer",
            "floor_judge",
            "chief_judge",
            "supervisor",
            "arbitration",
        }
    ),
    "session.edit": frozenset({"organiser"}),
    "session.run": frozenset({"floor_judge", "chief_judge"}),
    "session.pause": frozenset({"chief_judge"}),
    "check_in.read": frozenset({"organiser", "check_in", "supervisor"}),
    "check_in.give": frozenset({"check_in"}),
    "draw.make": frozenset({"cipher_officer"}),
    "draw.keep": frozenset({"cipher_officer", "supervisor", "arbitration", "organiser"}),
    "entry_code.read": frozenset({"check_in", "cipher_officer"}),
    "station_code.read": frozenset({"floor_judge", "cipher_officer"}),
    "work_code.read": frozenset({"cipher_officer"}),
    "reveal.propose": frozenset({"cipher_officer", "chief_judge"}),
    "reveal.approve": frozenset({"supervisor", "arbitration"}),
    "stage.start": frozenset({"organiser", "chief_judge"}),
    "stage.close": frozenset({"organiser", "chief_judge"}),
    "monitor.read": frozenset({"organiser", "chief_judge", "supervisor", "score_clerk", "arbitration"}),
    "mark.give": frozenset({"scoring_judge", "chief_judge", "score_clerk"}),
    "mark.read": frozenset({"chief_judge", "supervisor", "arbitration"}),
    "paper.print": frozenset({"organiser", "chief_judge", "score_clerk", "supervisor", "arbitration"}),
    "paper.read": frozenset({"chief_judge", "score_clerk", "supervisor", "arbitration"}),
    "paper.type": frozenset({"score_clerk"}),
    "paper.decide": frozenset({"chief_judge"}),
    "match.read": frozenset(
        {"sys_admin", "organiser", "check_in", "floor_judge", "chief_judge", "score_clerk", "supervisor", "arbitration"}
    ),
    "match.edit": frozenset({"organiser"}),
    "match.enter": frozenset({"organiser", "floor_judge", "chief_judge", "score_clerk"}),
    "match.decide": frozenset({"organiser", "chief_judge"}),
    "milestone.read": frozenset({"sys_admin", "organiser", "chief_judge", "supervisor", "arbitration"}),
    "milestone.edit": frozenset({"organiser"}),
    "milestone.report": frozenset({"organiser", "unit_officer"}),
    "milestone.judge": frozenset({"organiser", "chief_judge"}),
    "explanation.read": frozenset({"organiser", "chief_judge", "supervisor", "arbitration"}),
    "mark.correct": frozenset({"chief_judge"}),
    "sheet.lock": frozenset({"chief_judge"}),
    "ledger.read": frozenset({"sys_admin", "organiser", "supervisor", "arbitration"}),
}

ON_THE_FLOOR = frozenset({"trainee_judge"})
"""Roles that are held and shown, and that open no door of the desk."""

ROLES = frozenset(role for roles in PERMISSIONS.values() for role in roles) | ON_THE_FLOOR


def scope_path(event_id: str | None = None, trade_id: str | None = None, organisation_id: str | None = None) -> str:
    """The scope of a thing: the house "/", an event, a trade in it, or a unit of the union tree."""
    if event_id is None:
        return f"/organisations/{organisation_id}" if organisation_id else "/"
    return f"/events/{event_id}/trades/{trade_id}" if trade_id else f"/events/{event_id}"


def covers(granted: str, wanted: str) -> bool:
    """Whether a grant over one scope reaches another: itself and all below it."""
    return granted == "/" or wanted == granted or wanted.startswith(granted + "/")

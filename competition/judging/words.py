"""The judge's words: what the tablet shows, and why an op or a request of the judging room is refused."""

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

REFUSALS: dict[str, LazyString] = {
    "sheet_signed": _l("This sheet is signed. Only the chief judge corrects it now."),
    "sheet_locked": _l("This sheet is locked."),
    "not_your_sheet": _l("This sheet is not assigned to you."),
    "sheet_incomplete": _l("Some aspects are unmarked or outside their usual range."),
    "sheet_not_checked": _l("The sheet has not been checked yet, so it cannot be signed."),
    "unknown_aspect": _l("The plan has no such aspect on this sheet."),
    "out_of_range": _l("The value lies outside what this aspect allows."),
    "not_a_number": _l("The value is not a number."),
    "between_steps": _l("The value lies between the allowed steps."),
    "too_many_decimals": _l("The value has more decimals than this aspect allows."),
    "too_long": _l("The value is too long."),
    "mark_conflict": _l(
        "Another tablet changed this mark meanwhile. Yours is kept in the history; the chief judge decides."
    ),
    "op_reused": _l("This entry's number was used for something else. Please enter it again."),
    "plan_changed": _l("The scoring plan has changed. Load the page again and check this mark."),
    "stage_not_running": _l("The stage is not running, so nothing can be marked."),
    "entry_out": _l("This contestant is not taking part, so nothing is marked."),
    "device_revoked": _l("This tablet was revoked. The entry is kept apart for the chief judge."),
    "device_pending": _l("The chief judge has not accepted this tablet yet."),
    "sheet_not_signed": _l("The sheet is not signed, so the chief judge has nothing to correct or lock."),
    "sheet_move": _l("This sheet is in another state now. Load the page again."),
    "sheets_unlocked": _l("%(count)s sheets are not locked yet."),
    "stage_not_draft": _l("%(name)s has been started already."),
    "no_plan": _l("There is no frozen scoring plan, so marking cannot start."),
    "no_entries": _l("Nobody is entered, so marking cannot start."),
    "panel_empty": _l("Module %(module)s has no judge."),
    "panel_too_small": _l("Module %(module)s needs at least %(minimum)s judges."),
    "mark_required": _l("This aspect must have a value."),
    "same_mark": _l("The mark is the same as before, so nothing was corrected."),
    "nothing_to_lock": _l("No signed sheet is waiting to be locked."),
    "reveal_proposed": _l("The reveal is proposed already."),
    "reveal_not_proposed": _l("The reveal has not been proposed, or was taken back."),
    "reveal_approved": _l("The reveal is approved already."),
    "reveal_alone": _l("The one who proposed the reveal does not approve it: a second person does."),
    "reveal_not_approved": _l(
        "A list is opened when two people have agreed to the reveal: one proposes, another approves."
    ),
    "reveal_too_early": _l("%(count)s sheets are not signed and locked. The chief judge locks them: %(names)s."),
    "stage_revealed": _l("The works have their names already."),
    "stage_not_ended": _l("The stage has not ended yet."),
    "figure_fixed": _l("This figure comes from the matches or milestones. It is changed there, not on the tablet."),
    "figure_by_each": _l(
        "“%(aspect)s” cannot take the figure: it needs a number that the first judge alone gives, once."
    ),
    "figure_misfit": _l("%(figure)s does not fit “%(aspect)s” of the marking scheme."),
    "figure_marked": _l(
        "A judge has marked this aspect at %(codes)s already. Clear it there first, or let the chief decide."
    ),
    "figure_taken": _l("This aspect gets its figure from somewhere else already."),
    "figure_signed": _l("The sheets of %(codes)s are signed. The chief judge corrects them there with a reason."),
}

FACTS: dict[str, LazyString] = {
    "reveal.proposed": _l("The reveal was proposed"),
    "reveal.approved": _l("The reveal was approved by a second person"),
    "reveal.withdrawn": _l("The proposed reveal was taken back"),
    "stage.revealed": _l("The %(works)s works have their names again"),
}

REVEAL_STATES: dict[str, LazyString] = {
    "": _l("The reveal is not proposed yet"),
    "PROPOSED": _l("Waits for a second person"),
    "APPROVED": _l("Approved"),
    "DONE": _l("Revealed"),
}

REVEAL_TONES = {"": "", "PROPOSED": "warn", "APPROVED": "pri", "DONE": "good"}


def tablet_words() -> dict[str, str]:
    """Every sentence of the tablet's pages in the request's language; {name} is replaced in the browser."""
    return _frame_words() | _sheet_words() | _entry_words() | _aspect_words() | _dialogs_words() | _gate_words()


def _frame_words() -> dict[str, str]:
    """The frame: header, rail, footer, connection."""
    return {
        "module": _("Module {key}"),
        "judge": _("Judge {name}"),
        "seat": _("Seat {n}"),
        "station": _("Station {code}"),
        "close": _("Close"),
        "cancel": _("Cancel"),
        "undo": _("Undo"),
        "next_unmarked": _("Next unmarked"),
        "next_sheet": _("Next contestant"),
        "pill.online": _("Online"),
        "pill.synced_at": _("All synced {time}"),
        "pill.sending": _("Online, sending {n}"),
        "pill.offline": _("Offline, {n} stored on this tablet"),
        "pill.offline_clear": _("Offline, nothing unsent"),
        "clock.label": _("Time left"),
        "clock.not_begun": _("Not started"),
        "clock.paused": _("Paused"),
        "clock.over": _("Time is up"),
        "call.button": _("Call the chief"),
        "call.title": _("Call the chief judge"),
        "call.text": _("The chief judge sees station {code}, aspect {aspect} and your note."),
        "call.note": _("What is it about (optional)"),
        "call.online": _("Sent at once."),
        "call.offline": _(
            "This tablet is offline: the call is stored and goes out when the server is reached. If it is "
            "urgent, raise your hand."
        ),
        "call.send": _("Call"),
        "rail.label": _("Contestants"),
        "rail.contestants": _("Contestants"),
        "rail.modules": _("Modules"),
        "rail.submitted": _("{done} / {total} submitted"),
        "rail.search": _("Find a station  /"),
        "rail.none": _("No station matches."),
        "rail.points": _("{points} points"),
        "rail.unsent": _("{n} not synced yet"),
        "saved.at": _("Stored {time}"),
        "saved.not": _("Not stored"),
        "total.label": _("Points so far"),
        "total.preview": _("Preview of your own sheet, before panel and weights."),
        "total.forfeit": _("Critical deduction: zero"),
        "connection.title": _("Connection"),
        "connection.server": _("Server"),
        "connection.reached": _("Reached"),
        "connection.not_reached": _("Not reached"),
        "connection.unsent": _("Waiting to be sent"),
        "connection.synced": _("Last all synced"),
        "connection.device": _("This tablet"),
        "connection.head": _("Last receipt"),
        "connection.text": _(
            "Every entry is stored on this tablet first and sent as soon as the server answers. If the tablet "
            "has to be replaced, export the file and hand it in."
        ),
        "connection.sync": _("Synchronise now"),
        "export.button": _("Export unsent"),
        "export.file": _("unsent-marks"),
    }


def _sheet_words() -> dict[str, str]:
    """The sheet being marked: states, kinds, entry, explanations, needs."""
    return {
        "sheet.absent": _("Absent"),
        "sheet.again": _("Mark again"),
        "sheet.locked": _("Locked"),
        "sheet.signed": _("Signed"),
        "sheet.checked": _("Sign now"),
        "sheet.marked": _("Submitted"),
        "sheet.partial": _("In progress {done}/{total}"),
        "sheet.untouched": _("Not started"),
        "sheet.blind": _("Blind marking: no names, no employers"),
        "status.DNS": _("Did not start"),
        "status.DNF": _("Did not finish"),
        "status.DQ": _("Disqualified"),
        "status.WD": _("Withdrawn"),
        "kind.measurement": _("Measured"),
        "kind.yesno": _("Yes / no"),
        "kind.judgement": _("Judged"),
        "kind.points": _("Given"),
        "kind.deduction": _("Deduction"),
        "kind.counted": _("Counted"),
        "kind.timed": _("Timed"),
        "kind.computed": _("Computed"),
        "closed.signed": _("Signed. Only the chief judge can correct it now, with a reason."),
        "closed.locked": _("Locked. The result of this sheet is final."),
        "closed.absent": _("{status}: nothing to mark here."),
        "closed.not_begun": _("The stage has not started. Marking opens when the chief judge starts it."),
        "closed.ended": _("The stage has ended: marks can no longer be changed here."),
        "closed.gone": _("This sheet is no longer assigned to you. What you typed is still stored here."),
        "state.marked": _(
            "Submitted. It is checked once the whole panel has submitted; changing a mark takes it back."
        ),
        "state.again": _("Some aspects must be marked again: change the ones shown in red, then submit again."),
        "state.checked": _("Checked: complete and in range. Please sign."),
        "filter.label": _("Show"),
        "filter.all": _("All"),
        "filter.unmarked": _("Unmarked"),
        "filter.deductions": _("Deductions"),
        "filter.none_all": _("This sheet has no aspects."),
        "filter.none_unmarked": _("Everything is marked."),
        "filter.none_deductions": _("No points have been taken off."),
        "empty.title": _("No sheets yet"),
        "empty.text": _("The chief judge has not assigned you a contestant. This page updates by itself."),
        "need.spread": _("The panel's marks lie too far apart: discuss and mark this aspect again."),
        "need.missing": _("Not marked yet."),
        "need.out_of_range": _("Outside the usual range: check it, or call the chief judge."),
        "need.other": _("The server asks to look at this again ({code})."),
        "verdict.good": _("In tolerance"),
        "verdict.part": _("Part points"),
        "verdict.out": _("No points"),
        "verdict.none": _("no figure"),
    }


def _entry_words() -> dict[str, str]:
    """Entering a value, and what is wrong with one."""
    return {
        "entry.measurement": _("Reading"),
        "entry.points": _("Points given"),
        "entry.counted": _("Count"),
        "entry.timed": _("mm:ss"),
        "entry.deduction": _("Occurrences"),
        "entry.times": _("times"),
        "entry.levels": _("Level of judgement"),
        "entry.yesno": _("Yes or no"),
        "entry.yes": _("Yes"),
        "entry.no": _("No"),
        "entry.less": _("One less"),
        "entry.more": _("One more"),
        "entry.doubt": _("Usual range {min} – {max}. Not stored yet."),
        "entry.confirm": _("Confirm {value}"),
        "entry.discard": _("Discard"),
        "entry.not_taken": _("not taken"),
        "entry.failed": _("Failed"),
        "entry.no_figure": _("It cannot be measured: no points"),
        "entry.no_time": _("Not finished, no time: no points"),
        "fault.too_long": _("That is too long for a value. Not stored."),
        "fault.not_a_number": _("Not a number. Write the decimals after a point, as in 12.5. Not stored."),
        "fault.out_of_range": _("Allowed are {least} to {most}. Not stored."),
        "fault.between_steps": _("Only steps of {step}. Not stored."),
        "fault.too_many_decimals": _("At most {decimals} decimals. Not stored."),
        "watch.label": _("Stopwatch"),
        "watch.start": _("Start"),
        "watch.go_on": _("Go on"),
        "watch.stop": _("Stop and fill in"),
        "watch.reset": _("Reset"),
        "watch.hint": _("The reading is filled in; press Enter to store it."),
    }


def _aspect_words() -> dict[str, str]:
    """What an aspect's card says of it."""
    return {
        "aspect.range": _("Full points {range} {unit}"),
        "aspect.bands": _("{n} bands"),
        "aspect.bands_caption": _("Points by band"),
        "aspect.band_points": _("{points} points"),
        "aspect.outside_none": _("no points outside"),
        "aspect.yesno": _("All points or none"),
        "aspect.judgement": _("Tap 0 – {n}, open for the levels"),
        "aspect.points": _("{min} – {max} in steps of {step}"),
        "aspect.formula": _("Points by a formula"),
        "aspect.computed": _("Worked out from other marks"),
        "aspect.factor": _("times {factor}"),
        "aspect.input": _("only a figure, no points of its own"),
        "aspect.attempt": _("Attempt {n}"),
        "attempts.best": _("{n} attempts, at least {least}: the best counts"),
        "attempts.worst": _("{n} attempts, at least {least}: the worst counts"),
        "attempts.mean": _("{n} attempts, at least {least}: the mean counts"),
        "attempts.sum": _("{n} attempts, at least {least}: the sum counts"),
        "attempts.last": _("{n} attempts, at least {least}: the last counts"),
        "aspect.deduction": _("−{step} each time"),
        "aspect.cap": _("at most −{cap}"),
        "aspect.critical": _("critical: the module becomes zero"),
        "aspect.counted": _("{each} points each"),
        "aspect.target": _("target {n}"),
        "aspect.timed": _("Minutes and seconds, or seconds"),
        "aspect.unmarked": _("Unmarked"),
        "aspect.optional": _("Optional"),
        "aspect.no_deduction": _("None"),
        "aspect.clear": _("Clear"),
        "aspect.waiting": _("Stored here, not synced yet"),
    }


def _dialogs_words() -> dict[str, str]:
    """The dialogs: review, sign, take back, what needs attention."""
    return {
        "review.button": _("Review and submit"),
        "review.left": _("{n} left"),
        "review.title": _("Review station {code}"),
        "review.done": _("{done} of {total} marked"),
        "review.missing": _("{n} still to do: tap to go there"),
        "review.again": _("{n} to look at again"),
        "review.loose": _("Typed, not stored"),
        "review.values": _("Values of this sheet"),
        "review.aspect": _("Aspect"),
        "review.value": _("Value"),
        "review.points": _("Points earned"),
        "review.back": _("Keep marking"),
        "review.submit": _("Submit"),
        "reopen.button": _("Take back"),
        "reopen.title": _("Take this sheet back?"),
        "reopen.text": _("The sheet opens for marking again. No mark is lost; you submit it again afterwards."),
        "sign.button": _("Sign"),
        "sign.title": _("Sign station {code}"),
        "sign.statement": _(
            "By signing, I, {name}, state that every mark above is my own judgement and that I have checked it. "
            "After that the tablet can change nothing: a correction is made by the chief judge alone, with a "
            "reason, and stays in the record."
        ),
        "sign.agree": _("I have checked every line"),
        "sign.not_ready": _("Some entries have not reached the server yet. Signing opens as soon as they have."),
        "op.submit": _("Submit"),
        "op.sign": _("Sign"),
        "op.reopen": _("Take back"),
        "op.call": _("Call the chief"),
        "refused.conflict": _(
            "Another tablet of yours has changed this mark meanwhile. Yours is kept in the history; the chief "
            "judge decides."
        ),
        "refused.malformed": _("The server could not read this entry. Export it and tell the organiser."),
        "refused.other": _("The server did not accept this ({code})."),
        "attention.notice": _("{n} not accepted by the server, please read why"),
        "attention.open": _("Read"),
        "attention.title": _("Needs your attention"),
        "attention.text": _("These entries were not applied. They stay in the history. Read why, then put them away."),
        "attention.dismiss": _("Read, put away"),
        "attention.none": _("Nothing left to read."),
        "strays.title": _("{n} from an earlier sign-in"),
        "strays.text": _(
            "They belong to sheets that are not yours and cannot be sent in your name. Export the file and hand "
            "it to the organiser."
        ),
        "storage.failed": _(
            "This tablet could not store the last entry. It is NOT saved: free some space or change the tablet, "
            "then enter it again."
        ),
    }


def _gate_words() -> dict[str, str]:
    """What stands before the marking page: signing in and waiting."""
    return {
        "gate.starting.title": _("Opening"),
        "gate.starting.text": _("Reading what is stored on this tablet."),
        "gate.none.title": _("This tablet is not signed in"),
        "gate.none.text": _("Scan the code on your judge's card with the camera, or type its six digits."),
        "gate.pending.title": _("Waiting for the chief judge to accept"),
        "gate.pending.text": _("Show the chief judge this name. The page opens by itself."),
        "gate.revoked.title": _("This tablet was signed out"),
        "gate.revoked.text": _("The chief judge or the organiser has revoked it. Nothing more is sent from here."),
        "gate.unknown.title": _("The server does not know this tablet"),
        "gate.unknown.text": _("Its sign-in is no longer valid. Ask the organiser for a new code."),
        "gate.kept": _("{n} entries are still stored on this tablet. Export them and hand them in."),
        "gate.nothing_kept": _("Nothing is left unsent."),
        "gate.no_server": _("The server is not reached yet."),
        "gate.join": _("Sign in with a code"),
        "join.six_digits": _("Type the six digits of your code."),
        "join.working": _("Signing in"),
        "join.unnamed": _("Tablet"),
        "join.no_server": _("The server is not reached. Check the network and try again; the code is not used up."),
        "join.failed": _("That did not work. Ask the organiser for a new code."),
        "join.code_used": _("This code has been used already. Ask the organiser for a new one."),
        "join.code_expired": _("This code has expired. Ask the organiser for a new one."),
        "join.code_wrong": _("This code is not known. Check the digits."),
    }

"""Words of contestants: statuses, columns of a form, what an import found, and what is refused."""

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

SEXES: dict[str, LazyString | str] = {"m": _l("Male"), "f": _l("Female"), "": ""}

STATUSES: dict[str, LazyString] = {
    "": _l("Competing"),
    "WD": _l("Withdrawn"),
    "DNS": _l("Did not start"),
    "DNF": _l("Did not finish"),
    "DQ": _l("Disqualified"),
}

LEVELS: dict[int, LazyString | str] = {
    0: "",
    1: _l("Senior technician (level 1)"),
    2: _l("Technician (level 2)"),
    3: _l("Senior worker (level 3)"),
    4: _l("Intermediate worker (level 4)"),
    5: _l("Junior worker (level 5)"),
}

ROLES: dict[str, LazyString] = {"member": _l("Member"), "reserve": _l("Reserve")}

LIKENESSES: dict[str, LazyString] = {
    "name_phone": _l("same name, same telephone number"),
    "name_organisation": _l("same name, same organisation"),
    "pinyin_born": _l("names that sound alike, same day of birth"),
}

ACT_TITLES: dict[str, LazyString] = {
    "withdraw": _l("Withdraw entries"),
    "dns": _l("Did not start"),
    "restore": _l("Let entries compete again"),
    "division": _l("Put entries into a division"),
    "organisation": _l("Move entries to another organisation"),
    "coach": _l("Set the coach of entries"),
}

ACT_SENTENCES: dict[str, LazyString] = {
    "withdraw": _l("They no longer compete and get no rank; marks already given stay on record."),
    "dns": _l("They are listed as not started and get no rank."),
    "restore": _l("They compete again, from where they stood."),
    "division": _l("They are ranked in this division. Whoever's age does not fit is left as it is."),
    "organisation": _l("They compete for this organisation from now on; it is frozen on each entry."),
    "coach": _l("This name stands on each entry as the coach; leave it empty to take coaches away."),
}

SKIPPED: dict[str, LazyString] = {
    "ended": _l("the stage has ended"),
    "already": _l("is so already"),
    "division_age": _l("the age does not fit"),
}

NOT_A_PHOTO: dict[str, LazyString] = {
    "too_large": _l("The photo is larger than %(megabytes)s MB."),
    "not_a_picture": _l("This is no photo: send a JPEG, PNG or WebP picture."),
    "too_many_pixels": _l("The photo has more than %(megapixels)s million pixels; send a smaller one."),
    "too_small": _l("The photo is too small: at least %(width)s by %(height)s pixels."),
}

ACTS: dict[str, LazyString] = {
    "contestants.withdraw": _l("%(count)s entries withdrawn: %(reason)s"),
    "contestants.dns": _l("%(count)s entries set to “did not start”: %(reason)s"),
    "contestants.restore": _l("%(count)s entries let compete again: %(reason)s"),
    "contestants.division": _l("%(count)s entries put into a division: %(reason)s"),
    "contestants.organisation": _l("%(count)s entries moved to another organisation: %(reason)s"),
    "contestants.coach": _l("Coach of %(count)s entries set: %(reason)s"),
    "contestants.merge": _l("Two records of %(name)s made one"),
}

FACTS: dict[str, LazyString] = {
    "contestant_entered": _l("Entered as no. %(number)s for %(organisation)s"),
    "entries_gone_on": _l("%(count)s went on to the stage %(name)s"),
    "entries_taken_back": _l("%(count)s entries of people who had qualified were taken out again"),
    "entry_changed": _l("Changed: %(reason)s"),
    "entry_status_set": _l("The status was changed: %(reason)s"),
    "entries_changed": _l("Changed together with others: %(reason)s"),
    "team_changed": _l("The team is now %(members)s: %(reason)s"),
    "photo_set": _l("The photo was set"),
    "photo_removed": _l("The photo was taken away"),
    "people_merged": _l("Two records of %(name)s were made one"),
    "merge_undone": _l("Two records that had been made one stand apart again"),
    "people_told_apart": _l("Told apart from somebody of the same name"),
    "identity_shown": _l("The whole ID number was looked at: %(reason)s"),
}

FIELDS: dict[str, LazyString] = {
    "name": _l("Full name"),
    "sex": _l("Sex"),
    "id_number": _l("ID number"),
    "organisation": _l("Organisation"),
    "employer": _l("Work unit"),
    "trade": _l("Trade"),
    "phone": _l("Telephone"),
}

MERGE_FIELDS: dict[str, LazyString] = {
    "name": _l("Full name"),
    "sex": _l("Sex"),
    "born_on": _l("Year of birth"),
    "organisation_id": _l("Organisation"),
    "employer": _l("Work unit"),
    "skill_level": _l("Skill level"),
    "id_number": _l("ID number"),
    "phone": _l("Telephone"),
    "photo": _l("Photo"),
}

REFUSALS: dict[str, LazyString] = {
    "import_under_way": _l(
        "Somebody is importing into this event just now. Wait until it is done, or end it on the page of the form."
    ),
    "nothing_to_import": _l("No row of this form can be imported as it stands."),
    "batch_busy": _l("This form is still being worked on."),
    "not_a_member": _l("%(name)s does not stand on the union's roll under this ID number, and only members may enter."),
    "division_age": _l("%(name)s is %(age)s years old on the first day and does not fit “%(division)s”."),
    "division_not_there": _l("This division is no longer there."),
    "divisions_of_one_trade": _l("A division belongs to one trade; narrow the list to that trade."),
    "teams_only": _l("%(trade)s is entered by teams."),
    "singles_only": _l("%(trade)s is entered by single people."),
    "team_size": _l("A team in %(trade)s has %(size)s members; %(given)s are given."),
    "team_reserves": _l("A team in %(trade)s has at most %(size)s reserves."),
    "team_name_taken": _l("A team called %(name)s is entered already."),
    "twice_in_team": _l("%(name)s stands twice in the team."),
    "in_another_team": _l("%(name)s is in another team of this trade."),
    "swap_not_possible": _l("Choose a member who leaves and a reserve who steps in."),
    "too_many_at_once": _l("That is more than %(most)s entries at once; narrow the list."),
    "nothing_to_do": _l("None of these entries would change."),
    "same_person": _l("Choose two different people."),
    "merged_already": _l("One of these two has been made one with somebody already."),
    "merge_clash": _l("Both take part in %(trades)s; withdraw one of these entries first, or they are two people."),
    "not_a_photo": _l("This is no photo: send a JPEG, PNG or WebP picture."),
    "already_entered": _l("%(name)s is already entered in %(trade)s."),
    "id_number_of_another": _l("This ID number belongs to somebody else."),
    "stage_ended": _l("The stage has ended; entries stay as they are."),
    "batch_not_open": _l("This form has been dealt with already."),
    "batch_not_imported": _l("Nothing of this form stands imported."),
    "entries_changed": _l("Somebody changed the entries meanwhile. Nothing was imported; please import again."),
    "stages_started": _l("These trades have started: %(names)s. Nothing was changed."),
}


def photo_words() -> dict[str, str]:
    """What the browser says while a photo is being cropped."""
    return {
        "photo.not": _("This is no photo: send a JPEG, PNG or WebP picture."),
        "photo.at": _("Zoom {n} %"),
        "photo.hint": _("Drag the picture, or move it with the arrow keys; plus and minus zoom."),
    }

"""What accounts' refusals say to people."""

from flask_babel import lazy_gettext as _l

REFUSALS = {
    "forbidden": _l("You are not allowed to do this."),
    "not_there": _l("There is nothing here, or it has been taken away."),
    "sign_in_first": _l("Please sign in first."),
    "sign_in_wrong": _l("Login and password do not fit together."),
    "sign_in_resting": _l("Too many attempts. Please wait a little and try again."),
    "house_is_set_up": _l("This house has its first organiser already. Please sign in."),
    "setup_code_wrong": _l("The set-up code is not the one printed by the server."),
    "login_taken": _l("The login “%(login)s” is taken."),
    "password_wrong": _l("The old password is not right."),
    "device_unknown": _l("This tablet is not signed in. Scan a new code."),
    "device_pending": _l("The chief judge has not accepted this tablet yet."),
    "device_revoked": _l("This tablet has been signed out by the organiser."),
    "device_decided": _l("This tablet has been decided on already."),
    "code_wrong": _l("This code is not known. Check the digits, or ask for a new code."),
    "code_used": _l("This code has been used already. Ask for a new one."),
    "code_expired": _l("This code is older than ten minutes. Ask for a new one."),
    "try_again": _l("Please try once more."),
}

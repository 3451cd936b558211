"""What can be done with people and with their tablets."""

from competition.accounts.actions.devices import (
    Invited,
    Redeemed,
    accept_device,
    heard,
    invite_device,
    redeem,
    revoke_device,
)
from competition.accounts.actions.people import (
    SIGN_IN_DAYS,
    change_password,
    check_password,
    choose,
    create_person,
    end_grant,
    end_other_sessions,
    end_session,
    give_login,
    grant,
    open_session,
    seen,
    set_up_first,
)

__all__ = [
    "SIGN_IN_DAYS", "Invited", "Redeemed", "accept_device", "change_password", "check_password", "choose", "create_person",
    "end_grant", "end_other_sessions", "end_session", "give_login", "grant", "heard", "invite_device", "open_session",
    "redeem", "revoke_device", "seen", "set_up_first",
]  # fmt: skip

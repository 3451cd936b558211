"""The states of an application and who moves it: the unit's union decides, the person corrects and withdraws."""

from competition.engine.moves import Move, Table

APPROVE = "registration.approve"
APPLICANT = "applicant"
OPEN = ("SENT", "RETURNED", "ENTERED", "WITHDRAWN")

TABLE = Table(
    ("SENT", "ENTERED"),
    ("RETURNED", "REJECTED", "WITHDRAWN"),
    (
        Move(frm="SENT", to="ENTERED", may=APPROVE),
        Move(frm="SENT", to="RETURNED", may=APPROVE, reason=True),
        Move(frm="SENT", to="REJECTED", may=APPROVE, reason=True),
        Move(frm="SENT", to="WITHDRAWN", may=APPLICANT),
        Move(frm="RETURNED", to="SENT", may=APPLICANT),
        Move(frm="RETURNED", to="WITHDRAWN", may=APPLICANT),
        Move(frm="ENTERED", to="SENT", may=APPLICANT),
        Move(frm="ENTERED", to="WITHDRAWN", may=APPLICANT),
        Move(frm="WITHDRAWN", to="SENT", may=APPLICANT),
    ),
)

"""What the refusals of jobs say."""

from flask_babel import lazy_gettext as _l

REFUSALS = {
    "job_over": _l("This work is over already."),
    "export_gone": _l("The file was kept for an hour and has been taken away. Export the list again."),
}

"""What the refusals of jobs say."""

from flask_babel import lazy_gettext as _l

REFUSALS = {"job_over": _l("This work is over already.")}

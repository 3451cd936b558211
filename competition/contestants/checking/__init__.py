"""Looking at every person of an entry form: what he would become, what is doubtful, and what is proposed. Pure."""

from competition.contestants.checking.decisions import CHOICES, Decisions
from competition.contestants.checking.known import Division, Known, Units
from competition.contestants.checking.problems import DOUBT, LEFT, NOTE, WRONG, Checked, Problem, Row
from competition.contestants.checking.rows import Check, check_rows
from competition.contestants.checking.texts import PHONE, clean_name, is_name

__all__ = [
    "CHOICES", "DOUBT", "LEFT", "NOTE", "PHONE", "WRONG", "Check", "Checked", "Decisions", "Division", "Known", "Problem", "Row",
    "Units", "check_rows", "clean_name", "is_name",
]  # fmt: skip

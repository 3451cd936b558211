"""Plan documents and files for the tests of the auditor's door, as bytes."""

import json

from competition.engine.plans import Plan, parse_plan
from tests.engine import plan_documents as say

HEADER = "entry,component,aspect,attempt,judge,value,status"
ENTRIES_HEADER = "entry,division,organisation,team,prior_level"


def small_document() -> say.Document:
    """Theory by one judge; a panel with a measurement, a judgement, points, a deduction of one, and attempts of one."""
    plan = say.theory_and_practical()
    attempts = {"count": 3, "rule": "best", "on": "value"}
    plan["components"][1]["max"] = "100"
    plan["modules"] = [
        say.module("T", say.points("T1", "100", "0.5", "one"), component="theory"),
        say.module(
            "A",
            say.aspect(
                "measurement",
                "A1",
                "20",
                "one",
                unit="mm",
                decimals=2,
                bands=[{"from": "1", "to": "2", "points": "20"}],
            ),
            say.judgement("A2", "30"),
            say.points("A3", "30", "0.5"),
            say.deduction("A4"),
            say.aspect("counted", "A5", "20", "one", each="1", target=None, attempts=attempts),
            judged=say.panel(minimum=2),
        ),
    ]
    return plan


def small() -> Plan:
    return parse_plan(small_document())


def encoded(document: object) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()


def csv(*rows: str, header: str = HEADER) -> bytes:
    return "\n".join((header, *rows, "")).encode()

"""What forms say of rules of entry, of what is known of somebody, and of reasons."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from marshmallow import Schema, fields, validate

from competition.eligibility.words import KINDS, NOT_A_DAY, NOT_A_NUMBER
from competition.engine import eligibility_rules as rules_of
from competition.engine.eligibility_rules import Rule, read_rules
from competition.engine.refusal import PlanRefused
from competition.schemes.words import PLAN_REFUSALS
from competition.web.forms import Invalid

BOUNDS = ("least_age", "most_age", "highest_level", "lowest_level")
WHOLE: Mapping[str, tuple[str, ...]] = {
    "age": ("least", "most"),
    "membership": ("months",),
    "employment": ("months",),
    "skill_level": ("highest", "lowest"),
    "past_winner": ("editions",),
    "qualified": ("employees",),
    "trades_of_person": ("most",),
    "limit": ("most",),
}
LONGEST_REASON = 300

Resolve = Callable[[str, Sequence[str]], list[str]]
"""Of a kind of name (category, organisation, region, industry, ownership) and names as typed, what rules call them.
Raises LookupError with the name that is none."""


class ReasonForm(Schema):
    """Why something is done, for a person in an entry and a rule."""

    person_id = fields.Str(required=True, validate=validate.Length(1, 36))
    rule = fields.Str(required=True, validate=validate.Length(1, 64))
    reason = fields.Str(required=True, validate=validate.Length(2, 300, error=_l("Between 2 and 300 characters.")))


class FactsForm(Schema):
    """What is known of a person in an entry; what is left empty is not said."""

    person_id = fields.Str(required=True, validate=validate.Length(1, 36))
    employed_since = fields.Date(load_default=None)
    employees = fields.Int(load_default=None, validate=validate.Range(0, 10_000_000))
    categories = fields.Str(load_default="", validate=validate.Length(max=300))
    no_category = fields.Bool(load_default=False)
    honour_edition = fields.Int(load_default=None, validate=validate.Range(1, 1000))
    honour_prize = fields.Str(load_default="", validate=validate.Length(max=64))
    no_honours = fields.Bool(load_default=False)
    source = fields.Str(required=True, validate=validate.Length(2, 200, error=_l("Between 2 and 200 characters.")))


def known_from(values: Mapping[str, Any], held: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The facts that a form says; a prize is added to those `held`. Raises Invalid."""
    found: dict[str, Any] = {}
    if values["employed_since"] is not None:
        found["employed_since"] = values["employed_since"].isoformat()
    if values["employees"] is not None:
        found["employees"] = values["employees"]
    if values["categories"] or values["no_category"]:
        found["categories"] = sorted(set(split(values["categories"])))
    if (values["honour_edition"] is None) != (not values["honour_prize"]):
        field = "honour_prize" if values["honour_edition"] is not None else "honour_edition"
        raise Invalid({field: [_("Edition and prize belong together.")]})
    if values["honour_edition"] is not None:
        won = {"edition": values["honour_edition"], "prize": values["honour_prize"]}
        found["honours"] = [*(dict(one) for one in held), won] if won not in held else [dict(one) for one in held]
    elif values["no_honours"]:
        found["honours"] = []
    if not found:
        raise Invalid({"": [_("Fill in at least one field.")]})
    return found


def split(text: str) -> list[str]:
    """Names with a line, a semicolon or a Chinese comma between them."""
    return [one for one in (part.strip() for part in re.split(r"[\n;；、]", text)) if one]


def reason_of(form: Mapping[str, str]) -> str:
    """The reason a form gives, "" where it gives none. Raises Invalid."""
    reason = form.get("reason", "").strip()
    if len(reason) > LONGEST_REASON:
        raise Invalid({"reason": [_("At most 300 characters.")]})
    return reason


def new_key(kind: str, rules: Sequence[Mapping[str, Any]]) -> str:
    """A key that no rule has: the kind, with a number from the second on."""
    taken = {rule["key"] for rule in rules}
    number = 1
    while (key := kind if number == 1 else f"{kind}-{number}") in taken:
        number += 1
    return key


def read_rule(
    kind: str, key: str, form: Mapping[str, Any], several: Mapping[str, Sequence[str]], resolve: Resolve
) -> Any:
    """The rule that a form says, as it stands in the document. `several` holds the ticked values of trades, divisions and
    prizes. Raises Invalid, naming the form's fields."""
    typed = {name: unicodedata.normalize("NFKC", str(value)).strip() for name, value in form.items()}
    errors: dict[str, list[str]] = {}
    rule: dict[str, Any] = {"key": key, "kind": kind}
    for name in WHOLE.get(kind, ()):
        _whole(rule, name, typed.get(name, ""), errors, name)
    _own(rule, kind, typed, several, errors)
    _names(rule, kind, form, resolve, errors)
    rule |= {name: list(several[name]) for name in ("trades", "divisions") if several.get(name)}
    if typed.get("meant") in rules_of.SEXES:
        rule["sex"] = typed["meant"]
    if typed.get("firm") == "1":
        rule["firm"] = True
    if errors:
        raise Invalid(errors)
    try:
        read_rules({"rules": [rule]})
    except PlanRefused as refused:
        raise Invalid({field_of(refused.path): [refused_words(refused)]}) from None
    return rule


def refused_words(refused: PlanRefused) -> str:
    """Why rules cannot be, in words."""
    return str(PLAN_REFUSALS[refused.code]) % refused.facts


def field_of(path: str) -> str:
    """The field of the form that a place in the document stands for."""
    row = re.search(r"table\[(\d+)\]\.(\w+)$", path)
    if row:
        return f"table-{row[1]}-{row[2]}"
    named = re.search(r"\]\.(\w+)(?:\[\d+\])?$", path)
    return named[1] if named else ""


def _whole(rule: dict[str, Any], name: str, text: str, errors: dict[str, list[str]], field: str) -> None:
    text = text.replace(",", "")
    if not text:
        return
    if text.isascii() and text.isdigit() and len(text) < 9:
        rule[name] = int(text)
    else:
        errors[field] = [str(NOT_A_NUMBER)]


def _own(
    rule: dict[str, Any],
    kind: str,
    typed: Mapping[str, str],
    several: Mapping[str, Sequence[str]],
    errors: dict[str, list[str]],
) -> None:
    """What only rules of one kind have."""
    if kind in ("age", "division") and typed.get("on"):
        try:
            rule["on"] = date.fromisoformat(typed["on"]).isoformat()
        except ValueError:
            errors["on"] = [str(NOT_A_DAY)]
    if kind == "sex":
        rule["only"] = typed.get("only_sex", "")
    if kind == "past_winner":
        rule |= {"prizes": list(several.get("prizes", ())), "same_trade": typed.get("same_trade") == "1"}
    if kind == "limit":
        rule |= {"per": typed.get("per", ""), "each_trade": typed.get("each_trade") == "1"}
    if kind in ("employment", "trades_of_person", "limit"):
        needed = "months" if kind == "employment" else "most"
        if needed not in rule and needed not in errors:
            errors[needed] = [str(NOT_A_NUMBER)]
    if kind == "division":
        rule["table"] = _table(typed, errors)


def _table(typed: Mapping[str, str], errors: dict[str, list[str]]) -> list[dict[str, Any]]:
    """The divisions of a table that are ticked or have a bound, in the order of the form."""
    rows: list[dict[str, Any]] = []
    for number in range(rules_of.MOST_RULES):
        name = typed.get(f"table-{number}-division", "")
        if not name:
            break
        row: dict[str, Any] = {"division": name}
        for bound in BOUNDS:
            _whole(row, bound, typed.get(f"table-{number}-{bound}", ""), errors, f"table-{number}-{bound}")
        if len(row) > 1 or typed.get(f"table-{number}-in") == "1":
            rows.append(row)
    if not rows:
        errors["table"] = [_("Name the bounds of at least one division.")]
    return rows


def _names(
    rule: dict[str, Any], kind: str, form: Mapping[str, Any], resolve: Resolve, errors: dict[str, list[str]]
) -> None:
    """Names typed one a line, as what rules call them."""
    asked = {"unit": ("only", "barred"), "qualified": ("categories", "organisations")}.get(kind, ())
    if kind == "unit":
        rule["of"] = str(form.get("of", ""))
    for field in asked:
        of = {"categories": "category", "organisations": "organisation"}.get(field, rule.get("of", ""))
        typed = split(str(form.get(field, "")))
        try:
            found = resolve(of, list(dict.fromkeys(typed)))
        except LookupError as error:
            errors[field] = [str(error.args[0])]
            continue
        if found:
            rule[field] = list(dict.fromkeys(found))


def rule_values(rule: Rule, called: Callable[[str, Sequence[str]], list[str]]) -> dict[str, Any]:
    """What the form shows of a rule; `called` says what the names of a kind are called."""
    values: dict[str, Any] = {"firm": "1" if rule.firm else "", "meant": rule.sex}
    for name in (*WHOLE.get(rule.kind, ()), "on", "of", "per"):
        found = getattr(rule, name, None)
        values[name] = "" if found is None else str(found)
    if isinstance(rule, rules_of.Membership) and not rule.months:
        values["months"] = ""
    if isinstance(rule, rules_of.Sex):
        values["only_sex"] = rule.only
    if isinstance(rule, rules_of.PastWinner):
        values["same_trade"] = "1" if rule.same_trade else ""
    if isinstance(rule, rules_of.Limit):
        values["each_trade"] = "1" if rule.each_trade else ""
    if isinstance(rule, rules_of.Unit):
        values |= {name: "\n".join(called(rule.of, getattr(rule, name))) for name in ("only", "barred")}
    if isinstance(rule, rules_of.Qualified):
        values["categories"] = "\n".join(rule.categories)
        values["organisations"] = "\n".join(called("organisation", rule.organisations))
    return values


def table_rows(rule: Rule | None, divisions: Sequence[str], typed: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows of a division table as the form shows them: what was typed, else the rule's, then divisions it leaves out."""
    if "table-0-division" in typed:
        numbers = range(sum(1 for name in typed if re.fullmatch(r"table-\d+-division", name)))
        return [
            {name: typed.get(f"table-{number}-{name}", "") for name in ("division", "in", *BOUNDS)}
            for number in numbers
        ]
    table = rule.table if isinstance(rule, rules_of.DivisionTable) else ()
    rows = [{"division": one.division, "in": "1"} | {name: getattr(one, name) for name in BOUNDS} for one in table]
    named = {one.division for one in table}
    return rows + [{"division": name, "in": ""} | dict.fromkeys(BOUNDS, "") for name in divisions if name not in named]


def known_kind(kind: str) -> bool:
    """Whether there are rules of this kind."""
    return kind in KINDS

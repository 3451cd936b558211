"""A plan told in words, field by field, in the reader's language: for comparing two of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from competition.engine.plans import parse_plan
from competition.schemes import awarding, fields, words
from competition.schemes.editing import criteria
from competition.schemes.fields import Field
from competition.web.words import said_in

SKIPPED = {"key", "steps"}


@dataclass(frozen=True)
class Line:
    """One field that differs: what it is called, and what it says before and after ("" where it says nothing)."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """What became of one part: `state` added, removed or changed; its key, title, and maximum before and after."""

    state: str
    key: str
    title: str
    lines: list[Line]
    max_before: str = ""
    max_after: str = ""


@dataclass(frozen=True)
class Comparison:
    """The differences of two plans, part by part, each in the order of the later plan with what was removed at the end."""

    general: list[Line]
    components: list[Change]
    modules: list[Change]
    criteria: list[Change]
    aspects: list[Change]
    document: list[Line]

    @property
    def same(self) -> bool:
        """Whether nothing differs that people can see."""
        return not any((self.general, self.components, self.modules, self.criteria, self.aspects, self.document))

    def count(self, state: str) -> int:
        """How many aspects were added, removed or changed."""
        return sum(one.state == state for one in self.aspects)


def compare(before: Mapping[str, Any], after: Mapping[str, Any]) -> Comparison:
    """The differences between two documents that `parse_plan` reads."""
    one, other = dict(before), dict(after)
    general = tuple(field for field in fields.GENERAL if field.key != "components")
    return Comparison(
        general=_lines(_told(general, _tied(one)) | _awards(one), _told(general, _tied(other)) | _awards(other)),
        components=_changes(_components(one), _components(other)),
        modules=_changes(_modules(one), _modules(other)),
        criteria=_changes(_criteria(one), _criteria(other)),
        aspects=_changes(_aspects(one), _aspects(other)),
        document=_lines(
            _told(fields.DOCUMENT, one.get("document") or {}), _told(fields.DOCUMENT, other.get("document") or {})
        ),
    )


def told(field: Field, value: Any) -> str:
    """What one field says, in words; "" for nothing."""
    if value is None or value == "":
        return ""
    if field.type in ("text", "long"):
        return str(said_in(value))
    if field.type in ("flag", "unless"):
        return str(_("yes") if bool(value) == (field.type == "flag") else _("no"))
    if field.type == "choice":
        return str(field.choices.get(value, value))
    if field.type in ("figures", "numbers", "names"):
        return "; ".join(map(str, value))
    if field.type == "choices":
        return "\n".join(f"{number}. {one}" for number, one in enumerate(value, 1))
    if field.type in ("lines", "levels"):
        first = 0 if field.type == "levels" else 1
        return "\n".join(f"{number}. {said_in(one)}" for number, one in enumerate(value, first))
    if field.type == "each":
        return "\n".join(_row(field, one) for one in value)
    if field.type == "part":
        return _row(field, value)
    return str(value)


def tie_words(document: Mapping[str, Any]) -> Callable[[str], str]:
    """How the comparators of this document's tie chain are told in words: "component:practical" by the title of it."""
    titles = {f"component:{one.get('key')}": said_in(one.get("title")) for one in document.get("components") or []}
    for module in document.get("modules") or []:
        titles |= dict.fromkeys(_comparators(module, "module", "judges_majority"), said_in(module.get("title")))
    for _place, _module, criterion in criteria(dict(document)):
        titles |= dict.fromkeys(_comparators(criterion, "criterion"), said_in(criterion.get("title")))
        for aspect in criterion.get("aspects") or []:
            told_of = _comparators(aspect, "aspect", "value", "time", "best_attempt")
            titles |= dict.fromkeys(told_of, said_in(aspect.get("title")))

    def say(tie: str) -> str:
        what, _colon, key = tie.partition(":")
        return str(words.TIES[what]) % {"title": titles.get(tie) or key} if what in words.TIES else tie

    return say


def _comparators(part: Mapping[str, Any], *what: str) -> list[str]:
    return [f"{one}:{part.get('key')}" for one in what]


def _row(field: Field, value: Mapping[str, Any]) -> str:
    if field.key == "bands" and len(field.parts) == 3:
        low, high = value.get("from"), value.get("to")
        return f"{low or '−∞'} – {high or '+∞'}: {value.get('points')}"
    said = ((part, told(part, value.get(part.key))) for part in field.parts)
    return str(_(", ")).join(f"{part.label} {text}" for part, text in said if text)


def _tied(document: dict[str, Any]) -> dict[str, Any]:
    say = tie_words(document)
    return document | {"ties": [say(tie) for tie in document["ties"]]}


Told = dict[str, str]
Parts = dict[str, tuple[str, str, Told]]


def _awards(document: dict[str, Any]) -> Told:
    return {f"{_('Awards')}: {part.label}": "\n".join(part.lines) for part in awarding.told(parse_plan(document))}


def _told(known: tuple[Field, ...], part: Mapping[str, Any], *, key: bool = False) -> Told:
    found: Told = {}
    for field in known:
        if field.type == "part" and field.key in ("panel", "rounding"):
            found |= {
                f"{field.label}: {inner.label}": told(inner, (part.get(field.key) or {}).get(inner.key))
                for inner in field.parts
            }
        elif field.type != "fixed" and (key or field.key not in SKIPPED):
            found[str(field.label)] = told(field, part.get(field.key))
    return found


def _components(document: dict[str, Any]) -> Parts:
    return {
        one["key"]: (said_in(one["title"]), str(one["max"]), _told(fields.COMPONENT, one))
        for one in document["components"]
    }


def _modules(document: dict[str, Any]) -> Parts:
    return {one["key"]: (said_in(one["title"]), "", _told(fields.MODULE, one)) for one in document["modules"]}


def _criteria(document: dict[str, Any]) -> Parts:
    return {
        one["key"]: (
            said_in(one["title"]), "", {_("Module"): str(module["key"])} | _told(fields.CRITERION, one),
        )
        for _place, module, one in criteria(document)
    }  # fmt: skip


def _aspects(document: dict[str, Any]) -> Parts:
    found: Parts = {}
    for _place, _module, criterion in criteria(document):
        for aspect in criterion["aspects"]:
            told_of = {_("Criterion"): str(criterion["key"])} | _told(fields.ASPECTS[aspect["kind"]], aspect)
            found[aspect["key"]] = (said_in(aspect["title"]), str(aspect["max"]), told_of)
    return found


def _lines(before: Told, after: Told) -> list[Line]:
    labels = [*after, *(label for label in before if label not in after)]
    pairs = ((label, before.get(label, ""), after.get(label, "")) for label in labels)
    return [Line(label, old, new) for label, old, new in pairs if old != new]


def _changes(before: Parts, after: Parts) -> list[Change]:
    return list(_each_change(before, after))


def _each_change(before: Parts, after: Parts) -> Iterator[Change]:
    for key, (title, most, says) in after.items():
        if key not in before:
            yield Change("added", key, title, [], "", most)
        else:
            _title, was, said = before[key]
            if lines := _lines(said, says):
                yield Change("changed", key, title, lines, was, most)
    for key, (title, most, _says) in before.items():
        if key not in after:
            yield Change("removed", key, title, [], most, "")

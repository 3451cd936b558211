"""A file of members held against the roll, a thousand rows at a time, and the report of what it would do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from competition.members.checking import DOUBT, UNIT, WRONG, Problem, Read
from competition.members.models import Member
from competition.members.privacy import shown
from competition.members.queries import opened_number
from competition.members.staging import MISSING, Staged, staged
from competition.store import reading
from competition.store.vault import vault
from competition.web.pinyin import sounds

CHUNK = 500
SAMPLES = 5
MOST_PROBLEMS = 50_000
MOST_SHOWN = 500
MOST_UNITS = 500

COLUMNS = (
    Member.id, Member.rev, Member.name, Member.sex, Member.categories, Member.joined_on, Member.organisation_id, Member.consent_on,
    Member.id_number_index, Member.phone_index, Member.card_number_index,
)  # fmt: skip


@dataclass
class Comparison:
    """What a file would do to the roll, as far as it was read; rows of one person are told by their blind indexes."""

    counts: Counter[str] = field(default_factory=Counter)
    fields: dict[str, dict[str, Any]] = field(default_factory=dict)
    said: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    units: Counter[str] = field(default_factory=Counter)
    seen: dict[bytes, int] = field(default_factory=dict)
    cards: set[bytes] = field(default_factory=set)
    there: set[str] = field(default_factory=set)

    def take(self, reads: Sequence[Read]) -> list[Staged]:
        """Hold these rows against the file above them and the roll; returns those that would change something."""
        index = vault().index
        for read in reads:
            read.id_key = index("id_number", read.id_number) if read.id_number else b""
            read.phone_key = index("phone", read.phone) if read.phone else b""
            read.card_key = index("card_number", read.card_number) if read.card_number else b""
            self._within_file(read)
        with reading() as s:
            standing = _standing(s, Member.id_number_index, [one.id_key for one in reads if one.id_key])
            cards = _standing(s, Member.card_number_index, [one.card_key for one in reads if one.card_key])
            rows = [row for row in (self._row(s, read, standing, cards) for read in reads) if row is not None]
        for read in reads:
            self._count(read)
        return rows

    def missing(self) -> Iterator[list[Staged]]:
        """Members of the units in the file who are not in it, a chunk at a time."""
        units = sorted(self.there)
        for at in range(0, len(units), 50):
            query = select(Member.id, Member.rev, Member.id_number_index).where(
                Member.organisation_id.in_(units[at : at + 50])
            )
            with reading() as s:
                left_out = [row for row in s.execute(query) if bytes(row.id_number_index or b"") not in self.seen]
            self.counts["missing"] += len(left_out)
            for start in range(0, len(left_out), CHUNK):
                yield [Staged(MISSING, 0, "", row.id, row.rev) for row in left_out[start : start + CHUNK]]

    def report(self) -> dict[str, Any]:
        """What the page of the import shows, numbers masked."""
        return {
            "counts": dict(self.counts),
            "fields": self.fields,
            "said": [[code, name, severity, count] for (code, name, severity), count in self.said.most_common()],
            "problems": [asdict(problem) for problem in self.problems[:MOST_SHOWN]],
            "units": [[name, count] for name, count in self.units.most_common(MOST_UNITS)],
            "unit_count": len(self.units),
        }

    def _within_file(self, read: Read) -> None:
        if not read.id_key:
            return
        first = self.seen.setdefault(read.id_key, read.row)
        if first != read.row:
            read.note("id_number", "twice_in_file", WRONG, shown("id_number", read.id_number), str(first))
            return
        if read.card_key in self.cards:
            read.note("card_number", "card_twice", DOUBT, shown("card_number", read.card_number))
            read.card_number, read.card_key = "", b""
        elif read.card_key:
            self.cards.add(read.card_key)

    def _row(self, s: Session, read: Read, standing: dict[bytes, Any], cards: dict[bytes, Any]) -> Staged | None:
        """A row against the roll: made, changed or as it stands already."""
        if read.has(WRONG):
            return None
        one = standing.get(read.id_key)
        owner = cards.get(read.card_key)
        if owner is not None and (one is None or owner.id != one.id):
            read.note("card_number", "card_of_another", DOUBT, shown("card_number", read.card_number))
            read.card_number, read.card_key = "", b""
        if read.unit_id:
            self.there.add(read.unit_id)
        if one is None:
            return self._new(read)
        if one.name != read.name:
            read.note("name", "name_differs", DOUBT, one.name, read.name)
        changed = _changed(read, one)
        if not changed and not read.has(UNIT):
            self.counts["unchanged"] += 1
            return None
        self._tell(s, read, one, changed)
        return staged(
            read, member_id=one.id, rev=one.rev, sounds=("", "") if one.name == read.name else _sounds(read.name)
        )

    def _new(self, read: Read) -> Staged | None:
        if not read.unit_id and not read.has(UNIT):
            read.note("organisation", "unit_missing", WRONG)
            return None
        self.counts["new"] += 1
        return staged(read, member_id="", rev=0, sounds=_sounds(read.name))

    def _tell(self, s: Session, read: Read, one: Any, changed: Sequence[str]) -> None:
        """Count what changes, by field, with a few examples of how."""
        if "organisation" in changed:
            self.counts["transferred"] += 1
        if set(changed) - {"organisation"}:
            self.counts["changed"] += 1
        for name in changed:
            told = self.fields.setdefault(name, {"count": 0, "samples": []})
            told["count"] += 1
            if len(told["samples"]) < SAMPLES:
                told["samples"].append([read.row, read.name, *_pair(s, name, read, one)])

    def _count(self, read: Read) -> None:
        self.counts["rows"] += 1
        if not read.problems:
            return
        severities = {problem.severity for problem in read.problems}
        for severity in (WRONG, DOUBT, UNIT):
            if severity in severities:
                self.counts[severity] += 1
                break
        if UNIT in severities:
            self.units[read.unit] += 1
        for problem in read.problems:
            self.said[problem.code, problem.field, problem.severity] += 1
            if len(self.problems) < MOST_PROBLEMS:
                self.problems.append(problem)


def _standing(s: Session, column: Any, keys: Sequence[bytes]) -> dict[bytes, Any]:
    found: dict[bytes, Any] = {}
    for at in range(0, len(keys), CHUNK):
        for row in s.execute(select(*COLUMNS, column.label("key")).where(column.in_(keys[at : at + CHUNK]))):
            found[bytes(row.key)] = row
    return found


def _changed(read: Read, one: Any) -> list[str]:
    """The fields in which a row differs from the member; what it leaves empty does not."""
    changed = []
    if read.name != one.name:
        changed.append("name")
    if read.sex and read.sex != one.sex:
        changed.append("sex")
    if read.phone_key and read.phone_key != one.phone_index:
        changed.append("phone")
    if read.card_key and read.card_key != one.card_number_index:
        changed.append("card_number")
    if read.unit_id and read.unit_id != one.organisation_id:
        changed.append("organisation")
    if read.categories and read.categories != one.categories:
        changed.append("categories")
    if read.since and read.since != one.joined_on:
        changed.append("since")
    if read.consent_on and (one.consent_on is None or read.consent_on > one.consent_on):
        changed.append("consent")
    return changed


def _pair(s: Session, name: str, read: Read, one: Any) -> list[Any]:
    """Before and after as the report may show them; units by id."""
    if name in ("phone", "card_number"):
        member = s.get(Member, one.id)
        before = opened_number(member, name) if member is not None else ""
        return [shown(name, before), shown(name, getattr(read, name))]
    before, after = {
        "name": (one.name, read.name),
        "sex": (one.sex, read.sex),
        "organisation": (one.organisation_id, read.unit_id),
        "categories": (one.categories, read.categories),
        "since": (one.joined_on, read.since),
        "consent": (one.consent_on, read.consent_on),
    }[name]
    return [value.isoformat() if hasattr(value, "isoformat") else value for value in (before, after)]


def _sounds(name: str) -> tuple[str, str]:
    whole, first = sounds(name)
    return whole[:120], first[:30]

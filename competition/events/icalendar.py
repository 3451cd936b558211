"""The programme of one event as an iCalendar file (RFC 5545), which phones and desks take up as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

OCTETS = 75


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One VEVENT: a whole day or days (dates; `until` is the last of them), or instants (aware; no end allowed)."""

    uid: str
    title: str
    since: date | datetime
    until: date | datetime | None
    changed: datetime
    sequence: int = 0
    place: str = ""
    notes: str = ""
    url: str = ""
    cancelled: bool = False


def written(entries: Iterable[Entry], *, name: str, product: str) -> str:
    """The whole file: lines of at most 75 octets that end in CRLF (RFC 5545, 3.1)."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{_text(product)}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines += [f"NAME:{_text(name)}", f"X-WR-CALNAME:{_text(name)}"]
    for entry in entries:
        lines += _event(entry)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(entry: Entry) -> list[str]:
    """One VEVENT; DTEND of whole days is the day after the last (3.6.1)."""
    lines = ["BEGIN:VEVENT", f"UID:{_text(entry.uid)}", f"DTSTAMP:{_instant(entry.changed)}", *_times(entry)]
    lines += [f"SEQUENCE:{entry.sequence}", f"SUMMARY:{_text(entry.title)}"]
    lines += [f"LOCATION:{_text(entry.place)}"] if entry.place else []
    lines += [f"DESCRIPTION:{_text(entry.notes)}"] if entry.notes else []
    lines += [f"URL:{entry.url}"] if entry.url else []
    return [*lines, f"STATUS:{'CANCELLED' if entry.cancelled else 'CONFIRMED'}", "END:VEVENT"]


def _times(entry: Entry) -> list[str]:
    if isinstance(entry.since, datetime):
        ends = [f"DTEND:{_instant(entry.until)}"] if isinstance(entry.until, datetime) else []
        return [f"DTSTART:{_instant(entry.since)}", *ends]
    last = entry.until or entry.since
    return [f"DTSTART;VALUE=DATE:{entry.since:%Y%m%d}", f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}"]


def _instant(at: datetime) -> str:
    """An instant in UTC (3.3.5, form 2)."""
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(value: str) -> str:
    """A TEXT value (3.3.11): backslash, comma, semicolon and line ends escaped, other control characters left out."""
    escaped = value.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    escaped = escaped.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", escaped)


def _folded(line: str) -> Iterator[str]:
    """A line cut after at most 75 octets, never inside a character; what follows begins with a space."""
    part, size = "", 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > OCTETS:
            yield part
            part, size = " ", 1
        part, size = part + sign, size + octets
    yield part

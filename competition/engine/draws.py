"""Draws from a seed that was committed to before: whoever has the record recomputes them (field rule CN-4).

The hash of the seed is published before the draw, the seed after it. A draw sorts its names by their characters, so that
the order in which they were given cannot matter, and shuffles them by Fisher and Yates with numbers from HMAC-SHA256 under
the seed. A number that does not fit is thrown away and never folded, so that every order is exactly as likely as any other.
Names are the codes of the stage before, never people's names: a record is public.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, pairwise

from competition.engine.plans.reading import Reader
from competition.engine.refusal import Impossible, PlanRefused, Refusal

FORMAT, VERSION = "craftboard-draw", 1
KINDS = ("order", "codes")
SEED_BYTES = 32
LONGEST_NAME, LONGEST_LABEL = 64, 100
MOST_NAMES = 50_000
_DOMAIN = f"{FORMAT}-{VERSION}"
_HASH = re.compile("[0-9a-f]{64}")


class RecordRefused(Refusal):
    """The record of a draw that cannot be read, or that its own seed contradicts; `path` is a JSON path."""


@dataclass(frozen=True, slots=True)
class Record:
    """What is published of a draw. `kind` "order": each name drew its place, 1 first; "codes": each drew one of `codes`.

    `label` keeps draws of one seed apart (`entry_code/<stage>`), `commitment` is the hash that stood before the draw, `seed`
    64 hexadecimal digits, `result` pairs of a name and what it drew.
    """

    kind: str
    label: str
    commitment: str
    seed: str
    names: tuple[str, ...]
    codes: tuple[str, ...]
    result: tuple[tuple[str, str], ...]


def commitment(seed: bytes) -> str:
    """What is published before a draw: SHA-256 of `craftboard-draw-1|commitment|` and the seed, as hexadecimal digits.

    Raises Impossible bad_seed for one that is not 32 bytes long.
    """
    return hashlib.sha256(f"{_DOMAIN}|commitment|".encode() + _sound(seed)).hexdigest()


def permutation(seed: bytes, label: str, names: Iterable[str]) -> tuple[str, ...]:
    """The names in the order they are drawn in, whatever order they are given in.

    From the last place to the second, each is swapped with one at or before it. The number that says which is the first of
    HMAC-SHA256(seed, `craftboard-draw-1|<label>|<n>`), n = 0, 1, 2 ... through the whole draw, whose leading bits, as many
    as the largest place needs counted from 0, are no larger than that place. Raises Impossible bad_seed, name_twice.
    """
    drawn = _once(names, "name_twice")
    numbers = _numbers(_sound(seed), label)
    for last in range(len(drawn) - 1, 0, -1):
        other = _up_to(last, numbers)
        drawn[last], drawn[other] = drawn[other], drawn[last]
    return tuple(drawn)


def draw_codes(seed: bytes, label: str, names: Iterable[str], codes: Iterable[str]) -> dict[str, str]:
    """Name -> code: the codes are drawn, and the first falls to the first name by its characters; spare ones stay undrawn.

    Raises Impossible bad_seed, name_twice, code_twice, and codes_short where there are fewer codes than names.
    """
    drawing, offered = _once(names, "name_twice"), _once(codes, "code_twice")
    if len(offered) < len(drawing):
        raise Impossible("codes_short", names=str(len(drawing)), codes=str(len(offered)))
    return dict(zip(drawing, permutation(seed, label, offered), strict=False))


def record_order(seed: bytes, label: str, names: Iterable[str]) -> Record:
    """Draw an order and make its record, which can be read again; refuses as `permutation` and `read_record` do."""
    order = permutation(seed, label, names)
    return _recorded("order", seed, label, sorted(order), (), _places(order))


def record_codes(seed: bytes, label: str, names: Iterable[str], codes: Iterable[str]) -> Record:
    """Draw codes and make the record, which can be read again; refuses as `draw_codes` and `read_record` do."""
    offered = tuple(codes)
    drawn = draw_codes(seed, label, names, offered)
    return _recorded("codes", seed, label, list(drawn), sorted(offered), drawn.items())


def record_document(record: Record) -> dict[str, object]:
    """The record as a JSON document, as `read_record` reads it."""
    document: dict[str, object] = {
        "format": FORMAT,
        "version": VERSION,
        "kind": record.kind,
        "label": record.label,
        "commitment": record.commitment,
        "seed": record.seed,
        "names": list(record.names),
        "result": [list(pair) for pair in record.result],
    }
    return document | ({"codes": list(record.codes)} if record.kind == "codes" else {})


def read_record(document: object) -> Record:
    """The record of a JSON document; raises RecordRefused with the path of whatever is wrong, missing or unknown in it.

    Nobody and nothing stands twice; whether the seed gives the result is asked by `verify`.
    """
    try:
        return _read(Reader(document, ""))
    except PlanRefused as refused:
        raise RecordRefused(refused.code, refused.path, **refused.facts) from None


def verify(record: Record, published: str | None = None) -> list[RecordRefused]:
    """Draw again; everything in which the record differs, nothing when it holds.

    `published` is the commitment as one noted it before the draw; without it the record is held only against itself.
    """
    seed = bytes.fromhex(record.seed)
    found = []
    if published is not None and published != record.commitment:
        found.append(RecordRefused("not_as_published", "commitment", published=published, recorded=record.commitment))
    if commitment(seed) != record.commitment:
        found.append(RecordRefused("seed_not_committed", "seed", computed=commitment(seed), recorded=record.commitment))
    if record.kind == "order":
        drawn = dict(_places(permutation(seed, record.label, record.names)))
    elif len(record.codes) < len(record.names):
        return [
            *found,
            RecordRefused("codes_short", "codes", names=str(len(record.names)), codes=str(len(record.codes))),
        ]
    else:
        drawn = draw_codes(seed, record.label, record.names, record.codes)
    return found + _differences(drawn, record.result)


def _differences(drawn: Mapping[str, str], result: Sequence[tuple[str, str]]) -> list[RecordRefused]:
    """Row by row what the seed gives otherwise, then the names that the result leaves out."""
    found = []
    for place, (name, what) in enumerate(result):
        if name not in drawn:
            found.append(RecordRefused("did_not_draw", f"result[{place}]", name=name, recorded=what))
        elif drawn[name] != what:
            found.append(
                RecordRefused("drew_otherwise", f"result[{place}]", name=name, recorded=what, computed=drawn[name])
            )
    listed = {name for name, _what in result}
    return found + [
        RecordRefused("left_out", "result", name=name, computed=what)
        for name, what in drawn.items()
        if name not in listed
    ]


def _recorded(
    kind: str, seed: bytes, label: str, names: Sequence[str], codes: Sequence[str], result: Iterable[tuple[str, str]]
) -> Record:
    """The record, once it is sure that it can be read."""
    record = Record(kind, label, commitment(seed), seed.hex(), tuple(names), tuple(codes), tuple(result))
    return read_record(record_document(record))


def _places(order: Sequence[str]) -> list[tuple[str, str]]:
    return [(name, str(place)) for place, name in enumerate(order, 1)]


def _read(reader: Reader) -> Record:
    reader.word("format", (FORMAT,))
    reader.whole("version", VERSION, VERSION)
    kind = reader.word("kind", KINDS)
    label = _name(reader.take("label"), "label", LONGEST_LABEL)
    committed, seed = _hash(reader, "commitment"), _hash(reader, "seed")
    names = _names(reader, "names")
    codes = _names(reader, "codes") if kind == "codes" else ()
    result = _result(reader)
    reader.finish()
    return Record(kind, label, committed, seed, names, codes, result)


def _result(reader: Reader) -> tuple[tuple[str, str], ...]:
    found = []
    for place, pair in enumerate(_list(reader, "result")):
        path = f"result[{place}]"
        if not isinstance(pair, list) or len(pair) != 2:
            raise RecordRefused("not_a_pair", path)
        found.append((_name(pair[0], f"{path}[0]"), _name(pair[1], f"{path}[1]")))
    _all_different([name for name, _what in found], "result", "[0]")
    _all_different([what for _name, what in found], "result", "[1]")
    return tuple(found)


def _names(reader: Reader, key: str) -> tuple[str, ...]:
    found = tuple(_name(value, f"{key}[{place}]") for place, value in enumerate(_list(reader, key)))
    _all_different(found, key)
    return found


def _list(reader: Reader, key: str) -> list[object]:
    values = reader.take(key)
    if not isinstance(values, list):
        raise RecordRefused("not_a_list", key)
    if len(values) > MOST_NAMES:
        raise RecordRefused("bad_count", key, least="0", most=str(MOST_NAMES))
    return values


def _name(value: object, path: str, longest: int = LONGEST_NAME) -> str:
    if not isinstance(value, str) or not value.isprintable() or not 0 < len(value.strip()) == len(value) <= longest:
        raise RecordRefused("bad_name", path, longest=str(longest))
    return value


def _hash(reader: Reader, key: str) -> str:
    value = reader.take(key)
    if not isinstance(value, str) or not _HASH.fullmatch(value):
        raise RecordRefused("bad_hash", key)
    return value


def _all_different(values: Sequence[str], key: str, inside: str = "") -> None:
    seen: set[str] = set()
    for place, value in enumerate(values):
        if value in seen:
            raise RecordRefused("stands_twice", f"{key}[{place}]{inside}", name=value)
        seen.add(value)


def _once(names: Iterable[str], code: str) -> list[str]:
    """The names by their characters; refused with the first of them that is there twice."""
    ordered = sorted(names)
    for name, following in pairwise(ordered):
        if name == following:
            raise Impossible(code, name=name)
    return ordered


def _sound(seed: bytes) -> bytes:
    if len(seed) != SEED_BYTES:
        raise Impossible("bad_seed", bytes=str(SEED_BYTES))
    return seed


def _numbers(seed: bytes, label: str) -> Iterator[int]:
    """The 256-bit numbers of a draw, without end."""
    return (int.from_bytes(hmac.digest(seed, f"{_DOMAIN}|{label}|{nth}".encode(), "sha256")) for nth in count())


def _up_to(most: int, numbers: Iterator[int]) -> int:
    """A number from 0 to `most`, each as likely: the first whose leading bits fit."""
    spare = 8 * SEED_BYTES - most.bit_length()
    return next(fitting for number in numbers if (fitting := number >> spare) <= most)

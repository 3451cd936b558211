"""`competition verify-draw`: the record of a draw in, whether its seed gives its result out; needs nothing but the engine.

Status 0 when the record holds, 1 when it does not, 2 when it cannot be read.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from competition.engine.draws import Record, RecordRefused, read_record, verify
from competition.tabulating.complaints import PLANS, Both
from competition.tabulating.problems import MOST_PROBLEMS, Problem, Rejected
from competition.tabulating.reading import read_document
from competition.tabulating.words import LANGUAGES, Words

HOLDS, DIFFERS, REFUSED = 0, 1, 2

FAULTS: Mapping[str, Both] = {
    "bad_hash": ("须为 64 位小写十六进制数", "64 hexadecimal digits in small letters are expected"),
    "bad_name": (
        "须为 1 到 {longest} 个可见字符，首尾没有空格",
        "1 to {longest} printable characters are expected, without space around them",
    ),
    "stands_twice": ("{name} 出现两次", "{name} stands there twice"),
    "not_a_pair": ("须为两项：谁，抽到什么", "a pair is expected: who, and what was drawn"),
    "not_as_published": (
        "记录中的承诺值不是抽签前公布的 {published}",
        "this is not the commitment {published} that was published before the draw",
    ),
    "seed_not_committed": (
        "种子与承诺值不符，由种子算出的是 {computed}",
        "the seed does not belong to the commitment; it gives {computed}",
    ),
    "codes_short": ("{names} 个号参加抽签，只有 {codes} 个签", "{names} take part and there are only {codes} codes"),
    "did_not_draw": ("{name} 没有参加抽签", "{name} does not take part in the draw"),
    "drew_otherwise": (
        "{name} 记为 {recorded}，由种子抽到的是 {computed}",
        "{name} is recorded with {recorded}; the seed gives {computed}",
    ),
    "left_out": ("缺少 {name}，由种子抽到的是 {computed}", "{name} is left out; the seed gives {computed}"),
}

ANSWERS: Mapping[str, Both] = {
    "order": ("抽签：{label}（抽顺序），{count} 个号", "Draw: {label} (an order), {count} names"),
    "codes": ("抽签：{label}（抽号码），{count} 个号", "Draw: {label} (codes), {count} names"),
    "commitment": ("承诺值：{commitment}", "Commitment: {commitment}"),
    "seed": ("种子：{seed}", "Seed: {seed}"),
    "held_against": ("承诺值与抽签前公布的一致", "The commitment is the one that was published before the draw."),
    "not_held_against": (
        "请核对：这是不是抽签前公布的承诺值（--commitment）",
        "Compare the commitment with the one that was published before the draw (--commitment).",
    ),
    "holds": ("重新抽签的结果与记录一致", "Drawn again: the record holds."),
    "differs": ("重新抽签的结果与记录不符", "Drawn again: the record does NOT hold."),
}


def verify_draw(path: Path, published: str | None, language: str, out: BinaryIO, complaints: BinaryIO) -> int:
    """Draw again what a file records and say whether it holds; what does not, on `complaints`. The exit status."""
    words = Words(language)
    try:
        record = read_record(read_document(_content(path), path.name))
    except Rejected as rejected:
        return _complain(words.problems(rejected), complaints, REFUSED)
    except RecordRefused as refused:
        return _complain([_said(words, language, path.name, refused)], complaints, REFUSED)
    found = verify(record, None if published is None else published.strip().lower())
    if found:
        lines = [_answer("differs", language), *_listed(words, language, path.name, found)]
        return _complain(lines, complaints, DIFFERS)
    out.write("".join(f"{line}\n" for line in _account(record, language, published is not None)).encode())
    return HOLDS


def _account(record: Record, language: str, compared: bool) -> list[str]:
    """What was drawn again, with what it rests on."""
    return [
        _answer(record.kind, language, label=record.label, count=str(len(record.names))),
        _answer("commitment", language, commitment=record.commitment),
        _answer("seed", language, seed=record.seed),
        _answer("held_against" if compared else "not_held_against", language),
        _answer("holds", language),
    ]


def _listed(words: Words, language: str, file: str, found: list[RecordRefused]) -> Iterator[str]:
    """The first hundred things that differ, and how many more there are."""
    for one in found[:MOST_PROBLEMS]:
        yield _said(words, language, file, one)
    if len(found) > MOST_PROBLEMS:
        yield words.say("problem_more", more=str(len(found) - MOST_PROBLEMS))


def _said(words: Words, language: str, file: str, refused: RecordRefused) -> str:
    both = FAULTS[refused.code] if refused.code in FAULTS else PLANS[refused.code]
    why = both[LANGUAGES.index(language)].format_map(refused.facts)
    return words.say("problem_column", place=file, column=refused.path, why=why)


def _answer(code: str, language: str, **facts: str) -> str:
    return ANSWERS[code][LANGUAGES.index(language)].format_map(facts)


def _complain(lines: Iterable[str], complaints: BinaryIO, status: int) -> int:
    complaints.write("".join(f"{line}\n" for line in lines).encode())
    return status


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise Rejected([Problem(path.name, 0, "", "unreadable", (("why", fault.strerror or ""),))]) from None

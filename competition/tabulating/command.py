"""`competition tabulate`: files in, a result on the standard output, problems on the other; status 2 where there are any."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from competition.engine.explanation import explain
from competition.tabulating.marks import read_marks
from competition.tabulating.problems import Problem, Rejected
from competition.tabulating.reading import read_entries, read_plan
from competition.tabulating.results import Result, result_of
from competition.tabulating.words import Words
from competition.tabulating.writing import result_csv, result_json, result_text

REFUSED = 2


@dataclass(frozen=True)
class Asked:
    """What was asked on the command line. `form` json | csv | text; `explained` the entry to be explained, or None."""

    plan: Path
    marks: Path
    entries: Path | None = None
    form: str = "text"
    explained: str | None = None
    language: str = "zh"


def run(asked: Asked, out: BinaryIO, complaints: BinaryIO) -> int:
    """Tabulate and write what was asked; the exit status."""
    try:
        answer = _answer(asked)
    except Rejected as rejected:
        complaints.write("".join(f"{line}\n" for line in Words(asked.language).problems(rejected)).encode())
        return REFUSED
    out.write(answer)
    return 0


def read_result(plan: Path, marks: Path, entries: Path | None = None) -> Result:
    """The result of these files; Rejected with the problems of the first file that has any."""
    rules = read_plan(_bytes(plan), plan.name)
    listed = None if entries is None else read_entries(_bytes(entries), entries.name)
    content = _bytes(marks)
    return result_of(rules, read_marks(rules, content, listed, marks.name), content)


def _answer(asked: Asked) -> bytes:
    result = read_result(asked.plan, asked.marks, asked.entries)
    words = Words(asked.language, result.judges)
    if asked.explained is not None:
        return _explained(asked, result, words)
    forms: dict[str, Callable[[], bytes]] = {
        "json": lambda: result_json(result),
        "csv": lambda: result_csv(result),
        "text": lambda: result_text(result, words),
    }
    return forms[asked.form]()


def _explained(asked: Asked, result: Result, words: Words) -> bytes:
    entry = asked.explained or ""
    if entry not in result.entrants:
        raise Rejected([Problem(asked.marks.name, 0, "", "entry_unknown", (("entry", entry),))])
    steps = explain(result.plan, result.entrants, result.tabulation, result.awarded, entry)
    return words.explanation(result.plan, steps).encode()


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise Rejected([Problem(path.name, 0, "", "unreadable", (("why", fault.strerror or ""),))]) from None

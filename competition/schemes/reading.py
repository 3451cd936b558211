"""Reading a plan document from a file a person sends: strict JSON, each key once."""

import json
from typing import Any


class NotADocument(Exception):
    """The file is no JSON object; `line` is where it stops being JSON, 0 when the whole is of another kind."""

    def __init__(self, line: int = 0) -> None:
        super().__init__(f"line {line}")
        self.line = line


def read_document(raw: bytes) -> dict[str, Any]:
    """The JSON object in `raw` (UTF-8, a byte order mark allowed). Raises NotADocument."""
    try:
        document = json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise NotADocument(error.lineno) from None
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise NotADocument from None
    if not isinstance(document, dict):
        raise NotADocument
    return document


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    kept = dict(pairs)
    if len(kept) != len(pairs):
        raise ValueError("a key stands twice")
    return kept


def _refuse(constant: str) -> Any:
    raise ValueError(constant)

"""Many apps in one run: what each of them would compile again, its addresses and its templates, is compiled once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask
from flask.templating import Environment
from jinja2.bccache import Bucket, BytecodeCache
from werkzeug.routing import Rule

_compiled: dict[tuple[object, ...], Callable[..., tuple[str, str]]] = {}
_compile = Rule._compile_builder


def _compile_once(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
    """The builder of an address depends on nothing but these; it is given its rule when it is called."""
    asked = (rule.rule, tuple(rule._trace), tuple((rule.defaults or {}).items()), append_unknown)
    if asked not in _compiled:
        _compiled[asked] = _compile(rule, append_unknown)
    return _compiled[asked]


class Templates(BytecodeCache):
    """Compiled templates in this process's memory, by name and by the checksum of their text."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """The template's code, when its text is still the same."""
        kept = self._kept.get((bucket.key, bucket.checksum))
        if kept is not None:
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it."""
        self._kept[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


_templates = Templates()
_environment = Flask.create_jinja_environment


def _with_templates(self: Flask) -> Environment:
    made: Any = _environment(self)
    made.bytecode_cache = _templates
    return made


Rule._compile_builder = _compile_once  # type: ignore[assignment,method-assign]
Flask.create_jinja_environment = _with_templates  # type: ignore[method-assign]

"""Words in a person's language where no request is being answered: in the worker process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache

from flask import Flask, has_app_context
from flask_babel import force_locale

from competition.web import words


@contextmanager
def speaking(locale: str) -> Iterator[None]:
    """Everything the catalogue says inside is said in `locale` ("zh" or "en")."""
    with ExitStack() as stack:
        if not has_app_context():
            stack.enter_context(_speaker().app_context())
        stack.enter_context(force_locale(locale))
        yield


@cache
def _speaker() -> Flask:
    """An application that has the catalogue and nothing else."""
    app = Flask(__name__, static_folder=None)
    words.install(app, lambda: None)
    return app

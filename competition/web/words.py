"""Languages: Simplified Chinese first, English complete (the message ids), chosen per person.

The catalogue is read from messages.po at start, so there is no compiled file that could differ from it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, g, request
from flask_babel import Babel, Domain, get_locale

LOCALES = ("zh", "en")
CATALOGUES = Path(__file__).parent.parent / "translations"


class Catalogue(Domain):  # type: ignore[misc]
    """The house's own messages, compiled in memory."""

    def get_translations(self) -> NullTranslations:
        return translations(language())


@cache
def translations(locale: str) -> NullTranslations:
    """The messages of a locale; English is what the code says."""
    file = CATALOGUES / locale / "LC_MESSAGES" / "messages.po"
    if not file.exists():
        return NullTranslations()
    compiled = BytesIO()
    with file.open("rb") as source:
        write_mo(compiled, read_po(source, locale=locale))
    compiled.seek(0)
    return Translations(compiled)


def language() -> str:
    """The language of the page being made: "zh" or "en"."""
    locale = get_locale()
    return locale.language if locale is not None and locale.language in LOCALES else LOCALES[0]


def choose_locale(of_person: Callable[[], str | None]) -> str:
    """The person's setting, then ?lang, then the cookie, then what the browser prefers, then Chinese."""
    for wish in (of_person(), request.args.get("lang"), request.cookies.get("lang")):
        if wish in LOCALES:
            return wish
    return request.accept_languages.best_match(LOCALES, LOCALES[0]) or LOCALES[0]


def install(app: Flask, of_person: Callable[[], str | None]) -> None:
    """Flask-Babel with our catalogue; `of_person` gives the language the signed-in person chose, or None."""
    babel = Babel(app, default_locale=LOCALES[0], locale_selector=lambda: g.get("spoken") or choose_locale(of_person))
    babel.domain_instance = Catalogue()


def said_in(names: dict[str, str] | None) -> str:
    """The text of a {"zh", "en"} pair in the page's language, or in the other when that one is empty."""
    if not names:
        return ""
    here = language()
    return names.get(here) or names.get("en" if here == "zh" else "zh") or ""


def named(zh: str, en: str | None) -> str:
    """A name kept in two columns, in the page's language."""
    return en if language() == "en" and en else zh

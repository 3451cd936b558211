"""Words of the figures of a ladder."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

FIELDS: dict[str, LazyString] = {
    "kind": _l("What is declared"),
    "place": _l("Of what"),
    "unit": _l("Organisation"),
    "unit_name": _l("Organisation"),
    "count": _l("Number"),
    "source": _l("Where the number comes from"),
}

KINDS: dict[str, LazyString] = {
    "workers": _l("Workers there are (denominator of coverage)"),
    "persons": _l("Target: persons"),
    "participations": _l("Target: participations"),
}

TABLES: dict[str, LazyString] = {
    "tier": _l("By tier"),
    "trade": _l("By trade"),
    "organisation": _l("By organisation"),
    "industry": _l("By industry"),
    "ownership": _l("By ownership"),
    "sex": _l("By gender"),
    "age": _l("By age"),
}

SEXES: dict[str, LazyString] = {"m": _l("Men"), "f": _l("Women")}
BANDS: dict[str, LazyString] = {
    "-25": _l("up to 25"),
    "26-35": _l("26 to 35"),
    "36-45": _l("36 to 45"),
    "46-55": _l("46 to 55"),
    "56-": _l("from 56"),
}
UNKNOWN = _l("not known")

FACTS: dict[str, LazyString] = {
    "figure_declared": _l("%(place)s, %(figure)s: %(count)s was declared (%(source)s)"),
    "figure_taken_back": _l("%(place)s, %(figure)s: what was declared was taken back (%(source)s)"),
}
VALUES: dict[str, dict[str, LazyString]] = {"figure_declared.figure": KINDS, "figure_taken_back.figure": KINDS}

REFUSALS: dict[str, LazyString] = {
    "figures_not_counted": _l("The figures of this ladder have not been counted yet."),
    "figure_one_place": _l("A number is declared of a tier or of an organisation, not of both."),
}

"""The worked examples of the field rules WS-3 to WS-6, by value."""

import pytest

from tests.shadow.small import T, aspect, cells, module, panel, plan, points, row, tabulated

FIELD = ("78.5", "74.2", "71", "69.8", "66.4", "60.1", "52.3")


def _totals(*totals: str) -> list[dict[str, str]]:
    return [row(str(place), "P", total) for place, total in enumerate(totals, 1)]


def _scaled(method: str, spread: str, *totals: str) -> list[str]:
    scale = {"method": method, "centre": "700", "spread": spread, "digits": 0, "mode": "half_up"}
    document = plan(module("A", [points("P")]), scale_score={**scale, "low": "0", "high": "1000"})
    result = tabulated(document, _totals(*totals))
    return [result["entries"][str(place)]["scale_score"] for place in range(1, len(totals) + 1)]


@pytest.mark.parametrize(
    ("scores", "top", "mark"),
    [("1 2 2", "1", "0.56"), ("3 3 2", "2", "1.78"), ("0 1 1", "1.5", "0.33"), ("0 2 2", "1", "0.44")],
)
def test_judgement_is_the_sum_of_three_judges_over_nine(scores: str, top: str, mark: str) -> None:
    document = plan(module("A", [aspect("J", "judgement", top, "each", steps=4, descriptors=[T] * 4)]))
    assert cells(tabulated(document, panel("1", "J", scores)), "aspects") == {"1": {"J": mark}}


@pytest.mark.parametrize(
    ("method", "scores"),
    [
        ("median_mad", ["740", "720", "706", "700", "684", "655", "620"]),
        ("median_sd", ["732", "716", "704", "700", "688", "665", "636"]),
    ],
)
def test_scale_puts_the_median_at_seven_hundred(method: str, scores: list[str]) -> None:
    assert _scaled(method, "30", *FIELD) == scores


def test_scale_of_a_field_without_spread_is_the_centre_for_all() -> None:
    assert _scaled("median_mad", "30", "40", "40", "40", "41", "50") == ["700"] * 5
    assert _scaled("median_sd", "30", "50", "50", "50") == ["700"] * 3
    assert _scaled("mean_sd", "30", "50") == ["700"]


def test_scale_leaves_out_who_withdrew() -> None:
    document = plan(
        module("A", [points("P")]),
        scale_score={"method": "median_mad", "centre": "700", "spread": "30", "digits": 0, "mode": "half_up"},
    )
    marks = [*_totals(*FIELD), row("8", "P", "99"), row("8", "", "", status="WD")]
    assert list(cells(tabulated(document, marks), "scale_score").values())[:3] == ["740", "720", "706"]


def _medals(*totals: str, **options: object) -> str:
    document = plan(module("A", [points("P", "1000")]), awards={"medals": {"on": "total", "window": "2", **options}})
    result = tabulated(document, _totals(*totals))
    letters = {"gold": "G", "silver": "S", "bronze": "B", "": "-"}
    return "".join(letters[result["entries"][str(place)]["medal"]] for place in range(1, len(totals) + 1))


@pytest.mark.parametrize(
    ("totals", "medals"),
    [
        ("740 738 731 722", "GGB-"),
        ("740 739 738 735 720", "GGG--"),
        ("740 730 728 726.5 700", "GSSB-"),
        ("740 730 728 725", "GSS-"),
        ("740 730 721 720 719", "GSBBB"),
        ("740 739 738 736 734", "GGGBB"),
        ("740 730", "GS"),
        ("740 739", "GG"),
    ],
)
def test_medals_go_by_windows_of_two_points(totals: str, medals: str) -> None:
    assert _medals(*totals.split()) == medals


def test_window_does_not_chain_unless_it_is_anchored_at_the_previous() -> None:
    assert _medals("740", "738.5", "737", "720", "700") == "GGB--"
    assert _medals("740", "738.5", "737", "720", "700", anchor="previous") == "GGG--"


@pytest.mark.parametrize(("size", "medals"), [(3, "---"), (4, "G---"), (5, "GS---"), (6, "GSB---")])
def test_small_fields_have_fewer_medals(size: int, medals: str) -> None:
    fields = [{"below": 4, "medals": 0}, {"below": 5, "medals": 1}, {"below": 6, "medals": 2}]
    assert _medals(*(str(900 - 10 * place) for place in range(size)), small_fields=fields) == medals


def test_medallion_is_for_seven_hundred_without_a_medal() -> None:
    scale = {"method": "median_mad", "centre": "700", "spread": "30", "digits": 0, "mode": "half_up"}
    awards = {
        "medals": {"on": "scale_score", "window": "2"},
        "medallion": {"on": "scale_score", "from": "700"},
        "organisations": {"rule": "place_points", "points": ["4", "3", "2", "1"], "of": "medals"},
    }
    document = plan(module("A", [points("P")]), scale_score=scale, awards=awards)
    homes = [{"entry": str(place), "organisation": "东西"[place % 2]} for place in range(1, 8)]
    result = tabulated(document, _totals(*FIELD), homes)
    assert cells(result, "medal") == dict(zip("1234567", ("gold", "silver", "bronze", "", "", "", ""), strict=True))
    assert [entry for entry, has in cells(result, "medallion").items() if has] == ["4"]
    assert [(one["key"], one["score"]) for one in result["organisations"]] == [("西", "6"), ("东", "4")]

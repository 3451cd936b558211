"""The rule of a group, read strictly."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from competition.engine.round_robin_rule import Rule, RuleRefused, read_rule, rule_document

PLAIN: dict[str, object] = {"win": "2", "loss": "0"}
FULL: dict[str, object] = {
    "best_of": 4, "legs": 2, "draws": True, "win": "3", "draw": "1.5", "loss": "0", "absent": "-1", "awarded": 3,
    "chain": ["head_to_head", "game_difference", "difference", "scored", "wins", "lot"], "withdrawn": "half",
}  # fmt: skip
ALLOWED = "head_to_head, wins, game_difference, difference, scored, lot"
ORDER = {"order": "win > draw >= loss >= absent"}


def test_rule_says_how_a_group_plays_and_counts():
    d = Decimal
    chain = ("head_to_head", "game_difference", "difference", "scored", "wins", "lot")
    assert read_rule(FULL) == Rule(4, 2, True, d(3), d("1.5"), d(0), d(-1), 3, chain, "half")


def test_rule_has_usual_values():
    d = Decimal
    assert read_rule(PLAIN | {"loss": "1"}) == Rule(1, 1, False, d(2), d(1), d(1), d(1), 0, (), "void")


@pytest.mark.parametrize("document", [PLAIN, FULL, PLAIN | {"absent": "-2", "chain": ["lot"], "withdrawn": "lost"}])
def test_written_rule_is_read_as_it_was(document: dict[str, object]):
    rule = read_rule(document)
    written = rule_document(rule)
    assert read_rule(json.loads(json.dumps(written))) == rule
    assert rule_document(read_rule(FULL)) == FULL
    assert {key: written[key] for key in document} == document
    assert ("draw" in written) is rule.draws


@pytest.mark.parametrize(
    "change",
    [
        dict(best_of=99),
        dict(best_of=98, draws=True, draw="0"),
        dict(legs=4),
        dict(awarded=9999),
        dict(win="1000", loss="-1000", absent="-1000"),
        dict(draws=True, draw="1.999999"),
        dict(chain=[]),
    ],
)
def test_rules_at_their_bounds_are_read(change: dict[str, object]):
    assert {key: rule_document(read_rule(PLAIN | change))[key] for key in change} == change


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        (dict(win=2), RuleRefused("bad_decimal", "win")),
        (dict(win="1000.1"), RuleRefused("out_of_bounds", "win", least="-1000", most="1000")),
        (dict(loss="-1000.1"), RuleRefused("out_of_bounds", "loss", least="-1000", most="1000")),
        (dict(win="0"), RuleRefused("points_rise", "win", **ORDER)),
        (dict(absent="0.5"), RuleRefused("points_rise", "win", **ORDER)),
        (dict(draws=True, draw="2"), RuleRefused("points_rise", "win", **ORDER)),
        (dict(draws=True, draw="-0.5"), RuleRefused("points_rise", "win", **ORDER)),
        (dict(draws=True), RuleRefused("missing_key", "draw")),
        (dict(draw="1"), RuleRefused("unknown_key", "draw")),
        (dict(draws="yes"), RuleRefused("not_a_flag", "draws")),
        (dict(best_of=2), RuleRefused("bad_best_of", "best_of", best_of="2", most="99")),
        (dict(best_of=0), RuleRefused("out_of_bounds", "best_of", least="1", most="99")),
        (dict(best_of=100, draws=True, draw="1"), RuleRefused("out_of_bounds", "best_of", least="1", most="99")),
        (dict(legs=0), RuleRefused("out_of_bounds", "legs", least="1", most="4")),
        (dict(legs=5), RuleRefused("out_of_bounds", "legs", least="1", most="4")),
        (dict(awarded=-1), RuleRefused("out_of_bounds", "awarded", least="0", most="9999")),
        (dict(awarded=10000), RuleRefused("out_of_bounds", "awarded", least="0", most="9999")),
        (dict(chain="wins"), RuleRefused("not_a_list", "chain")),
        (dict(chain=["wins", "luck"]), RuleRefused("not_a_choice", "chain[1]", allowed=ALLOWED)),
        (dict(chain=[{}]), RuleRefused("not_a_choice", "chain[0]", allowed=ALLOWED)),
        (dict(chain=["wins", "scored", "wins"]), RuleRefused("stands_twice", "chain[2]", name="wins")),
        (dict(chain=["lot", "wins"]), RuleRefused("after_lot", "chain[1]")),
        (dict(withdrawn="gone"), RuleRefused("not_a_choice", "withdrawn", allowed="void, lost, half")),
        (dict(name="x"), RuleRefused("unknown_key", "name")),
    ],
)
def test_read_rule_refuses_with_the_path(change: dict[str, object], refused: RuleRefused):
    with pytest.raises(RuleRefused) as found:
        read_rule(PLAIN | change)
    assert found.value == refused


@pytest.mark.parametrize(("document", "refused"), [
    ([], RuleRefused("not_an_object")),
    ({"win": "1"}, RuleRefused("missing_key", "loss")),
    ({"loss": "1"}, RuleRefused("missing_key", "win")),
])  # fmt: skip
def test_rule_needs_what_a_win_and_a_loss_bring(document: object, refused: RuleRefused):
    with pytest.raises(RuleRefused) as found:
        read_rule(document)
    assert found.value == refused

"""Which trade a form means by the ways people write it."""

import pytest

from competition.contestants.trade_names import Match, TradeName, match_trade

WELD = TradeName("w", "焊工", "Welding", "WE", True)
LATHE = TradeName("l", "车工（普通车床）", "Turning (centre lathe)", "LA", True)
CNC = TradeName("c", "数控车工", "CNC turning", "CT", True)
MILL = TradeName("m", "数控铣工", "CNC milling", "CM", True)
DIG = TradeName("x", "挖掘机驾驶", "Excavator operation", "EX", True)
LIFT = TradeName("f", "叉车驾驶", "Forklift operation", "FO", True)
TRADES = [WELD, LATHE, CNC, MILL, DIG, LIFT]


@pytest.mark.parametrize(
    ("said", "match"),
    [
        ("焊工", Match("exact", (WELD,))),
        (" 焊 工 ", Match("exact", (WELD,))),
        ("welding", Match("exact", (WELD,))),
        ("CT", Match("exact", (CNC,))),
        ("车工", Match("exact", (LATHE,))),
        ("电焊", Match("informal", (WELD,))),
        ("电焊工（二保焊）", Match("informal", (WELD,))),
        ("数控车", Match("informal", (CNC,))),
        ("挖掘机", Match("informal", (DIG,))),
        ("叉车司机", Match("informal", (LIFT,))),
        ("普通车床", Match("informal", (LATHE,))),
        ("数控", Match("ambiguous", (CNC, MILL))),
        ("数空车工", Match("close", (CNC,))),
        ("油压挖掘机驾驶组", Match("close", (DIG,))),
        ("书法", Match("none", ())),
        ("", Match("none", ())),
    ],
)
def test_match_trade_reads_what_people_write(said: str, match: Match) -> None:
    assert match_trade(said, TRADES) == match


def test_match_trade_knows_nothing_of_an_event_without_trades() -> None:
    assert match_trade("焊工", []) == Match("none", ())

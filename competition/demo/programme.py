"""What the demo's event says of itself: who holds it, where, when what happens, and by which ages people are placed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from competition.demo.names import Cast
from competition.events import actions as events
from competition.events.actions import DivisionDetails, OrganiserDetails, PointDetails, VenueDetails

VENUES = (
    ("主赛馆", "Main hall", "文体中心一楼", ("fitter", "lathe", "electrician")),
    ("数控赛区", "CNC area", "文体中心二楼", ("cnc_miller", "cnc_turner")),
    ("实训楼", "Training building", "技师学院南区", ("welder", "nurse", "tour_guide")),
    ("室外操作场", "Outdoor grounds", "文体中心东广场", ("excavator", "forklift")),
)
DIVIDED = ("fitter", "lathe", "welder", "tour_guide")
DIVISIONS = (
    DivisionDetails(name="青年组", name_en="Youth", max_age=35),
    DivisionDetails(name="成年组", name_en="Adults", min_age=36),
)


def organisers(cast: Cast) -> list[OrganiserDetails]:
    """Host, organisers and co-organisers of the event."""
    firms = [unit.name for unit in cast.units if unit.level == "enterprise"]
    return [
        OrganiserDetails(name=f"{cast.city}总工会", role="host"),
        OrganiserDetails(name=f"{cast.city}人力资源和社会保障局", role="host"),
        OrganiserDetails(name=f"{cast.city}技师学院", role="organiser"),
        *(OrganiserDetails(name=name, role="co_organiser") for name in firms[:2]),
    ]


def arrange(actor: str, event_id: str, trades: Mapping[str, tuple[str, str, str]], first: dt.date, zone: str) -> None:
    """Venues and a programme of three days from `first`; `trades` are (id, name, English name) by their templates."""
    halls: dict[str, str] = {}
    for name, name_en, address, templates in VENUES:
        venue_id = events.add_venue(actor, event_id, VenueDetails(name=name, name_en=name_en, address=address))
        halls |= dict.fromkeys(templates, venue_id)
    place = ZoneInfo(zone)

    def point(
        day: int, begin: tuple[int, int], end: tuple[int, int], title: tuple[str, str], template: str = ""
    ) -> None:
        starts, ends = (
            dt.datetime.combine(first + dt.timedelta(days=day), dt.time(*one), place) for one in (begin, end)
        )
        said = PointDetails(
            title=title[0], title_en=title[1], starts_at=starts, ends_at=ends, venue_id=halls[template or "fitter"],
            trade_id=trades[template][0] if template else None,
        )  # fmt: skip
        events.add_point(actor, event_id, said)

    point(0, (7, 30), (8, 20), ("检录与抽签", "Check-in and draw"))
    point(0, (8, 20), (8, 50), ("开幕式", "Opening"))
    days = {template: day for *_, templates in VENUES for day, template in enumerate(templates)}
    for template, (_id, name, name_en) in trades.items():
        day = days[template]
        point(day, (9, 0), (11, 30), (f"{name}：理论与上午场", f"{name_en}: theory, morning session"), template)
        point(day, (13, 30), (17, 30), (f"{name}：下午场", f"{name_en}: afternoon session"), template)
    point(2, (18, 0), (19, 0), ("成绩发布与闭幕式", "Results and closing"))


def divide(actor: str, trade_id: str, template: str) -> None:
    """Two divisions by age, in some trades."""
    if template in DIVIDED:
        events.set_divisions(actor, trade_id, DIVISIONS)

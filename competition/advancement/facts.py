"""What happened to cuts and to the places they give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from competition.store import Fact


@dataclass(frozen=True, kw_only=True)
class CutProposed(Fact):
    """A cut was proposed; hashes name the exact proposal and the results it rests on. `corrects` is the number of the cut
    that it is to correct, 0 for none."""

    kind: ClassVar[str] = "cut_proposed"
    subjects: ClassVar[tuple[str, ...]] = ("passage_id",)
    passage_id: str
    cut_id: str
    number: int
    advancing: int
    out: int
    proposal_hash: str
    results_hash: str
    corrects: int = 0
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class CutDecided(Fact):
    """A cut was confirmed or discarded."""

    kind: ClassVar[str] = "cut_decided"
    subjects: ClassVar[tuple[str, ...]] = ("passage_id",)
    passage_id: str
    cut_id: str
    number: int
    verdict: str
    reason: str
    proposal_hash: str


@dataclass(frozen=True, kw_only=True)
class CutCorrected(Fact):
    """A correction took effect: who gained a place by it and who lost one, by entry below."""

    kind: ClassVar[str] = "cut_corrected"
    subjects: ClassVar[tuple[str, ...]] = ("passage_id", "gains", "loses")
    passage_id: str
    cut_id: str
    number: int
    gains: list[str]
    loses: list[str]
    gained: int
    lost: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class PlaceLeft(Fact):
    """Somebody who had qualified withdrew; `entered` steps in, "" where nobody can."""

    kind: ClassVar[str] = "place_left"
    subjects: ClassVar[tuple[str, ...]] = ("passage_id", "left", "entered")
    passage_id: str
    left: str
    left_name: str
    entered: str
    entered_name: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class PlacesAccepted(Fact):
    """Who qualified was entered in the upper trade: entries below, entries made."""

    kind: ClassVar[str] = "places_accepted"
    subjects: ClassVar[tuple[str, ...]] = ("passage_id", "entry_ids", "made_ids")
    passage_id: str
    entry_ids: list[str]
    made_ids: list[str]
    count: int


@dataclass(frozen=True, kw_only=True)
class PlacesTakenBack(Fact):
    """Acceptances were undone: the entries made are gone, the places are offered again."""

    kind: ClassVar[str] = "places_taken_back"
    subjects: ClassVar[tuple[str, ...]] = ("passage_id", "entry_ids")
    passage_id: str
    entry_ids: list[str]
    count: int

"""What other rooms may know of cuts, of who qualified, and by which way an entry came up."""

from competition.advancement.queries.chains import Link, chain
from competition.advancement.queries.cuts import (
    Correction,
    Cut,
    CutMove,
    Qualification,
    QualificationMove,
    corrections,
    cut,
    cut_moves,
    cuts,
    latest_cuts,
    open_cut,
    place_counts,
    place_moves,
    places,
    qualification,
    standing_cut,
    standing_proposal,
    who_of,
)

__all__ = [
    "Correction", "Cut", "CutMove", "Link", "Qualification", "QualificationMove", "chain", "corrections", "cut", "cut_moves",
    "cuts", "latest_cuts", "open_cut", "place_counts", "place_moves", "places", "qualification", "standing_cut",
    "standing_proposal", "who_of",
]  # fmt: skip

"""A proposal as a JSON document, and the hashes that name it and the results it was made from."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from competition.engine.advancement import Contender, Out, Place, Proposal, Step
from competition.store.ledger import canonical


def proposal_document(proposal: Proposal) -> dict[str, Any]:
    """What `read_proposal` reads; what is empty is left out of places and steps."""
    return {
        "advancing": [_said(one) for one in proposal.advancing],
        "out": [_said(one) for one in proposal.out],
        "substitutes": [_said(one) for one in proposal.substitutes],
        "steps": [_said(one) for one in proposal.steps],
    }


def read_proposal(document: Mapping[str, Any]) -> Proposal:
    """The proposal of a document."""
    return Proposal(
        tuple(Place(**one) for one in document["advancing"]),
        tuple(Out(**one) for one in document["out"]),
        tuple(Place(**one) for one in document["substitutes"]),
        tuple(Step(**one) for one in document["steps"]),
    )


def document_hash(document: Any) -> str:
    """SHA-256 of a JSON value in its one spelling."""
    return hashlib.sha256(canonical(document).encode()).hexdigest()


def results_hash(pools: Mapping[str, Sequence[Contender]]) -> str:
    """What names the results of all pools: everybody with rank, figures, status and what limits and divisions look at."""
    rows = sorted(
        [
            one.pool,
            one.entry,
            one.rank,
            str(one.total),
            str(one.scale_score),
            one.status,
            one.organisation,
            one.region,
            one.division,
        ]
        for some in pools.values()
        for one in some
    )
    return document_hash(rows)


def _said(one: Any) -> dict[str, Any]:
    """The fields of a place, of one who is out or of a step, without those that say what they would say anyway."""
    said = {field.name: (getattr(one, field.name), field.default) for field in dataclasses.fields(one)}
    return {
        name: dict(value) if isinstance(value, Mapping) else value
        for name, (value, usual) in said.items()
        if value != usual
    }

"""`competition verify`: every chain of a database, line by line."""

from __future__ import annotations

from sqlalchemy import func, select

from competition.store.ledger import LedgerHead, LedgerLine, faults
from competition.store.session import Store


def verify(url: str) -> int:
    """Print what holds and what does not; 0 when every chain holds, 1 otherwise."""
    store = Store(url)
    try:
        with store.reading() as s:
            found = list(faults(s))
            chains = s.scalar(select(func.count()).select_from(LedgerHead)) or 0
            lines = s.scalar(select(func.count()).select_from(LedgerLine)) or 0
    finally:
        store.close()
    for fault in found:
        print(f"{fault.chain} line {fault.seq}: {fault.why}")
    print(f"{chains} chains, {lines} lines, {len(found)} faults")
    return 1 if found else 0

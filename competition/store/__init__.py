"""Memory of the house: base and column types, transactions and reactions, the hash-chained ledger, the vault, migrations.

Knows no room. What the tables mean is said by the rooms that own them.
"""

from competition.store.base import Base, Document, Exact, Id, Utc, new_id, utcnow
from competition.store.ledger import Fact, Head, News
from competition.store.refused import Refused
from competition.store.session import at_one_moment, current_head, happened, lock_heads, reading, transaction
from competition.store.triggers import append_only
from competition.store.upsert import upsert

__all__ = [
    "Base", "Document", "Exact", "Fact", "Head", "Id", "News", "Refused", "Utc",
    "append_only", "at_one_moment", "current_head", "happened", "lock_heads", "new_id", "reading", "transaction", "upsert", "utcnow",
]  # fmt: skip

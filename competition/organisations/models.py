"""Tables of the union tree, private to this room."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from competition.store import Base, Id, Utc, new_id, utcnow


class Organisation(Base):
    """One unit of the tree; `level` is a key of `words.LEVELS`, `badge` the one character shown on the big screen."""

    __tablename__ = "organisation"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(120), unique=True, index=True)
    short: Mapped[str] = mapped_column(String(24))
    badge: Mapped[str] = mapped_column(String(4))
    level: Mapped[str] = mapped_column(String(16))
    parent_id: Mapped[str | None] = mapped_column(Id, ForeignKey("organisation.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(Utc, default=utcnow)

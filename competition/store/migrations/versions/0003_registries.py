"""The second release: registries, part 1 of 1."""

import sqlalchemy as sa
from alembic import op

from competition.store.base import Utc

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    _part_1()


def _part_1() -> None:
    op.create_table(
        "act",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("permission", sa.String(length=40), nullable=False),
        sa.Column("event_id", sa.String(length=36), nullable=True),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("undo_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("undone_at", Utc(), nullable=True),
        sa.Column("undone_by", sa.String(length=36), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_act")),
    )
    op.create_index(op.f("ix_act_by_at"), "act", ["by", "at"], unique=False)
    op.create_index(op.f("ix_act_event_id_at"), "act", ["event_id", "at"], unique=False)
    op.create_table(
        "ledger_subject",
        sa.Column("subject_id", sa.String(length=36), nullable=False),
        sa.Column("chain", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("subject_id", "chain", "seq", name=op.f("pk_ledger_subject")),
    )

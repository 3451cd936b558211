"""Ladders: tiers, the events in them, the rules by which one goes on, quotas."""

import sqlalchemy as sa
from alembic import op

from competition.store.base import Utc
from competition.store.triggers import statements

revision = "0010"
down_revision = "0009"

APPENDED = ("quota_use",)


def upgrade() -> None:
    _ladders()
    _passages()
    for table in APPENDED:
        for statement in statements(table, op.get_bind().dialect.name):
            op.execute(statement)


def _ladders() -> None:
    op.create_table(
        "ladder",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("name_en", sa.String(length=120), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("about_en", sa.Text(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ladder")),
        sa.UniqueConstraint("name", name=op.f("uq_ladder_name")),
    )
    op.create_index(op.f("ix_ladder_created_at"), "ladder", ["created_at"], unique=False)
    op.create_table(
        "tier",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("ladder_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("name_en", sa.String(length=60), nullable=False),
        sa.Column("may_skip", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["ladder_id"], ["ladder.id"], name=op.f("fk_tier_ladder_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tier")),
    )
    op.create_index(op.f("ix_tier_ladder_id_position"), "tier", ["ladder_id", "position"], unique=False)
    op.create_table(
        "rung",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("ladder_id", sa.String(length=36), nullable=False),
        sa.Column("tier_id", sa.String(length=36), nullable=False),
        sa.Column("event_id", sa.String(length=36), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=True),
        sa.Column("feeds_id", sa.String(length=36), nullable=True),
        sa.Column("added_at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_rung_event_id")),
        sa.ForeignKeyConstraint(["feeds_id"], ["rung.id"], name=op.f("fk_rung_feeds_id")),
        sa.ForeignKeyConstraint(["ladder_id"], ["ladder.id"], name=op.f("fk_rung_ladder_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_rung_organisation_id")),
        sa.ForeignKeyConstraint(["tier_id"], ["tier.id"], name=op.f("fk_rung_tier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rung")),
        sa.UniqueConstraint("event_id", name=op.f("uq_rung_event_id")),
    )
    op.create_index(op.f("ix_rung_feeds_id"), "rung", ["feeds_id"], unique=False)
    op.create_index(op.f("ix_rung_ladder_id_tier_id"), "rung", ["ladder_id", "tier_id"], unique=False)
    op.create_index(op.f("ix_rung_organisation_id"), "rung", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_rung_tier_id"), "rung", ["tier_id"], unique=False)


def _passages() -> None:
    op.create_table(
        "passage",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("ladder_id", sa.String(length=36), nullable=False),
        sa.Column("rung_id", sa.String(length=36), nullable=False),
        sa.Column("trade_id", sa.String(length=36), nullable=False),
        sa.Column("rule", sa.JSON(), nullable=False),
        sa.Column("rule_hash", sa.String(length=64), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("set_at", Utc(), nullable=False),
        sa.Column("frozen_at", Utc(), nullable=True),
        sa.Column("late_reason", sa.String(length=300), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["ladder_id"], ["ladder.id"], name=op.f("fk_passage_ladder_id")),
        sa.ForeignKeyConstraint(["rung_id"], ["rung.id"], name=op.f("fk_passage_rung_id")),
        sa.ForeignKeyConstraint(["trade_id"], ["trade.id"], name=op.f("fk_passage_trade_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passage")),
        sa.UniqueConstraint("trade_id", name=op.f("uq_passage_trade_id")),
    )
    op.create_index(op.f("ix_passage_ladder_id"), "passage", ["ladder_id"], unique=False)
    op.create_index(op.f("ix_passage_rung_id_trade_id"), "passage", ["rung_id", "trade_id"], unique=False)
    op.create_table(
        "quota",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("passage_id", sa.String(length=36), nullable=False),
        sa.Column("rung_id", sa.String(length=36), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["passage_id"], ["passage.id"], name=op.f("fk_quota_passage_id")),
        sa.ForeignKeyConstraint(["rung_id"], ["rung.id"], name=op.f("fk_quota_rung_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quota")),
        sa.UniqueConstraint("passage_id", "rung_id", name=op.f("uq_quota_passage_id_rung_id")),
    )
    op.create_index(op.f("ix_quota_rung_id"), "quota", ["rung_id"], unique=False)
    op.create_table(
        "quota_use",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("passage_id", sa.String(length=36), nullable=False),
        sa.Column("rung_id", sa.String(length=36), nullable=False),
        sa.Column("entry_id", sa.String(length=36), nullable=True),
        sa.Column("to_rung_id", sa.String(length=36), nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_quota_use_entry_id")),
        sa.ForeignKeyConstraint(["passage_id"], ["passage.id"], name=op.f("fk_quota_use_passage_id")),
        sa.ForeignKeyConstraint(["rung_id"], ["rung.id"], name=op.f("fk_quota_use_rung_id")),
        sa.ForeignKeyConstraint(["to_rung_id"], ["rung.id"], name=op.f("fk_quota_use_to_rung_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quota_use")),
    )
    op.create_index(op.f("ix_quota_use_entry_id"), "quota_use", ["entry_id"], unique=False)
    op.create_index(op.f("ix_quota_use_passage_id_at"), "quota_use", ["passage_id", "at"], unique=False)
    op.create_index(op.f("ix_quota_use_rung_id"), "quota_use", ["rung_id"], unique=False)
    op.create_index(op.f("ix_quota_use_to_rung_id"), "quota_use", ["to_rung_id"], unique=False)

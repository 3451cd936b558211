"""Rules of entry, what is known of people beside their entries, rules set aside, and what the rules say."""

import sqlalchemy as sa
from alembic import op

from competition.store.base import Utc
from competition.store.triggers import statements

revision = "0016"
down_revision = "0015"

APPENDED = ("eligibility_version", "entry_fact", "eligibility_override")


def upgrade() -> None:
    _rules()
    _said()
    _findings()
    _past()
    for table in APPENDED:
        for statement in statements(table, op.get_bind().dialect.name):
            op.execute(statement)


def _rules() -> None:
    op.create_table(
        "eligibility_rules",
        sa.Column("event_id", sa.String(length=36), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("mode", sa.String(length=8), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("set_at", Utc(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("checked_state", sa.String(length=160), nullable=False),
        sa.Column("checked_at", Utc(), nullable=True),
        sa.Column("waiting_since", Utc(), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_eligibility_rules_event_id")),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_eligibility_rules")),
    )
    op.create_table(
        "eligibility_version",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("event_id", sa.String(length=36), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("mode", sa.String(length=8), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_eligibility_version_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_eligibility_version")),
        sa.UniqueConstraint("event_id", "rev", name=op.f("uq_eligibility_version_event_id_rev")),
    )


def _said() -> None:
    op.create_table(
        "entry_fact",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("event_id", sa.String(length=36), nullable=False),
        sa.Column("entry_id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_entry_fact_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_fact")),
    )
    op.create_table(
        "eligibility_override",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("event_id", sa.String(length=36), nullable=False),
        sa.Column("entry_id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("rule", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_eligibility_override_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_eligibility_override")),
    )
    for table in ("entry_fact", "eligibility_override"):
        for column in ("event_id", "entry_id"):
            op.create_index(op.f(f"ix_{table}_{column}_at"), table, [column, "at"], unique=False)


def _findings() -> None:
    op.create_table(
        "eligibility_finding",
        sa.Column("entry_id", sa.String(length=36), nullable=False),
        sa.Column("event_id", sa.String(length=36), nullable=False),
        sa.Column("trade_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", _bytewise(60), nullable=False),
        sa.Column("pinyin", _bytewise(120), nullable=False),
        sa.Column("initials", _bytewise(120), nullable=False),
        sa.Column("organisation_name", sa.String(length=120), nullable=False),
        sa.Column("verdict", sa.String(length=10), nullable=False),
        sa.Column("open_rules", sa.String(length=1400), nullable=False),
        sa.Column("results", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_eligibility_finding_event_id")),
        sa.ForeignKeyConstraint(["trade_id"], ["trade.id"], name=op.f("fk_eligibility_finding_trade_id")),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_eligibility_finding")),
    )
    orders = (
        ["trade_id"], ["event_id", "trade_id", "number", "entry_id"], ["event_id", "verdict", "trade_id", "number"],
        ["event_id", "pinyin", "entry_id"], ["event_id", "organisation_name", "entry_id"],
    )  # fmt: skip
    for columns in orders:
        name = op.f(f"ix_eligibility_finding_{'_'.join(columns)}")
        op.create_index(name, "eligibility_finding", columns, unique=False)


def _past() -> None:
    op.create_table(
        "past_edition",
        sa.Column("event_id", sa.String(length=36), nullable=False),
        sa.Column("moved_at", Utc(), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_past_edition_event_id")),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_past_edition")),
    )
    op.create_table(
        "past_honour",
        sa.Column("event_id", sa.String(length=36), nullable=False),
        sa.Column("trade_key", sa.String(length=80), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("prize", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_past_honour_event_id")),
        sa.PrimaryKeyConstraint("event_id", "trade_key", "person_id", "prize", name=op.f("pk_past_honour")),
    )
    op.create_index(op.f("ix_past_honour_person_id"), "past_honour", ["person_id"], unique=False)


def _bytewise(length: int) -> sa.types.TypeEngine[str]:
    return sa.String(length=length).with_variant(sa.String(length=length, collation="C"), "postgresql")

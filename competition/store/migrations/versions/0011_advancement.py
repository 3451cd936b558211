"""Cuts, what was decided on them, and the places they gave."""

import sqlalchemy as sa
from alembic import op

from competition.store.base import Utc
from competition.store.triggers import statements

revision = "0011"
down_revision = "0010"

APPENDED = ("cut_move", "qualified_move")


def upgrade() -> None:
    _cuts()
    _places()
    for table in APPENDED:
        for statement in statements(table, op.get_bind().dialect.name):
            op.execute(statement)


def _cuts() -> None:
    op.create_table(
        "cut",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("passage_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("corrects_id", sa.String(length=36), nullable=True),
        sa.Column("rule_hash", sa.String(length=64), nullable=False),
        sa.Column("named", sa.JSON(), nullable=False),
        sa.Column("proposal", sa.JSON(), nullable=False),
        sa.Column("proposal_hash", sa.String(length=64), nullable=False),
        sa.Column("results_hash", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("proposed_by", sa.String(length=36), nullable=False),
        sa.Column("proposed_at", Utc(), nullable=False),
        sa.Column("confirmed_by", sa.String(length=36), nullable=True),
        sa.Column("confirmed_at", Utc(), nullable=True),
        sa.ForeignKeyConstraint(["corrects_id"], ["cut.id"], name=op.f("fk_cut_corrects_id")),
        sa.ForeignKeyConstraint(["passage_id"], ["passage.id"], name=op.f("fk_cut_passage_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cut")),
        sa.UniqueConstraint("passage_id", "number", name=op.f("uq_cut_passage_id_number")),
    )
    op.create_index(op.f("ix_cut_corrects_id"), "cut", ["corrects_id"], unique=False)
    for name, state in (("uq_cut_passage_id_open", "PROPOSED"), ("uq_cut_passage_id_stands", "CONFIRMED")):
        one = sa.text(f"state = '{state}'")
        op.create_index(name, "cut", ["passage_id"], unique=True, sqlite_where=one, postgresql_where=one)
    op.create_table(
        "cut_move",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("cut_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["cut_id"], ["cut.id"], name=op.f("fk_cut_move_cut_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cut_move")),
    )
    op.create_index(op.f("ix_cut_move_cut_id_at"), "cut_move", ["cut_id", "at"], unique=False)


def _places() -> None:
    op.create_table(
        "qualified",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("cut_id", sa.String(length=36), nullable=False),
        sa.Column("passage_id", sa.String(length=36), nullable=False),
        sa.Column("from_entry_id", sa.String(length=36), nullable=True),
        sa.Column("contestant_id", sa.String(length=36), nullable=True),
        sa.Column("to_entry_id", sa.String(length=36), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("substitute", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["contestant_id"], ["contestant.id"], name=op.f("fk_qualified_contestant_id")),
        sa.ForeignKeyConstraint(["cut_id"], ["cut.id"], name=op.f("fk_qualified_cut_id")),
        sa.ForeignKeyConstraint(["from_entry_id"], ["entry.id"], name=op.f("fk_qualified_from_entry_id")),
        sa.ForeignKeyConstraint(["passage_id"], ["passage.id"], name=op.f("fk_qualified_passage_id")),
        sa.ForeignKeyConstraint(["to_entry_id"], ["entry.id"], name=op.f("fk_qualified_to_entry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_qualified")),
        sa.UniqueConstraint("passage_id", "contestant_id", name=op.f("uq_qualified_passage_id_contestant_id")),
        sa.UniqueConstraint("passage_id", "from_entry_id", name=op.f("uq_qualified_passage_id_from_entry_id")),
        sa.UniqueConstraint("to_entry_id", name=op.f("uq_qualified_to_entry_id")),
    )
    for columns in (["passage_id", "state", "position"], ["cut_id"], ["from_entry_id"], ["contestant_id"]):
        op.create_index(op.f(f"ix_qualified_{'_'.join(columns)}"), "qualified", columns, unique=False)
    op.create_table(
        "qualified_move",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("qualification_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("for_id", sa.String(length=36), nullable=True),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["for_id"], ["qualified.id"], name=op.f("fk_qualified_move_for_id")),
        sa.ForeignKeyConstraint(
            ["qualification_id"], ["qualified.id"], name=op.f("fk_qualified_move_qualification_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_qualified_move")),
    )
    op.create_index(op.f("ix_qualified_move_for_id"), "qualified_move", ["for_id"], unique=False)
    op.create_index(
        op.f("ix_qualified_move_qualification_id_at"), "qualified_move", ["qualification_id", "at"], unique=False
    )

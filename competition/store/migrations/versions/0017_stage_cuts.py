"""Later stages of a trade and the rules into them; what coverage and targets of a ladder are declared to be."""

import sqlalchemy as sa
from alembic import op

from competition.store.base import Utc
from competition.store.triggers import statements

revision = "0017"
down_revision = "0016"

APPENDED = ("declared_figure",)


def upgrade() -> None:
    op.add_column("stage", sa.Column("waiting", sa.Boolean(), server_default=sa.false(), nullable=False))
    _passages()
    _figures()
    for table in APPENDED:
        for statement in statements(table, op.get_bind().dialect.name):
            op.execute(statement)


def _passages() -> None:
    with op.batch_alter_table("passage") as batch:
        batch.add_column(sa.Column("stage_id", sa.String(length=36), nullable=True))
        batch.alter_column("ladder_id", existing_type=sa.String(length=36), nullable=True)
        batch.alter_column("rung_id", existing_type=sa.String(length=36), nullable=True)
        batch.drop_constraint("uq_passage_trade_id", type_="unique")
        batch.create_foreign_key("fk_passage_stage_id", "stage", ["stage_id"], ["id"])
        batch.create_unique_constraint("uq_passage_stage_id", ["stage_id"])
    op.create_index("ix_passage_trade_id", "passage", ["trade_id"], unique=False)
    upper = sa.text("stage_id IS NULL")
    op.create_index(
        "uq_passage_trade_id", "passage", ["trade_id"], unique=True, sqlite_where=upper, postgresql_where=upper
    )


def _figures() -> None:
    op.create_table(
        "declared_figure",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("ladder_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("tier_id", sa.String(length=36), nullable=True),
        sa.Column("organisation_id", sa.String(length=36), nullable=True),
        sa.Column("count", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_declared_figure_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_declared_figure")),
    )
    op.create_index(op.f("ix_declared_figure_ladder_id_at"), "declared_figure", ["ladder_id", "at"], unique=False)
    op.create_index(op.f("ix_declared_figure_organisation_id"), "declared_figure", ["organisation_id"], unique=False)

"""Paper: numbered sheets, and what two people typed from them; sheets of stages that run already get their numbers."""

import sqlalchemy as sa
from alembic import op

from competition.store.base import Utc
from competition.store.triggers import statements

revision = "0014"
down_revision = "0013"

APPENDED = ("paper_typing", "paper_move")
NUMBERED = """
    INSERT INTO sheet_number (sheet_id, stage_id, number)
    SELECT id, stage_id, ROW_NUMBER() OVER (PARTITION BY stage_id ORDER BY module_key, code, seat, id) FROM sheet
"""


def upgrade() -> None:
    op.add_column("mark", sa.Column("typed_by", sa.String(length=36), nullable=True))
    op.add_column("mark", sa.Column("checked_by", sa.String(length=36), nullable=True))
    _numbers()
    _records()
    for table in APPENDED:
        for statement in statements(table, op.get_bind().dialect.name):
            op.execute(statement)


def _numbers() -> None:
    op.create_table(
        "sheet_number",
        sa.Column("sheet_id", sa.String(length=36), nullable=False),
        sa.Column("stage_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["sheet_id"], ["sheet.id"], name=op.f("fk_sheet_number_sheet_id")),
        sa.ForeignKeyConstraint(["stage_id"], ["stage.id"], name=op.f("fk_sheet_number_stage_id")),
        sa.PrimaryKeyConstraint("sheet_id", name=op.f("pk_sheet_number")),
        sa.UniqueConstraint("stage_id", "number", name=op.f("uq_sheet_number_stage_id_number")),
    )
    op.execute(NUMBERED)


def _records() -> None:
    op.create_table(
        "paper_record",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("trade_id", sa.String(length=36), nullable=False),
        sa.Column("stage_id", sa.String(length=36), nullable=False),
        sa.Column("sheet_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("module_key", sa.String(length=12), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=False),
        sa.Column("plan_hash", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("typed_by", sa.String(length=36), nullable=False),
        sa.Column("typed_at", Utc(), nullable=False),
        sa.Column("checked_by", sa.String(length=36), nullable=True),
        sa.Column("checked_at", Utc(), nullable=True),
        sa.Column("settled", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("signed", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["trade_id"], ["trade.id"], name=op.f("fk_paper_record_trade_id")),
        sa.ForeignKeyConstraint(["stage_id"], ["stage.id"], name=op.f("fk_paper_record_stage_id")),
        sa.ForeignKeyConstraint(["sheet_id"], ["sheet.id"], name=op.f("fk_paper_record_sheet_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_record")),
    )
    where = sa.text("state IN ('TYPED', 'DIFFERS', 'CHECKED')")
    op.create_index(
        "uq_paper_record_sheet_id_open", "paper_record", ["sheet_id"], unique=True, sqlite_where=where,
        postgresql_where=where,
    )  # fmt: skip
    op.create_index(op.f("ix_paper_record_sheet_id"), "paper_record", ["sheet_id"], unique=False)
    for column in ("state", "number", "typed_at"):
        op.create_index(op.f(f"ix_paper_record_stage_id_{column}"), "paper_record", ["stage_id", column], unique=False)
    op.create_table(
        "paper_typing",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("record_id", sa.String(length=36), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("marks", sa.JSON(), nullable=False),
        sa.Column("signed", sa.Boolean(), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["paper_record.id"], name=op.f("fk_paper_typing_record_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_typing")),
        sa.UniqueConstraint("record_id", "turn", name=op.f("uq_paper_typing_record_id_turn")),
    )
    op.create_table(
        "paper_move",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("record_id", sa.String(length=36), nullable=False),
        sa.Column("before", sa.String(length=10), nullable=False),
        sa.Column("after", sa.String(length=10), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["paper_record.id"], name=op.f("fk_paper_move_record_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_move")),
    )
    op.create_index(op.f("ix_paper_move_record_id_at"), "paper_move", ["record_id", "at"], unique=False)

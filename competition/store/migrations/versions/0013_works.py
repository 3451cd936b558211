"""Works and their reveal: sheets and standings of a stage with three draws hang on a work until then."""

import sqlalchemy as sa
from alembic import op

from competition.store.base import Utc

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "work",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("stage_id", sa.String(length=36), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["stage_id"], ["stage.id"], name=op.f("fk_work_stage_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work")),
        sa.UniqueConstraint("stage_id", "code", name=op.f("uq_work_stage_id_code")),
    )
    op.create_table(
        "reveal",
        sa.Column("stage_id", sa.String(length=36), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("proposed_by", sa.String(length=36), nullable=False),
        sa.Column("proposed_at", Utc(), nullable=False),
        sa.Column("approved_by", sa.String(length=36), nullable=True),
        sa.Column("approved_at", Utc(), nullable=True),
        sa.Column("done_at", Utc(), nullable=True),
        sa.ForeignKeyConstraint(["stage_id"], ["stage.id"], name=op.f("fk_reveal_stage_id")),
        sa.PrimaryKeyConstraint("stage_id", name=op.f("pk_reveal")),
    )
    with op.batch_alter_table("stage") as batch:
        batch.add_column(sa.Column("revealed_at", Utc(), nullable=True))
    with op.batch_alter_table("sheet") as batch:
        batch.drop_constraint("fk_sheet_entry_id", type_="foreignkey")
    with op.batch_alter_table("standing") as batch:
        batch.drop_constraint("fk_standing_entry_id", type_="foreignkey")

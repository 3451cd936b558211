"""What was counted last of a large ladder."""

import sqlalchemy as sa
from alembic import op

from competition.store.base import Utc

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.create_table(
        "counted_figures",
        sa.Column("ladder_id", sa.String(length=36), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ladder_id"], ["ladder.id"], name=op.f("fk_counted_figures_ladder_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("ladder_id", name=op.f("pk_counted_figures")),
    )

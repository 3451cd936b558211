"""What names the standings of a stage whose plan looks at the field."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "tabulated",
        sa.Column("stage_id", sa.String(length=36), nullable=False),
        sa.Column("token", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["stage_id"], ["stage.id"], name=op.f("fk_tabulated_stage_id")),
        sa.PrimaryKeyConstraint("stage_id", name=op.f("pk_tabulated")),
    )

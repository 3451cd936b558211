"""Standings know who did not finish by his marks."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("standing", sa.Column("dnf", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("standing", sa.Column("shown_dnf", sa.Boolean(), server_default=sa.false(), nullable=False))

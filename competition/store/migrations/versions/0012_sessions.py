"""The contest day: stations, sessions, check-in, draws and who keeps their keys."""

import sqlalchemy as sa
from alembic import op

from competition.store.base import Utc
from competition.store.triggers import statements

revision = "0012"
down_revision = "0011"

APPENDED = ("session_move", "check_in")


def upgrade() -> None:
    _sessions()
    _check_in()
    _draws()
    for table in APPENDED:
        for statement in statements(table, op.get_bind().dialect.name):
            op.execute(statement)


def _sessions() -> None:
    op.create_table(
        "station",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("venue_id", sa.String(length=36), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("note", sa.String(length=120), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_station")),
        sa.UniqueConstraint("venue_id", "code", name=op.f("uq_station_venue_id_code")),
    )
    op.create_table(
        "session",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("event_id", sa.String(length=36), nullable=False),
        sa.Column("trade_id", sa.String(length=36), nullable=False),
        sa.Column("stage_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("venue_id", sa.String(length=36), nullable=True),
        sa.Column("starts_at", Utc(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_session_event_id")),
        sa.ForeignKeyConstraint(["stage_id"], ["stage.id"], name=op.f("fk_session_stage_id")),
        sa.ForeignKeyConstraint(["trade_id"], ["trade.id"], name=op.f("fk_session_trade_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session")),
        sa.UniqueConstraint("stage_id", "number", name=op.f("uq_session_stage_id_number")),
    )
    op.create_index(op.f("ix_session_event_id_starts_at"), "session", ["event_id", "starts_at"], unique=False)
    op.create_index(op.f("ix_session_trade_id"), "session", ["trade_id"], unique=False)
    op.create_index(op.f("ix_session_venue_id"), "session", ["venue_id"], unique=False)
    op.create_table(
        "place",
        sa.Column("stage_id", sa.String(length=36), nullable=False),
        sa.Column("entry_id", sa.String(length=36), nullable=False),
        sa.Column("session_id", sa.String(length=36), nullable=False),
        sa.Column("station_id", sa.String(length=36), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_place_session_id")),
        sa.ForeignKeyConstraint(["stage_id"], ["stage.id"], name=op.f("fk_place_stage_id")),
        sa.ForeignKeyConstraint(["station_id"], ["station.id"], name=op.f("fk_place_station_id")),
        sa.PrimaryKeyConstraint("stage_id", "entry_id", name=op.f("pk_place")),
    )
    op.create_index(op.f("ix_place_session_id_position"), "place", ["session_id", "position"], unique=False)
    op.create_index(op.f("ix_place_station_id"), "place", ["station_id"], unique=False)
    op.create_table(
        "session_move",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("session_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("entry_id", sa.String(length=36), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_session_move_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_move")),
    )
    op.create_index(op.f("ix_session_move_session_id_at"), "session_move", ["session_id", "at"], unique=False)


def _check_in() -> None:
    op.create_table(
        "check_in",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("stage_id", sa.String(length=36), nullable=False),
        sa.Column("entry_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("how", sa.String(length=8), nullable=False),
        sa.Column("late", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["stage_id"], ["stage.id"], name=op.f("fk_check_in_stage_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_in")),
        sa.UniqueConstraint("entry_id", "number", name=op.f("uq_check_in_entry_id_number")),
    )
    op.create_index(op.f("ix_check_in_stage_id_at"), "check_in", ["stage_id", "at"], unique=False)
    op.create_table(
        "check_in_rule",
        sa.Column("stage_id", sa.String(length=36), nullable=False),
        sa.Column("opens_before", sa.Integer(), nullable=False),
        sa.Column("late_after", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["stage_id"], ["stage.id"], name=op.f("fk_check_in_rule_stage_id")),
        sa.PrimaryKeyConstraint("stage_id", name=op.f("pk_check_in_rule")),
    )


def _draws() -> None:
    op.create_table(
        "draw",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("stage_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("blind", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("commitment", sa.String(length=64), nullable=False),
        sa.Column("seed_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("key_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("seed_locked", sa.LargeBinary(), nullable=True),
        sa.Column("seed", sa.String(length=64), nullable=True),
        sa.Column("record", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("names", sa.Integer(), nullable=False),
        sa.Column("committed_by", sa.String(length=36), nullable=False),
        sa.Column("committed_at", Utc(), nullable=False),
        sa.Column("drawn_by", sa.String(length=36), nullable=True),
        sa.Column("drawn_at", Utc(), nullable=True),
        sa.Column("sealed_at", Utc(), nullable=True),
        sa.Column("opened_by", sa.String(length=36), nullable=True),
        sa.Column("opened_at", Utc(), nullable=True),
        sa.ForeignKeyConstraint(["stage_id"], ["stage.id"], name=op.f("fk_draw_stage_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draw")),
        sa.UniqueConstraint("stage_id", "kind", name=op.f("uq_draw_stage_id_kind")),
    )
    op.create_table(
        "draw_code",
        sa.Column("draw_id", sa.String(length=36), nullable=False),
        sa.Column("code", sa.String(length=24), nullable=False),
        sa.Column("session_number", sa.Integer(), nullable=False),
        sa.Column("name_sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["draw_id"], ["draw.id"], name=op.f("fk_draw_code_draw_id")),
        sa.PrimaryKeyConstraint("draw_id", "code", name=op.f("pk_draw_code")),
    )
    op.create_table(
        "custody",
        sa.Column("draw_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("holder_id", sa.String(length=36), nullable=False),
        sa.Column("share_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("confirmed_at", Utc(), nullable=True),
        sa.ForeignKeyConstraint(["draw_id"], ["draw.id"], name=op.f("fk_custody_draw_id")),
        sa.ForeignKeyConstraint(["holder_id"], ["person.id"], name=op.f("fk_custody_holder_id")),
        sa.PrimaryKeyConstraint("draw_id", "number", name=op.f("pk_custody")),
    )
    op.create_index(op.f("ix_custody_holder_id"), "custody", ["holder_id"], unique=False)

"""The first release: panels, sheets, marks, boards, and the triggers of all append-only tables."""

import sqlalchemy as sa
from alembic import op

from competition.store.base import Exact, Utc
from competition.store.triggers import statements

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _part_1()
    _part_2()
    _part_3()
    _part_4()
    _part_5()
    _part_6()
    _part_7()


def _part_1() -> None:
    op.create_table(
        "import_batch",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("event_id", sa.String(length=36), nullable=False),
        sa.Column("trade_id", sa.String(length=36), nullable=True),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("report", sa.JSON(), nullable=False),
        sa.Column("rows_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("undone_at", Utc(), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_import_batch_event_id")),
        sa.ForeignKeyConstraint(["trade_id"], ["trade.id"], name=op.f("fk_import_batch_trade_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
    )
    op.create_index(op.f("ix_import_batch_event_id"), "import_batch", ["event_id"], unique=False)
    op.create_index(op.f("ix_import_batch_trade_id"), "import_batch", ["trade_id"], unique=False)
    op.create_table(
        "judge",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("event_id", sa.String(length=36), nullable=False),
        sa.Column("trade_id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("organisation", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=30), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("withdrawn_at", Utc(), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_judge_event_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_judge_person_id")),
        sa.ForeignKeyConstraint(["trade_id"], ["trade.id"], name=op.f("fk_judge_trade_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judge")),
        sa.UniqueConstraint("trade_id", "number", name=op.f("uq_judge_trade_id_number")),
    )
    op.create_index(op.f("ix_judge_event_id"), "judge", ["event_id"], unique=False)
    op.create_index(op.f("ix_judge_person_id"), "judge", ["person_id"], unique=False)
    op.create_index(op.f("ix_judge_trade_id"), "judge", ["trade_id"], unique=False)


def _part_2() -> None:
    op.create_table(
        "plan",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("trade_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["trade_id"], ["trade.id"], name=op.f("fk_plan_trade_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
        sa.UniqueConstraint("trade_id", "version", name=op.f("uq_plan_trade_id_version")),
    )
    op.create_index(op.f("ix_plan_trade_id"), "plan", ["trade_id"], unique=False)
    op.create_table(
        "stage",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("trade_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("name_en", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("anonymity", sa.String(length=16), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("plan_id", sa.String(length=36), nullable=True),
        sa.Column("plan_hash", sa.String(length=64), nullable=True),
        sa.Column("started_at", Utc(), nullable=True),
        sa.Column("ends_at", Utc(), nullable=True),
        sa.Column("ended_at", Utc(), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_stage_plan_id")),
        sa.ForeignKeyConstraint(["trade_id"], ["trade.id"], name=op.f("fk_stage_trade_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage")),
    )
    op.create_index(op.f("ix_stage_plan_id"), "stage", ["plan_id"], unique=False)
    op.create_index(op.f("ix_stage_trade_id"), "stage", ["trade_id"], unique=False)
    op.create_table(
        "board",
        sa.Column("stage_id", sa.String(length=36), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("etag", sa.String(length=64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["stage_id"], ["stage.id"], name=op.f("fk_board_stage_id")),
        sa.PrimaryKeyConstraint("stage_id", name=op.f("pk_board")),
    )


def _part_3() -> None:
    op.create_table(
        "entry",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("event_id", sa.String(length=36), nullable=False),
        sa.Column("trade_id", sa.String(length=36), nullable=False),
        sa.Column("stage_id", sa.String(length=36), nullable=False),
        sa.Column("contestant_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("station_code", sa.String(length=16), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=True),
        sa.Column("organisation_name", sa.String(length=120), nullable=False),
        sa.Column("badge", sa.String(length=4), nullable=False),
        sa.Column("status", sa.String(length=4), nullable=False),
        sa.Column("batch_id", sa.String(length=36), nullable=True),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("withdrawn_at", Utc(), nullable=True),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batch.id"], name=op.f("fk_entry_batch_id")),
        sa.ForeignKeyConstraint(["contestant_id"], ["contestant.id"], name=op.f("fk_entry_contestant_id")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_entry_event_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_entry_organisation_id")),
        sa.ForeignKeyConstraint(["stage_id"], ["stage.id"], name=op.f("fk_entry_stage_id")),
        sa.ForeignKeyConstraint(["trade_id"], ["trade.id"], name=op.f("fk_entry_trade_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry")),
        sa.UniqueConstraint("stage_id", "contestant_id", name=op.f("uq_entry_stage_id_contestant_id")),
        sa.UniqueConstraint("stage_id", "number", name=op.f("uq_entry_stage_id_number")),
        sa.UniqueConstraint("stage_id", "station_code", name=op.f("uq_entry_stage_id_station_code")),
    )
    op.create_index(op.f("ix_entry_batch_id"), "entry", ["batch_id"], unique=False)
    op.create_index(op.f("ix_entry_contestant_id"), "entry", ["contestant_id"], unique=False)
    op.create_index(op.f("ix_entry_event_id"), "entry", ["event_id"], unique=False)
    op.create_index(op.f("ix_entry_organisation_id"), "entry", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_entry_stage_id"), "entry", ["stage_id"], unique=False)
    op.create_index(op.f("ix_entry_trade_id"), "entry", ["trade_id"], unique=False)
    op.create_table(
        "panel",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("stage_id", sa.String(length=36), nullable=False),
        sa.Column("module_key", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(["stage_id"], ["stage.id"], name=op.f("fk_panel_stage_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panel")),
        sa.UniqueConstraint("stage_id", "module_key", name=op.f("uq_panel_stage_id_module_key")),
    )


def _part_4() -> None:
    op.create_table(
        "seat",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("panel_id", sa.String(length=36), nullable=False),
        sa.Column("judge_id", sa.String(length=36), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["judge_id"], ["judge.id"], name=op.f("fk_seat_judge_id")),
        sa.ForeignKeyConstraint(["panel_id"], ["panel.id"], name=op.f("fk_seat_panel_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat")),
        sa.UniqueConstraint("panel_id", "judge_id", name=op.f("uq_seat_panel_id_judge_id")),
        sa.UniqueConstraint("panel_id", "seat", name=op.f("uq_seat_panel_id_seat")),
    )
    op.create_index(op.f("ix_seat_judge_id"), "seat", ["judge_id"], unique=False)
    op.create_table(
        "sheet",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("stage_id", sa.String(length=36), nullable=False),
        sa.Column("trade_id", sa.String(length=36), nullable=False),
        sa.Column("entry_id", sa.String(length=36), nullable=False),
        sa.Column("module_key", sa.String(length=12), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=False),
        sa.Column("judge_id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("moved_at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_sheet_entry_id")),
        sa.ForeignKeyConstraint(["judge_id"], ["judge.id"], name=op.f("fk_sheet_judge_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sheet_person_id")),
        sa.ForeignKeyConstraint(["stage_id"], ["stage.id"], name=op.f("fk_sheet_stage_id")),
        sa.ForeignKeyConstraint(["trade_id"], ["trade.id"], name=op.f("fk_sheet_trade_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet")),
        sa.UniqueConstraint("entry_id", "module_key", "seat", name=op.f("uq_sheet_entry_id_module_key_seat")),
    )
    op.create_index(op.f("ix_sheet_person_id_stage_id"), "sheet", ["person_id", "stage_id"], unique=False)
    op.create_index(op.f("ix_sheet_stage_id_state"), "sheet", ["stage_id", "state"], unique=False)


def _part_5() -> None:
    op.create_table(
        "standing",
        sa.Column("entry_id", sa.String(length=36), nullable=False),
        sa.Column("stage_id", sa.String(length=36), nullable=False),
        sa.Column("total", Exact(), nullable=True),
        sa.Column("tie", sa.JSON(), nullable=False),
        sa.Column("progress", sa.String(length=20), nullable=False),
        sa.Column("shown_total", Exact(), nullable=True),
        sa.Column("shown_tie", sa.JSON(), nullable=False),
        sa.Column("shown_progress", sa.String(length=20), nullable=False),
        sa.Column("signed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_standing_entry_id")),
        sa.ForeignKeyConstraint(["stage_id"], ["stage.id"], name=op.f("fk_standing_stage_id")),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_standing")),
    )
    op.create_index(op.f("ix_standing_stage_id"), "standing", ["stage_id"], unique=False)
    op.create_table(
        "current_mark",
        sa.Column("sheet_id", sa.String(length=36), nullable=False),
        sa.Column("aspect", sa.String(length=20), nullable=False),
        sa.Column("mark_id", sa.String(length=36), nullable=False),
        sa.Column("value", sa.String(length=40), nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(["sheet_id"], ["sheet.id"], name=op.f("fk_current_mark_sheet_id")),
        sa.PrimaryKeyConstraint("sheet_id", "aspect", name=op.f("pk_current_mark")),
    )
    op.create_table(
        "mark",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("sheet_id", sa.String(length=36), nullable=False),
        sa.Column("aspect", sa.String(length=20), nullable=False),
        sa.Column("value", sa.String(length=40), nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("replaces", sa.String(length=36), nullable=True),
        sa.Column("applied", sa.Boolean(), nullable=False),
        sa.Column("given_by", sa.String(length=36), nullable=False),
        sa.Column("device_id", sa.String(length=36), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=True),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("tablet_at", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(["sheet_id"], ["sheet.id"], name=op.f("fk_mark_sheet_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mark")),
    )
    op.create_index(op.f("ix_mark_sheet_id_aspect"), "mark", ["sheet_id", "aspect"], unique=False)


def _part_6() -> None:
    op.create_table(
        "sheet_move",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("sheet_id", sa.String(length=36), nullable=False),
        sa.Column("before", sa.String(length=10), nullable=False),
        sa.Column("after", sa.String(length=10), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=True),
        sa.ForeignKeyConstraint(["sheet_id"], ["sheet.id"], name=op.f("fk_sheet_move_sheet_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet_move")),
    )
    op.create_index(op.f("ix_sheet_move_sheet_id"), "sheet_move", ["sheet_id"], unique=False)


def _part_7() -> None:
    for table in ("entry_change", "ledger_line", "mark", "operation", "plan", "sheet_move"):
        for statement in statements(table, op.get_bind().dialect.name):
            op.execute(statement)

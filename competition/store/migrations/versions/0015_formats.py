"""How stages are played beside marks: figures from elsewhere, tournaments with their matches, milestones with reports."""

import sqlalchemy as sa
from alembic import op

from competition.store.base import Utc
from competition.store.triggers import statements

revision = "0015"
down_revision = "0014"

APPENDED = (
    "figure", "match_result", "match_withdrawal", "match_acceptance", "milestone_report", "milestone_verdict",
    "milestone_scoring",
)  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "figure",
        sa.Column("mark_id", sa.String(length=36), nullable=False),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("source_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["mark_id"], ["mark.id"], name=op.f("fk_figure_mark_id")),
        sa.PrimaryKeyConstraint("mark_id", name=op.f("pk_figure")),
    )
    op.create_index(op.f("ix_figure_source_id"), "figure", ["source_id"], unique=False)
    _tournaments()
    _matches()
    _labour_contests()
    _verdicts()
    for table in APPENDED:
        for statement in statements(table, op.get_bind().dialect.name):
            op.execute(statement)


def _tournaments() -> None:
    op.create_table(
        "tournament",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("event_id", sa.String(length=36), nullable=False),
        sa.Column("trade_id", sa.String(length=36), nullable=False),
        sa.Column("stage_id", sa.String(length=36), nullable=False),
        sa.Column("format", sa.String(length=12), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("seeding", sa.String(length=8), nullable=False),
        sa.Column("seeds", sa.JSON(), nullable=False),
        sa.Column("aspect_key", sa.String(length=20), nullable=False),
        sa.Column("figure", sa.JSON(), nullable=False),
        sa.Column("entrants", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("drawn_by", sa.String(length=36), nullable=True),
        sa.Column("drawn_at", Utc(), nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_tournament_event_id")),
        sa.ForeignKeyConstraint(["stage_id"], ["stage.id"], name=op.f("fk_tournament_stage_id")),
        sa.ForeignKeyConstraint(["trade_id"], ["trade.id"], name=op.f("fk_tournament_trade_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tournament")),
        sa.UniqueConstraint("stage_id", name=op.f("uq_tournament_stage_id")),
    )
    op.create_index(op.f("ix_tournament_event_id"), "tournament", ["event_id"], unique=False)
    op.create_index(op.f("ix_tournament_trade_id"), "tournament", ["trade_id"], unique=False)
    op.create_table(
        "match_lot",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("tournament_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("commitment", sa.String(length=64), nullable=False),
        sa.Column("seed_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("seed", sa.String(length=64), nullable=True),
        sa.Column("record", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("committed_at", Utc(), nullable=False),
        sa.Column("drawn_at", Utc(), nullable=True),
        sa.ForeignKeyConstraint(["tournament_id"], ["tournament.id"], name=op.f("fk_match_lot_tournament_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match_lot")),
        sa.UniqueConstraint("tournament_id", "kind", "number", name=op.f("uq_match_lot_tournament_id_kind_number")),
    )


def _matches() -> None:
    op.create_table(
        "match_result",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("tournament_id", sa.String(length=36), nullable=False),
        sa.Column("match_key", sa.String(length=12), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("games", sa.JSON(), nullable=False),
        sa.Column("absent", sa.String(length=8), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["tournament_id"], ["tournament.id"], name=op.f("fk_match_result_tournament_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match_result")),
        sa.UniqueConstraint(
            "tournament_id", "match_key", "number", name=op.f("uq_match_result_tournament_id_match_key_number")
        ),
    )
    op.create_table(
        "match_withdrawal",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("tournament_id", sa.String(length=36), nullable=False),
        sa.Column("entry_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["tournament_id"], ["tournament.id"], name=op.f("fk_match_withdrawal_tournament_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match_withdrawal")),
        sa.UniqueConstraint(
            "tournament_id", "entry_id", "number", name=op.f("uq_match_withdrawal_tournament_id_entry_id_number")
        ),
    )
    op.create_table(
        "match_acceptance",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("tournament_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("played_hash", sa.String(length=64), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["tournament_id"], ["tournament.id"], name=op.f("fk_match_acceptance_tournament_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match_acceptance")),
        sa.UniqueConstraint("tournament_id", "number", name=op.f("uq_match_acceptance_tournament_id_number")),
    )


def _labour_contests() -> None:
    op.create_table(
        "labour_contest",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("event_id", sa.String(length=36), nullable=False),
        sa.Column("trade_id", sa.String(length=36), nullable=False),
        sa.Column("stage_id", sa.String(length=36), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("aspect_key", sa.String(length=20), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_labour_contest_event_id")),
        sa.ForeignKeyConstraint(["stage_id"], ["stage.id"], name=op.f("fk_labour_contest_stage_id")),
        sa.ForeignKeyConstraint(["trade_id"], ["trade.id"], name=op.f("fk_labour_contest_trade_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_labour_contest")),
        sa.UniqueConstraint("stage_id", name=op.f("uq_labour_contest_stage_id")),
    )
    op.create_index(op.f("ix_labour_contest_event_id"), "labour_contest", ["event_id"], unique=False)
    op.create_index(op.f("ix_labour_contest_trade_id"), "labour_contest", ["trade_id"], unique=False)
    op.create_table(
        "milestone_report",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("contest_id", sa.String(length=36), nullable=False),
        sa.Column("entry_id", sa.String(length=36), nullable=False),
        sa.Column("node_key", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("evidence", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["contest_id"], ["labour_contest.id"], name=op.f("fk_milestone_report_contest_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone_report")),
        sa.UniqueConstraint(
            "contest_id", "entry_id", "node_key", "number",
            name=op.f("uq_milestone_report_contest_id_entry_id_node_key_number"),
        ),
    )  # fmt: skip
    op.create_index(op.f("ix_milestone_report_entry_id"), "milestone_report", ["entry_id"], unique=False)


def _verdicts() -> None:
    op.create_table(
        "milestone_verdict",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("report_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["milestone_report.id"], name=op.f("fk_milestone_verdict_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone_verdict")),
        sa.UniqueConstraint("report_id", "number", name=op.f("uq_milestone_verdict_report_id_number")),
    )
    op.create_table(
        "milestone_scoring",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("contest_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("said_hash", sa.String(length=64), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["contest_id"], ["labour_contest.id"], name=op.f("fk_milestone_scoring_contest_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone_scoring")),
        sa.UniqueConstraint("contest_id", "number", name=op.f("uq_milestone_scoring_contest_id_number")),
    )

"""The second release: registries, part 2 of 4."""

import sqlalchemy as sa
from alembic import op

from competition.store.base import Utc

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    _part_1()
    _part_2()
    _part_3()
    _part_4()
    _part_5()
    _part_6()


def _part_1() -> None:
    op.create_table(
        "submission",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("event_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=True),
        sa.Column("unit_name", sa.String(length=120), nullable=False),
        sa.Column("contact", sa.String(length=60), nullable=False),
        sa.Column("phone_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("code_index", sa.LargeBinary(), nullable=False),
        sa.Column("sent_as", sa.LargeBinary(), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_submission_event_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_submission_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
        sa.UniqueConstraint("code_index", name=op.f("uq_submission_code_index")),
        sa.UniqueConstraint("sent_as", name=op.f("uq_submission_sent_as")),
    )
    op.create_index(op.f("ix_submission_event_id"), "submission", ["event_id"], unique=False)
    op.create_index(op.f("ix_submission_organisation_id"), "submission", ["organisation_id"], unique=False)
    op.create_table(
        "unit_place",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("tree", sa.String(length=8), nullable=False),
        sa.Column("parent_id", sa.String(length=36), nullable=True),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_unit_place_organisation_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["organisation.id"], name=op.f("fk_unit_place_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_place")),
    )


def _part_2() -> None:
    op.create_index(
        op.f("ix_unit_place_organisation_id_tree_until"),
        "unit_place",
        ["organisation_id", "tree", "until"],
        unique=False,
    )
    op.create_index(op.f("ix_unit_place_parent_id"), "unit_place", ["parent_id"], unique=False)
    op.create_table(
        "venue",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("event_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("name_en", sa.String(length=80), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_venue_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_venue")),
    )
    op.create_index(op.f("ix_venue_event_id_name"), "venue", ["event_id", "name"], unique=True)
    op.create_table(
        "division",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("trade_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("name_en", sa.String(length=60), nullable=False),
        sa.Column("min_age", sa.Integer(), nullable=True),
        sa.Column("max_age", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["trade_id"], ["trade.id"], name=op.f("fk_division_trade_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_division")),
    )
    op.create_index(op.f("ix_division_trade_id_name"), "division", ["trade_id", "name"], unique=True)


def _part_3() -> None:
    op.create_table(
        "membership",
        sa.Column("member_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("began", sa.String(length=12), nullable=False),
        sa.Column("ended", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("merge_id", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_membership_member_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_membership_organisation_id")),
        sa.PrimaryKeyConstraint("member_id", "position", name=op.f("pk_membership")),
    )
    op.create_index(
        "ix_membership_merge",
        "membership",
        ["merge_id"],
        unique=False,
        sqlite_where=sa.text("merge_id IS NOT NULL"),
        postgresql_where=sa.text("merge_id IS NOT NULL"),
    )
    op.create_index("ix_membership_organisation", "membership", ["organisation_id", "ended"], unique=False)
    op.create_index(
        "uq_membership_open",
        "membership",
        ["member_id"],
        unique=True,
        sqlite_where=sa.text("ended = ''"),
        postgresql_where=sa.text("ended = ''"),
    )


def _part_4() -> None:
    op.create_table(
        "officer",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("event_id", sa.String(length=36), nullable=False),
        sa.Column("trade_id", sa.String(length=36), nullable=True),
        sa.Column("official_id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("role", sa.String(length=30), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("ended_at", Utc(), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_officer_event_id")),
        sa.ForeignKeyConstraint(["official_id"], ["official.id"], name=op.f("fk_officer_official_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_officer_person_id")),
        sa.ForeignKeyConstraint(["trade_id"], ["trade.id"], name=op.f("fk_officer_trade_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_officer")),
    )
    op.create_index(op.f("ix_officer_event_id_role"), "officer", ["event_id", "role"], unique=False)
    op.create_index(op.f("ix_officer_official_id"), "officer", ["official_id"], unique=False)
    op.create_index(op.f("ix_officer_trade_id"), "officer", ["trade_id"], unique=False)
    op.create_table(
        "official_trade",
        sa.Column("official_id", sa.String(length=36), nullable=False),
        sa.Column("template_key", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["official_id"], ["official.id"], name=op.f("fk_official_trade_official_id")),
        sa.PrimaryKeyConstraint("official_id", "template_key", name=op.f("pk_official_trade")),
    )
    op.create_index(op.f("ix_official_trade_template_key"), "official_trade", ["template_key"], unique=False)
    op.create_table(
        "plan_draft",
        sa.Column("trade_id", sa.String(length=36), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("based_on", sa.Integer(), nullable=True),
        sa.Column("rev", sa.Integer(), server_default="1", nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("started_at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["trade_id"], ["trade.id"], name=op.f("fk_plan_draft_trade_id")),
        sa.PrimaryKeyConstraint("trade_id", name=op.f("pk_plan_draft")),
    )


def _part_5() -> None:
    op.create_table(
        "plan_draft_step",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("trade_id", sa.String(length=36), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("edit", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["trade_id"], ["trade.id"], name=op.f("fk_plan_draft_step_trade_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_draft_step")),
    )
    op.create_index(op.f("ix_plan_draft_step_trade_id_rev"), "plan_draft_step", ["trade_id", "rev"], unique=True)
    op.create_table(
        "programme_point",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("event_id", sa.String(length=36), nullable=False),
        sa.Column("starts_at", Utc(), nullable=False),
        sa.Column("ends_at", Utc(), nullable=True),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("title_en", sa.String(length=120), nullable=False),
        sa.Column("venue_id", sa.String(length=36), nullable=True),
        sa.Column("trade_id", sa.String(length=36), nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_programme_point_event_id")),
        sa.ForeignKeyConstraint(["trade_id"], ["trade.id"], name=op.f("fk_programme_point_trade_id")),
        sa.ForeignKeyConstraint(["venue_id"], ["venue.id"], name=op.f("fk_programme_point_venue_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_point")),
    )
    op.create_index(
        op.f("ix_programme_point_event_id_starts_at"), "programme_point", ["event_id", "starts_at"], unique=False
    )
    op.create_index(op.f("ix_programme_point_trade_id"), "programme_point", ["trade_id"], unique=False)
    op.create_index(op.f("ix_programme_point_venue_id"), "programme_point", ["venue_id"], unique=False)


def _part_6() -> None:
    op.create_table(
        "qualification",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("official_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("level", sa.String(length=20), server_default="", nullable=False),
        sa.Column("certificate", sa.String(length=60), server_default="", nullable=False),
        sa.Column("template_key", sa.String(length=64), server_default="", nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["official_id"], ["official.id"], name=op.f("fk_qualification_official_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_qualification")),
    )
    op.create_index(op.f("ix_qualification_kind"), "qualification", ["kind"], unique=False)
    op.create_index(op.f("ix_qualification_official_id"), "qualification", ["official_id"], unique=False)
    op.create_index(op.f("ix_qualification_valid_until"), "qualification", ["valid_until"], unique=False)
    op.create_table(
        "team",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("event_id", sa.String(length=36), nullable=False),
        sa.Column("trade_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=True),
        sa.Column("coach", sa.String(length=60), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_team_event_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_team_organisation_id")),
        sa.ForeignKeyConstraint(["trade_id"], ["trade.id"], name=op.f("fk_team_trade_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
    )
    op.create_index(op.f("ix_team_event_id"), "team", ["event_id"], unique=False)
    op.create_index(op.f("ix_team_organisation_id"), "team", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_team_trade_id"), "team", ["trade_id"], unique=False)

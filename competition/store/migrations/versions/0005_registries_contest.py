"""The second release: registries, part 3 of 4."""

import sqlalchemy as sa
from alembic import op

from competition.store.base import Utc

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    _part_1()
    _part_2()
    _part_3()
    _part_4()
    _part_5()
    _part_6()
    _part_7()
    _part_8()
    _part_9()


def _part_1() -> None:
    op.create_table(
        "distinct_people",
        sa.Column("first_id", sa.String(length=36), nullable=False),
        sa.Column("second_id", sa.String(length=36), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["first_id"], ["contestant.id"], name=op.f("fk_distinct_people_first_id")),
        sa.ForeignKeyConstraint(["second_id"], ["contestant.id"], name=op.f("fk_distinct_people_second_id")),
        sa.PrimaryKeyConstraint("first_id", "second_id", name=op.f("pk_distinct_people")),
    )
    op.create_index(op.f("ix_distinct_people_second_id"), "distinct_people", ["second_id"], unique=False)
    op.create_table(
        "import_pulse",
        sa.Column("batch_id", sa.String(length=36), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batch.id"], name=op.f("fk_import_pulse_batch_id")),
        sa.PrimaryKeyConstraint("batch_id", name=op.f("pk_import_pulse")),
    )
    op.create_table(
        "letter",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("event_id", sa.String(length=36), nullable=False),
        sa.Column("trade_id", sa.String(length=36), nullable=False),
        sa.Column("judge_id", sa.String(length=36), nullable=False),
        sa.Column("code_index", sa.LargeBinary(length=16), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("ended_at", Utc(), nullable=True),
        sa.Column("answer", sa.String(length=10), server_default="", nullable=False),
        sa.Column("note", sa.String(length=300), server_default="", nullable=False),
        sa.Column("answered_at", Utc(), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_letter_event_id")),
        sa.ForeignKeyConstraint(["judge_id"], ["judge.id"], name=op.f("fk_letter_judge_id")),
        sa.ForeignKeyConstraint(["trade_id"], ["trade.id"], name=op.f("fk_letter_trade_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("code_index", name=op.f("uq_letter_code_index")),
    )
    op.create_index(op.f("ix_letter_judge_id"), "letter", ["judge_id"], unique=False)
    op.create_index(op.f("ix_letter_trade_id_ended_at"), "letter", ["trade_id", "ended_at"], unique=False)


def _part_2() -> None:
    op.create_table(
        "recusal",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("official_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=True),
        sa.Column("organisation", sa.String(length=120), server_default="", nullable=False),
        sa.Column("contestant_id", sa.String(length=36), nullable=True),
        sa.Column("contestant_name", sa.String(length=60), server_default="", nullable=False),
        sa.Column("note", sa.String(length=300), server_default="", nullable=False),
        sa.Column("declared_by", sa.String(length=60), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("ended_at", Utc(), nullable=True),
        sa.ForeignKeyConstraint(["contestant_id"], ["contestant.id"], name=op.f("fk_recusal_contestant_id")),
        sa.ForeignKeyConstraint(["official_id"], ["official.id"], name=op.f("fk_recusal_official_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_recusal_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recusal")),
    )
    op.create_index(op.f("ix_recusal_official_id"), "recusal", ["official_id"], unique=False)
    op.create_table(
        "team_member",
        sa.Column("team_id", sa.String(length=36), nullable=False),
        sa.Column("contestant_id", sa.String(length=36), nullable=False),
        sa.Column("role", sa.String(length=8), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("employer", sa.String(length=120), nullable=False),
        sa.Column("union_name", sa.String(length=120), nullable=False),
        sa.Column("skill_level", sa.Integer(), nullable=False),
        sa.Column("age", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["contestant_id"], ["contestant.id"], name=op.f("fk_team_member_contestant_id")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_team_member_team_id")),
        sa.PrimaryKeyConstraint("team_id", "contestant_id", name=op.f("pk_team_member")),
    )
    op.create_index(op.f("ix_team_member_contestant_id"), "team_member", ["contestant_id"], unique=False)


def _part_3() -> None:
    op.create_table(
        "application",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("submission_id", sa.String(length=36), nullable=False),
        sa.Column("event_id", sa.String(length=36), nullable=False),
        sa.Column("trade_id", sa.String(length=36), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=True),
        sa.Column("unit_name", sa.String(length=120), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("pinyin", sa.String(length=120), nullable=False),
        sa.Column("initials", sa.String(length=30), nullable=False),
        sa.Column("number_index", sa.LargeBinary(), nullable=True),
        sa.Column("details_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("code_index", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("entry_id", sa.String(length=36), nullable=True),
        sa.Column("sent_at", Utc(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_application_entry_id")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_application_event_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_application_organisation_id")),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name=op.f("fk_application_submission_id")),
        sa.ForeignKeyConstraint(["trade_id"], ["trade.id"], name=op.f("fk_application_trade_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application")),
        sa.UniqueConstraint("code_index", name=op.f("uq_application_code_index")),
    )
    op.create_index(op.f("ix_application_entry_id"), "application", ["entry_id"], unique=False)
    op.create_index(op.f("ix_application_event_id_pinyin"), "application", ["event_id", "pinyin"], unique=False)
    op.create_index(op.f("ix_application_event_id_sent_at"), "application", ["event_id", "sent_at"], unique=False)


def _part_4() -> None:
    op.create_index(
        op.f("ix_application_event_id_state_sent_at"), "application", ["event_id", "state", "sent_at"], unique=False
    )
    op.create_index(
        op.f("ix_application_organisation_id_state_sent_at"),
        "application",
        ["organisation_id", "state", "sent_at"],
        unique=False,
    )
    op.create_index(op.f("ix_application_submission_id"), "application", ["submission_id"], unique=False)
    op.create_index(
        op.f("ix_application_trade_id_number_index"), "application", ["trade_id", "number_index"], unique=False
    )
    op.create_table(
        "former_seat",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("panel_id", sa.String(length=36), nullable=False),
        sa.Column("judge_id", sa.String(length=36), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=False),
        sa.Column("since", Utc(), nullable=True),
        sa.Column("until", Utc(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["judge_id"], ["judge.id"], name=op.f("fk_former_seat_judge_id")),
        sa.ForeignKeyConstraint(["panel_id"], ["panel.id"], name=op.f("fk_former_seat_panel_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_seat")),
    )
    op.create_index(op.f("ix_former_seat_judge_id"), "former_seat", ["judge_id"], unique=False)
    op.create_index(op.f("ix_former_seat_panel_id"), "former_seat", ["panel_id"], unique=False)


def _part_5() -> None:
    op.create_table(
        "application_move",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("application_id", sa.String(length=36), nullable=False),
        sa.Column("frm", sa.String(length=10), nullable=False),
        sa.Column("to", sa.String(length=10), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_application_move_application_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_move")),
    )
    op.create_index(
        op.f("ix_application_move_application_id_at"), "application_move", ["application_id", "at"], unique=False
    )
    op.add_column(
        "contestant",
        sa.Column(
            "pinyin",
            sa.String(length=120).with_variant(sa.String(length=120, collation="C"), "postgresql"),
            server_default="",
            nullable=False,
        ),
    )
    op.add_column(
        "contestant",
        sa.Column(
            "initials",
            sa.String(length=120).with_variant(sa.String(length=120, collation="C"), "postgresql"),
            server_default="",
            nullable=False,
        ),
    )
    op.add_column("contestant", sa.Column("born_on", sa.Date(), nullable=True))
    op.add_column("contestant", sa.Column("skill_level", sa.Integer(), server_default="0", nullable=False))
    op.add_column("contestant", sa.Column("member_id", sa.String(length=36), nullable=True))
    op.add_column("contestant", sa.Column("photo", sa.String(length=64), nullable=True))
    op.add_column("contestant", sa.Column("merged_into_id", sa.String(length=36), nullable=True))


def _part_6() -> None:
    op.add_column("contestant", sa.Column("rev", sa.Integer(), server_default="1", nullable=False))
    op.create_index(op.f("ix_contestant_created_at_id"), "contestant", ["created_at", "id"], unique=False)
    op.create_index(op.f("ix_contestant_initials"), "contestant", ["initials"], unique=False)
    op.create_index(op.f("ix_contestant_member_id"), "contestant", ["member_id"], unique=False)
    op.create_index(op.f("ix_contestant_merged_into_id"), "contestant", ["merged_into_id"], unique=False)
    op.create_index(op.f("ix_contestant_name_organisation_id"), "contestant", ["name", "organisation_id"], unique=False)
    op.create_index(op.f("ix_contestant_phone_index_name"), "contestant", ["phone_index", "name"], unique=False)
    op.create_index(op.f("ix_contestant_photo"), "contestant", ["photo"], unique=False)
    op.create_index(op.f("ix_contestant_pinyin_born_on"), "contestant", ["pinyin", "born_on"], unique=False)
    op.add_column("entry", sa.Column("team_id", sa.String(length=36), nullable=True))
    op.add_column("entry", sa.Column("division_id", sa.String(length=36), nullable=True))
    op.add_column(
        "entry",
        sa.Column(
            "name",
            sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql"),
            server_default="",
            nullable=False,
        ),
    )
    op.add_column(
        "entry",
        sa.Column(
            "pinyin",
            sa.String(length=120).with_variant(sa.String(length=120, collation="C"), "postgresql"),
            server_default="",
            nullable=False,
        ),
    )
    op.add_column(
        "entry",
        sa.Column(
            "initials",
            sa.String(length=120).with_variant(sa.String(length=120, collation="C"), "postgresql"),
            server_default="",
            nullable=False,
        ),
    )


def _part_7() -> None:
    op.add_column("entry", sa.Column("sex", sa.String(length=1), server_default="", nullable=False))
    op.add_column("entry", sa.Column("employer", sa.String(length=120), server_default="", nullable=False))
    op.add_column("entry", sa.Column("union_name", sa.String(length=120), server_default="", nullable=False))
    op.add_column("entry", sa.Column("skill_level", sa.Integer(), server_default="0", nullable=False))
    op.add_column("entry", sa.Column("age", sa.Integer(), nullable=True))
    op.add_column("entry", sa.Column("coach", sa.String(length=60), server_default="", nullable=False))
    op.add_column("entry", sa.Column("rev", sa.Integer(), server_default="1", nullable=False))
    op.create_index(op.f("ix_entry_division_id"), "entry", ["division_id"], unique=False)
    op.create_index(op.f("ix_entry_event_id_age_id_status"), "entry", ["event_id", "age", "id", "status"], unique=False)
    op.create_index(
        op.f("ix_entry_event_id_coach_id_status"), "entry", ["event_id", "coach", "id", "status"], unique=False
    )
    op.create_index(
        op.f("ix_entry_event_id_created_at_id_status"),
        "entry",
        ["event_id", "created_at", "id", "status"],
        unique=False,
    )
    op.create_index(
        op.f("ix_entry_event_id_division_id_id_status"),
        "entry",
        ["event_id", "division_id", "id", "status"],
        unique=False,
    )


def _part_8() -> None:
    op.create_index(
        op.f("ix_entry_event_id_employer_id_status"), "entry", ["event_id", "employer", "id", "status"], unique=False
    )
    op.create_index(op.f("ix_entry_event_id_organisation_id"), "entry", ["event_id", "organisation_id"], unique=False)
    op.create_index(
        op.f("ix_entry_event_id_organisation_name_id_status"),
        "entry",
        ["event_id", "organisation_name", "id", "status"],
        unique=False,
    )
    op.create_index(
        op.f("ix_entry_event_id_pinyin_id_status"), "entry", ["event_id", "pinyin", "id", "status"], unique=False
    )
    op.create_index(
        op.f("ix_entry_event_id_skill_level_id_status"),
        "entry",
        ["event_id", "skill_level", "id", "status"],
        unique=False,
    )
    op.create_index(
        op.f("ix_entry_event_id_station_code_id_status"),
        "entry",
        ["event_id", "station_code", "id", "status"],
        unique=False,
    )
    op.create_index(op.f("ix_entry_event_id_status_id"), "entry", ["event_id", "status", "id"], unique=False)
    op.create_index(
        op.f("ix_entry_event_id_trade_id_number_id_status"),
        "entry",
        ["event_id", "trade_id", "number", "id", "status"],
        unique=False,
    )


def _part_9() -> None:
    op.create_index(
        op.f("ix_entry_event_id_trade_id_status"), "entry", ["event_id", "trade_id", "status"], unique=False
    )
    op.create_index(op.f("ix_entry_initials"), "entry", ["initials"], unique=False)
    op.create_index(op.f("ix_entry_name"), "entry", ["name"], unique=False)
    op.create_index(op.f("ix_entry_pinyin"), "entry", ["pinyin"], unique=False)
    op.create_index(op.f("ix_entry_stage_id_team_id"), "entry", ["stage_id", "team_id"], unique=True)
    op.create_index(op.f("ix_entry_team_id"), "entry", ["team_id"], unique=False)
    op.add_column("event", sa.Column("members_only", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("event", sa.Column("registration_opens_at", Utc(), nullable=True))
    op.add_column("event", sa.Column("registration_closes_at", Utc(), nullable=True))
    op.add_column("event", sa.Column("notice", sa.Text(), server_default="", nullable=False))
    op.add_column("event", sa.Column("notice_en", sa.Text(), server_default="", nullable=False))
    op.add_column("event", sa.Column("previous_id", sa.String(length=36), nullable=True))
    op.add_column("event", sa.Column("published_at", Utc(), nullable=True))
    op.add_column("event", sa.Column("removed_at", Utc(), nullable=True))
    op.add_column("event", sa.Column("rev", sa.Integer(), server_default="1", nullable=False))
    op.create_index(op.f("ix_event_name"), "event", ["name"], unique=False)
    op.create_index(op.f("ix_event_previous_id"), "event", ["previous_id"], unique=False)
    op.create_index(op.f("ix_event_published_at"), "event", ["published_at"], unique=False)
    op.create_index(op.f("ix_event_state"), "event", ["state"], unique=False)
    op.add_column("import_batch", sa.Column("decisions", sa.JSON(), server_default="{}", nullable=False))

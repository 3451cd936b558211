"""The second release: registries, part 1 of 4."""

import sqlalchemy as sa
from alembic import op

from competition.store.base import Utc

revision = "0003"
down_revision = "0002"


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
        "act",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("permission", sa.String(length=40), nullable=False),
        sa.Column("event_id", sa.String(length=36), nullable=True),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("undo_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("undone_at", Utc(), nullable=True),
        sa.Column("undone_by", sa.String(length=36), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_act")),
    )
    op.create_index(op.f("ix_act_by_at"), "act", ["by", "at"], unique=False)
    op.create_index(op.f("ix_act_event_id_at"), "act", ["event_id", "at"], unique=False)
    op.create_table(
        "consent_text",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), server_default="", nullable=False),
        sa.Column("published_at", Utc(), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_consent_text")),
    )
    op.create_table(
        "ledger_subject",
        sa.Column("subject_id", sa.String(length=36), nullable=False),
        sa.Column("chain", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("subject_id", "chain", "seq", name=op.f("pk_ledger_subject")),
    )


def _part_2() -> None:
    op.create_table(
        "member_category",
        sa.Column("key", sa.String(length=24), nullable=False),
        sa.Column("bit", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("name_en", sa.String(length=60), server_default="", nullable=False),
        sa.Column("rev", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_member_category")),
        sa.UniqueConstraint("bit", name=op.f("uq_member_category_bit")),
        sa.UniqueConstraint("name", name=op.f("uq_member_category_name")),
    )
    op.create_table(
        "member_change",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("member_id", sa.String(length=36), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("batch_id", sa.String(length=36), nullable=True),
        sa.Column("changed", sa.JSON(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_change")),
    )
    op.create_index("ix_member_change_batch", "member_change", ["batch_id", "id"], unique=False)
    op.create_index("ix_member_change_member", "member_change", ["member_id", "at"], unique=False)
    op.create_table(
        "member_import",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("ended_at", Utc(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("job_id", sa.String(length=36), nullable=True),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("report", sa.JSON(), nullable=False),
        sa.Column("chunks", sa.Integer(), nullable=False),
        sa.Column("applied", sa.Integer(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("cursor", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_import")),
    )


def _part_3() -> None:
    op.create_index("ix_member_import_at", "member_import", ["created_at"], unique=False)
    op.create_table(
        "series",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("name_en", sa.String(length=120), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("about_en", sa.Text(), nullable=False),
        sa.Column("rule", sa.JSON(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
        sa.UniqueConstraint("name", name=op.f("uq_series_name")),
    )
    op.create_index(op.f("ix_series_created_at"), "series", ["created_at"], unique=False)
    op.create_table(
        "trade_alias",
        sa.Column("spelling", sa.String(length=80), nullable=False),
        sa.Column("template_key", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("spelling", name=op.f("pk_trade_alias")),
    )
    op.create_table(
        "unit_grouping",
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("key", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("name_en", sa.String(length=60), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "key", name=op.f("pk_unit_grouping")),
    )


def _part_4() -> None:
    op.create_table(
        "event_move",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("event_id", sa.String(length=36), nullable=False),
        sa.Column("from_state", sa.String(length=24), nullable=False),
        sa.Column("to_state", sa.String(length=24), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_event_move_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_move")),
    )
    op.create_index(op.f("ix_event_move_event_id_at"), "event_move", ["event_id", "at"], unique=False)


def _part_5() -> None:
    op.create_table(
        "member",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column(
            "name", sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column(
            "pinyin",
            sa.String(length=120).with_variant(sa.String(length=120, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "initials",
            sa.String(length=30).with_variant(sa.String(length=30, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("sex", sa.String(length=1), nullable=False),
        sa.Column("born_on", sa.Date(), nullable=True),
        sa.Column("joined_on", sa.Date(), nullable=True),
        sa.Column("organisation_id", sa.String(length=36), nullable=True),
        sa.Column("categories", sa.BigInteger(), nullable=False),
        sa.Column("consent_version", sa.Integer(), nullable=True),
        sa.Column("consent_on", sa.Date(), nullable=True),
        sa.Column("id_number_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("id_number_index", sa.LargeBinary(), nullable=True),
        sa.Column("phone_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("phone_index", sa.LargeBinary(), nullable=True),
        sa.Column("card_number_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("card_number_index", sa.LargeBinary(), nullable=True),
        sa.Column("batch_id", sa.String(length=36), nullable=True),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("changed_at", Utc(), nullable=False),
        sa.Column("rev", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["member_import.id"], name=op.f("fk_member_batch_id")),
        sa.ForeignKeyConstraint(["consent_version"], ["consent_text.version"], name=op.f("fk_member_consent_version")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_member_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
    )


def _part_6() -> None:
    op.create_index("ix_member_batch", "member", ["batch_id"], unique=False)
    op.create_index("ix_member_card_number", "member", ["card_number_index"], unique=True)
    op.create_index("ix_member_id_number", "member", ["id_number_index"], unique=True)
    op.create_index(
        "ix_member_list",
        "member",
        ["pinyin", "id", "name", "initials", "organisation_id", "sex", "categories", "consent_version"],
        unique=False,
    )
    op.create_index("ix_member_organisation", "member", ["organisation_id", "pinyin"], unique=False)
    op.create_index("ix_member_phone", "member", ["phone_index"], unique=False)
    op.create_table(
        "official",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("pinyin", sa.String(length=200), server_default="", nullable=False),
        sa.Column("initials", sa.String(length=60), server_default="", nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=True),
        sa.Column("organisation", sa.String(length=120), server_default="", nullable=False),
        sa.Column("enterprise", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("phone_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("phone_index", sa.LargeBinary(), nullable=True),
        sa.Column("note", sa.String(length=300), server_default="", nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("merged_into_id", sa.String(length=36), nullable=True),
        sa.Column("rev", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_official_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_official")),
    )
    op.create_index(op.f("ix_official_created_at"), "official", ["created_at"], unique=False)
    op.create_index(op.f("ix_official_initials"), "official", ["initials"], unique=False)
    op.create_index(op.f("ix_official_merged_into_id"), "official", ["merged_into_id"], unique=False)
    op.create_index(op.f("ix_official_name_organisation"), "official", ["name", "organisation"], unique=False)
    op.create_index(op.f("ix_official_organisation"), "official", ["organisation"], unique=False)


def _part_7() -> None:
    op.create_index(op.f("ix_official_organisation_id"), "official", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_official_phone_index"), "official", ["phone_index"], unique=False)
    op.create_index(op.f("ix_official_pinyin"), "official", ["pinyin"], unique=False)
    op.create_table(
        "organiser",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("event_id", sa.String(length=36), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_organiser_event_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_organiser_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organiser")),
    )
    op.create_index(op.f("ix_organiser_event_id_position"), "organiser", ["event_id", "position"], unique=False)
    op.create_index(op.f("ix_organiser_organisation_id"), "organiser", ["organisation_id"], unique=False)
    op.create_table(
        "series_round",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("series_id", sa.String(length=36), nullable=False),
        sa.Column("event_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("added_at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_series_round_event_id")),
        sa.ForeignKeyConstraint(["series_id"], ["series.id"], name=op.f("fk_series_round_series_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series_round")),
        sa.UniqueConstraint("series_id", "event_id", name=op.f("uq_series_round_series_id_event_id")),
    )
    op.create_index(op.f("ix_series_round_event_id"), "series_round", ["event_id"], unique=False)

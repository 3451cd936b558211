"""The second release: registries, part 4 of 4."""

import sqlalchemy as sa
from alembic import op

from competition.store.base import Utc
from competition.store.triggers import statements

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    _part_1()
    _part_2()
    _part_3()
    _part_4()
    _part_5()
    _part_6()


def _part_1() -> None:
    op.create_index(
        op.f("ix_import_batch_event_id_created_at"), "import_batch", ["event_id", "created_at"], unique=False
    )
    op.add_column("judge", sa.Column("official_id", sa.String(length=36), nullable=True))
    op.create_index(op.f("ix_judge_official_id"), "judge", ["official_id"], unique=False)
    op.add_column("organisation", sa.Column("code", sa.String(length=40), server_default="", nullable=False))
    op.add_column("organisation", sa.Column("industry", sa.String(length=16), server_default="", nullable=False))
    op.add_column("organisation", sa.Column("ownership", sa.String(length=16), server_default="", nullable=False))
    op.add_column("organisation", sa.Column("industry_parent_id", sa.String(length=36), nullable=True))
    op.add_column("organisation", sa.Column("opened_on", sa.Date(), nullable=True))
    op.add_column("organisation", sa.Column("closed_on", sa.Date(), nullable=True))
    op.add_column("organisation", sa.Column("merged_into_id", sa.String(length=36), nullable=True))
    op.add_column("organisation", sa.Column("pinyin", sa.String(length=120), server_default="", nullable=False))
    op.add_column("organisation", sa.Column("initials", sa.String(length=120), server_default="", nullable=False))
    op.add_column("organisation", sa.Column("rev", sa.Integer(), server_default="1", nullable=False))


def _part_2() -> None:
    op.create_index(op.f("ix_organisation_closed_on_pinyin"), "organisation", ["closed_on", "pinyin"], unique=False)
    op.create_index(op.f("ix_organisation_code_id"), "organisation", ["code", "id"], unique=False)
    op.create_index(op.f("ix_organisation_industry_parent_id"), "organisation", ["industry_parent_id"], unique=False)
    op.create_index(op.f("ix_organisation_industry_pinyin"), "organisation", ["industry", "pinyin"], unique=False)
    op.create_index(op.f("ix_organisation_initials"), "organisation", ["initials"], unique=False)
    op.create_index(op.f("ix_organisation_level_pinyin"), "organisation", ["level", "pinyin"], unique=False)
    op.create_index(op.f("ix_organisation_merged_into_id"), "organisation", ["merged_into_id"], unique=False)
    op.create_index(op.f("ix_organisation_opened_on_id"), "organisation", ["opened_on", "id"], unique=False)
    op.create_index(op.f("ix_organisation_ownership_pinyin"), "organisation", ["ownership", "pinyin"], unique=False)
    op.create_index(op.f("ix_organisation_pinyin_id"), "organisation", ["pinyin", "id"], unique=False)
    op.create_index(op.f("ix_organisation_short"), "organisation", ["short"], unique=False)
    op.add_column("plan", sa.Column("reason", sa.String(length=300), server_default="", nullable=False))
    op.add_column("seat", sa.Column("since", Utc(), nullable=True))
    op.create_index(op.f("ix_sheet_judge_id"), "sheet", ["judge_id"], unique=False)


def _part_3() -> None:
    op.add_column("trade", sa.Column("team_size", sa.Integer(), server_default="1", nullable=False))
    op.add_column("trade", sa.Column("team_reserves", sa.Integer(), server_default="0", nullable=False))
    op.add_column("trade", sa.Column("rev", sa.Integer(), server_default="1", nullable=False))
    with op.batch_alter_table("contestant") as batch:
        batch.create_foreign_key(op.f("fk_contestant_member_id"), "member", ["member_id"], ["id"])
        batch.create_foreign_key(op.f("fk_contestant_merged_into_id"), "contestant", ["merged_into_id"], ["id"])
    with op.batch_alter_table("entry") as batch:
        batch.alter_column("contestant_id", existing_type=sa.VARCHAR(length=36), nullable=True)
        batch.create_foreign_key(op.f("fk_entry_division_id"), "division", ["division_id"], ["id"])
        batch.create_foreign_key(op.f("fk_entry_team_id"), "team", ["team_id"], ["id"])
    with op.batch_alter_table("event") as batch:
        batch.alter_column(
            "state", existing_type=sa.VARCHAR(length=16), type_=sa.String(length=24), existing_nullable=False
        )
        batch.create_foreign_key(op.f("fk_event_previous_id"), "event", ["previous_id"], ["id"])
    with op.batch_alter_table("judge") as batch:
        batch.create_foreign_key(op.f("fk_judge_official_id"), "official", ["official_id"], ["id"])
    with op.batch_alter_table("organisation") as batch:
        batch.create_foreign_key(
            op.f("fk_organisation_industry_parent_id"), "organisation", ["industry_parent_id"], ["id"]
        )
        batch.create_foreign_key(op.f("fk_organisation_merged_into_id"), "organisation", ["merged_into_id"], ["id"])
    for table in ("application_move", "consent_text", "event_move", "member_change"):
        for statement in statements(table, op.get_bind().dialect.name):
            op.execute(statement)


def _part_4() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute('ALTER TABLE contestant ALTER COLUMN name TYPE VARCHAR(60) COLLATE "C"')
    op.execute(
        "UPDATE entry SET name = (SELECT contestant.name FROM contestant WHERE contestant.id = entry.contestant_id),"
        " sex = (SELECT contestant.sex FROM contestant WHERE contestant.id = entry.contestant_id),"
        " employer = (SELECT contestant.employer FROM contestant WHERE contestant.id = entry.contestant_id)"
        " WHERE contestant_id IS NOT NULL"
    )
    from competition.web.pinyin import initials, pinyin

    for table in ("contestant", "entry"):
        called = op.get_bind().execute(sa.text(f"SELECT DISTINCT name FROM {table}")).scalars().all()  # noqa: S608
        for name in called:
            op.execute(
                sa.text(f"UPDATE {table} SET pinyin = :pinyin, initials = :initials WHERE name = :name").bindparams(  # noqa: S608
                    name=name, pinyin=pinyin(name), initials=initials(name)
                )
            )
    op.execute("UPDATE event SET published_at = created_at WHERE state IN ('RUNNING', 'ENDED')")
    op.execute("UPDATE event SET state = 'IN_SESSION' WHERE state = 'RUNNING'")
    op.execute("UPDATE event SET state = 'REVIEW' WHERE state = 'ENDED'")
    op.execute(
        "INSERT INTO organiser (id, event_id, name, role, position)"
        " SELECT id, id, host, 'host', 1 FROM event WHERE host <> ''"
    )


def _part_5() -> None:
    op.execute(
        "INSERT INTO member_category (key, bit, name, name_en, rev) VALUES"
        " ('migrant', 0, '农民工', 'Migrant worker', 1), ('dispatched', 1, '劳务派遣工', 'Dispatched worker', 1),"
        " ('flexible', 2, '灵活就业人员', 'Flexibly employed', 1),"
        " ('new_forms', 3, '新就业形态劳动者', 'Worker in new forms of employment', 1),"
        " ('hardship', 4, '困难职工', 'Worker in hardship', 1), ('model', 5, '劳动模范', 'Model worker', 1)"
    )
    op.execute(
        "INSERT INTO official (id, name, organisation, created_at)"
        " SELECT min(id), name, organisation, min(created_at) FROM judge GROUP BY name, organisation"
    )
    op.execute(
        "UPDATE official SET organisation_id ="
        " (SELECT min(o.id) FROM organisation o WHERE o.name = official.organisation) WHERE organisation <> ''"
    )
    op.execute(
        "UPDATE judge SET official_id = (SELECT o.id FROM official o"
        " WHERE o.name = judge.name AND o.organisation = judge.organisation)"
    )
    from competition.web.pinyin import initials, pinyin

    here = op.get_bind()
    for row in here.execute(sa.text("SELECT id, name FROM official")).all():
        here.execute(
            sa.text("UPDATE official SET pinyin = :pinyin, initials = :initials WHERE id = :id"),
            {"id": row.id, "pinyin": pinyin(row.name), "initials": initials(row.name)[:60]},
        )


def _part_6() -> None:
    groupings = {
        "level": "team 班组 Shift_team,enterprise 企业 Enterprise,park 园区 Industrial_park,"
        "county 县区 County_or_district,city 市 City,province 省 Province",
        "industry": "copper 铜产业 Copper,power 电力 Power,railway 铁路 Railways,education 教育 Education,"
        "weather 气象 Weather_service,"
        "health 卫生 Health,construction 建筑 Construction,finance 金融 Finance,machinery 机械 Machinery,"
        "electronics 电子信息 Electronics,"
        "chemistry 化工 Chemicals,textile 纺织 Textiles,food 农产品与食品 Farming_and_food,transport 交通运输 Transport,"
        "post 邮政通信 Post_and_telecoms,mining 矿业 Mining,building 建材 Building_materials,tourism 文化旅游 Culture_and_tourism,"
        "trade 商贸服务 Commerce,logistics 物流快递 Logistics,public 机关与公共服务 Public_service",
        "ownership": "state 国有 State-owned,collective 集体 Collective,private 非公 Private,joint 股份合作 Joint_stock,"
        "foreign 外资与港澳台资 Foreign_or_overseas,public 机关事业单位 Government_or_institution",
    }
    for kind, listed in groupings.items():
        for position, one in enumerate(listed.split(",")):
            key, name, name_en = one.split(" ")
            op.execute(
                sa.text("INSERT INTO unit_grouping VALUES (:kind, :key, :name, :name_en, :position)").bindparams(
                    kind=kind, key=key, name=name, name_en=name_en.replace("_", " "), position=position
                )
            )
    op.execute(
        "INSERT INTO unit_place (id, organisation_id, tree, parent_id) SELECT id, id, 'region', parent_id FROM organisation"
    )
    from competition.web.pinyin import initials, pinyin

    units = sa.table("organisation", sa.column("id"), sa.column("name"), sa.column("pinyin"), sa.column("initials"))
    for unit_id, name in op.get_bind().execute(sa.select(units.c.id, units.c.name)).all():
        op.execute(units.update().where(units.c.id == unit_id).values(pinyin=pinyin(name), initials=initials(name)))

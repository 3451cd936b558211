"""The pages of the editor, of comparing, of spreadsheets and of print: with and without JavaScript."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from competition.engine.plans import plan_hash
from competition.schemes import actions, editing, queries
from competition.schemes.library import templates
from competition.store import reading
from tests.schemes.test_editing import flat
from tests.schemes.test_workbook import book_of, edited
from tests.world import PLAN, World

CRITERION = PLAN["modules"][1]["criteria"][0]


class Editor:
    """A trade whose draft says PLAN, and a browser that has it open."""

    def __init__(self, world: World) -> None:
        self.event_id = world.event()
        self.trade_id = world.trade(self.event_id)
        self.browser: FlaskClient = world.organiser()
        self.scheme = f"/schemes/{self.event_id}/{self.trade_id}"
        self.draft = f"{self.scheme}/draft"
        self.criterion = f"{self.draft}/modules/1/0"
        actions.start("system", self.trade_id, PLAN, 2)

    def document(self) -> dict[str, Any]:
        with reading() as s:
            draft = queries.draft(s, self.trade_id)
            assert draft is not None
            return draft.document

    def form(self, **changes: str) -> dict[str, str]:
        """The criterion's form as the page would send it, with these changes (dots written as __)."""
        seen = editing.digest(editing.part_at(self.document(), "modules.1.criteria.0"))
        typed = {name.replace("__", "."): value for name, value in changes.items()}
        return flat(CRITERION) | {"seen": seen, "was": "A1", "act": "save"} | typed


@pytest.fixture
def editor(world: World) -> Editor:
    return Editor(world)


def names_on(page: str) -> set[str]:
    return set(re.findall(r'name="([a-z0-9_.]+)"', page))


def test_the_form_of_a_criterion_offers_every_field_of_its_aspects(editor: Editor) -> None:
    page = editor.browser.get(editor.criterion).text

    wanted = {name for name, value in flat(CRITERION).items() if value and not name.endswith((".steps", ".kind"))} - {
        "aspects.2.max", "aspects.0.required", "aspects.1.required",
    }  # fmt: skip
    assert wanted - names_on(page) == set()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_of_every_template_s_draft_opens(world: World, language: str) -> None:
    event_id = world.event()
    browser = world.organiser()
    for key in ("clinical_skills", "typing", "fitter"):
        trade_id = actions.add_trades_from_templates("system", event_id, [key])[0]
        draft = f"/schemes/{event_id}/{trade_id}/draft"
        actions.start("system", trade_id, templates()[key].document, 1)
        for part in ("", "/general", "/document", "/modules/0", "/modules/1", "/modules/1/0"):
            assert browser.get(f"{draft}{part}?lang={language}").status_code == 200


def test_saving_a_form_unchanged_changes_nothing(editor: Editor) -> None:
    answer = editor.browser.post(editor.criterion, data=editor.form())

    assert (answer.status_code, answer.location, editor.document()) == (303, editor.criterion, PLAN)


def test_a_form_is_saved_with_what_is_wrong_in_it_and_says_so_at_the_field(editor: Editor) -> None:
    answer = editor.browser.post(
        editor.criterion, data=editor.form(aspects__0__max="４1", aspects__0__bands__0__to="wide")
    )

    page = editor.browser.get(editor.criterion).text
    aspect = editor.document()["modules"][1]["criteria"][0]["aspects"][0]
    assert (answer.status_code, aspect["max"], aspect["bands"][0]["to"]) == (303, "41", "wide")
    assert 'id="wrong-aspects.0.bands.0.to"' in page
    assert re.search(r'name="aspects.0.bands.0.to"[^>]*aria-invalid="true"', page)


def test_the_autosave_answers_with_the_column_beside_the_form(editor: Editor) -> None:
    head = {"X-Autosave": "1"}

    answer = editor.browser.post(
        editor.criterion, data=editor.form(title__en="Sizes", aspects__0__kind="timed"), headers=head
    )

    stored = editor.document()["modules"][1]["criteria"][0]
    assert (answer.status_code, "<html" in answer.text) == (200, False)
    assert f'data-seen="{editing.digest(stored)}"' in answer.text
    assert (stored["title"]["en"], stored["aspects"][0]["kind"]) == ("Sizes", "measurement")


def test_without_javascript_acts_change_the_lists_of_a_form(editor: Editor) -> None:
    post = editor.browser.post

    added = post(editor.criterion, data=editor.form(act="added:aspects", new_kind="timed"))
    band = post(editor.criterion, data=editor.form(act="added:aspects.0.bands") | {"aspects.3.kind": "timed"})
    kind = post(editor.criterion, data=editor.form(act="kind:aspects.1", aspects__1__kind="yesno"))

    assert [one.location for one in (added, band, kind)] == [
        f"{editor.criterion}?open=3#field-aspects.3",
        f"{editor.criterion}?open=0#field-aspects.0.bands.2",
        f"{editor.criterion}?open=1#field-aspects.1",
    ]
    assert [one["kind"] for one in editor.document()["modules"][1]["criteria"][0]["aspects"]] == [
        "measurement", "yesno", "deduction",
    ]  # fmt: skip


def test_new_parts_of_a_form_get_keys_that_are_free_in_the_whole_plan(editor: Editor) -> None:
    actions.change("system", editor.trade_id, "added", "modules.0.criteria.0.aspects", rev=1)
    taken = {"modules.0.criteria.0.aspects.1.key": "A1.4"}
    other = f"{editor.draft}/modules/0/0"
    seen = editing.digest(editing.part_at(editor.document(), "modules.0.criteria.0"))
    first = flat(editing.part_at(editor.document(), "modules.0.criteria.0"))
    first |= {name.removeprefix("modules.0.criteria.0."): value for name, value in taken.items()}
    editor.browser.post(other, data=first | {"seen": seen, "was": "T1", "act": "save"})

    editor.browser.post(editor.criterion, data=editor.form(act="copied:aspects.2"))
    again = flat(editing.part_at(editor.document(), "modules.1.criteria.0"))
    head = {"seen": editor.form()["seen"], "was": "A1", "act": "added:aspects", "new_kind": "timed"}
    editor.browser.post(editor.criterion, data=again | head)

    keys = [one["key"] for one in editor.document()["modules"][1]["criteria"][0]["aspects"]]
    assert keys == ["A1.1", "A1.2", "A1.3", "A1.5", "A1.6"]


def test_two_people_in_one_form_are_told_and_both_keep_what_they_wrote(editor: Editor) -> None:
    mine = editor.form(title__en="Mine")
    editor.browser.post(editor.criterion, data=editor.form(title__en="Theirs"))

    refused = editor.browser.post(editor.criterion, data=mine)
    quiet = editor.browser.post(editor.criterion, data=mine, headers={"X-Autosave": "1"})

    assert (refused.status_code, quiet.status_code) == (409, 409)
    assert ["Theirs" in refused.text, 'value="Mine"' in refused.text, 'id="conflict-title"' in refused.text] == [
        True
    ] * 3
    seen = re.search(r'name="seen" value="([0-9a-f]+)"', refused.text)
    assert seen is not None
    assert editor.browser.post(editor.criterion, data=mine | {"seen": seen[1]}).status_code == 303
    assert editor.document()["modules"][1]["criteria"][0]["title"]["en"] == "Mine"


def test_a_form_whose_part_moved_never_writes_over_another_part(editor: Editor) -> None:
    mine = editor.form(title__en="Mine")
    actions.change("system", editor.trade_id, "up", "modules.1", rev=1)

    assert editor.browser.post(editor.criterion, data=mine).status_code == 409
    assert editor.document()["modules"][1] == PLAN["modules"][0]


def test_the_outline_moves_undoes_and_refuses_an_old_page(editor: Editor) -> None:
    post = editor.browser.post

    moved = post(editor.draft, data={"act": "up:modules.1", "rev": "1"})
    old = post(editor.draft, data={"act": "up:modules.1", "rev": "1"})
    undone = post(editor.draft, data={"act": "undo:", "rev": "2"})
    nothing = post(editor.draft, data={"act": "undo:", "rev": "3"})
    wrong = post(editor.draft, data={"act": "up:modules.1", "rev": "x"})

    assert [one.status_code for one in (moved, old, undone, nothing, wrong)] == [303, 409, 303, 409, 422]
    assert editor.document() == PLAN


def test_a_draft_becomes_a_version_for_a_reason(editor: Editor) -> None:
    editor.browser.post(editor.criterion, data=editor.form(title__en="Sizes"))

    without = editor.browser.post(f"{editor.draft}/version", data={"reason": "", "rev": "2"})
    done = editor.browser.post(f"{editor.draft}/version", data={"reason": "统一用词", "rev": "2"})

    assert (without.status_code, done.location) == (422, editor.scheme)
    assert "统一用词" in editor.browser.get(editor.scheme).text
    assert editor.browser.get(f"{editor.criterion}").status_code == 409


@pytest.mark.parametrize("source", ["version:1", "template:welder", "blank"])
def test_a_draft_begins_anywhere_and_copies_over_another(editor: Editor, source: str) -> None:
    answer = editor.browser.post(f"{editor.draft}/begin", data={"source": source})

    expected = {
        "version:1": templates()["fitter"].document, "template:welder": templates()["welder"].document,
        "blank": editing.blank_plan("钳工", "Bench fitting"),
    }[source]  # fmt: skip
    assert (answer.location, editor.document()) == (editor.draft, expected)


def test_a_draft_begins_with_a_trade_of_another_event_that_one_may_read(world: World, editor: Editor) -> None:
    other = world.event()
    trade_id = actions.add_trades_from_templates("system", other, ["nurse"])[0]
    world.person("叶知秋", "expert", ("expert_lead", f"/events/{editor.event_id}"))
    source = {"source": f"trade:{other}:{trade_id}"}

    listed = editor.browser.get(f"{editor.draft}?copy=1&from={other}").text
    refused = world.signed_in("expert").post(f"{editor.draft}/begin", data=source)
    editor.browser.post(f"{editor.draft}/begin", data=source)

    assert (f"trade:{other}:{trade_id}" in listed, refused.status_code) == (True, 403)
    assert editor.document() == templates()["nurse"].document
    for wrong in ("trade:x", "trade:a:b", "template:alchemy", "version:99", "moon"):
        assert editor.browser.post(f"{editor.draft}/begin", data={"source": wrong}).status_code in (403, 404)


def test_discard_throws_the_draft_away(editor: Editor) -> None:
    assert editor.browser.post(f"{editor.draft}/discard").location == editor.scheme
    assert editor.browser.post(f"{editor.draft}/discard").status_code == 409
    assert 'value="version:2"' in editor.browser.get(editor.draft).text


def test_comparison_tells_what_became_of_each_aspect(editor: Editor) -> None:
    editor.browser.post(editor.criterion, data=editor.form(aspects__0__title__en="Slot", act="removed:aspects.2"))

    page = editor.browser.get(f"{editor.scheme}/compare?before=2&after=draft&lang=en").text

    assert ["Slot width" in page, "Slot" in page, "No goggles" in page] == [True] * 3
    assert editor.browser.get(f"{editor.scheme}/compare?before=fitter&after=2").status_code == 200
    assert "Both say the same" in editor.browser.get(f"{editor.scheme}/compare?before=2&after=2&lang=en").text
    assert editor.browser.get(f"{editor.scheme}/compare?before=9").status_code == 404


def test_comparison_waits_for_a_draft_that_cannot_be_read(editor: Editor) -> None:
    actions.change("system", editor.trade_id, "removed", "modules.0", rev=1)

    assert "cannot be compared" in editor.browser.get(f"{editor.scheme}/compare?before=2&after=draft&lang=en").text
    assert editor.browser.get(f"{editor.scheme}/plan.xlsx?version=draft").status_code == 409


def sent(raw: bytes) -> dict[str, Any]:
    return {"data": {"book": (io.BytesIO(raw), "plan.xlsx")}, "content_type": "multipart/form-data"}


def test_a_spreadsheet_goes_out_and_comes_back_into_the_draft(editor: Editor) -> None:
    raw = editor.browser.get(f"{editor.scheme}/plan.xlsx?version=1").data

    answer = editor.browser.post(f"{editor.scheme}/import", **sent(raw))

    assert answer.location == editor.draft
    assert plan_hash(editor.document()) == plan_hash(templates()["fitter"].document)
    assert editor.browser.get(f"{editor.scheme}/plan.xlsx?version=draft").data[:2] == b"PK"


@pytest.mark.parametrize("raw", [b"", b"PK nothing", b"a,b\n1,2", book_of(PLAN)[:4000]])
def test_import_refuses_other_files_and_keeps_nothing(editor: Editor, raw: bytes) -> None:
    assert editor.browser.post(f"{editor.scheme}/import", **sent(raw)).status_code == 422
    assert editor.browser.post(f"{editor.scheme}/import").status_code == 422
    assert editor.document() == PLAN


def test_import_lists_every_wrong_cell_and_keeps_nothing(editor: Editor) -> None:
    raw = edited(book_of(PLAN, "en"), {"Marking scheme": {"G4": "weighing", "P5": "=1+1"}})

    answer = editor.browser.post(f"{editor.scheme}/import?lang=en", **sent(raw))

    assert (answer.status_code, editor.document()) == (422, PLAN)
    assert [">G4<" in answer.text, ">P5<" in answer.text] == [True, True]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("key", sorted(templates()))
def test_the_technical_document_and_blank_sheets_print_every_aspect(world: World, key: str, language: str) -> None:
    event_id = world.event()
    trade_id = actions.add_trades_from_templates("system", event_id, [key])[0]
    browser = world.organiser()
    scheme, plan = f"/schemes/{event_id}/{trade_id}", templates()[key].plan

    page = browser.get(f"{scheme}/technical?lang={language}").text
    sheets = "".join(browser.get(f"{scheme}/sheet/{module.key}?lang={language}").text for module in plan.modules)

    aspects = [aspect for module in plan.modules for aspect in module.aspects]
    marked = {aspect.key for module in plan.modules for aspect in module.marked}
    found = [(cell in page, cell in sheets) for cell in (f'<td class="num">{one.key}</td>' for one in aspects)]
    assert found == [(True, one.key in marked) for one in aspects]
    assert plan.document_hash in page


def test_a_blank_sheet_of_another_seat_has_what_each_judge_marks(editor: Editor) -> None:
    second = editor.browser.get(f"{editor.scheme}/sheet/A?seat=2").text

    assert [f">{key}<" in second for key in ("A1.1", "A1.2", "A1.3")] == [False, True, False]
    assert editor.browser.get(f"{editor.scheme}/sheet/Z").status_code == 404


def test_the_library_finds_and_shows_templates(world: World) -> None:
    event_id = world.event()
    browser = world.organiser()

    found = browser.get(f"/schemes/{event_id}/add?q=weld").text
    assert ['value="welder"' in found, 'value="nurse"' in found] == [True, False]
    assert browser.get(f"/schemes/{event_id}/add?q=nothing+like+it").status_code == 200
    assert browser.get(f"/schemes/{event_id}/templates/pastry?lang=en").status_code == 200
    assert browser.get(f"/schemes/{event_id}/templates/alchemy").status_code == 404


def test_the_editor_answers_the_dull_questions(world: World, editor: Editor) -> None:
    world.person("方晓棠", "judge", ("scoring_judge", f"/events/{editor.event_id}"))
    world.person("范长青", "chief2", ("chief_judge", f"/events/{editor.event_id}"))
    judge, chief = world.signed_in("judge"), world.signed_in("chief2")
    elsewhere = f"/schemes/{world.event()}/{editor.trade_id}"

    assert [judge.get(editor.draft).status_code, chief.get(editor.draft).status_code] == [403, 403]
    assert [
        chief.get(f"{editor.scheme}/technical").status_code,
        chief.get(f"{editor.scheme}/plan.xlsx").status_code,
    ] == [200, 200]
    gone = [
        f"{editor.draft}/modules/9",
        f"{editor.draft}/modules/x",
        f"{editor.draft}/modules/1/9",
        f"{elsewhere}/draft/general",
    ]
    assert [editor.browser.get(address).status_code for address in gone] == [404] * 4
    assert editor.browser.put(editor.criterion).status_code == 405


def test_awards_are_written_in_a_form_of_their_own(editor: Editor) -> None:
    address = f"{editor.draft}/awards"
    page = editor.browser.get(f"{address}?lang=en").text
    assert {"by_division", "medals.window", "teams.points", "organisation_award.count"} <= names_on(page)

    seen = editing.digest({})
    added = editor.browser.post(address, data={"seen": seen, "was": "", "act": "added:prizes"})
    assert added.location == f"{address}#field-prizes.0"
    seen = editing.digest(editor.document()["awards"])
    sent = {"prizes.0.key": "P1", "prizes.0.title.zh": "一等奖", "prizes.0.share": "0.1", "prizes.0.count": "1"}
    editor.browser.post(address, data=sent | {"seen": seen, "was": "", "act": "save"})

    assert editor.document()["awards"] == {
        "prizes": [{"key": "P1", "title": {"zh": "一等奖", "en": ""}, "share": "0.1", "count": 1}]
    }
    page = editor.browser.get(f"{address}?lang=en").text
    assert 'id="wrong-prizes.0.count"' in page
    assert "a prize goes by one rule only" in page
    assert f'href="{address}#field-prizes.0.count"' in page

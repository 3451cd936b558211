"""A room of the tests' own with a list, an act and a form, so that what all lists and forms share is tested by itself."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Flask, flash, redirect, render_template, render_template_string, request
from flask.typing import ResponseReturnValue
from werkzeug.serving import WSGIRequestHandler, make_server

from competition.accounts.guard import me, signed_in
from competition.acts import actions as acts
from competition.acts.pages import flash_act
from competition.acts.words import ACTS
from competition.jobs import exports
from competition.store import transaction
from competition.web import lists
from competition.web.forms import Conflict
from competition.web.lists import Act, Column, Filter, Listing
from competition.web.sheets import Column as Written
from competition.web.sheets import Table

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

KIND = "tests.closed"
COLUMNS = (
    Column(key="number", title="编号", numeric=True),
    Column(key="name", title="姓名", kept=True),
    Column(key="organisation", title="单位"),
    Column(key="note", title="备注", shown=False, sorts=False),
)
FILTERS = (Filter(key="trade", title="赛项", all="全部赛项", choices=[("钳工", "钳工"), ("焊接", "焊接")]),)
LIST = """{% extends "layouts/desk.html" %}{% from "macros/lists.html" import listing %}{% from "macros/parts.html" import page_head %}
{% block title %}名单{% endblock %}{% block main %}{{ page_head("名单") }}
{% call(row, key) listing(list) %}{% if key == "name" %}<a class="name" href="/shelf/{{ row.id }}">{{ row.name }}</a>
{% else %}{{ row[key] }}{% endif %}{% endcall %}{% endblock %}"""
FORM = """{% extends "layouts/desk.html" %}{% from "macros/forms.html" import field, select, csrf, conflict_notice, textarea, tick %}
{% from "macros/parts.html" import page_head %}{% block title %}一名选手{% endblock %}{% block main %}{{ page_head("一名选手") }}
{{ conflict_notice(conflict, {"name": "姓名", "level": "技能等级"}) }}
<form class="form" method="post" novalidate data-autosave="one">{{ csrf() }}{{ field("姓名", "name", values.name) }}
{{ select("技能等级", "level", [("1", "一级"), ("3", "三级")], values.level) }}{{ textarea("备注", "note", values.note) }}
{{ tick("外聘", "out", values.out) }}<div data-private>{{ field("身份证号", "id_number") }}</div>
<div class="form-foot"><button class="button" data-tone="primary">保存</button></div></form>{% endblock %}"""


@dataclass
class Row:
    id: int
    number: int
    name: str
    organisation: str
    trade: str
    note: str = ""


ROWS = [Row(n, n + 1, f"陈嘉{n:03}", f"青溪第{n % 7 + 1}机械厂", ("钳工", "焊接")[n % 2]) for n in range(120)]


def found(args: Any) -> tuple[lists.Asked, list[Row]]:
    """What an address asks of the shelf, and the rows that fit."""
    wishes = lists.asked(args, COLUMNS, FILTERS, sort="number")
    rows = [row for row in ROWS if wishes.text in row.name and wishes.filters["trade"] in ("", row.trade)]
    return wishes, sorted(rows, key=lambda row: str(getattr(row, wishes.sort)).zfill(9), reverse=wishes.down)


def room() -> Blueprint:
    """The doors of the shelf; what its form saved is kept in the blueprint."""
    pages = Blueprint("shelf", __name__, url_prefix="/shelf")
    kept: dict[str, str] = {"name": "陈嘉树", "level": "1", "note": "", "out": ""}

    @pages.get("/")
    @signed_in
    def index() -> ResponseReturnValue:
        wishes, rows = found(request.args)
        page = lists.page(wishes, len(rows))
        one = Listing(
            title="名单", address="/shelf/", columns=COLUMNS, filters=FILTERS, asked=wishes, page=page,
            rows=rows[page.offset : page.offset + page.size], placeholder="姓名", acts=(Act(key="close", words="停用"),),
            acts_to="/shelf/acts", export_to="/shelf/export",
        )  # fmt: skip
        return render_template_string(LIST, list=one, event=None, here="")

    @pages.post("/acts")
    @signed_in
    def act() -> ResponseReturnValue:
        _wishes, rows = found(request.form)
        chosen = (
            rows if request.form.get("everything") else [r for r in rows if str(r.id) in request.form.getlist("ids")]
        )
        if request.form.get("confirm"):
            with transaction() as s:
                act_id = acts.record(s, me().id, KIND, permission="house.read", count=len(chosen), undo={})
            flash_act(act_id, f"停用了 {len(chosen)} 个")
            return redirect("/shelf/", 303)
        hidden = [("ids", row.id) for row in chosen]
        return render_template(
            "acts/preview.html", title="停用", sentence="它们不再出现在名单里。", rows=[(r.name, r.trade) for r in chosen[:50]],
            total=len(chosen), skipped=[("陈嘉树", "已停用")], hidden=hidden, fields="", do=f"停用 {len(chosen)} 个",
            back="/shelf/", action="/shelf/acts", here="", event=None, tone="bad",
        )  # fmt: skip

    @pages.post("/export")
    @signed_in
    def export() -> ResponseReturnValue:
        _wishes, rows = found(request.form)
        job = exports.start(KIND, {"names": [row.name for row in rows]}, me().id, "zh", name="名单", back="/shelf/")
        return redirect(f"/jobs/{job}", 303)

    @pages.route("/<int:number>", methods=["GET", "POST"])
    @signed_in
    def one(number: int) -> ResponseReturnValue:
        if request.method == "POST" and request.form["name"] == "taken":
            conflict = Conflict(by="方晓棠", at=dt.datetime.now(dt.UTC), fields={"name": "陈家树", "level": "三级"})
            return render_template_string(FORM, values=request.form, conflict=conflict, event=None, here=""), 409
        if request.method == "POST":
            kept.update({name: request.form.get(name, "") for name in kept})
            flash("已保存", "good")
            return redirect("/shelf/", 303)
        return render_template_string(FORM, values=kept, conflict=None, event=None, here="")

    return pages


class Quiet(WSGIRequestHandler):
    """Says nothing of each request."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Nothing."""


def whole(app: WSGIApplication) -> WSGIApplication:
    """The app with each answer read and closed at once: this server leaves a file open when the browser hangs up."""

    def answer(environ: WSGIEnvironment, start: StartResponse) -> list[bytes]:
        body = app(environ, start)
        try:
            return [b"".join(body)]
        finally:
            getattr(body, "close", lambda: None)()

    return answer


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The app with the shelf, served on a free port; gives its address."""
    app.register_blueprint(room())
    acts.undoes(KIND)(lambda s, actor, undo: None)
    ACTS[KIND] = "停用 %(count)s 个"
    exports.writes(KIND)(lambda kept: Table("名单", [Written("姓名")], [[name] for name in kept["names"]]))
    server = make_server("127.0.0.1", 0, whole(app), threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

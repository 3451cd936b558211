"""Whether the process can serve: for the start script, the load balancer and the person at the laptop."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import text

from competition.store import reading


def install(app: Flask) -> None:
    """GET /healthz answers 200 when the database answers."""

    def healthz() -> dict[str, str]:
        with reading() as s:
            s.execute(text("SELECT 1"))
        return {"state": "well"}

    healthz.__rule__ = "public"  # type: ignore[attr-defined]
    app.add_url_rule("/healthz", "healthz", healthz)

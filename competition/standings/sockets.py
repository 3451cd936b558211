"""The spectators' door over websockets: namespace /live, nobody signs in, nothing can be written."""

from __future__ import annotations

import re
from typing import Any

from flask_socketio import SocketIO, join_room

from competition.standings import queries
from competition.store import reading, utcnow

NAMESPACE = "/live"
RULES = {"connect": "public", "watch": "public"}
MOST = 40
_ID = re.compile("[0-9a-f-]{1,36}")


def install(socketio: SocketIO) -> None:
    """Hang the events on the hub."""

    @socketio.on("connect", namespace=NAMESPACE)
    def connect(auth: Any = None) -> None:
        return None

    @socketio.on("watch", namespace=NAMESPACE)
    def watch(body: Any = None) -> dict[str, Any]:
        """Follow boards: {"boards": [ids]} -> the server's time and the revisions there are."""
        wanted = body.get("boards") if isinstance(body, dict) else None
        if (
            not isinstance(wanted, list)
            or len(wanted) > MOST
            or not all(isinstance(one, str) and _ID.fullmatch(one) for one in wanted)
        ):
            return {"error": {"code": "invalid", "fields": {"boards": [f"A list of at most {MOST} boards."]}}}
        with reading() as s:
            found = queries.revisions(s, wanted)
        for board in found:
            join_room(board)
        return {"now": utcnow().isoformat(timespec="milliseconds"), "boards": found}

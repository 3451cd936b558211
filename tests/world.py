"""One small named competition, used everywhere: 首届青溪市技能创新运动会, two trades, a few invented people."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from competition.accounts import actions as accounts
from competition.accounts.passwords import hashed
from competition.store import transaction

PASSWORD = "spirit-level-7"
HASH = hashed(PASSWORD)


class World:
    """Makes people and things through the house's own actions, as they are asked for."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def person(self, name: str, login: str, *grants: tuple[str, str]) -> str:
        """A person who can sign in, with (role, scope) grants. Returns the id."""
        with transaction() as s:
            person_id = accounts.create_person(s, name=name, login=login, password_hash=HASH)
            for role, scope in grants:
                accounts.grant(s, person_id, role, scope)
        return person_id

    def signed_in(self, login: str) -> FlaskClient:
        """A browser in which this person is signed in."""
        client = self.app.test_client()
        answer = client.post("/accounts/sign-in", data={"login": login, "password": PASSWORD})
        assert answer.status_code == 303, answer.get_data(as_text=True)
        return client

    def organiser(self) -> FlaskClient:
        """苏明, organiser of the whole house, signed in."""
        self.person("苏明", "suming", ("organiser", "/"), ("sys_admin", "/"))
        return self.signed_in("suming")

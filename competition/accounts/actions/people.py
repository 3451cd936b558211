"""What people can do with accounts: set up, sign in and out, grant, change a password. Tablets are in devices.py."""

from __future__ import annotations

import datetime as dt
import secrets

from sqlalchemy import update
from sqlalchemy.orm import Session

from competition.accounts import passwords, queries, roles
from competition.accounts.facts import PersonAdded, RoleEnded, RoleGranted
from competition.accounts.models import Grant, Person, SignIn
from competition.store import Refused, happened, new_id, reading, transaction, utcnow
from competition.store.vault import vault
from competition.web.apart import apart

PATIENCE = 5
SIGN_IN_DAYS = 14


def create_person(
    s: Session, *, name: str, by: str = "system", login: str | None = None, password_hash: str | None = None
) -> str:
    """A new person; without a login he signs in only by a tablet bound to him. Returns the id."""
    if login and queries.by_login(s, login):
        raise Refused("login_taken", 409, login=login)
    person = Person(id=new_id(), name=name, login=login.lower() if login else None, password_hash=password_hash)
    s.add(person)
    s.flush()
    happened(PersonAdded(actor=by, person_id=person.id))
    return person.id


def grant(s: Session, person_id: str, role: str, scope: str, by: str = "system") -> None:
    """Give a role over a scope; what is already held is not given twice."""
    if role not in roles.ROLES:
        raise ValueError(f"no such role: {role}")
    person = queries.known(s, person_id)
    if person is not None and (role, scope) in person.grants:
        return
    s.add(Grant(person_id=person_id, role=role, scope=scope, granted_by=by))
    s.flush()
    happened(RoleGranted(actor=by, person_id=person_id, role=role, scope=scope))


def end_grant(s: Session, person_id: str, role: str, scope: str, by: str) -> None:
    """Take a role away; it stays on record with its end."""
    held = update(Grant).where(
        Grant.person_id == person_id, Grant.role == role, Grant.scope == scope, Grant.ended_at.is_(None)
    )
    if s.execute(held.values(ended_at=utcnow())).rowcount:  # type: ignore[attr-defined]
        happened(RoleEnded(actor=by, person_id=person_id, role=role, scope=scope))


def set_up_first(*, name: str, login: str, password: str) -> str:
    """The first organiser of an empty house, with rights over all of it. Raises Refused when somebody is there already."""
    kept = apart(passwords.hashed, password)
    with transaction() as s:
        if queries.anybody(s):
            raise Refused("house_is_set_up", 409)
        person_id = create_person(s, name=name, login=login, password_hash=kept)
        for role in ("organiser", "sys_admin"):
            grant(s, person_id, role, "/")
        return person_id


def check_password(login: str, password: str) -> str:
    """The person's id when login and password fit. Raises Refused: wrong (always the same words), or resting after
    too many failures, each further one doubling the wait up to a quarter of an hour."""
    with reading() as s:
        person = queries.by_login(s, login)
        kept = person.password_hash if person else None
        resting = person is not None and person.locked_until is not None and person.locked_until > utcnow()
    if resting:
        raise Refused("sign_in_resting", 429)
    fits = apart(passwords.right, kept, password)
    if person is None or not fits:
        if person is not None:
            _count_failure(person.id)
        raise Refused("sign_in_wrong", 403)
    if person.failures:
        with transaction() as s:
            s.execute(update(Person).where(Person.id == person.id).values(failures=0, locked_until=None))
    return person.id


def _count_failure(person_id: str) -> None:
    with transaction() as s:
        person = s.get_one(Person, person_id, with_for_update=True)
        person.failures += 1
        over = person.failures - PATIENCE
        if over >= 0:
            person.locked_until = utcnow() + dt.timedelta(seconds=min(900, 15 * 2 ** min(over, 6)))


def open_session(person_id: str, agent: str) -> str:
    """A new server-side session; returns the token for the cookie (256 bits), which is kept nowhere."""
    token = secrets.token_urlsafe(32)
    with transaction() as s:
        s.add(SignIn(token_index=vault().index("sign_in", token), person_id=person_id, agent=agent[:200]))
    return token


def end_session(sign_in_id: str, person_id: str) -> None:
    """End one of the person's own sessions. Raises Refused when it is not his."""
    with transaction() as s:
        ended = s.execute(
            update(SignIn)
            .where(SignIn.id == sign_in_id, SignIn.person_id == person_id, SignIn.ended_at.is_(None))
            .values(ended_at=utcnow())
        )
        if not ended.rowcount:  # type: ignore[attr-defined]
            raise Refused("not_there", 404)


def end_other_sessions(person_id: str, keep: str | None) -> None:
    """Sign out everywhere but here."""
    with transaction() as s:
        others = update(SignIn).where(
            SignIn.person_id == person_id, SignIn.ended_at.is_(None), SignIn.id != (keep or "")
        )
        s.execute(others.values(ended_at=utcnow()))


def seen(sign_in_id: str) -> None:
    """Note that a session is in use (the guard calls this at most once a minute)."""
    with transaction() as s:
        s.execute(update(SignIn).where(SignIn.id == sign_in_id).values(last_seen=utcnow()))


def change_password(person_id: str, sign_in_id: str | None, old: str, new: str) -> None:
    """A new password, after the old one; every other session ends."""
    with reading() as s:
        kept = s.get_one(Person, person_id).password_hash
    if not apart(passwords.right, kept, old):
        raise Refused("password_wrong", 403)
    fresh = apart(passwords.hashed, new)
    with transaction() as s:
        s.execute(update(Person).where(Person.id == person_id).values(password_hash=fresh))
        end_other_sessions(person_id, sign_in_id)


def choose(person_id: str, *, name: str | None = None, locale: str | None = None) -> None:
    """The person's own name and language."""
    with transaction() as s:
        person = s.get_one(Person, person_id)
        person.name = name or person.name
        person.locale = locale or person.locale


def give_login(person_id: str, login: str, password: str, by: str) -> None:
    """A login for a person who had none, such as a chief judge who works at the desk."""
    kept = apart(passwords.hashed, password)
    with transaction() as s:
        other = queries.by_login(s, login)
        if other is not None and other.id != person_id:
            raise Refused("login_taken", 409, login=login)
        person = s.get_one(Person, person_id)
        person.login, person.password_hash = login.lower(), kept
        happened(PersonAdded(actor=by, person_id=person_id))

"""Passwords: argon2id with the library's defaults (64 MiB), hashed apart from the loop, at least ten characters."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher()
SHORTEST = 10
NOBODY = _hasher.hash("nobody signs in with this")


def hashed(password: str) -> str:
    """The hash to keep."""
    return _hasher.hash(password)


def right(kept: str | None, password: str) -> bool:
    """Whether the password fits; costs the same when there is nobody to fit."""
    try:
        _hasher.verify(kept or NOBODY, password)
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None

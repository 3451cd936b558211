"""The lock of a draw's list: AES-256-GCM under a key that only two custodians together can make again."""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from competition.store.vault import Unreadable

NONCE = 12
LENGTH = 64
"""Bytes that a text is filled up to with NUL, so that its length tells nothing of what is locked."""


class Lock:
    """Locks texts to one place of one draw: a row's text does not open in another row."""

    def __init__(self, key: bytes, draw_id: str) -> None:
        self._cipher, self._draw_id = AESGCM(key), draw_id

    def lock(self, place: str, text: str) -> bytes:
        """The text, locked for exactly this place of the draw."""
        nonce = os.urandom(NONCE)
        return nonce + self._cipher.encrypt(nonce, text.encode().ljust(LENGTH, b"\0"), self._bound(place))

    def open(self, place: str, locked: bytes) -> str:
        """The text again. Raises Unreadable for another key, another place or a changed text."""
        try:
            return self._cipher.decrypt(locked[:NONCE], locked[NONCE:], self._bound(place)).rstrip(b"\0").decode()
        except InvalidTag:
            raise Unreadable("the list does not open with this key") from None

    def _bound(self, place: str) -> bytes:
        return f"draw:{self._draw_id}:{place}".encode()

"""Personal fields, sealed one by one: AES-256-GCM bound to table, row and column, and a blind index to find them by.

Keys are derived from the vault key (HKDF-SHA-256), one for sealing, one for the index; both live outside the database.
Layout of a sealed field: key id (1 byte), nonce (12), ciphertext with tag.
"""

from __future__ import annotations

import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_ID = b"\x01"


class Unreadable(Exception):
    """A sealed field that does not open here: another key, another row, or damaged."""


class Vault:
    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(_derive(key, b"seal"))
        self._index = _derive(key, b"index")

    def seal(self, table: str, row_id: str, column: str, text: str) -> bytes:
        """The field sealed for exactly this place."""
        nonce = os.urandom(12)
        return KEY_ID + nonce + self._cipher.encrypt(nonce, text.encode(), f"{table}:{row_id}:{column}".encode())

    def open(self, table: str, row_id: str, column: str, sealed: bytes) -> str:
        """The text again. Raises Unreadable when it was sealed elsewhere or changed."""
        if sealed[:1] != KEY_ID:
            raise Unreadable("unknown key id")
        try:
            return self._cipher.decrypt(sealed[1:13], sealed[13:], f"{table}:{row_id}:{column}".encode()).decode()
        except InvalidTag:
            raise Unreadable("the field does not open here") from None

    def index(self, kind: str, text: str) -> bytes:
        """16 bytes by which equal texts of one kind find each other without being read."""
        return hmac.digest(self._index, f"{kind}:{text}".encode(), "sha256")[:16]


def _derive(key: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"craftboard " + purpose).derive(key)


_vault: Vault | None = None


def bind_vault(vault: Vault) -> None:
    """Make `vault` the vault of this process; create_app does it."""
    global _vault
    _vault = vault


def vault() -> Vault:
    """The vault of this process."""
    if _vault is None:
        raise RuntimeError("no vault is bound: create_app comes first")
    return _vault

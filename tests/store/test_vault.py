"""Sealed fields and the blind index."""

from __future__ import annotations

import pytest

from competition.store.vault import Unreadable, Vault

KEY, OTHER = bytes(32), bytes([1]) * 32


def test_sealed_field_opens_only_in_its_own_place() -> None:
    sealed = Vault(KEY).seal("contestant", "1", "id_number", "99010119900101001X")

    assert Vault(KEY).open("contestant", "1", "id_number", sealed) == "99010119900101001X"
    for table, row, column in (
        ("person", "1", "id_number"),
        ("contestant", "2", "id_number"),
        ("contestant", "1", "phone"),
    ):
        with pytest.raises(Unreadable):
            Vault(KEY).open(table, row, column, sealed)


def test_sealed_field_does_not_open_with_another_key_or_when_changed() -> None:
    sealed = Vault(KEY).seal("contestant", "1", "phone", "13800000000")

    for vault, given in (
        (Vault(OTHER), sealed),
        (Vault(KEY), sealed[:-1] + bytes([sealed[-1] ^ 1])),
        (Vault(KEY), b"\x09" + sealed[1:]),
    ):
        with pytest.raises(Unreadable):
            vault.open("contestant", "1", "phone", given)


def test_sealed_twice_differs_and_the_index_does_not() -> None:
    vault = Vault(KEY)

    assert vault.seal("t", "1", "c", "x") != vault.seal("t", "1", "c", "x")
    assert vault.index("phone", "1") == Vault(KEY).index("phone", "1") != vault.index("id", "1")
    assert Vault(OTHER).index("phone", "1") != vault.index("phone", "1")
    assert len(vault.index("phone", "1")) == 16

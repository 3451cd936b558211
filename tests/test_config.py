"""Settings from the environment."""

from __future__ import annotations

import base64
import stat
from pathlib import Path

import pytest

from competition.config import BadSetting, prepare_keys, settings_from

GOOD = {
    "COMPETITION_SECRET": "s" * 32,
    "COMPETITION_VAULT_KEY": base64.b64encode(bytes(32)).decode(),
    "COMPETITION_DATA": "/tmp/nowhere",
}


def test_settings_have_safe_defaults() -> None:
    settings = settings_from(GOOD)

    assert (settings.database_url, settings.worker, settings.base_url) == (
        "sqlite:////tmp/nowhere/competition.db",
        "eventlet",
        "http://127.0.0.1:8000",
    )
    assert (settings.redis_url, settings.secure, settings.sqlite, settings.proxies) == (None, False, True, 0)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("COMPETITION_SECRET", None),
        ("COMPETITION_SECRET", "short"),
        ("COMPETITION_VAULT_KEY", None),
        ("COMPETITION_VAULT_KEY", "not base64!"),
        ("COMPETITION_VAULT_KEY", "c2hvcnQ="),
        ("COMPETITION_ASYNC", "twisted"),
        ("COMPETITION_PORT", "eighty"),
        ("COMPETITION_PORT", "70000"),
        ("COMPETITION_PROXIES", "-1"),
        ("COMPETITION_STRICT", "yes"),
        ("DATABASE_URL", "mysql://localhost/x"),
        ("REDIS_URL", "http://localhost"),
        ("PUBLIC_BASE_URL", "score.example.cn"),
        ("PUBLIC_BASE_URL", "https://score.example.cn/path"),
    ],
)
def test_bad_setting_stops_the_start_and_is_named(name: str, value: str | None) -> None:
    environ = {key: text for key, text in (GOOD | {name: value}).items() if text is not None}

    with pytest.raises(BadSetting) as caught:
        settings_from(environ)

    assert caught.value.name == name


def test_postgresql_addresses_get_the_driver() -> None:
    settings = settings_from(GOOD | {"DATABASE_URL": "postgresql://u@h/d"})

    assert settings.database_url == settings.migration_database_url == "postgresql+psycopg://u@h/d"


def test_keys_are_made_once_and_readable_by_nobody_else(tmp_path: Path) -> None:
    first = prepare_keys(tmp_path)

    assert prepare_keys(tmp_path) == first
    assert stat.S_IMODE((tmp_path / "keys.env").stat().st_mode) == 0o600
    assert settings_from(first).secret_key == first["COMPETITION_SECRET"]

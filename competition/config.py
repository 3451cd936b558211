"""The environment, read once into frozen Settings; a missing or malformed value stops the start and is named."""

from __future__ import annotations

import base64
import binascii
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

WORKERS = ("eventlet", "gevent", "threading")


class BadSetting(Exception):
    """A setting is missing or malformed; `name` is the environment variable."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"{name}: {why}")
        self.name = name
        self.why = why


@dataclass(frozen=True)
class Settings:
    """Everything the house may be told from outside. Built by `settings_from`, never read from the environment elsewhere."""

    data: Path
    database_url: str
    migration_database_url: str
    redis_url: str | None
    worker: str
    secret_key: str
    vault_key: bytes
    base_url: str
    host: str
    port: int
    site_name: str = "匠榜"
    proxies: int = 0
    jobs_inline: bool = False
    strict: bool = False

    @property
    def sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")

    @property
    def secure(self) -> bool:
        """Whether people reach us over TLS: cookies are then marked Secure."""
        return self.base_url.startswith("https://")


def settings_from(environ: Mapping[str, str]) -> Settings:
    """Settings from the environment.

    Raises BadSetting naming the first variable that is missing or malformed. Required: COMPETITION_SECRET (≥ 32
    characters) and COMPETITION_VAULT_KEY (32 bytes in base64); `prepare_keys` makes both for the embedded edition.
    """
    data = Path(environ.get("COMPETITION_DATA", "var")).resolve()
    database_url = _database(environ.get("DATABASE_URL") or f"sqlite:///{data / 'competition.db'}", "DATABASE_URL")
    migration = environ.get("MIGRATION_DATABASE_URL")
    worker = environ.get("COMPETITION_ASYNC", "eventlet")
    if worker not in WORKERS:
        raise BadSetting("COMPETITION_ASYNC", f"one of {', '.join(WORKERS)}, not {worker!r}")
    port = _port(environ.get("COMPETITION_PORT", "8000"))
    host = environ.get("COMPETITION_HOST", "127.0.0.1")
    return Settings(
        data=data,
        database_url=database_url,
        migration_database_url=_database(migration, "MIGRATION_DATABASE_URL") if migration else database_url,
        redis_url=_redis(environ.get("REDIS_URL")),
        worker=worker,
        secret_key=_secret(environ.get("COMPETITION_SECRET")),
        vault_key=_vault(environ.get("COMPETITION_VAULT_KEY")),
        base_url=_base(environ.get("PUBLIC_BASE_URL") or f"http://{host}:{port}"),
        host=host,
        port=port,
        site_name=environ.get("COMPETITION_SITE_NAME", "匠榜"),
        proxies=_count(environ.get("COMPETITION_PROXIES", "0"), "COMPETITION_PROXIES"),
        jobs_inline=_flag(environ.get("COMPETITION_JOBS_INLINE", "0"), "COMPETITION_JOBS_INLINE"),
        strict=_flag(environ.get("COMPETITION_STRICT", "0"), "COMPETITION_STRICT"),
    )


def prepare_keys(data: Path) -> dict[str, str]:
    """The two keys of the embedded edition, kept in `data/keys.env` (mode 0600), made at the first start."""
    data.mkdir(parents=True, exist_ok=True)
    file = data / "keys.env"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(
            f"COMPETITION_SECRET={secrets.token_urlsafe(48)}\n"
            f"COMPETITION_VAULT_KEY={base64.b64encode(secrets.token_bytes(32)).decode()}\n"
        )
    lines = (line.partition("=") for line in file.read_text().splitlines() if "=" in line)
    return {name: value for name, _, value in lines}


def at_address(settings: Settings, host: str, port: int, base_url: str) -> Settings:
    """The same settings for a server that has chosen its address at start."""
    return replace(settings, host=host, port=port, base_url=base_url)


def _database(url: str, name: str) -> str:
    if url.startswith(("postgres://", "postgresql://")):
        return "postgresql+psycopg://" + url.split("://", 1)[1]
    if url.startswith(("sqlite:///", "postgresql+psycopg://")):
        return url
    raise BadSetting(name, "a sqlite:/// or postgresql:// address")


def _redis(url: str | None) -> str | None:
    if not url:
        return None
    if urlsplit(url).scheme not in ("redis", "rediss", "unix"):
        raise BadSetting("REDIS_URL", "a redis:// address")
    return url


def _port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise BadSetting("COMPETITION_PORT", f"a port from 1 to 65535, not {text!r}")
    return int(text)


def _secret(text: str | None) -> str:
    if not text:
        raise BadSetting("COMPETITION_SECRET", "is missing: at least 32 random characters")
    if len(text) < 32:
        raise BadSetting("COMPETITION_SECRET", "is too short: at least 32 random characters")
    return text


def _vault(text: str | None) -> bytes:
    if not text:
        raise BadSetting("COMPETITION_VAULT_KEY", "is missing: 32 random bytes in base64")
    try:
        key = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise BadSetting("COMPETITION_VAULT_KEY", "is not base64") from None
    if len(key) != 32:
        raise BadSetting("COMPETITION_VAULT_KEY", f"is {len(key)} bytes, not 32")
    return key


def _base(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path not in ("", "/"):
        raise BadSetting("PUBLIC_BASE_URL", "http:// or https:// with a host and no path")
    return url.rstrip("/")


def _count(text: str, name: str) -> int:
    if not text.isdigit() or int(text) > 9:
        raise BadSetting(name, "how many proxies stand in front, 0 to 9")
    return int(text)


def _flag(text: str, name: str) -> bool:
    if text not in ("0", "1"):
        raise BadSetting(name, "0 or 1")
    return text == "1"

"""Static files under a release-stamped address, so that browsers may keep them for ever and modules import one another by relative path."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from flask import Flask, Response, abort, send_from_directory

ROOT = Path(__file__).parent.parent.parent
STATIC = ROOT / "static"
TEMPLATES = ROOT / "templates"


def release_of(folder: Path) -> str:
    """Ten hex digits over names and contents of all static files: another file, another address, the same everywhere."""
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            digest.update(f"{file.relative_to(folder)}\n".encode())
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:10]


def install(app: Flask) -> None:
    """Serve /static/<release>/<path> and offer `asset(path)` to templates."""
    release = release_of(STATIC)

    def static_file(release: str, path: str) -> Response:
        if release != app.extensions["release"]:
            abort(404)
        response = send_from_directory(STATIC, path)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response

    static_file.__rule__ = "public"  # type: ignore[attr-defined]
    app.extensions["release"] = release
    app.add_url_rule("/static/<release>/<path:path>", "static", static_file)
    app.jinja_env.globals["asset"] = asset_of(release)


def asset_of(release: str) -> Callable[[str], str]:
    def asset(path: str) -> str:
        """The address of a static file in this release."""
        return f"/static/{release}/{path}"

    return asset

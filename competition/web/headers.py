"""Security headers on every answer: nothing from outside, nothing inline, nothing framed."""

from __future__ import annotations

from flask import Flask, Response, g

POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}


def allow(directive: str, source: str) -> None:
    """Let this one answer use one more source, such as the hash of a script joined into the page."""
    g.setdefault("allowed", []).append((directive, source))


def policy() -> str:
    """The Content-Security-Policy of the answer being made."""
    parts = dict(POLICY)
    for directive, source in g.get("allowed", []):
        parts[directive] += f" {source}"
    return "; ".join(f"{name} {value}" for name, value in parts.items())


def install(app: Flask, *, secure: bool) -> None:
    @app.after_request
    def add(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", policy())
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
        if secure:
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
        return response

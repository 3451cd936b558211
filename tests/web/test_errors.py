"""Every error leaves by one door: words in the person's language, and an id that the log has too."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from structlog.testing import capture_logs


@pytest.fixture
def broken(app: Flask) -> FlaskClient:
    """A house with one page and one API address that fail."""

    def fail() -> str:
        raise ZeroDivisionError

    fail.__rule__ = "public"  # type: ignore[attr-defined]
    app.testing = False
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.add_url_rule("/fail", "fail", fail)
    app.add_url_rule("/api/v1/fail", "api_fail", fail)
    return app.test_client()


@pytest.mark.parametrize(("language", "words"), [("zh", "这里没有内容，或已被移除。"), ("en", "There is nothing here")])
def test_page_that_is_not_there_says_so_in_the_persons_language(client: FlaskClient, language: str, words: str) -> None:
    with capture_logs() as said:
        answer = client.get(f"/nowhere?lang={language}")

    page = answer.get_data(as_text=True)
    assert (answer.status_code, words in page) == (404, True)
    assert [line["id"] for line in said if line["event"] == "refused"] == re.findall(r"\b[0-9a-f]{8}\b", page)[-1:]


def test_failure_is_told_without_a_word_of_the_code_and_found_in_the_log_by_its_id(broken: FlaskClient) -> None:
    with capture_logs() as said:
        page = broken.get("/fail?lang=en")
        api = broken.get("/api/v1/fail?lang=en")

    ids = [line["id"] for line in said if line["event"] == "failed"]
    assert (page.status_code, api.status_code) == (500, 500)
    assert ids[0] in page.get_data(as_text=True)
    assert api.get_json() == {
        "error": {
            "code": "failed",
            "message": "Something went wrong on our side. Nothing was half-saved.",
            "id": ids[1],
        }
    }
    assert "ZeroDivisionError" not in page.get_data(as_text=True)


def test_body_that_is_too_large_is_refused(client: FlaskClient) -> None:
    page = client.post("/accounts/sign-in", data={"login": "x" * (2 << 20), "password": "y"})
    api = client.post("/api/v1/accounts/devices/redeem", json={"code": "x" * (2 << 20), "name": "y"})

    assert (page.status_code, api.status_code) == (413, 413)
    assert "过大" in page.get_data(as_text=True)
    assert api.get_json()["error"]["message"] == "发送的内容过大。"


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        (b"{", ""),
        (b"[]", ""),
        (b'{"name": "iPad"}', "code"),
        (b'{"code": 7, "name": "iPad"}', "code"),
        (b'{"code": "1234567890", "name": null}', "name"),
        (b'{"code": "1234567890", "name": "iPad", "more": 1}', "more"),
        (b'{"code": "1234567890", "name": "i\\u0000Pad"}', "name"),
        (b"[" * 100_000, ""),
    ],
)
def test_body_of_a_wrong_shape_names_the_field(client: FlaskClient, sent: bytes, field: str) -> None:
    answer = client.post("/api/v1/accounts/devices/redeem", data=sent, content_type="application/json")

    error = answer.get_json()["error"]
    assert (answer.status_code, list(error["fields"])) == (422, [field])
    assert all("\u4e00" <= words[0] <= "\u9fff" or "JSON" in words for words in error["fields"][field])


def test_answers_carry_the_headers_that_keep_them_safe(client: FlaskClient) -> None:
    headers = client.get("/accounts/first").headers

    assert headers["Content-Security-Policy"] == (
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
    assert (headers["X-Content-Type-Options"], headers["Cache-Control"]) == ("nosniff", "no-store")


def test_static_files_are_kept_for_ever_under_the_release_and_nowhere_else(app: Flask, client: FlaskClient) -> None:
    release = app.extensions["release"]

    with client.get(f"/static/{release}/css/tokens.css") as kept:
        assert (kept.status_code, kept.headers["Cache-Control"]) == (200, "public, max-age=31536000, immutable")
    assert client.get("/static/0000000000/css/tokens.css").status_code == 404
    assert client.get(f"/static/{release}/../../pyproject.toml").status_code == 404

"""A real Chromium for the tests, by Playwright, and the accessibility check every page passes.

Load with `pytest_plugins = [..., "tests.browser"]`. A test that asks for `chromium` or `open_page` carries the marker
`browser` by itself; browser and timing tests run in one xdist group, one after the other.

    def test_sign_in_page_is_accessible(open_page, house):
        page = open_page(house.url + "/accounts/sign-in")
        axe(page)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

from tests.services.no_skips import in_ci
from tests.services.wanted import chromium as chromium_path

AXE = Path(__file__).with_name("vendor") / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HERE = re.compile(r"127(\.\d+){3}|localhost|::1")
ALONE = ("browser", "timing")
DESK, TABLET, PHONE, SCREEN = (1440, 900), (1024, 768), (390, 844), (1920, 1080)


class OpenPage(Protocol):
    """`open_page(url)` opens a page in a browser context of its own and returns it.

    `size` in CSS pixels; further words go to Playwright's `new_context` (locale, has_touch, storage_state, …). When the
    test ends, it fails if a page threw, broke the Content-Security-Policy, or asked a host outside this machine.
    """

    def __call__(self, url: str | None = None, *, size: tuple[int, int] = DESK, **context: Any) -> Page: ...


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if {"chromium", "open_page"} & set(getattr(item, "fixturenames", ())):
            item.add_marker("browser")
        if any(item.get_closest_marker(name) for name in ALONE):
            item.add_marker(pytest.mark.xdist_group("browser"))
            if in_ci():
                item.add_marker(pytest.mark.flaky(reruns=1))


def axe(page: Page, *, within: str | None = None) -> None:
    """Assert that axe-core finds no violation on the page as it stands, or in the part the selector `within` names."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate(
        "([within, tags]) => axe.run(within ?? document, {runOnly: {type: 'tag', values: tags}})",
        [within, TAGS],
    )
    violations = [(rule["id"], [node["html"] for node in rule["nodes"][:3]]) for rule in found["violations"]]
    assert violations == []


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Chromium with an empty profile of its own, for the tests of one module."""
    path = chromium_path()
    if path is None:
        pytest.skip("no Chromium: install it, or name one in the variable CHROMIUM (make test tells how)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[OpenPage]:
    """Opens pages, each in a context of its own; see `OpenPage`."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def opened(url: str | None = None, *, size: tuple[int, int] = DESK, **context: Any) -> Page:
        chosen = {"locale": "zh-CN", "timezone_id": "Asia/Shanghai", "reduced_motion": "reduce", **context}
        contexts.append(chromium.new_context(viewport={"width": size[0], "height": size[1]}, **chosen))
        watch(contexts[-1], faults.append)
        page = contexts[-1].new_page()
        if url is not None:
            page.goto(url)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


def watch(context: BrowserContext, report: Callable[[str], None]) -> None:
    """Report what no page of ours may do: throw, break its security policy, or ask a host outside this machine."""

    def said(message: ConsoleMessage) -> None:
        of_axe = not message.location.get("url") and message.text.startswith("Applying inline style")
        if message.type == "error" and "Content Security Policy" in message.text and not of_axe:
            report(message.text)

    def asked(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https", "ws", "wss") and not HERE.fullmatch(address.hostname or "localhost"):
            report(f"asked an outside host: {request.url}")

    context.on("weberror", lambda error: report(f"threw: {error.error} on {error.page.url if error.page else chr(63)}"))
    context.on("console", said)
    context.on("request", asked)

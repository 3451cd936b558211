"""Short ways at the desk, for journeys."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.live.house import House
from tests.world import PASSWORD


def sign_in(page: Page, house: House, login: str = "suming") -> None:
    """Sign in as a person of the world."""
    page.goto(f"{house.url}/accounts/sign-in")
    page.fill("[name=login]", login)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda address: "/sign-in" not in address)


def focused(page: Page, selector: str) -> bool:
    """Whether what has the focus fits the selector."""
    return bool(page.evaluate("(one) => document.activeElement.matches(one)", selector))


def tab_to(page: Page, selector: str, *, key: str = "Tab", most: int = 400) -> None:
    """Press Tab until something that fits has the focus."""
    for _ in range(most):
        page.keyboard.press(key)
        if focused(page, selector):
            return
    raise AssertionError(f"{selector} is not reached by {most} times {key} on {page.url}")

"""Walking the house as people do who only click: links, forms that ask, and what they show, page by page."""

from __future__ import annotations

from collections import Counter, deque
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect, Rule

MOST_OF_A_RULE = 60
MOST_NARROWED = 3
SHOWN = {"img": "src", "source": "srcset", "iframe": "src"}


class _Links(HTMLParser):
    """Where the links, the asking forms and the pictures of a page lead."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value for name, value in attrs if value}
        if tag in ("a", "area") and "href" in said:
            self.found.append(said["href"])
        elif tag == "form" and said.get("method", "get").lower() == "get" and "action" in said:
            self.found.append(said["action"])
        elif tag in SHOWN and SHOWN[tag] in said:
            self.found.append(said[SHOWN[tag]])
        if "hx-get" in said:
            self.found.append(said["hx-get"])
        elif "data-from" in said:
            self.found.append(said["data-from"])


def walk(app: Flask, client: FlaskClient, *starts: str) -> dict[str, str]:
    """The rules reached from `starts` by clicking, each with the address of the page on which it was clicked.

    Follows redirects. Of one rule, only so many addresses are opened, and few with arguments (sorted, paged, searched).
    """
    asked_for = app.url_map.bind("localhost")
    waiting = deque((start, "") for start in starts)
    seen: set[str] = set()
    opened: Counter[tuple[str, bool]] = Counter()
    reached: dict[str, str] = {}
    while waiting:
        address, on = waiting.popleft()
        rule = _rule(asked_for, address)
        if address in seen or rule is None:
            continue
        seen.add(address)
        reached.setdefault(rule.rule, on)
        narrowed = "?" in address
        opened[rule.rule, narrowed] += 1
        if opened[rule.rule, narrowed] > (MOST_NARROWED if narrowed else MOST_OF_A_RULE):
            continue
        answer = client.get(address)
        assert answer.status_code < 500, address
        if answer.location:
            waiting.append((_plain(answer.location, address), address))
        elif answer.mimetype == "text/html":
            links = _Links()
            links.feed(answer.text)
            waiting += [(_plain(one, address), address) for one in links.found]
    return reached


def _rule(asked_for, address: str) -> Rule | None:
    """The rule that answers this address of our own; None for what is elsewhere or not a page."""
    if not address.startswith("/") or address.startswith(("/api/", "/static/")):
        return None
    try:
        rule, _arguments = asked_for.match(urlsplit(address).path, method="GET", return_rule=True)
    except (HTTPException, RequestRedirect):
        return None
    return rule


def _plain(link: str, on: str) -> str:
    """An address on this host without its fragment; "" for other hosts."""
    parts = urlsplit(urljoin(f"http://localhost{on}", link))
    if parts.hostname not in ("localhost", "127.0.0.1") or parts.scheme not in ("http", "https"):
        return ""
    return f"{parts.path}?{parts.query}" if parts.query else parts.path

"""The browser fixture sees what it promises to see."""

from __future__ import annotations

import pytest

from tests.browser import PHONE, axe, watch

GOOD = "<!doctype html><html lang='zh'><title>成绩</title><main><h1>成绩</h1><p>暂定成绩</p></main></html>"
BAD = "<!doctype html><html lang='zh'><title>成绩</title><main><h1>成绩</h1><img src='data:,'><input></main></html>"


def test_axe_accepts_a_sound_page_and_names_what_is_wrong(open_page):
    page = open_page(size=PHONE)
    page.set_content(GOOD)
    axe(page)

    page.set_content(BAD)
    with pytest.raises(AssertionError, match="image-alt"):
        axe(page)


def test_watch_reports_errors_policy_breaches_and_outside_hosts(chromium):
    faults: list[str] = []
    context = chromium.new_context(offline=True)
    watch(context, faults.append)
    page = context.new_page()
    page.set_content(
        "<meta http-equiv='Content-Security-Policy' content=\"script-src 'unsafe-inline'\">"
        "<script>fetch('http://outside.example/').catch(() => {})</script>"
        "<script>setTimeout(() => { throw new Error('lost') })</script>"
        "<script src='http://127.0.0.1:9/x.js'></script>"
    )
    page.wait_for_timeout(300)
    context.close()

    assert sorted(fault.split(":")[0].split(" '")[0] for fault in faults) == [
        "Loading the script",
        "asked an outside host",
        "threw",
    ]

"""Real servers for the tests: PostgreSQL and Valkey, one of each for a whole run, started when the first test asks.

What is here: the launchers (`postgresql`, `valkey`), what they share (`launch`), the pytest fixtures (`fixtures`), the
rule that CI skips none of them (`no_skips`), and what fetches Chromium and node (`prepare`). The browser itself is in
`tests/browser.py`.
"""

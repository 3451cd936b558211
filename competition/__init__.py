"""匠榜 · Craftboard: contest management and live scoring for skills competitions. The map of the rooms is in README.md."""

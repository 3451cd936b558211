"""Websocket plumbing that knows no room: the hub of sockets, the ticker that gathers changes, the bucket against floods."""

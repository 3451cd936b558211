"""Where tablets listen: the namespace of their sockets, a room a trade, a room a device."""

NAMESPACE = "/judging"


def room_of(trade_id: str) -> str:
    """Where the accepted tablets of a trade listen."""
    return f"trade:{trade_id}"


def device_room(device_id: str) -> str:
    """Where one tablet listens."""
    return f"device:{device_id}"

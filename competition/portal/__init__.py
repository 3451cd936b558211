"""The public front: home, calendar, and the page of an event."""

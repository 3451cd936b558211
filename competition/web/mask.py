"""Personal numbers as they may be shown: enough to recognise, too little to use."""


def masked_id_number(number: str) -> str:
    """110101199003070011 -> 110101********0011; anything shorter than ten characters is hidden whole."""
    return number[:6] + "*" * (len(number) - 10) + number[-4:] if len(number) > 10 else "*" * len(number)


def masked_phone(number: str) -> str:
    """13800001234 -> 138****1234; anything shorter than eight characters is hidden whole."""
    return number[:3] + "*" * (len(number) - 7) + number[-4:] if len(number) > 7 else "*" * len(number)

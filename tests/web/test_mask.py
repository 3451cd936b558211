"""What personal numbers look like where they are shown."""

import pytest

from competition.web.mask import masked_id_number, masked_phone


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("110101199003070011", "110101********0011"),
        ("", ""),
        ("1234567890", "**********"),
        ("12345678901", "123456*8901"),
    ],
)
def test_masked_id_number_keeps_region_and_last_four(number: str, shown: str) -> None:
    assert masked_id_number(number) == shown


@pytest.mark.parametrize(
    ("number", "shown"), [("13800001234", "138****1234"), ("", ""), ("1234567", "*******"), ("12345678", "123*5678")]
)
def test_masked_phone_keeps_first_three_and_last_four(number: str, shown: str) -> None:
    assert masked_phone(number) == shown

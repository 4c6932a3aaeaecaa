"""Whole numbers out of addresses and hidden fields, which anybody may fill with anything."""

MOST_DIGITS = 12


def whole(text: object) -> int | None:
    """Give the number, or None for whatever is none."""
    digits = str(text or "")
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= MOST_DIGITS else None

"""Base64 and decimals in the one way in which the C2SP formats write them."""

import base64
import binascii


class FormatFault(ValueError):
    """A text is not written as its format says"""


def to_base64(data: bytes) -> str:
    """Write bytes as RFC 4648 says in section 4."""
    return base64.b64encode(data).decode()


def from_base64(text: str, *, length: int | None = None) -> bytes:
    """Read base64; FormatFault unless `to_base64` would write exactly this, of this length when one is given."""
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError) as fault:
        raise FormatFault("not base64") from fault
    if to_base64(data) != text or (length is not None and len(data) != length):
        raise FormatFault("not base64 as it must be written")
    return data


def to_number(text: str) -> int:
    """Read a decimal without sign or leading zero that fits 63 bits."""
    if not (text.isascii() and text.isdigit()) or (text[0] == "0" and text != "0") or len(text) > 19:  # noqa: PLR2004
        raise FormatFault("not a number")
    number = int(text)
    if number >= 1 << 63:
        raise FormatFault("not a number")
    return number

"""Why a file cannot be shown. Each code has its words in `cases/wording.yaml` under the prefix `inspection_`."""


class FaultError(Exception):
    """The file is not what it may be; the message is the code of the fault."""


FAULTS = frozenset(
    {
        "damaged", "two_kinds", "too_many_pixels", "too_many_parts", "password", "over_limit", "malware",
        "archive_too_large", "archive_bomb", "archive_nested", "archive_reaches_out",
    }
)  # fmt: skip
FOUND = frozenset(
    {"position", "metadata", "more_behind", "first_frame_only", "acts", "attachments", "pages_left_out"}
)  # fmt: skip
"""What a file may carry besides what it shows; it is still shown, without that."""

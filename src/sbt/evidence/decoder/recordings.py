"""Video and sound: never decoded. The container is walked from end to end, so that nothing else can hide in its name."""

from __future__ import annotations

from sbt.evidence.decoder.faults import FaultError
from sbt.evidence.decoder.traces import program_behind

_PLACES = (b"\xa9xyz", b"com.apple.quicktime.location", b"loci")
_AMR_SIZES = (13, 14, 16, 18, 20, 21, 27, 32, 6, 1, 1, 1, 1, 1, 1, 1)
_AMR_WIDE = (18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 1, 1, 1, 1, 1, 1)
_RATES = (44100, 48000, 32000)
_BITS_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_BITS_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_FRAMES_READ = 50


def look(content: bytes, media_type: str) -> list[str]:
    """Give what the recording carries beside itself; FaultError when its parts do not add up to the file."""
    try:
        whole = _WALKS[media_type](content)
    except IndexError:
        whole = False
    if not whole:
        raise FaultError("damaged")
    return ["position"] if any(place in content for place in _PLACES) else []


def _boxes(content: bytes) -> bool:
    """MP4, MOV, 3GP, HEIC: boxes that fill the file, the first of them naming the kind."""
    at, names = 0, list[bytes]()
    while at < len(content):
        if at + 8 > len(content):
            return False
        size, name, head = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8], 8
        if size == 1:
            size, head = int.from_bytes(content[at + 8 : at + 16]), 16
        if size == 0:
            size = len(content) - at
        if size < head or at + size > len(content) or not name.isascii():
            return False
        names.append(name)
        at += size
    return names[:1] == [b"ftyp"] and bool({b"moov", b"moof", b"meta"} & set(names))


def _webm(content: bytes) -> bool:
    at, names = 0, list[bytes]()
    while at < len(content):
        width = _width(content[at], 4)
        name, at = content[at : at + width], at + width
        width = _width(content[at], 8)
        size = int.from_bytes(content[at : at + width]) & ((1 << 7 * width) - 1)
        unknown, at = size == (1 << 7 * width) - 1, at + width
        if unknown:
            return name == b"\x18\x53\x80\x67" and names[:1] == [b"\x1a\x45\xdf\xa3"]
        names.append(name)
        at += size
    return at == len(content) and names[:2] == [b"\x1a\x45\xdf\xa3", b"\x18\x53\x80\x67"]


def _width(first: int, most: int) -> int:
    width = 9 - first.bit_length()
    if not 1 <= width <= most:
        raise IndexError
    return width


def _ogg(content: bytes) -> bool:
    at = 0
    while at < len(content):
        if content[at : at + 5] != b"OggS\x00":
            return False
        count = content[at + 26]
        at += 27 + count + sum(content[at + 27 : at + 27 + count])
    return at == len(content) and at > 0


def _wave(content: bytes) -> bool:
    at, names, end = 12, [], 8 + int.from_bytes(content[4:8], "little")
    if content[:4] != b"RIFF" or end > len(content) + 1:
        return False
    while at + 8 <= min(end, len(content)):
        names.append(content[at : at + 4])
        size = int.from_bytes(content[at + 4 : at + 8], "little")
        if at + 8 + size > len(content):
            return False
        at += 8 + size + size % 2
    return b"fmt " in names and b"data" in names and not program_behind(content[end:])


def _mp3(content: bytes) -> bool:
    at = 0
    if content[:3] == b"ID3":
        at = 10 + sum((part & 0x7F) << shift for part, shift in zip(content[6:10], (21, 14, 7, 0), strict=True))
    frames = 0
    while at + 4 <= len(content) and frames < _FRAMES_READ:
        length = _frame_length(content[at : at + 4])
        if not length:
            break
        frames, at = frames + 1, at + length
    return frames >= min(3, _FRAMES_READ) and not program_behind(content[at:])


def _frame_length(head: bytes) -> int:
    """Length of a layer III frame; 0 for what is none."""
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    bits, rate, padding = head[2] >> 4, head[2] >> 2 & 3, head[2] >> 1 & 1
    if head[0] != 0xFF or head[1] < 0xE0 or version == 1 or layer != 1 or bits in (0, 15) or rate == 3:  # noqa: PLR2004
        return 0
    hertz = _RATES[rate] // {3: 1, 2: 2, 0: 4}[version]
    kilobits = (_BITS_1 if version == 3 else _BITS_2)[bits]  # noqa: PLR2004 (MPEG 1)
    return (144 if version == 3 else 72) * kilobits * 1000 // hertz + padding  # noqa: PLR2004 (MPEG 1)


def _amr(content: bytes) -> bool:
    wide = content.startswith(b"#!AMR-WB\n")
    at, sizes = (9, _AMR_WIDE) if wide else (6, _AMR_SIZES)
    while at < len(content):
        at += sizes[content[at] >> 3 & 15]
    return content.startswith((b"#!AMR\n", b"#!AMR-WB\n")) and at == len(content) and at > 9  # noqa: PLR2004


_WALKS = {
    "video/mp4": _boxes, "audio/mp4": _boxes, "image/heic": _boxes, "video/webm": _webm, "audio/ogg": _ogg,
    "audio/wav": _wave, "audio/mpeg": _mp3, "audio/amr": _amr,
}  # fmt: skip

"""Which files are taken: by what they are, not by what they say they are."""

from __future__ import annotations

from dataclasses import dataclass

LARGEST = 25 * 1024 * 1024
MOST = 20


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file with the names that fit it."""

    kind: str
    media_type: str
    endings: tuple[str, ...]


_MAGIC: tuple[tuple[int, bytes, Kind], ...] = (
    (0, b"\xff\xd8\xff", Kind("image", "image/jpeg", (".jpg", ".jpeg", ".jfif"))),
    (0, b"\x89PNG\r\n\x1a\n", Kind("image", "image/png", (".png",))),
    (0, b"GIF87a", Kind("image", "image/gif", (".gif",))),
    (0, b"GIF89a", Kind("image", "image/gif", (".gif",))),
    (8, b"WEBP", Kind("image", "image/webp", (".webp",))),
    (0, b"%PDF-", Kind("pdf", "application/pdf", (".pdf",))),
    (4, b"ftypheic", Kind("image", "image/heic", (".heic", ".heif"))),
    (4, b"ftypmif1", Kind("image", "image/heic", (".heic", ".heif"))),
    (4, b"ftypM4A", Kind("audio", "audio/mp4", (".m4a", ".mp4"))),
    (4, b"ftyp", Kind("video", "video/mp4", (".mp4", ".m4v", ".mov", ".3gp"))),
    (0, b"\x1aE\xdf\xa3", Kind("video", "video/webm", (".webm", ".mkv"))),
    (0, b"ID3", Kind("audio", "audio/mpeg", (".mp3",))),
    (0, b"\xff\xfb", Kind("audio", "audio/mpeg", (".mp3",))),
    (0, b"\xff\xf3", Kind("audio", "audio/mpeg", (".mp3",))),
    (0, b"OggS", Kind("audio", "audio/ogg", (".ogg", ".opus", ".oga"))),
    (8, b"WAVE", Kind("audio", "audio/wav", (".wav",))),
    (0, b"#!AMR", Kind("audio", "audio/amr", (".amr",))),
)


def kind_of(head: bytes) -> Kind | None:
    """Tell the kind from the first bytes, None for a kind that is not taken."""
    return next((kind for at, magic, kind in _MAGIC if head[at : at + len(magic)] == magic), None)


def fault_of(name: str, size: int, head: bytes) -> str:
    """Name what is wrong with a file: empty, too_large, kind_unknown, kind_differs_from_name; empty text when nothing."""
    if size == 0:
        return "file_empty"
    if size > LARGEST:
        return "file_too_large"
    kind = kind_of(head)
    if kind is None:
        return "file_kind_unknown"
    name = plain_name(name)
    ending = "." + name.rsplit(".", 1)[-1].lower() if "." in name else ""
    return "" if not ending or ending in kind.endings else "file_differs_from_name"


def plain_name(name: str) -> str:
    """Give the name without folders and without signs that nobody sees, such as those that turn it around."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(sign for sign in last if sign.isprintable()).strip()


def neutral_name(kind: Kind | None) -> str:
    """Give the name under which a citizen's file is kept: his own may say who he is."""
    return f"berkas{kind.endings[0]}" if kind else "berkas"

"""Pictures: measured by their header, decoded, and painted anew without anything that was written beside the picture."""

from __future__ import annotations

import io
import math

from PIL import (
    GifImagePlugin,
    Image,
    ImageDraw,
    ImageFilter,
    ImageOps,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from sbt.evidence.decoder.faults import FaultError
from sbt.evidence.decoder.traces import after_picture, program_behind, second_kind

MOST_PIXELS = 40_000_000
LONGEST_SIDE = 3000
CELLS = 6
"""A blurred rectangle keeps at most this many cells a side: too few for a face or a line of text."""
GPS = 0x8825
_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/gif": "GIF", "image/webp": "WEBP"}
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
LOADED = (GifImagePlugin, JpegImagePlugin, MpoImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin)
"""What the library would load on the way, when no file can be opened any more."""

type Box = tuple[float, float, float, float]
"""Left, top, right, bottom in percent of the picture."""


def look(content: bytes, media_type: str) -> tuple[list[str], list[bytes]]:
    """Give what the picture carries beside itself, and the picture painted anew. FaultError for what cannot be one."""
    if second_kind(content):
        raise FaultError("two_kinds")
    rest = after_picture(content, media_type)
    if program_behind(rest):
        raise FaultError("two_kinds")
    found = ["more_behind"] if rest.strip(b"\x00\r\n ") else []
    try:
        image = Image.open(io.BytesIO(content), formats=[_FORMATS[media_type]])
    except Image.DecompressionBombError:
        raise FaultError("too_many_pixels") from None
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombWarning):
        raise FaultError("damaged") from None
    if image.width * image.height > MOST_PIXELS:
        raise FaultError("too_many_pixels")
    try:
        found += _beside(image)
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        image.load()
        return found, [painted(_upright(image))]
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, ZeroDivisionError):
        raise FaultError("damaged") from None


def size_of(picture: bytes) -> tuple[int, int]:
    """Give width and height of a picture of ours."""
    with Image.open(io.BytesIO(picture), formats=["JPEG"]) as image:
        return image.size


def painted(image: Image.Image) -> bytes:
    """Give the picture as a JPEG with nothing beside it."""
    flat = image
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        flat = Image.new("RGB", image.size, "white")
        layer = image.convert("RGBA")
        flat.paste(layer, mask=layer.getchannel("A"))
    clean = Image.new("RGB", flat.size)
    clean.paste(flat.convert("RGB"))
    clean.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=88, subsampling=0)
    return out.getvalue()


def redrawn(content: bytes, crop: Box | None, blurs: list[Box], *, grid: bool = False) -> bytes:
    """Give a picture of ours with rectangles made unrecognisable and the rest cut away, with a grid of tenths if asked."""
    try:
        image = Image.open(io.BytesIO(content), formats=["JPEG"]).convert("RGB")
    except (OSError, Image.DecompressionBombError):
        raise FaultError("damaged") from None
    for box in blurs:
        _blur(image, box)
    if grid:
        _draw_grid(image, crop)
    elif crop:
        image = image.crop(_pixels(image, crop))
    return painted(image)


def _blur(image: Image.Image, box: Box) -> None:
    place = _pixels(image, box)
    part = image.crop(place)
    cells = (min(CELLS, part.width), min(CELLS, part.height))
    coarse = part.resize(cells, Image.Resampling.BOX).resize(part.size, Image.Resampling.BILINEAR)
    image.paste(coarse.filter(ImageFilter.GaussianBlur(max(part.size) / 20)), place)


def _draw_grid(image: Image.Image, crop: Box | None) -> None:
    pen, width = ImageDraw.Draw(image), max(1, image.width // 800)
    for tenth in range(1, 10):
        x, y = image.width * tenth // 10, image.height * tenth // 10
        pen.line((x, 0, x, image.height), fill="#e03131", width=width)
        pen.line((0, y, image.width, y), fill="#e03131", width=width)
    if crop:
        pen.rectangle(_pixels(image, crop), outline="#1864ab", width=width * 4)


def _pixels(image: Image.Image, box: Box) -> tuple[int, int, int, int]:
    left, top = math.floor(image.width * box[0] / 100), math.floor(image.height * box[1] / 100)
    right, bottom = math.ceil(image.width * box[2] / 100), math.ceil(image.height * box[3] / 100)
    return left, top, max(left + 1, right), max(top + 1, bottom)


def _upright(image: Image.Image) -> Image.Image:
    return ImageOps.exif_transpose(image)


def _beside(image: Image.Image) -> list[str]:
    found = []
    exif = image.getexif()
    if exif.get_ifd(GPS):
        found.append("position")
    if (
        exif
        or any(name in image.info for name in ("exif", "xmp", "XML:com.adobe.xmp", "comment", "photoshop"))
        or any(isinstance(value, str) for value in image.info.values())
    ):
        found.append("metadata")
    if getattr(image, "n_frames", 1) > 1:
        found.append("first_frame_only")
    return found

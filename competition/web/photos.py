"""Portraits: what people send is decoded within limits and written anew, so that nothing of the sent file is kept but
its picture: no place where it was taken, no camera, no hidden parts. Files lie under the SHA-256 of what was written.

Decoding costs processor time: call it through `web.apart`.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps

MAX_BYTES = 10 << 20
MAX_PIXELS = 40_000_000
SIZE = (600, 800)
SMALL = (120, 160)
FORMATS = ("JPEG", "PNG", "WEBP")
MEDIA_TYPE = "image/jpeg"
QUALITY = 86

Image.MAX_IMAGE_PIXELS = None  # Pillow's own limit only warns; the size is looked at below before anything is decoded


class NotAPhoto(Exception):
    """`code` is too_large, not_a_picture, too_many_pixels or too_small; `facts` are what its words name."""

    def __init__(self, code: str, **facts: int) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


@dataclass(frozen=True)
class Portrait:
    """A portrait of 600 by 800 pixels and its thumbnail of 120 by 160, both JPEG without metadata."""

    large: bytes
    small: bytes

    @property
    def digest(self) -> str:
        """The SHA-256 of the large picture, which names both files."""
        return hashlib.sha256(self.large).hexdigest()


def portrait(sent: bytes) -> Portrait:
    """The portrait in what was sent: turned upright as its camera says, cropped around the middle to three by four.

    Only what the bytes are counts, not what the file is called. Raises NotAPhoto.
    """
    if len(sent) > MAX_BYTES:
        raise NotAPhoto("too_large", megabytes=MAX_BYTES >> 20)
    try:
        picture = _decoded(sent)
    except NotAPhoto:
        raise
    except Exception as error:  # the decoders of broken files raise whatever they like
        raise NotAPhoto("not_a_picture") from error
    large = ImageOps.fit(picture, SIZE, Image.Resampling.LANCZOS)
    return Portrait(_jpeg(large), _jpeg(large.resize(SMALL, Image.Resampling.LANCZOS)))


def keep(folder: Path, made: Portrait) -> str:
    """Write a portrait's two files below `folder`, each whole or not at all; returns the digest."""
    for small, content in ((False, made.large), (True, made.small)):
        file = file_of(folder, made.digest, small=small)
        file.parent.mkdir(parents=True, exist_ok=True)
        beside = file.with_suffix(".part")
        beside.write_bytes(content)
        beside.chmod(0o600)
        beside.replace(file)
    return made.digest


def forget(folder: Path, digest: str) -> None:
    """Delete a portrait's files; those that are not there are gone already."""
    for small in (False, True):
        file_of(folder, digest, small=small).unlink(missing_ok=True)


def file_of(folder: Path, digest: str, *, small: bool = False) -> Path:
    """Where the file of a portrait lies."""
    return folder / digest[:2] / f"{digest}{'-small' if small else ''}.jpg"


def _decoded(sent: bytes) -> Image.Image:
    with Image.open(io.BytesIO(sent), formats=FORMATS) as picture:
        if picture.width * picture.height > MAX_PIXELS:
            raise NotAPhoto("too_many_pixels", megapixels=MAX_PIXELS // 1_000_000)
        if min(picture.size) < SMALL[0]:
            raise NotAPhoto("too_small", width=SMALL[0], height=SMALL[1])
        picture.draft("RGB", (2 * SIZE[0], 2 * SIZE[1]))
        upright = ImageOps.exif_transpose(picture)
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        ground = Image.new("RGBA", upright.size, "white")
        ground.alpha_composite(upright.convert("RGBA"))
        upright = ground
    return upright.convert("RGB")


def _jpeg(picture: Image.Image) -> bytes:
    written = io.BytesIO()
    clean = Image.new("RGB", picture.size)
    clean.paste(picture)
    clean.save(written, "JPEG", quality=QUALITY, optimize=True)
    return written.getvalue()

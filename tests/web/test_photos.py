"""Photographs that people send."""

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from competition.web import photos
from competition.web.photos import NotAPhoto, portrait

ORIENTATION, MAKE, GPS = 0x0112, 0x010F, 0x8825


def sent(picture: Image.Image, kind: str = "JPEG", **more: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **more)
    return file.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def halves(first: str, second: str, size: tuple[int, int] = (600, 800)) -> Image.Image:
    """The upper half in one colour, the lower in another."""
    picture = Image.new("RGB", size, first)
    picture.paste(second, (0, size[1] // 2, size[0], size[1]))
    return picture


def refused(content: bytes) -> tuple[str, dict[str, int]]:
    with pytest.raises(NotAPhoto) as wrong:
        portrait(content)
    return wrong.value.code, wrong.value.facts


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_portrait_is_three_by_four_with_a_thumbnail(kind: str) -> None:
    made = portrait(sent(Image.new("RGB", (1600, 900), "teal"), kind))

    assert [(one.format, one.size, one.mode) for one in (opened(made.large), opened(made.small))] == [
        ("JPEG", (600, 800), "RGB"),
        ("JPEG", (120, 160), "RGB"),
    ]


def test_portrait_keeps_nothing_but_the_picture() -> None:
    exif = Image.Exif()
    exif[MAKE] = "Kamera"
    exif.get_ifd(GPS)[2] = (31.0, 14.0, 5.0)
    content = sent(Image.new("RGB", (600, 800), "teal"), exif=exif, comment=b"secret place", icc_profile=b"profile")
    assert b"Kamera" in content

    made = portrait(content)

    assert [dict(opened(one).getexif()) for one in (made.large, made.small)] == [{}, {}]
    assert not {"exif", "comment", "icc_profile"} & (opened(made.large).info.keys() | opened(made.small).info.keys())


def test_portrait_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 3

    made = opened(portrait(sent(halves("red", "blue"), exif=exif)).large)

    top, bottom = made.getpixel((300, 100)), made.getpixel((300, 700))
    assert (top[2] > 200 > top[0], bottom[0] > 200 > bottom[2]) == (True, True)  # type: ignore[index]


def test_portrait_sees_transparent_as_white() -> None:
    made = opened(portrait(sent(Image.new("RGBA", (300, 400), (0, 0, 0, 0)), "PNG")).large)

    pixel = made.getpixel((300, 400))
    assert isinstance(pixel, tuple)
    assert min(pixel) > 250


@pytest.mark.parametrize(
    "content", [b"", b"MZ\x90 not a picture", b"<svg onload=alert(1)>", b"GIF89a" + b"\0" * 60, b"\xff\xd8\xff\xe0" * 9]
)
def test_what_is_no_photo_is_refused(content: bytes) -> None:
    assert refused(content) == ("not_a_picture", {})


def test_a_photo_cut_short_is_refused() -> None:
    whole = sent(halves("red", "blue", (1200, 1600)), quality=95)

    assert refused(whole[: len(whole) // 3])[0] == "not_a_picture"


def test_a_picture_that_unfolds_too_far_is_refused_before_it_is_decoded() -> None:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0))
    bomb = b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")

    assert refused(bomb) == ("too_many_pixels", {"megapixels": 40})


def test_too_many_bytes_and_too_few_pixels_are_refused() -> None:
    assert refused(b"\xff" * (photos.MAX_BYTES + 1)) == ("too_large", {"megabytes": 10})
    assert refused(sent(Image.new("RGB", (100, 900)))) == ("too_small", {"width": 120, "height": 160})


def test_keep_and_forget_write_and_delete_both_files(tmp_path: Path) -> None:
    made = portrait(sent(halves("red", "blue")))

    digest = photos.keep(tmp_path, made)
    photos.keep(tmp_path, made)

    large, small = photos.file_of(tmp_path, digest), photos.file_of(tmp_path, digest, small=True)
    assert (large.read_bytes(), small.read_bytes(), sorted(tmp_path.rglob("*.*"))) == (
        made.large,
        made.small,
        sorted([large, small]),
    )
    photos.forget(tmp_path, digest)
    photos.forget(tmp_path, digest)
    assert list(tmp_path.rglob("*.*")) == []

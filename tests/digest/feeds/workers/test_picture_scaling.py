"""Pictures as strangers send them. What is made of them is read back with Pillow."""

import io
import struct
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image

from digest.errors import FeedError
from digest.feeds.workers.picture_scaling import FORMATS, MAX_PIXELS, scaled


def encoded(kind: str = "JPEG", size: tuple[int, int] = (800, 600), mode: str = "RGB", **options: Any) -> bytes:
    """A picture that is red in its upper half and blue in its lower."""
    picture = Image.new("RGB", size, "blue")
    picture.paste("red", (0, 0, size[0], size[1] // 2))
    file = io.BytesIO()
    picture.convert(mode).save(file, kind, **options)
    return file.getvalue()


def png(width: int, height: int, data: bytes = b"") -> bytes:
    """A PNG whose header may say anything."""
    chunks = ((b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)), (b"IDAT", data), (b"IEND", b""))
    framed = (
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(framed)


def opened(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data)) as picture:
        picture.load()
        return picture


def is_red(picture: Image.Image, x: float, y: float) -> bool:
    red, _, blue = picture.convert("RGB").getpixel((int(picture.width * x), int(picture.height * y)))  # type: ignore[misc]
    return bool(red > 150 and blue < 100)


@pytest.mark.parametrize("kind", FORMATS)
def test_each_kind_becomes_webp_with_its_size(kind: str) -> None:
    (one,) = scaled(encoded(kind))
    picture = opened(one.data)
    assert (picture.format, picture.size) == ("WEBP", (800, 600))
    assert (one.width, one.height) == picture.size
    assert is_red(picture, 0.5, 0.1)
    assert not is_red(picture, 0.5, 0.9)


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((3000, 2000), [(640, 427), (1280, 853)]),
        ((1000, 500), [(640, 320), (1000, 500)]),
        ((700, 500), [(700, 500)]),
        ((300, 200), [(300, 200)]),
    ],
)
def test_a_picture_comes_in_the_sizes_that_a_page_needs_and_is_never_made_larger(
    size: tuple[int, int], expected: list[tuple[int, int]]
) -> None:
    made = scaled(encoded(size=size))
    assert [(one.width, one.height) for one in made] == expected
    assert [opened(one.data).size for one in made] == expected


def test_a_picture_is_turned_as_its_camera_was_held_and_keeps_nothing_of_what_the_camera_noted() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the right side is up
    exif[0x010E] = "Taken at home"
    (one,) = scaled(encoded(exif=exif, comment=b"secret"))
    picture = opened(one.data)
    assert picture.size == (600, 800)
    assert is_red(picture, 0.9, 0.5)
    assert not picture.getexif()
    assert not picture.info.keys() & {"exif", "icc_profile", "xmp", "comment"}
    assert b"home" not in one.data


@pytest.mark.parametrize(
    ("kind", "mode"), [("PNG", "LA"), ("PNG", "P"), ("PNG", "1"), ("PNG", "I;16"), ("JPEG", "CMYK"), ("JPEG", "L")]
)
def test_pixels_of_any_make_become_colours_of_the_web(kind: str, mode: str) -> None:
    (one,) = scaled(encoded(kind, mode=mode) if mode != "I;16" else encoded(kind, mode="I;16"))
    assert opened(one.data).mode == "RGB"


def test_what_is_transparent_becomes_white() -> None:
    file = io.BytesIO()
    Image.new("RGBA", (300, 200), (0, 0, 0, 0)).save(file, "PNG")
    (one,) = scaled(file.getvalue())
    assert min(opened(one.data).convert("RGB").getpixel((100, 100))) > 250  # type: ignore[arg-type]


def test_of_a_moving_picture_the_first_frame_is_shown() -> None:
    frames = [Image.new("RGB", (300, 200), colour) for colour in ("red", "blue", "blue")]
    file = io.BytesIO()
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:])
    (one,) = scaled(file.getvalue())
    picture = opened(one.data)
    assert is_red(picture, 0.5, 0.5)
    assert getattr(picture, "n_frames", 1) == 1


@pytest.mark.parametrize("profile", [b"no profile", b"\0" * 128])
def test_a_damaged_colour_profile_costs_no_picture(profile: bytes) -> None:
    assert scaled(encoded(icc_profile=profile))


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: png(30_000, 30_000, zlib.compress(b"\0" * 10**6)), "million pixels"),
        (lambda: png(2**31 - 1, 2**31 - 1), "million pixels"),
        (lambda: encoded("PNG", (9000, 3000)), "million pixels"),
        (lambda: encoded(size=(1, 1)), "too small"),
        (lambda: encoded("GIF", (88, 31)), "too small"),
        (lambda: encoded(size=(728, 90)), "too small|too long"),
        (lambda: encoded(size=(200, 1000)), "too long"),
        (lambda: encoded()[:2000], "damaged"),
        (lambda: png(800, 600, zlib.compress(b"\0" * 1000)), "damaged"),
        (lambda: png(800, 600, b"no deflate"), "damaged"),
        (lambda: SVG, "no picture"),
        (lambda: b"<html>not found</html>", "no picture"),
        (lambda: b"", "no picture"),
        (lambda: b"BM" + b"\0" * 100, "no picture"),
        (lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n", "no picture"),
        (lambda: encoded("TIFF"), "no picture"),
        (lambda: b"\xff\xd8\xff" + b"\0" * 1000, "no picture|damaged"),
    ],
)
def test_what_cannot_be_shown_is_refused_with_a_reason(make: Callable[[], bytes], reason: str) -> None:
    with pytest.raises(FeedError, match=reason):
        scaled(make())


def test_the_largest_that_is_taken_is_what_press_cameras_give() -> None:
    assert MAX_PIXELS == 6000 * 4000
    assert scaled(encoded("GIF", (6000, 4000)))

"""A picture as a server sent it, made fit for a page: recognised by its bytes, bounded, without metadata.

Pictures are written as WebP alone, which every browser of the last years shows. AVIF beside it would be twice the files
for a fifth of the bytes less (156 and 197 KB of one picture, 1280 wide).
"""

import io
import warnings
from typing import Final

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from ...errors import FeedError
from .worker_tasks import ScaledPicture

FORMATS: Final = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")  # SVG is a document with scripts, the rest is for printers
MAX_PIXELS: Final = 24_000_000  # 6000 by 4000, what press cameras give; 72 MB while it is read
MAX_SIDE: Final = 10_000
MIN_WIDTH, MIN_HEIGHT = 200, 100  # less is an emblem, a button, or counts readers
MAX_RATIO: Final = 4.0  # of the sides: more is a banner or a chart that nobody can read at the width of a column
WIDTHS: Final = (640, 1280)  # px: the column of the design, and the same on screens of double density
_NEARLY: Final = 1.25  # a second file for less than so much more width is not worth it
_QUALITY: Final = 75
_EFFORT: Final = 4  # of WebP, 0 to 6; 6 takes a fifth more time for 2 % of the bytes


def scaled(data: bytes) -> tuple[ScaledPicture, ...]:
    """The picture in one or two sizes, the smaller one first. Of a moving picture it is the first frame.

    Raises:
        FeedError: it is none of FORMATS, damaged, or too large, small or long to be shown.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            warnings.filterwarnings("ignore", category=UserWarning)  # of damaged metadata, which is thrown away
            Image.MAX_IMAGE_PIXELS = MAX_PIXELS
            with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
                _check_size(*opened.size)
                opened.draft("RGB", (WIDTHS[-1], WIDTHS[-1]))  # JPEG can be read at a half or a quarter at once
                picture = _upright(opened)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise FeedError(f"it has more than {MAX_PIXELS / 1e6:g} million pixels") from error
    except UnidentifiedImageError as error:
        raise FeedError(f"it is no picture of these kinds: {', '.join(FORMATS)}") from error
    # What Pillow's decoders raise on damaged files, most of it undocumented.
    except (OSError, ValueError, SyntaxError, EOFError, TypeError, IndexError, KeyError, AttributeError) as error:
        raise FeedError("it is damaged or broke off") from error
    return tuple(_at_width(picture, width) for width in _widths(picture.width))


def _check_size(width: int, height: int) -> None:
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        raise FeedError(f"it has {width} by {height} pixels: that is too large")
    if min(width, height) < MIN_HEIGHT or max(width, height) < MIN_WIDTH:
        raise FeedError(f"it has {width} by {height} pixels: that is too small for a picture of news")
    if max(width, height) > MAX_RATIO * min(width, height):
        raise FeedError(f"it has {width} by {height} pixels: that is too long for a page")


def _upright(opened: Image.Image) -> Image.Image:
    """The first frame as the camera saw it, opaque, in the colours of the web, and without metadata."""
    opened.load()
    turned = ImageOps.exif_transpose(opened)
    profile = opened.info.get("icc_profile")
    if turned.has_transparency_data:
        turned = turned.convert("RGBA")
        ground = Image.new("RGBA", turned.size, "white")  # what most publishers' pages put below it
        turned = Image.alpha_composite(ground, turned)
    elif profile and turned.mode in ("RGB", "CMYK", "L"):
        turned = _in_srgb(turned, profile)
    plain = turned.convert("RGB")
    plain.info.clear()
    return plain


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture  # a damaged profile: the colours are a little off
    return converted or picture


def _widths(width: int) -> list[int]:
    """The widths of the files to be written, in px. None is larger than the picture's."""
    small, large = WIDTHS
    if width <= small * _NEARLY:
        return [width]
    return [small, min(width, large)]


def _at_width(picture: Image.Image, width: int) -> ScaledPicture:
    height = max(1, round(picture.height * width / picture.width))
    size = (width, height)
    fitting = picture if picture.size == size else picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    file = io.BytesIO()
    fitting.save(file, "WEBP", quality=_QUALITY, method=_EFFORT)
    return ScaledPicture(width, height, file.getvalue())

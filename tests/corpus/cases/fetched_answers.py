"""What the server of the cases with pictures and with full texts gives: feeds, pictures and pages of our own."""

from collections.abc import Mapping
from io import BytesIO

from PIL import Image

from tests.corpus.cases.answering_server import Answer, Answering

XML = {"Content-Type": "application/rss+xml"}
HEAD = (
    '<?xml version="1.0"?><rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Port</title>'
)
TEXT = "The ferry leaves the quay at seven, and the harbour office expects it back before noon. "


def _picture(width: int, height: int) -> Answer:
    """A picture of noise that compresses well, since one colour alone could pass for a blank."""
    data = BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(data, "JPEG")
    return Answer(data.getvalue(), {"Content-Type": "image/jpeg"})


PICTURES: Mapping[str, Answering] = {
    "/pictures/large.jpg": _picture(1600, 900),
    "/pictures/small.jpg": _picture(140, 84),
    "/pictures/s72-c/large.jpg": _picture(72, 72),
    "/avatar/abc?s=48": _picture(48, 48),
    "/images/core/emoji/15.0.3/72x72/1f6a2.png": _picture(72, 72),
}


def feed_with_pictures(base: str) -> Answer:
    """A feed whose items name the large picture and a worse one, each in another of the usual ways."""
    large, small = f"{base}/pictures/large.jpg", f"{base}/pictures/small.jpg"
    in_body = f'<p>It sails.</p><p><img src="{large}" width="1600" height="900" alt="The quay"/></p>'
    avatar = f'<img src="{base}/avatar/abc?s=48" class="avatar" width="48" height="48"/>'
    emoji = f'<p><img src="{base}/images/core/emoji/15.0.3/72x72/1f6a2.png" alt="🚢" class="wp-smiley"/></p>'
    items = {
        "avatar": _description(avatar + in_body),
        "emoji": _description(emoji + in_body),
        "plain": _description(in_body),
        "small-first": f'<media:content url="{small}" width="140" medium="image"/>'
        f'<media:content url="{large}" width="1600" medium="image"/>' + _description("It sails."),
        "thumbnail": f'<media:thumbnail url="{base}/pictures/s72-c/large.jpg" width="72" height="72"/>'
        + _description(in_body),
        "untyped": f'<media:content width="140" url="{small}"/><media:content width="1600" url="{large}"/>'
        + _description("It sails."),
    }
    return _feed(*(f"<guid>{name}</guid><title>{name}</title>{rest}" for name, rest in items.items()))


def feed_with_pages(base: str, count: int, **headers: str) -> Answer:
    """A feed whose items say nothing and link to pages."""
    items = (
        f"<guid>{n}</guid><title>Ferry returns</title><link>{base}/{n}.html</link><description>Short.</description>"
        for n in range(count)
    )
    return _feed(*items, **headers)


def paywall() -> Answer:
    """A page without a text."""
    return _page("<h1>Ferry returns</h1><p>Subscribe to read</p>")


def page_with_text() -> Answer:
    """A page that begins with its title."""
    return _page(f"<article><h1>Ferry returns</h1>{f'<p>{4 * TEXT}</p>' * 4}</article>")


def _page(body: str) -> Answer:
    html = f"<!DOCTYPE html><html><head><title>Ferry returns</title></head><body>{body}</body></html>"
    return Answer(html.encode(), {"Content-Type": "text/html; charset=utf-8"})


def _feed(*items: str, **headers: str) -> Answer:
    body = HEAD + "".join(f"<item>{item}</item>" for item in items) + "</channel></rss>"
    return Answer(body.encode(), {**XML, **headers})


def _description(html: str) -> str:
    return f"<description><![CDATA[{html}]]></description>"

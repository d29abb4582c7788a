"""The main text of a web page as Markdown: found by trafilatura, cleaned as a feed's own text is."""

import logging
from typing import Final

from ...errors import FeedError
from ..parsing.item import TextConstruct
from .item_cleaning import body_markdown

MIN_TEXT_CHARS: Final = 250  # less is a notice of cookies, a teaser or a paywall
MAX_PAGE_CHARS: Final = 3_000_000  # lxml and trafilatura take some seconds for it; news pages have up to 1,000,000


def main_text(html: bytes, url: str, item_title: str) -> str:
    """The main text of the page at `url` as Markdown. `item_title`, the item's title, is not repeated in it.

    Raises:
        FeedError: no main text can be found in it.
    """
    import trafilatura  # noqa: PLC0415  a second that only subscriptions with text = "page" have to spend

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # the report has better words for a page without text
    html_of_text = trafilatura.extract(
        html[:MAX_PAGE_CHARS],
        url=url,
        output_format="html",
        include_comments=False,
        include_formatting=True,
        include_links=True,
        include_tables=True,
        deduplicate=False,
    )
    body = body_markdown(TextConstruct(html_of_text or "", "text/html", url), url, item_title)
    if len(body) < MIN_TEXT_CHARS:
        raise FeedError("no main text can be found in the page")
    return body

"""The main text of a web page as Markdown: found by trafilatura, cleaned as a feed's own text is."""

import logging
import re
from typing import Final

from ...errors import FeedError
from ..parsing.item import TextConstruct
from .item_cleaning import body_markdown

MIN_TEXT_CHARS: Final = 250  # less is a notice of cookies, a teaser or a paywall
_TITLE_BLOCKS: Final = 3  # at the beginning: a page's headline may stand below its section and its date
_SITE_NAME: Final = re.compile(r"\s+[|–—·:-]\s+[^|–—·]{1,40}$")  # "Mutiny ends | Example Wire"
MAX_PAGE_CHARS: Final = 3_000_000  # lxml and trafilatura take some seconds for it; news pages have up to 1,000,000


def main_text(html: bytes, url: str, item_title: str) -> str:
    """The main text of the page at `url` as Markdown. `item_title`, the item's title, is not repeated in it.

    Raises:
        FeedError: no main text can be found in it.
    """
    body = body_markdown(TextConstruct(main_html(html, url), "text/html", url), url, item_title)
    body = without_title(body, item_title)
    if len(body) < MIN_TEXT_CHARS:
        raise FeedError("no main text can be found in the page")
    return body


def main_html(html: bytes, url: str) -> str:
    """The main text of the page at `url` as HTML that isn't sanitised yet, "" where none is found."""
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
    return html_of_text or ""


def without_title(body: str, title: str) -> str:
    """The body without the page's own headline, where that says what the item's title says."""
    titles = {_words(title), _words(_SITE_NAME.sub("", title))} - {""}
    if not _words(title):
        return body
    blocks = body.split("\n\n")
    for number, block in enumerate(blocks[:_TITLE_BLOCKS]):
        text = re.sub(r"\]\([^)\s]*\)", "]", block)  # a headline may link to its own page
        is_heading = block.startswith("#")
        if _words(text) == _words(title) or (is_heading and {_words(text), _words(_SITE_NAME.sub("", text))} & titles):
            return "\n\n".join(blocks[:number] + blocks[number + 1 :])
    return body


def _words(text: str) -> str:
    """The words of a text alone, to compare it with another way of writing it; "" for a text without words."""
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))

"""The boilerplate that publishers' software adds to each body: footers, bars for sharing, counters.

Each rule names its source. A rule removes what it matches, and the labels of a sharing bar whose links it removed. A
body of which no text would be left stays as it is. A new wording needs one of its words in `_HINTS` too.
"""

import re
from typing import Final

from ...markup.html_policy import BLOCKS
from .html_tree import HtmlElement, shown_text

# WordPress with Yoast SEO (its setting "Content to put after each post in the feed") and Jetpack: "The post TITLE
# appeared first on SITE.", in the order of words that each has had,
# and its translations. "This article first appeared in" is not among them: that is a credit.
_FOOTERS: Final = re.compile(
    r"\s*(?:The post|Der Beitrag|L’article|L'article|La entrada|El artículo|Il post"
    r"|O post|Het bericht)\s.{1,400}?\s"
    r"(?:(?:first )?appeared (?:first )?(?:on|in)|erschien zuerst auf"
    r"|est apparu en premier sur|apareció primero en|proviene da|apareceu primeiro em|verscheen eerst op)"
    r"\s.{1,200}",
    re.DOTALL | re.IGNORECASE,
)
# Addresses that hand an article on, as the buttons of AddToAny, Jetpack, Shariff and FeedBurner's FeedFlare have them.
_SHARING: Final = re.compile(
    r"https?://(?:[\w-]+\.)*(?:"
    r"facebook\.com/(?:sharer|share\.php|dialog/)|(?:twitter|x)\.com/(?:intent/|share\b|home\?status=)"
    r"|linkedin\.com/(?:shareArticle|sharing/)|pinterest\.com/pin/create|reddit\.com/submit|tumblr\.com/share"
    r"|t\.me/share|telegram\.me/share|wa\.me/\?|api\.whatsapp\.com/send|getpocket\.com/(?:save|edit)"
    r"|news\.ycombinator\.com/submitlink|bsky\.app/intent|threads\.net/intent|addtoany\.com/|addthis\.com/"
    r"|feeds\.feedburner\.com/~ff/|feeds\.wordpress\.com/1\.0/|digg\.com/submit|stumbleupon\.com/submit"
    r"|del\.icio\.us/post|delicious\.com/save|vk\.com/share)"
    r"|mailto:\?",
    re.IGNORECASE,
)
# Pictures that only count who reads: FeedBurner, WordPress.com, and the BBC's and the Guardian's counters.
_COUNTERS: Final = re.compile(
    r"https?://(?:feeds\.feedburner\.com/~(?:r|ff)/|feeds\.wordpress\.com/1\.0/|(?:pixel|stats|b)\.wordpress\.com/"
    r"|hits\.theguardian\.com/|stats\.bbc\.co\.uk/|www\.google-analytics\.com/|sb\.scorecardresearch\.com/"
    r"|da\.feedsportal\.com/|res\.feedsportal\.com/|(?:\w+\.)?doubleclick\.net/)",
    re.IGNORECASE,
)
# A word of each rule. They are looked for one by one: a regular expression of them all takes a hundred times as long.
_HINTS: Final = (
    *("<img", "appeared", "erschien", "apparu", "apareci", "apareceu", "proviene", "verscheen", "shar", "intent"),
    *("linkedin", "pin/create", "submit", "wa.me", "send", "save", "addt", "~ff/", "wordpress.com/1", "delicious"),
    *("del.icio", "status=", "mailto:?"),
)
_PIXELS: Final = 5  # a picture of fewer a side counts readers
_LABELS: Final = re.compile(r"(?i)(?:share(?: (?:this|on|via|article|post))*|tweet|e-?mail|print|like this|\W|_)*")


def may_have_boilerplate(html: str) -> bool:
    """Whether HTML that hasn't been read yet has a word of any rule. Most bodies have none, and need not be looked at
    again."""
    folded = html.casefold()
    return any(hint in folded for hint in _HINTS)


def without_boilerplate(root: HtmlElement) -> HtmlElement:
    """The tree without boilerplate. Nothing is taken from a body of which no text would be left."""
    if not _is_suspect(root):
        return root
    tidy = HtmlElement(root.tag, root.attributes, _children(root))
    return tidy if shown_text(tidy).strip() else root


def is_counter(attributes: dict[str, str]) -> bool:
    """Whether a picture with these attributes is there to count readers, not to be seen."""
    sides = (attributes.get(side, "").removesuffix("px") for side in ("width", "height"))
    is_tiny = any(side.isdecimal() and int(side) < _PIXELS for side in sides)
    return is_tiny or _COUNTERS.match(attributes.get("src", "")) is not None


def _is_suspect(element: HtmlElement) -> bool:
    """Whether a rule matches anywhere. Most bodies need no second tree."""
    for child in element.children:
        if isinstance(child, str):
            continue
        if child.tag == "img" and is_counter(child.attributes):
            return True
        if child.tag == "a" and _SHARING.match(child.attributes.get("href", "")):
            return True
        if child.tag in BLOCKS and _FOOTERS.fullmatch(shown_text(child)[:1000]):
            return True
        if _is_suspect(child):
            return True
    return False


def _children(element: HtmlElement) -> list[HtmlElement | str]:
    kept: list[HtmlElement | str] = []
    had_sharing = False
    for child in element.children:
        if isinstance(child, str):
            kept.append(child)
            continue
        if child.tag == "img" and is_counter(child.attributes):
            continue
        if child.tag == "a" and _SHARING.match(child.attributes.get("href", "")):
            had_sharing = True
            continue
        if child.tag in BLOCKS and _FOOTERS.fullmatch(shown_text(child)[:1000]) and not _has_block(child):
            continue
        inner = _children(child)
        if inner or not child.children:
            kept.append(HtmlElement(child.tag, child.attributes, inner))
    # A bar of which only "Share this:" and the strokes between its buttons are left.
    if had_sharing and element.tag and _LABELS.fullmatch("".join(_texts(kept))):
        return []
    return kept


def _has_block(element: HtmlElement) -> bool:
    return any(
        isinstance(child, HtmlElement) and (child.tag in BLOCKS or _has_block(child)) for child in element.children
    )


def _texts(nodes: list[HtmlElement | str]) -> list[str]:
    return [node if isinstance(node, str) else shown_text(node) for node in nodes]

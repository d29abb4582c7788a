"""What could act on a page, less what is ours: data for machines, of which no browser runs a character."""

import json

from selectolax.lexbor import LexborHTMLParser, LexborNode

ACTIVE_TAGS = (
    "script",
    "iframe",
    "frame",
    "object",
    "embed",
    "form",
    "input",
    "button",
    "style",
    "img",
    "video",
    "audio",
    "svg a",
    "base",
    "math",
)


def active_nodes(tree: LexborHTMLParser) -> list[LexborNode]:
    """The elements of a page that could act, by themselves or by what they fetch, and are not ours."""
    return [node for node in tree.css(",".join(ACTIVE_TAGS)) if not is_our_data(node)]


def is_our_data(node: LexborNode) -> bool:
    """Whether this is the record of the page in the words of schema.org, as base.html writes it: in the head, with no
    other attribute, and whole JSON."""
    if node.tag != "script" or dict(node.attributes) != {"type": "application/ld+json"}:
        return False
    if node.parent is None or node.parent.tag != "head":
        return False
    try:
        data = json.loads(node.text())
    except ValueError:
        return False
    return isinstance(data, dict) and data.get("@context") == "https://schema.org"

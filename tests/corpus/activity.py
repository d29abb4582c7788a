"""What could act on a page, less what is ours: data for machines, which no browser runs, and the search on its page."""

import json
import re
from pathlib import Path

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


_ACTOR = re.compile(r"/topics/[a-z0-9-]+/")
_SEARCH_SCRIPT = re.compile(r"/theme/search\.[0-9a-f]{12}\.js")
# The form of the search, by tag and name, class or id, in the order of the page; no feed's text stands in it.
_SEARCH_FORM = [
    ("form", "search"),
    ("input", "q"),
    ("input", "actor"),
    ("input", "from"),
    ("input", "to"),
    ("button", "button"),
]


def active_nodes(page: Path, tree: LexborHTMLParser) -> list[LexborNode]:
    """The elements of a page that could act, by themselves or by what they fetch, and are not ours."""
    nodes = [node for node in tree.css(",".join(ACTIVE_TAGS)) if not _is_our_data(node) and not _is_on_map(node)]
    if page.parts[-2:] == ("search", "index.html"):
        nodes = [node for node in nodes if not is_search_script(node)]
        signatures = [(node.tag, node.attributes.get("name") or node.attributes.get("class")) for node in nodes]
        return [] if signatures == _SEARCH_FORM else nodes
    return nodes


def is_search_script(node: LexborNode) -> bool:
    """The one script, as search.html has it."""
    attributes = dict(node.attributes)
    source = attributes.pop("src", None)
    return node.tag == "script" and attributes == {"type": "module"} and bool(_SEARCH_SCRIPT.fullmatch(source or ""))


def _is_on_map(node: LexborNode) -> bool:
    """Whether this is a link of the map of actors, as network.html writes it: to an actor's page."""
    address = node.attributes.get("href") or ""
    svg = node.parent
    on_map = svg is not None and svg.tag == "svg" and svg.attributes.get("class") == "chart big map"
    return (
        node.tag == "a"
        and on_map
        and bool(_ACTOR.fullmatch(address))
        and set(node.attributes) <= {"href", "aria-label"}
    )


def _is_our_data(node: LexborNode) -> bool:
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

"""RSS, Atom and their extensions for the quick reader: namespaces, elements, and the use of elements.

An element has the name that feedparser gives it: "media_content" is `content` in the namespace of Media RSS, whatever
prefix the document declares. To read another extension, or another element of one:

    1. name its namespace in NAMESPACE_PREFIXES, and its elements in FEEDPARSER_ELEMENTS, if they are missing;
    2. give the element a handler in `quick_entry`, which puts its value where feedparser puts it;
    3. read that value in `xml_items`, and add a document with it to the tests of `quick_xml`;
    4. for a new field of articles, add it to `Item` (parsing/item), to `Draft` (cleaning/draft, filled in
       cleaning/item_cleaning), and to the table of header fields (contracts/article_header).
"""

from functools import lru_cache
from typing import Final


class NeedsFeedparserError(Exception):
    """The document, well-formed or not, holds something that only feedparser is known to read as feedparser does."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ATOM: Final = "http://www.w3.org/2005/Atom"
RSS1: Final = "http://purl.org/rss/1.0/"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XML: Final = "http://www.w3.org/XML/1998/namespace"
# The prefixes under which feedparser knows these namespaces, whatever a document calls them.
NAMESPACE_PREFIXES: Final = {
    "": "",
    ATOM: "",
    RSS1: "",
    "http://purl.org/rss/1.0/modules/content/": "content_",
    "http://purl.org/dc/elements/1.1/": "dc_",
    "http://purl.org/dc/terms/": "dcterms_",
    "http://search.yahoo.com/mrss/": "media_",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes_",
    "http://purl.org/rss/1.0/modules/slash/": "slash_",
    "http://wellformedweb.org/commentapi/": "wfw_",
    "http://purl.org/rss/1.0/modules/syndication/": "sy_",
    "http://purl.org/rss/1.0/modules/threading/": "thr_",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner_",
    RDF: "rdf_",
}
# The elements of an entry to which feedparser gives a meaning. One that has no handler and is not UNUSED leads to
# feedparser.
FEEDPARSER_ELEMENTS: Final = _words(
    "abstract author body category cc_license channel cloud content content_encoded contributor copyright "
    "created creativecommons_license dc_author dc_contributor dc_creator dc_date dc_description dc_language "
    "dc_publisher dc_rights dc_subject dc_title dcterms_created dcterms_issued dcterms_modified dcterms_valid "
    "description email enclosure entry expirationdate feed feedburner_browserfriendly fullitem generator geom "
    "georss_where georssgeom guid height homepage id image info issued item itunes_author itunes_category "
    "itunes_email itunes_image itunes_keywords itunes_link itunes_name itunes_owner itunes_subtitle "
    "itunes_summary keywords language lastbuilddate link managingeditor media_category media_content "
    "media_credit media_description media_group media_keywords media_license media_player media_rating "
    "media_restriction media_thumbnail media_title modified name newlocation psc_chapter psc_chapters pubdate "
    "published rights rss source subtitle summary svg tagline tags textinput title updated uri url webmaster "
    "where width xhtml_body"
)
# Those of the elements above from which an item takes nothing, where they hold text alone.
UNUSED: Final = _words(
    "media_rating media_restriction media_license itunes_subtitle expirationdate rights copyright "
    "dc_rights dc_publisher"
)
# Elements that feedparser keeps as they are. Their own namespaces it doesn't know, and goes by the prefix: "?".
PLAIN_FIELDS: Final = _words("feedburner_origlink feedburner_origenclosurelink ?pheedo_origlink ?news_source")
# The field of the entry in which each element of a date ends up.
DATE_FIELDS: Final = {"published": "published", "issued": "published", "pubdate": "published", "updated": "updated"} | {
    "modified": "updated", "lastbuilddate": "updated", "dc_date": "updated", "created": "created",
    "dcterms_created": "created", "dcterms_issued": "published", "dcterms_modified": "updated",
}  # fmt: skip


@lru_cache(maxsize=1000)
def element_kind(name: str) -> str:
    """The name that feedparser gives an element. `name` is expat's: URI, local name and prefix, with blanks between.

    An element of an unknown namespace begins with "?".

    Raises:
        NeedsFeedparserError: the namespace stands under a misleading prefix, or under none.
    """
    uri, _, qualified = name.partition(" ") if " " in name else ("", "", name)
    local, _, declared_prefix = qualified.partition(" ")
    local = local.lower()
    prefix = NAMESPACE_PREFIXES.get(uri) if uri in NAMESPACE_PREFIXES else NAMESPACE_PREFIXES.get(uri.lower())
    if prefix is not None:
        return prefix + local
    kind = f"{declared_prefix.lower()}_{local}" if declared_prefix else local
    if kind in FEEDPARSER_ELEMENTS or not declared_prefix:
        raise NeedsFeedparserError
    return f"?{kind}"

"""Which HTML may stay: one policy for what is read of a publisher's text, and one for what an article's page may hold.

nh3 enforces both. It parses as a browser does (html5ever) and drops every element that is not listed. The content of a
dropped element stays, but for elements such as `script`, which go with their content. To allow another element, add it
to INLINE or BLOCKS for a publisher's text, teach `feeds/cleaning/markdown_writer` to write it, and add it to
_PAGE_ELEMENTS for an article's page.
"""

from typing import Final

import nh3


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Elements of a publisher's text that a reader sees as blocks, and those within a line.
BLOCKS: Final = _names(
    "p div section article main header footer aside nav figure figcaption h1 h2 h3 h4 h5 h6 "
    "blockquote ul ol li pre table thead tbody tfoot tr th td caption dl dt dd hr address details "
    "summary center fieldset"
)
INLINE: Final = _names("a b strong i em cite code kbd samp tt q br img sup sub")
# Films, recordings and pages within a text, of which links are made.
EMBEDDED: Final = _names("embed object param video audio source")
# Formulas (MathML Core), of which text is made.
FORMULAS: Final = _names(
    "math semantics annotation mrow mi mn mo mtext ms mspace msup msub msubsup mfrac msqrt mroot mover munder "
    "munderover mtable mtr mtd mstyle mpadded"
)
VOID: Final = _names("br hr img embed param source")  # elements without an end tag
# Elements that hold nothing, or that the next of their kind closes: without end tags they don't nest.
UNNESTED: Final = _names(
    "br img hr input meta link source wbr area base col embed param track p li td th tr dt dd option "
    "tbody thead tfoot colgroup"
)
URL_SCHEMES: Final = _names("http https mailto")


_PAGE_ELEMENTS: Final = _names(
    "a abbr b blockquote br caption cite code dd del dl dt em figcaption figure h2 h3 h4 h5 h6 hr i ins kbd li ol p "
    "pre q s samp small strong sub sup table tbody td tfoot th thead tr u ul var"
)
_LIST_AND_CELL_ATTRIBUTES: Final = {"ol": {"start"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}}

_PICTURE_ATTRIBUTES: Final = {
    *("src", "alt", "width", "height", "class", "srcset", "data-src", "data-lazy-src", "data-original", "data-srcset"),
    *("data-lazy-srcset", "data-orig-file", "data-large-file", "data-hi-res-src", "data-full-src", "data-image"),
}
_MEDIA_ATTRIBUTES: Final = {
    "src",
    "data-src",
    "data-lazy-src",
    "data",
    "title",
    "name",
    "value",
    "width",
    "height",
    "srcset",
}

# Pictures are read for their alternative text, and to find an article's picture. Headings of every level and elements
# of layout are read so that what they hold stands in blocks of its own.
_PUBLISHER_HTML: Final = nh3.Cleaner(
    tags=set(BLOCKS | INLINE | EMBEDDED | FORMULAS),
    attributes={
        "a": {"href"},
        "p": {"class"},
        "img": _PICTURE_ATTRIBUTES,
        **dict.fromkeys(EMBEDDED, _MEDIA_ATTRIBUTES),
        "math": {"alttext"},
        "annotation": {"encoding"},
        **_LIST_AND_CELL_ATTRIBUTES,
    },
    clean_content_tags=set(
        _names(
            "script style iframe applet noscript template svg annotation-xml form button select textarea option "
            "datalist title head canvas noembed noframes map xmp plaintext"
        )
    ),
    url_schemes=set(URL_SCHEMES),
    url_relative="pass_through",
    link_rel=None,
)
# No images (none are hot-linked), no media, no forms, no style, no ids.
_PAGE_HTML: Final = nh3.Cleaner(
    tags=set(_PAGE_ELEMENTS),
    attributes={"a": {"href", "title"}, **_LIST_AND_CELL_ATTRIBUTES},
    clean_content_tags=set(_names("script style noscript template title textarea xmp noembed noframes")),
    url_schemes=set(URL_SCHEMES),
    url_relative="pass_through",
    link_rel="noopener external nofollow ugc",
)
_NO_ELEMENTS: Final = nh3.Cleaner(tags=set(), attributes={}, clean_content_tags={"script", "style"})


def clean_publisher_html(html: str) -> str:
    """A publisher's HTML with nothing left but what an article can be made of."""
    return _PUBLISHER_HTML.clean(html)


def clean_page_html(html: str) -> str:
    """HTML from anywhere with nothing left that could run, load, style or pose as part of an article's page."""
    return _PAGE_HTML.clean(html)


def without_elements(html: str) -> str:
    """HTML from anywhere without any element. Its text is HTML still: `&` and `<` are escaped."""
    return _NO_ELEMENTS.clean(html)

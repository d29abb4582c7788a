"""The field names of an article file: the contract between `feeds`, which writes them, and `site`, which reads them.

Pelican lower-cases the names when it reads a file, so `SOURCE_URL` arrives as `metadata["source_url"]`.
"""

from typing import Final

TITLE: Final = "Title"
DATE: Final = "Date"  # first publication, ISO 8601 in UTC; never changes, since the address is made from it
MODIFIED: Final = "Modified"  # ISO 8601 in UTC; only when the text changed after it was first stored
SLUG: Final = "Slug"
CATEGORY: Final = "Category"  # the subscription's section
TAGS: Final = "Tags"  # the feed's own categories, separated by commas
LANG: Final = "Lang"  # BCP 47
AUTHORS: Final = "Authors"  # separated by semicolons
SUMMARY: Final = "Summary"  # plain text
SOURCE: Final = "Source"  # slug of the subscription
SOURCE_URL: Final = "Source_Url"  # canonical address of the original
GUID: Final = "Guid"
IMAGE: Final = "Image"  # its address at the publisher; no page leads there
# Of the picture that is shown. These three lines are the editor's to change: a poll leaves them as long as Image stays.
PICTURE: Final = "Picture"  # files beside the article, "name.webp 640x360; other.webp 1280x720", or NO_PICTURE
PICTURE_ALT: Final = "Picture_Alt"  # what it shows, plain text
PICTURE_CREDIT: Final = "Picture_Credit"  # whose it is
NO_PICTURE: Final = "none"  # there is none that can be shown, and none is asked for
ENCLOSURE: Final = "Enclosure"
MORE_SOURCES: Final = "More_Sources"  # slugs of the publisher's other subscriptions that have it; by semicolons
MORE_SECTIONS: Final = "More_Sections"  # their sections, beside that of Category; separated by semicolons
FORMER_TITLES: Final = (
    "Former_Titles"  # JSON on one line: [{"title", "until"}], oldest first; `until` is ISO 8601 in UTC
)
FINGERPRINT: Final = "Fingerprint"  # digest of the file as the poller wrote it: a file that no longer fits was edited

FIELDS: Final = (
    TITLE,
    DATE,
    MODIFIED,
    SLUG,
    CATEGORY,
    TAGS,
    LANG,
    AUTHORS,
    SUMMARY,
    SOURCE,
    SOURCE_URL,
    GUID,
    IMAGE,
    PICTURE,
    PICTURE_ALT,
    PICTURE_CREDIT,
    ENCLOSURE,
    MORE_SOURCES,
    MORE_SECTIONS,
    FORMER_TITLES,
    FINGERPRINT,
)

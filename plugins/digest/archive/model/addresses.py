"""Every path and address of the site. No other module makes one.

A path is relative to the site's root and begins without a slash: "topics/mi6/" is a page, "feed.xml" a file. An address
is the value of `href` in templates: the site's base and the path. Neither changes once it is published, so each is made
of things that never change: a day, a slug. `pelican.conf.py` repeats four of the patterns for Pelican's own objects; a
test holds them to the functions here.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import Final
from urllib.parse import quote

from slugify import slugify

# Pages that stand alone, and the folders of pages that come many times.
FRONT: Final = ""
DIGESTS: Final = "digests/"
TOP_STORIES: Final = f"{DIGESTS}top/"  # a feed alone, without a page
STORIES: Final = "stories/"
TOPICS: Final = "topics/"
SOURCES: Final = "sources/"
SECTIONS: Final = "sections/"
QUOTES: Final = "quotes/"
WATCHES: Final = "watches/"
CHANGES: Final = "changes/"
SEARCH: Final = "search/"
SUBSCRIBE: Final = "subscribe/"
STATUS: Final = "status/"
HANDBOOK: Final = "handbook/"
PICTURES: Final = "pictures/"
SITEMAPS: Final = "sitemaps/"
THEME: Final = "theme/"
# The site's own folders, which no page that the editor writes can have, whether or not there is something in them yet.
OWN_FOLDERS: Final = (
    *(DIGESTS, STORIES, TOPICS, SOURCES, SECTIONS, QUOTES, WATCHES, CHANGES, SEARCH, SUBSCRIBE, STATUS, HANDBOOK),
    *(PICTURES, SITEMAPS, THEME),
)
NOT_FOUND: Final = "404.html"  # the name that most web servers look for

# Files.
MANIFEST: Final = "manifest.json"  # with an ending that every web server knows
FAVICON: Final = "favicon.ico"  # where programs look for it without being told
SITEMAP: Final = "sitemap.xml"
ROBOTS: Final = "robots.txt"
SUBSCRIPTIONS_OPML: Final = "subscriptions.opml"  # the feeds that the site reads
FEEDS_OPML: Final = "feeds.opml"  # the feeds that the site has
SEARCH_INDEX: Final = f"{SEARCH}index/"
SEARCH_PARTS: Final = f"{SEARCH_INDEX}parts.json"

MAX_FOLDER_BYTES = 200  # file systems take 255, and some of it is for the endings that servers and archives put on
MAX_TOPIC_SLUG_CHARS = 80
_FIRST_YEAR = "2026"  # of the tag URIs of feeds, in which the site's owner must have had the host
_FOLDER = re.compile(r"[\w-]+(?:[.~][\w-]+)*")
_MONTH = re.compile(r"(?:^|/)(\d{4})/(\d{2})/")


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of one site.

    `url` is its URL, without a slash at the end; `base` is the path part of the URL ("" at the root of a host), `host`
    its host."""

    url: str
    base: str
    host: str

    def at(self, path: str) -> str:
        """The address of a path: "/topics/mi6/", or "/digest/topics/mi6/" of a site below "/digest"."""
        return f"{self.base}/{_escaped(path)}"

    def absolute(self, path: str) -> str:
        """The address of a path with scheme and host: https://news.example.org/topics/mi6/."""
        return f"{self.url}/{_escaped(path)}"

    def tag_uri(self, path: str, minted: date | None = None) -> str:
        """The id of a feed or of an entry (RFC 4151), made of the path of its page and the day it came into being; a
        feed has none."""
        return f"tag:{self.host},{minted.isoformat() if minted else _FIRST_YEAR}:{self.base}/{path}"

    def day(self, day: date) -> str:
        return self.at(day_path(day))

    def week(self, monday: date) -> str:
        return self.at(week_path(monday))

    def topic(self, slug: str) -> str:
        return self.at(topic_path(slug))

    def story(self, slug: str) -> str:
        return self.at(story_path(slug))

    def source(self, slug: str) -> str:
        return self.at(source_path(slug))

    def section(self, slug: str) -> str:
        return self.at(section_path(slug))

    def watch(self, slug: str) -> str:
        return self.at(watch_path(slug))


def _escaped(path: str) -> str:
    """The path with everything but ASCII escaped (RFC 3987, 3.1); `folder` lets nothing else pass that needs it."""
    return path if path.isascii() else quote(path, safe="/~")


# Pages


def day_path(day: date) -> str:
    """The digest of a day: 2026/11/22/. The year has four digits, which `strftime` doesn't give early ones."""
    return f"{day.isoformat().replace('-', '/')}/"


def week_path(monday: date) -> str:
    """The digest of a week: 2026/w47/, as ISO 8601 counts weeks and their years."""
    year, week, _ = monday.isocalendar()
    return f"{year}/w{week:02}/"


def article_path(day: date, slug: str) -> str:
    return f"{day_path(day)}{slug}/"


def story_path(slug: str) -> str:
    return f"{STORIES}{slug}/"


def topic_path(slug: str) -> str:
    """The page of an actor."""
    return f"{TOPICS}{slug}/"


def seen_with_path(slug: str) -> str:
    """The page of the texts that name an actor together with others."""
    return f"{topic_path(slug)}with/"


def seen_with_letter_path(slug: str, letter: str) -> str:
    """The page of those whose names begin with a letter of A to Z; with no letter, that of all other names."""
    return f"{seen_with_path(slug)}{letter.lower() or 'other'}/"


def source_path(slug: str) -> str:
    return f"{SOURCES}{slug}/"


def section_path(slug: str) -> str:
    return f"{SECTIONS}{slug}/"


def watch_path(slug: str) -> str:
    """The page of a public watch."""
    return f"{WATCHES}{slug}/"


def hit_path(watch: str, article: str) -> str:
    """What the entry of a hit has its id from: a watch's slug, and the path of an article. There is no page at this
    path."""
    return f"{watch_path(watch)}{article}"


def editor_page_path(slug: str) -> str:
    """A page that the editor wrote: about/."""
    return f"{slug}/"


def month_path(root: str, month: date) -> str:
    """The archive of a month below a page: topics/mi6/ -> topics/mi6/2023/07/."""
    return f"{root}{day_path(month)[:-3]}"


def day_below(root: str, day: date) -> str:
    """The archive of a day below a page: topics/mi6/ -> topics/mi6/2023/07/19/."""
    return f"{root}{day_path(day)}"


def month_of(path: str) -> str:
    """The month that a path names, "2023-07"; "" where it names none."""
    match = _MONTH.search(path)
    return f"{match[1]}-{match[2]}" if match else ""


# Anchors: where something stands on its page


def quote_anchor(number: int) -> str:
    """A quote on the page of its article; quotes are counted from 1."""
    return f"q{number}"


def change_anchor(number: int) -> str:
    """A change on the page of its article; the first one has the number 1."""
    return f"change-{number}"


def seen_with_anchor(slug: str) -> str:
    """The texts that name an actor, on the page of another that it is seen with."""
    return f"with-{slug}"


# Feeds and lists for machines


def atom_path(root: str) -> str:
    """The feed of the page at `root` as Atom."""
    return atom_file(feed_stem(root))


def json_path(root: str) -> str:
    """The feed of the page at `root` as JSON."""
    return json_file(feed_stem(root))


def rss_path(root: str) -> str:
    """The feed of the page at `root` as RSS 2.0."""
    return f"{root}rss.xml"


def mastodon_path(root: str) -> str:
    """The feed of the page at `root` whose entries are posts for Mastodon."""
    return f"{root}mastodon.xml"


def feed_stem(root: str) -> str:
    """The feed of the page at `root`, without the ending that Atom or JSON puts on."""
    return f"{root}feed"


def feed_archive_stem(root: str, month: date, number: int) -> str:
    """An archive of that feed, without the ending; `number` counts the archives of one month from 1."""
    return feed_stem(month_path(root, month)) + (f"-{number}" if number > 1 else "")


def atom_file(stem: str) -> str:
    return f"{stem}.xml"


def json_file(stem: str) -> str:
    return f"{stem}.json"


def change_path(article: str, moment: str) -> str:
    """What the entry of a change has its id from: the path of an article, and when a poll found the change. There is no
    page at this path."""
    return f"{CHANGES}{article}{moment}"


def outage_path(source: str, began: str, event: str) -> str:
    """What the entry of an outage has its id from: a source's slug, when the outage began, which step of it is told.
    There is no page at this path."""
    return f"{STATUS}{source}/{began}/{event}"


def sitemap_part(name: str, number: int) -> str:
    """A part of the sitemap; `number` counts those of one name from 1."""
    return f"{SITEMAPS}{name}{f'-{number}' if number > 1 else ''}.xml"


# Files beside the pages

DATA_INDEX: Final = "data.json"  # lists the files of open data of all months below a page


def data_file(folder: str, name: str) -> str:
    """A file of open data in the folder of a page: topics/mi6/2023/07/quotes.csv."""
    return f"{folder}{name}"


def poster_path(root: str) -> str:
    """The picture that is shown with links to the page at `root` elsewhere. It has one address for good, since those
    who show it keep the address."""
    return f"{root}poster.png"


def picture_file(name: str) -> str:
    return f"{PICTURES}{name}"


def theme_file(name: str) -> str:
    return f"{THEME}{name}"


def search_index_file(part: str, name: str) -> str:
    """A file of the index of one part of the archive."""
    return f"{SEARCH_INDEX}{part}/{name}"


def output_file(path: str) -> str:
    """The file in the output folder that is served at a path: "topics/mi6/" is topics/mi6/index.html."""
    return f"{path}index.html" if not path or path.endswith("/") else path


# Slugs: names as the folders that addresses are made of


def topic_slug(name: str) -> str:
    """The slug of a name; a name that has no Latin transcription gets a digest of itself."""
    slug = slugify(name, max_length=MAX_TOPIC_SLUG_CHARS, word_boundary=True)
    return slug or blake2b(name.encode(), digest_size=6).hexdigest()


def actor_slugs(file_names: Iterable[str]) -> dict[str, str]:
    """The slugs of followed actors, by the names of their files without ".md".

    A name that is a folder of an address already is the slug. Others are made one, with a digest of the name where that
    is the slug of another file: "c#.md" beside "c.md".
    """
    names = sorted(set(file_names))
    slugs = {name: folder(name) for name in names}
    taken = {name for name in names if slugs[name] == name}
    for name in names:
        if name not in taken and slugs[name] in taken:
            slugs[name] = f"{slugs[name]}-{blake2b(name.encode('utf-8', 'replace'), digest_size=4).hexdigest()}"
        taken.add(slugs[name])
    return slugs


def section_slug(name: str) -> str:
    return folder(slugify(name) or name) or "news"


def source_slug(name: str) -> str:
    """The slug of what an article's header names as its source, which is a slug already unless somebody wrote the
    header by hand."""
    return folder(slugify(name) or name)


def article_slug(header_slug: str, file: str) -> str:
    """The slug of an article: that of its header, else the name of its file."""
    return folder(header_slug) or folder(file.rpartition("/")[2].removesuffix(".md")) or "article"


def folder(name: str) -> str:
    """`name` as one folder of an address, the same for the same name: as it is where that can be, else made of its
    letters. A digest stands for the rest of one that is too long, and for one without letters. "" of "".

    "index.html" is the file of the page above."""
    slug = name if _FOLDER.fullmatch(name) and name != "index.html" else slugify(name)
    if len(slug.encode()) <= MAX_FOLDER_BYTES and (slug or not name):
        return slug
    digest = blake2b(name.encode("utf-8", "replace"), digest_size=6).hexdigest()
    beginning = slug.encode()[: MAX_FOLDER_BYTES - 2 * len(digest)].decode("utf-8", "ignore").rstrip("-.~")
    return f"{beginning}-{digest}" if beginning else digest

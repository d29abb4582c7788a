"""Where everything stands: addresses as templates put them into `href`, and files as the writer names them.

An address never changes once published, so each is made of what never changes: a day, a slug.
"""

import re
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

from slugify import slugify

MAX_FOLDER_BYTES = 200  # file systems take 255, and some of it is for the endings that servers and archives put on
_FOLDER = re.compile(r"[\w-]+(?:[.~][\w-]+)*")

SEARCH = "search/"


@dataclass(frozen=True, slots=True)
class Urls:
    """Addresses below `base`, the path that the site lives under ("" at the root of a host)."""

    base: str

    def at(self, path: str) -> str:
        """The address of a path such as "topics/mi6/"."""
        return f"{self.base}/{path}"

    def day(self, day: date) -> str:
        return self.at(day_path(day))

    def topic(self, slug: str) -> str:
        return self.at(f"topics/{slug}/")

    def story(self, slug: str) -> str:
        return self.at(story_path(slug))

    def source(self, slug: str) -> str:
        return self.at(f"sources/{slug}/")

    def section(self, slug: str) -> str:
        return self.at(f"sections/{slug}/")


def day_path(day: date) -> str:
    return f"{day:%Y/%m/%d}/"


def week_path(monday: date) -> str:
    """2026/w47/, as ISO 8601 counts weeks and their years."""
    year, week, _ = monday.isocalendar()
    return f"{year}/w{week:02}/"


def story_path(slug: str) -> str:
    return f"stories/{slug}/"


def article_path(day: date, slug: str) -> str:
    return f"{day_path(day)}{slug}/"


def month_path(root: str, month: date) -> str:
    """The archive of a month below a page: topics/mi6/ -> topics/mi6/2023/07/."""
    return f"{root}{month:%Y/%m}/"


def folder(name: str) -> str:
    """`name` as one folder of an address, the same for the same name: as it is where that can be, else made of its
    letters. A digest stands for the rest of one that is too long, and for one without letters. "" of ""."""
    slug = name if _FOLDER.fullmatch(name) else slugify(name)
    if len(slug.encode()) <= MAX_FOLDER_BYTES and (slug or not name):
        return slug
    digest = blake2b(name.encode("utf-8", "replace"), digest_size=6).hexdigest()
    begun = slug.encode()[: MAX_FOLDER_BYTES - 2 * len(digest)].decode("utf-8", "ignore").rstrip("-.~")
    return f"{begun}-{digest}" if begun else digest


def file_of(path: str) -> str:
    """The output file of an address: "" and "topics/mi6/" are folders, "404.html" and "feed.xml" are files."""
    return f"{path}index.html" if not path or path.endswith("/") else path


def section_slug(name: str) -> str:
    return folder(slugify(name) or name) or "news"

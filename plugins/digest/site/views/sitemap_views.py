"""The sitemap and robots.txt."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SitemapRow:
    url: str
    modified: str  # RFC 3339, or ""


@dataclass(frozen=True, slots=True)
class SitemapView:
    rows: tuple[SitemapRow, ...]


@dataclass(frozen=True, slots=True)
class SitemapIndexView:
    rows: tuple[SitemapRow, ...]


@dataclass(frozen=True, slots=True)
class RobotsView:
    sitemap: str

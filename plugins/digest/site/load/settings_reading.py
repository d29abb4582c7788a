"""The settings of the site, from Pelican's."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from ...archive.model.local_time import LocalTime
from ...archive.model.settings import OPEN_DATA_PAGES, POSTER_KINDS, PosterKind, SiteSettings
from ...contracts.run_clock import run_clock
from ...errors import ConfigurationError
from ...stories.digests.ranking import DEFAULT_WEIGHTS, RankingWeights
from ..i18n.messages import translations

_UNFIT = re.compile(r"[\s\"<>\\^`{|}]")  # no URL has these (RFC 3986)
_PREFIX: Final = "DIGEST_"
# All names with that prefix that docs/reference.md explains, without it. A test compares the two.
_OWN: Final = """
TIMEZONE ACCENT LOGO STYLES MENU_SECTIONS POSTERS HANDBOOK EXCERPT_WORDS TOPIC_MIN_ARTICLES TOPIC_MIN_SOURCES MODEL
RANK_SOURCES RANK_GROWTH RANK_DURATION RANK_ACTORS RANK_QUOTES RANK_FRESHNESS RANK_HALF_LIFE_H
OPEN_DATA MASTODON_FEEDS OPEN_DATA_URL
PUBLISH PUBLISH_KEEP PUBLISH_MAX_LOSS PUBLISH_COMPRESS PUBLISH_HISTORY WEBSUB_HUB MAX_FILES MAX_MB NOW
"""
OWN_SETTINGS: Final = tuple(_OWN.split())
_NEARLY_THE_SAME: Final = 0.9  # a letter of ten
MAX_POINTS = 1000.0  # and hours: more is a slip of the pen, or no number


def site_settings(settings: Mapping[str, Any]) -> SiteSettings:
    """The record from Pelican's settings.

    Raises:
        ConfigurationError: a setting has a value that can't be used; the message names it.
    """
    url = str(settings["SITEURL"]).rstrip("/")
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ConfigurationError(f"SITEURL is {url!r}: expected the site's full address, https://news.example.org")
    lang = str(settings["DEFAULT_LANG"])
    translations(lang)  # raises
    return SiteSettings(
        name=str(settings["SITENAME"]),
        tagline=str(settings.get("SITESUBTITLE", "")),
        url=url,
        base=parts.path,
        host=parts.hostname,
        lang=lang,
        local=LocalTime(lang, _zone(str(settings.get("DIGEST_TIMEZONE", "UTC")))),
        content=Path(settings["PATH"]),
        cache=Path(settings["CACHE_PATH"]),
        theme=Path(settings["THEME"]),
        default_section=str(settings["DEFAULT_CATEGORY"]),
        topic_min_articles=_count(settings, "DIGEST_TOPIC_MIN_ARTICLES", 3),
        topic_min_sources=_count(settings, "DIGEST_TOPIC_MIN_SOURCES", 2),
        excerpt_words=_count(settings, "DIGEST_EXCERPT_WORDS", 120),
        now=_moment(settings.get("DIGEST_NOW")),
        model=str(settings.get("DIGEST_MODEL", "")),
        names=str(settings.get("NER", "")),
        accent=_names(settings, "DIGEST_ACCENT"),
        logo=str(settings.get("DIGEST_LOGO", "")),
        styles=_names(settings, "DIGEST_STYLES"),
        menu_sections=_names(settings, "DIGEST_MENU_SECTIONS"),
        rank=_weights(settings),
        hub=_web_address(settings, "DIGEST_WEBSUB_HUB"),
        posters=_poster_kinds(settings),
        handbook=bool(settings.get("DIGEST_HANDBOOK", False)),
        open_data=_choices(settings, "DIGEST_OPEN_DATA", OPEN_DATA_PAGES),
        mastodon_feeds=bool(settings.get("DIGEST_MASTODON_FEEDS", False)),
        open_data_url=_web_address(settings, "DIGEST_OPEN_DATA_URL"),
    )


def unknown_settings(settings: Mapping[str, Any]) -> Iterator[str]:
    """A line for each setting that is called as the digest's are, or nearly as one of Pelican's, and that nothing
    reads."""
    from pelican.settings import DEFAULT_CONFIG  # noqa: PLC0415  the doctor looks at settings before it needs Pelican

    for name in sorted(settings):
        own = name.removeprefix(_PREFIX)
        if own == name and name not in DEFAULT_CONFIG and name.isupper():
            # Plugins have settings of their own, of which nothing is known here.
            for similar in get_close_matches(name, DEFAULT_CONFIG, n=1, cutoff=_NEARLY_THE_SAME):
                yield f"Pelican has no setting {name}: did you mean {similar}?"
        elif own != name and own not in OWN_SETTINGS:
            similar = get_close_matches(own, OWN_SETTINGS, n=1)
            question = f"; did you mean {_PREFIX}{similar[0]}?" if similar else ""
            yield f"there is no setting {name}: expected one of those in docs/reference.md{question}"


def _count(settings: Mapping[str, Any], name: str, default: int) -> int:
    value = settings.get(name, default)
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise ConfigurationError(f"{name} is {value!r}: expected a whole number of 1 or more")
    return value


def _weights(settings: Mapping[str, Any]) -> RankingWeights:
    """The weights of the ranking. Points of 0 leave a part out; the half-life can't be 0."""
    return RankingWeights(
        sources=_points(settings, "DIGEST_RANK_SOURCES", DEFAULT_WEIGHTS.sources),
        growth=_points(settings, "DIGEST_RANK_GROWTH", DEFAULT_WEIGHTS.growth),
        duration=_points(settings, "DIGEST_RANK_DURATION", DEFAULT_WEIGHTS.duration),
        actors=_points(settings, "DIGEST_RANK_ACTORS", DEFAULT_WEIGHTS.actors),
        quotes=_points(settings, "DIGEST_RANK_QUOTES", DEFAULT_WEIGHTS.quotes),
        freshness=_points(settings, "DIGEST_RANK_FRESHNESS", DEFAULT_WEIGHTS.freshness),
        half_life_h=_points(settings, "DIGEST_RANK_HALF_LIFE_H", DEFAULT_WEIGHTS.half_life_h, least=0.1),
    )


def _points(settings: Mapping[str, Any], name: str, default: float, least: float = 0.0) -> float:
    value = settings.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= MAX_POINTS:
        raise ConfigurationError(f"{name} is {value!r}: expected a number from {least:g} to {MAX_POINTS:g}")
    return float(value)


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise ConfigurationError(
            f"DIGEST_TIMEZONE is {name!r}: expected a zone such as UTC or Europe/Berlin"
        ) from error
    return name


def _names(settings: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = settings.get(name, ())
    names = (value,) if isinstance(value, str) else value
    if not isinstance(names, list | tuple) or not all(isinstance(name, str) for name in names):
        raise ConfigurationError(f"{name} is {value!r}: expected a text, or a list of texts")
    return tuple(filter(None, names))


def _poster_kinds(settings: Mapping[str, Any]) -> tuple[PosterKind, ...]:
    names = _names(settings, "DIGEST_POSTERS") if "DIGEST_POSTERS" in settings else POSTER_KINDS
    for name in names:
        if name not in POSTER_KINDS:
            raise ConfigurationError(f"DIGEST_POSTERS: {name!r} is none of {', '.join(map(repr, POSTER_KINDS))}")
    return tuple(kind for kind in POSTER_KINDS if kind in names)


def _choices(settings: Mapping[str, Any], name: str, choices: tuple[str, ...]) -> tuple[str, ...]:
    names = _names(settings, name)
    if unknown := set(names) - set(choices):
        raise ConfigurationError(f"{name} has {min(unknown)!r}: expected some of {', '.join(choices)}")
    return names


def _web_address(settings: Mapping[str, Any], name: str) -> str:
    value = settings.get(name, "")
    try:
        parts = urlsplit(value)
        fits = value == "" or (parts.scheme in ("http", "https") and bool(parts.hostname) and not _UNFIT.search(value))
    except (ValueError, TypeError, AttributeError):
        fits = False
    if not fits:
        raise ConfigurationError(f"{name} is {value!r}: expected an address, https://hub.example.org/")
    return str(value)


def _moment(value: object) -> datetime | None:
    if value is None or value == "":
        return None
    try:
        return run_clock(str(value))
    except ConfigurationError as error:
        raise ConfigurationError(f"--now is {error}") from error

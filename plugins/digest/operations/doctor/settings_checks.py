"""Whether the settings are those of a site that readers can use."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ...archive.index_file import INDEX_FILE, existing_index
from ...errors import ConfigurationError
from ...site.load.settings_reading import site_settings, unknown_settings
from ..new_site.placeholders import placeholders
from ..site_places import SITEURL_ADVICE, SitePlaces, is_of_this_machine
from .finding import Finding, advice, fault

# What stands in the sample's pages, and belongs to nobody else's site.
_OF_THE_SAMPLE: Final = ("concordance.example", "The Concordance reads several publishers")

# Settings that Pelican has a default for.
_DEFAULTS: Final = {
    "DEFAULT_LANG": "en",
    "DEFAULT_CATEGORY": "News",
    "SITENAME": "",
    "PATH": "content",
    "THEME": "theme",
}


def settings_findings(places: SitePlaces) -> Iterator[Finding]:
    """What is wrong with the settings, and which texts of the software's are still there."""
    for line in unknown_settings(places.values):
        yield advice(line, f"put it right in {places.settings}, or take it out")
    try:
        settings = site_settings({**_DEFAULTS, **places.values, "CACHE_PATH": str(places.cache)})
    except ConfigurationError as error:
        yield fault(str(error), f"put it right in {places.settings}")
        return
    if is_of_this_machine(places.url):
        yield advice(f"SITEURL is {places.url}, which no reader can open", SITEURL_ADVICE)
    elif settings.host.endswith(".example") or ".example." in f"{settings.host}.":
        yield advice(f"SITEURL is {places.url}, an address for examples", SITEURL_ADVICE)
    yield from _sections(settings.menu_sections, places.cache)
    yield from _sample_texts(places.content / "pages")
    for name in (settings.logo, *settings.styles):
        if name and not (places.content / name).is_file():
            what = f"{places.content / name}: there is no such file"
            yield fault(what, "put it there, or take it out of the settings")


def _sections(menu: tuple[str, ...], cache: Path) -> Iterator[Finding]:
    """A finding for each section of the menu that no article has."""
    index = existing_index(cache / INDEX_FILE)
    if index is None:
        return
    known = {name for (name,) in index.rows("SELECT name FROM sections")}
    for name in menu:
        if known and name not in known:
            there = ", ".join(sorted(known))
            yield advice(f"no article has the section {name!r} of the menu", f"sections are: {there}")


def _sample_texts(pages: Path) -> Iterator[Finding]:
    for file in sorted(pages.glob("*.md")):
        text = file.read_text(encoding="utf-8", errors="replace")
        if any(words in text for words in _OF_THE_SAMPLE):
            yield advice(f"{file} is the sample's text", "write your own")
    for file, text in placeholders(pages.parent):
        yield advice(f"{file} still says “{text}”, to readers too", "write there what it asks for")

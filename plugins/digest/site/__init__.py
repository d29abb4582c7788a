"""The Pelican plugin that makes every page of the site from the archive.

The rooms in the order of the data. Each imports only rooms above it, except `generator`, which imports all:

    article files that have changed, as Pelican has read them, and the editor's files beside them
      -> load          brings the index of the archive up to date (`digest.archive`)
      -> pages         a function for each kind of page: archive -> views
         syndication   archive -> feeds, lists of feeds, the sitemap
         open_data     archive -> tables of articles, mentions and quotes, for other programs
         letters       archive -> digests and hits of watches, to be sent
         search        archive -> the files that the search page loads, indexed by pagefind
         (components   pieces that several pages share: story blocks, quote cards, heads of pages
         charts        drawings over time, and of actors who appear together
         posters       pictures that are shown with links to a page elsewhere
         appearance    the look that an editor sets: stylesheet, logo, menu, colophon
         i18n          the language of the interface: messages, nouns, date formats)
      -> views         plain records, in order and worded
      -> theme/templates, one file for each kind of page, which is all that a designer needs to know
      -> the writer of the plugin `incremental`, which makes the pages that have changed

Pelican reads the article files that are not in the index as they are, and has objects of those alone; of more than a
thousand the rest are read one after the other and leave no object. Other plugins see the objects with the topics as
native tags. Pelican runs `generator` last: it gives every group of pages to the writer. The
handlers below contain no logic, and nothing is stored at module level: they pass values on in Pelican's context.
"""

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any, Final

from pelican import signals

from incremental import further_articles

from .generator import DigestGenerator
from .i18n import messages
from .load.archive_reading import ArchiveReading
from .load.pelican_tags import tag_articles

__all__ = ["register"]

# Of a new archive, Pelican's objects would be most of the memory that a build takes: each is some 10 KB.
_OBJECTS_AT_ONCE: Final = 1_000


def open_archive(generator: Any) -> None:
    """Open the archive, and have Pelican read only the article files that are not in it as they are."""
    if _has_this_plugin(generator.settings):
        reading = ArchiveReading(generator.settings)
        generator.context[DigestGenerator.READING] = reading
        generator.choose_files = reading.files_to_read  # of `incremental`, and so is the next
        generator.objects_at_once = _OBJECTS_AT_ONCE


def update_and_tag(generator: Any) -> None:
    """Bring the archive up to date, and give Pelican's articles the topics as tags."""
    if not _has_this_plugin(generator.settings):
        return
    read = sorted(generator.articles, key=lambda article: str(article.relative_source_path))
    archive = generator.context[DigestGenerator.READING].archive(chain(read, further_articles(generator)))
    generator.context[DigestGenerator.ARCHIVE] = archive
    tag_articles(generator.articles, archive, generator.settings)


def ignore_placement(content: Any) -> None:
    """Take out of an article or page what its header says of its address and its template: both are the site's to
    decide, since the header may be a stranger's."""
    if not _has_this_plugin(content.settings):
        return
    for name in ("override_save_as", "override_url"):
        content.__dict__.pop(name, None)
    content.template = content.default_template


def set_language(generator: Any) -> None:
    """Give the templates of a generator the language of the interface. Each generator has templates of its own, that of
    the plugin `incremental` too."""
    if _has_this_plugin(generator.settings):
        messages.install(generator.env, str(generator.settings["DEFAULT_LANG"]))


def generators(pelican: Any) -> Iterable[type]:
    return (DigestGenerator,) if _has_this_plugin(pelican.settings) else ()


def _has_this_plugin(settings: Mapping[str, Any]) -> bool:
    """Whether a signal comes from a site with this plugin: signals are global, and another site in the same process
    sends them as well."""
    return __name__ in (settings["PLUGINS"] or ())  # None: Pelican loads what is installed, which this plugin isn't


def register() -> None:
    """Connect the handlers, in the order in which Pelican sends their signals."""
    signals.get_generators.connect(generators)
    signals.generator_init.connect(set_language)
    signals.content_object_init.connect(ignore_placement)  # for each file
    signals.article_generator_init.connect(open_archive)
    signals.article_generator_pretaxonomy.connect(update_and_tag)  # articles are read, and have no tags yet

"""The Pelican plugin that makes every page of the site from the articles that Pelican has read.

The rooms in the order of the data. Each imports only rooms above it, except `generator`, which imports all:

    article files, as Pelican has read them, and the editor's files beside them
      -> load          sanitises bodies, annotates texts (`digest.annotate`), joins reports to stories
                       (`digest.stories`), applies the editor's decisions, and makes the archive
         (model        the records: articles, topics, events, quotes, sources, the archive of all of them, the
                       settings, and in `addresses` every path and address of the site)
      -> pages         a function for each kind of page: archive -> views
         syndication   archive -> feeds, lists of feeds, the sitemap
         search        archive -> the files that the search page loads, indexed by pagefind
         (components   pieces that several pages share: story blocks, quote cards, heads of pages
         charts        drawings over time, and of actors who appear together
         appearance    the look that an editor sets: stylesheet, logo, menu, colophon
         i18n          the language of the interface: messages, nouns, date formats)
      -> views         plain records, in order and worded
      -> theme/templates, one file for each kind of page, which is all that a designer needs to know
      -> the writer of the plugin `incremental`, which renders the views that have changed

Pelican runs `generator` last: it gives every view and file to the writer. The handlers below contain no logic, and
nothing is stored at module level: they pass values on in Pelican's context.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from pelican import signals

from .generator import DigestGenerator
from .i18n import messages
from .load.archive_reading import read_archive
from .load.pelican_tags import tag_articles

__all__ = ["register"]


def read_and_tag(generator: Any) -> None:
    """Read the archive for the pages, and give Pelican's articles the topics as tags."""
    if not _has_this_plugin(generator.settings):
        return
    archive = read_archive(generator.articles, generator.settings)
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
    signals.article_generator_pretaxonomy.connect(read_and_tag)  # all articles are read, and have no tags yet

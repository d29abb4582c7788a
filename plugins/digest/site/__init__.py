"""The Pelican plugin: it reads the articles that Pelican has parsed and makes every page of the site.

    articles as Pelican read them
        -> articles   plain records, bodies through the sanitiser       (bodies)
        -> annotate   mentions, quotes, credit of each text
        -> archive    topics, events, quotes, each reachable from the others    (assembly)
        -> tagging    Pelican's native tags, which point to the topics
        -> pages      a view for every page and feed; most are traced: what they ask of the archive (facts) is noted
        -> the writer of the plugin `incremental`, which makes what has changed

Handlers hold no logic, and nothing is kept at module level: what one hands to the next travels in Pelican's context.
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
    if not _ours(generator.settings):
        return
    archive = read_archive(generator.articles, generator.settings)
    generator.context[DigestGenerator.ARCHIVE] = archive
    tag_articles(generator.articles, archive, generator.settings)


def keep_in_place(content: Any) -> None:
    """Where a page stands and what renders it is never for its own header to say."""
    if not _ours(content.settings):
        return
    for name in ("override_save_as", "override_url"):
        content.__dict__.pop(name, None)
    content.template = content.default_template


def speak(generator: Any) -> None:
    """Every generator has templates of its own, that of the plugin `incremental` too."""
    if _ours(generator.settings):
        messages.install(generator.env, str(generator.settings["DEFAULT_LANG"]))


def generators(pelican: Any) -> Iterable[type]:
    return (DigestGenerator,) if _ours(pelican.settings) else ()


def _ours(settings: Mapping[str, Any]) -> bool:
    """Signals are global: another site in the same process, without this plugin, sends them as well."""
    return __name__ in (settings["PLUGINS"] or ())  # None: Pelican loads what is installed, which ours isn't


def register() -> None:
    """Of templates: their language. Of each file: its place. After all articles are read, before tags are made of
    them: annotate. Then the pages."""
    signals.generator_init.connect(speak)
    signals.content_object_init.connect(keep_in_place)
    signals.article_generator_pretaxonomy.connect(read_and_tag)
    signals.get_generators.connect(generators)

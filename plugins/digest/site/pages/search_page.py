"""The search page, /search/: a form that a script fills with life, and links to the lists that need no script."""

from ...archive.model.addresses import DIGESTS, QUOTES, SEARCH, SEARCH_INDEX, SOURCES, TOPICS
from ...archive.questions.archive import Archive
from ..components.page_head import page_head
from ..i18n.messages import say
from ..views.search_views import SearchPage
from ..views.shared_views import Link


def search_page(archive: Archive, script: str) -> SearchPage:
    """`script` is the path of the search's script below the site's root."""
    at, lang = archive.addresses.at, archive.settings.lang
    return SearchPage(
        head=page_head(
            archive,
            SEARCH,
            say(lang, "Search"),
            say(lang, "Find articles by word, actor, source, section and date"),
            current=SEARCH,
        ),
        script=at(script),
        index=at(SEARCH_INDEX),
        lists=(
            Link(say(lang, "Every day and week"), at(DIGESTS)),
            Link(say(lang, "Actors from A to Z"), at(TOPICS)),
            Link(say(lang, "Quotes by month"), at(QUOTES)),
            Link(say(lang, "Sources"), at(SOURCES)),
            *(Link(name, archive.addresses.section(slug)) for slug, name in sorted(archive.sources.sections())),
        ),
    )

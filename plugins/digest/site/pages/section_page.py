"""The page of a section, /sections/security/: its stories, what is latest, and its actors."""

from datetime import date

from ...archive.model.addresses import section_path, section_slug
from ...archive.model.events import Event
from ...archive.model.list_names import section_list
from ...archive.questions.archive import Archive
from ..components.digest_sections import reported_by_several
from ..components.page_head import page_head, site_feed
from ..components.page_links import month_links
from ..components.river_lines import river_days
from ..components.story_blocks import levels, story_block
from ..components.structured_data import MAX_ITEMS, collection_data
from ..components.topic_lists import MIN_ROWS, list_topic_rows
from ..i18n.messages import say
from ..i18n.nouns import count
from ..views.section_views import SectionPage

MAX_STORIES = 6
MAX_LATEST = 20
LOOKED_AT = 400  # events, to find the stories among them: some days of a busy section


def section_page(archive: Archive, slug: str) -> SectionPage:
    """The page of the section with that slug."""
    lang, today, path, listed = archive.settings.lang, archive.today, section_path(slug), section_list(slug)
    name = archive.sources.section(slug)
    feed = site_feed(archive, path, name)
    summary = say(
        lang,
        "%(articles)s from %(sources)s",
        articles=count(archive.articles.count(listed), "article", lang),
        sources=count(archive.articles.publishers(listed), "source", lang),
    )
    stories = _stories(archive, slug)
    level_of = levels(stories)
    return SectionPage(
        head=page_head(
            archive,
            path,
            name,
            f"{name}: {summary}",
            feeds=(feed,),
            current=path,
            data=collection_data(archive, path, name, summary, archive.articles.newest(listed, MAX_ITEMS)),
        ),
        name=name,
        summary=summary,
        feed=feed,
        stories=tuple(
            story_block(archive, event, today, level=level_of[event.lead.id], rich=True) for event in stories
        ),
        latest=river_days(archive, listed, MAX_LATEST),
        months=month_links(archive, path, listed),
        actors=list_topic_rows(archive, listed, today, at_least=MIN_ROWS),
    )


def _stories(archive: Archive, slug: str) -> tuple[Event, ...]:
    """The newest events that several sources report and whose lead stands in the section."""
    latest = reported_by_several(archive.events.latest_in(section_list(slug), date.max, LOOKED_AT))
    return tuple(event for event in latest if section_slug(event.lead.section) == slug)[:MAX_STORIES]

"""What pages ask of the archive: see `incremental.write.deferred_pages`."""

from dataclasses import replace

from incremental import AnswerSource, RecordLookup

from .archive import Archive
from .article import Article, Source
from .article_body import ArticleBody
from .events import Event
from .topics import Topic


def answer_source(archive: Archive) -> AnswerSource:
    """The archive as pages ask it. The clock that an editor sets is no setting there: its moment is `archive.now`."""

    def event(lead: str) -> Event:
        return archive.event_of(archive.article_with_id(lead))

    return AnswerSource(
        replace(archive, settings=replace(archive.settings, now=None)),
        {
            Article: RecordLookup(lambda article: str(article.id), archive.article_with_id),
            Event: RecordLookup(lambda event: str(event.lead.id), event),
            Topic: RecordLookup(lambda topic: str(topic.slug), archive.topics.__getitem__),
            Source: RecordLookup(lambda source: str(source.slug), archive.publishing.__getitem__),
        },
        {type(archive.settings.content): str, ArticleBody: _of_body},
    )


def _of_body(body: ArticleBody) -> object:
    """What it was read from says all that it is."""
    return body.digest or (body.parts, body.text, body.blocks)

"""The archive as the source of answers to deferred pages: how `incremental` names its records and compares them."""

from dataclasses import replace

from incremental import AnswerSource, RecordLookup

from .archive import Archive
from .article import Article, Source
from .article_body import ArticleBody
from .events import Event
from .topics import Topic


def answer_source(archive: Archive) -> AnswerSource:
    """The archive as deferred pages ask it. A clock that the editor sets is left out of its settings, since pages
    depend on `archive.now` alone."""

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
    """What stands for a body when answers are compared: the digest of the HTML that it was read from, if known."""
    return body.digest or (body.parts, body.text, body.blocks)

"""What pages ask of the archive: see `incremental.write.traces`."""

from dataclasses import replace

from incremental.write.traces import Facts, Identity

from .archive import Archive
from .article import Article, Source
from .article_body import Body
from .events import Event
from .topics import Topic


def facts_of(archive: Archive) -> Facts:
    """The archive as pages ask it. The clock that an editor sets is no setting there: its moment is `archive.now`."""

    def event(lead: str) -> Event:
        return archive.event_of(archive.article(lead))

    return Facts(
        replace(archive, settings=replace(archive.settings, now=None)),
        {
            Article: Identity(lambda article: str(article.id), archive.article),
            Event: Identity(lambda event: str(event.lead.id), event),
            Topic: Identity(lambda topic: str(topic.slug), archive.topics.__getitem__),
            Source: Identity(lambda source: str(source.slug), archive.publishing.__getitem__),
        },
        {type(archive.settings.content): str, Body: _of_body},
    )


def _of_body(body: Body) -> object:
    """What it was read from says all that it is."""
    return body.digest or (body.parts, body.text, body.blocks)

"""The stories of a day, in the order of its digest, each with its reports."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from ...archive.model.article import Article
from ...archive.model.events import Event
from ...archive.questions.archive import Archive
from .desk_cards import DeskCard, DeskItem, DeskLinks, DeskList, KeyedLink
from .seen_articles import mark_of

MAX_EVENTS: Final = 80  # of a day, the first of its digest


def story_list(archive: Archive, links: DeskLinks, asked: str, joining: str) -> DeskList:
    """The stories of the day that is asked for, else of the last one. `joining` is the path of an article whose story
    is to be joined with another, "" for none."""
    days = archive.events.days()
    if not days:
        return DeskList("stories", "Stories", empty="There is no story yet.")
    day = next((day for day in days if str(day) == asked), days[-1])
    place = days.index(day)
    marked = {"join": joining} if joining else {}
    events = archive.events.on(day)
    shown = f", the first {MAX_EVENTS} of {len(events)}" if len(events) > MAX_EVENTS else ""
    return DeskList(
        view="stories",
        heading=f"{day:%A}, {day.day} {day:%B %Y}{shown}",
        cards=tuple(_card(links, event, day, joining) for event in events[:MAX_EVENTS]),
        empty="The day has no story.",
        earlier=_day_link(links, "n", "the day before", days[place - 1], marked) if place else None,
        later=_day_link(links, "b", "the day after", days[place + 1], marked) if place + 1 < len(days) else None,
        joining=_headline(archive, joining) if joining else "",
    )


def article_at(archive: Archive, path: str) -> Article | None:
    """The article whose page is at a path; None where there is none."""
    id_ = archive.index.article_at(path)
    return archive.articles.with_id(id_) if id_ else None


def _headline(archive: Archive, path: str) -> str:
    article = article_at(archive, path)
    return article.headline if article else path


def _day_link(links: DeskLinks, key: str, label: str, day: date, marked: Mapping[str, str]) -> KeyedLink:
    return KeyedLink(key, label, links.page("stories", {"day": str(day), **marked}))


def _card(links: DeskLinks, event: Event, day: date, joining: str) -> DeskCard:
    item = f"s{mark_of(event.lead.id)}"
    path = event.lead.path.strip("/")
    head = DeskItem(
        id=item,
        text=event.lead.headline,
        lang=event.lead.lang,
        notes=(*_size(event), *(["pinned"] if event.pinned else [])),
        links=(
            links.decide("p", "pin", "pin", item, {"story": path}),
            _joining_link(links, path, item, day, joining),
            links.shown(event.lead.path),
        ),
        strong=event.pinned or path == joining,
        decided=item in links.decided,
    )
    of_story = event.articles if event.story else ()
    reports = tuple(_report(links, article, item, leads=article.id == event.lead.id) for article in of_story)
    return DeskCard(head, event.lead.deck, reports=reports)


def _joining_link(links: DeskLinks, path: str, item: str, day: date, joining: str) -> KeyedLink:
    """Mark a story, or join it with the one that is marked."""
    if not joining:
        return KeyedLink("m", "join with …", links.page("stories", {"day": str(day), "join": path}, item))
    if joining == path:
        return KeyedLink("m", "leave it", links.page("stories", {"day": str(day)}, item))
    return links.decide("m", "join with that one", "join", item, {"story": joining, "other": path})


def _report(links: DeskLinks, article: Article, card: str, *, leads: bool) -> DeskItem:
    item = f"{card}-r{mark_of(article.id)}"
    path = {"article": article.path.strip("/")}
    lead = () if leads else (links.decide("l", "leads the story", "lead", item, path),)
    return DeskItem(
        id=item,
        text=article.headline,
        lang=article.lang,
        notes=(article.publisher.name, str(article.day), *(["leads"] if leads else [])),
        links=(
            links.decide("s", "not this story", "leave", item, path),
            *lead,
            links.shown(article.path),
        ),
        decided=item in links.decided,
    )


def _size(event: Event) -> tuple[str, ...]:
    if not event.story:
        return (event.lead.publisher.name,)
    sources = len(event.sources)
    return (f"{len(event.articles)} reports", f"{sources} source{'' if sources == 1 else 's'}")

"""The names that got their pages last and that nobody follows, each with what the archive knows of it."""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from ...archive.model.addresses import topic_path
from ...archive.model.list_names import ALL, topic_list
from ...archive.model.topics import Topic
from ...archive.questions.archive import Archive
from .desk_cards import DeskCard, DeskItem, DeskLinks, DeskList, KeyedLink
from .new_articles import headlines
from .seen_articles import mark_of

ON_A_PAGE: Final = 20
MAX_SPELLINGS: Final = 6
MAX_ROLES: Final = 3
MAX_ARTICLES: Final = 3
MAX_ALIKE: Final = 60  # names that an editor can choose from
_MIN_WORD: Final = 3  # letters of a word that makes two names alike


def name_list(archive: Archive, links: DeskLinks, first: int) -> DeskList:
    """A page of the newest found names, from the number `first` on."""
    newest = list(islice(_newest(archive), first, first + ON_A_PAGE + 1))
    cards = tuple(_card(archive, links, topic) for topic in newest[:ON_A_PAGE])
    earlier = KeyedLink("n", "earlier names", links.page("names", {"first": str(first + ON_A_PAGE)}))
    later = KeyedLink("b", "later names", links.page("names", {"first": str(max(0, first - ON_A_PAGE))}))
    return DeskList(
        view="names",
        heading="Names that nobody follows, those with the newest pages first",
        cards=cards,
        empty="There is no such name.",
        earlier=earlier if len(newest) > ON_A_PAGE else None,
        later=later if first else None,
    )


def _newest(archive: Archive) -> Iterator[Topic]:
    for day, _ in reversed(archive.articles.all_days(ALL)):
        for slug in archive.topics.new_on(day):
            topic = archive.topics.with_slug(slug)
            if topic and not topic.followed:
                yield topic


def _card(archive: Archive, links: DeskLinks, topic: Topic) -> DeskCard:
    item = f"n{mark_of(topic.slug)}"
    of_topic = topic_list(topic.slug)
    name = {"name": topic.name}
    articles, sources = archive.articles.count(of_topic), archive.articles.publishers(of_topic)
    head = DeskItem(
        id=item,
        text=topic.name,
        notes=(topic.kind, _number(articles, "article"), _number(sources, "source"), *_called(archive, topic)),
        links=(
            links.decide("f", "follow", "follow", item, {**name, "kind": topic.kind}),
            links.decide("m", "same as …", "merge", item, name),
            links.decide("s", "two of one name", "split", item, name),
            links.decide("c", "kind", "kind", item, name),
            links.decide("x", "no actor", "untag", item, name),
            links.shown(topic_path(topic.slug)),
        ),
        decided=item in links.decided,
    )
    return DeskCard(head, lines=headlines(archive.articles.newest(of_topic, MAX_ARTICLES)))


def _called(archive: Archive, topic: Topic) -> Iterator[str]:
    spelled = [text for text, _ in archive.topics.spellings(topic.slug) if text != topic.name]
    if spelled:
        yield f"also {', '.join(spelled[:MAX_SPELLINGS])}"
    roles = tuple(dict.fromkeys(archive.topics.roles_told(topic.slug)))
    if roles:
        yield "; ".join(roles[:MAX_ROLES])


def names_alike(archive: Archive, name: str) -> tuple[str, ...]:
    """The names with a page that have a word in common with a name, those with most words in common first."""
    words = _words(name)
    shared = (
        (len(words & _words(other)), other)
        for (other,) in archive.index.rows("SELECT name FROM topics")
        if other != name
    )
    alike = sorted((-count, other) for count, other in shared if count)
    return tuple(other for _, other in alike[:MAX_ALIKE])


def _words(name: str) -> set[str]:
    return {word for word in name.casefold().replace("-", " ").split() if len(word) >= _MIN_WORD}


def sources_of_name(archive: Archive, name: str) -> tuple[tuple[str, str], ...]:
    """The slugs and names of the sources whose articles have a name, those with most articles first."""
    of_topic = topic_list(archive.topics.slug_of(name))
    names = {article.source.slug: article.source.name for article in archive.articles.newest(of_topic, ON_A_PAGE)}
    return tuple((slug, names.get(slug, slug)) for slug, _ in archive.articles.sources(of_topic) if slug)


def _number(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"

"""Who a topic is seen with, /topics/mi6/with/: for each other topic, the newest articles that name both.

Where the names are many, that page lists them by letter, and each letter has a page with the articles of its names:
/topics/mi6/with/p/.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

from incremental import Page

from ...archive.model.addresses import SEARCH, TOPICS, seen_with_anchor, seen_with_letter_path, seen_with_path
from ...archive.model.topics import Topic, initial
from ...archive.questions.archive import Archive
from ..components.page_head import page_head
from ..components.page_links import topics_link
from ..components.river_lines import article_item
from ..components.site_file import site_file
from ..components.topic_lists import topic_row, topic_with
from ..i18n.messages import say
from ..i18n.nouns import count
from ..views.shared_views import Link, River
from ..views.topic_views import SeenWithGroup, SeenWithLetter, SeenWithPage

Companions = Sequence[tuple[Topic, int]]  # topics with the number of articles that name both, most first
TEMPLATE = "seen_with.html"
ONE_PAGE = 24  # names; more have pages by letter
MAX_NAMES = 400  # the most frequent ones; the search finds the others
LETTER_NAMES = 40  # on the page of a letter, which is as long as a phone bears
NEWEST = 5  # articles of each pair on the one page
LETTER_NEWEST = 3  # and on the page of a letter


def seen_with_pages(archive: Archive, slug: str) -> Iterator[Page]:
    """The page of who a topic is seen with, and those of letters; none where it is seen with nobody."""
    if archive.topics.companion_initials(slug, MAX_NAMES, 0):
        yield site_file(seen_with_path(slug), TEMPLATE, seen_with_page, slug)
    for letter in archive.topics.companion_initials(slug, MAX_NAMES, ONE_PAGE):
        path = seen_with_letter_path(slug, letter)
        yield site_file(path, TEMPLATE, seen_with_letter_page, slug, letter)


def companions(archive: Archive, slug: str) -> Companions:
    """The topics that a topic is seen with."""
    return archive.topics.companions(slug, MAX_NAMES)


def _letters(initials: Iterable[str]) -> list[str]:
    """Initials in the order of the alphabet; "" comes last."""
    return sorted(initials, key=lambda letter: (not letter, letter))


def _of_letter(names: Companions) -> Companions:
    """The LETTER_NAMES most frequent topics of a letter, in the order of the alphabet."""
    return sorted(names[:LETTER_NAMES], key=lambda pair: (pair[0].name.casefold(), pair[0].slug))


def seen_with_page(archive: Archive, slug: str) -> SeenWithPage:
    """The page of all names that a topic is seen with."""
    topic, names = topic_with(archive, slug), companions(archive, slug)
    if len(names) <= ONE_PAGE:
        groups = seen_with_groups(archive, topic, names, NEWEST, shown_all=True)
        return _page(archive, topic, "", names, groups=groups)
    by_letter: dict[str, list[tuple[Topic, int]]] = defaultdict(list)
    for companion, number in names:
        by_letter[initial(companion.name)].append((companion, number))
    letters = tuple(
        SeenWithLetter(
            _letter_link(archive, topic, letter),
            tuple(topic_row(archive, companion, number, None) for companion, number in _of_letter(by_letter[letter])),
        )
        for letter in _letters(by_letter)
    )
    return _page(archive, topic, "", names, letters=letters)


def seen_with_letter_page(archive: Archive, slug: str, letter: str) -> SeenWithPage:
    """The page of the names that begin with a letter; of those without one, the letter is ""."""
    topic = topic_with(archive, slug)
    names = _of_letter(archive.topics.companions_with(slug, MAX_NAMES, letter))
    groups = seen_with_groups(archive, topic, names, LETTER_NEWEST, shown_all=True)
    letters = _letters(archive.topics.companion_initials(slug, MAX_NAMES, ONE_PAGE))
    pages = tuple(_letter_link(archive, topic, other) for other in letters)
    page = _page(archive, topic, letter, names, groups=groups, pages=pages, is_letter=True)
    return replace(page, head=replace(page.head, noindex=True))  # the page of the actor is what searches should find


def _page(
    archive: Archive,
    topic: Topic,
    letter: str,
    names: Companions,
    *,
    groups: tuple[SeenWithGroup, ...] = (),
    letters: tuple[SeenWithLetter, ...] = (),
    pages: tuple[Link, ...] = (),
    is_letter: bool = False,
) -> SeenWithPage:
    lang, at = archive.settings.lang, archive.addresses.at
    all_names = say(lang, "%(name)s: seen with", name=topic.name)
    title = f"{all_names}, {_letter_name(archive, letter)}" if is_letter else all_names
    trail = (topics_link(archive), Link(topic.name, archive.addresses.topic(topic.slug)))
    path = seen_with_letter_path(topic.slug, letter) if is_letter else seen_with_path(topic.slug)
    return SeenWithPage(
        head=page_head(
            archive,
            path,
            title,
            f"{title}: {', '.join(companion.name for companion, _ in names[:5])}",
            trail=(*trail, Link(say(lang, "Seen with"), at(seen_with_path(topic.slug)))) if is_letter else trail,
            current=TOPICS,
        ),
        title=title,
        groups=groups,
        letters=letters,
        pages=pages,
    )


def _letter_link(archive: Archive, topic: Topic, letter: str) -> Link:
    return Link(_letter_name(archive, letter), archive.addresses.at(seen_with_letter_path(topic.slug, letter)))


def _letter_name(archive: Archive, letter: str) -> str:
    return letter or say(archive.settings.lang, "other")


def seen_with_groups(
    archive: Archive, topic: Topic, names: Companions, newest: int, *, shown_all: bool = False
) -> tuple[SeenWithGroup, ...]:
    """For each of these topics, the `newest` articles that name it too.

    Where there are more, a group leads to the page that has more of them, or, if it is on that page (`shown_all`), to
    the search.
    """
    many = not shown_all and bool(archive.topics.companion_initials(topic.slug, MAX_NAMES, ONE_PAGE))
    return tuple(
        SeenWithGroup(
            name=Link(companion.name, archive.addresses.topic(companion.slug)),
            anchor=seen_with_anchor(companion.slug),
            total=count(number, "article", archive.settings.lang),
            # With the day and no clock, so that a line doesn't change when the day is over.
            items=River(
                tuple(
                    article_item(archive, article, date.min)
                    for article in archive.topics.newest_together(topic.slug, companion.slug, newest)
                )
            ),
            more=_search_url(archive, topic, companion.name) if shown_all and number > newest else "",
            all_url="" if shown_all or number <= newest else _group_url(archive, topic, companion, many=many),
        )
        for companion, number in names
    )


def _group_url(archive: Archive, topic: Topic, companion: Topic, *, many: bool) -> str:
    """Where the articles stand that name two topics."""
    path = seen_with_letter_path(topic.slug, initial(companion.name)) if many else seen_with_path(topic.slug)
    return f"{archive.addresses.at(path)}#{seen_with_anchor(companion.slug)}"


def _search_url(archive: Archive, topic: Topic, name: str) -> str:
    query = urlencode({"q": f'"{name}"', "actor": topic.name})
    return f"{archive.addresses.at(SEARCH)}?{query}"

"""Topics: by slug and name, those that articles name, and what texts call them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Final

from incremental import QuestionGroup, question

from ...annotate.lexicon.outlets import outlet_key
from ...annotate.records import Actor
from ..model.addresses import topic_slug
from ..model.article import Article
from ..model.list_names import ALL, topic_list
from ..model.speaker_roles import usual_role
from ..model.topics import Topic, initial
from ..updating.companion_rows import NAMED_IN_LIST
from ..updating.topic_rows import unpack_actor
from .stored import StoredRecords

_CACHED_COMPANIONS: Final = 16  # topics: each is asked for by all initials, one after the other


class TopicQuestions(QuestionGroup):
    """The topics of the archive."""

    def __init__(self, records: StoredRecords, actors: Sequence[Actor]) -> None:
        self._records = records
        self._index = records.index
        self._companions = lru_cache(_CACHED_COMPANIONS)(self._companions_of)
        # The slugs of followed actors by each of their names, read as that of an outlet; of two that share one, the
        # first.
        self._actor_of_outlet: Mapping[tuple[str, ...], str] = {
            outlet_key(name): actor.slug for actor in reversed(actors) for name in (*actor.aliases, actor.name)
        }

    @question(lambda _: ("topics",))
    def slugs(self) -> tuple[str, ...]:
        """The slugs of all topics, in the order of the alphabet."""
        return tuple(slug for (slug,) in self._index.rows("SELECT slug FROM topics ORDER BY slug"))

    @question(lambda _: ("topics", "list/all"))
    def all(self) -> tuple[tuple[Topic, int], ...]:
        """All topics in the order of their slugs, each with the number of articles that name it."""
        rows = self._index.rows(
            "SELECT slug, coalesce(sum(articles), 0) FROM topics LEFT JOIN months ON list = 'topic/' || slug "
            "GROUP BY slug ORDER BY slug"
        )
        return tuple((topic, number) for slug, number in rows if (topic := self._records.topic(slug)))

    @question(lambda _: ("topics",))
    def count(self) -> int:
        """The number of topics."""
        return int(self._index.value("SELECT count(*) FROM topics"))

    @question(lambda _: ("topics", "list/all"))
    def modified(self) -> tuple[tuple[str, str, bool], ...]:
        """The slugs of all topics, each with when the last article that names it came or was changed, in RFC 3339; ""
        where there is none; and whether one of its articles names another topic."""
        rows = self._index.rows(
            "SELECT slug, coalesce(max(modified), ''), EXISTS (SELECT 1 FROM companions WHERE one = slug) FROM topics "
            "LEFT JOIN months ON list = 'topic/' || slug GROUP BY slug ORDER BY slug"
        )
        return tuple((slug, modified, bool(is_seen)) for slug, modified, is_seen in rows)

    @question(lambda _, slug: (f"topic/{slug}",))
    def with_slug(self, slug: str) -> Topic | None:
        """The topic with a slug; None if there is none."""
        return self._records.topic(slug)

    @question(lambda _, slug: (f"actor/{slug}",))
    def actor(self, slug: str) -> Actor | None:
        """The followed actor of a topic, as the editor's file has it; None for a found name."""
        packed = self._index.value("SELECT record FROM actor_files WHERE slug = ?", (slug,))
        return unpack_actor(packed) if packed else None

    @question(lambda self, name: (f"name/{name}", f"topic/{self.slug_of(name)}"))
    def named(self, name: str) -> Topic | None:
        """The topic of a canonical name; None if the name has no page."""
        return self._records.topic(self.slug_of(name))

    @question(lambda _, slug: (f"names-of/{slug}",))
    def names(self, slug: str) -> tuple[str, ...]:
        """The canonical names that a slug stands for, in the order of the alphabet."""
        return tuple(
            name for (name,) in self._index.rows("SELECT name FROM names WHERE slug = ? ORDER BY name", (slug,))
        )

    @question(lambda _, name: ("topics", f"name/{name}"))
    def of_outlet(self, name: str) -> Topic | None:
        """The topic of an outlet that is credited: a followed actor under any of its names, or a found one."""
        slug = self._actor_of_outlet.get(outlet_key(name), "")
        return self._records.topic(slug) or self._records.topic(self.slug_of(name))

    @question(lambda self, article_id: (f"named-in/{article_id}", *self._keys_of(article_id)))
    def in_article(self, article_id: str) -> tuple[Topic, ...]:
        """The topics that an article names: followed ones first, then by number of mentions, then by name."""
        rows = self._index.rows(
            "SELECT slug FROM named JOIN topics USING (slug) WHERE id = ? GROUP BY slug "
            "ORDER BY NOT followed, -sum(count), topics.name",
            (article_id,),
        )
        return tuple(topic for (slug,) in rows if (topic := self._records.topic(slug)))

    @question(lambda _, name, _limit: (f"named-of/{name}", "topics"))
    def most_named(self, name: str, limit: int) -> tuple[tuple[Topic, int], ...]:
        """The topics that most articles of a list name, which is that of a source or section, most first, each with the
        number of articles."""
        rows = self._index.rows(
            "SELECT slug, articles FROM list_topics JOIN topics USING (slug) WHERE list = ? "
            "ORDER BY articles DESC, NOT followed, slug LIMIT ?",
            (name, limit),
        )
        return self._counted(rows)

    @question(lambda _, slug, _limit: (f"with/{slug}",))
    def companions(self, slug: str, limit: int) -> tuple[tuple[Topic, int], ...]:
        """The topics that articles name together with a topic, each with the number of these articles, most first."""
        return self._counted(self._companions(slug, limit))

    @question(lambda _, slug, _limit, _more_than: (f"with/{slug}",))
    def companion_initials(self, slug: str, limit: int, more_than: int) -> tuple[str, ...]:
        """The initials of a topic's companions in the order of the alphabet; none unless it has more companions than
        `more_than`."""
        names = [name for _, _, name in self._companions(slug, limit)]
        return tuple(sorted(set(map(initial, names)))) if len(names) > more_than else ()

    @question(lambda _, slug, _limit, _initial: (f"with/{slug}",))
    def companions_with(self, slug: str, limit: int, letter: str) -> tuple[tuple[Topic, int], ...]:
        """Those of a topic's companions whose names have an initial, most first."""
        return self._counted(row for row in self._companions(slug, limit) if initial(row[2]) == letter)

    @question(lambda _, one, other, _number: (f"pair/{one}/{other[:1]}",))
    def newest_together(self, one: str, other: str, number: int) -> tuple[Article, ...]:
        """The newest articles that name both of two topics, newest first."""
        rarer, other_list = sorted((topic_list(one), topic_list(other)), key=self._records.length)
        return self._records.articles(
            "SELECT rarer.id FROM listed rarer CROSS JOIN listed other ON other.list = ? AND other.place = rarer.place "
            "WHERE rarer.list = ? ORDER BY rarer.place DESC LIMIT ?",
            (other_list, rarer, number),
        )

    @question(lambda _, slugs, _least, _most, _limit: tuple(f"with/{slug}" for slug in slugs))
    def pairs(self, slugs: tuple[str, ...], least: int, most: int, limit: int) -> tuple[tuple[str, str, int], ...]:
        """Those two of these topics that at least so many articles name together, and the number of these articles, but
        no more than `most`; the pairs with most articles first."""
        marks = ", ".join("?" * len(slugs))
        return tuple(
            self._index.rows(
                f"SELECT one, other, min(articles, ?) FROM companions WHERE one IN ({marks}) AND other IN ({marks}) "
                "AND one < other AND articles >= ? ORDER BY articles DESC, one, other LIMIT ?",
                (most, *slugs, *slugs, least, limit),
            )
        )

    @question(lambda _, slug: (f"ways/{slug}", f"topic/{slug}"))
    def former_slugs(self, slug: str) -> tuple[str, ...]:
        """The slugs that lead to the page of a topic without being any topic's. Of two topics that share a spelling a
        followed one has its slug, else the first in the alphabet."""
        rows = self._index.rows(
            "SELECT former FROM ways WHERE slug = ? AND former NOT IN (SELECT slug FROM topics) ORDER BY former",
            (slug,),
        )
        first = "SELECT slug FROM ways JOIN topics USING (slug) WHERE former = ? ORDER BY NOT followed, slug LIMIT 1"
        return tuple(former for (former,) in rows if self._index.value(first, (former,)) == slug)

    @question(lambda _, slug: (f"named/{slug}",))
    def spellings(self, slug: str) -> tuple[tuple[str, int], ...]:
        """The spellings of its name in the articles of a topic, each with how often it stands there."""
        return tuple(
            self._index.rows(
                "SELECT text, sum(count) FROM named WHERE slug = ? AND shown AND name != '' "
                "GROUP BY text ORDER BY text",
                (slug,),
            )
        )

    @question(lambda _, slug: (f"roles/{slug}",))
    def roles_told(self, slug: str) -> tuple[str, ...]:
        """What articles call a topic's actor beside the name, the newest first: "spokesman of the council"."""
        rows = self._index.rows("SELECT phrase FROM roles WHERE slug = ? ORDER BY place DESC, number", (slug,))
        return tuple(phrase for (phrase,) in rows)

    @question(lambda self, name, _day: (f"roles/{self.role_slug(name)}", f"name/{name}", f"topic/{self.slug_of(name)}"))
    def role(self, name: str, day: date) -> str:
        """What the texts up to a day call an actor, in their words; "" where they don't say, or where the name is a
        single word without a page, which may be somebody else in the next text.

        Later texts don't count, so that the role printed with a quote stays the same.
        """
        if " " not in name and self._records.topic(self.slug_of(name)) is None:
            return ""
        rows = self._index.rows(
            "SELECT phrase FROM roles WHERE slug = ? AND place < ? AND whole", (self.role_slug(name), f"{day}~")
        )
        return usual_role(phrase for (phrase,) in rows)

    @question(lambda _, day: (f"on/{day}", "topics"))
    def followed_on(self, day: date) -> tuple[tuple[str, int], ...]:
        """The slugs of the followed actors that articles of a day name, each with the number of articles."""
        return tuple(
            self._index.rows(
                "SELECT topics.slug, count(*) FROM topics JOIN listed ON list = 'topic/' || topics.slug "
                "WHERE followed AND place >= ? AND place < ? GROUP BY topics.slug ORDER BY topics.slug",
                (str(day), f"{day}~"),
            )
        )

    @question(lambda _, day: (f"together/{day}", f"on/{day}", "topics"))
    def first_together_on(self, day: date) -> tuple[tuple[str, str], ...]:
        """The slugs of pairs of followed actors that were named together for the first time on a day, though both had
        been named before."""
        before = "EXISTS (SELECT 1 FROM listed WHERE list = 'topic/' || {} AND place < pair.day)"
        return tuple(
            self._index.rows(
                "SELECT one, other FROM together pair WHERE day = ? AND NOT EXISTS (SELECT 1 FROM together earlier "
                "WHERE earlier.one = pair.one AND earlier.other = pair.other AND earlier.day < pair.day) "
                f"AND {before.format('one')} AND {before.format('other')} ORDER BY one, other",
                (str(day),),
            )
        )

    @question(lambda _, day: (f"new-topics/{day}",))
    def new_on(self, day: date) -> tuple[str, ...]:
        """The slugs of the found names that got their pages on a day."""
        rows = self._index.rows("SELECT slug FROM topics WHERE arrival = ? ORDER BY slug", (str(day),))
        return tuple(slug for (slug,) in rows)

    @question(lambda _, _start, _end: ("topics", "list/all"))
    def named_between(self, start: date, end: date) -> tuple[tuple[str, int], ...]:
        """The slugs of the topics that articles of the days from `start` to before `end` name, each with the number
        of articles."""
        return tuple(
            self._index.rows(
                f"SELECT slug, number FROM ({NAMED_IN_LIST}) JOIN topics USING (slug) ORDER BY slug",
                (ALL, str(start), str(end)),
            )
        )

    def slug_of(self, name: str) -> str:
        """The slug of a canonical name; "" of one that no article and no followed actor has."""
        return self._index.value("SELECT slug FROM names WHERE name = ?", (name,)) or ""

    def role_slug(self, name: str) -> str:
        """The slug under which the roles of a name are kept, whether or not it is a topic's."""

        return self.slug_of(name) or topic_slug(name)

    def _companions_of(self, slug: str, limit: int) -> list[tuple[str, int, str]]:
        """(slug, number of articles, name), most first."""
        return self._index.rows(
            "SELECT other, articles, name FROM companions JOIN topics ON slug = other WHERE one = ? "
            "ORDER BY articles DESC, NOT followed, other LIMIT ?",
            (slug, limit),
        )

    def _counted(self, rows: Iterable[Sequence[Any]]) -> tuple[tuple[Topic, int], ...]:
        return tuple((topic, number) for slug, number, *_ in rows if (topic := self._records.topic(slug)))

    def _keys_of(self, article_id: str) -> Iterable[str]:
        rows = self._index.rows("SELECT DISTINCT slug FROM named WHERE id = ?", (article_id,))
        return (f"topic/{slug}" for (slug,) in rows)

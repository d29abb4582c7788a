"""What the desk shows: cards, each with the items on which something can be decided, and the keys for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

Fields = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True, slots=True)
class KeyedLink:
    """Something that a key does, and a link to it."""

    key: str
    label: str
    url: str
    outside: bool = False  # it leads to the site, in a tab of its own


@dataclass(frozen=True, slots=True)
class DeskItem:
    """Something that can be decided on. `id` is its anchor, the same each time that the page is made."""

    id: str
    text: str
    lang: str = ""
    notes: tuple[str, ...] = ()
    links: tuple[KeyedLink, ...] = ()
    strong: bool = False  # a followed actor, a pinned story
    decided: bool = False  # the next build shows it


@dataclass(frozen=True, slots=True)
class DeskCard:
    """An article, a name or a story, with its parts."""

    head: DeskItem
    deck: str = ""
    tags: tuple[DeskItem, ...] = ()
    quotes: tuple[DeskItem, ...] = ()
    reports: tuple[DeskItem, ...] = ()
    lines: tuple[tuple[str, str], ...] = ()  # of a name: headlines with it, each with its source


@dataclass(frozen=True, slots=True)
class DeskList:
    """A page of cards. `heading` says what they are; `earlier` and `later` lead to the pages beside this one."""

    view: str
    heading: str
    cards: tuple[DeskCard, ...] = ()
    empty: str = ""  # what is said where there are no cards
    earlier: KeyedLink | None = None
    later: KeyedLink | None = None
    other: KeyedLink | None = None  # to the same view with more or fewer cards
    marks: tuple[str, ...] = ()  # of the articles that `e` notes as seen
    joining: str = ""  # the headline of the story that another is to be joined with


@dataclass(frozen=True, slots=True)
class DeskLinks:
    """The addresses of the desk below its `root`, and those of the site that is shown beside it."""

    root: str
    site: str
    back: str = ""  # the page of the desk from which something is decided: "stories?day=2023-07-19"
    decided: frozenset[str] = frozenset()  # the items on which something was decided that the site doesn't show yet

    def page(self, name: str, fields: Fields | None = None, anchor: str = "") -> str:
        query = f"?{urlencode(fields, doseq=True)}" if fields else ""
        return f"{self.root}{name}{query}{f'#{anchor}' if anchor else ''}"

    def decide(self, key: str, label: str, act: str, item: str, fields: Fields) -> KeyedLink:
        """The link to a decision on an item."""
        return KeyedLink(key, label, self.page("decide", {"act": act, **fields, "item": item, "back": self.back}))

    def shown(self, path: str) -> KeyedLink:
        """The link to a page of the site."""
        return KeyedLink("o", "page", f"{self.site}/{path}", outside=True)

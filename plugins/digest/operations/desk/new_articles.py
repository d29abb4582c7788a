"""The articles that are new, each with its tags and quotes."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from ...annotate.records import Kind, Quote
from ...archive.model.article import Article
from ...archive.model.events import ArticleQuote, quotes_of
from ...archive.model.list_names import ALL
from ...archive.model.topics import mentions_of
from ...archive.questions.archive import Archive
from .desk_cards import DeskCard, DeskItem, DeskLinks, DeskList, KeyedLink
from .seen_articles import mark_of

ON_A_PAGE: Final = 20
LOOKED_THROUGH: Final = 2_000  # the newest: who was away for longer begins with these
MIN_WORDS: Final = 5  # of a quote, that name it in a correction


def article_list(archive: Archive, links: DeskLinks, seen: frozenset[str], *, also_seen: bool, first: int) -> DeskList:
    """A page of the newest articles, from the number `first` on; without those that were seen unless these are asked
    for too."""
    query = "SELECT id FROM listed WHERE list = ? ORDER BY place DESC LIMIT ?"
    newest = [id_ for (id_,) in archive.index.rows(query, (ALL, LOOKED_THROUGH))]
    ids = [id_ for id_ in newest if also_seen or mark_of(id_) not in seen]
    shown = ids[first : first + ON_A_PAGE]
    scope = {"all": "yes"} if also_seen else {}
    earlier = links.page("articles", {**scope, "first": str(first + ON_A_PAGE)})
    later = links.page("articles", {**scope, "first": str(max(0, first - ON_A_PAGE))})
    to_new, to_all = links.page("articles"), links.page("articles", {"all": "yes"})
    return DeskList(
        view="articles",
        heading=_heading(len(ids), first, len(shown), "articles" if also_seen else "new articles"),
        cards=tuple(article_card(archive, links, archive.articles.with_id(id_)) for id_ in shown),
        empty="No article is new: all have been seen.",
        earlier=KeyedLink("n", "earlier ones", earlier) if first + ON_A_PAGE < len(ids) else None,
        later=KeyedLink("b", "later ones", later) if first else None,
        other=KeyedLink("a", "new ones alone", to_new) if also_seen else KeyedLink("a", "all, also seen ones", to_all),
        marks=() if also_seen else tuple(map(mark_of, shown)),
    )


def _heading(number: int, first: int, shown: int, what: str) -> str:
    count = f"the newest {number:,}" if number == LOOKED_THROUGH else f"{number:,}"
    return f"{first + 1} to {first + shown} of {count} {what}" if shown < number else f"{count} {what}"


def article_card(archive: Archive, links: DeskLinks, article: Article) -> DeskCard:
    """An article with the tags that its page shows, and its direct quotes."""
    card = f"a{mark_of(article.id)}"
    local = archive.settings.local
    head = DeskItem(
        id=card,
        text=article.headline,
        lang=article.lang,
        notes=(article.publisher.name, f"{article.day} {local.hour(article.date)}"),
        links=(links.shown(article.path),),
    )
    tags = tuple(_tags(archive, links, article, card))
    quotes = tuple(_quote(links, article, quote, card) for quote in quotes_of(article))
    return DeskCard(head, article.deck, tags, quotes)


def names_in(archive: Archive, article: Article) -> list[tuple[str, Kind, int]]:
    """The names of an article that have a page, each with its kind and how often it is named; followed ones first."""
    counts: Counter[str] = Counter()
    kinds: dict[str, Kind] = {}
    for mention in mentions_of(article):
        counts[mention.actor] += 1
        kinds.setdefault(mention.actor, mention.kind)
    topics = {name: archive.topics.named(name) for name in counts}
    ordered = sorted(counts, key=lambda name: (not _is_followed(archive, name), -counts[name], name))
    return [(name, kinds[name], counts[name]) for name in ordered if topics[name]]


def _is_followed(archive: Archive, name: str) -> bool:
    topic = archive.topics.named(name)
    return topic is not None and topic.followed


def _tags(archive: Archive, links: DeskLinks, article: Article, card: str) -> Iterator[DeskItem]:
    for name, kind, count in names_in(archive, article):
        item = f"{card}-t{mark_of(name)}"
        place = {"name": name, "article": article.path.strip("/")}
        followed = _is_followed(archive, name)
        yield DeskItem(
            id=item,
            text=name,
            notes=(kind, "followed" if followed else "found", "once" if count == 1 else f"{count} times"),
            links=(
                links.decide("x", "take off", "untag", item, place),
                links.decide("s", "somebody else", "split", item, place),
                links.decide("m", "same as …", "merge", item, place),
                links.decide("c", "kind", "kind", item, {"name": name}),
                *([] if followed else [links.decide("f", "follow", "follow", item, {"name": name, "kind": kind})]),
            ),
            strong=followed,
            decided=item in links.decided,
        )


def _quote(links: DeskLinks, article: Article, quote: ArticleQuote, card: str) -> DeskItem:
    said = quote.quote
    item = f"{card}-q{mark_of(said.text)}"
    place = {"article": article.path.strip("/"), "words": naming_words(article, said)}
    who = said.speaker or (f"“{said.speaker_text}”" if said.speaker_text else "nobody is named")
    by = (said.evidence,) if said.speaker else ()
    return DeskItem(
        id=item,
        text=said.text,
        lang=article.lang,
        notes=(who, *by),
        links=(
            links.decide("g", "said by …", "speaker", item, place),
            links.decide("x", "no quote", "unquote", item, place),
        ),
        decided=item in links.decided,
    )


def naming_words(article: Article, quote: Quote) -> tuple[str, ...]:
    """Words by which corrections know the parts of a quote: of each part, the first ones that no other quote of the
    article has."""
    direct = [part for part in article.annotation.quotes if part.direct]
    segments = set(quote.segments)
    parts = [part for part in direct if segments.issuperset(part.segments)]
    others = [_line(part.text) for part in direct if part not in parts]
    return tuple(_first_words(_line(part.text), others) for part in parts)


def _first_words(text: str, others: Sequence[str]) -> str:
    words = text.split(" ")
    # The marks at both ends say nothing, unless only they tell “No” from a part of “I know”.
    beginnings = [" ".join(words[:number]).strip(_MARKS) for number in range(MIN_WORDS, len(words))]
    for beginning in (*beginnings, text.strip(_MARKS)):
        if beginning and not any(beginning in other for other in others):
            return beginning
    return text


_MARKS: Final = "\"'“”„‟«»‘’‚‛‹›,.; "


def _line(text: str) -> str:
    return " ".join(text.split())


def headlines(articles: Iterable[Article]) -> tuple[tuple[str, str], ...]:
    """The headlines of articles, each with its source."""
    return tuple((article.headline, article.publisher.name) for article in articles)

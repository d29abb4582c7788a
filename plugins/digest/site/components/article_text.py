"""The text of an article on its page: actors linked, quoted passages marked, pull quotes between the blocks."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from ...annotate.records import Mention
from ...archive.model.article import Article
from ...archive.model.article_body import ArticleBody
from ...archive.model.events import ArticleQuote, quotes_of
from ...archive.model.text_marks import TextMark, weave
from ...archive.questions.archive import Archive
from ..i18n.messages import say
from ..views.shared_views import QuoteView
from .quote_cards import quote_view


def article_text(
    archive: Archive, article: Article, shown: ArticleBody, reach: int, pulled: Sequence[ArticleQuote]
) -> tuple[Markup | QuoteView, ...]:
    """Pieces of HTML and the pull quotes that stand between them, in order.

    `shown` is the article's body as far as it may be shown, up to the offset `reach` of its text. Each of the quotes
    `pulled`, which are in the order of the text, stands before the block that holds its passage.
    """
    marks = [*_quote_marks(article, reach), *_actor_marks(archive, article, reach)]
    cuts = [quote.quote.segments[0].start for quote in pulled]
    first, *others = weave(shown, marks, cuts, table=say(archive.settings.lang, "Table"))
    pieces: list[Markup | QuoteView] = [first]
    for quote, markup in zip(pulled, others, strict=True):
        pieces += [quote_view(archive, quote, here=True), markup]
    return tuple(piece for piece in pieces if piece)


def _quote_marks(article: Article, reach: int) -> Iterator[TextMark]:
    """Marks around the quoted passages; the first segment of a quote that is shown carries its anchor."""
    for quote in quotes_of(article):
        opening = Markup('<span class="said" id="{}">').format(quote.anchor)
        without_anchor = Markup('<span class="said">')
        for segment in quote.quote.segments:
            if segment.end <= reach:
                yield TextMark(segment.start, segment.end, opening, without_anchor, Markup("</span>"))
                opening = without_anchor


def _actor_marks(archive: Archive, article: Article, reach: int) -> Iterator[TextMark]:
    """A link around the first mention of each actor that has a page."""
    linked: set[str] = set()
    for mention in article.annotation.mentions:
        topic = archive.topics.named(mention.actor)
        if topic and topic.slug not in linked and mention.end <= reach:
            linked.add(topic.slug)
            yield _link_mark(mention, archive.addresses.topic(topic.slug))


def _link_mark(mention: Mention, url: str) -> TextMark:
    opening = Markup('<a class="actor" href="{}">').format(url)
    return TextMark(mention.start, mention.end, opening, opening, Markup("</a>"), whole=True)

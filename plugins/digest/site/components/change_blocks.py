"""What publishers changed in a text, as far as the terms of the source allow to show it."""

from collections.abc import Iterable
from typing import Final

from ...archive.changes.changed_passages import ChangedPassage
from ...archive.changes.substance import Reason
from ...archive.changes.text_change import RemovedQuote, TextChange
from ...archive.model.addresses import change_anchor
from ...archive.model.article import Article
from ...archive.questions.archive import Archive
from ..i18n.date_wording import stamp
from ..i18n.messages import say, say_number
from ..views.article_views import ChangePiece, ChangeView
from ..views.shared_views import QuoteView
from .page_links import foreign_language

_ORDER: Final[tuple[Reason, ...]] = ("correction", "figure", "denial", "name", "quote", "text")


def change_summary(archive: Archive, article: Article) -> str:
    """What an article's publisher has changed, in a line: "Changed since it was published: figures, quotes"; "" where
    nothing was changed in substance."""
    changes = archive.changes.of(article.id)
    what = reason_names({reason for change in changes for reason in change.reasons}, archive.settings.lang)
    return say(archive.settings.lang, "Changed since it was published: %(what)s", what=what) if what else ""


def change_blocks(archive: Archive, article: Article) -> tuple[ChangeView, ...]:
    """All changes of an article, newest first."""
    changes = archive.changes.of(article.id)
    return tuple(
        change_view(archive, article, number, change)
        for number, change in zip(range(len(changes), 0, -1), changes, strict=True)
    )


def change_view(
    archive: Archive, article: Article, number: int, change: TextChange, *, at_most: int | None = None
) -> ChangeView:
    """A change of an article, with `at_most` so many passages; `number` counts changes from 1.

    Of a text that may be shown in excerpt alone, no passage is shown beyond the words of the excerpt. Quotes are always
    shown, as on every page.
    """
    lang = archive.settings.lang
    shown = [passage for passage in change.passages if _may_be_shown(archive, article, passage)][:at_most]
    hidden = len(change.passages) - len(shown) + change.more
    return ChangeView(
        anchor=change_anchor(number),
        at=stamp(change.at, archive.settings.local),
        what=reason_names(change.reasons, lang),
        headline=_pieces(change.headline) if change.headline else (),
        passages=tuple(map(_pieces, shown)),
        more=say_number(lang, "%(number)s more passage differs", "%(number)s more passages differ", hidden)
        if hidden
        else "",
        quotes=tuple(_quote(archive, article, quote) for quote in change.quotes),
    )


def reason_names(reasons: Iterable[Reason], lang: str) -> str:
    """What was changed, in a few words."""
    names = {
        "correction": say(lang, "a correction"),
        "figure": say(lang, "figures"),
        "denial": say(lang, "a negation"),
        "name": say(lang, "names"),
        "quote": say(lang, "quotes"),
        "text": say(lang, "passages"),
    }
    there = set(reasons)
    return ", ".join(names[reason] for reason in _ORDER if reason in there)


def _may_be_shown(archive: Archive, article: Article, passage: ChangedPassage) -> bool:
    return article.source.full or max(passage.before, passage.after) <= archive.settings.excerpt_words


def _pieces(passage: ChangedPassage) -> tuple[ChangePiece, ...]:
    return tuple(ChangePiece(text, side) for side, text in passage.pieces)


def _quote(archive: Archive, article: Article, quote: RemovedQuote) -> QuoteView:
    topic = archive.topics.named(quote.speaker) if quote.named else None
    return QuoteView(
        text=quote.text,
        speaker=quote.speaker if quote.named else "",
        speaker_url=archive.addresses.topic(topic.slug) if topic else "",
        role="",
        reference="",
        reference_url="",
        lang=foreign_language(archive, article),
        speaker_text="" if quote.named else quote.speaker,
    )

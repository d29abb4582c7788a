"""New hits of a watch as a letter, each with the passages that made it one."""

from collections.abc import Sequence
from typing import Any

from ...archive.model.addresses import FRONT, watch_path
from ...archive.questions.archive import Archive
from ...archive.questions.watch_hits import WatchHit
from ..i18n.date_wording import iso, stamp
from ..i18n.messages import say, say_number
from .letter import Letter, LetterItem, LetterParts, LetterSection, letter_of


def watch_letter(archive: Archive, hits: Sequence[WatchHit]) -> Letter:
    """Hits of one watch, in the order given. There is at least one."""
    watch, lang = hits[0].watch, archive.settings.lang
    first = f"{watch.name}: {hits[0].article.headline}"
    parts = LetterParts(
        lang=lang,
        subject=first if len(hits) == 1 else _several(lang, watch.name, len(hits)),
        url=archive.addresses.absolute(FRONT if watch.private else watch_path(watch.slug)),
        intro=say(lang, "Found by the watch %(name)s: %(query)s", name=watch.name, query=watch.query),
        sections=(LetterSection("", tuple(_item(archive, hit) for hit in hits)),),
    )
    known = {"name": watch.name, "slug": watch.slug, "query": watch.query}
    return letter_of("watch.hits", parts, {"watch": known, "hits": [_data(archive, hit) for hit in hits]})


def _several(lang: str, name: str, number: int) -> str:
    return say_number(lang, "%(name)s: %(number)s new hit", "%(name)s: %(number)s new hits", number, name=name)


def _item(archive: Archive, hit: WatchHit) -> LetterItem:
    article = hit.article
    return LetterItem(
        title=article.headline,
        url=archive.addresses.absolute(article.path),
        note=f"{article.publisher.name}, {stamp(article.date, archive.settings.local).text}",
        passages=tuple(passage.pieces(article) for passage in hit.passages if not passage.in_headline),
        original=article.original,
    )


def _data(archive: Archive, hit: WatchHit) -> dict[str, Any]:
    article = hit.article
    return {
        "id": hit.id,
        "url": archive.addresses.absolute(article.path),
        "original": article.original,
        "headline": article.headline,
        "source": article.source.slug,
        "publisher": article.publisher.name,
        "published": iso(article.date),
        "language": article.lang,
        "passages": [
            {
                "in": "headline" if passage.in_headline else "text",
                "start": passage.start,
                "end": passage.end,
                "text": passage.text(article),
                "marks": [list(mark) for mark in passage.marks],
            }
            for passage in hit.passages
        ],
    }

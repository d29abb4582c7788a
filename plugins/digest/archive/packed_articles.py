"""Articles as rows of the index: what a list shows of an article apart from its body and its annotation.

The three parts are made by `marshal`. Body and annotation are unpacked when a field of theirs is asked for, since most
pages show headlines alone.
"""

import marshal
from dataclasses import astuple, fields
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b
from operator import attrgetter
from typing import Any, Final, NamedTuple

from ..annotate.records import Annotation, Decision, Mention, Nationality, Quote, Segment, annotation_from_row
from ..contracts.article_header import PictureFile
from .model.article import Article, Source
from .model.article_body import ArticleBody, TextRun
from .model.article_picture import ArticlePicture
from .model.enclosure import Enclosure

_VERSION: Final = 2  # of marshal: without references, so that equal values have equal bytes
_DIGEST_BYTES: Final = 16
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_MENTION: Final = attrgetter(*(field.name for field in fields(Mention)))
_SEGMENT: Final = attrgetter(*(field.name for field in fields(Segment)))
_QUOTE: Final = attrgetter(*(field.name for field in fields(Quote) if field.name != "segments"))
_DECISION: Final = attrgetter(*(field.name for field in fields(Decision)))
_NATIONALITY: Final = attrgetter(*(field.name for field in fields(Nationality)))


class PackedArticle(NamedTuple):
    """An article in bytes. `digest` is that of the other three."""

    record: bytes
    body: bytes
    annotation: bytes
    digest: bytes


def pack_article(article: Article) -> PackedArticle:
    """The bytes of an article; the same for the same article."""
    record = marshal.dumps(
        (
            article.path,
            article.headline,
            article.lang,
            _ticks(article.date),
            article.day.toordinal(),
            None if article.modified is None else _ticks(article.modified),
            article.section,
            astuple(article.source),
            article.original,
            article.authors,
            article.categories,
            article.summary,
            None if article.picture is None else _plain(astuple(article.picture)),
            None if article.original_publisher is None else astuple(article.original_publisher),
            None if article.enclosure is None else astuple(article.enclosure),
            article.is_dated,
            article.is_thin,
        ),
        _VERSION,
    )
    body, annotation = pack_body(article.body), pack_annotation(article.annotation)
    return PackedArticle(record, body, annotation, article_digest(record, body, annotation))


def article_digest(record: bytes, body: bytes, annotation: bytes) -> bytes:
    """The digest of the parts of an article."""
    digest = blake2b(record, digest_size=_DIGEST_BYTES)
    for part in (body, annotation):
        digest.update(b"%d:" % len(part))
        digest.update(part)
    return digest.digest()


def unpack_article(id_: str, packed: PackedArticle) -> Article:
    """The article of a row."""
    parts = marshal.loads(packed.record)  # noqa: S302  the index has made it
    path, headline, lang, moment, day, modified, section, source, original, *further = parts
    authors, categories, summary, picture, publisher, enclosure, is_dated, is_thin = further
    return Article(
        id=id_,
        path=path,
        headline=headline,
        lang=lang,
        date=_moment(moment),
        day=date.fromordinal(day),
        modified=None if modified is None else _moment(modified),
        section=section,
        source=Source(*source),
        original=original,
        authors=authors,
        categories=categories,
        summary=summary,
        body=_StoredBody(packed.body),
        annotation=_StoredAnnotation(id_, packed.annotation),
        picture=None
        if picture is None
        else ArticlePicture(tuple(PictureFile(*size) for size in picture[0]), *picture[1:]),
        original_publisher=None if publisher is None else Source(*publisher),
        enclosure=None if enclosure is None else Enclosure(*enclosure),
        is_dated=is_dated,
        is_thin=is_thin,
        digest=packed.digest,
    )


def with_page(record: bytes, *, is_thin: bool) -> bytes:
    """The first part of an article's bytes, as it is where the article has a page of its own or has none."""
    *fields_, _ = marshal.loads(record)  # noqa: S302  the index has made it
    return marshal.dumps((*fields_, is_thin), _VERSION)


def pack_body(body: ArticleBody) -> bytes:
    """The bytes of a body. Runs of its text are given by where they stand in it."""
    parts = tuple(
        part if isinstance(part, str) else (part.start, len(part.text) if part.start >= 0 else part.text, part.plain)
        for part in body.parts
    )
    return marshal.dumps((parts, body.text, body.blocks), _VERSION)


def unpack_body(packed: bytes) -> ArticleBody:
    """The body of these bytes."""
    parts, text, blocks = marshal.loads(packed)  # noqa: S302  the index has made it
    return ArticleBody(tuple(part if type(part) is str else _run(text, *part) for part in parts), text, blocks)


def headline_and_text(record: bytes, body: bytes) -> tuple[str, str]:
    """The headline and the text of an article, read without the rest of it."""
    return marshal.loads(record)[1], marshal.loads(body)[1]  # noqa: S302  the index has made them


def pack_annotation(annotation: Annotation) -> bytes:
    """The bytes of an annotation, without its id. (`astuple` copies each string, and takes ten times as long.)"""
    credit = annotation.credit
    parts = (
        tuple(map(_MENTION, annotation.mentions)),
        tuple((tuple(map(_SEGMENT, quote.segments)), *_QUOTE(quote)) for quote in annotation.quotes),
        None if credit is None else (credit.name, credit.start, credit.end),
        tuple(map(_MENTION, annotation.title_mentions)),
        tuple((role.actor, role.phrase) for role in annotation.roles),
        tuple(map(_DECISION, annotation.decisions)),
        tuple(map(_NATIONALITY, annotation.nationalities)),
    )
    return marshal.dumps(parts, _VERSION)


def unpack_annotation(id_: str, packed: bytes) -> Annotation:
    """The annotation of these bytes."""
    return annotation_from_row(marshal.loads(packed), id_)  # noqa: S302  the index has made it


def _run(text: str, start: int, length_or_text: Any, plain: bool) -> TextRun:
    if start < 0:
        return TextRun(start, length_or_text, plain)
    return TextRun(start, text[start : start + length_or_text], plain)


class _StoredBody(ArticleBody):
    """A body that is unpacked when the first of its fields is asked for."""

    __slots__ = ("_packed",)
    _packed: bytes

    def __init__(self, packed: bytes) -> None:
        object.__setattr__(self, "_packed", packed)

    def __getattr__(self, name: str) -> Any:
        return _unpacked(self, ArticleBody, unpack_body(self._packed), name)


class _StoredAnnotation(Annotation):
    """An annotation that is unpacked when the first of its fields is asked for."""

    __slots__ = ("_packed",)
    _packed: bytes

    def __init__(self, id_: str, packed: bytes) -> None:
        object.__setattr__(self, "id", id_)
        object.__setattr__(self, "_packed", packed)

    def __getattr__(self, name: str) -> Any:
        return _unpacked(self, Annotation, unpack_annotation(self.id, self._packed), name)


def _unpacked(stored: Any, kind: type, whole: Any, name: str) -> Any:
    """The field `name` of `stored`, all of whose fields are set from `whole`."""
    names = [field.name for field in fields(kind)]
    if name not in names:
        raise AttributeError(name)
    for field in names:
        object.__setattr__(stored, field, getattr(whole, field))
    return getattr(whole, name)


def _plain(value: Any) -> Any:
    """Tuples of tuples, in place of what `astuple` makes of records in tuples."""
    return tuple(map(_plain, value)) if isinstance(value, tuple | list) else value


def _ticks(moment: datetime) -> int:
    return (moment - _EPOCH) // _MICROSECOND


def _moment(ticks: int) -> datetime:
    return _EPOCH + timedelta(microseconds=ticks)

"""Whether an article is a hit of a query, and the spans that show it."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

from ...annotate.records import Segment
from ..model.addresses import section_slug
from ..model.article import Article
from ..model.events import quotes_of
from ..model.topics import nationalities_meant
from .passages import EvidenceSpan
from .query_names import NamedQuery
from .query_tree import ActorTerm, AllOf, AnyOf, FieldTerm, NoneOf, PhraseTerm, QueryTree, SpeechTerm
from .text_words import TextWords

_NO_SPANS: Final[tuple[EvidenceSpan, ...]] = ()
_BREAK: Final = "\n\n"


class SearchedArticle:
    """An article as queries look at it. What several of them ask for is made once.

    `country_slugs` are as `followed_countries` has them: a text that speaks of the Russian army names Russia.
    """

    def __init__(self, article: Article, slug_of: Callable[[str], str], country_slugs: Mapping[str, str]) -> None:
        self.article = article
        self._slug_of = slug_of
        self._country_slugs = country_slugs
        self._slugs: dict[str, str] = {}

    @cached_property
    def text_words(self) -> TextWords:
        return TextWords(self.article.body.text)

    @cached_property
    def headline_words(self) -> TextWords:
        return TextWords(self.article.headline)

    @cached_property
    def mentions(self) -> Mapping[str, list[EvidenceSpan]]:
        """By the slug of an actor, where the text names it, and then where the headline does."""
        spans: defaultdict[str, list[EvidenceSpan]] = defaultdict(list)
        found = self.article.annotation
        for in_headline, mentions in ((False, found.mentions), (True, found.title_mentions)):
            for mention in mentions:
                spans[self.slug(mention.actor)].append(EvidenceSpan(in_headline, mention.start, mention.end))
        for meant in nationalities_meant(self.article):
            if meant.country in self._country_slugs:
                spans[self._country_slugs[meant.country]].append(EvidenceSpan(False, meant.start, meant.end))
        return {slug: sorted(of_slug) for slug, of_slug in spans.items()}

    @cached_property
    def paragraphs(self) -> list[int]:
        """The offsets at which the paragraphs of the text begin."""
        text, starts = self.article.body.text, [0]
        while (end := text.find(_BREAK, starts[-1])) >= 0:
            starts.append(end + len(_BREAK))
        return starts

    def paragraph(self, span: EvidenceSpan) -> int:
        """The number of the paragraph that a span is in; 0 for the headline."""
        return 0 if span.in_headline else bisect_right(self.paragraphs, span.start)

    def slug(self, name: str) -> str:
        """The slug of a canonical name."""
        if name not in self._slugs:
            self._slugs[name] = self._slug_of(name)
        return self._slugs[name]

    def spans_of(self, slugs: Iterable[str]) -> list[EvidenceSpan]:
        """Where one of these actors is named, in the order of the text, the headline last."""
        return sorted(span for slug in slugs for span in self.mentions.get(slug, ()))


def evidence(query: NamedQuery, searched: SearchedArticle) -> tuple[EvidenceSpan, ...] | None:
    """The spans that make an article a hit of a query; None where it is none. A hit by what it doesn't say, or by its
    source, has no span."""
    return _evidence(query.tree, query, searched)


def _evidence(tree: QueryTree, query: NamedQuery, searched: SearchedArticle) -> tuple[EvidenceSpan, ...] | None:
    if isinstance(tree, AllOf):
        spans: list[EvidenceSpan] = []
        for part in tree.parts:
            of_part = _evidence(part, query, searched)
            if of_part is None:
                return None
            spans += of_part
        return tuple(spans)
    if isinstance(tree, AnyOf):
        found = (_evidence(part, query, searched) for part in tree.parts)
        return next((of_part for of_part in found if of_part is not None), None)
    if isinstance(tree, NoneOf):
        return _NO_SPANS if _evidence(tree.part, query, searched) is None else None
    if isinstance(tree, PhraseTerm):
        return _phrase(tree, searched)
    if isinstance(tree, ActorTerm):
        return _together([query.actors[name] for name in tree.names], searched)
    if isinstance(tree, SpeechTerm):
        return _speech(query.actors[tree.speaker], [query.actors[name] for name in tree.about], searched)
    return _NO_SPANS if _has_field(tree, query, searched.article) else None


def _phrase(term: PhraseTerm, searched: SearchedArticle) -> tuple[EvidenceSpan, ...] | None:
    for in_headline, words in ((False, searched.text_words), (True, searched.headline_words)):
        if span := words.first_span(term.words, prefix=term.prefix):
            return (EvidenceSpan(in_headline, *span),)
    return None


def _together(actors: list[frozenset[str]], searched: SearchedArticle) -> tuple[EvidenceSpan, ...] | None:
    """The mentions of all these actors in the first paragraph that names them all, or in the headline."""
    first, *others = (searched.spans_of(slugs) for slugs in actors)
    for span in first:
        paragraph = searched.paragraph(span)
        beside = [_first_in(paragraph, spans, searched) for spans in others]
        if all(beside):
            return (span, *(other for other in beside if other))
    return None


def _first_in(paragraph: int, spans: Iterable[EvidenceSpan], searched: SearchedArticle) -> EvidenceSpan | None:
    return next((span for span in spans if searched.paragraph(span) == paragraph), None)


def _speech(
    speakers: frozenset[str], about: list[frozenset[str]], searched: SearchedArticle
) -> tuple[EvidenceSpan, ...] | None:
    """The first direct quote by one of the speakers that names all others."""
    for quote in quotes_of(searched.article):
        words = quote.quote
        if not words.speaker or searched.slug(words.speaker) not in speakers:
            continue
        inside = [next(_inside(words.segments, searched.spans_of(slugs)), None) for slugs in about]
        if all(inside):
            first = words.segments[0]
            return (EvidenceSpan(False, first.start, first.end), *(span for span in inside if span))
    return None


def _inside(segments: Sequence[Segment], spans: Iterable[EvidenceSpan]) -> Iterator[EvidenceSpan]:
    """Those of the spans that lie in a quote."""
    for span in spans:
        if not span.in_headline and any(part.start <= span.start and span.end <= part.end for part in segments):
            yield span


def _has_field(term: FieldTerm, query: NamedQuery, article: Article) -> bool:
    if term.field == "source":
        return not query.sources[term.value].isdisjoint((article.source.slug, article.publisher.slug))
    if term.field == "section":
        return section_slug(term.value) == section_slug(article.section)
    lang = term.value.casefold()
    return f"{article.lang.casefold()}-".startswith(f"{lang}-")

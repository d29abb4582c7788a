"""The editor's corrections, made in what was found in an article; and the articles that they concern."""

import logging
import re
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from itertools import takewhile
from types import MappingProxyType
from typing import Any, Final

from ...annotate.records import Annotation, Kind, Mention, Quote
from ..corrections import NO_CORRECTIONS, Corrections, KindCorrection, QuoteCorrection, Rename, Untag
from ..model.article import Article

_EDITOR: Final = "the editor"  # the evidence of a speaker that a correction names
_NOBODY: Final[Mapping[str, Any]] = MappingProxyType(
    {"speaker": None, "speaker_start": None, "speaker_end": None, "evidence": "", "confidence": 0.0}
)
_log = logging.getLogger(__name__)
_Correction = Untag | Rename | KindCorrection | QuoteCorrection


def corrected(annotation: Annotation, article: Article, corrections: Corrections) -> Annotation:
    """What was found in an article, with canonical names, after the editor's corrections. The same object comes back
    where none holds."""
    if corrections == NO_CORRECTIONS:
        return annotation
    untagged = {one.name for one in corrections.untag if _holds(one, article)}
    renamed: dict[str, str] = {}
    for rename in corrections.rename:
        if _holds(rename, article):
            renamed = {name: rename.to if to == rename.name else to for name, to in renamed.items()}
            renamed.setdefault(rename.name, rename.to)
    kinds = {one.name: one.kind for one in corrections.kind}
    quotes = [one for one in corrections.quote if one.article.strip("/") == article.path.strip("/")]
    if not (untagged or renamed or kinds or quotes):
        return annotation
    named = _with_names(annotation, untagged, renamed, kinds)
    return replace(named, quotes=tuple(_quotes(named.quotes, quotes))) if quotes else named


def articles_concerned(connection: sqlite3.Connection, before: Corrections, now: Corrections) -> set[str]:
    """The ids of the articles in which corrections that have come or gone can change something. A new correction of
    something that the archive doesn't have is logged."""
    ids: set[str] = set()
    for old, new in zip(_tables(before), _tables(now), strict=True):
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
        for correction in {*old[same:], *new[same:]}:
            concerned = _concerned(connection, correction)
            if not concerned and correction in new:
                _log.warning("corrections.toml: nothing in the archive is meant by %s", _shown(correction))
            ids |= concerned
    return ids


def _tables(corrections: Corrections) -> tuple[tuple[_Correction, ...], ...]:
    return corrections.untag, corrections.rename, corrections.kind, corrections.quote


def _concerned(connection: sqlite3.Connection, correction: _Correction) -> set[str]:
    if not isinstance(correction, KindCorrection) and correction.article:
        path = correction.article.strip("/")
        rows = connection.execute("SELECT id FROM articles WHERE path IN (?, ?)", (path, f"{path}/"))
        return {id_ for (id_,) in rows}
    if isinstance(correction, QuoteCorrection):
        return set()
    # The name as it was found, as it is corrected, and as headlines have it.
    queries = (
        "SELECT id FROM canonical JOIN found_names USING (name) WHERE canonical = ?",
        "SELECT id FROM named WHERE name = ?",
        "SELECT id FROM headline_names JOIN headline_words USING (word) WHERE canonical = ?",
    )
    names = {correction.name, *([correction.to] if isinstance(correction, Rename) else ())}
    return {id_ for name in names for query in queries for (id_,) in connection.execute(query, (name,))}


def _shown(correction: _Correction) -> str:
    fields = correction.model_dump(exclude_defaults=True)
    return ", ".join(f"{key} = {value!r}" for key, value in fields.items())


def _holds(correction: Untag | Rename, article: Article) -> bool:
    return (
        (not correction.article or correction.article.strip("/") == article.path.strip("/"))
        and (not correction.source or correction.source in (article.source.slug, article.publisher.slug))
        and (not correction.words or _has_words(correction.words, article))
    )


def _has_words(words: str, article: Article) -> bool:
    """Whether words stand in the headline or the text as whole words, in whatever case."""
    spaced = r"\s+".join(map(re.escape, words.split()))
    pattern = re.compile(rf"(?<!\w){spaced}(?!\w)", re.IGNORECASE)
    return any(map(pattern.search, (article.headline, article.body.text)))


def _with_names(
    annotation: Annotation, untagged: Collection[str], renamed: Mapping[str, str], kinds: Mapping[str, Kind]
) -> Annotation:
    def mentions(found: Iterable[Mention]) -> tuple[Mention, ...]:
        named = ((mention, renamed.get(mention.actor, mention.actor)) for mention in found)
        return tuple(
            replace(mention, actor=name, kind=kinds.get(name, mention.kind))
            for mention, name in named
            if mention.actor not in untagged
        )

    def with_speaker(quote: Quote) -> Quote:
        if quote.speaker in untagged:
            return replace(quote, **_NOBODY)
        speaker = renamed.get(quote.speaker or "")
        return replace(quote, speaker=speaker) if speaker else quote

    return replace(
        annotation,
        mentions=mentions(annotation.mentions),
        title_mentions=mentions(annotation.title_mentions),
        quotes=tuple(map(with_speaker, annotation.quotes)),
        roles=tuple(
            replace(role, actor=renamed.get(role.actor, role.actor))
            for role in annotation.roles
            if role.actor not in untagged
        ),
    )


def _quotes(quotes: tuple[Quote, ...], corrections: list[QuoteCorrection]) -> Iterable[Quote]:
    """The quotes without those that are none, each with the speaker that the editor names."""
    for quote in quotes:
        words = " ".join(quote.text.split())
        about = [one for one in corrections if " ".join(one.words.split()) in words]
        if not about:
            yield quote
        elif not any(one.remove for one in about):
            speaker = about[-1].speaker
            said = {"speaker": speaker, "evidence": _EDITOR, "confidence": 1.0, "speaker_text": ""}
            yield replace(quote, **({**_NOBODY, **said} if speaker else _NOBODY))

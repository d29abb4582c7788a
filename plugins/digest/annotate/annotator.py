"""Texts in, annotations out: the room's front."""

import hashlib
import json
import logging
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Final

from ..errors import AnnotationError
from . import foreign, pipeline
from .credit import credit
from .language import is_english
from .legible import Legible, legible
from .mentions import mentions, relevant
from .names import Names, names
from .paragraphs import paragraphs
from .persons import surname
from .pipeline import DEFAULT_MODEL, Prepared
from .quotations import quotations
from .reading import Reading
from .records import Actor, Annotation, Credit, Mention, Quote, Role, Segment, Text
from .role_phrase import role_phrase
from .roles import roles
from .sayers import with_sayers
from .speakers import Speakers
from .store import Store

log = logging.getLogger(__name__)

CACHE_FILE: Final = "annotations.sqlite"

# Of 3,299 entries of the captured feeds two are longer (123,000 and 2.4 million characters, a feed's accident); the
# third has 66,000. The model reads so many in ten seconds.
MAX_TEXT_CHARS: Final = 100_000

# The cut is made at the last space within so many characters.
MAX_WORD_CHARS: Final = 100

# So many texts are looked up before those that are missing go to the model together.
WINDOW: Final = 32

SOURCES: Final = ("*.py", "data/*")


class Annotator:
    """Annotates texts for one set of followed actors, and remembers what it has done where `cache` is given."""

    def __init__(self, actors: tuple[Actor, ...], *, cache: Path | None = None, model: str | None = None) -> None:
        """`cache` is a directory; `model` is spaCy's name of one, by default what SPACY_MODEL names."""
        self.actors = actors
        self.model = model or os.environ.get("SPACY_MODEL") or DEFAULT_MODEL
        self.cache = cache

    def annotate(self, texts: Iterable[Text], *, progress: Callable[[int], None] | None = None) -> Iterator[Annotation]:
        """One annotation for each text, in the order given; `progress` is told how many are done.

        A text that can't be annotated is logged with its traceback and yields an annotation without anything.

        Raises:
            AnnotationError: an English text has to be read and the model is missing.
        """
        done = 0
        rest = iter(texts)
        with Store(self.cache / CACHE_FILE, _rules()) if self.cache else _NoStore() as store:
            while window := list(islice(rest, WINDOW)):
                for annotation in self._window(window, store):
                    yield annotation
                    done += 1
                    if progress:
                        progress(done)

    def _window(self, texts: Sequence[Text], store: "Store | _NoStore") -> Iterator[Annotation]:
        keys = [self._key(text) for text in texts]
        found = [store.get(key) for key in keys]
        missing = [text for text, known in zip(texts, found, strict=True) if known is None]
        fresh = iter(self._read(missing))
        for text, key, known in zip(texts, keys, found, strict=True):
            if known is not None:
                yield replace(known, id=text.id)
                continue
            copy, reading = next(fresh)
            annotation = self._annotated(text, copy, reading)
            if annotation is None:
                yield Annotation(text.id)
                continue
            store.put(key, json.dumps(asdict(annotation)))
            yield annotation

    def _key(self, text: Text) -> str:
        actors = relevant(self.actors, f"{text.title}\n{text.text[:MAX_TEXT_CHARS]}")
        parts = (text.text, text.title, text.lang, self.model, pipeline.model_version(self.model), repr(actors))
        digest = hashlib.sha256()
        for part in parts:
            encoded = part.encode("utf-8", "surrogatepass")
            digest.update(f"{len(encoded)}:".encode() + encoded)
        return digest.hexdigest()

    def _read(self, texts: Sequence[Text]) -> Iterator[tuple[Legible, Reading | None]]:
        prepared = [_prepared(text) for text in texts]
        try:
            readings: list[Reading | None] = [*pipeline.read([one for _, one in prepared], self.model)]
        except AnnotationError:
            raise
        except Exception:  # one text must not take the others with it
            log.exception("a batch of %d texts could not be read; each is tried by itself", len(texts))
            readings = [self._read_alone(text, one) for text, (_, one) in zip(texts, prepared, strict=True)]
        for (copy, _), reading in zip(prepared, readings, strict=True):
            yield copy, reading

    def _read_alone(self, text: Text, prepared: Prepared) -> Reading | None:
        try:
            return next(pipeline.read([prepared], self.model))
        except Exception:
            log.exception("text %r could not be read and stays without annotation", text.id)
            return None

    def _annotated(self, text: Text, copy: Legible, reading: Reading | None) -> Annotation | None:
        if reading is None:
            return None
        try:
            return _annotation(text, copy, reading, self.actors)
        except Exception:
            log.exception("text %r could not be annotated", text.id)
            return None


class _NoStore:
    """Remembers nothing."""

    def get(self, key: str) -> None:
        """Nothing."""

    def put(self, key: str, record: str) -> None:
        """Nothing."""

    def __enter__(self) -> "_NoStore":
        return self

    def __exit__(self, *_: object) -> None:
        return None


@lru_cache(maxsize=1)
def _rules() -> str:
    """A digest of this room's own files: a changed rule makes every annotation anew."""
    room = Path(__file__).parent
    digest = hashlib.sha256()
    for file in sorted(file for pattern in SOURCES for file in room.glob(pattern)):
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def _prepared(text: Text) -> tuple[Legible, Prepared]:
    whole = text.text
    if len(whole) > MAX_TEXT_CHARS:
        space = whole.rfind(" ", MAX_TEXT_CHARS - MAX_WORD_CHARS, MAX_TEXT_CHARS)
        cut = space if space > 0 else MAX_TEXT_CHARS
        log.warning(
            "text %r has %d characters: only the first %d are annotated (MAX_TEXT_CHARS)", text.id, len(whole), cut
        )
        whole = whole[:cut]
    copy = legible(whole)
    joined, found = paragraphs(copy.text)
    return copy, Prepared(joined, found, is_english(joined, text.lang))


def _annotation(text: Text, copy: Legible, reading: Reading, actors: tuple[Actor, ...]) -> Annotation:
    followed = mentions(reading, actors)
    marks = quotations(reading.text, reading.paragraphs)
    if reading.english:
        named = names(with_sayers(reading), followed, actors, text.title)
        held = roles(reading, named, text.title)
        quotes = Speakers(reading, marks, named, held).quotes()
        said = tuple(dict.fromkeys(Role(one.name, told) for one in held.held if (told := role_phrase(one.phrase))))
    else:
        named = Names(followed, {})
        quotes = foreign.quotes(reading, marks, followed)
        said = ()
    found = credit(reading)
    untagged = {actor.name for actor in actors if not actor.tagged}
    in_title = _title_mentions(text.title, named.mentions, actors)
    return Annotation(
        text.id,
        tuple(_mention(mention, copy) for mention in named.mentions if mention.actor not in untagged),
        tuple(_quote(quote, copy) for quote in quotes),
        Credit(found.name, *copy.span(found.start, found.end)) if found else None,
        tuple(mention for mention in in_title if mention.actor not in untagged),
        said,
    )


def _mention(mention: Mention, copy: Legible) -> Mention:
    start, end = copy.span(mention.start, mention.end)
    return replace(mention, start=start, end=end, text=copy.source[start:end])


def _quote(quote: Quote, copy: Legible) -> Quote:
    """A quote in offsets of the original, its text taken from there."""
    segments = tuple(Segment(*copy.span(segment.start, segment.end)) for segment in quote.segments)
    text = " […] ".join(copy.source[segment.start : segment.end] for segment in segments)
    if quote.speaker_start is None or quote.speaker_end is None:
        return replace(quote, segments=segments, text=text)
    start, end = copy.span(quote.speaker_start, quote.speaker_end)
    return replace(quote, segments=segments, text=text, speaker_start=start, speaker_end=end)


def _forms(mention: Mention) -> tuple[str, ...]:
    """The forms under which a headline may name a mention's actor."""
    if mention.kind == "person":
        return mention.text, mention.actor, surname(mention.actor.split())
    return mention.text, mention.actor


def _title_mentions(title: str, found: Sequence[Mention], actors: tuple[Actor, ...]) -> tuple[Mention, ...]:
    """Followed actors in the title by their aliases, and the names that the text has, in the forms it uses."""
    if not title.strip():
        return ()
    copy = legible(title)
    reading = next(pipeline.read([Prepared(*paragraphs(copy.text), english=False)], ""))
    result = list(mentions(reading, actors))
    forms = {form: mention for mention in reversed(found) for form in _forms(mention)}
    if forms:
        longest_first = sorted(forms, key=len, reverse=True)
        pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")
        for match in pattern.finditer(reading.text):
            if not any(match.start() < other.end and other.start < match.end() for other in result):
                known = forms[match.group()]
                result.append(Mention(match.start(), match.end(), match.group(), known.actor, known.kind))
    return tuple(_mention(mention, copy) for mention in sorted(result, key=lambda mention: mention.start))

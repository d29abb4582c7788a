"""Score the annotator on our own gold texts: python tests/digest/annotate/gold/score.py [--misses]

Direct quotes are counted by segment. One is found where a predicted segment covers it with an intersection over union
of at least MIN_OVERLAP, in letters and digits. Its speaker is right where the names are the same, or both are null.
Mentions of followed actors are right where start, end and name are. Of indirect speech, which has no sharp borders, a
segment is found where a predicted one of the same speaker covers half of it.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from digest.annotate.actors.actor_files import load_actors
from digest.annotate.records import Annotation, Mention, Quote, Text
from digest.annotate.run.annotator import Annotator

HERE: Final = Path(__file__).parent
MARK: Final = re.compile(r"\[\[([^|\[\]]*)\||\{\{([^|{}]*)(\||(?=\}\}))|\]\]|\}\}")
FIELD: Final = re.compile(r"(title|lang): (.*)\n")

# As in the scorers of the corpora: a comma or a mark more or less is no error, a missing clause is.
MIN_OVERLAP: Final = 0.8
MIN_INDIRECT_OVERLAP: Final = 0.5


@dataclass(frozen=True, slots=True)
class Span:
    """A marked stretch of a text and whose it is; None for a speaker whom the text doesn't name.

    `words` are what the text calls such a speaker; None where it doesn't matter.
    """

    start: int
    end: int
    name: str | None
    words: str | None = None

    def is_of(self, quote: Quote) -> bool:
        """Whether a quote has this speaker, or the words for one whom the text doesn't name."""
        return quote.speaker == self.name and self.words in {None, quote.speaker_text}


@dataclass(frozen=True, slots=True)
class Gold:
    """A text and what should be found in it, and in its headline."""

    text: Text
    quotes: tuple[Span, ...]
    indirect: tuple[Span, ...]
    mentions: tuple[Span, ...]
    title_mentions: tuple[Span, ...]


@dataclass(slots=True)
class Count:
    """What was found of what there is."""

    gold: int = 0
    predicted: int = 0
    right: int = 0

    def f1(self) -> float:
        """The harmonic mean of precision and recall, in per cent."""
        return round(200 * self.right / max(1, self.gold + self.predicted), 1)


@dataclass(slots=True)
class Score:
    """The counts of all texts, and a line for each error."""

    quotes: Count = field(default_factory=Count)
    both: Count = field(default_factory=Count)
    indirect: Count = field(default_factory=Count)
    mentions: Count = field(default_factory=Count)
    misses: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        """One line of figures."""
        return (
            f"quotes {self.quotes.gold}, F1 {self.quotes.f1()}, both right {self.both.f1()}; "
            f"mentions of followed actors {self.mentions.gold}, F1 {self.mentions.f1()}; "
            f"indirect {self.indirect.gold}, F1 {self.indirect.f1()}"
        )


def gold_texts(directory: Path = HERE / "texts") -> Iterator[Gold]:
    """The texts of all files.

    Raises:
        ValueError: a mark is opened and not closed, or closed and not opened.
    """
    for file in sorted(directory.glob("*.txt")):
        for part in re.split(r"^=== ", file.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            covers, _, rest = part.partition("\n")
            fields: dict[str, str] = {}
            while match := FIELD.match(rest):
                fields[match.group(1)] = match.group(2)
                rest = rest[match.end() :]
            yield _gold(f"{file.stem}: {covers}", rest.strip(), fields.get("title", ""), fields.get("lang", ""))


def _gold(name: str, marked: str, marked_title: str, lang: str) -> Gold:
    text, found = _unmarked(name, marked)
    title, in_title = _unmarked(name, marked_title)
    return Gold(Text(name, text, title, lang), found["["], found["~"], found["{"], in_title["{"])


def _unmarked(name: str, marked: str) -> tuple[str, dict[str, tuple[Span, ...]]]:
    """The text without its marks; the spans of direct quotes ("["), indirect speech ("~") and mentions ("{")."""
    parts: list[str] = []
    length = copied = 0
    opened: list[tuple[str, str, int]] = []
    found: dict[str, list[Span]] = {"[": [], "~": [], "{": []}
    speaker = "-"
    for match in MARK.finditer(marked):
        parts.append(marked[copied : match.start()])
        length += len(parts[-1])
        copied = match.end()
        mark = match.group()
        if mark in {"]]", "}}"}:
            if not opened or opened[-1][0] != {"]]": "[", "}}": "{"}[mark]:
                raise ValueError(f"{name}: {mark} closes nothing")
            kind, whose, start = opened.pop()
            if kind == "{":
                if start == length:  # {{Shell}} is short for {{Shell|Shell}}
                    parts.append(whose)
                    length += len(whose)
                found["{"].append(Span(start, length, whose))
            else:
                direct = not whose.startswith("~")
                whose = whose.removeprefix("~")
                speaker = speaker if whose == "+" else whose
                found["[" if direct else "~"].append(_span_of(start, length, speaker))
        else:
            opened.append((mark[0], match.group(1) or match.group(2) or "", length))
    if opened:
        raise ValueError(f"{name}: {opened[-1][1]!r} is not closed")
    text = "".join((*parts, marked[copied:]))
    return text, {kind: tuple(sorted(spans, key=lambda span: span.start)) for kind, spans in found.items()}


def _span_of(start: int, end: int, whose: str) -> Span:
    """The span of a quote by its mark: "-" is nobody whom the text names, "=the coach" is called so and has no name."""
    if whose.startswith("="):
        return Span(start, end, None, whose.removeprefix("="))
    return Span(start, end, None if whose == "-" else whose)


def score(texts: list[Gold], annotations: list[Annotation], followed: frozenset[str]) -> Score:
    """The counts over all texts; `followed` are the canonical names whose mentions are counted."""
    result = Score()
    for gold, found in zip(texts, annotations, strict=True):
        _score_quotes(result, gold, [quote for quote in found.quotes if quote.direct])
        _score_indirect(result, gold, [quote for quote in found.quotes if not quote.direct])
        _score_mentions(result, gold.text.id, gold.text.text, gold.mentions, found.mentions, followed)
        name = f"{gold.text.id} (headline)"
        _score_mentions(result, name, gold.text.title, gold.title_mentions, found.title_mentions, followed)
    return result


def _score_mentions(
    result: Score, name: str, text: str, spans: Iterable[Span], mentions: Iterable[Mention], followed: frozenset[str]
) -> None:
    wanted = {(one.start, one.end, one.name) for one in spans}
    got = {(one.start, one.end, one.actor) for one in mentions if one.actor in followed}
    _add(result.mentions, len(wanted), len(got), len(wanted & got))
    for kind, errors in (("MENTION missed", wanted - got), ("MENTION wrong", got - wanted)):
        for start, end, actor in sorted(errors, key=str):
            result.misses.append(f"{kind}: {name}: {actor}: {text[start:end]!r}")


def _score_quotes(result: Score, gold: Gold, quotes: list[Quote]) -> None:
    text = gold.text.text
    predicted = [(part.start, part.end, quote) for quote in quotes for part in quote.segments]
    left = dict(enumerate(predicted))
    right = both = 0
    for span in gold.quotes:
        best = max(left, key=lambda k: _overlap(text, span, left[k][0], left[k][1]), default=None)
        if best is None or _overlap(text, span, left[best][0], left[best][1]) < MIN_OVERLAP:
            result.misses.append(f"QUOTE missed: {gold.text.id}: {text[span.start : span.end]!r}")
            continue
        right += 1
        quote = left.pop(best)[2]
        both += span.is_of(quote)
        if not span.is_of(quote):
            result.misses.append(
                f"SPEAKER {quote.speaker or quote.speaker_text!r} for {span.name or span.words!r} "
                f"({quote.evidence}): {gold.text.id}: "
                f"{text[span.start : span.end]!r}"
            )
    for start, end, quote in left.values():
        result.misses.append(f"QUOTE wrong: {gold.text.id}: {quote.speaker}: {text[start:end]!r}")
    _add(result.quotes, len(gold.quotes), len(predicted), right)
    _add(result.both, len(gold.quotes), len(predicted), both)


def _score_indirect(result: Score, gold: Gold, quotes: list[Quote]) -> None:
    """Counted only in texts whose indirect speech is marked."""
    if not gold.indirect:
        return
    text = gold.text.text
    right = 0
    for span in gold.indirect:
        if any(
            quote.speaker == span.name and _overlap(text, span, part.start, part.end) >= MIN_INDIRECT_OVERLAP
            for quote in quotes
            for part in quote.segments
        ):
            right += 1
        else:
            result.misses.append(f"INDIRECT missed: {gold.text.id}: {span.name}: {text[span.start : span.end]!r}")
    _add(result.indirect, len(gold.indirect), len(quotes), right)


def _overlap(text: str, span: Span, start: int, end: int) -> float:
    """Intersection over union, counted in letters and digits."""

    def letters(begin: int, stop: int) -> int:
        return sum(char.isalnum() for char in text[begin:stop])

    both = letters(max(span.start, start), min(span.end, end))
    return both / max(1, letters(span.start, span.end) + letters(start, end) - both)


def _add(count: Count, gold: int, predicted: int, right: int) -> None:
    count.gold += gold
    count.predicted += predicted
    count.right += right


def scored() -> Score:
    """What the annotator reaches on all texts."""
    actors = load_actors(HERE / "actors")
    texts = list(gold_texts())
    annotations = list(Annotator(actors).annotate([gold.text for gold in texts]))
    return score(texts, annotations, frozenset(actor.name for actor in actors))


if __name__ == "__main__":
    reached = scored()
    if "--misses" in sys.argv:
        print(*reached.misses, sep="\n")
    print(reached)

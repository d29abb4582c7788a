"""The speakers whom the annotator names for the quotes of the gold, for benchmarks that vary rules or weights."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from digest.annotate.actors.actor_files import load_actors
from digest.annotate.entities.person_roles import person_roles
from digest.annotate.entities.text_names import TextNames
from digest.annotate.quotes.quote_extraction import speaker_decisions
from digest.annotate.quotes.spans.quotation import Quotation
from digest.annotate.quotes.speakers.resolved_speaker import ResolvedSpeaker
from digest.annotate.quotes.speakers.speaker_confidence import MIN_CONFIDENCE, confidence
from digest.annotate.records import Actor, Text
from digest.annotate.run.text_annotation import speaker_evidence
from digest.annotate.text.parsed_document import ParsedDocument
from tests.benchmarks import speaker_weights
from tests.benchmarks.speaker_weights import GoldQuote, gold_of, is_meant, same_name
from tests.digest.annotate.gold import score as own_gold

# For each gold quote the confidence in the speaker's name and whether it is right; None where no name is known.
Claims = list[tuple[float, bool] | None]


@dataclass(frozen=True, slots=True)
class NamedText:
    """A text with its gold quotes, quotations and names, and whom its pronouns and roles mean, by offset."""

    text: Text
    document: ParsedDocument
    gold: tuple[GoldQuote, ...]
    quotations: Sequence[Quotation]
    names: TextNames
    meant: dict[int, str]


def set_texts(corpus: Path, train_every: int) -> dict[str, list[NamedText]]:
    """The texts of quotes-dev, of quotes-train (one in `train_every`) and of our own gold."""
    dev = speaker_weights.corpus_quotes(corpus, "quotes-dev")
    train = speaker_weights.corpus_quotes(corpus, "quotes-train")[::train_every]
    return {
        "quotes-dev": list(_named_texts("quotes-dev", dev, ())),
        "quotes-train": list(_named_texts("quotes-train", train, ())),
        "own": list(_named_texts("own", speaker_weights.own_quotes(), load_actors(own_gold.HERE / "actors"))),
    }


def _named_texts(
    name: str, texts: list[tuple[Text, list[GoldQuote]]], actors: tuple[Actor, ...]
) -> Iterator[NamedText]:
    meant = speaker_weights.references()
    for _, text, document, gold in speaker_weights.parsed_quotes({name: texts}):
        quotations, names, _ = speaker_evidence(text, document, actors)
        yield NamedText(text, document, gold, quotations, names, meant.get(text.id, {}))


def claims_of(texts: Sequence[NamedText]) -> Claims:
    """The claims for all quotations of texts that the gold has, with the rules and weights that are in force."""
    claims: Claims = []
    for text in texts:
        roles = person_roles(text.document, text.names, text.text.title)
        for decision in speaker_decisions(text.document, text.quotations, text.names, roles):
            gold = gold_of(decision.quotation.start, decision.quotation.end, text.gold)
            if gold:
                speaker = decision.spoken.speaker if decision.spoken else None
                is_named = speaker is not None and speaker.name is not None
                claims.append((confidence(speaker), is_right(text, speaker, gold)) if speaker and is_named else None)
    return claims


def is_right(text: NamedText, speaker: ResolvedSpeaker, gold: GoldQuote) -> bool:
    """Whether a named speaker is the gold's, and the one meant where a reader has said whom a pronoun or role means."""
    name = speaker.name or ""
    if gold.name != "":
        return name == gold.name
    if speaker.doubts and speaker.start in text.meant:
        return is_meant(name, text.meant[speaker.start])
    source = " ".join(text.document.text[start:end] for start, end in gold.sources)
    return same_name(name, source) or any(min(b, speaker.end) > max(a, speaker.start) for a, b in gold.sources)


def figures(claims: Claims, least: float = MIN_CONFIDENCE) -> tuple[float, float, int]:
    """Of 100 speakers named with a claim of `least` or more those right, of 100 quotes those found; and how many."""
    rights = [claim[1] for claim in claims if claim and claim[0] >= least]
    return 100 * sum(rights) / len(rights), 100 * sum(rights) / len(claims), len(rights)


def f1(claims: Claims, least: float = MIN_CONFIDENCE) -> float:
    """The harmonic mean of both shares."""
    right, found, _ = figures(claims, least)
    return 2 * right * found / (right + found)

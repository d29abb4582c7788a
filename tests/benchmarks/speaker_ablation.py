"""What each rule of speakers gains: PYTHONPATH=plugins:. python tests/benchmarks/speaker_ablation.py [RULE ...]

Reads the quotes of `$DIGEST_CORPUS/gold/quotes-dev` and every third article of `quotes-train` (PolNeAR), and our own
gold texts. Finds the speakers with all rules and then without each. Prints a line of a Markdown table for each rule:
how much it gains on each set of the mean (F1, in points) of two shares, of named speakers those right and of gold
quotes those whose speaker is named rightly. A rule stays if it gains on more than one set, and on the whole. Weights
are not learned again. With words as arguments, only rules that have one of them in their name.
"""

import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from pkgutil import resolve_name
from typing import Any, Final

from tests.benchmarks.named_speakers import Claims, NamedText, claims_of, f1, set_texts
from tests.benchmarks.rule_ablation import NEVER, no, none, nothing, switched_off

TRAIN_EVERY: Final = 3
PACKAGE: Final = "digest.annotate"


BEFORE: Final = "quotes.attributions.attribution_before"
AFTER: Final = "quotes.attributions.attribution_after"
BESIDE: Final = "quotes.attributed_speaker"
RUNNING: Final = "quotes.running_speaker"
PHRASES: Final = "quotes.speakers.speaker_phrases.SpeakerPhrases"
RESOLVER: Final = "quotes.speakers.speaker_resolution.SpeakerResolver"
PRONOUNS: Final = "quotes.speakers.pronouns"
ROLES: Final = "quotes.speakers.role_speakers"

# By rule: what is put in the place of which function, expression or set.
RULES: Final[dict[str, dict[str, object]]] = {
    "“Said Ellis: ” before a quotation": {f"{BEFORE}._inverted": none},
    "the nearest subject before a quotation": {f"{BEFORE}._nearest_subject": none},
    "nouns of speech": {f"{BEFORE}._by_noun_of_speech": none},
    "words before a colon": {f"{BEFORE}._before_colon": nothing},
    "texts announced in full": {f"{BEFORE}._by_full_text": none},
    "agents of passive verbs": {f"{BEFORE}._agent": none},
    "places before a colon don't speak": {f"{BEFORE}._is_place": no},
    "introductions in the paragraph before": {f"{BESIDE}.introductions": nothing},
    "signatures in a paragraph of their own": {f"{BESIDE}.signature_after": none},
    "the speaker after a later paragraph": {f"{BESIDE}.AttributedSpeakers._after_later_paragraph": nothing},
    "acts in the sentence around": {f"{BESIDE}.AttributedSpeakers._in_sentence": nothing},
    "rare verbs after a quotation": {f"{AFTER}._by_any_verb": none},
    "sentences that a comma interrupts": {f"{RUNNING}.is_interrupted_by": no},
    "the reporting sentence right before": {f"{RUNNING}.RunningSpeakers._reporting_before": none},
    "companies don't say “I”": {f"{RUNNING}.FIRST_PERSON": NEVER},
    "no few words of nobody, nothing denied": {"quotes.quote_extraction.is_denied_speech": no},
    "speeches that go on": {"quotes.quote_extraction._QuoteExtraction._continuing": none},
    "two who speak together": {f"{RESOLVER}._several": none},
    "the name beside a role": {f"{PHRASES}.named_beside": none},
    "holders of roles": {"entities.person_roles.PersonRoles.holder": none},
    "the lead's role": {"entities.person_roles._by_the_lead": nothing},
    "the only person of an age": {f"{ROLES}.AGED": NEVER},
    "descriptions": {"quotes.speakers.described_persons.DescribedPersons.person": none},
    "“the company”": {f"{ROLES}.RoleSpeakers._organisation": none},
    "subjects that a pronoun interrupts": {f"{PRONOUNS}.INTERRUPTION": NEVER},
    "“they” and “it”": {f"{PRONOUNS}.Pronouns.other": none},
}


def fired(text: NamedText) -> tuple[Claims, set[str]]:
    """The claims of a text with all rules, and the rules that make a difference to some step on the way to them."""
    rules: set[str] = set()
    recorded: dict[str, object] = {}
    for rule, instead in RULES.items():
        for target, other in instead.items():
            original = resolve_name(f"{PACKAGE}.{target}")
            if isinstance(original, re.Pattern):
                rules |= {rule} if original.search(text.document.text) else set()
            else:
                recorded[target] = _recorded(original, other, partial(rules.add, rule))
    with switched_off(recorded, PACKAGE):
        return claims_of([text]), rules


def _recorded(original: Any, instead: Any, record: Callable[[], None]) -> Callable[..., object]:
    """A function that calls another and records that the one that is put in its place would give something else."""

    def recording(*arguments: object) -> object:
        result = original(*arguments)
        is_iterator = isinstance(result, Iterator)
        result = tuple(result) if is_iterator else result
        if result != instead(*arguments):
            record()
        return iter(result) if is_iterator else result

    return recording


def without(rule: str, texts: Sequence[NamedText], claims: Sequence[Claims], rules: Sequence[set[str]]) -> Claims:
    """The claims of texts without a rule. Those of a text in which it makes no difference are known."""
    with switched_off(RULES[rule], PACKAGE):
        by_text = [claims_of([text]) if rule in rules[number] else claims[number] for number, text in enumerate(texts)]
    return [claim for of_text in by_text for claim in of_text]


def main() -> None:
    """Prints the table."""
    sets = set_texts(Path(os.environ["DIGEST_CORPUS"]), TRAIN_EVERY)
    whole = {name: list(zip(*map(fired, texts), strict=True)) for name, texts in sets.items()}
    f1s = {name: f1([claim for of_text in claims for claim in of_text]) for name, (claims, _) in whole.items()}
    print("| rule | " + " | ".join(sets) + " |\n|---|" + "---|" * len(sets))
    print("| all rules | " + " | ".join(f"{figure:.2f}" for figure in f1s.values()) + " |", flush=True)
    for rule in RULES:
        if len(sys.argv) > 1 and not any(word in rule for word in sys.argv[1:]):
            continue
        gains = [f1s[name] - f1(without(rule, texts, *whole[name])) for name, texts in sets.items()]
        print(f"| {rule} | " + " | ".join(f"{gain:+.2f}" for gain in gains) + " |", flush=True)


if __name__ == "__main__":
    main()

"""Names of worldwide newswire by the publisher's region: PYTHONPATH=plugins python tests/benchmarks/names_by_region.py

Reads `$DIGEST_CORPUS/gold/ner-train/ww_dev_c.jsonl.gz`, 56 articles that nothing was learned from. Prints for each
region and for all of them, as lines of a Markdown table, the number of marked names and F1 by exact span and kind, of
the product with its rules. The publisher's country is the first part of an article's id.
"""

import gzip
import json
import os
from collections import Counter, defaultdict
from pathlib import Path
from typing import Final

from digest.annotate.records import Text
from digest.annotate.run.annotator import Annotator

COUNTRIES: Final = {
    "Africa": "af alg et eg nm",
    "East and Southeast Asia": "cn mong th",
    "South Asia": "bangladesh in pk",
    "Middle East": "iran israel jr kw oman saud uae",
    "Latin America": "arg cosric cuba elsalv hond nic pan paraguay peru ven",
    "Canada, New Zealand and South Africa": "canada nz sa",
}
REGION: Final = {country: region for region, countries in COUNTRIES.items() for country in countries.split()}
KIND: Final = {"person": "PER", "organisation": "ORG", "group": "ORG", "place": "LOC"}
KINDS: Final = ("PER", "ORG", "LOC")

Span = tuple[int, int, str]


def main() -> None:
    """Prints the table."""
    corpus = Path(os.environ["DIGEST_CORPUS"])
    with gzip.open(corpus / "gold" / "ner-train" / "ww_dev_c.jsonl.gz", "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    laid_out = [_laid_out(article["sents"]) for article in articles]
    texts = [Text(article["id"], text, lang="en") for article, (text, _) in zip(articles, laid_out, strict=True)]
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for text, (_, gold), annotation in zip(texts, laid_out, Annotator(()).annotate(texts), strict=True):
        found = {(m.start, m.end, KIND[m.kind]) for m in annotation.mentions if m.kind in KIND}
        for region in (REGION[text.id.split("_")[0]], "all"):
            for kind in (*KINDS, "all"):
                ours, theirs = ({span for span in spans if kind in ("all", span[2])} for spans in (found, gold))
                counts[region].update(
                    {f"{kind} right": len(ours & theirs), f"{kind} both": len(ours) + len(theirs), kind: len(theirs)}
                )
    for region in (*COUNTRIES, "all"):
        count = counts[region]
        figures = (f"{200 * count[f'{kind} right'] / max(1, count[f'{kind} both']):.1f}" for kind in (*KINDS, "all"))
        print(f"| {region} | {count['all']} | {' | '.join(figures)} |")


def _laid_out(sentences: list[list[list[str]]]) -> tuple[str, set[Span]]:
    """The text of an article, a sentence a line, and its marked names: offsets without an article before, and kind."""
    text, spans = "", set()
    start, kind = 0, ""
    for sentence in sentences:
        for word, label in [*sentence, ["", "O"]]:
            if kind and label[:2] != "I-":
                name = text[start:].rstrip()
                first = start + (4 if name.lower().startswith("the ") else 0)
                if kind in KINDS:
                    spans.add((first, start + len(name.removesuffix(" 's")), kind))
                kind = ""
            if label[:2] == "B-":
                start, kind = len(text), label[2:]
            text += f"{word} " if word else ""
        text = text.rstrip() + "\n"
    return text, spans


if __name__ == "__main__":
    main()

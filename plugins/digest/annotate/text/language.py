"""The language of a text.

Whether it is English is decided by cheap signs: its tag, its letters, its function words. If no tag gives the language,
a learned model of the library py3langid identifies it.
"""

import re
from functools import cache
from typing import Any, Final

from ..lexicon.word_lists import words

SAMPLE_CHARS: Final = 4_000

# English articles, prepositions and the like.
FUNCTION_WORDS: Final = words("function")

# The same kinds of words in German, French, Spanish, Italian, Portuguese, Dutch and the Scandinavian languages.
FOREIGN_WORDS: Final = words("foreign")

# In an English line with foreign names, the share of accented letters stays below this.
MAX_ACCENTS: Final = 0.05

# The share of FUNCTION_WORDS is 0.25 to 0.45 in English news, and below 0.06 in German, French, Spanish, Dutch and
# Danish news.
MIN_FUNCTION_SHARE: Final = 0.10

# An English list of names or results has a smaller share, but one that exceeds that of FOREIGN_WORDS by this much.
MIN_LEAD: Final = 0.03

# A text with fewer words (a headline, a caption) is too short for a share to mean anything.
MIN_WORDS: Final = 25

# The languages that can be identified. The model knows 134. The others are near relatives of these, or dialects that
# are rare in newspapers, and short English headlines were mistaken for them (Nigerian Pidgin, Latin, Xhosa).
TOLD_LANGUAGES: Final = frozenset(
    "af am ar az be bg bn ca cs cy da de el en eo es et eu fa fi fr ga gl gu he hi hr hu hy id is it ja ka kk km kn ko "  # noqa: SIM905  a list of literals would take 70 lines
    "ky lo lt lv mk ml mn mr ms mt my ne nl no pa pl ps pt ro ru si sk sl so sq sr sv sw ta te th tl tr uk ur uz vi "
    "zh".split()
)
TOLD_BY_CHARS: Final = 400  # longer samples change no result on 258 texts of captured feeds that say their language
MIN_PROBABILITY: Final = 0.7

LETTERS: Final = re.compile(r"[^\W\d_]")
WORDS: Final = re.compile(r"[^\W\d_]+")


def is_english(text: str, lang: str) -> bool:
    """Whether a text is English. `lang` is its language tag, or "" if it has none.

    A tag is trusted unless most letters are of another script than Latin. Without a tag the words decide.
    """
    sample = text[:SAMPLE_CHARS]
    letters = LETTERS.findall(sample)
    if sum(letter < "\u0250" for letter in letters) * 2 < len(letters):
        return False
    if lang:
        return language(lang) in {"en", "eng", "english"}
    sample_words = WORDS.findall(sample.lower())
    english = sum(word in FUNCTION_WORDS for word in sample_words)
    foreign = sum(word in FOREIGN_WORDS for word in sample_words)
    if len(sample_words) < MIN_WORDS:
        accents = sum(letter > "\u007f" for letter in letters)
        return english > foreign or (english == foreign and accents <= MAX_ACCENTS * len(letters))
    share = english / len(sample_words)
    return share >= MIN_FUNCTION_SHARE or share > foreign / len(sample_words) + MIN_LEAD


def language(tag: str) -> str:
    """The language of a tag in lower case, without region and script: "en" of "en-GB"."""
    return re.split("[-_]", tag.strip().lower())[0]


def told_language(text: str) -> str:
    """The language in which a text is written, as a tag of two letters; "" if the text is too short to identify it.

    255 of 258 texts of captured feeds get the language that their feed names; the other three feeds are mistaken.
    """
    sample = " ".join(text[: 4 * TOLD_BY_CHARS].split())[:TOLD_BY_CHARS]
    if not LETTERS.search(sample):
        return ""
    tag, probability = _identifier().classify(sample)
    if probability >= MIN_PROBABILITY:
        return str(tag)
    enough = len(WORDS.findall(sample)) >= MIN_WORDS
    return "en" if enough and is_english(sample, "") else ""


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  imports numpy, 0.3 s

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(TOLD_LANGUAGES)
    return identifier

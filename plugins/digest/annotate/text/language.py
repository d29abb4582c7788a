"""The language of a text.

Whether it is English is decided by its words that are not names (`common_words`), for which a learned model of the
library py3langid gives a probability; where there are too few of them, by function words and letters; and by the tag of
the feed. If no tag gives the language, the same model identifies it.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any, Final

from ..lexicon.word_lists import words
from .common_words import CommonWords, common_words

SAMPLE_CHARS: Final = 4_000

# English articles, prepositions and the like.
FUNCTION_WORDS: Final = words("function") | words("common_short")

# The same kinds of words in German, French, Spanish, Italian, Portuguese, Dutch and the Scandinavian languages.
FOREIGN_WORDS: Final = words("foreign")

# In English words that are no names, the share of accented letters stays below this: “café”.
MAX_ACCENTS: Final = 0.05

# Function words of Scots and of English creoles, which the model takes for English. As many different ones as MAX_NEAR
# make a text one of those.
NEAR_ENGLISH_WORDS: Final = words("near_english")
MAX_NEAR: Final = 3

# A text with this many different words beside names is judged by them; one in capitals, which hide names, needs more.
ENOUGH_WORDS: Final = 3
ENOUGH_CAPITALS: Final = 6

# The least probability of English. Measured on pieces of English news and encyclopedia, and on messages of programs
# in 90 languages: with three such words, it is below MIN_ENGLISH for 1 % of the English and 97.5 % of the
# foreign pieces; with one or two, below MIN_ENGLISH_OF_FEW for none of the English and 57 to 80 % of the foreign ones.
MIN_ENGLISH: Final = 0.05
MIN_ENGLISH_OF_FEW: Final = 0.01

# Where fewer of the words are not names, the text is a list, and small letters are those of names: "al", "de".
LIST_SHARE: Final = 0.25

# So many words with so high a probability are right against the tag.
CLEAR_WORDS: Final = 8
CLEAR: Final = 0.999

# A text with fewer words (a headline, a caption) is identified by all of them.
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
ENGLISH_TAGS: Final = frozenset({"en", "eng", "english"})


def is_english(text: str, lang: str) -> bool:
    """Whether a text is English. `lang` is its language tag, or "" if it has none.

    A tag is trusted unless the words or the letters clearly say something else: many sites name English because their
    software does.
    """
    sample = text[:SAMPLE_CHARS]
    letters = LETTERS.findall(sample)
    if not _is_latin(letters):
        return False
    common = common_words(sample)
    probability = _english_probability(common.words)
    if not lang:
        return _reads_english(common, probability)
    is_tagged = language(lang) in ENGLISH_TAGS
    is_clear = len(set(common.words)) >= CLEAR_WORDS and not common.in_capitals and not _is_list(common)
    is_other = probability < 1 - CLEAR if is_tagged else probability > CLEAR
    return is_tagged != (is_clear and is_other)


def _is_latin(letters: Sequence[str]) -> bool:
    """Whether half of the letters or more are Latin ones."""
    return sum(letter < "\u0250" for letter in letters) * 2 >= len(letters)


def _is_list(common: CommonWords) -> bool:
    return len(common.words) < LIST_SHARE * common.total


def _reads_english(common: CommonWords, probability: float) -> bool:
    """Whether the words are English, or say nothing against it. `probability` is what the model says."""
    distinct = len(set(common.words))
    if distinct >= (ENOUGH_CAPITALS if common.in_capitals else ENOUGH_WORDS):
        is_near = len(NEAR_ENGLISH_WORDS.intersection(common.words)) >= MAX_NEAR
        return probability >= (MIN_ENGLISH_OF_FEW if _is_list(common) else MIN_ENGLISH) and not is_near
    said = (*common.words, *common.beginnings)
    english = sum(word in FUNCTION_WORDS for word in said)
    foreign = sum(word in FOREIGN_WORDS for word in said)
    if english != foreign:
        return english > foreign
    letters = "".join(said)
    accents = sum(letter > "\u007f" for letter in letters)
    return accents <= MAX_ACCENTS * len(letters) and (not common.words or probability >= MIN_ENGLISH_OF_FEW)


def _english_probability(words: Sequence[str]) -> float:
    """The probability that words are English among the languages that can be identified; 1 if there are none."""
    return float(dict(_identifier().rank(_sample(words)))["en"]) if words else 1.0


def language(tag: str) -> str:
    """The language of a tag in lower case, without region and script: "en" of "en-GB"."""
    return re.split("[-_]", tag.strip().lower())[0]


def language_of_foreign_text(text: str, lang: str) -> str:
    """The language of a text that isn't English: that of its tag, unless it is missing or says English."""
    tagged = language(lang)
    if tagged and tagged not in ENGLISH_TAGS:
        return tagged
    told = told_language(text)
    return told if told not in ENGLISH_TAGS else ""


def told_language(text: str) -> str:
    """The language in which a text is written, as a tag of two letters; "" if the text is too short to identify it.

    255 of 258 texts of captured feeds get the language that their feed names; the other three feeds are mistaken.
    """
    sample = " ".join(text[: 4 * TOLD_BY_CHARS].split())
    letters = LETTERS.findall(sample)
    if not letters:
        return ""
    common = common_words(text[: 4 * TOLD_BY_CHARS])
    is_long = _is_latin(letters) and common.total >= MIN_WORDS
    has_names_alone = is_long and len(set(common.words)) < ENOUGH_WORDS
    if has_names_alone and is_english(sample, ""):
        return "en"
    without_names = is_long and not has_names_alone
    tag, probability = _identifier().classify(_sample(common.words if without_names else sample.split()))
    if probability >= MIN_PROBABILITY:
        return str(tag)
    return "en" if is_long and is_english(sample, "") else ""


def _sample(words: Sequence[str]) -> str:
    """As many of the words as the model is asked about."""
    return " ".join(words)[:TOLD_BY_CHARS]


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  imports numpy, 0.3 s

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(TOLD_LANGUAGES)
    return identifier

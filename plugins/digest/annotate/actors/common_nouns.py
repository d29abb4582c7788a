"""Occurrences of a followed actor's name that are only a word: a common noun, a verb, a word in a line of capitals."""

import re
from typing import Final

from ..text.parsed_document import ParsedDocument
from .alias_matches import AliasMatch
from .word_senses import COMMON_WORDS

DETERMINERS: Final = frozenset({"a", "an", "each", "every", "their", "his", "her", "my", "your", "our", "its"})
# "the Shell of a turtle" is a part of something; "the Apple of the nineties" and "the Tesla of phones" are companies.
OF_A_WHOLE: Final = re.compile(r" of (?:an?|his|her|its|their|each|every|my|your|our) ", re.IGNORECASE)
# With one of these tags, the name is a verb, an adverb or an exclamation.
NON_NOUN_TAGS: Final = frozenset({"VB", "VBD", "VBG", "VBP", "VBZ", "MD", "RB", "UH"})
# After a modal verb none of these follows: "May wants an answer" is about a person.
FINITE_TAGS: Final = frozenset({"VBZ", "VBD", "MD"})
# If a word with one of these tags follows, the name is not the head of its phrase: "a Turkey trip".
ATTRIBUTE_TAGS: Final = frozenset(
    {"NN", "NNS", "NNP", "NNPS", "JJ", "JJR", "JJS", "VBN", "VBG", "CD", "HYPH", "POS", "FW"}
)

# "us" in small letters says nothing against "US", nor "it" against "IT": nouns have more characters than this.
MAX_PRONOUN_CHARS: Final = 2

# How far beside a name its neighbours are searched for words in capitals.
BESIDE_CHARS: Final = 25
WORD: Final = re.compile(r"[^\W\d_]{2,}")
LONG_WORD: Final = re.compile(r"[^\W\d_]{4,}")


def common_noun_phrase(document: ParsedDocument, match: AliasMatch) -> str:
    """The phrase in which the name is a common noun ("a Turkey" of six kilos) or not a noun; "" for a real name."""
    tokens = document.tokens
    index = document.first_token_at(match.start)
    has_verb = index + 1 < len(tokens) and tokens[index + 1].tag in FINITE_TAGS
    if index < len(tokens) and tokens[index].tag in NON_NOUN_TAGS and not (tokens[index].tag == "MD" and has_verb):
        return document.text[match.start : match.end + 20].rpartition(" ")[0]
    kind = match.followed.actor.kind
    if kind == "group" or not document.english or not 0 < index < len(tokens):
        return ""
    is_whole_token = tokens[index].end == match.end
    before = tokens[index - 1]
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    word_before = before.text.lower()
    is_a_part = kind == "organisation" and word_before == "the" and OF_A_WHOLE.match(document.text, tokens[index].end)
    if is_whole_token and is_a_part:
        return document.text[before.start : match.end]
    determiners = DETERMINERS | {"the"} if kind == "person" else DETERMINERS
    if word_before not in determiners or before.tag == "IN":
        return ""
    if not is_whole_token or (after and after.tag in ATTRIBUTE_TAGS):
        return ""
    return document.text[before.start : match.end]


def acronym_doubt(document: ParsedDocument, match: AliasMatch, *, is_known: bool = False) -> str:
    """Why a match may not be an acronym, or "".

    Its line may be in capitals ("EVERY CAR"), or the text may have the word in small letters ("a car"). One that is
    written as a word ("Nato") must be marked as a name by the model or, in a headline, be `is_known` from the text.
    """
    name, surface = match.alias.name, document.text[match.start : match.end]
    if not name.isalpha() or not name.isupper() or surface.casefold() != name.casefold():
        return ""
    if surface != name:  # "Nato"
        is_word = name.lower() in COMMON_WORDS or _has_word(document.text, name.lower())
        is_marked = any(entity.start == match.start and entity.end <= match.end + 2 for entity in document.entities)
        if document.lang == "en" and not is_marked and not is_known:
            return "written as a word, which the model doesn't take for a name"
        return f"the text has the word {name.lower()!r}" if is_word else ""
    paragraph = document.paragraphs[document.paragraph_of(match.start)]
    line = document.text[paragraph.start : paragraph.end]
    small = name.lower()
    if _is_among_capitals(document, match) and (small in COMMON_WORDS or _has_word(document.text, small)):
        return f"a line in capitals: {line[:60]!r}"
    if small not in COMMON_WORDS and len(small) > MAX_PRONOUN_CHARS and _has_word(document.text, small):
        return f"the text has the word {small!r}"
    return ""


def _is_among_capitals(document: ParsedDocument, match: AliasMatch) -> bool:
    """Whether all other words of the match's sentence, or two or more words right beside it, are in capitals too."""
    start, end = document.sentence_span(document.sentence_of(match.start))
    sentence = [word for word in WORD.findall(document.text[start:end]) if word != match.alias.name]
    beside = WORD.findall(document.text[max(0, match.start - BESIDE_CHARS) : match.end + BESIDE_CHARS])
    beside = [word for word in beside[1:-1] if word != match.alias.name]  # the first and the last may be cut
    return bool(sentence) and (all(map(str.isupper, sentence)) or (len(beside) > 1 and all(map(str.isupper, beside))))


def word_in_small_letters(match: AliasMatch, headline: str, text: str) -> str:
    """The name in small letters, if the headline has a capital on every word and the text has the word; or ""."""
    small = match.alias.name.lower()
    is_hidden = (match.start == 0 or is_in_title_case(headline, match.alias.name)) and small != match.alias.name
    return small if is_hidden and _has_word(text, small) else ""


def is_in_title_case(headline: str, name: str) -> bool:
    """Whether a headline has a capital on every word, or on all but one, beside the name."""
    headline_words = [word for word in LONG_WORD.findall(headline) if word != name] or LONG_WORD.findall(headline)
    capitalised = sum(word[0].isupper() for word in headline_words)
    return bool(headline_words) and capitalised >= max(1, len(headline_words) - 1)


def _has_word(text: str, word: str) -> bool:
    """Whether the text has the word, in the singular or the plural."""
    return re.search(rf"(?<![\w-]){re.escape(word)}s?(?![\w-])", text) is not None

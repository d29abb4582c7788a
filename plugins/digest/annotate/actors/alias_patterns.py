"""The regular expression of a name: its spellings, its case, and its endings in other languages."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ..lexicon.name_endings import (
    ALTERNATING_STEMS,
    DECLENSIONS,
    LATIN_ENDINGS,
    OTHER_ENDINGS,
    PLURAL_DECLENSION,
    PREFIXES,
)
from ..records import Kind

CYRILLIC: Final = re.compile(r"[\u0400-\u04ff]")
# Letters that news prints with or without their marks, and Persian letters that are the same as Arabic ones.
SAME_LETTER: Final = dict(zip("ёЁأإآٱىیک", "еЕااااييك", strict=True))
ACCENTED: Final = re.compile(rf"[\u00c0-\u024f\u1e00-\u1eff{''.join(SAME_LETTER)}]")
APOSTROPHE: Final = "['’‘ʼ`´]"
DASH: Final = "[-‐‑–]"
OPENING_MARK: Final = "[\"“„«‘']"
QUOTATION_MARK: Final = re.compile(r"[\"“”„«»]")
SEPARATOR: Final = re.compile(r"[\s\-‐‑–]+")
WORD_OR_SEPARATOR: Final = re.compile(r"[^\s\-‐‑–]+|[\s\-‐‑–]+")

# Chinese, Japanese and Thai have no spaces between words. Korean attaches particles to the word before them.
UNSPACED: Final = re.compile(r"[\u0e00-\u0e7f\u3400-\u4dbf\u4e00-\u9fff\u3040-\u309f]+")
KATAKANA: Final = "゠-ヿ"
HANGUL: Final = re.compile(r"[\uac00-\ud7af]")

# A shorter acronym with one capital may be any word, save after an elided article.
MIN_SPOKEN_CHARS: Final = 4

# With a shorter stem, too many other words would match.
MIN_STEM_CHARS: Final = 3


@dataclass(frozen=True, slots=True)
class AliasPattern:
    """The pattern of one name of an actor, for `folded` text.

    If the text in small letters doesn't contain `literal`, `expression` has no match. A search for the literal takes a
    fraction of the time. `is_single_word` is true for a word that could mean something else, and false for an acronym
    or a name of several words.
    """

    name: str
    literal: str
    expression: re.Pattern[str]
    is_single_word: bool


def alias_pattern(name: str, kind: Kind, lang: str = "en") -> AliasPattern:
    """The pattern of an actor's name in texts of a language; `lang` is "" for an unknown language.

    The pattern is for `folded` text. Offsets in that are the same as in the normalised text.
    """
    pieces = WORD_OR_SEPARATOR.findall(QUOTATION_MARK.sub("", folded(name)))
    words = [piece for piece in pieces if not SEPARATOR.fullmatch(piece)]
    parts = []
    for number, piece in enumerate(pieces):
        if piece in words:
            last = piece == words[-1]
            word = _word(piece, kind, first=number == 0, alone=len(words) == 1, plural=kind == "group" and last)
            if len(words) == 1 and piece.isalpha() and _is_acronym(piece):
                word = _as_acronym(word, piece, lang)
            parts.append(word + (_latin_ending(piece, lang, kind) if last else ""))
        else:
            parts.append(rf"(?:\s|{DASH}){OPENING_MARK}?" if piece.isspace() else rf"(?:\s|{DASH})?")
    literal = max((_literal(word, kind) for word in words), key=len).casefold()
    expression = re.compile(_bounded("".join(parts), words, kind, lang))
    return AliasPattern(name, literal, expression, is_single_word=len(words) == 1 and not _is_acronym(name))


def folded(text: str) -> str:
    """The text without accents on Latin letters, and with one form of the letters in SAME_LETTER. Its length stays."""
    return text if text.isascii() else ACCENTED.sub(lambda match: _folded_letter(match.group()), text)


def _folded_letter(char: str) -> str:
    if char in SAME_LETTER:
        return SAME_LETTER[char]
    if "\u00c0" <= char <= "\u024f" or "\u1e00" <= char <= "\u1eff":
        return unicodedata.normalize("NFD", char)[0]
    return char


def _word(word: str, kind: Kind, *, first: bool, alone: bool, plural: bool) -> str:
    """The expression of one word of a name with the capitals that it may have, without a Latin ending."""
    if CYRILLIC.search(word):
        return _cyrillic_word(word, kind)
    escaped = _escaped(word)
    if plural and not word.endswith("s"):
        escaped += "(?:s|es)?"
    if _is_acronym(word) or (alone and word.islower()):
        return escaped if not word.islower() else f"(?i:{escaped})"
    capitals = _escaped(word.upper())
    if first:
        return rf"(?:{escaped}|{capitals})"
    other_case = _escaped(word[0].swapcase() + word[1:])
    return rf"(?:{escaped}|{other_case}|{capitals})"


def _as_acronym(expression: str, word: str, lang: str) -> str:
    """The expression of an acronym, also as many newspapers write one that is spoken as a word: "Nato", "l'Oms"."""
    written = _escaped(word.capitalize())
    if len(word) >= MIN_SPOKEN_CHARS:
        return f"(?:{expression}|{written})"
    return expression if lang in {"en", "de"} else f"(?:{expression}|(?<=[lLdD]{APOSTROPHE}){written})"


def _escaped(word: str) -> str:
    """The expression of exactly this word, with any apostrophe for each of its own."""
    return re.sub(APOSTROPHE, lambda _: APOSTROPHE, re.escape(word))


def _is_acronym(name: str) -> bool:
    capitals = sum(char.isupper() or char.isdigit() for char in name)
    return name.isupper() or (" " not in name and 2 <= capitals >= len(name) / 2)


def _cyrillic_word(word: str, kind: Kind) -> str:
    """The expression of a Cyrillic word in all cases of its declension."""
    stem, alternations, endings = _declension(word, kind)
    capital = f"{stem[0].upper()}{stem[1:]}"
    small = stem.lower() if kind == "group" else stem  # "хуситы" as "боевики"
    declined = f"(?:{small}|{capital})(?:{alternations})(?:{endings})"
    return rf"(?:{declined}|{stem.upper()}(?:{alternations.upper()})(?:{endings.upper()}))"


def _declension(word: str, kind: Kind) -> tuple[str, str, str]:
    """The beginning that all forms of a Cyrillic word share, the ends that its stem may have, and the endings after it.

    The ends of the stem are separated by "|", and so are the endings. Acronyms and very short words have one form.
    """
    if _is_acronym(word) or len(word) < MIN_STEM_CHARS:
        return word, "", ""
    plural = (PLURAL_DECLENSION,) if kind in {"group", "organisation"} else ()
    for ending, endings in (*DECLENSIONS, *plural):
        stem = ending.sub("", word)
        if ending.search(word) and len(stem) >= MIN_STEM_CHARS:
            for stem_end, alternative in ALTERNATING_STEMS:
                if match := stem_end.search(stem):
                    return stem[: match.start()], f"{match.group()}|{alternative}", endings
            return stem, "", endings
    return word, "", ""


def _latin_ending(word: str, lang: str, kind: Kind) -> str:
    """The expression of the endings that the language may add to a name in Latin letters."""
    endings = LATIN_ENDINGS.get(lang, OTHER_ENDINGS)
    if lang == "de" and kind == "place" and word.endswith("e"):
        endings += "|n"  # "in den Niederlanden"
    if not endings or not re.fullmatch(r"[A-Za-z’']+", word) or _is_acronym(word) or len(word) <= MIN_STEM_CHARS:
        return ""
    return f"(?:{endings})?" if word[-1].isalpha() and word[-1] not in "sxzß" else ""


def _literal(word: str, kind: Kind) -> str:
    """A part that all forms of the word contain."""
    if CYRILLIC.search(word):
        return _declension(word, kind)[0]
    parts = re.split(APOSTROPHE, word)
    return parts[0] if len(parts[0]) > 1 else parts[-1]


def _bounded(body: str, words: Sequence[str], kind: Kind, lang: str) -> str:
    """The expression with conditions on the text before and after the name."""
    first, last = words[0][0], words[-1][-1]
    prefixes = next((prefixes for script, prefixes in PREFIXES if script.match(first)), ())
    before, after = r"(?<!\w)", r"(?!\w)"
    if prefixes:
        before = "(?:" + "|".join((before, *(rf"(?<=(?<!\w){prefix})" for prefix in prefixes))) + ")"
    elif UNSPACED.match(first):
        before = ""
    elif re.match(f"[{KATAKANA}]", first):
        before, after = f"(?<![{KATAKANA}])", f"(?![{KATAKANA}])"
    if UNSPACED.match(last) or HANGUL.match(last):
        after = ""
    if kind != "person" or not first.isascii():
        return f"{before}{body}{after}"
    # "Moore-Smith" is another person, "Russia-Ukraine" two places. German has compounds such as "der Moore-Besuch".
    no_double_name = "" if LATIN_ENDINGS.get(lang) == "s" else rf"(?!{DASH}[A-Z])"
    return rf"{before}(?<!\w{DASH}){body}{after}{no_double_name}"

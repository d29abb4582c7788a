"""A name as a pattern: its spellings, its case, its endings."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from .records import Kind

CYRILLIC: Final = re.compile(r"[\u0400-\u04ff]")
ACCENTED: Final = re.compile(r"[\u00c0-\u024f\u1e00-\u1effёЁ]")
APOSTROPHE: Final = "['’‘ʼ`´]"
DASH: Final = "[-‐‑–]"
OPENING: Final = "[\"“„«‘']"
CLOSING: Final = "[\"”“»’']"
PIECE: Final = re.compile(r"[^\s\-‐‑–]+|[\s\-‐‑–]+")

# Endings of Russian and Ukrainian nouns, names and adjectives in all cases, after the stem.
CASE_ENDINGS: Final = (
    "а|у|ы|е|и|і|о|ом|ем|єм|ём|ой|ою|ей|ею|єю|ям|ями|ях|ю|я|ї|ії|ією|ию|ия|ии|ией|ием|ия|ым|им|ого|его|ому|ему|ых|их|ые|ие"
    "|ами|ам|ах|ов|ев|ів|їв|ий|ый|ій|ой|ая|яя|ую|юю|ое|ее|ові|еві|єві|ь|ью|ю|й"
)
FALLING_ENDING: Final = re.compile(r"(?:ий|ый|ой|ій|ая|яя|ое|ее|ия|ие|ія|[аяоеёиыіїьйу])$")

# Shorter stems would take any ending for a case: "Мур" and "Муром" are a man and a town.
MIN_STEM: Final = 3


@dataclass(frozen=True, slots=True)
class Form:
    """One name of an actor, ready to be searched. `key` must occur in the text's folded form for `pattern` to match."""

    name: str
    key: str
    pattern: re.Pattern[str]
    plain: bool  # a single word that could be something else: no acronym, no compound


def form(name: str, kind: Kind) -> Form:
    """The pattern of a name. It is searched in `folded` text, whose offsets are those of the legible text."""
    pieces = PIECE.findall(re.sub(r"[\"“”„«»]", "", folded(name)))
    words = [piece for piece in pieces if not re.fullmatch(r"[\s\-‐‑–]+", piece)]
    parts = []
    for number, piece in enumerate(pieces):
        if piece in words:
            parts.append(
                _word(piece, first=number == 0, alone=len(words) == 1, plural=kind == "group" and piece == words[-1])
            )
        else:
            parts.append(rf"(?:\s|{DASH}){OPENING}?" if piece.isspace() else rf"(?:\s|{DASH})?")
    body = "".join(parts)
    # "Moore-Smith" is another person, "Russia-Ukraine" are two places.
    pattern = re.compile(
        rf"(?<!\w)(?<!\w{DASH}){body}(?!\w)(?!{DASH}[A-Z])" if kind == "person" else rf"(?<!\w){body}(?!\w)"
    )
    key = max((_stem(word) for word in words), key=len).casefold()
    return Form(name, key, pattern, plain=len(words) == 1 and not _is_acronym(name))


def folded(text: str) -> str:
    """The text without accents on Latin letters; the length stays."""
    return text if text.isascii() else ACCENTED.sub(lambda match: _folded_letter(match.group()), text)


def _folded_letter(char: str) -> str:
    if char < "\u00c0":
        return char
    if char in "ёЁ":
        return "е" if char == "ё" else "Е"
    if "\u00c0" <= char <= "\u024f" or "\u1e00" <= char <= "\u1eff":
        return unicodedata.normalize("NFD", char)[0]
    return char


def _is_acronym(name: str) -> bool:
    capitals = sum(char.isupper() or char.isdigit() for char in name)
    return name.isupper() or (" " not in name and 2 <= capitals >= len(name) / 2)


def _word(word: str, *, first: bool, alone: bool, plural: bool) -> str:
    if CYRILLIC.search(word):
        return _cyrillic(word)
    escaped = re.sub(r"['’‘ʼ`´]", lambda _: APOSTROPHE, re.escape(word))
    if plural and not word.endswith("s"):
        escaped += "(?:s|es)?"
    if _is_acronym(word) or (alone and word.islower()):
        return escaped if not word.islower() else f"(?i:{escaped})"
    capitals = re.sub(r"['’‘ʼ`´]", lambda _: APOSTROPHE, re.escape(word.upper()))
    if first:
        return rf"(?:{escaped}|{capitals})"
    small = re.sub(r"['’‘ʼ`´]", lambda _: APOSTROPHE, re.escape(word[0].swapcase() + word[1:]))
    return rf"(?:{escaped}|{small}|{capitals})"


def _cyrillic(word: str) -> str:
    if _is_acronym(word) or len(word) <= 2:
        return re.escape(word)
    stem = _stem(word)
    capital = f"(?:{re.escape(stem)}|{re.escape(stem.capitalize())})(?:{CASE_ENDINGS})?"
    return rf"(?:{capital}|{re.escape(stem.upper())}(?:{CASE_ENDINGS.upper()})?)"


def _stem(word: str) -> str:
    if not CYRILLIC.search(word) or _is_acronym(word):
        return (
            re.split(APOSTROPHE, word)[0] if len(re.split(APOSTROPHE, word)[0]) > 1 else re.split(APOSTROPHE, word)[-1]
        )
    stem = FALLING_ENDING.sub("", word)
    return stem if len(stem) >= MIN_STEM else word

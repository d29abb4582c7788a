"""A name as a pattern: its spellings, its case, its endings."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ..records import Kind

CYRILLIC: Final = re.compile(r"[\u0400-\u04ff]")
# Letters that news writes with or without their marks, and Persian ones for the same in Arabic.
ONE_LETTER: Final = dict(zip("ёЁأإآٱىیک", "еЕااااييك", strict=True))
ACCENTED: Final = re.compile(rf"[\u00c0-\u024f\u1e00-\u1eff{''.join(ONE_LETTER)}]")
APOSTROPHE: Final = "['’‘ʼ`´]"
DASH: Final = "[-‐‑–]"
OPENING: Final = "[\"“„«‘']"
CLOSING: Final = "[\"”“»’']"
PIECE: Final = re.compile(r"[^\s\-‐‑–]+|[\s\-‐‑–]+")

# Arabic and Hebrew write "and", "in", "to", "the" on to the word after them.
ATTACHED: Final = (
    (re.compile(r"[\u0600-\u06ff]"), ("و", "ف", "ب", "ل", "ك", "ال", "وال", "بال", "فال", "كال", "لل", "وب", "ول")),
    (
        re.compile(r"[\u0590-\u05ff]"),
        ("ו", "ה", "ב", "ל", "מ", "ש", "כ", "וה", "וב", "ול", "ומ", "וש", "שב", "של", "מה"),
    ),
)
# Chinese, Japanese and Thai write no spaces; Korean writes its particles on to the word before them.
UNSPACED: Final = re.compile(r"[\u0e00-\u0e7f\u3400-\u4dbf\u4e00-\u9fff\u3040-\u309f]+")
KATAKANA: Final = "゠-ヿ"
HANGUL: Final = re.compile(r"[\uac00-\ud7af]")

# What other languages in Latin letters put at the end of a name: "Prigoschins Söldner", "Wagnera".
SLAVIC: Final = "a|u|e|i|y|em|om|ie|owi|ovi"
ENDINGS: Final = {
    "en": "",
    **dict.fromkeys(("de", "nl", "sv", "da", "no", "nb", "nn"), "s"),
    **dict.fromkeys(("pl", "cs", "sk", "hr", "sl", "bs", "sr"), SLAVIC),
}
# Of an unknown language; no Romance one has names that end so, but for plurals.
OTHER_ENDINGS: Final = "s"

# How Russian and Ukrainian names end -> their endings in all cases, after what is left. The first that fits counts.
# Against the forms that a morphological dictionary gives for 48 names of news, these miss 1 of 344 and take 24 other
# words for a name, most of them for names of three letters; every ending after every name missed 32 and took 40.
# pymorphy3 would tell most of those apart, at 31 MB of dictionaries (the Ukrainian one alone has a name of 14 MB for
# what these lines do) and without knowing surnames that no dictionary has.
DECLENSIONS: Final = tuple(
    (re.compile(ending), endings)
    for ending, endings in (
        (
            r"(?:ий|ый|ой|ій)$",
            "ий|ый|ой|ій|ого|ому|ем|ом|им|ым|ім|ие|ые|і|их|ых|ими|ыми|его|ему|ия|ию|ием|ии|ія|ію|ієм|ії",
        ),
        (r"(?:ая|яя)$", "ая|яя|ой|ей|ую|юю|ою|ею|ие|ые|их|ых|им|ым|ими|ыми"),
        (r"(?<=[иі])я$", "я|и|ї|ю|ей|єю|ею"),
        (r"(?:я)$", "я|и|і|ї|е|є|ю|ей|єю|ею|ёй|ям|ями|ях"),
        (r"(?:а)$", "а|ы|и|і|е|у|ой|ою|ей|ею|ої|ій|ам|ами|ах|"),
        (r"(?:о)$", "о|а|у|ові|еві|ом|ем|і"),
        (r"(?:ь)$", "ь|я|ю|ем|єм|ем|е|і|и|ью|ей|ям|ями|ях"),
        (r"(?:й)$", "й|я|ю|ем|єм|е|є|и|ї|єві|ям|ями|ях|ев|їв"),
        (r"(?:ы)$", "ы|ов|ей|ам|ами|ах|"),
        (r"(?<=[бвгґджзклмнпрстфхцчшщ])$", "|а|у|ом|ем|е|і|ові|еві|ы|и|ов|ів|ей|ам|ами|ах|ым|им|ыми|ими|ых|их"),
    )
)
# A shorter stem would take any word for a form of the name.
MIN_STEM: Final = 3

PLURAL: Final = (re.compile(r"(?:и)$"), "и|ов|ів|ей|ам|ами|ах|ям|ями|ях|")

# "Кравец", "Кравца"; "Харків", "Харкова"; "Павел", "Павла".
ALTERNATING: Final = (
    (re.compile(r"(?:ец|єць|ець)$"), "ц"),
    (re.compile(r"ел$"), "л"),
    (re.compile(r"ок$"), "к"),
    (re.compile(r"ек$"), "к"),
    (re.compile(r"ів$"), "[ое]в"),
    (re.compile(r"їв$"), "єв"),
)


@dataclass(frozen=True, slots=True)
class AliasPattern:
    """One name of an actor, ready to be searched. `key` must occur in the text's folded form for `pattern` to match."""

    name: str
    key: str
    pattern: re.Pattern[str]
    plain: bool  # a single word that could be something else: no acronym, no compound


def alias_pattern(name: str, kind: Kind, lang: str = "en") -> AliasPattern:
    """The pattern of a name in texts of a language, "" for an unknown one.

    It is searched in `folded` text, whose offsets are those of the normalised text.
    """
    pieces = PIECE.findall(re.sub(r"[\"“”„«»]", "", folded(name)))
    words = [piece for piece in pieces if not re.fullmatch(r"[\s\-‐‑–]+", piece)]
    parts = []
    for number, piece in enumerate(pieces):
        if piece in words:
            last = piece == words[-1]
            word = _word(piece, kind, first=number == 0, alone=len(words) == 1, plural=kind == "group" and last)
            parts.append(word + (_ending(piece, lang) if last else ""))
        else:
            parts.append(rf"(?:\s|{DASH}){OPENING}?" if piece.isspace() else rf"(?:\s|{DASH})?")
    key = max((_key(word, kind) for word in words), key=len).casefold()
    pattern = _bounded("".join(parts), words, kind, lang)
    return AliasPattern(name, key, re.compile(pattern), plain=len(words) == 1 and not _is_acronym(name))


def _bounded(body: str, words: Sequence[str], kind: Kind, lang: str) -> str:
    """The pattern with what may stand before and after it."""
    first, last = words[0][0], words[-1][-1]
    attached = next((parts for letters, parts in ATTACHED if letters.match(first)), ())
    before, after = r"(?<!\w)", r"(?!\w)"
    if attached:
        before = "(?:" + "|".join((before, *(rf"(?<=(?<!\w){part})" for part in attached))) + ")"
    elif UNSPACED.match(first):
        before = ""
    elif re.match(f"[{KATAKANA}]", first):
        before, after = f"(?<![{KATAKANA}])", f"(?![{KATAKANA}])"
    if UNSPACED.match(last) or HANGUL.match(last):
        after = ""
    if kind != "person" or not first.isascii():
        return f"{before}{body}{after}"
    # "Moore-Smith" is another person, "Russia-Ukraine" are two places; German has "der Moore-Besuch".
    double = "" if ENDINGS.get(lang) == "s" else rf"(?!{DASH}[A-Z])"
    return rf"{before}(?<!\w{DASH}){body}{after}{double}"


def _ending(word: str, lang: str) -> str:
    """What may stand at the end of a name in the language, beyond what its own letters decline."""
    endings = ENDINGS.get(lang, OTHER_ENDINGS)
    if not endings or not re.fullmatch(r"[A-Za-z’']+", word) or _is_acronym(word) or len(word) <= MIN_STEM:
        return ""
    return f"(?:{endings})?" if word[-1].isalpha() and word[-1] not in "sxzß" else ""


def folded(text: str) -> str:
    """The text without accents on Latin letters and in one spelling of Arabic ones; the length stays."""
    return text if text.isascii() else ACCENTED.sub(lambda match: _folded_letter(match.group()), text)


def _folded_letter(char: str) -> str:
    if char in ONE_LETTER:
        return ONE_LETTER[char]
    if "\u00c0" <= char <= "\u024f" or "\u1e00" <= char <= "\u1eff":
        return unicodedata.normalize("NFD", char)[0]
    return char


def _is_acronym(name: str) -> bool:
    capitals = sum(char.isupper() or char.isdigit() for char in name)
    return name.isupper() or (" " not in name and 2 <= capitals >= len(name) / 2)


def _word(word: str, kind: Kind, *, first: bool, alone: bool, plural: bool) -> str:
    if CYRILLIC.search(word):
        return _cyrillic(word, kind)
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


def _cyrillic(word: str, kind: Kind) -> str:
    stem, tails, endings = _declined(word, kind)
    capital = f"{stem[0].upper()}{stem[1:]}"
    small = stem.lower() if kind == "group" else stem  # "хуситы" as "боевики"
    declined = f"(?:{small}|{capital})(?:{tails})(?:{endings})"
    return rf"(?:{declined}|{stem.upper()}(?:{tails.upper()})(?:{endings.upper()}))"


def _declined(word: str, kind: Kind) -> tuple[str, str, str]:
    """What all forms of a Cyrillic word begin with, how that goes on, and the endings; an acronym has one form."""
    if _is_acronym(word) or len(word) < MIN_STEM:
        return word, "", ""
    plural = (PLURAL,) if kind in {"group", "organisation"} else ()
    for ending, endings in (*DECLENSIONS, *plural):
        stem = ending.sub("", word)
        if ending.search(word) and len(stem) >= MIN_STEM:
            for end, other in ALTERNATING:
                if found := end.search(stem):
                    return stem[: found.start()], f"{found.group()}|{other}", endings
            return stem, "", endings
    return word, "", ""


def _key(word: str, kind: Kind) -> str:
    """What stands in every form of a word."""
    if CYRILLIC.search(word):
        return _declined(word, kind)[0]
    parts = re.split(APOSTROPHE, word)
    return parts[0] if len(parts[0]) > 1 else parts[-1]

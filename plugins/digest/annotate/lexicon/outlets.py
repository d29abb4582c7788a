"""The names of outlets (agencies, newspapers and stations that report news), and which names are of the same outlet."""

import re
from functools import lru_cache
from typing import Final

from .data_files import data_lines
from .word_lists import words

# A comment above each line of the file says what it contains.
_AGENCIES, _ACRONYMS, _OUTLETS, _COMMON, _SAME, _NOT_OUTLETS = (
    tuple(line.split(";")) for line in data_lines("outlets.txt")
)

_SURE: Final = frozenset((*_AGENCIES, *_OUTLETS)) - {*_COMMON, "The Sun", "Guardian"}


def _any_of(names: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, sorted(set(names), key=len, reverse=True)))


# Last words of the names of newspapers and stations: "the Lancaster Gazette", "Channel 9 News".
PAPERS: Final = (
    "Times|Post|News|Herald|Journal|Tribune|Gazette|Chronicle|Telegraph|Courier|Examiner|Dispatch|Inquirer|Magazine"
    "|Radio|TV|Television"
)
AGENCY: Final = _any_of((*_AGENCIES, *_ACRONYMS))
# Names that mean an outlet in any sentence.
NAMED: Final = _any_of((*_AGENCIES, *_OUTLETS, *_COMMON))
# Names that mean an outlet only where an outlet is expected, such as in a signature.
SIGNING: Final = _any_of((*_AGENCIES, *_ACRONYMS, *_OUTLETS, *_COMMON))
# Words at the beginning of a sentence that aren't part of the newspaper's name after them.
_NOT_FIRST: Final = (
    "The|A|An|As|In|At|On|By|For|From|To|But|And|Or|If|When|While|After|Before|Since|Now|Today|Former|According"
)
IN_A_SENTENCE: Final = re.compile(
    rf"(?<![\w&/-])(?:[Tt]he )?(?:(?:{_any_of(_NOT_OUTLETS)})(?!\w)"
    rf"|(?P<name>(?:{NAMED})|(?!(?:{_NOT_FIRST}) )(?:(?:St\.|[A-Z][\w&-]{{1,30}}) ){{1,4}}(?:{PAPERS}))"
    r"(?:\d{1,2}|[¹²³])?(?![\w&]|-\w)(?! Company\b))"
)

# Words that a publisher adds to its name for a feed, a site or a programme: "BBC News – World", "CNN.com Top Stories".
ADDED_WORDS: Final = words("outlet_additions")


def is_acronym(name: str) -> bool:
    """Whether a name is an agency's acronym that more often means something else: "PAP", "SPA"."""
    return name in _ACRONYMS


def is_outlet(name: str) -> bool:
    """Whether a name means an agency, a paper or a station in any sentence."""
    return name in _SURE


def is_common_word(name: str) -> bool:
    """Whether an outlet's name is a word that also begins a sentence: "Time", "Fortune"."""
    return name in _COMMON


def outlet_names() -> frozenset[str]:
    """The names that mean an agency, a paper or a station in any sentence, without "The"."""
    return frozenset(name.removeprefix("The ") for name in _SURE)


def outlet_key(name: str) -> tuple[str, ...]:
    """The key that all names of one outlet share: "the AP" and "Associated Press", "BBC" and "BBC News – World".

    ADDED_WORDS after a known name are left out. With any other word after it, the name is another outlet's: "Guardian
    Nigeria" is not "The Guardian". ADDED_WORDS at the end of an unknown name are left out too, unless nothing is left.
    """
    name_words = _words_of(name)
    if name_words[:1] == ("the",) and len(name_words) > 1:
        name_words = name_words[1:]
    for length in range(len(name_words), 0, -1):
        usual = _usual().get(name_words[:length])
        if usual and ADDED_WORDS.issuperset(name_words[length:]):
            return usual
    end = len(name_words)
    while end and name_words[end - 1] in ADDED_WORDS:
        end -= 1
    return name_words[:end] or name_words


def _words_of(name: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W_]+", name.casefold()))


@lru_cache(maxsize=1)
def _usual() -> dict[tuple[str, ...], tuple[str, ...]]:
    """The words of every known name -> the words of its usual form."""
    known = [_words_of(name.removeprefix("The ")) for name in (*_AGENCIES, *_OUTLETS, *_COMMON)]
    usual_by_name = {name: name for name in known}
    for line in _SAME:
        usual, *others = map(_words_of, line.split("="))
        usual_by_name.update(dict.fromkeys((usual, *others), usual))
    return usual_by_name

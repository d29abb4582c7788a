"""Names of outlets, the agencies, newspapers and stations that report news; and which names are of the same outlet."""

import re
from functools import lru_cache
from typing import Final

from .data_files import data_lines
from .word_lists import words

# The file says above its lines what each of them holds.
_AGENCIES, _ACRONYMS, _OUTLETS, _COMMON, _SAME, _NO_OUTLETS = (
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
# Names that stand for an outlet in any sentence.
NAMED: Final = _any_of((*_AGENCIES, *_OUTLETS, *_COMMON))
# Names that stand for an outlet where nothing else is expected, as in a signature.
SIGNING: Final = _any_of((*_AGENCIES, *_ACRONYMS, *_OUTLETS, *_COMMON))
# Words that begin a sentence, and are no part of the newspaper's name that follows.
_NO_FIRST: Final = (
    "The|A|An|As|In|At|On|By|For|From|To|But|And|Or|If|When|While|After|Before|Since|Now|Today|Former|According"
)
IN_A_SENTENCE: Final = re.compile(
    rf"(?<![\w&/-])(?:[Tt]he )?(?:(?:{_any_of(_NO_OUTLETS)})(?!\w)"
    rf"|(?P<name>(?:{NAMED})|(?!(?:{_NO_FIRST}) )(?:(?:St\.|[A-Z][\w&-]{{1,30}}) ){{1,4}}(?:{PAPERS}))"
    r"(?:\d{1,2}|[¹²³])?(?![\w&]|-\w)(?! Company\b))"
)

# What a publisher adds to its name for a feed, a site or a programme: "BBC News – World", "CNN.com Top Stories".
ADDED: Final = words("outlet_additions")


def is_acronym(name: str) -> bool:
    """Whether a name is an agency's acronym that is more often something else: "PAP", "SPA"."""
    return name in _ACRONYMS


def is_outlet(name: str) -> bool:
    """Whether a name stands for an agency, a paper or a station in any sentence."""
    return name in _SURE


def is_common_word(name: str) -> bool:
    """Whether an outlet's name is a word that also begins a sentence: "Time", "Fortune"."""
    return name in _COMMON


def outlet_key(name: str) -> tuple[str, ...]:
    """What two names of one outlet have in common: "the AP" and "Associated Press", "BBC" and "BBC News – World".

    A known name may be followed by words of ADDED, which are left out, and by no others: "Guardian Nigeria" is not "The
    Guardian". An unknown name loses words of ADDED at its end, if anything is left then.
    """
    own = _words_of(name)
    own = own[1:] if own[:1] == ("the",) and len(own) > 1 else own
    for length in range(len(own), 0, -1):
        usual = _usual().get(own[:length])
        if usual and ADDED.issuperset(own[length:]):
            return usual
    end = len(own)
    while end and own[end - 1] in ADDED:
        end -= 1
    return own[:end] or own


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

"""The language of a report, as far as it takes to know which reports are in two languages."""

import re
from typing import Final

from ...reports import Report
from ..stop_words import BY_LANGUAGE, STOP_WORDS
from ..words import tokens

_READ_CHARS: Final = 600
_MIN_STOP_WORDS: Final = 2  # a headline of names has none
_MIN_SHARE: Final = 0.08  # of the words; Swedish has a few that are German stop words, too
# Letters that only some languages have, where stop words are too few.
_LETTERS: Final = (
    ("uk", re.compile("[іїєґ]")),
    ("ru", re.compile("[\u0430-\u044f]")),
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
)

_LANGUAGES_OF: Final = {  # by stop word
    word: tuple(lang for lang, stop_words in BY_LANGUAGE.items() if word in stop_words) for word in STOP_WORDS
}


def report_language(report: Report) -> str:
    """The language of a report as two letters: what it says of itself, or what its words and letters say; "" if these
    say nothing."""
    if report.lang:
        return report.lang.casefold().replace("_", "-").partition("-")[0]
    text = f"{report.title} {report.text[:_READ_CHARS]}".casefold()
    words = tokens(text)
    counts = dict.fromkeys(BY_LANGUAGE, 0)
    for word in words:
        for lang in _LANGUAGES_OF.get(word, ()):
            counts[lang] += 1
    most = max(counts, key=lambda lang: counts[lang])
    if counts[most] >= max(_MIN_STOP_WORDS, _MIN_SHARE * len(words)):
        return most
    return next((lang for lang, letters in _LETTERS if letters.search(text)), "")

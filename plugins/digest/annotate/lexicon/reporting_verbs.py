"""Verbs and nouns of speech, by the rules that use them. The lists are in `data/reporting_verbs.toml`.

To add a reporting verb, add its forms to these lists there: to `beside_speech` always; to `indirect` if a clause can be
its object ("said that"); to `sure` if it means speech in any sentence; and to `recalling` if it often means a memory or
a thought that its subject didn't speak.
"""

import tomllib
from typing import Final

from .data_files import data_text

_LISTS: Final = tomllib.loads(data_text("reporting_verbs.toml"))


def _list(text: str) -> frozenset[str]:
    return frozenset(expression.replace("_", " ") for expression in text.split())


REPORTING_VERBS: Final = _list(_LISTS["beside_speech"])
SURE_REPORTING_VERBS: Final = _list(_LISTS["sure"])
INDIRECT_SPEECH_VERBS: Final = _list(_LISTS["indirect"])
INVERTED_VERBS: Final = _list(_LISTS["inverted"])
SURER_THAN_THE_TAGGER: Final = _list(_LISTS["surer_than_the_tagger"])
LEADING_ON: Final = _list(_LISTS["leading_on"])
WITH_HEARER: Final = _list(_LISTS["with_hearer"])
AFTER_DISPLACED_MARK: Final = _list(_LISTS["after_displaced_mark"])
ENDING_PARAGRAPH: Final = _list(_LISTS["ending_paragraph"])
DIALOGUE_VERBS: Final = _list(_LISTS["dialogue"])
RECALLING_VERBS: Final = _list(_LISTS["recalling"])

NAMING_VERBS: Final = _list(_LISTS["naming"])
TITLING_VERBS: Final = _list(_LISTS["titling"])
WORKS: Final = _list(_LISTS["works"])
SPEECH_NOUNS: Final = _list(_LISTS["speech_nouns"])

OUTLET_REPORTS: Final = _list(_LISTS["outlet_reports"])
OUTLET_HAS_REPORTED: Final = _list(_LISTS["outlet_has_reported"])
FIRST_REPORTED_BY: Final = _list(_LISTS["first_reported_by"])
FIRST_REPORTED: Final = _list(_LISTS["first_reported"])
FIRST_TO_REPORT: Final = _list(_LISTS["first_to_report"])
REPORTED_BY: Final = _list(_LISTS["reported_by"])
AFTER_SPEECH: Final = _list(_LISTS["after_speech"])
BEFORE_OUTLET: Final = _list(_LISTS["before_outlet"])
TOLD_OUTLET: Final = _list(_LISTS["told_outlet"])
REPORT_SAYS: Final = _list(_LISTS["report_says"])
CALLED_OUTLET_SAYS: Final = _list(_LISTS["called_outlet_says"])
FIRST_PUBLISHED: Final = _list(_LISTS["first_published"])
PUBLISHED_AGAIN: Final = _list(_LISTS["published_again"])

OTHER_LANGUAGES_VERBS: Final = frozenset(verb for text in _LISTS["other_languages"].values() for verb in _list(text))

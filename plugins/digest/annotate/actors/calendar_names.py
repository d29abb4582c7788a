"""Names that are months or days: "May", "April". They are a followed person's only where no date is meant."""

import re
from typing import Final

from ..lexicon.honorifics import HONORIFICS
from ..lexicon.kind_words import CALENDAR
from ..lexicon.reporting_verbs import REPORTING_VERBS
from .alias_matches import AliasMatch

DATE_BEFORE: Final = re.compile(
    r"(?:(?<!\w)(?:in|of|since|until|till|by|on|during|through|between|last|next|this|every|each|early|mid|late|"
    r"earlier|later)|\d(?:st|nd|rd|th)?|[-–])[ -]$",
    re.IGNORECASE,
)
MONTHS: Final = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
RANGE_BEFORE: Final = re.compile(rf"{MONTHS}(?:(?: \d+)?,? (?:and|or|to|through|until)|,) $|(?<!\w)from $")
DATE_AFTER: Final = re.compile(rf" (?:\d|(?:and|or|to|through|until) {MONTHS}|this|last|next)|[-–/]\d|, \d{{4}}")
MODAL_AFTER: Final = re.compile(r" (?:an?|the|I|we|you|he|she|it|they|this|that|God|all|there|one)\b")
WORD_BEFORE: Final = re.compile(r"([\w.]+) $")
SAYS_AFTER: Final = re.compile(r"['’]s |,? (\w+)")
HAS_AFTER: Final = frozenset({"has", "had", "was", "is", "will", "would", "wants", "did", "does", "who"})


def is_date(text: str, match: AliasMatch, *, is_known: bool) -> bool:
    """Whether a name of a month or a day means the date, or the verb "may", in `folded` text.

    `is_known` is true if the text names the actor in full. If not, only an honorific before the name or a verb of
    speech after it makes it a person's.
    """
    if match.alias.name.lower() not in CALENDAR:
        return False
    before, end = text[max(0, match.start - 30) : match.start], match.end
    if DATE_BEFORE.search(before) or RANGE_BEFORE.search(before) or DATE_AFTER.match(text, end):
        return True
    if match.alias.name == "May" and MODAL_AFTER.match(text, end):
        return True
    word = WORD_BEFORE.search(before)
    if is_known or (word and word.group(1).lower().rstrip(".") in HONORIFICS):
        return False
    after = SAYS_AFTER.match(text, end)
    return not (after and (after.group(1) in REPORTING_VERBS or after.group(1) in HAS_AFTER))

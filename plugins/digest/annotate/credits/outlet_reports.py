"""The outlet that, by what a text says, reported its news: "CNN first reported", "Reuters reported", "told the BBC".

Passages about an outlet are no credit: its own results, things that its staff was told, its reports of years ago, and
words about it between quotation marks.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from ..lexicon.reporting_verbs import (
    AFTER_SPEECH,
    BEFORE_OUTLET,
    CALLED_OUTLET_SAYS,
    FIRST_REPORTED,
    FIRST_REPORTED_BY,
    FIRST_TO_REPORT,
    OUTLET_HAS_REPORTED,
    OUTLET_REPORTS,
    REPORT_SAYS,
    REPORTED_BY,
    TOLD_OUTLET,
)
from ..lexicon.word_lists import alternatives
from ..quotes.spans.quotation import Quotation
from ..records import Credit
from ..text.parsed_document import ParsedDocument
from .outlet_mentions import OutletMention, outlet_mentions

FIRST_BY: Final = re.compile(rf"(?:first|originally) (?:{alternatives(FIRST_REPORTED_BY)}) (?:by|in) $")
FIRST: Final = re.compile(
    rf"(?: was| were)? (?:the )?first (?:to (?:{alternatives(FIRST_TO_REPORT)})|{alternatives(FIRST_REPORTED)})\b"
)
BY: Final = re.compile(
    rf"(?<!\w)(?:(?:as |been |was |were |is )?(?:{alternatives(REPORTED_BY)}) (?:by|in)"
    r"|citing|(?:reports?|investigation|analysis) (?:by|in|from|for|via|published (?:by|in))"
    r"|reporting for|comes via|laut|со ссылкой на|з посиланням на"
    rf"|{alternatives(BEFORE_OUTLET)}) [«„“\"]?$"
    rf"|[,”\"’'] (?:{alternatives(AFTER_SPEECH)}) $"
)
TOLD: Final = re.compile(
    rf"(?<!\w)(?:{alternatives(TOLD_OUTLET)}|interview (?:with|on|for|to)|(?:statement|e-?mail|comments?|remarks) to"
    r"|[Ss]peaking (?:to|with|on)) $"
)
ACCORDING: Final = re.compile(
    r"(?<!\w)(?:[Aa]ccording to|[Ss]elon(?: l['’]| le| la)?|[Ss]egún|[Ss]econdo(?: l['’])?) ?$"
)
# Words between the verb and the name: "told the German newspaper", "according to the state-run agency".
BETWEEN: Final = re.compile(r"(?:(?:the|a|an|der|die|das|la|le|il|el|l['’]|[\w’'-]+) ?){1,4}$")
MAX_BETWEEN_CHARS: Final = 50

SAYS: Final = (
    rf"(?:{alternatives(OUTLET_REPORTS)}|(?:is|are) reporting|(?:report|reporting)(?= that\b)"
    rf"|has (?:{alternatives(OUTLET_HAS_REPORTED)}))(?!\w)"
)
AND_ANOTHER: Final = r"(?: and (?:the |The )?[A-Z]\w+(?: [A-Z0-9]\w*){0,2})"
ITS_REPORTER: Final = r"(?:['’]s?(?: (?:reporter|correspondent|journalist|columnist)s?)?(?: [A-Z][\w.’'-]+){0,3})"
REPORTED: Final = re.compile(
    rf"(?:{AND_ANOTHER}|{ITS_REPORTER})?,? {SAYS}|(?<=\w) interview\b"
    rf"|['’]?s? (?:report|investigation|analysis|tally|poll)\b(?:,| (?:{alternatives(REPORT_SAYS)}))"
)
# "Fortune reports that", if "Fortune" begins the sentence.
CERTAINLY_REPORTED: Final = re.compile(rf"{AND_ANOTHER}? {SAYS}(?: that\b|:)")
CALLED_SAYS: Final = re.compile(rf" (?:(?:{alternatives(CALLED_OUTLET_SAYS)})(?!\w)|{SAYS})")
# A company's report on itself: "Reuters reported a record profit", "New Zealand Post has reported a loss".
OF_ITSELF: Final = re.compile(
    r" (?:has |had )?reported (?:[\w$€£.,%-]+ ){0,5}?(?:profit|loss|losses|revenues?|earnings|sales|results|ratings"
    r"|deficit|surplus|turnover|layoffs|growth|subscribers|income|parcels|quarter)\b"
)

ITS_PEOPLE: Final = re.compile(
    r"['’]?s? (?:own )?(?:staff|staffers|employees|workers|viewers|listeners|readers|executives|bosses|managers"
    r"|management|lawyers|attorneys|unions?|board|colleagues|subscribers|shareholders|investors|advertisers|chief"
    r"|chairman|director|editors)\b"
)
# "according to CNN's analysis", but not "according to BBC guidelines".
FOLLOWING: Final = re.compile(
    r"['’]s?\b|\W*$|\s*\n|[^\w\s]|\s[^\w\s]"
    r"|\s(?:and|or|which|who|that|as|on|in|at|by|for|from|to|of|the|an?|has|had|have|is|was|were|are|it|he|she|they|his"
    r"|her|its|their|this|last|earlier|yesterday|today|reports?|reporting|reporter|correspondent|journalist|polls?"
    r"|polling|analysis|calculations?|tally|count|investigation|news|newspaper|magazine|affiliate|[A-Z]\w+)\b"
)

# A report from one of these times is not the origin of this text's news.
LONG_AGO: Final = re.compile(
    r"\b(?:[Ii]n|[Ss]ince|of) (?:(?:[A-Z][a-z]+ )?(?:19|20)\d\d)\b"
    r"|\b(?:years?|decades?|centuries) (?:ago|earlier|before)\b"
    r"|\blast (?:year|decade|century)\b|\bpreviously\b|\bat the time\b|\bback then\b"
)
NEAR_CHARS: Final = 60
SENTENCE_END: Final = re.compile(r"[.!?…]['\"’”)]* (?=[A-Z“\"‘(])|\n")

# How far on each side of a name the ends of its sentence are searched for.
MAX_SENTENCE_CHARS: Final = 200

# A report of others that a text mentions in its first characters is its origin; further down it is an aside. In the 84
# articles of quotes-dev, 3 of the 18 mentions up to this offset are asides, and all 8 mentions after it.
LEAD_CHARS: Final = 1500


def reported_by(document: ParsedDocument, quotations: Sequence[Quotation]) -> Credit | None:
    """The credit of the outlet that reported: "CNN first reported" before "CNN reported" before "told CNN".

    Among several of the same rank, the first in the text counts.
    """
    ranked = [
        (rank, mention.start, mention.end)
        for mention in outlet_mentions(document.text, CERTAINLY_REPORTED)
        if not _is_within_speech(mention, quotations) and (rank := _rank(document.text, mention)) is not None
    ]
    if not ranked:
        return None
    _, start, end = min(ranked)
    return Credit(document.text[start:end], start, end)


def _is_within_speech(mention: OutletMention, quotations: Sequence[Quotation]) -> bool:
    """Whether a name is within a quotation that contains more than the name. «Интерфакс» contains only the name."""
    number = bisect_right(quotations, mention.start, key=lambda quotation: quotation.start) - 1
    if number < 0 or mention.start >= quotations[number].end:
        return False
    return quotations[number].inner_end - quotations[number].inner_start > mention.end - mention.start


def _rank(text: str, mention: OutletMention) -> int | None:
    """0 if the outlet reported first, 1 if it reported, 2 if somebody told it something; None if none of these."""
    before, sentence_end = _sentence_around(text, mention)
    if FIRST_BY.search(before) or FIRST.match(text, mention.stop):
        return 0
    if mention.start > LEAD_CHARS or ITS_PEOPLE.match(text, mention.stop) or OF_ITSELF.match(text, mention.stop):
        return None
    near_end = min(sentence_end, mention.stop + NEAR_CHARS)
    if LONG_AGO.search(before[-NEAR_CHARS:]) or LONG_AGO.search(text, mention.stop, near_end):
        return None
    befores = _shortened(before) if mention.called else [before]
    if any(map(BY.search, befores)) or REPORTED.match(text, mention.stop):
        return 1
    if mention.called and CALLED_SAYS.match(text, mention.stop):
        return 1
    if any(map(TOLD.search, befores)) or (any(map(ACCORDING.search, befores)) and FOLLOWING.match(text, mention.stop)):
        return 2
    return None


def _shortened(before: str) -> list[str]:
    """The text before a name: the whole of it, and without its last word, its last two words, … up to four."""
    between = BETWEEN.search(before[-MAX_BETWEEN_CHARS:])
    if not between:
        return [before]
    words = between.group()
    lengths = [0, *(len(words) - match.start() for match in re.finditer(r"(?<!\S)\S", words))]
    return [before[: len(before) - length] for length in lengths]


def _sentence_around(text: str, mention: OutletMention) -> tuple[str, int]:
    """The part of the sentence before a name, and the offset of the end of the sentence."""
    begin = max(0, mention.begin - MAX_SENTENCE_CHARS)
    ends = [match.end() for match in SENTENCE_END.finditer(text, begin, mention.begin)]
    limit = mention.stop + MAX_SENTENCE_CHARS
    end = SENTENCE_END.search(text, mention.stop, limit)
    return text[ends[-1] if ends else begin : mention.begin], end.start() if end else min(len(text), limit)

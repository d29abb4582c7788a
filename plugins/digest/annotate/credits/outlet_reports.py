"""Who a text says reported what it tells: "CNN first reported", "Reuters reported", "told the BBC".

A text about an outlet credits it for nothing: what it reported of its own money, what its staff was told, what it
reported years ago, and what somebody says of it between quotation marks.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ..lexicon.gazetteers import countries, demonyms
from ..lexicon.outlets import IN_A_SENTENCE, is_common_word
from ..quotes.spans.quotation import Quotation
from ..records import Credit
from ..text.parsed_document import ParsedDocument

# What papers and agencies are called, before or after their name: "the newspaper Hafenbote", "Fars news agency".
KIND: Final = (
    r"(?:news ?agency|news ?wire|newspaper|outlet|website|tabloid|(?:daily|weekly)(?: newspaper)?|magazine|broadcaster"
    r"|public radio|news (?:site|website|outlet|channel|portal|service)|(?:television|TV|radio) (?:station|channel)"
    r"|Nachrichtenagentur|Zeitung|Magazin|agence(?: de presse)?|quotidien|agencia|diario|agenzia|quotidiano"
    r"|агентств[оау]|газет[аеуы]|издани[еяю]|агенці[яюї])"
)
PLAIN: Final = (
    r"(?!(?:The|A|An|This|His|Her|Its|Their|One|Another|State)(?!\w))"
    r"(?:[^\W\d_a-zа-яіїєґ][\w&/-]*)(?: [A-Z][\w&/-]*){0,3}"
)
CALLED: Final = re.compile(rf"(?<!\w){KIND}(?: |, (?={PLAIN},))[«„“\"]?(?P<name>{PLAIN})")
CALLING: Final = re.compile(rf"(?<!\w)(?:[Tt]he |[Aa]n? )?(?P<name>{PLAIN})(?: state)? {KIND}(?!\w)")

# "CNN affiliate WEYI": who reports is the affiliate, and nobody where it has no name.
ALLY: Final = r" (?:affiliate|(?:network |media )?partner|sister (?:station|paper)|member station)"
AFFILIATE: Final = re.compile(rf"{ALLY} (?P<name>[A-Z0-9][\w-]*(?: [A-Z][\w-]+){{0,3}})")
AFFILIATED: Final = re.compile(rf"{ALLY}\b")

FIRST_BY: Final = re.compile(r"(?:first|originally) (?:reported|revealed|published|disclosed) (?:by|in) $")
FIRST: Final = re.compile(r"(?: was| were)? (?:the )?first (?:to (?:report|reveal)|reported|revealed|published)\b")
BY: Final = re.compile(
    r"(?<!\w)(?:(?:as |been |was |were |is )?(?:reported|revealed|seen|obtained|quoted(?: as saying)?|cited) (?:by|in)"
    r"|citing|(?:reports?|investigation|analysis) (?:by|in|from|for|via|published (?:by|in))"
    r"|reporting for|comes via|laut|со ссылкой на|з посиланням на"
    r"|сообща(?:ет|ют)|переда(?:ет|ют|є|ють)|пи(?:шет|шут|ше|шуть)|повідомля(?:є|ють)) [«„“\"]?$"
    r"|[,”\"’'] (?:reports|reported|writes) $"
)
TOLD: Final = re.compile(
    r"(?<!\w)(?:told|tells?|interview (?:with|on|for|to)|(?:statement|e-?mail|comments?|remarks) to"
    r"|[Ss]peaking (?:to|with|on)) $"
)
ACCORDING: Final = re.compile(
    r"(?<!\w)(?:[Aa]ccording to|[Ss]elon(?: l['’]| le| la)?|[Ss]egún|[Ss]econdo(?: l['’])?) ?$"
)
# "told the German newspaper", "according to the state-run agency": what may stand between the cue and a name.
BETWEEN: Final = re.compile(r"(?:(?:the|a|an|der|die|das|la|le|il|el|l['’]|[\w’'-]+) ?){1,4}$")
MAX_BETWEEN_CHARS: Final = 50

SAYS: Final = (
    r"(?:reports|reported|(?:is|are) reporting|(?:report|reporting)(?= that\b)|learned|revealed|reveals|writes|wrote"
    r"|has (?:reported|learned|learnt|revealed|found|obtained|confirmed)|quoted|cited"
    r"|meldet|berichtet|schreibt|rapporte|écrit|informa|riferisce)(?!\w)"
)
AND_ANOTHER: Final = r"(?: and (?:the |The )?[A-Z]\w+(?: [A-Z0-9]\w*){0,2})"
ITS_REPORTER: Final = r"(?:['’]s?(?: (?:reporter|correspondent|journalist|columnist)s?)?(?: [A-Z][\w.’'-]+){0,3})"
REPORTED: Final = re.compile(
    rf"(?:{AND_ANOTHER}|{ITS_REPORTER})?,? {SAYS}|(?<=\w) interview\b"
    r"|['’]?s? (?:report|investigation|analysis|tally|poll)\b(?:,| (?:found|shows?|showed|said|says|revealed))"
)
# "Fortune reports that", where "Fortune" begins the sentence.
SURELY_REPORTED: Final = re.compile(rf"{AND_ANOTHER}? {SAYS}(?: that\b|:)")
CALLED_SAYS: Final = re.compile(rf" (?:(?:said|says)(?!\w)|{SAYS})")
# "Reuters reported a record profit", "New Zealand Post has reported": what a company reports of itself.
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

# What was reported so long ago is not what this text reports.
LONG_AGO: Final = re.compile(
    r"\b(?:[Ii]n|[Ss]ince|of) (?:(?:[A-Z][a-z]+ )?(?:19|20)\d\d)\b"
    r"|\b(?:years?|decades?|centuries) (?:ago|earlier|before)\b"
    r"|\blast (?:year|decade|century)\b|\bpreviously\b|\bat the time\b|\bback then\b"
)
NEAR_CHARS: Final = 60
SENTENCE_END: Final = re.compile(r"[.!?…]['\"’”)]* (?=[A-Z“\"‘(])|\n")

# Bloomberg is a man, too.
MAYOR: Final = re.compile(r"\b(?:Michael|Mike|Mayor|Mr\.?|Michael R\.) Bloomberg\b")

# What a text tells of others' reports is its origin where it begins so, and an aside further down: of 18 that stand
# within as many characters in the 84 articles of quotes-dev three are asides, of 8 that stand later all.
LEAD_CHARS: Final = 1500


@dataclass(frozen=True, slots=True)
class _Named:
    """An outlet's name, and what stands around it: from its article or kind to the end of these."""

    start: int
    end: int
    begin: int
    stop: int
    called: bool = False  # the text says that it is a paper, an agency or a station


def reported_by(reading: ParsedDocument, quotations: Sequence[Quotation]) -> Credit | None:
    """ "CNN first reported" before "CNN reported" before "told CNN", and what stands first among equals."""
    ranked = [
        (rank, named.start, named.end)
        for named in _names(reading.text)
        if not _is_said(named, quotations) and (rank := _rank(reading.text, named)) is not None
    ]
    for _, start, end in sorted(ranked)[:1]:
        return Credit(reading.text[start:end], start, end)
    return None


def _names(text: str) -> Iterator[_Named]:
    bloomberg_is_a_man = MAYOR.search(text) is not None
    for match in IN_A_SENTENCE.finditer(text):
        if match["name"] is None or _is_of_a_country(match["name"]):
            continue
        (start, end), stop = match.span("name"), match.end()
        if match["name"] == "Bloomberg" and bloomberg_is_a_man:
            continue
        if (
            is_common_word(match["name"])
            and _begins_sentence(text, match.start())
            and not SURELY_REPORTED.match(text, stop)
        ):
            continue
        if affiliate := AFFILIATE.match(text, stop):
            yield _Named(*affiliate.span("name"), match.start(), affiliate.end())
        elif AFFILIATED.match(text, stop) is None:
            yield _Named(start, end, match.start(), stop)
    for pattern in (CALLED, CALLING):
        for match in pattern.finditer(text):
            if match["name"] not in demonyms() and match["name"] not in countries():
                yield _Named(*match.span("name"), match.start(), match.end(), called=True)


def _is_of_a_country(name: str) -> bool:
    """Whether a name is any station of a country: "Brazilian TV"."""
    first, *others = name.split()
    return first in demonyms() and others in (["TV"], ["Radio"], ["Television"], ["News"])


def _begins_sentence(text: str, offset: int) -> bool:
    return text[max(0, offset - 3) : offset].rstrip()[-1:] in {"", ".", "!", "?", "…", ":", "“", '"', "”"}


def _is_said(named: _Named, quotations: Sequence[Quotation]) -> bool:
    """Whether a name stands in a quotation that is more than the name itself: «Интерфакс»."""
    number = bisect_right(quotations, named.start, key=lambda quotation: quotation.start) - 1
    if number < 0 or named.start >= quotations[number].end:
        return False
    return quotations[number].inner_end - quotations[number].inner_start > named.end - named.start


def _rank(text: str, named: _Named) -> int | None:
    before, last = _sentence_around(text, named)
    if FIRST_BY.search(before) or FIRST.match(text, named.stop):
        return 0
    if named.start > LEAD_CHARS or ITS_PEOPLE.match(text, named.stop) or OF_ITSELF.match(text, named.stop):
        return None
    if LONG_AGO.search(before[-NEAR_CHARS:]) or LONG_AGO.search(text, named.stop, min(last, named.stop + NEAR_CHARS)):
        return None
    if named.called and (between := BETWEEN.search(before[-MAX_BETWEEN_CHARS:])):
        cut = [before[: len(before) - length] for length in _lengths(between.group())]
    else:
        cut = [before]
    if any(map(BY.search, cut)) or REPORTED.match(text, named.stop):
        return 1
    if named.called and CALLED_SAYS.match(text, named.stop):
        return 1
    if any(map(TOLD.search, cut)) or (any(map(ACCORDING.search, cut)) and FOLLOWING.match(text, named.stop)):
        return 2
    return None


def _lengths(between: str) -> list[int]:
    """How long the last word, the last two words, … of `between` are."""
    return [0, *(len(between) - match.start() for match in re.finditer(r"(?<!\S)\S", between))]


def _sentence_around(text: str, named: _Named) -> tuple[str, int]:
    """What stands before a name in its sentence, and where the sentence ends."""
    begin = max(0, named.begin - 200)
    parts = [match.end() for match in SENTENCE_END.finditer(text, begin, named.begin)]
    end = SENTENCE_END.search(text, named.stop, named.stop + 200)
    return text[parts[-1] if parts else begin : named.begin], end.start() if end else min(len(text), named.stop + 200)

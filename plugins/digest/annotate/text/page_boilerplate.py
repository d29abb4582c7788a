"""The page's furniture that comes along with a text: trails, menus, "read more" lines. It names nobody."""

import re
from collections.abc import Iterator
from typing import Final

from .parsed_document import Paragraph, ParsedDocument

TRAIL: Final = re.compile(
    r"^(?:home|news|world|you are here)\s*[»>›|/·]|\s[»›|]\s.*\s[»›|]\s|^[^.]{0,40}\s»\s", re.IGNORECASE
)
INVITATION: Final = re.compile(
    r"^\W*(?:read (?:more|also|next|the (?:rest|full))|see also|also read|related(?: (?:stories|articles))?:"
    r"|more (?:on|from) |sign up|subscribe|follow (?:us|\w+ \w+ on)|click here|share (?:this|on)|advertisement|watch:"
    r"|listen:|photo(?:s|graph)?:|image(?: source| credit)?:|copyright|©|all rights reserved"
    r"|tags?:|filed under|getty|editing by|reporting by)",
    re.IGNORECASE,
)

LEADING_ON: Final = re.compile(
    r"\W*(?:(?:read|see|watch|listen) (?:more|also|next)|also read|related(?: (?:stories|articles))?|more):",
    re.IGNORECASE,
)

# Lines of furniture are short; a paragraph that begins like one is not.
MAX_LINE_CHARS: Final = 300

# Whose picture it is, within or at the end of a text: "(Irfan Khan / Los Angeles Times)", "Photo: Ann Ray/AFP". The
# words for a picture stand with a capital or before a colon; "a photo by the police" is a sentence.
PICTURE_CREDIT: Final = re.compile(
    r"\([^()\n/]{2,50} ?/ ?[^()\n/]{2,50}\)"
    r"|\b(?:[Pp]hoto(?:graph)?s?|[Pp]icture|[Ii]mage|[Ii]llustration|[Cc]redit)(?: credit)?: ?[^.:;\n]{3,60}"
    r"|\b(?:Photo(?:graph)?s?|Picture|Image|Illustration) by [^.:;\n]{3,60}"
    r"|\b(?:[A-Z][\w’'-]+ ){1,3}?/ ?(?:AP|AFP|Reuters|Getty)(?: Images| Photo)?\b|\bGetty Images\b|\bAP Photo\b"
    r"|(?:\bCopyright|©):? (?:[A-Z][\w’'-]+ ){1,2}[A-Z][\w’'-]+(?=\.?(?:\s|$))"
)
SMALL_WORD: Final = re.compile(
    r"\b(?!(?:for|the|via|of|by|and|de|van|von|da|del|courtesy|staff|photo|file)\b)[a-z]{2,}"
)

# A menu is a line of capitalised words without an end; headlines of this length have small words in them.
MENU_WORDS: Final = 6


def is_boilerplate(reading: ParsedDocument, paragraph: Paragraph) -> bool:
    """True for a paragraph that is part of the page and not of the article."""
    line = reading.text[paragraph.start : paragraph.end]
    if len(line) > MAX_LINE_CHARS:
        return False
    if TRAIL.search(line) or INVITATION.match(line):
        return True
    words = line.split()
    if len(words) <= 2 and line[-1].isalnum():
        return True  # a heading between paragraphs
    return len(words) >= MENU_WORDS and line[-1].isalnum() and all(word[0].isupper() for word in words)


def is_invitation(reading: ParsedDocument, number: int) -> bool:
    """True for a paragraph that leads to another article: what its headline quotes is not said in this one."""
    paragraph = reading.paragraphs[number]
    short = paragraph.end - paragraph.start <= MAX_LINE_CHARS
    return short and LEADING_ON.match(reading.text, paragraph.start, paragraph.end) is not None


def picture_credits(text: str) -> Iterator[tuple[int, int]]:
    """The spans that say whose a picture is. Between brackets there is no sentence: "(he owns 3 / 4 of it)"."""
    for match in PICTURE_CREDIT.finditer(text):
        if match.group()[0] != "(" or not SMALL_WORD.search(match.group()):
            yield match.span()

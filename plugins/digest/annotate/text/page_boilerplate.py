"""Page boilerplate within an article's text: breadcrumbs, menus, "read more" lines, picture credits.

Names in it are not mentions.
"""

import re
from collections.abc import Iterator
from typing import Final

from .parsed_document import Paragraph, ParsedDocument

# "Home » News".
BREADCRUMBS: Final = re.compile(
    r"^(?:home|news|world|you are here)\s*[»>›|/·]|\s[»›|]\s.*\s[»›|]\s|^[^.]{0,40}\s»\s", re.IGNORECASE
)
# Lines that ask the reader to do something, or that credit a picture or text.
PROMPT: Final = re.compile(
    r"^\W*(?:read (?:more|also|next|the (?:rest|full))|see also|also read|related(?: (?:stories|articles))?:"
    r"|more (?:on|from) |sign up|subscribe|follow (?:us|\w+ \w+ on)|click here|share (?:this|on)|advertisement|watch:"
    r"|listen:|photo(?:s|graph)?:|image(?: source| credit)?:|copyright|©|all rights reserved"
    r"|tags?:|filed under|getty|editing by|reporting by)",
    re.IGNORECASE,
)

# "Read more:" before the headline of another article.
RELATED_LINK: Final = re.compile(
    r"\W*(?:(?:read|see|watch|listen) (?:more|also|next)|also read|related(?: (?:stories|articles))?|more):",
    re.IGNORECASE,
)

# Boilerplate lines are short. A longer paragraph belongs to the article, even if it begins like such a line.
MAX_LINE_CHARS: Final = 300

# Picture credits within or at the end of a text: "(Irfan Khan / Los Angeles Times)", "Photo: Ann Ray/AFP". A word for a
# picture must have a capital or a colon after it, since "a photo by the police" is part of a sentence.
PICTURE_CREDIT: Final = re.compile(
    r"\([^()\n/]{2,50} ?/ ?[^()\n/]{2,50}\)"
    r"|\b(?:[Pp]hoto(?:graph)?s?|[Pp]icture|[Ii]mage|[Ii]llustration|[Cc]redit)(?: credit)?: ?[^.:;\n]{3,60}"
    r"|\b(?:Photo(?:graph)?s?|Picture|Image|Illustration) by [^.:;\n]{3,60}"
    r"|\b(?:[A-Z][\w’'-]+ ){1,3}?/ ?(?:AP|AFP|Reuters|Getty)(?: Images| Photo)?\b|\bGetty Images\b|\bAP Photo\b"
    r"|(?:\bCopyright|©):? (?:[A-Z][\w’'-]+ ){1,2}[A-Z][\w’'-]+(?=\.?(?:\s|$))"
)
# Words in small letters that never occur in a picture credit.
SMALL_WORD: Final = re.compile(
    r"\b(?!(?:for|the|via|of|by|and|de|van|von|da|del|courtesy|staff|photo|file)\b)[a-z]{2,}"
)

# A line of at least this many capitalised words without a final mark is a menu. A headline as long has small words too.
MIN_MENU_WORDS: Final = 6


def is_boilerplate(document: ParsedDocument, paragraph: Paragraph) -> bool:
    """Whether a paragraph belongs to the page, not to the article."""
    line = document.text[paragraph.start : paragraph.end]
    if len(line) > MAX_LINE_CHARS:
        return False
    if BREADCRUMBS.search(line) or PROMPT.match(line):
        return True
    words = line.split()
    if len(words) <= 2 and line[-1].isalnum():
        return True  # a heading between paragraphs
    return len(words) >= MIN_MENU_WORDS and line[-1].isalnum() and all(word[0].isupper() for word in words)


def is_invitation(document: ParsedDocument, number: int) -> bool:
    """Whether the paragraph with this number links to another article, whose headline may contain a quotation."""
    paragraph = document.paragraphs[number]
    short = paragraph.end - paragraph.start <= MAX_LINE_CHARS
    return short and RELATED_LINK.match(document.text, paragraph.start, paragraph.end) is not None


def picture_credits(text: str) -> Iterator[tuple[int, int]]:
    """The spans of picture credits.

    A bracket that contains a sentence is not a picture credit: "(he owns 3 / 4 of it)".
    """
    for match in PICTURE_CREDIT.finditer(text):
        if match.group()[0] != "(" or not SMALL_WORD.search(match.group()):
            yield match.span()

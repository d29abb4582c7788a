"""The genre of a report: most reports tell an event, some show it, follow it live or ask about it.

It is told by signs that newsrooms of many countries share: a part of the URL, how the headline begins or ends.
"""

import re
from typing import Final, Literal

from ..reports import Report

Genre = Literal["report", "live", "video", "pictures", "audio", "quiz"]

# Folders in the path of a URL: /news/av/, /live-news/, /fotostrecke/.
_FOLDERS: Final[dict[Genre, str]] = {
    "live": "live live-news live-updates live-blog liveblog live-reporting liveticker live-ticker newsblog en-direct",
    "video": "video videos av watch clip clips videocast videosession",
    "pictures": "gallery galleries photo-gallery photogallery pictures in-pictures photos slideshow slideshows "
    "fotostrecke fotostrecken bildergalerie bildergalerien diaporama diaporamas",
    "audio": "audio podcast podcasts listen",
    "quiz": "quiz quizzes crossword crosswords puzzle puzzles sudoku",
}
_GENRE_OF_FOLDER: Final = {folder: genre for genre, folders in _FOLDERS.items() for folder in folders.split()}
# Headlines, case folded; of several genres the first. A mark stands behind what a newsroom puts before its headlines.
_MARK: Final = r"\s*[:|–—\]-]"
_LIVE: Final = (
    r"\blive[ -]?(?:updates?|blog|ticker)\b|\bas it happened\b|\bnewsblog\b|\ben (?:direct|vivo|directo)\b"
    r"|\bminuto a minuto\b|\bонлайн-трансляц|^\W*live\b(?!\s+(?:music|nation))|[–—|:-]\s*live$"
)
_PICTURES: Final = (
    r"\b(?:in pictures|en images|photo gallery|picture gallery|bildergalerie|fotostrecke)\b"
    rf"|^\W*(?:photos?|pictures|gallery|fotos?|bilder|фото){_MARK}"
)
_VIDEO: Final = (
    rf"^\W*(?:video|watch(?: live| now)?|vidéo|vídeo|видео|відео){_MARK}"
    r"|[\[(](?:video|vidéo|vídeo)[\])]\s*$"
)
_TITLES: Final[tuple[tuple[Genre, re.Pattern[str]], ...]] = (
    ("live", re.compile(_LIVE)),
    ("pictures", re.compile(_PICTURES)),
    ("audio", re.compile(rf"\bpodcast(?:$|{_MARK})|^\W*(?:listen|audio|подкаст){_MARK}")),
    ("quiz", re.compile(r"\bquiz\b(?=\W*$|\W+of the\b|:)|^\W*quiz\b|\bcrossword\b|\bsudoku\b")),
    ("video", re.compile(_VIDEO)),
)
# A headline without any of these needs no pattern: of ten, nine don't have one, and all are asked in every build.
_HINTS: Final = tuple(
    "live blog ticker happened direct vivo minuto трансляц picture image galer galler strecke photo foto bilder фото "  # noqa: SIM905  a list of literals would take 30 lines
    "podcast listen audio подкаст quiz crossword sudoku video vidéo vídeo watch видео відео".split()
)
_TITLE_CHARS: Final = 300  # a title is a line; what is longer is an accident or an attack


def genre_of(report: Report) -> Genre:
    """The genre of a report; "report" where nothing says that it is another one."""
    title = report.title[:_TITLE_CHARS].casefold()
    if any(hint in title for hint in _HINTS):
        for genre, pattern in _TITLES:
            if pattern.search(title):
                return genre
    return next((_GENRE_OF_FOLDER[folder] for folder in _folders(report.link) if folder in _GENRE_OF_FOLDER), "report")


def _folders(link: str) -> list[str]:
    """The parts of a URL's path but for the last one, which is made of the headline's words."""
    path = link.partition("://")[2].partition("?")[0].partition("#")[0]
    return path.casefold().rstrip("/").split("/")[1:-1]

"""The genre of a report: most reports tell an event; others show it, follow it live, ask about it or comment on it; a
column such as a horoscope comes at its time, whatever happens.

It is recognised by signs that newsrooms of many countries share: a folder in the URL, the beginning or end of the
headline.
"""

import re
from typing import Final, Literal

from ..reports import Report

Genre = Literal["report", "live", "video", "pictures", "audio", "quiz", "opinion", "column"]

# Folders in the path of a URL: /news/av/, /live-news/, /fotostrecke/.
_FOLDERS: Final[dict[Genre, str]] = {
    "live": "live live-news live-updates live-blog liveblog live-reporting liveticker live-ticker newsblog en-direct",
    "video": "video videos av watch clip clips videocast videosession",
    "pictures": "gallery galleries photo-gallery photogallery pictures in-pictures photos slideshow slideshows "
    "fotostrecke fotostrecken bildergalerie bildergalerien diaporama diaporamas",
    "audio": "audio podcast podcasts listen",
    "quiz": "quiz quizzes crossword crosswords puzzle puzzles sudoku",
    "opinion": "opinion opinions op-ed oped editorial editorials column columns columnist columnists commentary "
    "commentisfree comment letters kommentar kommentare meinung",
    "column": "horoscope horoscopes horoskop recipe recipes rezepte recettes recetas newsletter newsletters cartoon "
    "cartoons tv-guide",
}
_GENRE_OF_FOLDER: Final = {folder: genre for genre, folders in _FOLDERS.items() for folder in folders.split()}
# Patterns for case-folded headlines; the first genre that matches counts. A mark separates a label of the newsroom
# ("Watch:") from the headline.
_MARK: Final = r"\s*[:|–—\]-]"
_LIVE: Final = (
    r"\blive (?:\w+ ){1,3}(?:tracker|updates)\b|"
    r"\blive[ -]?(?:updates?|blog|ticker|coverage)\b|\bas it happened\b|\bnewsblog\b|\ben (?:direct|vivo|directo)\b"
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
_OPINION: Final = (
    rf"^\W*(?:opinion|op-ed|comment|commentary|editorial|column|letters?(?: to the editor)?|kommentar|meinung|kolumne"
    rf"|leitartikel|gastbeitrag|leserbriefe|éditorial|tribune|chronique|opinión|columna|мнение|колонка|думка){_MARK}"
    r"|\bletters to the editor\b|, writes (?:[\w’'.-]+ ){0,3}[\w’'.-]+$"
)
_COLUMN: Final = (
    r"\bhoroscopes?\b|\bhoroskop\b|^from the archives?\b|^\W*on this day\b|\bthis day in history\b"
    r"|\bgift guide\b|\bwhat[’']s on tv\b|\b(?:morning|evening|daily|weekly|nightly) (?:briefing|newsletter)\b"
)
_TITLES: Final[tuple[tuple[Genre, re.Pattern[str]], ...]] = (
    ("live", re.compile(_LIVE)),
    ("pictures", re.compile(_PICTURES)),
    ("audio", re.compile(rf"\bpodcast(?:$|{_MARK})|^\W*(?:listen|audio|подкаст){_MARK}")),
    ("quiz", re.compile(r"\bquiz\b(?=\W*$|\W+of the\b|:)|^\W*quiz\b|\bcrossword\b|\bsudoku\b")),
    ("video", re.compile(_VIDEO)),
    ("opinion", re.compile(_OPINION)),
    ("column", re.compile(_COLUMN)),
)
# The patterns are tried only on headlines that contain one of these words, which is one in ten. This saves time, since
# each build asks for the genre of all reports.
_HINTS: Final = (
    *"live blog ticker happened direct vivo minuto трансляц picture image galer galler strecke photo foto bilder фото "  # noqa: SIM905  a list of literals would take 60 lines
    "podcast listen audio подкаст quiz crossword sudoku video vidéo vídeo watch видео відео opini op-ed comment "
    "editorial éditorial column letter kommentar meinung kolumn leitartikel gastbeitrag tribune chronique мнение "
    "колонка думка leserbrief writes horosco horosko archive briefing newsletter".split(),
    *("on this day", "this day in", "gift guide", "s on tv"),
)
_MAX_HEADLINE_CHARS: Final = 300  # a headline is one line; a longer one is a mistake or an attack


def genre_of(report: Report) -> Genre:
    """The genre of a report; "report" if there is no sign of another one."""
    title = report.title[:_MAX_HEADLINE_CHARS].casefold()
    if any(hint in title for hint in _HINTS):
        for genre, pattern in _TITLES:
            if pattern.search(title):
                return genre
    return next((_GENRE_OF_FOLDER[folder] for folder in _folders(report.link) if folder in _GENRE_OF_FOLDER), "report")


def _folders(link: str) -> list[str]:
    """The parts of a URL's path, without the last one, which has the headline's words."""
    path = link.partition("://")[2].partition("?")[0].partition("#")[0]
    return path.casefold().rstrip("/").split("/")[1:-1]
